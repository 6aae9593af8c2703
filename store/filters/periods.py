"""Days and periods as they stand in filters: +30d, thisQ, 本月, 2026-11, 2026Q4, 2026."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from kamtui.store.fields.options import fold
from kamtui.store.filters.vocabulary import named, plain
from kamtui.store.text import dates
from kamtui.store.text.words.filters import WORDS

_OFFSETS = {"last": -1, "this": 0, "next": 1}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_YEAR = re.compile(r"(\d{4})")
_MONTH = re.compile(r"(\d{4})[-.](\d{1,2})")
_QUARTER = re.compile(r"(\d{4})-?q([1-4])")
_MARKS = str.maketrans({mark: "-" for key in ("filters.mark.year", "filters.mark.month") for mark in WORDS[key]})


def period(text: str, today: dt.date, fiscal_start: int = 1) -> tuple[dt.date, dt.date]:
    """The first and the last day that `text` means; a single day is both.

    The quarters of "this quarter" and its like follow the fiscal year, which starts in the month `fiscal_start`;
    2026Q4 is one of the calendar. Raises ValueError, worded for the person who typed it.
    """
    if known := named("period").get(plain(text)):
        which, unit = known.split("-")
        return _relative(which, unit, today, fiscal_start)
    written = fold(text).translate(_MARKS).rstrip("-")
    if found := _YEAR.fullmatch(written):
        return _months(int(found[1]), 1, 12, text)
    if found := _MONTH.fullmatch(written):
        return _months(int(found[1]), int(found[2]), 1, text)
    if found := _QUARTER.fullmatch(written):
        return _months(int(found[1]), int(found[2]) * 3 - 2, 3, text)
    day = dates.parse(text, today)
    return day, day


def _relative(which: str, unit: str, today: dt.date, fiscal_start: int) -> tuple[dt.date, dt.date]:
    if unit == "week":
        monday = today + dt.timedelta(days=7 * _OFFSETS[which] - today.weekday())
        return monday, monday + dt.timedelta(days=6)
    length = _MONTHS[unit]
    into = (today.month - fiscal_start) % 3 if unit == "quarter" else (today.month - 1) % length
    year, month = divmod(today.year * 12 + today.month - 1 - into + _OFFSETS[which] * length, 12)
    return _months(year, month + 1, length, "")


def _months(year: int, month: int, count: int, text: str) -> tuple[dt.date, dt.date]:
    """From the first day of a month to the last day of the last of `count` months."""
    last_year, last_month = divmod(year * 12 + month - 1 + count - 1, 12)
    try:
        last = calendar.monthrange(last_year, last_month + 1)[1]
        return dt.date(year, month, 1), dt.date(last_year, last_month + 1, last)
    except ValueError:
        # Year 0, month 13: let the reader of single days say that there is none such.
        day = dates.parse(f"{text}-01", dt.date.min)
        return day, day
