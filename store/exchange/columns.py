"""A column's texts as values of the field that it is imported into, once for each distinct text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from kamtui.store.exchange import days, numbers
from kamtui.store.exchange.fields import Field
from kamtui.store.exchange.headers import UNITS, Header
from kamtui.store.fields.separated import IN_CELLS, split
from kamtui.store.text.spreadsheet import armed

_DAMAGED = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
_YEAR = re.compile(r"(\d{4})(?:\D.*)?")
_YES = frozenset({"是", "有", "y", "yes", "true", "1", "√", "✓", "x"})
_NO = frozenset({"否", "无", "n", "no", "false", "0", "×"})
_SCALES = {"e4": 10**4, "e3": 10**3}
_CODES = frozenset({"id", "line", "code", "order_no", "phone", "mobile"})


class Bad(msgspec.Struct, frozen=True):
    """A text that is no value of its field; `reason` is a key of the word area."""

    reason: str


class Money(msgspec.Struct, frozen=True):
    """An amount in main units, and the currency that the cell names, "" for none."""

    amount: Decimal
    currency: str = ""


class Spelling(msgspec.Struct, frozen=True):
    """How a sheet spells numbers and dates, as far as something other than the column says so."""

    list_sign: str = ","
    typed: bool = False
    decimal: str = ""
    dates: str = ""
    unit: str = ""


class Reading(msgspec.Struct):
    """A column read: by code a value, None for a blank cell, or Bad."""

    values: list[Any]
    undecided: str = ""
    """Why the column waits for a decision: a key of the word area."""


def read_column(texts: Sequence[str], field: Field, title: Header, spelling: Spelling) -> Reading:
    """Read the distinct `texts` of a column for `field`.

    A column most of whose texts do not fit is set aside as a whole rather than row by row: its header meant
    something else.
    """
    clean = [text.strip() for text in texts]
    filled = [text for text in clean if text]
    how, undecided = _how(field, title, spelling, filled)
    if undecided:
        return Reading([], undecided)
    values = [_value(text, how) for text in clean]
    bad = sum(1 for value in values if isinstance(value, Bad))
    if field.how not in ("text", "choice", "ref") and bad * 2 > len(filled):
        return Reading([], f"unlike-{'date' if field.how in ('date', 'time') else 'number'}")
    return Reading(values)


def _value(text: str, how: Callable[[str], Any]) -> Any:
    if not text:
        return None
    if "\0" in text:
        return Bad("nul")
    try:
        return how(text)
    except (ValueError, OverflowError) as error:
        return Bad(str(error) if str(error).startswith("bad-") else "bad-value")


def _how(field: Field, title: Header, spelling: Spelling, filled: Sequence[str]) -> tuple[Callable[[str], Any], str]:
    """The function that reads one text, and why none can be chosen."""
    match field.how:
        case "text":
            return _texts if field.several else _code if field.name in _CODES else _text, ""
        case "choice" | "ref" | "rating":
            return _texts if field.several else _text, ""
        case "flag":
            return _flag, ""
        case "date":
            return _dates(filled, spelling)
        case "time":
            return _clock, ""
    sign = spelling.decimal or numbers.decimal_sign(filled, spelling.list_sign, spelling.typed)
    if not sign:
        return _text, "undecided-decimal"
    unit = spelling.unit or title.unit
    if field.how in ("percent", "share"):
        return _percents(filled, sign, unit, 100 if field.how == "share" else 1), ""
    factor = UNITS.get(unit, 1)
    if field.how == "money":
        return lambda text: _money(text, sign, factor, title.currency), ""
    if field.how == "whole":
        return lambda text: _whole(text, sign, factor, field.name == "founded"), ""
    scale = _SCALES[field.how] * factor
    return lambda text: numbers.scaled(numbers.to_number(text, sign)[0], scale), ""


def _dates(filled: Sequence[str], spelling: Spelling) -> tuple[Callable[[str], Any], str]:
    """How the dates of a column are read."""
    order = days.day_order(filled)
    if order in ("", "mixed") and spelling.dates not in days.ORDERS:
        return _text, "undecided-dates-mixed" if order else "undecided-dates"
    if spelling.dates in days.ORDERS:
        order = spelling.dates

    def read(text: str) -> Any:
        try:
            return days.to_day(text, order)
        except ValueError:
            raise ValueError("bad-date") from None

    return read, ""


def _clock(text: str) -> str:
    """A time of day, which may follow a day."""
    if found := days.to_clock(text):
        return found
    raise ValueError("bad-time")


def _percents(filled: Sequence[str], sign: str, unit: str, scale: int) -> Callable[[str], int]:
    """Percents, written `65%` or `0.65` or `65`: without a percent sign, a column of at most 1 holds shares."""

    def number(text: str) -> Decimal:
        return numbers.to_number(text.rstrip("%％ "), sign)[0]

    shares = unit != "%" and not any(text.endswith(("%", "％")) for text in filled)
    for text in filled if shares else ():
        try:
            shares = shares and abs(number(text)) <= 1
        except ValueError:
            continue
    factor = scale * (100 if shares else 1)
    return lambda text: numbers.scaled(number(text), factor)


def _money(text: str, sign: str, factor: int, currency: str) -> Money:
    number, named = numbers.to_number(text, sign, currency)
    return Money(number * factor, named)


def _whole(text: str, sign: str, factor: int, is_year: bool) -> int:
    if is_year and (found := _YEAR.fullmatch(text)):
        return int(found[1])
    number = numbers.to_number(text, sign)[0] * factor
    if number != number.to_integral_value():
        raise ValueError("bad-whole")
    return int(number)


def _flag(text: str) -> bool:
    word = text.casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError("bad-flag")


def _text(text: str) -> str:
    """The text as it is, without the mark that spreadsheets' formulas are disarmed with."""
    return armed(text)


def _texts(text: str) -> tuple[str, ...]:
    return tuple(split(armed(text), IN_CELLS))


def _code(text: str) -> str:
    """A code or number that is a name: Excel's `1.2E+11` has lost digits."""
    if _DAMAGED.fullmatch(text):
        raise ValueError("bad-damaged")
    return _text(text)
