"""The check of snapshots: what a review has recorded stays as it was."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kamtui.store.checks.inventory import Fault, Inventory
from kamtui.store.files.codec import canonical
from kamtui.store.files.loader import parse_json, read_bytes
from kamtui.store.workspace import DamagedFileError, Finding

_WEEK = re.compile(r"(\d{4})-W(\d\d)\.json")
_SUM = "checksum"


def snapshots(inventory: Inventory) -> Iterator[Finding]:
    """Snapshots in `reviews/` that cannot be read, are named after no week, or were changed after the review."""
    folder = inventory.root / "reviews"
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        name = f"reviews/{path.name}"
        if not _is_week(path.name):
            yield Fault("snapshot_name", name, expected="2026-W47.json", level="warning")
        try:
            said = parse_json(read_bytes(path, name) or b"", name)
        except DamagedFileError as error:
            yield error.finding
            continue
        if isinstance(said, dict) and _SUM in said and said[_SUM] != checksum(said):
            yield Fault("snapshot_changed", name)


def checksum(snapshot: Mapping[str, Any]) -> str:
    """The SHA-256 of a snapshot's one canonical spelling, without the checksum that it carries itself."""
    return hashlib.sha256(canonical({key: value for key, value in snapshot.items() if key != _SUM})).hexdigest()


def _is_week(name: str) -> bool:
    """Whether a file is named after a week that there is."""
    week = _WEEK.fullmatch(name)
    try:
        return bool(week and dt.date.fromisocalendar(int(week[1]), int(week[2]), 1))
    except ValueError:
        return False
