"""Text that a person typed, made into what a record stores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from functools import partial
from typing import Any

from kamtui.store.fields.inner import example_of
from kamtui.store.fields.model import Field, default_of, label
from kamtui.store.fields.options import choose, fold, options
from kamtui.store.fields.persons import birthday, refuse_circle
from kamtui.store.fields.separated import split
from kamtui.store.fields.shown import currency_of, text_of
from kamtui.store.fields.yearly import parse_years
from kamtui.store.figures.scoring import SELECTION
from kamtui.store.files.locks import user
from kamtui.store.records import Answer, Rating, Record
from kamtui.store.text import amounts, currencies, dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.text.words.fields import WORDS
from kamtui.store.workspace import Workspace

RANGES: dict[str, tuple[int, int]] = {
    "attitude": (-2, 2),
    "influence": (1, 5),
    "closeness": (1, 5),
    "product_awareness": (0, 4),
    "satisfaction": (1, 5),
} | dict.fromkeys(SELECTION, (1, 5))
"""Lowest and highest value of each rating."""
_MAY_BE_UNKNOWN = ("int", "percent", "money", "quantity", "date", "rating")
"""Kinds of fields in which a question mark says that nobody knows."""
SIGNED = ("price_gap",)
"""Percentages that can be below 0."""
_NO_CURRENCY = "XXX"
_BOOLS = {"y": True, "true": True, "1": True, "n": False, "false": False, "0": False}
_BOOLS |= {text.casefold(): True for text in WORDS["fields.value.yes"]}
_BOOLS |= {text.casefold(): False for text in WORDS["fields.value.no"]}


def parse(workspace: Workspace, record: Record | type[Record], field: Field, text: str, today: dt.date) -> Any:
    """What `text` means in a field of a record, or of a kind of record where there is none yet.

    The text that the field holds already always means the value it holds; an empty text means the field's
    default. Raises ValueError, worded for the person who typed it: what was found and what is expected.
    """
    kind = record if isinstance(record, type) else type(record)
    if field.required and not text.strip():
        raise ValueError(word("fields.error.required", label=label(kind, field.name)))
    if not isinstance(record, type) and text == text_of(workspace, record, field):
        return getattr(record, field.name)
    if not text.strip() or (text.strip() in ("?", "？") and field.kind in _MAY_BE_UNKNOWN):
        return default_of(kind, field.name)
    if field.name == "currency":
        return _currency(text, workspace.config.currency)
    if field.name == "birthday":
        return birthday(text)
    if field.table:
        text = text.strip().removeprefix("@").removeprefix("＠")
    match field.kind:
        case "struct":
            raise ValueError(
                word("fields.error.struct", label=label(kind, field.name), example=f"{example_of(field)}=…")
            )
        case "money":
            return money(text, field, currency_of(workspace, record), kind)
        case "years":
            return parse_years(text, field, currency_of(workspace, record))
        case "date":
            return dates.parse(text, today)
        case "choice" | "ref":
            value = choose(text, options(workspace, field, record), pinyin=bool(field.table))
            if field.name == "reports_to":
                refuse_circle(workspace, record, value)
            return value
        case "choices" | "refs":
            return _several(text, partial(choose, among=options(workspace, field, record), pinyin=bool(field.table)))
        case "answers":
            return _answers(text, {} if isinstance(record, type) else getattr(record, field.name), today)
        case "rating":
            return _rating(text, field, partial(choose, among=options(workspace, field, record)), today)
    return plain(text, field)


def plain(text: str, field: Field) -> Any:
    """The value of a field for which nothing but its text counts."""
    match field.kind:
        case "int":
            return _whole(text)
        case "percent":
            low = -100 if field.name in SIGNED else 0
            return _scaled(text.replace("%", "").replace("％", ""), field.scale, low=low, high=100)
        case "quantity":
            return _scaled(text, field.scale)
        case "bool":
            return _bool(text)
        case "list":
            return tuple(split(text))
        case "map":
            return _map(text)
    return text.strip()


def _number(text: str) -> Decimal:
    """The number in `text`, which may have separators and 万, but no currency."""
    try:
        number, currency = amounts.parse_money(text, _NO_CURRENCY)
    except ValueError:
        currency, number = "", Decimal(0)
    if currency != _NO_CURRENCY:
        raise ValueError(word("fields.error.not_number", text=clean(text, 40)))
    return number


def _whole(text: str) -> int:
    try:
        number = _number(text)
    except ValueError:
        number = Decimal("0.5")
    if number != int(number):
        raise ValueError(word("fields.error.not_whole", text=clean(text, 40)))
    if number < 0:
        raise ValueError(word("fields.error.range", text=clean(text, 40), low=0, high="∞"))
    return int(number)


def _scaled(text: str, scale: int, low: int | None = None, high: int | None = None) -> int:
    """The number in `text` as an integer with `scale` decimals."""
    number = _number(text)
    if low is not None and high is not None and not low <= number <= high:
        raise ValueError(word("fields.error.range", text=clean(text, 40), low=low, high=high))
    return int(number.scaleb(scale).to_integral_value(ROUND_HALF_EVEN))


def _bool(text: str) -> bool:
    if fold(text) not in _BOOLS:
        raise ValueError(word("fields.error.not_bool", text=clean(text, 40)))
    return _BOOLS[fold(text)]


def _currency(text: str, usual: str) -> str:
    code = currencies.named(fold(text), usual)
    if code not in currencies.CODES:
        raise ValueError(word("fields.error.currency", text=clean(text, 40)))
    return code


def money(text: str, field: Field, currency: str, kind: type[Record]) -> int:
    """An amount in the smallest unit of `currency`; ValueError where it names another one."""
    amount, found = amounts.parse_money(text, currency)
    if found != currency:
        raise ValueError(
            word(
                "fields.error.other_currency", text=clean(text, 40), found=found, expected=currency,
                label=label(kind, "currency"),
            )
        )  # fmt: skip
    if field.scale:
        return int(amount.scaleb(field.scale).to_integral_value(ROUND_HALF_EVEN))
    return amounts.to_minor(amount, currency)


def _several(text: str, one: Callable[[str], str]) -> tuple[str, ...]:
    """The values of a list of names; a single name may hold a comma itself."""
    parts = split(text)
    if len(parts) > 1:
        try:
            return (one(text),)
        except ValueError:
            pass
    return tuple(dict.fromkeys(one(part) for part in parts))


def _rating(text: str, field: Field, named: Callable[[str], str], today: dt.date) -> Rating:
    """A judgement made today, given as its number or, where the method names its values, by name."""
    low, high = RANGES[field.name]
    try:
        value = int(fold(text).replace("−", "-"))
    except ValueError:
        if not field.group:
            raise ValueError(word("fields.error.not_whole", text=clean(text, 40))) from None
        value = int(named(text))
    if not low <= value <= high:
        raise ValueError(word("fields.error.range", text=clean(text, 40), low=low, high=high))
    return Rating(value=value, date=today)


def _answers(text: str, before: Mapping[str, Answer], today: dt.date) -> dict[str, Answer]:
    """What is known by question, with what was known before; an answer that stays keeps its day and its source."""
    known = dict(before)
    for name, said in _map(text).items():
        given = answer(said, today)
        same = name in before and before[name].answer == given.answer
        known[name] = before[name] if same else given
    return known


def answer(text: str, today: dt.date) -> Answer:
    """What a person says today about a question; a bare yes is known without more words."""
    said = "" if fold(text) in _BOOLS and _BOOLS[fold(text)] else text.strip()
    return Answer(answer=said, date=today, source=user())


def _map(text: str) -> dict[str, str]:
    pairs = {}
    for part in split(text):
        name, separator, value = part.partition("=")
        if not (separator and name.strip() and value.strip()):
            raise ValueError(word("fields.error.not_map", text=clean(part, 40)))
        pairs[name.strip()] = value.strip()
    return pairs
