"""The parts of a method by which a deal is judged: assessments, the rules of risk, the steps of the review."""

from typing import Literal

from kamtui.store.method.base import BLANK, Count, Days, Entry, Label, Percent

RiskId = Literal[
    "stage-age", "no-activity", "ghosted", "overdue", "no-next-step", "few-contacts", "no-decider", "pushed",
    "pushed-often", "coach-silent", "no-rivals", "little-known", "outnumbered",
]  # fmt: skip
"""The rules that kamtui knows; a team switches them and sets their limits, but cannot invent others."""
StepId = Literal["hygiene", "changes", "risks", "stalled", "next", "actions", "close"]
"""The steps of a review that kamtui knows."""


class JudgingQuestion(Entry, frozen=True, kw_only=True):
    """One question of an assessment; the same is asked of us and of each rival."""

    weight: Percent = 20
    hint: Label = BLANK
    """What would show it."""
    risk_from: int = 0
    """The buyer's step, counted from 1, from which it is a high risk while the answer is poor; 0 for never (C15)."""


class Section(Entry, frozen=True, kw_only=True):
    """A group of questions with a score of its own."""

    weight: Percent = 25
    questions: tuple[JudgingQuestion, ...]


class Assessment(Entry, frozen=True, kw_only=True):
    """A template by which a deal is judged (A6.01, C14, C15)."""

    scale: Literal["sign", "level"]
    """Answers are − ? + (C14), or levels from 0, unknown, to 3, proven (C15)."""
    sections: tuple[Section, ...]

    def questions(self) -> tuple[JudgingQuestion, ...]:
        """Every question, in order."""
        return tuple(question for section in self.sections for question in section.questions)


class RiskRule(Entry, frozen=True, kw_only=True):
    """One thing that can be wrong with an open opportunity, and what it costs its health (C18, C49)."""

    id: RiskId
    on: bool = True
    stalls: bool = False
    """Whether an opportunity that it finds counts as stalled."""
    days: Days = 30
    """How long it waits; a stage can have days of its own under `limits`."""
    count: Count = 0
    """Of rules that count: pushes, people, percent known."""
    penalty: Percent = 0
    """What it takes off a health of 100."""


class ReviewStep(Entry, frozen=True, kw_only=True):
    """A step of the weekly review; the order of the list is that of the agenda (ux 6.2)."""

    id: StepId
    minutes: Count = 0
    """How long it should take; 0 for one that nobody times."""
