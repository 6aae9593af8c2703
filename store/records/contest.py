"""What a deal is fought over: criteria, rivals in an account, intelligence, what is said of us (A3.14, A5.*)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec

from kamtui.store.records.base import Choice, Hidden, Long, Money, Rating, Record, Ref


class Criterion(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One purchase criterion of a deal: how much it counts, who set it, whom it favours (A3.14, A4.09)."""

    table = "criteria"
    tracked = ("weight", "favours")

    name: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    opportunity: Annotated[str, Ref("opportunities")] = ""
    weight: int | None = None
    """Share of the decision, in any unit; a criterion without one counts 1 (C40)."""
    designer: Annotated[str, Ref("contacts")] = ""
    """The person who turned the wish into this criterion."""
    favours: Annotated[str, Choice("vendors")] = ""
    """`us`, the id of a rival, `none` for neutral, or "" while nobody knows."""
    scores: Annotated[dict[str, Rating], Hidden()] = msgspec.field(default_factory=dict)
    """How well each vendor meets it, 0 … 5, by `us` or the rival's id (A3.15)."""
    note: Annotated[str, Long()] = ""


class Rival(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A competitor's presence in one account (A5.01-A5.03, A5.07, A5.11)."""

    table = "rivals"
    tracked = ("share", "satisfaction", "strategy")

    competitor: Annotated[str, Ref("competitors")]
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    product: str = ""
    """What of theirs is in use."""
    quantity: int | None = None
    since: dt.date | None = None
    expires: dt.date | None = None
    """When their contract or warranty ends."""
    spend: Annotated[int | None, Money()] = None
    """What the customer pays them in a year."""
    currency: str = ""
    share: int | None = None
    """Percent of the customer's spending in our field."""
    satisfaction: Rating = Rating()
    """The customer's, 1 … 5."""
    issues: Annotated[str, Long()] = ""
    """What the customer is unhappy with: our way in (A5.11)."""
    rep: str = ""
    """Their salesperson (A5.02)."""
    style: tuple[str, ...] = ()
    """How that person sells."""
    relations: Annotated[dict[str, Rating], Hidden()] = msgspec.field(default_factory=dict)
    """Their standing with each of our contacts, −2 … +2, by contact id (A5.03)."""
    strategy: Annotated[str, Choice("rival_strategies")] = ""
    """How we meet them here (A5.07)."""
    note: Annotated[str, Long()] = ""


class Intelligence(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that we heard of a rival: from whom, when, how sure; old news fade (A4.16)."""

    table = "intelligence"

    subject: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    competitor: Annotated[str, Ref("competitors")] = ""
    opportunity: Annotated[str, Ref("opportunities")] = ""
    date: dt.date | None = None
    source: str = ""
    contact: Annotated[str, Ref("contacts")] = ""
    """The person who told us."""
    reliability: Annotated[str, Choice("reliabilities")] = ""
    note: Annotated[str, Long()] = ""


class Objection(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What is said against us, a rumour or the truth, and how we meet it (A5.04-A5.06)."""

    table = "objections"

    subject: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    kind: Annotated[str, Choice("objection_kinds")] = ""
    competitor: Annotated[str, Ref("competitors")] = ""
    """Who spreads it."""
    opportunity: Annotated[str, Ref("opportunities")] = ""
    date: dt.date | None = None
    answer: Annotated[str, Long()] = ""
    """What we say to it."""
    note: Annotated[str, Long()] = ""
