"""The atomic writer: a file holds its old version or its new one, whatever happens in between.

Bytes go to a temporary file in the same folder, to the disk, and only then over the old file. Mode and
group of a file that is replaced are kept: a colleague who could read it still can.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

FLUSH_ALL = 32
"""From this many files on, one flush of the whole disk is cheaper than one for each file."""

_REMEMBERED = 1_000_000
"""Bytes up to which a draft knows what it has written, so that nobody has to read it again."""

_TEMPORARY = re.compile(r"\..+\.(\d+)\.[0-9a-f]{8}\.tmp")


class Draft:
    """New bytes for one file, already on disk beside it, waiting to take its place."""

    def __init__(self, path: Path, data: bytes, *, durable: bool = True) -> None:
        """Write `data` beside `path`; with `durable` False the caller flushes the disk for many at once.

        Raises OSError, with nothing left behind.
        """
        self.path = path
        self.durable = durable
        self.data = data if len(data) <= _REMEMBERED else None
        """What was written; None where that is long."""
        self._waits = True
        self.temporary = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
        descriptor = os.open(self.temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            try:
                _write_all(descriptor, data)
                _copy_rights(descriptor, path)
                if durable:
                    os.fsync(descriptor)
                status = os.fstat(descriptor)
                self.stamp = status.st_ino, status.st_mtime_ns, status.st_size
                """The version that the file will be: a rename changes none of these."""
            finally:
                os.close(descriptor)
        except BaseException:
            self.discard()
            raise

    def replace(self) -> None:
        """Put the new bytes in place of the old ones."""
        self.temporary.replace(self.path)
        self._waits = False

    def discard(self) -> None:
        """Remove the temporary file, unless it has taken its place."""
        if self._waits:
            self.temporary.unlink(missing_ok=True)


def drafts_of(root: Path, goals: Mapping[str, bytes | None]) -> dict[str, Draft | None]:
    """These bytes by path from `root`, written beside their places, None for none; all of them or no file at all."""
    drafts: dict[str, Draft | None] = {}
    try:
        for name, data in goals.items():
            make_folder((root / name).parent)
            drafts[name] = None if data is None else Draft(root / name, data)
    except BaseException:
        for draft in drafts.values():
            if draft:
                draft.discard()
        raise
    return drafts


def write(path: Path, data: bytes) -> None:
    """Replace the contents of `path` by `data`, all or nothing, and on disk when this returns."""
    draft = Draft(path, data)
    try:
        draft.replace()
    except BaseException:
        draft.discard()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames and removals in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush(folder: Path, everything: bool) -> None:
    """Bring the files in `folder` to the disk, or with `everything` all that any process has written."""
    if everything:
        os.sync()
        return
    for path in folder.iterdir():
        if path.is_symlink():
            continue
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    sync_folder(folder)


def is_temporary(name: str) -> bool:
    """Whether a file of this name is one of our temporary files."""
    return _TEMPORARY.fullmatch(name) is not None


def sweep(path: Path) -> None:
    """Remove a temporary file whose process is gone; leave one that may still be in use."""
    match = _TEMPORARY.fullmatch(path.name)
    if match and not _alive(int(match[1])):
        path.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make `folder`: shared like the nearest folder above it if that is a group's, else for this person alone."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    mode = stat.S_IMODE(folder.parent.stat().st_mode)
    folder.mkdir(0o700, exist_ok=True)
    if mode & stat.S_ISGID:
        folder.chmod(mode)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _copy_rights(descriptor: int, path: Path) -> None:
    """Give the new file the mode and group of the old one, or what its folder's policy asks for."""
    try:
        old = path.lstat()
    except FileNotFoundError:
        folder = path.parent.stat()
        shared = bool(folder.st_mode & stat.S_ISGID)
        _give(descriptor, path, 0o660 if shared else 0o600, folder.st_gid if shared else -1)
        return
    _give(descriptor, path, stat.S_IMODE(old.st_mode), old.st_gid)


def _give(descriptor: int, path: Path, mode: int, group: int) -> None:
    """Set mode and group; a group that cannot be had is refused, since it would shut colleagues out."""
    try:
        os.fchmod(descriptor, mode)
    except OSError as error:
        if error.errno != errno.EPERM:  # one's own file takes any mode, except on a memory stick, which has none
            raise
    if group not in (-1, os.fstat(descriptor).st_gid):
        try:
            os.fchown(descriptor, -1, group)
        except OSError as error:
            raise PermissionError(error.errno, error.strerror, str(path)) from error
