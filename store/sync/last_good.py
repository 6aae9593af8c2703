"""The newest whole version of a damaged file: from the journal, a backup, or git."""

from __future__ import annotations

import datetime as dt
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.backups import BACKUPS, put_aside
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.history import everyones_steps, moment_of
from kamtui.store.files.journal import Journal
from kamtui.store.files.layout import encoder_of
from kamtui.store.files.loader import LARGEST, parse, read_bytes
from kamtui.store.sync.git import Git, SyncError
from kamtui.store.text.words import word

Source = Literal["journal", "backup", "git"]


class Good(msgspec.Struct, frozen=True):
    """A whole version of a file."""

    name: str
    data: bytes
    source: Source
    when: dt.datetime
    """When this version was written, or copied, aware."""
    where: str
    """The step, the backup or the commit that it is from."""
    aside: str = ""
    """Where the damaged file lies now, once this version was taken."""


def last_good(root: Path, name: str) -> Good | None:
    """The newest version of the file `name` that is whole; None where nothing has one. Changes nothing."""
    journal = Journal(root.resolve())
    found = (next(_whole(versions), None) for versions in (
        _of_journal(journal, name), _of_backups(journal.root, name), _of_git(journal.root, name),
    ))  # fmt: skip
    return max((good for good in found if good), key=lambda good: good.when, default=None)


def take_last_good(root: Path, name: str) -> Good | None:
    """Put the last good version in place of the file, as a step that can be undone; None where there is none.

    The file as it was is kept in `.kamtui/backups` first. Raises LockedError or OSError, and then nothing is changed.
    """
    journal = Journal(root.resolve())
    with journal.locks.exclusive([name]):
        good = last_good(root, name)
        if good is None:
            return None
        path = journal.root / name
        aside = ""
        if path.is_symlink() or (path.exists() and not path.is_file()):
            aside = put_aside(journal.root, name)
        elif path.exists():
            aside = put_aside(journal.root, name, path.read_bytes())
        atomic.make_folder(path.parent)
        journal.write(word("journal.last_good", name=name), "command", {name: atomic.Draft(path, good.data)})
    return msgspec.structs.replace(good, aside=aside)


def _whole(versions: Iterator[Good]) -> Iterator[Good]:
    """Those that can be wholly read."""
    for good in versions:
        with suppress(DamagedFileError):
            parse(good.data, good.name, encoder_of(good.name))
            yield good


def _of_journal(journal: Journal, name: str) -> Iterator[Good]:
    """The versions that everyone's steps have written, the latest first."""
    for step, images in everyones_steps(journal):
        if name in step.files:
            number = step.files.index(name)
            for which in ("after", "before"):
                with suppress(OSError, DamagedFileError):
                    if data := images.read(number, which, name):
                        yield Good(name, data, "journal", moment_of(step.id), step.what)


def _of_backups(root: Path, name: str) -> Iterator[Good]:
    """The copies in `.kamtui/backups`, the latest first: single files of repairs, and whole archives."""
    folder = root / BACKUPS
    found = [folder / one.name for one in folder.iterdir()] if folder.is_dir() else []
    for path in sorted(found, key=lambda path: path.lstat().st_mtime, reverse=True):
        when = dt.datetime.fromtimestamp(int(path.lstat().st_mtime), dt.UTC)
        with suppress(OSError, DamagedFileError, tarfile.TarError, EOFError, zlib.error):
            data = _in_archive(path, name) if path.suffix == ".gz" else read_bytes(path / name, name)
            if data:
                yield Good(name, data, "backup", when, path.name)


def _in_archive(path: Path, name: str) -> bytes | None:
    """One file of an archive; None where it is not in it."""
    with tarfile.open(path, "r:gz") as archive:
        for entry in archive:
            if entry.name == name and entry.isreg() and entry.size <= LARGEST:
                file = archive.extractfile(entry)
                return file.read() if file else None
    return None


def _of_git(root: Path, name: str) -> Iterator[Good]:
    """The latest commits' versions, the latest first."""
    with suppress(SyncError):
        git = Git(root)
        git.check()
        for line in git.run("log", "-5", "--format=%H %ct", "HEAD", "--", name, right=(0, 128)).text.splitlines():
            commit, _, seconds = line.partition(" ")
            blob = git.run("cat-file", "blob", f"{commit}:{name}", right=(0, 128))
            if not blob.code:
                yield Good(name, blob.out, "git", dt.datetime.fromtimestamp(int(seconds), dt.UTC), commit[:12])
