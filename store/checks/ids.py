"""The check of ids: no id twice, and every card under the name that its account gave it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kamtui.store.checks.inventory import Fault, Inventory
from kamtui.store.checks.references import count_line
from kamtui.store.files.ids import is_id
from kamtui.store.files.layout import card_name
from kamtui.store.records import Account, OrderLine
from kamtui.store.workspace import Finding


def ids(inventory: Inventory) -> Iterator[Finding]:
    """Ids that stand in two places, order lines whose key is no id, and cards under another name than theirs."""
    places: dict[str, tuple[str, str]] = {}
    for held in inventory.held:
        yield from _doubles(inventory, held.name, _all(held.ids), places)
        for record in held.records:
            if isinstance(record, Account) and record.slug and card_name(record.slug) != held.name:
                yield inventory.fault("misplaced", held.name, record, "slug", "warning", card_name(record.slug))
    places = {}
    for file, lines in inventory.order_files():
        yield from _doubles(inventory, file, ((OrderLine.table, key) for key in lines), places)
        odd: dict[str, int] = {}
        for key in lines:
            if not is_id(key):
                count_line(odd, key)
        if odd:
            yield inventory.line_fault("line_id", file, odd, next(iter(odd)), "error")


def _all(ids: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    return ((table, key) for table, keys in ids.items() for key in keys)


def _doubles(
    inventory: Inventory, file: str, found: Iterable[tuple[str, str]], places: dict[str, tuple[str, str]]
) -> Iterator[Finding]:
    """One finding for each file that holds ids of this one as well; `places` learns where this file's ids stand."""
    doubles: dict[str, tuple[str, str, int]] = {}
    for table, key in found:
        other, other_table = places.setdefault(key, (file, table))
        if (other, other_table) != (file, table):
            first_table, first, count = doubles.get(other, (table, key, 0))
            doubles[other] = (first_table, first, count + 1)
    for other, (table, key, count) in doubles.items():
        line = inventory.line(file, table, key)
        yield Fault("same_id", file, line, found=str(count), expected=other, record=key)
