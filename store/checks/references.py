"""The check of references: every id that a field names has to be the id of a record."""

from __future__ import annotations

from collections.abc import Iterator

from kamtui.store.checks.inventory import Inventory
from kamtui.store.fields import fields_of
from kamtui.store.records import OrderLine
from kamtui.store.workspace import Finding


def references(inventory: Inventory) -> Iterator[Finding]:
    """References to records that are not there: owners, parents, products, competitors, people, deals."""
    for file, record, field in inventory.filled("ref", "refs"):
        value = getattr(record, field.name)
        for one in value if field.kind == "refs" else (value,):
            if one not in inventory.known[field.table]:
                yield inventory.fault("dangling", file, record, field.name, "error", f"{field.table} {one}")
    yield from _of_orders(inventory)


def _of_orders(inventory: Inventory) -> Iterator[Finding]:
    """One finding for all lines of a file that name the same missing record."""
    fields = [(field.name, field.table) for field in fields_of(OrderLine) if field.table]
    for file, lines in inventory.order_files():
        missing: dict[tuple[str, str, str], dict[str, int]] = {}
        for key, line in lines.items():
            for name, table in fields:
                value = line.get(name)
                if value and isinstance(value, str) and value not in inventory.known[table]:
                    count_line(missing.setdefault((name, table, value), {}), key)
        for (name, table, value), found in missing.items():
            yield inventory.line_fault("dangling", file, found, f"{name}: {value}", "error", f"{table} {value}")


def count_line(lines: dict[str, int], key: str) -> None:
    """Count one more line under the id of the first one."""
    first = next(iter(lines), key)
    lines[first] = lines.get(first, 0) + 1
