"""`kamtui backup`: the whole workspace in one compressed file."""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import os
import tarfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path

from kamtui.cli.common import root_of, talk
from kamtui.cli.errors import OK, USAGE, CommandError
from kamtui.cli.usage import Parser
from kamtui.store.files import atomic
from kamtui.store.files.backups import BACKUPS
from kamtui.store.files.layout import CONFIG
from kamtui.store.files.locks import Locks
from kamtui.store.text.words import word
from kamtui.store.workspace import NotAWorkspaceError

SUFFIX = ".tar.gz"
_LEFT_OUT = (".git", ".kamtui")
PRIVATE_FOLDER = "private"
_LEVEL = 3
"""Of compression: other people wait until the files are read."""
_BUFFER = 1 << 20


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", metavar="FILE.tar.gz", nargs="?", type=Path, help=word("tools.arg.backup_file"))
    parser.add_argument("--private", action="store_true", help=word("people.arg.private"))


def run(arguments: argparse.Namespace) -> int:
    """Write the backup and print its name."""
    root = root_of(arguments).resolve()
    if not (root / CONFIG).is_file():
        raise NotAWorkspaceError(str(root))
    path = (arguments.file or _default(root)).expanduser().absolute()
    if path.is_dir():
        path /= default_name(root)
    if path.exists():
        raise CommandError(USAGE, word("tools.backup.exists", file=path))
    if path.resolve().is_relative_to(root) and not path.resolve().is_relative_to(root / BACKUPS.parts[0]):
        raise CommandError(USAGE, word("tools.backup.inside", file=path))
    locked: AbstractContextManager[None] = nullcontext()
    if os.access(root, os.W_OK):
        locked = Locks(root / ".kamtui" / "locks").everything()
    with locked:
        count, skipped = pack(root, path, private=arguments.private)
    if not arguments.private and any((root / PRIVATE_FOLDER).glob("*")):
        talk(word("people.backup.private"))
    for name in skipped:
        talk(word("tools.backup.skipped", name=name))
    talk(word("tools.backup.made", n=f"{count:,}", size=f"{path.stat().st_size / 1e6:,.1f}"))
    print(path)
    return OK


def pack(root: Path, path: Path, *, private: bool) -> tuple[int, list[str]]:
    """Write every file of the workspace at `root` into a new archive, which only this person can read.

    The order is that of the names, and nothing in the archive depends on the moment or on the person, so that equal
    workspaces give equal archives. The private folder is only in it with `private`. Returns the number of files, and
    the names of links and the like, which are left out. Raises OSError, with no archive left behind; call it with the
    workspace's locks held.
    """
    atomic.make_folder(path.parent)
    scratch = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    count, skipped = 0, []
    try:
        with os.fdopen(descriptor, "wb") as raw:
            with (
                gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed,
                tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT, bufsize=_BUFFER) as archive,
            ):
                for name in members(root, private=private):
                    if (root / name).is_symlink() or not (root / name).is_file():
                        skipped.append(name)
                        continue
                    with (root / name).open("rb") as file:
                        archive.addfile(_entry(name, os.fstat(file.fileno())), file)
                    count += 1
            raw.flush()
            os.fsync(raw.fileno())
        os.link(scratch, path)  # unlike a rename, it never replaces a file that has come meanwhile
        try:
            atomic.sync_folder(path.parent)
        except OSError:
            path.unlink()
            raise
    finally:
        with suppress(OSError):  # the backup is whole all the same
            scratch.unlink(missing_ok=True)
    return count, skipped


def members(root: Path, *, private: bool = True) -> Iterator[str]:
    """The names of everything that belongs to a workspace, sorted: not git's history, caches, locks, half a write.

    The private folder belongs to it only with `private`.

    Raises OSError for a folder that cannot be read: a backup without it would only look like one.
    """
    found = []
    for place, folders, names in os.walk(root, onerror=_give_up):
        folder = Path(place)
        if folder == root:
            out = _LEFT_OUT if private else (*_LEFT_OUT, PRIVATE_FOLDER)
            folders[:] = [name for name in folders if name not in out]
        found += [folder / name for name in folders if (folder / name).is_symlink()]
        found += [folder / name for name in names if not _is_scratch(name)]
    yield from sorted(str(path.relative_to(root)) for path in found)


def default_name(root: Path) -> str:
    """A name for a backup that is made now."""
    return f"{root.name or 'kamtui'}-{dt.datetime.now().astimezone():%Y%m%d-%H%M%S}{SUFFIX}"


def _default(root: Path) -> Path:
    """In the folder where the person stands, or in `.kamtui/backups` where that is the workspace itself."""
    here = Path.cwd()
    return (root / BACKUPS if here.resolve().is_relative_to(root) else here) / default_name(root)


def _give_up(error: OSError) -> None:
    raise error


def _is_scratch(name: str) -> bool:
    """Whether a file is only of use while a program runs."""
    return name.startswith(".") and name.endswith((".tmp", ".lock"))


def _entry(name: str, status: os.stat_result) -> tarfile.TarInfo:
    """What the archive says of a file: its name, size and whole second of change, nothing of its owner."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = status.st_size, int(status.st_mtime), 0o600
    return entry
