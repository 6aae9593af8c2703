"""The check of duplicates: two records that are likely one."""

from __future__ import annotations

from collections.abc import Iterator

from kamtui.store.checks.inventory import Inventory
from kamtui.store.records import Account
from kamtui.store.text.names import key
from kamtui.store.workspace import Finding


def duplicates(inventory: Inventory) -> Iterator[Finding]:
    """Records with the same id in another system, and accounts whose names differ only in spelling or legal form."""
    outside: dict[tuple[str, str, str], str] = {}
    names: dict[str, Account] = {}
    for file, record in inventory.records():
        for system, number in sorted(record.external_ids.items()):
            first = outside.setdefault((record.table, system, number), record.id)
            if first != record.id:
                yield inventory.fault("same_external_id", file, record, "external_ids", "warning", first)
        if isinstance(record, Account) and not record.archived and (plain := key(record.name)):
            same = names.setdefault(plain, record)
            if same.id != record.id:
                yield inventory.fault("same_name", file, record, "name", "warning", f"{same.name} ({same.id})")
