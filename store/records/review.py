"""The weekly review: what a snapshot holds of each deal, the numbers that people called, what was decided."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec

from kamtui.store.records.base import Long, Money, Record, Ref
from kamtui.store.records.opportunity import Status

DecisionKind = Literal["decision", "risk", "help", "note", "action", "mark"]
CallRole = Literal["owner", "manager"]


class SnapshotDeal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A deal as it stood when the snapshot was taken."""

    name: str = ""
    account: str = ""
    owner: str = ""
    status: Status = "open"
    stage: str = ""
    amount: int | None = None
    """In the smallest unit of `currency`; None is not known and never 0."""
    currency: str = ""
    close_date: dt.date | None = None
    category: str = ""
    """The forecast category that counts: picked by a person, or the stage's (C10)."""
    pinned: bool = False
    """Whether a person picked the category."""
    odds: int | None = None
    """Percent (C01)."""
    next_date: dt.date | None = None
    pushes: int = 0
    """How often the close date was moved later (C08)."""
    products: tuple[str, ...] = ()
    since: dt.date | None = None
    """The day on which the deal came into being."""


class Decision(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that a review came to: a decision, a risk, help that is needed, an action."""

    table = "decisions"

    text: Annotated[str, Long()]
    review: str
    """Name of the review."""
    step: str
    """The step of the agenda in which it came up."""
    kind: DecisionKind = "decision"
    opportunity: Annotated[str, Ref("opportunities")] = ""
    owner: Annotated[str, Ref("salespeople")] = ""
    due: dt.date | None = None
    task: Annotated[str, Ref("tasks")] = ""
    """Of an action: the task that it became."""


class Call(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The number that a person stands for: what will be won by the end of the period (ux 6.4)."""

    table = "calls"

    review: str
    """Name of the review in which it was called."""
    first: dt.date
    """First day of the period that it is for."""
    last: dt.date
    """Last day of it."""
    role: CallRole = "owner"
    owner: Annotated[str, Ref("salespeople")] = ""
    """Whose deals it is about; empty for all."""
    amount: Annotated[int | None, Money()] = None
    currency: str = ""
    note: str = ""


class Snapshot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The open deals of a day and those closed since the snapshot before, with what the review came to."""

    name: str = ""
    """ISO week, or what a person called it."""
    taken: dt.date
    base: str = ""
    """Name of the snapshot before; empty for the first."""
    deals: dict[str, SnapshotDeal] = {}
    calls: dict[str, Call] = {}
    decisions: dict[str, Decision] = {}


REVIEW: dict[str, type[Record]] = {kind.table: kind for kind in (Decision, Call)}
"""Kinds that live in the file of the review that is under way, by table."""
