"""Words for dates: how far away a day is, and why a date was not understood."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "dates.today": ("今天", "today"),
    "dates.tomorrow": ("明天", "tomorrow"),
    "dates.ahead": ("{n}天后", "in {n} days"),
    "dates.overdue_one": ("逾期1天", "1 day overdue"),
    "dates.overdue": ("逾期{n}天", "{n} days overdue"),
    "dates.empty": ("请输入日期", "Enter a date"),
    "dates.junk": ("“{text}”不是日期", "“{text}” is not a date"),
    "dates.no_such_day": ("没有“{text}”这一天", "There is no such day as {text}"),
}
