"""What programs get of a record says every field in the same way, whether it is filled or not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kamtui.store.fields import as_json, fields_of
from kamtui.store.fields.model import STAMPS, Field, default_of, name_of
from kamtui.store.fields.shown import currency_of, decimal
from kamtui.store.records import KINDS, Account, Rating, Record, Salesperson
from kamtui.store.text.currencies import minor_digits
from kamtui.store.workspace import Workspace

DAY = dt.date(2026, 11, 23)
FILLED: dict[str, Any] = {
    "money": 123_456, "percent": 2050, "quantity": -1500, "date": DAY, "bool": True, "int": 7,
    "choices": ("a", "b"), "refs": ("X",), "list": ("t",), "map": {"crm": "7"}, "years": {"2025": 50},
    "rating": Rating(value=-2, date=DAY, source="visit"),
}  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with an account and a colleague for records to name."""
    made = Workspace.create(tmp_path / "w", currency="JPY")
    with made.change("fill") as change:
        change.add(Account(id="01K00000000000000000000001", name="华北电网"))
        change.add(Salesperson(id="01K00000000000000000000002", name="王芳"))
    return made


def expected(workspace: Workspace, record: Record) -> dict[str, Any]:
    """Field by field, as the manual says: amounts as text with currency, references with names, nothing left out."""
    made: dict[str, Any] = {"id": record.id}
    for field in fields_of(type(record)):
        made[field.key] = plain(workspace, record, field)
        if field.name in ("account", "owner"):
            kind = Account if field.name == "account" else Salesperson
            named = workspace.get(kind, getattr(record, field.name))
            made[f"{field.key}_name"] = name_of(named) if named else ""
    return made | {name: msgspec.to_builtins(getattr(record, name)) for name in STAMPS[1:]}


def plain(workspace: Workspace, record: Record, field: Field) -> Any:
    value = getattr(record, field.name)
    if value is None:
        return None
    if field.kind == "money":
        currency = currency_of(workspace, record)
        digits = field.scale or minor_digits(currency)
        return {"amount": f"{value / 10**digits:.{digits}f}", "currency": currency}
    if field.unit == "money":
        currency = currency_of(workspace, record)
        digits = minor_digits(currency)
        return {year: {"amount": f"{one / 10**digits:.{digits}f}", "currency": currency} for year, one in value.items()}
    if field.kind in ("percent", "quantity") and field.scale:
        return f"{decimal(value, field.scale):f}"
    if field.kind == "rating":
        return {name: msgspec.to_builtins(getattr(value, name)) for name in value.__struct_fields__}
    return list(value) if isinstance(value, tuple) else msgspec.to_builtins(value)


def blank(kind: type[Record]) -> Record:
    """A record of the kind of which nothing is known."""
    required: dict[str, Any] = {info.name: "" for info in msgspec.structs.fields(kind) if info.required}
    return kind(**required)


def filled(kind: type[Record], **fields: Any) -> Record:
    """A record of the kind with every field filled, references and currency as given."""
    made = {field.name: FILLED.get(field.kind, "text") for field in fields_of(kind)} | {"currency": "USD"}
    names = set(kind.__struct_fields__)
    known = {"id": "X", "created": dt.datetime(2026, 1, 2, tzinfo=dt.UTC), "updated_by": "me", **fields}
    return kind(**{name: value for name, value in {**made, **known}.items() if name in names})


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_kind_says_all_its_fields_in_order(workspace: Workspace, kind: type[Record]) -> None:
    (account,), (owner,) = workspace.records(Account), workspace.records(Salesperson)
    for record in (blank(kind), filled(kind), filled(kind, account=account, owner=owner, currency="")):
        made = as_json(workspace, record)
        assert made == expected(workspace, record)
        assert list(made) == list(expected(workspace, record))
        assert msgspec.json.decode(msgspec.json.encode(made)) == made


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_one_record_can_be_added_to_without_changing_the_next(workspace: Workspace, kind: type[Record]) -> None:
    record = blank(kind)
    first = as_json(workspace, record)
    for value in first.values():
        if isinstance(value, list):
            value.append("more")
        if isinstance(value, dict):
            value["more"] = 1
    second = as_json(workspace, record)
    assert "more" not in str(second)
    assert default_of(kind, "external_ids") == {}
