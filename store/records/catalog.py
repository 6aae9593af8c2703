"""What the whole team shares: products, competitors, salespeople."""

from typing import Annotated

from kamtui.store.records.base import Long, Money, Record


class Competitor(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A rival supplier (A5.*)."""

    table = "competitors"

    name: str
    aliases: tuple[str, ...] = ()
    """Other spellings that somebody said are this one."""
    distinct: tuple[str, ...] = ()
    """Names that look alike and that somebody said are others."""
    origin: str = ""
    """Domestic or from abroad (A5.08)."""
    website: str = ""
    strengths: Annotated[str, Long()] = ""
    weaknesses: Annotated[str, Long()] = ""
    tags: tuple[str, ...] = ()
    note: Annotated[str, Long()] = ""


class Product(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that we sell; `aliases` are the other spellings that imports have met."""

    table = "products"

    name: str
    code: str = ""
    line: str = ""
    category: str = ""
    price: Annotated[int | None, Money()] = None
    currency: str = ""
    unit: str = ""
    aliases: tuple[str, ...] = ()
    note: Annotated[str, Long()] = ""


class Salesperson(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One of us who owns accounts and opportunities."""

    table = "salespeople"

    name: str
    team: str = ""
    manager: str = ""
    region: str = ""
    email: str = ""
    phone: str = ""
    aliases: tuple[str, ...] = ()
    note: Annotated[str, Long()] = ""


class Segment(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A group of accounts: its name is a tag that they carry, its strategy says what is done with them (A8.06)."""

    table = "segments"

    name: str
    strategy: Annotated[str, Long()] = ""


class Ignored(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something about the data that looked wrong and is not, so that it is not told again (A9.03)."""

    table = "ignored"

    name: str
    """The key of the issue."""
    note: Annotated[str, Long()] = ""
