"""The checks of whole files: what cannot be read, how files are spelled, the settings, decisions that wait."""

from __future__ import annotations

from collections.abc import Iterator

from kamtui.store.checks.inventory import Fault, Inventory
from kamtui.store.files.layout import CONFIG
from kamtui.store.workspace import Finding

_OF_SETTINGS = ("config", "format", "method")


def files(inventory: Inventory) -> Iterator[Finding]:
    """Cards and the catalog: files and records that cannot be read, and files spelled in another way than ours."""
    for finding in inventory.workspace.findings:
        if not (is_of_settings(finding) or finding.file.startswith("orders/") or finding.code == "conflict_copy"):
            yield finding
    for held in inventory.held:
        if not held.canonical:
            yield Fault("spelling", held.name, level="info")


def settings(inventory: Inventory) -> Iterator[Finding]:
    """`kamtui.yaml` and the method: what is wrong in them, and whether a newer version wrote the workspace."""
    return filter(is_of_settings, inventory.workspace.findings)


def conflicts(inventory: Inventory) -> Iterator[Finding]:
    """Fields that two people changed at once, where what one of them wrote waits for a decision."""
    for held in inventory.held:
        for clash in held.clashes:
            line = inventory.line(held.name, clash.table, clash.id)
            found = f"{clash.table}: {clash.field}" if clash.field else clash.table
            yield Fault("undecided", held.name, line, found=found, record=clash.id, level="warning")


def is_of_settings(finding: Finding) -> bool:
    """Whether a finding is about the settings or the method rather than about data."""
    return finding.code in _OF_SETTINGS or finding.file == CONFIG or finding.file.startswith("method/")
