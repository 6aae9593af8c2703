"""Repairs that need no decision, made after a copy: leftovers removed, order lines moved home, files spelled anew.

Everything that is rewritten is one step of this person, which `kamtui undo` takes back.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable
from pathlib import Path

import msgspec

from kamtui.store.checks.inventory import Fault
from kamtui.store.checks.orders import home_of
from kamtui.store.files import atomic
from kamtui.store.files.backups import BACKUPS
from kamtui.store.files.codec import Document, canonical
from kamtui.store.files.journal import Journal
from kamtui.store.files.layout import encoder_of
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.records import OrderLine, view
from kamtui.store.text.words import word
from kamtui.store.workspace import DamagedFileError, Finding, ReadOnlyError, Workspace

_ORDERS = OrderLine.table
REPAIRED = ("temporary", "wrong_month", "spelling")
"""The codes of what is mended; everything else needs a decision."""


def repair(workspace: Workspace, findings: Iterable[Finding]) -> list[Finding]:
    """Mend what can be mended of `findings`; what was done, each as a finding of the level "info".

    The files as they were are in `.kamtui/backups/TIME/` before the first one is touched. Raises ReadOnlyError,
    LockedError or OSError, and then no data file was changed.
    """
    if workspace.read_only:
        raise ReadOnlyError(workspace.read_only)
    by_code: dict[str, set[str]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, set()).add(finding.file)
    backup = workspace.root / BACKUPS / f"{dt.datetime.now().astimezone():%Y%m%d-%H%M%S}"
    fixed = _remove(workspace.root, sorted(by_code.get("temporary", ())), backup)
    strays, odd = by_code.get("wrong_month", set()), by_code.get("spelling", set())
    return fixed + (_rewrite(workspace.root, sorted(strays), sorted(odd), backup) if strays or odd else [])


def _remove(root: Path, names: list[str], backup: Path) -> list[Finding]:
    """Remove temporary files that nobody writes any more."""
    for name in names:
        _copy(root, name, backup)
        (root / name).unlink(missing_ok=True)
    return [Fault("fixed_temporary", name, level="info") for name in names]


def _rewrite(root: Path, strays: list[str], odd: list[str], backup: Path) -> list[Finding]:
    """Move order lines into the files of their months, and write files in our spelling, as one step."""
    journal = Journal(root)
    with journal.locks.everything():
        documents: dict[str, Document] = {}
        fixed: list[Finding] = []
        for name in strays:
            fixed += _move_home(root, name, documents)
        for name in odd:
            document = _read(root, name, documents)
            if document is not None:
                documents[name] = document
                fixed.append(Fault("fixed_spelling", name, level="info"))
        for name in documents:
            _copy(root, name, backup)
        drafts: dict[str, atomic.Draft | None] = {}
        try:
            for name, document in documents.items():
                drafts[name] = _draft(root / name, document, name)
        except BaseException:
            for draft in drafts.values():
                if draft:
                    draft.discard()
            raise
        if drafts:
            journal.write(word("checks.fix"), "command", drafts)
    return fixed


def _move_home(root: Path, name: str, documents: dict[str, Document]) -> list[Finding]:
    """Move the lines of one order file that belong to other months; a line that differs from its double stays."""
    here = _read(root, name, documents)
    moved: dict[str, int] = {}
    for key, line in list((here or {}).get(_ORDERS, {}).items()):
        try:
            home = home_of(view(OrderLine, key, line))
        except msgspec.ValidationError:
            continue
        there = _read(root, home, documents) if home != name else None
        if here is None or there is None or canonical(there.get(_ORDERS, {}).get(key, line)) != canonical(line):
            continue
        there.setdefault(_ORDERS, {})[key] = here[_ORDERS].pop(key)
        documents |= {name: here, home: there}
        moved[home] = moved.get(home, 0) + 1
    return [Fault("fixed_month", name, found=str(count), expected=home, level="info") for home, count in moved.items()]


def _read(root: Path, name: str, documents: dict[str, Document]) -> Document | None:
    """The file's document as it is to be; {} where there is no file, None where it cannot be wholly read."""
    if name in documents:
        return documents[name]
    try:
        data = read_bytes(root / name, name)
        return {} if data is None else parse(data, name, encoder_of(name))
    except DamagedFileError:
        return None


def _draft(path: Path, document: Document, name: str) -> atomic.Draft | None:
    """The file's new bytes beside it; None where no record is left in an order file."""
    if name.startswith("orders/") and not any(document.values()):
        return None
    atomic.make_folder(path.parent)
    return atomic.Draft(path, encoder_of(name)(document))


def _copy(root: Path, name: str, backup: Path) -> None:
    """Copy a file into the backup, with its rights; nothing where there is no file."""
    if (root / name).is_file():
        atomic.make_folder((backup / name).parent)
        shutil.copy(root / name, backup / name, follow_symlinks=False)
