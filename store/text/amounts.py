"""Amounts of money: read as people write them, kept as integers, shown with their unit.

Money is an integer in the smallest unit of its currency (分, cents). `parse` reads 12,800, ￥1.2亿, 300w or
50k; `show` writes 1.2亿 or ¥3.2M in the language in use. Rounding is half-even throughout. An amount that
is not known is `None` and shows as "-", never as 0.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import cache

from kamtui.store.text import currencies
from kamtui.store.text.currencies import minor_digits
from kamtui.store.text.safe import clean
from kamtui.store.text.words import language, word

__all__ = ["minor_digits", "parse", "parse_money", "show", "show_in", "to_decimal", "to_minor"]

UNKNOWN = "-"
FACTORS = {"one": 1, "k": 10**3, "wan": 10**4, "m": 10**6, "yi": 10**8, "b": 10**9}
_STEPS = {"zh": ("yi", "wan", "one"), "en": ("b", "m", "k", "one")}
_LIMIT = Decimal(10**15)
_WRITTEN = {
    **{"十": 10, "百": 100, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8},
    **{"十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12},
    **{"k": 10**3, "thousand": 10**3, "w": 10**4, "m": 10**6, "mn": 10**6, "mm": 10**6, "million": 10**6},
    **{"b": 10**9, "bn": 10**9, "billion": 10**9},
}
_LONGEST = 60
_NUMBER = r"(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)?(\.\d*)?"


# Brackets around all that is a number mean a negative one.
_BRACKETED = r"([^\d()]*)\(([^()]*)\)([^\d()]*)"


@cache
def _form() -> re.Pattern[str]:
    """Signs, currency, number, unit, currency, each optional but the number."""

    def one_of(names: Iterable[str]) -> str:
        return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))

    money = one_of([*currencies.NAMES, *(code.lower() for code in currencies.CODES)])
    return re.compile(
        rf"(?P<sign>[-+])?\s*(?:(?P<before>{money})\s*)?(?P<inner>[-+])?\s*(?P<number>[\d.][\d., ']*?)"
        rf"\s*(?P<unit>{one_of(_WRITTEN)})?\s*(?P<after>{money})?"
    )


def _refusal(reason: str, text: str) -> ValueError:
    return ValueError(word(f"amounts.{reason}", text=clean(text, 40)))


def _has_footnote(text: str) -> bool:
    """Whether a raised or circled digit stands in `text`, which normalising would make part of the number."""
    return any(char.isdigit() and not char.isdecimal() for char in text)


def _number(digits: str, text: str) -> Decimal:
    """The number that `digits` with their separators are; thousands may be set off, decimals follow a point."""
    found = re.fullmatch(_NUMBER, digits)
    if not found:
        raise _refusal("grouping", text)
    if digits == ".":
        raise _refusal("junk", text)
    return Decimal((found[1] or "0").replace(",", "").replace(" ", "") + (found[2] or ""))


def parse_money(text: str, default_currency: str) -> tuple[Decimal, str]:
    """The amount that `text` states and its currency, `default_currency` when it names none.

    A symbol that several currencies share ($, ¥, 元) means the default if it is one of them. Raises
    ValueError, worded for the person who typed it, for anything that is not one finite, unambiguous amount.
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold().replace("−", "-")
    if not plain:
        raise ValueError(word("amounts.empty"))
    bracketed = re.fullmatch(_BRACKETED, plain)
    bare = "".join(bracketed.groups()) if bracketed else plain
    found = _form().fullmatch(bare) if len(bare) <= _LONGEST and not _has_footnote(text) else None
    signs = [sign for sign in (found["sign"], found["inner"]) if sign] if found else []
    if not found or len(signs) + bool(bracketed) > 1:
        raise _refusal("junk", text)
    amount = _number(found["number"], text) * _WRITTEN.get(found["unit"], 1)
    if amount >= _LIMIT:
        raise _refusal("too_large", text)
    named = {currencies.named(name, default_currency) for name in (found["before"], found["after"]) if name}
    if len(named) > 1:
        raise _refusal("currencies", text)
    negative = "-" in signs or bracketed
    return -amount if negative else amount, named.pop() if named else default_currency


def parse(text: str) -> Decimal:
    """The amount that `text` states, whatever its currency; see `parse_money`."""
    return parse_money(text, "CNY")[0]


def to_minor(amount: Decimal, currency: str) -> int:
    """`amount` in the smallest unit of `currency`, half-even; ValueError when it is no number or 10^15 and more."""
    if not amount.is_finite():
        raise ValueError(word("amounts.infinite"))
    if abs(amount) >= _LIMIT:
        raise _refusal("too_large", str(amount))
    with localcontext() as context:
        context.prec = max(28, len(amount.as_tuple().digits) + 4)
        return int(amount.scaleb(minor_digits(currency)).to_integral_value(ROUND_HALF_EVEN))


def to_decimal(minor: int, currency: str) -> Decimal:
    """The amount that `minor` smallest units of `currency` make, exactly."""
    digits = tuple(map(int, str(abs(minor))))
    return Decimal((int(minor < 0), digits, -minor_digits(currency)))


def _hundredths(minor: int, currency: str, unit: str) -> int:
    """`abs(minor)` in hundredths of `unit`, rounded half-even."""
    scale: int = FACTORS[unit] * 10 ** minor_digits(currency)
    whole, rest = divmod(abs(minor) * 100, scale)
    return whole + (2 * rest > scale or (2 * rest == scale and whole % 2 == 1))


def _auto_unit(minor: int, currency: str) -> str:
    """The largest unit in which the amount is at least 1, the next one where rounding reaches it."""
    decimals: int = 10 ** minor_digits(currency)
    above = ""
    for unit in _STEPS[language()]:
        if abs(minor) >= FACTORS[unit] * decimals or unit == "one":
            shown = _hundredths(minor, currency, unit) * FACTORS[unit]
            return above if above and shown >= 100 * FACTORS[above] else unit
        above = unit
    return "one"


def show_in(minor: int | None, currency: str, unit: str) -> str:
    """The amount in `unit` (a key of `FACTORS`) with unit and currency: 320万, 8,500元, ¥3.2M, CHF 850.

    At most two decimals. What is not 0 never shows as 0 but as less than 0.01 of the unit.
    """
    if minor is None:
        return UNKNOWN
    rounded = _hundredths(minor, currency, unit)
    whole, cents = divmod(rounded, 100)
    number = f"{whole:,}" + (f".{cents:02}" if cents else "")
    if cents and unit != "one":
        number = number.rstrip("0")
    sign = "-" if minor < 0 else ""
    if minor and not rounded:
        number, sign = "0.01", ">-" if minor < 0 else "<"
    label = word(f"amounts.unit_{unit}")
    if language() == "en":
        return f"{sign}{currencies.symbol(currency)}{number}{label}"
    implied = currency == "CNY" and unit != "one"
    return f"{sign}{number}{label}{'' if implied else currencies.chinese_name(currency)}"


def show(minor: int | None, currency: str, unit: str = "auto") -> str:
    """The amount as a person reads it, in the unit that suits it or in a given one; see `show_in`."""
    if minor is None:
        return UNKNOWN
    return show_in(minor, currency, _auto_unit(minor, currency) if unit == "auto" else unit)


def brief(minor: int | None, currency: str) -> str:
    """The amount in its unit with three or four digits, for narrow places: 5775万, 57.8万, 4.29亿."""
    if minor is None:
        return UNKNOWN
    unit = _auto_unit(minor, currency)
    size = _hundredths(minor, currency, unit)
    step = 100 if size >= 10_000 else 10 if size >= 1_000 else 1
    factor: int = FACTORS[unit] * 10 ** minor_digits(currency)
    rounded = round(Decimal(size) / step) * step * factor // 100
    return show_in(rounded if minor >= 0 else -rounded, currency, unit).replace(",", "")
