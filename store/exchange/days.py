"""Columns of dates: in which order day and month stand, decided by the whole column.

`3/1/2017` is a day in March for one reader and in January for another. A value such as `10/20/2016` somewhere
in the column settles it; where none does, the column waits for a person's decision.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

ORDERS = ("mdy", "dmy")
MIDNIGHT = "00:00"
_CLOCK = re.compile(
    r"(?:.*[\sT日号,])?(上午|下午)?\s*(\d{1,2})[:时](\d{2})(?:[:分](\d{2})?(?:[.,]\d+)?秒?)?\s*([AaPp])?\.?(?:[Mm]\.?)?"
    r"\s*(?:Z|[+-]\d{2}:?\d{2})?"
)

_ISO = re.compile(r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T\s].*)?")
_COMPACT = re.compile(r"(?:19|20)\d{6}")
_SHORT = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:[T\s,].*)?")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-\s./]*([A-Za-z]{3,9})\.?[-\s,./]*(\d{4}|\d{2})(?:[T\s].*)?")
_NAME_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[T\s].*)?")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
_SERIAL_ZERO = dt.date(1899, 12, 30)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_CENTURY = 70


def day_order(texts: Iterable[str]) -> str:
    """The order of the column's short dates: "mdy", "dmy", "none" when it has no short dates.

    "" when every short date reads both ways, "mixed" when some read only one way and some only the other.
    """
    orders: set[str] = set()
    seen = False
    for text in texts:
        if found := _SHORT.fullmatch(text):
            seen = True
            first, second = int(found[1]), int(found[3])
            if first > 12:
                orders.add("dmy")
            if second > 12:
                orders.add("mdy")
    if not seen:
        return "none"
    return orders.pop() if len(orders) == 1 else "mixed" if orders else ""


def to_day(text: str, order: str = "none") -> dt.date:
    """The day that a cell states; `to_clock` reads a time after it. Raises ValueError for what is no day."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if found := _ISO.fullmatch(text):
        return dt.date(int(found[1]), int(found[3]), int(found[4]))
    if found := _SHORT.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        day, month = (second, first) if order == "mdy" else (first, second)
        return dt.date(_year(found[4]), month, day)
    if _COMPACT.fullmatch(text):
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if found := _DAY_NAME.fullmatch(text):
        return dt.date(_year(found[3]), _month(found[2]), int(found[1]))
    if found := _NAME_DAY.fullmatch(text):
        return dt.date(int(found[3]), _month(found[1]), int(found[2]))
    if _SERIAL.fullmatch(text):
        return _SERIAL_ZERO + dt.timedelta(days=int(float(text)))
    raise ValueError(text)


def to_clock(text: str) -> str:
    """The time of day that a cell states, "08:26" or "08:26:05"; "" where it states none that there is."""
    text = unicodedata.normalize("NFKC", text).strip()
    if _SERIAL.fullmatch(text):
        seconds = round(float(text) % 1 * 86_400)
        found = (seconds // 3600, seconds // 60 % 60, seconds % 60)
    elif said := _CLOCK.fullmatch(text):
        half = said[1] or (said[5] or "").lower()
        hour = int(said[2])
        if half:
            hour = hour % 12 + (12 if half in ("下午", "p") else 0)
        found = (hour, int(said[3]), int(said[4] or 0))
    else:
        return ""
    hour, minute, second = found
    if hour > 23 or minute > 59 or second > 59:
        return ""
    return f"{hour:02}:{minute:02}" + (f":{second:02}" if second else "")


def _year(digits: str) -> int:
    """A year of two digits lies between 1970 and 2069."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= _CENTURY else 2000)


def _month(name: str) -> int:
    """The number of a month by its English name. Raises ValueError."""
    if name[:3].lower() not in _MONTHS:
        raise ValueError(name)
    return _MONTHS[name[:3].lower()]
