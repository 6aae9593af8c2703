"""What is to be reached, and what the whole company reached: both by period (A7.04, A7.25, A7.26)."""

from typing import Annotated

from kamtui.store.records.base import Long, Money, Record, Ref


class Target(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A target for a period, of whoever is named: an owner, a team, a line, an account or a tier; else of all of us."""

    table = "targets"

    name: str
    period: str = ""
    """2026, 2026Q4, 2026-11, or of the fiscal year FY2027, FY2027Q1."""
    figure: str = ""
    """What is measured: sales, profit or won-value; sales where it is empty."""
    amount: Annotated[int | None, Money()] = None
    currency: str = ""
    owner: Annotated[str, Ref("salespeople")] = ""
    team: str = ""
    line: str = ""
    customer: Annotated[str, Ref("accounts")] = ""
    """An account. Not called so, since a field of that name says in whose card a record lies."""
    tier: str = ""
    note: Annotated[str, Long()] = ""


class CompanyTotal(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What the company as a whole sold in a period: the denominator of the key accounts' share (C23)."""

    table = "company_totals"

    name: str
    period: str = ""
    """As in a target."""
    sales: Annotated[int | None, Money()] = None
    profit: Annotated[int | None, Money()] = None
    """Net profit."""
    currency: str = ""
    market_share_e4: int | None = None
    """Of the market, 4000 is 40 % (A7.25)."""
    market_rank: int | None = None
    """Our place among those who sell to it, 1 the largest."""
    note: Annotated[str, Long()] = ""
