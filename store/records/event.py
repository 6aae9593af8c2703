"""The event: one change of one tracked field, kept for good."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Literal

import msgspec

Via = Literal["tui", "command", "import", "merge"]


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What changed, from what to what, when, by whom and through what. Append-only."""

    table: ClassVar[str] = "events"

    id: str = ""
    account: str = ""
    record: str
    kind: str
    """The table of the record."""
    field: str
    old: Any = None
    new: Any = None
    at: dt.datetime
    by: str = ""
    via: Via = "command"
    reason: str = ""
    """Why, where a person was asked: a stage left early, odds pinned."""
