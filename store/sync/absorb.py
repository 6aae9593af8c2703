"""Conflict copies of sync tools, editors' leftovers, and files with conflict markers: merged into where they belong.

What both sides had before is looked for in the journal: the version that stood there before this machine's
unbroken run of own changes that ends in one of the two. Where there is none, the sides are merged without
a base: what only one of them has is kept, and where they differ the newer stands and the other waits.
The version before an edit (`x.json~`, `x.json.orig`) has nothing to add where the journal or git knows it.
The copy, or the file with its markers, is kept in `.kamtui/backups/aside`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.backups import put_aside
from kamtui.store.files.codec import Document
from kamtui.store.files.conflicts import Clash, conflicts_of
from kamtui.store.files.findings import DamagedFileError, Finding
from kamtui.store.files.history import everyones_steps
from kamtui.store.files.journal import Journal
from kamtui.store.files.layout import encoder_of, is_data, is_earlier, owner_of_copy, scan_copies
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.files.merge import merge
from kamtui.store.sync.git import Git, SyncError
from kamtui.store.sync.markers import UnbalancedError, sides
from kamtui.store.sync.resolve import has_markers, merged_unmerged
from kamtui.store.text.words import word


class Absorbed(msgspec.Struct, frozen=True):
    """What came of one copy."""

    name: str
    """The file that now holds both sides."""
    kept_as: str
    """Where the copy, or the file with its markers, lies now."""
    waiting: tuple[Clash, ...]
    """Decisions that wait in the file."""


class Absorption(msgspec.Struct, frozen=True):
    """What came of all copies and files with markers in a workspace."""

    absorbed: tuple[Absorbed, ...] = ()
    left: tuple[str, ...] = ()
    """Those that could not be merged, each with its reason; they lie where they were."""


def absorb_all(root: Path, marked: Iterable[str] = ()) -> Absorption:
    """Merge every copy that lies in the workspace, and the files in `marked`, which hold conflict markers.

    Raises LockedError or OSError; what was merged by then stays.
    """
    return absorb_known(Journal(root.resolve()), marked)


def absorb_known(journal: Journal, marked: Iterable[str]) -> Absorption:
    """`absorb_all` for one who may hold locks of this journal already."""
    done, left = [], []
    names = sorted(name for name in scan_copies(journal.root) if owner_of_copy(name))
    for name in (*sorted(set(marked)), *names):
        try:
            done.append(_absorb(journal, name))
        except DamagedFileError as error:
            left.append(error.finding.text())
        except SyncError as error:
            left.append(str(error))
    return Absorption(tuple(done), tuple(left))


def absorb(root: Path, name: str) -> Absorbed:
    """Merge a conflict copy into its card, or the sides of a file with markers into one.

    Raises SyncError where the name is neither or the sides cannot be told apart, DamagedFileError where one
    of them cannot be wholly read, LockedError or OSError; then nothing is changed.
    """
    return _absorb(Journal(root.resolve()), name)


def _absorb(journal: Journal, name: str) -> Absorbed:
    owner = owner_of_copy(name)
    with journal.locks.exclusive([owner or name]):
        if owner:
            return _absorb_copy(journal, name, owner)
        if is_data(name):
            return _heal(journal, name)
    raise SyncError("no_copy", name=name)


def _absorb_copy(journal: Journal, name: str, owner: str) -> Absorbed:
    copy = read_bytes(journal.root / name, name)
    if copy is None:
        raise SyncError("no_copy", name=name)
    now = read_bytes(journal.root / owner, owner)
    mine = parse(now, owner, encoder_of(owner)) if now is not None else {}
    if now is not None and is_earlier(name) and _is_known(journal, owner, copy):
        document = mine
    else:
        other = _sides_as_one(journal, name, copy) if has_markers(copy) else parse(copy, name, encoder_of(owner))
        document = merge(_base(journal, owner, [now, copy]), mine, other).document
        _write(journal, owner, document, now)
    return Absorbed(owner, put_aside(journal.root, name), tuple(conflicts_of(document)))


def _heal(journal: Journal, name: str) -> Absorbed:
    data = read_bytes(journal.root / name, name)
    if data is None or not has_markers(data):
        raise SyncError("no_copy", name=name)
    document = _unmerged(journal.root, name)
    if document is None:
        document = _sides_as_one(journal, name, data)
    kept = put_aside(journal.root, name, data)
    _write(journal, name, document, data)
    return Absorbed(name, kept, tuple(conflicts_of(document)))


def _sides_as_one(journal: Journal, name: str, data: bytes) -> Document:
    """The merge of the two sides between the markers of a file."""
    owner = owner_of_copy(name) or name
    try:
        base, ours, theirs = sides(data)
    except UnbalancedError as error:
        raise DamagedFileError(Finding("conflict_marker", name, found="<<<<<<<")) from error
    mine, other = (parse(side, name, encoder_of(owner)) for side in (ours, theirs))
    shared = parse(base, name, encoder_of(owner)) if base else _base(journal, owner, [ours, theirs])
    return merge(shared, mine, other).document


def _is_known(journal: Journal, owner: str, copy: bytes) -> bool:
    """Whether these bytes are a version of the file that the journal or git has; with markers, git has both sides."""
    if any(copy in versions for versions in _images(journal, owner)):
        return True
    with suppress(SyncError):
        git = Git(journal.root)
        git.check()
        sha = hashlib.sha1(b"blob %d\0" % len(copy) + copy, usedforsecurity=False).hexdigest()
        return has_markers(copy) or not git.run("cat-file", "-e", sha, right=(0, 1, 128)).code
    return False


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


def _base(journal: Journal, name: str, versions: list[bytes | None]) -> Document:
    """What both sides had before; {} where the journal does not know."""
    base: bytes | None = None
    found = False
    for before, after in _images(journal, name):
        if (after == base) if found else (after in versions):
            base, found = before, True
            if before in versions and before != after:  # one of the two is the other's own past
                break
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
