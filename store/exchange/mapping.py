"""Import maps: a YAML file that says which header is which field, and which value means what.

A map has one entry for each kind of sheet that it knows. An entry serves every sheet that has at least its
`headers`; a column that it does not mention is recognised as without a map. A saved map lists all headers,
so that the next export of the same report is imported without a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from kamtui.store.exchange.days import ORDERS
from kamtui.store.exchange.fields import Field, fields
from kamtui.store.exchange.headers import UNITS, header
from kamtui.store.method import yaml_source
from kamtui.store.method.node import Node
from kamtui.store.records import KINDS

Patch = dict[str, str]
"""Fields and the ids that they get."""

_RELATED = {
    "account": "accounts.name",
    "account_id": "accounts.id",
    "product": "products.name",
    "product_code": "products.code",
}
_KEYS = ("kind", "headers", "columns", "values", "constants", "units", "dates", "decimal")


class SheetMap(msgspec.Struct, frozen=True, kw_only=True):
    """How sheets with certain headers are read."""

    kind: str
    headers: tuple[str, ...] = ()
    """Titles that a sheet must have; none fits every sheet."""
    columns: dict[str, str] = {}
    """By title the target, "" for a column that is passed over."""
    values: dict[str, dict[str, Patch]] = {}
    """By target and text the ids that the text stands for."""
    constants: dict[str, str] = {}
    """By target a text for every row."""
    units: dict[str, str] = {}
    """By title the unit of its amounts."""
    dates: str = ""
    decimal: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """The titles it asks for, as headers are compared."""
        return frozenset(header(title).key for title in self.headers)


class ImportMap(msgspec.Struct, frozen=True, kw_only=True):
    """A whole map."""

    source: str = "import"
    """The other system's name: ids of two systems are never mixed up."""
    currency: str = ""
    encoding: str = ""
    sheets: tuple[SheetMap, ...] = ()
    aliases: dict[str, dict[str, str]] = {}
    """By kind: another spelling and the name it stands for, kept in the record's aliases."""
    people: dict[str, str] = {}
    """By the name, number or mail of a doubtful row the contact whom it is about, by name or id, or `new`."""

    def entry(self, titles: Iterable[str]) -> SheetMap | None:
        """The first entry whose headers are all among `titles`."""
        keys = {header(title).key for title in titles}
        return next((sheet for sheet in self.sheets if sheet.keys <= keys), None)


def load_map(path: Path) -> ImportMap:
    """Read a map. Raises SourceError, which names file, line, what was found and what was expected."""
    root = yaml_source.read(path)
    root.unknown_keys(ImportMap.__struct_fields__)
    texts = {key: node.text() for key in ("source", "currency", "encoding") if (node := root.get(key))}
    sheets = root.get("sheets")
    return ImportMap(
        **texts,
        sheets=tuple(map(_sheet, sheets.items())) if sheets else (),
        aliases=_aliases(root.get("aliases")),
        people=_texts(people) if (people := root.get("people")) else {},
    )


def _aliases(node: Node | None) -> dict[str, dict[str, str]]:
    if node is None:
        return {}
    node.unknown_keys(("accounts", "products", "salespeople", "competitors"))
    return {kind: _texts(names) for kind, names in node.mapping().items()}


def _sheet(node: Node) -> SheetMap:
    """One entry of `sheets`."""
    node.unknown_keys(_KEYS)
    kind = node.need("kind").one_of(KINDS)
    columns, values, constants = node.get("columns"), node.get("values"), node.get("constants")
    units, headers = node.get("units"), node.get("headers")
    dates, decimal = node.get("dates"), node.get("decimal")
    return SheetMap(
        kind=kind,
        headers=tuple(item.text() for item in headers.items()) if headers else (),
        columns={header(title).key: _target(kind, item) for title, item in _pairs(columns)},
        values={_named(kind, name, item).target: _values(kind, item) for name, item in _pairs(values)},
        constants={_named(kind, name, item).target: item.text() for name, item in _pairs(constants)},
        units={header(title).key: item.one_of([*UNITS, "%"]) for title, item in _pairs(units)},
        dates=dates.one_of([*ORDERS, "iso"]) if dates else "",
        decimal=decimal.one_of([".", ","]) if decimal else "",
    )


def _pairs(node: Node | None) -> Iterable[tuple[str, Node]]:
    return node.mapping().items() if node else ()


def _texts(node: Node) -> dict[str, str]:
    return {key: item.text() for key, item in node.mapping().items()}


def full_target(kind: str, name: str) -> str:
    """The full name of a target in a sheet of `kind`: `stage` is `opportunities.stage`, `account` `accounts.name`."""
    if "." in name:
        return name
    return _RELATED[name] if name in _RELATED and kind not in ("accounts", "products") else f"{kind}.{name}"


def _target(kind: str, node: Node) -> str:
    """The target that a column is given; nothing passes it over."""
    return "" if node.value in (None, "") else _named(kind, node.text(), node).target


def _named(kind: str, name: str, node: Node) -> Field:
    """The field called `name` in a sheet of `kind`. Raises SourceError with a hint when there is none."""
    found = fields().get(full_target(kind, name))
    if found is None:
        known = [field.name for field in fields().values() if field.kind == kind]
        Node(name, node.file, node.line, node.name, name).one_of([*known, *_RELATED])
        raise node.error(", ".join(known))
    return found


def _values(kind: str, node: Node) -> dict[str, Patch]:
    """What the texts of one column stand for: an id of the column's own field, or ids of several fields."""
    found: dict[str, Patch] = {}
    for text, item in node.mapping().items():
        if isinstance(item.value, dict):
            found[text] = {_named(kind, name, part).name: part.text() for name, part in item.mapping().items()}
        else:
            found[text] = {full_target(kind, node.name).rpartition(".")[2]: item.text()}
    return found


def save_map(used: ImportMap, path: Path) -> None:
    """Write a map so that `load_map` gives it back."""
    import yaml

    plain: dict[str, Any] = _filled(msgspec.to_builtins(used))
    path.write_text(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


def _filled(value: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty, except for columns that are passed over."""
    kept: dict[str, Any] = {}
    for key, item in value.items():
        if key == "sheets":
            kept[key] = [_filled(sheet) for sheet in item]
        elif item:
            kept[key] = list(item) if isinstance(item, tuple) else item
    return kept
