"""The check of amounts: in which currency they are, and whether they can be meant."""

from __future__ import annotations

from collections.abc import Iterator

from kamtui.store.checks.inventory import Fault, Inventory
from kamtui.store.checks.references import count_line
from kamtui.store.fields import fields_of
from kamtui.store.records import OrderLine, Record
from kamtui.store.text.currencies import CODES
from kamtui.store.workspace import Finding


def money(inventory: Inventory) -> Iterator[Finding]:
    """Negative amounts, currencies that do not exist, and amounts without one where several are in use.

    Order lines may be negative: goods come back. Of the amounts without a currency, which are usually meant in
    the workspace's own, the first of each kind of record is named, and their number.
    """
    several = len(_in_use(inventory)) > 1
    usual = inventory.workspace.config.currency
    names: dict[type[Record], list[str]] = {}
    bare: dict[str, list[tuple[str, Record, str]]] = {}
    for file, record in inventory.records():
        if type(record) not in names:
            names[type(record)] = [field.name for field in fields_of(type(record)) if field.kind == "money"]
        amounts = {name: value for name in names[type(record)] if (value := getattr(record, name)) is not None}
        for name, value in amounts.items():
            if value < 0:
                yield inventory.fault("negative", file, record, name, "warning")
        currency = getattr(record, "currency", "")
        if currency and currency not in CODES:
            yield inventory.fault("currency", file, record, "currency", "warning")
        elif several and amounts and not currency:
            bare.setdefault(record.table, []).append((file, record, next(iter(amounts))))
    for table, (first, *others) in bare.items():
        file, record, name = first
        line = inventory.line(file, table, record.id, name)
        found = f"{table} (×{1 + len(others)})"
        yield Fault("no_currency", file, line, found=found, expected=usual, record=record.id, level="info")
    yield from _of_orders(inventory, several, usual)


def _in_use(inventory: Inventory) -> set[str]:
    """The currencies of the workspace and of all its records."""
    used = {getattr(record, "currency", "") for _, record in inventory.records()}
    for _, lines in inventory.order_files():
        used |= {currency for line in lines.values() if isinstance(currency := line.get("currency"), str)}
    return (used | {inventory.workspace.config.currency}) - {""}


def _of_orders(inventory: Inventory, several: bool, usual: str) -> Iterator[Finding]:
    names = [field.name for field in fields_of(OrderLine) if field.kind == "money"]
    for file, lines in inventory.order_files():
        bare: dict[str, int] = {}
        odd: dict[str, dict[str, int]] = {}
        for key, line in lines.items():
            currency = line.get("currency")
            if isinstance(currency, str) and currency and currency not in CODES:
                count_line(odd.setdefault(currency, {}), key)
            elif several and not currency and any(line.get(name) is not None for name in names):
                count_line(bare, key)
        for currency, found in odd.items():
            yield inventory.line_fault("currency", file, found, f"currency: {currency}", "warning")
        if bare:
            yield inventory.line_fault("no_currency", file, bare, "orders", "info", usual)
