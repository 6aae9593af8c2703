"""The values of a record as people read them, as they type them, and as programs read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from kamtui.store.fields.model import STAMPS, Field, default_of, fields_of, name_of
from kamtui.store.fields.options import Option, label_of, names_one, options
from kamtui.store.fields.separated import IN_CELLS, join
from kamtui.store.fields.structured import structured
from kamtui.store.fields.yearly import growth, year_text
from kamtui.store.records import Account, Answer, Rating, Record, Salesperson
from kamtui.store.text import amounts, dates
from kamtui.store.text.safe import clean, clean_lines
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

UNKNOWN = "-"
_LONGEST = 2000
"""Cells of a shown value."""
_UNRATED = {name: getattr(Rating(), name) for name in Rating.__struct_fields__}


def currency_of(workspace: Workspace, record: Record | type[Record]) -> str:
    """The currency of a record's amounts: its own, else the workspace's."""
    own = getattr(record, "currency", "") if isinstance(record, Record) else ""
    return own or workspace.config.currency


def show(workspace: Workspace, record: Record, field: Field) -> str:
    """The field's value for people, in the language in use and safe on a terminal; "-" when it is not known."""
    value = getattr(record, field.name)
    if field.kind == "long":
        return clean_lines(value) or UNKNOWN
    if value is None or value in ("", (), {}):
        return UNKNOWN
    return clean(_shown(workspace, record, field, value), _LONGEST)


def shown_plain(workspace: Workspace, record: Record, field: Field, plain: object) -> str:
    """A value as it stands in a file, shown as that field of `record`; as it is where it does not fit."""
    if plain is None:
        return UNKNOWN
    kind = next(info.type for info in msgspec.structs.fields(type(record)) if info.name == field.name)
    try:
        value = msgspec.convert(plain, kind)
    except msgspec.ValidationError:
        return clean(plain)
    return show(workspace, msgspec.structs.replace(record, **{field.name: value}), field)


def _shown(workspace: Workspace, record: Record, field: Field, value: Any) -> str:
    match field.kind:
        case "money":
            return _money(value, field, currency_of(workspace, record))
        case "date":
            return dates.show(value)
        case "choice" | "ref":
            return label_of(workspace, field, value)
        case "choices" | "refs":
            return word("fields.value.joint").join(label_of(workspace, field, one) for one in value)
        case "list":
            return word("fields.value.joint").join(value)
        case "map":
            return word("fields.value.joint").join(f"{name}={one}" for name, one in value.items())
        case "answers":
            return word("fields.value.joint").join(_answers(workspace, value))
        case "years":
            return _years(value, field, currency_of(workspace, record))
        case "struct":
            return structured(workspace, record, field, value) or UNKNOWN
        case "bool":
            return word("fields.value.yes" if value else "fields.value.no")
        case "rating":
            return _rating(workspace, record, field, value)
        case "percent":
            return f"{decimal(value, field.scale)}%"
        case "quantity":
            return f"{decimal(value, field.scale):,f}"
    return str(value)


def _years(value: dict[str, int], field: Field, currency: str) -> str:
    """Each year with its number, and behind it by how much that is more or less than the year before."""
    shown = []
    for year in sorted(value):
        number = (
            amounts.show(value[year], currency) if field.unit == "money" else year_text(value[year], field, currency)
        )
        shown.append(" ".join(part for part in (f"{year}: {number}", growth(value, year)) if part))
    return word("fields.value.joint").join(shown)


def cell(workspace: Workspace, record: Record, field: Field) -> str:
    """The field's value for a spreadsheet, as it is stored: exact numbers, labels and names, "" for the unknown."""
    value = getattr(record, field.name)
    if value is None or value in ("", (), {}):
        return ""
    match field.kind:
        case "money":
            return _exact(value, field, currency_of(workspace, record))
        case "percent" | "quantity":
            return f"{decimal(value, field.scale):f}"
        case "rating":
            return "" if value.value is None else str(value.value)
        case "choices" | "refs":
            return join((label_of(workspace, field, one) for one in value), IN_CELLS)
        case "list":
            return join(value, IN_CELLS)
        case "map" | "years":
            return text_of(workspace, record, field)
        case "struct":
            return structured(workspace, record, field, value)
    return _shown(workspace, record, field, value)


def _exact(value: int, field: Field, currency: str) -> str:
    """An amount to its last decimal, without separators."""
    return f"{Decimal(value).scaleb(-(field.scale or amounts.minor_digits(currency))):f}"


def _money(value: int, field: Field, currency: str) -> str:
    if field.scale:
        value = amounts.to_minor(Decimal(value).scaleb(-field.scale), currency)
    return amounts.show(value, currency)


def _rating(workspace: Workspace, record: Record, field: Field, rating: Rating) -> str:
    """The number with its sign, and the name that the method has for it."""
    if rating.value is None:
        return UNKNOWN
    number = f"{rating.value:+d}" if field.name == "attitude" and rating.value else str(rating.value)
    named = [one.label for one in options(workspace, field, record) if one.value == str(rating.value)]
    return " ".join((number, *named))


def decimal(value: int, scale: int) -> Decimal:
    """The number that an integer with `scale` decimals stands for, without zeros at its end."""
    number = Decimal(value).scaleb(-scale)
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


def text_of(workspace: Workspace, record: Record, field: Field) -> str:
    """The text that `parse` reads back to the same value; "" for what is not known."""
    value = getattr(record, field.name)
    if value is None or value in ("", (), {}):
        return ""
    match field.kind:
        case "struct":
            return ""
        case "money":
            amount = decimal(value, field.scale or amounts.minor_digits(currency_of(workspace, record)))
            return f"{amount:,f}"
        case "percent" | "quantity":
            return f"{decimal(value, field.scale):f}"
        case "date":
            return dates.show(value)
        case "bool":
            return word("fields.value.yes" if value else "fields.value.no")
        case "rating":
            return "" if value.value is None else str(value.value)
        case "choice" | "ref":
            return _name(value, options(workspace, field, record))
        case "choices" | "refs":
            among = options(workspace, field, record)
            return join(_name(one, among) for one in value)
        case "list":
            return join(value)
        case "map":
            return join(f"{name}={one}" for name, one in value.items())
        case "answers":
            return join(f"{name}={one.answer or word('fields.value.yes')}" for name, one in value.items())
        case "years":
            currency = currency_of(workspace, record)
            return join(f"{year}={year_text(value[year], field, currency)}" for year in sorted(value))
    return str(value)


def _answers(workspace: Workspace, known: Mapping[str, Answer]) -> Iterator[str]:
    """Each question of the method, or its id where the method no longer has it, with what is known."""
    asked = {question.id: question.label.text for stage in workspace.method.stages for question in stage.must_know}
    for name, one in known.items():
        yield f"{asked.get(name, name)}={one.answer or word('fields.value.yes')}"


def _name(value: str, among: list[Option]) -> str:
    """The label of a value where it names nothing else, its id otherwise."""
    called = next((option.label for option in among if option.value == value), value)
    return called if names_one(called, value, among) else value


def as_json(workspace: Workspace, record: Record) -> dict[str, Any]:
    """The whole record for programs, defaults too: amounts as decimal text with their currency, dates ISO.

    References are ids; the names of the account and of the owner stand beside them.
    """
    kind = type(record)
    keys, made = _keys(kind), _blank(kind)
    currency = currency_of(workspace, record)
    said: dict[str, Any] = msgspec.to_builtins(record)
    for name, value in said.items():
        key, field = keys[name]
        made[key] = value if field is None else _plain(value, field, currency)
    for name, named in (("account", Account), ("owner", Salesperson)):
        if owner := said.get(name):
            found = workspace.get(named, owner)
            made[f"{name}_name"] = name_of(found) if found else ""
    return made


@cache
def _keys(kind: type[Record]) -> dict[str, tuple[str, Field | None]]:
    """By attribute the name for programs, and the field where its value is not simply what the file says."""
    own = {field.name: (field.key, field if _is_spelled(field) else None) for field in fields_of(kind)}
    return own | {name: (name, None) for name in STAMPS}


def _is_spelled(field: Field) -> bool:
    """Whether programs get something else than the stored value: text for numbers, all of a rating, lists."""
    if field.kind in ("percent", "quantity"):
        return field.scale > 0
    return field.kind in ("money", "rating", "choices", "refs", "list", "years")


def _blank(kind: type[Record]) -> dict[str, Any]:
    """A record of which nothing is known; what can be changed in it is its own."""
    made, inner = _defaults(kind)
    return made | {key: value.copy() for key, value in inner.items()}


@cache
def _defaults(kind: type[Record]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What programs get for each field that nobody has filled, in order; and those among them that can be changed."""
    made: dict[str, Any] = {"id": ""}
    for field in fields_of(kind):
        made[field.key] = _plain(msgspec.to_builtins(default_of(kind, field.name)), field, "")
        if field.name in ("account", "owner"):
            made[f"{field.key}_name"] = ""
    made |= {name: msgspec.to_builtins(default_of(kind, name)) for name in STAMPS[1:]}
    return made, {key: value for key, value in made.items() if isinstance(value, list | dict)}


def _plain(value: Any, field: Field, currency: str) -> Any:
    """A stored value as programs get it."""
    if value is None:
        return None
    match field.kind:
        case "money":
            return {"amount": _exact(value, field, currency), "currency": currency}
        case "percent" | "quantity" if field.scale:
            return f"{decimal(value, field.scale):f}"
        case "rating":
            return {**_UNRATED, **value}
        case "years" if field.unit == "money":
            return {year: {"amount": _exact(one, field, currency), "currency": currency} for year, one in value.items()}
    return list(value) if isinstance(value, tuple) else value
