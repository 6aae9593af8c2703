"""Erasing a person: what the cards, the private folder, drafts and the undo history hold of them (A4.25)."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from kamtui.store.files.layout import CATALOG, PRIVATE, scan_cards, scan_orders
from kamtui.store.files.loader import read_bytes
from kamtui.store.records import Contact
from kamtui.store.text.words import word
from kamtui.store.workspace import DamagedFileError, Workspace

_LEAST = 2
"""Characters of a name from which on it is looked for in other places."""


class Erased(msgspec.Struct, frozen=True):
    """What came of it."""

    still: tuple[tuple[str, int], ...]
    """Files and lines where the name still stands, in notes for instance."""
    left: tuple[str, ...]
    """What of the local history could not be removed."""
    has_git: bool
    """Whether there is a git history, which keeps what was committed."""


def erase(workspace: Workspace, person: Contact, today: dt.date) -> Erased:
    """Erase a person for good; of the contact only the id and the day stay, so that no merge brings it back.

    Undo would bring everything back, so the undo history goes too, and so do drafts about the person.
    """
    name = person.name
    with workspace.change(word("people.cli.erased_name")) as change:
        change.erase(person, name=word("people.cli.erased_name"), archived=True, erased=today.isoformat())
        if profile := workspace.profiles().get(person.id):
            change.remove(profile)
    left = tuple(_forget(workspace.root, person.id))
    return Erased(tuple(_still(workspace.root, name)), left, (workspace.root / ".git").exists())


def _forget(root: Path, person: str) -> Iterator[str]:
    """Remove the undo history, cached records and drafts about a person; what resists is named."""
    for name in ("journal", "cache"):
        folder = root / ".kamtui" / name
        shutil.rmtree(folder, ignore_errors=True)
        if any(path.is_file() for path in folder.rglob("*")):
            yield f".kamtui/{name}"
    for path in (root / ".kamtui").rglob("*"):
        with suppress(OSError):
            if path.is_file() and "draft" in str(path.relative_to(root)) and person.encode() in path.read_bytes():
                path.unlink()


def _still(root: Path, name: str) -> Iterator[tuple[str, int]]:
    """Where a name still stands in the data."""
    if len(name.strip()) < _LEAST:
        return
    sought = name.encode()
    files = [file for scan in (scan_cards, scan_orders) for file, _ in sorted(scan(root))]
    for file in (*files, CATALOG, PRIVATE):
        with suppress(DamagedFileError, OSError):
            data = read_bytes(root / file, file) or b""
            for number, line in enumerate(data.split(b"\n"), 1):
                if sought in line:
                    yield file, number
