"""Dates are understood as people type them."""

from __future__ import annotations

from datetime import date

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.store.text import dates, words

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (form, "2026-03-14")
            for form in ("2026-03-14", "2026/3/14", "2026.3.14", "20260314", "2026年3月14日", "２０２６－０３－１４")
        ),
        ("2026-12-01 00:00", "2026-12-01"),
        ("2026-12-01T08:30:00Z", "2026-12-01"),
        *((form, "2027-03-14") for form in ("3/14", "3月14日", "3月14号", "03/14")),
        ("11/23", "2026-11-23"),
        ("11/22", "2027-11-22"),
        ("2/29", "2028-02-29"),
        *((form, "2026-11-30") for form in ("+7", "+7d", "＋７天", "+1w", "+1周")),
        ("+2w", "2026-12-07"),
        ("+1m", "2026-12-23"),
        ("+3个月", "2027-02-23"),
        ("+1y", "2027-11-23"),
        ("-3", "2026-11-20"),
        ("今天", "2026-11-23"),
        ("明天", "2026-11-24"),
        ("后天", "2026-11-25"),
        ("Today", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        *((form, "2026-11-27") for form in ("周五", "星期五", "礼拜五", "本周五", "friday", "Fri", "this friday")),
        *((form, "2026-12-04") for form in ("下周五", "下个星期五", "next  friday")),
        ("周一", "2026-11-23"),
        ("下周一", "2026-11-30"),
        ("周日", "2026-11-29"),
        ("下周天", "2026-12-06"),
        ("上周五", "2026-11-20"),
        *((form, "2026-11-30") for form in ("月底", "月末", "end of month", "EOM")),
        ("下月底", "2026-12-31"),
        *((form, "2026-12-31") for form in ("季末", "eoq", "end of quarter", "年底", "eoy", "end of year")),
    ],
)
def test_a_date_is_understood(text: str, expected: str) -> None:
    assert dates.show(dates.parse(text, MONDAY)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "junk",
        "2026-02-30",
        "2026-13-01",
        "20260230",
        "2/30",
        "13/1",
        "2026-3/4",
        "3/1/2017",
        "3.14",
        "0000-01-01",
        "+99999y",
        "+9999999",
        "next",
        "下周",
        "周八",
        "7",
        "\ud800",
        *hostile.CONTROL,
        *hostile.MARKUP,
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".") as refusal:
        dates.parse(text, MONDAY)
    assert "\x1b" not in str(refusal.value)


def test_a_refusal_tells_a_missing_day_from_junk() -> None:
    words.use("zh")
    with pytest.raises(ValueError, match="没有“2026-02-30”这一天"):
        dates.parse("2026-02-30", MONDAY)
    with pytest.raises(ValueError, match="“改天”不是日期，可以写 2027-03-14"):
        dates.parse("改天", MONDAY)


def test_a_month_later_stays_within_the_month() -> None:
    assert dates.parse("+1m", date(2027, 1, 31)) == date(2027, 2, 28)
    assert dates.parse("+1m", date(2028, 1, 31)) == date(2028, 2, 29)
    assert dates.parse("-1m", date(2026, 12, 31)) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("month", "end"), [(1, "2026-03-31"), (3, "2026-03-31"), (4, "2026-06-30"), (8, "2026-09-30"), (12, "2026-12-31")]
)
def test_quarters_end_with_the_calendar(month: int, end: str) -> None:
    assert dates.show(dates.parse("季末", date(2026, month, 15))) == end


@given(st.dates(), st.dates())
def test_a_shown_date_reads_back(day: date, today: date) -> None:
    assert dates.parse(dates.show(day), today) == day


@given(st.dates(date(1950, 1, 1), date(2200, 1, 1)), st.sampled_from("一二三四五六日"))
def test_a_bare_weekday_is_within_the_coming_week(today: date, name: str) -> None:
    found = dates.parse(f"周{name}", today)
    assert 0 <= (found - today).days < 7
    assert "一二三四五六日"[found.weekday()] == name


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [
        (23, "今天", "today"),
        (24, "明天", "tomorrow"),
        (26, "3天后", "in 3 days"),
        (22, "逾期1天", "1 day overdue"),
        (18, "逾期5天", "5 days overdue"),
    ],
)
def test_distance_is_told_in_the_language_in_use(day: int, chinese: str, english: str) -> None:
    assert dates.relative(date(2026, 11, day), MONDAY) == english
    words.use("zh")
    assert dates.relative(date(2026, 11, day), MONDAY) == chinese


def test_an_unknown_date_shows_a_dash() -> None:
    assert dates.show(None) == "-"
