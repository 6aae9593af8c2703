"""What was done with a customer and what is to be done: activities and tasks."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from kamtui.store.records.base import Choice, Hidden, Long, Record, Ref


class Activity(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A visit, a call, a demonstration: something that happened on a day."""

    table = "activities"

    subject: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    kind: Annotated[str, Choice("activity_kinds")] = ""
    date: dt.date | None = None
    opportunity: Annotated[str, Ref("opportunities")] = ""
    contacts: Annotated[tuple[str, ...], Ref("contacts")] = ()
    owner: Annotated[str, Ref("salespeople")] = ""
    outcome: str = ""
    note: Annotated[str, Long()] = ""


class Task(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that someone of us is to do; `done` is the day it was done."""

    table = "tasks"
    tracked = ("owner",)

    title: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    due: dt.date | None = None
    done: dt.date | None = None
    opportunity: Annotated[str, Ref("opportunities")] = ""
    contact: Annotated[str, Ref("contacts")] = ""
    owner: Annotated[str, Ref("salespeople")] = ""
    note: Annotated[str, Long()] = ""
