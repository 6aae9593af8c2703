"""The check of snapshots: what a review has recorded stays as it was."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from kamtui.store.checks.inventory import Fault, Inventory
from kamtui.store.files.loader import parse_json, read_bytes
from kamtui.store.files.reviews import checksum, is_name
from kamtui.store.workspace import DamagedFileError, Finding

_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_SUM = "checksum"


def snapshots(inventory: Inventory) -> Iterator[Finding]:
    """Snapshots in `reviews/` that cannot be read, are badly named, or were changed after the review."""
    folder = inventory.root / "reviews"
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        name = f"reviews/{path.name}"
        if not _is_named(path.stem):
            yield Fault("snapshot_name", name, expected="2026-W47.json", level="warning")
        try:
            said = parse_json(read_bytes(path, name) or b"", name)
        except DamagedFileError as error:
            yield error.finding
            continue
        if isinstance(said, dict) and _SUM in said and said[_SUM] != checksum(said):
            yield Fault("snapshot_changed", name)


def _is_named(name: str) -> bool:
    """Whether a snapshot can be called so; what looks like a week has to be one that there is."""
    week = _WEEK.match(name)
    try:
        return is_name(name) and (week is None or bool(dt.date.fromisocalendar(int(week[1]), int(week[2]), 1)))
    except ValueError:
        return False
