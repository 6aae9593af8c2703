"""The checks of whole files: what cannot be read, what does not fit, the settings, the method, decisions that wait."""

from __future__ import annotations

from collections.abc import Iterator

from kamtui.store.checks.inventory import Fault, Inventory
from kamtui.store.files.layout import CONFIG
from kamtui.store.workspace import Finding

_OF_RECORDS = ("field", "record_id", "accounts", "same_account")


def parse(inventory: Inventory) -> Iterator[Finding]:
    """Cards and the catalog: files that cannot be read, and files spelled in another way than ours."""
    yield from (finding for finding in _of_data(inventory) if finding.code not in _OF_RECORDS)
    for held in inventory.held:
        if not held.canonical:
            yield Fault("spelling", held.name, level="info")


def schema(inventory: Inventory) -> Iterator[Finding]:
    """Cards and the catalog: records that do not fit their kind, cards without an account or with one twice."""
    yield from (finding for finding in _of_data(inventory) if finding.code in _OF_RECORDS)


def newer_format(inventory: Inventory) -> Iterator[Finding]:
    """`kamtui.yaml`: what is wrong in it, and whether a newer version wrote the workspace."""
    yield from (finding for finding in inventory.workspace.findings if _is_of_settings(finding))


def method_file(inventory: Inventory) -> Iterator[Finding]:
    """`method/*.yaml`: what is wrong in the team's own method."""
    yield from (finding for finding in inventory.workspace.findings if _is_of_method(finding))


def conflicts(inventory: Inventory) -> Iterator[Finding]:
    """Fields that two people changed at once, where what one of them wrote waits for a decision."""
    for held in inventory.held:
        for clash in held.clashes:
            line = inventory.line(held.name, clash.table, clash.id)
            found = f"{clash.table}: {clash.field}" if clash.field else clash.table
            yield Fault("undecided", held.name, line, found=found, record=clash.id, level="warning")


def _of_data(inventory: Inventory) -> Iterator[Finding]:
    for finding in inventory.workspace.findings:
        of_others = _is_of_settings(finding) or _is_of_method(finding) or finding.file.startswith("orders/")
        if not of_others and finding.code not in ("conflict_copy", "remote", "no_modes"):
            yield finding


def _is_of_method(finding: Finding) -> bool:
    return finding.file.startswith("method/")


def _is_of_settings(finding: Finding) -> bool:
    return finding.file == CONFIG or (finding.code in ("config", "format") and not _is_of_method(finding))
