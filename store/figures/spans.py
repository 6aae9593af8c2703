"""Spans of days by the fiscal calendar: the month or quarter that a forecast is for."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Literal

import msgspec

Unit = Literal["month", "quarter", "year"]
MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "year": 12}


class Span(msgspec.Struct, frozen=True):
    """From the first to the last day, both in it."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: object) -> bool:
        """Whether a day lies in it; a day that is not known does not."""
        return isinstance(day, dt.date) and self.first <= day <= self.last

    def __str__(self) -> str:
        """The first and the last day in ISO form."""
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    @property
    def next(self) -> Span:
        """The span of as many months that follows."""
        return _months(self.last + dt.timedelta(days=1), self._length)

    @property
    def previous(self) -> Span:
        """The span of as many months before."""
        return _months(_moved(self.first, -self._length), self._length)

    @property
    def _length(self) -> int:
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1


def span_of(day: dt.date, unit: Unit = "quarter", fiscal_start: int = 1) -> Span:
    """The month, quarter or year with `day` in it, in a fiscal year that starts in the month `fiscal_start`."""
    into = (day.month - fiscal_start) % MONTHS[unit]
    return _months(_moved(day.replace(day=1), -into), MONTHS[unit])


def weeks_to_end(day: dt.date, span: Span) -> int:
    """Whole weeks from `day` to the end of the span; 0 in its last week and after."""
    return max(0, (span.last - day).days // 7)


def _moved(first: dt.date, months: int) -> dt.date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)


def _months(first: dt.date, count: int) -> Span:
    last = _moved(first, count - 1)
    return Span(first, last.replace(day=calendar.monthrange(last.year, last.month)[1]))
