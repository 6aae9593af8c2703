"""The account: a customer that we sell to, key or not (A1.01, A2.*)."""

import datetime as dt
from typing import Annotated

import msgspec

from kamtui.store.records.base import Choice, Hidden, Long, Money, Rating, Record, Ref, Yearly


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
    supplier_rank: int | None = None
    """Our place among the suppliers of what we sell, 1 for the one from whom it buys most (C31)."""
    suppliers: int | None = None
    """How many suppliers it has for that, us among them."""
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
    industry_trend: Annotated[str, Long()] = ""
    """Where the industry is going and who competes in it (A2.01)."""
    position: Annotated[str, Choice("positions")] = ""
    """Standing in the industry (A2.07)."""
    share_by_year: Annotated[dict[str, int], Yearly("percent")] = msgspec.field(default_factory=dict)
    """The customer's own market share in percent (A2.05, A2.07)."""
    company_note: Annotated[str, Long()] = ""
    """Size, operations, finance in words (A2.02)."""
    revenue_by_year: Annotated[dict[str, int], Yearly("money")] = msgspec.field(default_factory=dict)
    profit_by_year: Annotated[dict[str, int], Yearly("money")] = msgspec.field(default_factory=dict)
    trend: Annotated[str, Choice("trends")] = ""
    scope: Annotated[str, Choice("scopes")] = ""
    """Diversified or specialised (A2.06)."""
    brand: Annotated[str, Choice("grades")] = ""
    """How well known and well spoken of the customer is (A2.08)."""
    chain_position: Annotated[str, Choice("chain_positions")] = ""
    chain_note: Annotated[str, Long()] = ""
    """What it depends on upstream and downstream (A2.09)."""
    outlets_by_year: Annotated[dict[str, int], Yearly("count")] = msgspec.field(default_factory=dict)
    """Shops, branches, sites (A2.24)."""
    business_model: Annotated[str, Long()] = ""
    expectations: Annotated[str, Long()] = ""
    """What the customer expects and asks of its partners (A2.11)."""
    expectations_checked: dt.date | None = None
    industry_level: Annotated[str, Choice("grades")] = ""
    """How far the industry is in using such products (A2.17)."""
    application_level: Annotated[str, Choice("grades")] = ""
    """How far this customer is (A2.17)."""
    application_note: Annotated[str, Long()] = ""
    purchase_mode: Annotated[str, Choice("purchase_modes")] = ""
    approval_chain: tuple[str, ...] = ()
    """Who audits suppliers and approves a purchase, in order (A2.20)."""
    next_purchase: dt.date | None = None
    purchase_note: Annotated[str, Long()] = ""
    plan_product: Annotated[str, Long()] = ""
    plan_price: Annotated[str, Long()] = ""
    plan_service: Annotated[str, Long()] = ""
    plan_after_sales: Annotated[str, Long()] = ""
    """The four parts of the service plan made for this customer (A2.21)."""
    extra_services: dict[str, str] = msgspec.field(default_factory=dict)
    """Seminars, training, reports given on top, each with cost and result (A2.22)."""
    traits: Annotated[tuple[str, ...], Choice("traits")] = ()
    """Which of the five traits of a key account it shows (A1.05)."""
    team: dict[str, str] = msgspec.field(default_factory=dict)
    """Who of us does what for this account, by role (A9.11)."""
    note: Annotated[str, Long()] = ""
    slug: Annotated[str, Hidden()] = ""
    """Name of the card's file, fixed when the account is created."""
