"""Answers: a figure asked by name, with breakdown, period and filter, computed from the workspace.

`kamtui figures` and the charts ask the same questions here; the numbers themselves come from `figures`.
"""

from __future__ import annotations

from kamtui.store.answers.asking import ask
from kamtui.store.answers.model import Answer, Figure, Question, QuestionError, Row, UnreadOrdersError
from kamtui.store.answers.registry import FIGURES, figure_named

__all__ = [
    "FIGURES",
    "Answer",
    "Figure",
    "Question",
    "QuestionError",
    "Row",
    "UnreadOrdersError",
    "ask",
    "figure_named",
]
