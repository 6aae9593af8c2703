"""Months, quarters and years of the calendar or of the fiscal year, and windows of time."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from typing import Literal

import msgspec

from kamtui.store.figures.order_month import OrderMonth

Unit = Literal["month", "quarter", "year"]
LENGTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}
"""In months."""
UNDATED = "undated"
_QUARTERS = ("1", "2", "3", "4")


class Window(msgspec.Struct, frozen=True):
    """A stretch of days, both ends in it; nothing after `today` is. Without a beginning, undated lines are in it."""

    today: dt.date
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def end(self) -> dt.date:
        """The last day that counts."""
        return min(self.last or self.today, self.today)

    def has(self, day: dt.date | None) -> bool:
        """Whether something of this day counts."""
        if day is None:
            return self.first is None
        return (self.first is None or day >= self.first) and day <= self.end

    def part(self, month: str) -> Literal["none", "part", "whole"]:
        """How much of a month ("2026-11", "undated") lies in the window."""
        if month == UNDATED:
            return "whole" if self.first is None else "none"
        start, end = days_of(month)
        if end < (self.first or start) or start > self.end:
            return "none"
        return "whole" if start >= (self.first or start) and end <= self.end else "part"

    def is_ahead(self, month: str) -> bool:
        """Whether all of a month lies after today, though the window was to reach into it."""
        return month != UNDATED and self.today < days_of(month)[0] <= (self.last or dt.date.max)

    def holds(self, month: OrderMonth) -> bool:
        """Whether all lines of a month lie in the window."""
        if month.month == UNDATED or not month.last:
            return self.part(month.month) != "none"
        start, _ = days_of(month.month)
        return self.has(start.replace(day=month.first)) and self.has(start.replace(day=month.last))


def days_of(month: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a month ("2026-11")."""
    first = dt.date.fromisoformat(f"{month}-01")
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def label(day: dt.date, unit: Unit, fiscal_start: int = 1) -> str:
    """The period that a day lies in: 2026-11, 2026Q4, 2026.

    With a fiscal year that starts in another month than January its name is that of the year in which it ends, as
    FY2027 and FY2027Q1.
    """
    if unit == "month":
        return f"{day:%Y-%m}"
    into = (day.month - fiscal_start) % 12
    year = day.year + (fiscal_start > 1 and day.month >= fiscal_start)
    fiscal = "FY" if fiscal_start > 1 else ""
    return f"{fiscal}{year}" if unit == "year" else f"{fiscal}{year}Q{into // 3 + 1}"


def label_of_month(month: str, unit: Unit, fiscal_start: int = 1) -> str:
    """The period that a month lies in; "" for undated lines."""
    return "" if month == UNDATED else label(days_of(month)[0], unit, fiscal_start)


def bounds(named: str, fiscal_start: int = 1) -> tuple[dt.date, dt.date]:
    """The first and the last day of a period as `label` names it; ValueError for what is none."""
    if len(named) == 7 and named[4] == "-":
        return days_of(named)
    text = named.removeprefix("FY")
    year, _, quarter = text.partition("Q")
    if not (len(year) == 4 and year.isascii() and year.isdigit()):
        raise ValueError(named)
    start = fiscal_start if named.startswith("FY") else 1
    first = dt.date(int(year) - (start > 1), start, 1)
    if quarter:
        first = shifted(first, 3 * _QUARTERS.index(quarter))
    return first, shifted(first, 3 if quarter else 12) - dt.timedelta(days=1)


def shifted(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last day of the month where that has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def full_years(months: Sequence[str], window: Window) -> list[int]:
    """The calendar years that lie in the window with every day and over which sorted months ("2026-11") reach."""
    return [
        year
        for year in range(int(months[0][:4]), int(months[-1][:4]) + 1)
        if months[0] <= f"{year}-01" and f"{year}-12" <= months[-1]
        and window.has(dt.date(year, 1, 1)) and window.has(dt.date(year, 12, 31))
    ] if months else []  # fmt: skip


def before(named: str, unit: Unit, periods: int, fiscal_start: int = 1) -> str:
    """The name of the period so many periods of this unit earlier."""
    first, _ = bounds(named, fiscal_start)
    return label(shifted(first, -periods * LENGTHS[unit]), unit, fiscal_start)
