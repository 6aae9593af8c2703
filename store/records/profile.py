"""What an account's profile keeps one by one: needs, projects, contracts (A2.12-A2.18, A2.23)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec

from kamtui.store.records.base import Choice, Hidden, Long, Money, Record, Ref


class Need(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that the customer needs, suffers from or worries about (A2.12-A2.16)."""

    table = "needs"
    tracked = ("status", "importance", "urgency")

    name: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    kind: Annotated[str, Choice("need_kinds")] = ""
    """Need, pain or concern."""
    type: Annotated[str, Choice("need_types")] = ""
    importance: Annotated[str, Choice("grades")] = ""
    urgency: Annotated[str, Choice("grades")] = ""
    trend: Annotated[str, Choice("trends")] = ""
    status: Annotated[str, Choice("need_statuses")] = ""
    owner: Annotated[str, Ref("salespeople")] = ""
    """Who of us looks after it."""
    contact: Annotated[str, Ref("contacts")] = ""
    """Who at the customer has it."""
    opportunity: Annotated[str, Ref("opportunities")] = ""
    first_seen: dt.date | None = None
    fit: dict[str, str] = msgspec.field(default_factory=dict)
    """How well each supplier, we too, meets it, by name (A2.15)."""
    note: Annotated[str, Long()] = ""


class Project(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that the customer plans to do in a year, and what pays for it (A2.18)."""

    table = "projects"

    name: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    year: int | None = None
    fund_source: str = ""
    budget: Annotated[int | None, Money()] = None
    currency: str = ""
    opportunity: Annotated[str, Ref("opportunities")] = ""
    note: Annotated[str, Long()] = ""


class Contract(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A long agreement with the customer: from when to when, on what terms (A2.23)."""

    table = "contracts"
    tracked = ("ends",)

    name: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    number: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None
    notice_days: int | None = None
    """Days before its end on which its renewal has to be talked about."""
    amount: Annotated[int | None, Money()] = None
    currency: str = ""
    terms: Annotated[str, Long()] = ""
    """What was agreed, such as prices and policies that hold for this customer alone."""
    opportunity: Annotated[str, Ref("opportunities")] = ""
    owner: Annotated[str, Ref("salespeople")] = ""
    note: Annotated[str, Long()] = ""
