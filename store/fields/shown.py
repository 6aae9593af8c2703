"""The values of a record as people read them, as they type them, and as programs read them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from kamtui.store.fields.model import STAMPS, Field, fields_of, name_of
from kamtui.store.fields.options import Option, label_of, names_one, options
from kamtui.store.fields.separated import join
from kamtui.store.records import Account, Rating, Record, Salesperson
from kamtui.store.text import amounts, dates
from kamtui.store.text.safe import clean, clean_lines
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

UNKNOWN = "-"
_LONGEST = 2000
"""Cells of a shown value."""


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
        case "bool":
            return word("fields.value.yes" if value else "fields.value.no")
        case "rating":
            return _rating(workspace, record, field, value)
        case "percent":
            return f"{decimal(value, field.scale)}%"
        case "quantity":
            return f"{decimal(value, field.scale):,f}"
    return str(value)


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
    return str(value)


def _name(value: str, among: list[Option]) -> str:
    """The label of a value where it names nothing else, its id otherwise."""
    called = next((option.label for option in among if option.value == value), value)
    return called if names_one(called, value, among) else value


def as_json(workspace: Workspace, record: Record) -> dict[str, Any]:
    """The whole record for programs, defaults too: amounts as decimal text with their currency, dates ISO.

    References are ids; the names of the account and of the owner stand beside them.
    """
    made: dict[str, Any] = {"id": record.id}
    for field in fields_of(type(record)):
        made[field.key] = _plain(workspace, record, field)
        if field.name in ("account", "owner"):
            kind = Account if field.name == "account" else Salesperson
            named = workspace.get(kind, getattr(record, field.name))
            made[f"{field.key}_name"] = name_of(named) if named else ""
    for name in STAMPS[1:]:
        made[name] = msgspec.to_builtins(getattr(record, name))
    return made


def _plain(workspace: Workspace, record: Record, field: Field) -> Any:
    value = getattr(record, field.name)
    if value is None:
        return None
    match field.kind:
        case "money":
            currency = currency_of(workspace, record)
            return {"amount": _exact(value, field, currency), "currency": currency}
        case "percent" | "quantity" if field.scale:
            return f"{decimal(value, field.scale):f}"
        case "rating":
            return {name: msgspec.to_builtins(getattr(value, name)) for name in value.__struct_fields__}
    return list(value) if isinstance(value, tuple) else msgspec.to_builtins(value)
