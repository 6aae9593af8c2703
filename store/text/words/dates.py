"""Words for dates: how far away a day is, and why a date was not understood."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "dates.today": ("今天", "today"),
    "dates.tomorrow": ("明天", "tomorrow"),
    "dates.ahead": ("{n}天后", "in {n} {n:day|days}"),
    "dates.overdue_one": ("逾期1天", "1 day overdue"),
    "dates.overdue": ("逾期{n}天", "{n} {n:day|days} overdue"),
    "dates.empty": ("请输入日期", "Enter a date"),
    "dates.junk": (
        "“{text}”不是日期，可以写 2027-03-14、3/14、下周五、+14",
        "“{text}” is not a date; write it like 2027-03-14, 3/14, friday or +14",
    ),
    "dates.no_such_day": (
        "没有“{text}”这一天，先写月，再写日",
        "There is no such day as {text}; the month comes before the day",
    ),
}
