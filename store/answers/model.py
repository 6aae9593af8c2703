"""A question about a figure, and its answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

import msgspec

from kamtui.store.files.order_cache import Need
from kamtui.store.text import currencies
from kamtui.store.text.words import word

Unit = Literal["money", "count", "quantity", "percent", "ratio", "days", "hours", "money-per-day", "score", "index"]
"""`percent` and `ratio` are shares (0.25 is 25 %, and 0.25 times); `index` is 0 … 10,000."""
Number = Decimal | int | float | None


class QuestionError(ValueError):
    """A question that cannot be answered; the text tells the person who asked why."""


class UnreadOrdersError(Exception):
    """A question that cannot be answered at once: these months of order lines have to be added up first."""

    def __init__(self, months: Sequence[str], need: Need) -> None:
        """Name the months, and what is needed of them."""
        super().__init__(*months)
        self.months, self.need = tuple(months), need


class Figure(msgspec.Struct, frozen=True):
    """A figure that can be asked for."""

    name: str
    """In kebab-case: `win-rate`."""
    about: Literal["orders", "deals", "accounts", "targets", "services", "promises", "company", "catalog"]
    """The records that a filter is about."""
    unit: Unit
    dimensions: tuple[str, ...]
    """What it can be broken down by."""
    source: str
    """Where it is defined: C04."""
    ranked: bool = False
    """Whether rows without a time among their dimensions come by value, the largest first."""

    @property
    def label(self) -> str:
        """What people call it."""
        return word(f"figures.label.{self.name}")

    @property
    def formula(self) -> str:
        """How it is computed, in words."""
        return word(f"figures.formula.{self.name}")


class Question(msgspec.Struct, frozen=True):
    """What is asked."""

    figure: str
    by: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    where: str = ""
    as_of: dt.date | None = None
    """The day on which it is asked; today where it is None."""
    top: int | None = None
    without: str = ""
    """Of `what-if` the account that leaves, by its id."""


class Row(msgspec.Struct):
    """One line of an answer."""

    dims: dict[str, str]
    """By dimension the id or text that the group has; "" where it is not known."""
    value: Number
    """None is "n/a"."""
    n: int
    currency: str = ""
    more: dict[str, Any] = {}
    """What else belongs to the line: a class, a rank, an interval."""


class Answer(msgspec.Struct):
    """What came out."""

    figure: Figure
    question: Question
    rows: list[Row]
    totals: dict[str, Number]
    """By currency, "" where there is none; empty where a total means nothing."""
    excluded: dict[str, int]
    """By reason how many records are not in it."""
    first: dt.date | None = None
    last: dt.date | None = None
    """The days that it covers."""
    names: dict[str, dict[str, str]] = {}
    """By dimension what its ids are called."""
    counts: dict[str, dict[str, Any]] = {}
    """By currency what else there is of all rows together: how many accounts are in each class."""

    @property
    def currencies(self) -> list[str]:
        """The currencies in it, sorted; more than one are never added up."""
        return sorted({row.currency for row in self.rows if row.currency} | {name for name in self.totals if name})


def money(e4: int | float | None, currency: str) -> Decimal | None:
    """An amount of 1/10,000 in the main unit, rounded to the currency's decimals, half to even."""
    if e4 is None:
        return None
    amount = Decimal(e4) if isinstance(e4, int) else Decimal(repr(e4))
    return amount.scaleb(-4).quantize(_smallest(currency))


@lru_cache(256)
def _smallest(currency: str) -> Decimal:
    """A currency's smallest unit in its main unit: 0.01."""
    return Decimal(1).scaleb(-currencies.minor_digits(currency))


def money_of_minor(minor: int | float | None, currency: str) -> Decimal | None:
    """An amount of the smallest unit in the main unit, rounded the same way."""
    if minor is None:
        return None
    digits = currencies.minor_digits(currency)
    amount = Decimal(minor) if isinstance(minor, int) else Decimal(repr(minor))
    return amount.scaleb(-digits).quantize(Decimal(1).scaleb(-digits))
