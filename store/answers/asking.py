"""Asking: a question checked, sent to what works it out, and answered."""

from __future__ import annotations

import msgspec

from kamtui.store.answers import (
    buying,
    company,
    counting,
    deals,
    funnel,
    growing,
    history,
    judged,
    orders,
    pushing,
    segmenting,
    service,
    targets,
    trends,
    whatif,
    winloss,
)
from kamtui.store.answers.building import WORKERS
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Question, QuestionError
from kamtui.store.answers.registry import figure_named
from kamtui.store.files.collector import resting
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

FAMILIES = (
    orders, trends, growing, company, buying, deals, winloss, funnel, pushing, judged, counting, targets, service,
    segmenting, history, whatif,
)  # fmt: skip
"""The modules whose functions work figures out."""


def ask(workspace: Workspace, question: Question, *, at_once: bool = False) -> Answer:
    """The answer to a question; QuestionError, worded for the person who asked, where there can be none.

    With `at_once` UnreadOrdersError is raised where it would take long, since order files have changed.
    """
    figure = figure_named(question.figure)
    for name in question.by:
        if name not in figure.dimensions:
            known = ", ".join(figure.dimensions) or "-"
            raise QuestionError(
                word("figures.problem.dimension", name=clean(name, 40), figure=figure.name, known=known)
            )
    if question.first and question.last and question.first > question.last:
        question = msgspec.structs.replace(question, first=question.last, last=question.first)
    desk = Desk(workspace, question, figure.about, at_once=at_once)
    with resting():
        return WORKERS[figure.name](desk, figure)
