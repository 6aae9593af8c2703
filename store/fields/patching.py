"""Texts by field made into a patch of a record, with what follows from it, and with what of them is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from kamtui.store.fields.inner import is_part
from kamtui.store.fields.model import FIXED, Field, field_of, fields_of, label
from kamtui.store.fields.parts import part_patch
from kamtui.store.fields.shown import currency_of
from kamtui.store.fields.sound import Beside, unsound
from kamtui.store.fields.typed import parse
from kamtui.store.records import Opportunity, Record
from kamtui.store.text import amounts
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

_INNER = {"lines": ("price", "cost", "floor"), "bids": ("price",)}
"""Fields that hold amounts further inside, and what those are called there."""


def patch_of(
    workspace: Workspace, record: Record, texts: Mapping[str, str], today: dt.date, beside: Beside | None = None
) -> tuple[dict[str, Any], dict[str, str]]:
    """The fields of `record` that these texts change, by name, and for texts that are wrong why, by their key.

    The texts may be named as in `field_of`, or by the path of a part: see `kamtui.store.fields.inner`. What follows
    from the change is in the patch too: see `follow_ups`.
    A record without an id is a draft, whose account can still be given. `beside` are records of the same change.
    """
    fields: dict[str, Field] = {}
    wrong: dict[str, str] = {}
    inner = {name: text for name, text in texts.items() if is_part(name)}
    for name in texts:
        if name in inner:
            continue
        try:
            fields[name] = field_of(type(record), name)
        except ValueError as error:
            wrong[name] = str(error)
    draft = record
    patch: dict[str, Any] = {}
    for name, field in sorted(fields.items(), key=lambda item: _read_first(item[1])):
        try:
            value = parse(workspace, draft, field, texts[name], today)
            if field.name in FIXED and record.id and value != getattr(record, field.name):
                raise ValueError(word("fields.error.fixed", label=label(type(record), field.name)))
        except ValueError as error:
            wrong[name] = str(error)
            continue
        patch[field.name] = value
        if field.name == "currency":
            patch |= _rescaled(workspace, draft, value)
        draft = msgspec.structs.replace(draft, **patch)
    for name, text in sorted(inner.items(), key=lambda one: one[0].count(".")):
        try:
            patch |= part_patch(workspace, draft, name, text, today)
        except ValueError as error:
            wrong[name] = str(error)
        draft = msgspec.structs.replace(draft, **patch)
    patch = {name: value for name, value in patch.items() if getattr(record, name) != value}
    if not wrong:
        wrong = unsound(workspace, record, patch, today, beside)
        patch = {name: value for name, value in patch.items() if name not in wrong}
    return patch | follow_ups(record, patch, today), wrong


def follow_ups(record: Record, patch: Mapping[str, Any], today: dt.date) -> dict[str, Any]:
    """What changes with these fields unless the patch says it itself.

    Who moves a deal to another stage starts its days there; who closes it dates it today (A3.01, C07). One that is
    open again was neither won nor lost.
    """
    if not isinstance(record, Opportunity):
        return {}
    more: dict[str, Any] = {}
    if "stage" in patch and "stage_since" not in patch:
        more["stage_since"] = today
    if patch.get("status", "open") != "open" and "close_date" not in patch:
        more["close_date"] = today
    if patch.get("status") == "open":
        more |= {"lost_reason": "", "lost_to": "", "won_reason": "", "price_gap": None}
    return {name: value for name, value in more.items() if name not in patch and getattr(record, name) != value}


def _read_first(field: Field) -> int:
    """The account decides who can be meant, the currency how an amount is kept."""
    return ("account", "currency").index(field.name) if field.name in ("account", "currency") else 2


def _rescaled(workspace: Workspace, record: Record, currency: str) -> dict[str, Any]:
    """The amounts of a record as they are stored once it is kept in `currency`: 300 stays 300."""
    before = currency_of(workspace, record)
    after = currency or workspace.config.currency
    if amounts.minor_digits(before) == amounts.minor_digits(after):
        return {}

    def again(minor: int) -> int:
        return amounts.to_minor(amounts.to_decimal(minor, before), after)

    patch: dict[str, Any] = {}
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if field.kind == "money" and not field.scale and value is not None:
            patch[field.name] = again(value)
        elif field.unit == "money" and value:
            patch[field.name] = {year: again(minor) for year, minor in value.items()}
        elif field.name in _INNER and value:
            patch[field.name] = {key: _respelled(one, _INNER[field.name], again) for key, one in value.items()}
    return patch


def _respelled(inner: msgspec.Struct, names: Iterable[str], again: Callable[[int], int]) -> msgspec.Struct:
    """A line or a bid with its amounts made anew."""
    amounts_of = {name: getattr(inner, name) for name in names}
    return msgspec.structs.replace(
        inner, **{name: again(minor) for name, minor in amounts_of.items() if minor is not None}
    )
