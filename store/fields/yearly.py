"""Numbers by year, as people write them: `2024=1.2亿, 2025=1.5亿`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kamtui.store.fields.model import Field
from kamtui.store.fields.separated import split
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_YEAR = r"\D{0,2}((?:19|20)\d\d)\D?"
_LARGEST = 10**12


def year_text(value: int, field: Field, currency: str) -> str:
    """One year's number as `parse_years` reads it."""
    match field.unit:
        case "money":
            return f"{amounts.to_decimal(value, currency):,f}"
        case "percent":
            return f"{value}%"
    return str(value)


def parse_years(text: str, field: Field, currency: str) -> dict[str, int]:
    """The numbers by year that `text` states; ValueError, worded for the person who typed it."""
    found: dict[str, int] = {}
    for part in split(text):
        name, separator, number = part.replace("＝", "=").replace("：", ":").replace(":", "=", 1).partition("=")
        year = re.fullmatch(_YEAR, name.strip())
        if not (year and separator and number.strip()):
            raise ValueError(word("fields.error.not_years", text=clean(part, 40)))
        found[year[1]] = _number(number.strip(), field, currency)
    return dict(sorted(found.items()))


def growth(values: Mapping[str, int], year: str) -> str:
    """By how much a year's number is above or below the one of the year before; "" where that says nothing."""
    before = values.get(str(int(year) - 1)) if year.isdecimal() else None
    if not before or before < 0:
        return ""
    change = round((values[year] - before) * 100 / before)
    return f"({change:+d}%)"


def _number(text: str, field: Field, currency: str) -> int:
    if field.unit == "money":
        amount, named = amounts.parse_money(text, currency)
        if named != currency:
            raise ValueError(word("fields.error.not_number", text=clean(text, 40)))
        return amounts.to_minor(amount, currency)
    amount, _ = amounts.parse_money(text.rstrip("%％ "), "XXX")
    high = 100 if field.unit == "percent" else _LARGEST
    if not 0 <= amount <= high:
        raise ValueError(word("fields.error.range", text=clean(text, 40), low=0, high=high))
    if amount != int(amount):
        raise ValueError(word("fields.error.not_whole", text=clean(text, 40)))
    return int(amount)
