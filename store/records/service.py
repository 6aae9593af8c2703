"""What customers tell us, and what we promise them (A7.22, A7.23, A4.24)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from kamtui.store.records.base import Hidden, Long, Record, Ref


class Service(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A complaint, a request or a suggestion, or an answer to a survey."""

    table = "services"

    subject: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    kind: str = "complaint"
    """complaint, request, suggestion, csat (a score of 1 to 5) or nps (0 to 10)."""
    date: dt.date | None = None
    answered: dt.date | None = None
    """The day of our first reply."""
    closed: dt.date | None = None
    reopened: bool = False
    score: int | None = None
    """Of a survey."""
    contact: Annotated[str, Ref("contacts")] = ""
    owner: Annotated[str, Ref("salespeople")] = ""
    note: Annotated[str, Long()] = ""


class Promise(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that we promised a customer, and whether we kept it."""

    table = "promises"

    title: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    made: dt.date | None = None
    due: dt.date | None = None
    done: dt.date | None = None
    """The day it was kept."""
    contact: Annotated[str, Ref("contacts")] = ""
    owner: Annotated[str, Ref("salespeople")] = ""
    note: Annotated[str, Long()] = ""
