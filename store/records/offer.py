"""What we and others offer and give: quotes with their lines, bids, concessions, gifts (A3.16, A6.05-A6.10)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec

from kamtui.store.records.base import Choice, Hidden, Long, Money, Record, Ref


class QuoteLine(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One line of a quote; amounts in the smallest unit of the quote's currency, for one piece."""

    name: str
    product: str = ""
    """Id of the product, if it is one of ours."""
    quantity: int = 1
    price: int | None = None
    cost: int | None = None
    floor: int | None = None
    """The price below which someone has to approve (A6.09)."""
    bundle: str = ""
    """Lines with the same word here are sold together (A6.08)."""


class Bid(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What one vendor asks and promises in the negotiation (A3.16); the price in the deal's smallest unit."""

    price: int | None = None
    technical: str = ""
    """What is promised of the product."""
    commercial: str = ""
    """What is promised of terms, delivery, service."""
    source: str = ""
    """Who said so, or where it stands."""
    date: dt.date | None = None


class Quote(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One version of our offer (A6.05)."""

    table = "quotes"
    tracked = ("discount", "approved_by")

    name: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    opportunity: Annotated[str, Ref("opportunities")] = ""
    version: int = 1
    date: dt.date | None = None
    currency: str = ""
    lines: Annotated[dict[str, QuoteLine], Hidden()] = msgspec.field(default_factory=dict)
    """By a key that sorts as the lines stand."""
    discount: int | None = None
    """Percent off the sum of the lines."""
    discount_kind: Annotated[str, Choice("discount_kinds")] = ""
    approved_by: str = ""
    """Who approved a discount or a price below the floor (A6.06)."""
    why: str = ""
    """Why this version was made; `reason` is what `Change.set` is given."""
    note: Annotated[str, Long()] = ""


class Concession(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something given, got or promised in the negotiation, by us, the customer or a rival (A3.16, A6.10)."""

    table = "concessions"

    name: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    opportunity: Annotated[str, Ref("opportunities")] = ""
    kind: Annotated[str, Choice("concession_kinds")] = ""
    by: Annotated[str, Choice("parties")] = ""
    """`us`, `customer`, or the id of a rival."""
    amount: Annotated[int | None, Money()] = None
    currency: str = ""
    date: dt.date | None = None
    for_what: str = ""
    """What was asked or got in return."""
    note: Annotated[str, Long()] = ""


class Gift(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A gift or a treat, so that nobody goes beyond what is allowed (A6.07)."""

    table = "gifts"

    name: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    opportunity: Annotated[str, Ref("opportunities")] = ""
    contact: Annotated[str, Ref("contacts")] = ""
    value: Annotated[int | None, Money()] = None
    currency: str = ""
    date: dt.date | None = None
    owner: Annotated[str, Ref("salespeople")] = ""
    approved_by: str = ""
    note: Annotated[str, Long()] = ""
