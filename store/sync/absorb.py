"""Conflict copies of sync tools, and files with conflict markers: both are merged into the card they belong to.

What both sides had before is looked for in the journal: the version that stood there before this machine's
unbroken run of own changes that ends in one of the two. Where there is none, the sides are merged without
a base: what only one of them has is kept, and where they differ the newer stands and the other waits.
The copy, or the file with its markers, is kept in `.kamtui/absorbed`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.codec import Document
from kamtui.store.files.conflicts import Clash, conflicts_of
from kamtui.store.files.findings import DamagedFileError, Finding
from kamtui.store.files.history import everyones_steps
from kamtui.store.files.ids import new_id
from kamtui.store.files.journal import Journal
from kamtui.store.files.layout import encoder_of
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.files.merge import merge
from kamtui.store.sync.git import Git, SyncError
from kamtui.store.sync.markers import UnbalancedError, sides
from kamtui.store.sync.resolve import has_markers, merged_unmerged
from kamtui.store.text.words import word

# Syncthing; Dropbox and Nextcloud, in English and Chinese. Written as escapes, for the words are not for people.
_COPY = re.compile(
    r"(?P<stem>[0-9a-z][0-9a-z-]*)"
    r"(?:\.sync-conflict-\d{8}-\d{6}-\w+|\s*\(.*(?:conflicted copy|\u51b2\u7a81\u526f\u672c).*\))\.json"
)
_NAME = re.compile(r"(?:(?:accounts/[0-9a-z]|orders)/)?[0-9a-z][0-9a-z-]*\.json")


class Absorbed(msgspec.Struct, frozen=True):
    """What came of one copy."""

    name: str
    """The file that now holds both sides."""
    kept_as: str
    """Where the copy, or the file with its markers, lies now."""
    waiting: tuple[Clash, ...]
    """Decisions that wait in the file."""


def card_of_copy(name: str) -> str:
    """The file to which a conflict copy belongs; "" for a name that is none."""
    folder, _, file = name.rpartition("/")
    copy = _COPY.fullmatch(file)
    card = f"{folder}/{copy['stem']}.json".lstrip("/") if copy else ""
    return card if _NAME.fullmatch(card) else ""


def absorb(root: Path, name: str) -> Absorbed:
    """Merge a conflict copy into its card, or the sides of a file with markers into one.

    Raises SyncError where the name is neither or the sides cannot be told apart, DamagedFileError where one
    of them cannot be wholly read, LockedError or OSError; then nothing is changed.
    """
    journal = Journal(root.resolve())
    card = card_of_copy(name)
    with journal.locks.exclusive([card or name]):
        if card:
            return _absorb_copy(journal, name, card)
        if _NAME.fullmatch(name):
            return _heal(journal, name)
    raise SyncError("no_copy", name=name)


def _absorb_copy(journal: Journal, name: str, card: str) -> Absorbed:
    copy = read_bytes(journal.root / name, name)
    if copy is None:
        raise SyncError("no_copy", name=name)
    other = parse(copy, name, encoder_of(card))
    now = read_bytes(journal.root / card, card)
    mine = parse(now, card, encoder_of(card)) if now is not None else {}
    document = merge(_base(journal, card, [now, copy]), mine, other).document
    _write(journal, card, document, now)
    kept = _put_aside(journal.root, name)
    (journal.root / name).replace(journal.root / kept)
    return Absorbed(card, kept, tuple(conflicts_of(document)))


def _heal(journal: Journal, name: str) -> Absorbed:
    data = read_bytes(journal.root / name, name)
    if data is None or not has_markers(data):
        raise SyncError("no_copy", name=name)
    document = _unmerged(journal.root, name)
    if document is None:
        try:
            base, ours, theirs = sides(data)
        except UnbalancedError as error:
            raise DamagedFileError(Finding("conflict_marker", name, found="<<<<<<<")) from error
        mine, other = (parse(side, name, encoder_of(name)) for side in (ours, theirs))
        shared = parse(base, name, encoder_of(name)) if base else _base(journal, name, [ours, theirs])
        document = merge(shared, mine, other).document
    kept = _put_aside(journal.root, name)
    atomic.write(journal.root / kept, data)
    _write(journal, name, document, data)
    return Absorbed(name, kept, tuple(conflicts_of(document)))


def _unmerged(root: Path, name: str) -> Document | None:
    """The merge of git's three versions of this file; None where git has none."""
    with suppress(SyncError):
        git = Git(root)
        git.check()
        return merged_unmerged(git, name)
    return None


def _write(journal: Journal, name: str, document: Document, before: bytes | None) -> None:
    """Put the merged document in place, as a step that can be taken back."""
    data = encoder_of(name)(document)
    if data != before:
        path = journal.root / name
        journal.write(word("sync.absorbed", name=name), "merge", {name: atomic.Draft(path, data)})


def _put_aside(root: Path, name: str) -> str:
    """A new name in `.kamtui/absorbed` for this file."""
    folder = root / ".kamtui" / "absorbed"
    atomic.make_folder(folder)
    return os.path.relpath(folder / f"{new_id()}-{Path(name).name}", root)


def _base(journal: Journal, name: str, versions: list[bytes | None]) -> Document:
    """What both sides had before; {} where the journal does not know."""
    base: bytes | None = None
    found = False
    for before, after in _images(journal, name):
        if (after == base) if found else (after in versions):
            base, found = before, True
        elif found:
            break
    with suppress(DamagedFileError):
        return parse(base, name, encoder_of(name)) if base else {}
    return {}


def _images(journal: Journal, name: str) -> Iterator[tuple[bytes | None, bytes | None]]:
    """Everyone's versions of a file before and after each step that still stands, the latest first."""
    for step, images in everyones_steps(journal):
        with suppress(OSError, DamagedFileError):
            if name in step.files:
                number = step.files.index(name)
                yield images.read(number, "before", name), images.read(number, "after", name)
