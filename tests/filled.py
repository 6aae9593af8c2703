"""A workspace in which every field that a person can fill is filled with what is right for it.

Tests import it as `filled`.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, get_type_hints

from kamtui.store import fields
from kamtui.store.exchange.aliases import ALIASES
from kamtui.store.records import KINDS, Account, OrderLine, Rating, Record, document
from kamtui.store.workspace import Workspace

FORMULAS = ("=1+1", "+86 10", "-2", "@SUM(A1)", "\t=1", "＝1", " =1", "'=1", "''quoted", "'")
"""Beginnings of texts that a spreadsheet takes for a formula, or that look as if a mark had been put there."""
_FIRST = ("salespeople", "competitors", "products", "accounts", "contacts", "opportunities")
"""Kinds that others refer to."""
_PLAIN = {
    "currency": ("USD", "CNY"), "time": ("09:30", "23:59"), "period": ("2026Q3", "2026Q4"),
    "figure": ("profit", "sales"), "services.kind": ("complaint", "nps"),
}  # fmt: skip
"""Texts that are read as something, of the first and the second record."""
_LEFT = ("external_ids", "archived", "slug", "erased", "account")


def filled_workspace(root: Path, currency: str = "CNY") -> Workspace:
    """Two records of every kind that can be imported: in the first every text begins like a formula."""
    workspace = Workspace.create(root, "=1+1", currency=currency)
    later = [name for name in ALIASES if name not in (*_FIRST, "orders")]
    for name in (*_FIRST, *later, "orders"):
        for number in range(2):
            with workspace.change("fill") as change:
                record = _filled(workspace, KINDS[name], number)
                if isinstance(record, OrderLine):
                    key = f"01K9ZZZZZZ{number:016}"
                    change.merge_orders("2026-11", {key: document(record, keep_account=True)})
                else:
                    change.add(record)
    return workspace


def _filled(workspace: Workspace, kind: type[Record], number: int) -> Record:
    values: dict[str, Any] = {fields.name_field(kind).name: "x"}
    blank = kind(**values)
    for field in fields.fields_of(kind):
        if field.name not in _LEFT:
            value = _value(workspace, blank, field, number)
            if value is not None:
                values[field.name] = value
    if "account" in kind.__struct_fields__:
        values["account"] = min(workspace.records(Account))
    return kind(**values)


def _value(workspace: Workspace, blank: Record, field: fields.Field, number: int) -> Any:
    """What the field holds; None where it stays as it is."""
    text = f"{FORMULAS[len(field.name) % len(FORMULAS)] if number == 0 else '电力'} {field.key} {number}"
    match field.kind:
        case "text":
            return _PLAIN.get(f"{blank.table}.{field.name}", _PLAIN.get(field.name, (text, text)))[number]
        case "long":
            return f"{text}\n=2+2"
        case "list":
            return (text.strip(), "甲、乙", "c; d|e", '"q"', f"b{number}")
        case "int":
            return 3
        case "percent" | "quantity":
            return 25 * 10**field.scale
        case "money":
            return (1000 + number) * 10 ** (field.scale or 2)
        case "date":
            return dt.date(2026, 11, 5 + number)
        case "bool":
            return bool(number)
        case "rating":
            return Rating(value=2)
        case "map" if get_type_hints(type(blank))[field.name] == dict[str, str]:
            return {"a": "b"}
        case "choice" | "choices" | "ref" | "refs":
            among = fields.options(workspace, field, blank)
            if not among:
                return None
            one = among[number % len(among)].value
            return (one,) if field.kind in ("choices", "refs") else one
    return None
