"""Dates as people type them, and as they are shown.

`parse` reads 2026-03-14, 3/14, +7, 下周五, 月底 or "end of month"; `show` is always ISO; `relative` tells how
far away a day is. Weeks start on Monday and quarters are those of the calendar year.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

UNKNOWN = "-"
_DAYS = {"今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3}
_DAYS |= {"昨天": -1, "昨日": -1, "yesterday": -1, "前天": -2}
_WEEKDAYS = {name: place for place, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_WEEKDAYS |= {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
_WEEKDAYS |= {char: place for place, char in enumerate("一二三四五六日")} | {"天": 6}
_WEEKS = {
    "上": -1,
    "上个": -1,
    "last": -1,
    "本": 0,
    "这": 0,
    "这个": 0,
    "this": 0,
    "下": 1,
    "下个": 1,
    "next": 1,
    "下下": 2,
}
_UNITS = {"": "d", "天": "d", "日": "d", "周": "w", "个月": "m", "月": "m", "年": "y"}

_FULL = r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?)(?:[t ]\d{1,2}:\d{2}.*)?"
_COMPACT = r"(\d{4})(\d{2})(\d{2})"
_MONTH_DAY = r"(\d{1,2})(?:/(\d{1,2})|月(\d{1,2})[日号]?)"
_STEP = r"([-+])\s*(\d{1,5})\s*(d|w|m|y|天|日|周|个月|月|年|)"
_CHINESE_WEEKDAY = r"(上个?|本|这个?|下个?|下下)?(?:周|星期|礼拜)([一二三四五六日天])"
_ENGLISH_WEEKDAY = r"(?:(last|this|next) )?([a-z]+)"


def now() -> datetime:
    """This moment, in UTC. What a change is stamped with and what today is both ask here, so that they agree."""
    return datetime.now(UTC)


def today() -> date:
    """The day of the person at this computer."""
    return now().astimezone().date()


def _month_length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _month_length(year, month + 1)))


def _month_end(day: date, months: int = 0) -> date:
    first = _add_months(day.replace(day=1), months)
    return first.replace(day=_month_length(first.year, first.month))


def _quarter_end(day: date) -> date:
    return _month_end(day, (3 - day.month) % 3)


def _year_end(day: date) -> date:
    return day.replace(month=12, day=31)


_ENDS: dict[str, Callable[[date], date]] = {
    **dict.fromkeys(("月底", "月末", "本月底", "本月末", "eom", "end of month"), _month_end),
    **dict.fromkeys(("下月底", "下月末", "下个月底", "end of next month"), lambda day: _month_end(day, 1)),
    **dict.fromkeys(("季末", "季底", "季度末", "本季末", "eoq", "end of quarter"), _quarter_end),
    **dict.fromkeys(("年底", "年末", "今年底", "eoy", "end of year"), _year_end),
}


def _coming(month: int, day: int, today: date) -> date:
    """The first day on or after `today` with this month and day; 2/29 waits for a leap year."""
    date(2000, month, day)
    for year in range(today.year, today.year + 9):
        if day <= _month_length(year, month) and date(year, month, day) >= today:
            return date(year, month, day)
    raise ValueError


def _stepped(sign: str, number: str, unit: str, today: date) -> date:
    count = int(sign + number)
    unit = _UNITS.get(unit, unit)
    if unit in "my":
        return _add_months(today, count * (12 if unit == "y" else 1))
    return today + timedelta(days=count * (7 if unit == "w" else 1))


def _weekday(week: str | None, name: str, today: date) -> date:
    """A day of a named week, or without one the first such day on or after `today`."""
    place = _WEEKDAYS[name]
    if week is None:
        return today + timedelta(days=(place - today.weekday()) % 7)
    return today + timedelta(days=place - today.weekday() + 7 * _WEEKS[week])


def _understood(plain: str, today: date) -> date | None:
    """The date `plain` means, None when it has no known form; ValueError or OverflowError for no such day."""
    if plain in _DAYS:
        return today + timedelta(days=_DAYS[plain])
    if plain in _ENDS:
        return _ENDS[plain](today)
    if found := re.fullmatch(_FULL, plain):
        return date(int(found[1]), int(found[3] or found[5]), int(found[4] or found[6]))
    if found := re.fullmatch(_COMPACT, plain):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(_MONTH_DAY, plain):
        return _coming(int(found[1]), int(found[2] or found[3]), today)
    if found := re.fullmatch(_STEP, plain):
        return _stepped(found[1], found[2], found[3], today)
    found = re.fullmatch(_CHINESE_WEEKDAY, plain) or re.fullmatch(_ENGLISH_WEEKDAY, plain)
    return _weekday(found[1], found[2], today) if found and found[2] in _WEEKDAYS else None


def parse(text: str, today: date) -> date:
    """The date that `text` means on the day `today`.

    A month and day without a year, and a weekday without a week, mean the next such day, today included;
    下周五 and "next friday" the Friday of the week after this one. Raises ValueError, worded for the person
    who typed it, for what is no date and for days that do not exist.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("−", "-").split())
    if not plain:
        raise ValueError(word("dates.empty"))
    try:
        found = _understood(plain, today)
    except (ValueError, OverflowError):
        raise ValueError(word("dates.no_such_day", text=clean(text, 40))) from None
    if found is None:
        raise ValueError(word("dates.junk", text=clean(text, 40)))
    return found


def show(day: date | None) -> str:
    """The day in ISO form, "-" when it is not known."""
    return UNKNOWN if day is None else day.isoformat()


def relative(day: date, today: date) -> str:
    """How far `day` is from `today` in the language in use: 今天, 3天后, 逾期5天."""
    distance = (day - today).days
    if distance in (0, 1):
        return word("dates.tomorrow" if distance else "dates.today")
    if distance > 0:
        return word("dates.ahead", n=distance)
    return word("dates.overdue_one") if distance == -1 else word("dates.overdue", n=-distance)
