"""From the fields of a record to the fields of a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from kamtui.screens.dialogs.form_field import FormField
from kamtui.store import fields
from kamtui.store.fields.matching import completer
from kamtui.store.records import Account, Contact, Opportunity, Record
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

Texts = Callable[[], Mapping[str, str]]
"""What all fields of the form say now."""

_SECTIONS = {
    Account.table: {
        "name": "account",
        "industry_trend": "industry",
        "company_note": "company",
        "chain_position": "chain",
        "business_model": "expectations",
        "industry_level": "application",
        "purchase_mode": "purchasing",
        "plan_product": "plan",
        "traits": "team",
    },
    Opportunity.table: {
        "name": "deal",
        "amount": "money",
        "opened": "days",
        "problem": "purchase",
        "lost_reason": "end",
    },
    Contact.table: {"name": "person", "attitude": "judged", "phone": "reach"},
}
"""By kind the field with which a section of its form begins: its heading is `form.section.NAME`."""

_LISTED = 10
"""A field that is one of at most so many names them all while it is empty."""


def form_fields(workspace: Workspace, record: Record, texts: Texts, today: dt.date) -> list[FormField]:
    """The fields that a form asks for, in the order of the record."""
    asked = [field for field in fields.fields_of(type(record)) if _is_asked(field, record)]
    return [form_field(workspace, record, field, texts, today) for field in asked]


def form_field(
    workspace: Workspace, record: Record, field: fields.Field, texts: Texts, today: dt.date, section: bool = True
) -> FormField:
    """One field of a form. It is read as the account and the currency that the form says now would have it."""

    def draft() -> Record:
        return drafted(workspace, record, texts(), today)

    def echo(value: Any) -> str:
        shown = msgspec.structs.replace(draft(), **{field.name: value})
        if field.kind != "money" or value is None:
            return fields.show(workspace, shown, field)
        exact = fields.text_of(workspace, shown, field)
        return word("form.money", shown=fields.show(workspace, shown, field), exact=exact)

    heading = _SECTIONS.get(record.table, {}).get(field.name, "") if section else ""
    return FormField(
        field.name,
        fields.label(type(record), field.name),
        fields.text_of(workspace, record, field),
        lambda text: fields.parse(workspace, draft(), field, text, today),
        echo,
        long=field.kind == "long",
        complete=completer(workspace, field, record),
        several=field.kind in ("choices", "refs"),
        section=word(f"form.section.{heading}") if heading else "",
        hint=_hint(workspace, record, field),
    )


def drafted(workspace: Workspace, record: Record, texts: Mapping[str, str], today: dt.date) -> Record:
    """The record with the account and the currency that were typed, as far as they are understood."""
    said = {name: texts[name] for name in ("account", "currency") if name in texts}
    if not said:
        return record
    patch, _ = fields.patch_of(workspace, record, said, today)
    return msgspec.structs.replace(record, **patch)


def _hint(workspace: Workspace, record: Record, field: fields.Field) -> str:
    """How a field is filled: the few values there are, or the ways in which it can be typed."""
    if field.kind in ("date", "money", "long"):
        return word(f"form.hint.{field.kind}")
    if field.kind in ("ref", "refs"):
        return word("form.hint.ref")
    if field.kind not in ("choice", "choices", "rating"):
        return ""
    among = fields.options(workspace, field, record)
    if not among or len(among) > _LISTED:
        return word("form.hint.choice")
    return " · ".join(f"{one.value} {one.label}" if field.kind == "rating" else one.label for one in among)


def _is_asked(field: fields.Field, record: Record) -> bool:
    """Whether a form asks for a field: of the hidden ones, only whose it is while nobody knows."""
    return not field.hidden or (field.name == "account" and not getattr(record, "account", ""))
