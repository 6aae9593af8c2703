"""The account: a customer that we sell to, key or not (A1.01, A2.*)."""

from __future__ import annotations

from typing import Annotated

from kamtui.store.records.base import Choice, Hidden, Long, Money, Rating, Record, Ref


class Account(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A customer. `key` and `tier` are set by judgement, not by revenue rank (A1.01)."""

    table = "accounts"
    tracked = ("tier", "owner", "key", "outlets")

    name: str
    key: bool = True
    tier: Annotated[str, Choice("tiers")] = ""
    kind: Annotated[str, Choice("account_kinds")] = ""
    industry: str = ""
    region: str = ""
    location: str = ""
    owner: Annotated[str, Ref("salespeople")] = ""
    parent: Annotated[str, Ref("accounts")] = ""
    website: str = ""
    phone: str = ""
    founded: int | None = None
    """Year."""
    employees: int | None = None
    revenue: Annotated[int | None, Money()] = None
    """The customer's own yearly revenue."""
    potential: Annotated[int | None, Money()] = None
    """What the customer could buy from us in a year (A2.10)."""
    outlets: Annotated[int | None, Hidden()] = None
    """Shops or branches (A2.24)."""
    buying_power: Annotated[Rating, Hidden()] = Rating()
    """1 … 5, as are the next three: the factors by which key accounts are selected (A1.02)."""
    market_position: Annotated[Rating, Hidden()] = Rating()
    strategic_position: Annotated[Rating, Hidden()] = Rating()
    cooperation: Annotated[Rating, Hidden()] = Rating()
    """What could be done together."""
    currency: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: Annotated[str, Long()] = ""
    slug: Annotated[str, Hidden()] = ""
    """Name of the card's file, fixed when the account is created."""
