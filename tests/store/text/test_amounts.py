"""Amounts are read as people write them and shown so that no digit misleads."""

from __future__ import annotations

from decimal import Decimal

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.store.text import amounts, words

CURRENCIES = st.sampled_from(["CNY", "USD", "JPY", "KRW", "KWD", "EUR"])
MINOR = st.integers(-(10**14), 10**14)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12,800", "12800"),
        ("￥1.2亿", "120000000"),
        ("300万", "3000000"),
        ("300w", "3000000"),
        ("50k", "50000"),
        ("1.5m", "1500000"),
        ("2b", "2000000000"),
        ("3千元", "3000"),
        ("3百万元", "3000000"),
        ("3千万", "30000000"),
        ("１２．５万元", "125000"),
        ("（1,200）", "-1200"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("+5", "5"),
        ("8500元", "8500"),
        ("CNY 12.30", "12.30"),
        ("12.30 usd", "12.30"),
        ("US$ (1,200)", "-1200"),
        ("-¥5", "-5"),
        ("1 234 567", "1234567"),
        (".5", "0.5"),
        ("0", "0"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert amounts.parse(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "nan",
        "inf",
        "-Infinity",
        "1,2,3",
        "1.234.567",
        "1.234,56",
        "12,80",
        "1,2345",
        "1'234",
        "1e5",
        "12%",
        "--5",
        "(-5)",
        "5(3)",
        "(5",
        "1,200¹",
        "万元",
        "三百万",
        ".",
        "¥5 USD",
        "5 XYZ",
        "10000万亿",
        "1" * 5000,
        *hostile.CONTROL,
        *hostile.MARKUP,
    ],
)
def test_what_is_no_single_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".") as refusal:
        amounts.parse(text)
    assert str(refusal.value)
    assert not {"\x1b", "\n", "\ud800"} & set(str(refusal.value))


def test_a_refusal_speaks_the_language_in_use() -> None:
    words.use("zh")
    with pytest.raises(ValueError, match="“1,2,3”的分隔符有歧义"):
        amounts.parse("1,2,3")


@pytest.mark.parametrize(
    ("text", "default", "currency"),
    [
        ("5", "EUR", "EUR"),
        ("$5", "CNY", "USD"),
        ("$5", "HKD", "HKD"),
        ("HK$5", "CNY", "HKD"),
        ("¥5", "CNY", "CNY"),
        ("¥5", "JPY", "JPY"),
        ("￥5", "USD", "CNY"),
        ("5万美元", "CNY", "USD"),
        ("5元", "USD", "CNY"),
        ("chf 5", "CNY", "CHF"),
        ("€5m", "CNY", "EUR"),
        ("¥5元", "CNY", "CNY"),
    ],
)
def test_the_currency_is_found(text: str, default: str, currency: str) -> None:
    assert amounts.parse_money(text, default)[1] == currency


def test_smallest_units() -> None:
    assert [amounts.minor_digits(code) for code in ("CNY", "USD", "JPY", "KRW", "KWD", "XYZ")] == [2, 2, 0, 0, 3, 2]
    assert amounts.to_minor(Decimal("12.34"), "CNY") == 1234
    assert amounts.to_minor(Decimal("1234"), "JPY") == 1234


def test_rounding_is_half_even_and_happens_once() -> None:
    assert [amounts.to_minor(Decimal(text), "CNY") for text in ("0.005", "0.015", "0.025", "-0.015")] == [0, 2, 2, -2]
    assert amounts.to_minor(Decimal("0.005" + "0" * 40 + "1"), "CNY") == 1


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+15", "1E+999999"])
def test_what_is_not_finite_or_too_large_is_no_money(text: str) -> None:
    with pytest.raises(ValueError, match=r"finite|large"):
        amounts.to_minor(Decimal(text), "CNY")


@given(MINOR, CURRENCIES)
def test_minor_units_survive_the_way_to_decimal_and_back(minor: int, currency: str) -> None:
    assert amounts.to_minor(amounts.to_decimal(minor, currency), currency) == minor


@given(MINOR, CURRENCIES, st.sampled_from(["zh", "en"]))
def test_a_shown_amount_reads_back_within_its_rounding(minor: int, currency: str, language: str) -> None:
    words.use(language)
    shown = amounts.show(minor, currency)
    if shown[0] not in "<>":
        read, found = amounts.parse_money(shown, currency)
        assert found == currency
        assert abs(read - amounts.to_decimal(minor, currency)) <= max(abs(read) / 200, Decimal("0.005"))


@pytest.mark.parametrize(
    ("minor", "currency", "chinese", "english"),
    [
        (320_000_000, "CNY", "320万", "¥3.2M"),
        (12_500_000_000, "CNY", "1.25亿", "¥125M"),
        (850_000, "CNY", "8,500元", "¥8.5K"),
        (50_050, "CNY", "500.50元", "¥500.50"),
        (85_000_000, "USD", "85万美元", "$850K"),
        (120_000_000_000, "EUR", "12亿欧元", "€1.2B"),
        (-320_000_000, "CNY", "-320万", "-¥3.2M"),
        (5_000_000, "JPY", "500万日元", "JP¥5M"),
        (100_000_000, "CHF", "100万 CHF", "CHF 1M"),
        (0, "CNY", "0元", "¥0"),
        (9_999_999_999, "CNY", "1亿", "¥100M"),
        (99_999_999, "CNY", "100万", "¥1M"),
        (99_999_99, "CNY", "10万", "¥100K"),
        (995_000_000_0, "CNY", "9,950万", "¥99.5M"),
        (12_345_000_000, "CNY", "1.23亿", "¥123.45M"),
        (12_350_000_050, "CNY", "1.24亿", "¥123.5M"),
        (12_250_000_000, "CNY", "1.22亿", "¥122.5M"),
        (None, "CNY", "-", "-"),
    ],
)
def test_an_amount_is_shown_in_the_unit_that_suits_it(
    minor: int | None, currency: str, chinese: str, english: str
) -> None:
    words.use("zh")
    assert amounts.show(minor, currency) == chinese
    words.use("en")
    assert amounts.show(minor, currency) == english


def test_amounts_are_shown_in_the_unit_that_is_asked_for() -> None:
    column = [320_000_000, 12_500_000_000, None, 850_000, 0]
    words.use("zh")
    assert [amounts.show_in(value, "CNY", "wan") for value in column] == ["320万", "12,500万", "-", "0.85万", "0万"]
    assert amounts.show(850_000, "CNY", "wan") == "0.85万"


def test_what_is_not_nothing_never_shows_as_nothing() -> None:
    words.use("zh")
    assert amounts.show_in(100, "CNY", "yi") == "<0.01亿"
    assert amounts.show_in(-100, "CNY", "yi") == ">-0.01亿"
    assert amounts.show_in(50_000_000, "CNY", "m") == "0.5百万"
