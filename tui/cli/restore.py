"""`kamtui restore`: a workspace from a backup, into a new folder or over the one in use."""

from __future__ import annotations

import argparse
import gzip
import os
import secrets
import shutil
import stat
import tarfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from kamtui.cli.backup import PRIVATE_FOLDER, default_name, members, pack
from kamtui.cli.common import root_of, talk
from kamtui.cli.errors import OK, UNREADABLE, USAGE, CommandError, read_only
from kamtui.cli.usage import Parser
from kamtui.store import config
from kamtui.store.files import atomic
from kamtui.store.files.backups import BACKUPS
from kamtui.store.files.formats import FORMAT
from kamtui.store.files.journal import Journal
from kamtui.store.files.layout import CONFIG
from kamtui.store.files.loader import LARGEST
from kamtui.store.files.place import refusal
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_MOST_FILES = 1_000_000
_MOST_BYTES = 16 * LARGEST
"""What an archive may unpack to: more is a trap."""
_NEVER = (".git", ".kamtui")


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", metavar="FILE.tar.gz", type=Path, help=word("tools.arg.restore_file"))
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--to", metavar="DIR", type=Path, help=word("tools.arg.to"))
    where.add_argument("--over", action="store_true", help=word("tools.arg.over"))


def run(arguments: argparse.Namespace) -> int:
    """Restore the backup and print the folder; nothing is written where the backup is not whole and safe."""
    file = arguments.file.expanduser()
    if arguments.over:
        root = root_of(arguments).resolve()
        count = _over(file, root)
        talk(word("tools.restore.undo"))
    elif arguments.to:
        root = arguments.to.expanduser().absolute()
        count = _into(file, root)
    else:
        raise CommandError(USAGE, word("tools.restore.where"))
    talk(word("tools.restore.done", n=f"{count:,}"))
    print(root)
    return OK


def _into(file: Path, root: Path) -> int:
    """Unpack into a folder that is not there yet, or empty; it appears when it is whole. The number of files."""
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise CommandError(USAGE, word("tools.restore.not_empty", folder=root))
    atomic.make_folder(root.parent)
    scratch = root.parent / f".{root.name}.{secrets.token_hex(4)}.restoring"
    scratch.mkdir(mode=0o700)
    try:
        count = unpack(file, scratch)
        _take_rights(scratch, root)
        scratch.rename(root)
        atomic.sync_folder(root.parent)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return count


def _over(file: Path, root: Path) -> int:
    """Put the backup in place of the workspace, as one step that can be taken back; the number of files."""
    if not root.is_dir():
        raise CommandError(USAGE, word("cli.not_one", folder=root))
    if config.load(root).config.format > FORMAT:
        raise read_only("format", root)
    if reason := refusal(root):
        raise read_only(reason, root)
    journal = Journal(root)
    journal.recover()
    scratch = journal.local / f"restoring-{secrets.token_hex(4)}"
    atomic.make_folder(scratch)
    try:
        count = unpack(file, scratch)
        with journal.locks.everything():
            before = root / BACKUPS / default_name(root)
            pack(root, before, private=True)
            talk(word("tools.restore.before", file=before))
            drafts = _drafts(root, scratch)
            if drafts:
                journal.write(word("tools.restore.what", name=clean(file.name)), "command", drafts)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return count


def _drafts(root: Path, scratch: Path) -> dict[str, atomic.Draft | None]:
    """What has to change for the workspace to be as in `scratch`: new bytes beside each file, None for the others.

    A backup that holds no private folder says nothing of it: it stays as it is.
    """
    wanted = set(members(scratch))
    private = (scratch / PRIVATE_FOLDER).is_dir()
    drafts: dict[str, atomic.Draft | None] = {}
    try:
        for name in sorted(wanted.union(members(root, private=private))):
            path = root / name
            if name not in wanted:
                drafts[name] = None
            elif not path.is_file() or path.is_symlink() or path.read_bytes() != (scratch / name).read_bytes():
                atomic.make_folder(path.parent)
                drafts[name] = atomic.Draft(path, (scratch / name).read_bytes(), durable=False)
    except BaseException:
        for draft in drafts.values():
            if draft:
                draft.discard()
        raise
    return drafts


def unpack(file: Path, folder: Path) -> int:
    """Unpack a backup into an empty folder with the rights of a new workspace; the number of files.

    Raises CommandError for an archive that is not whole, is no workspace, or would write anything but plain files
    below `folder`; OSError where it cannot be read.
    """
    try:
        with tarfile.open(file, "r:gz") as archive:
            refuse(archive)
            entries = archive.getmembers()
            archive.extractall(folder, entries, filter=_tamed)
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise CommandError(UNREADABLE, word("tools.restore.not_whole", file=file, problem=error)) from error
    return sum(entry.isfile() for entry in entries)


def refuse(entries: Iterable[tarfile.TarInfo]) -> None:
    """Raise CommandError for the first entry that no backup of ours has, and for one that is missing."""
    names: set[str] = set()
    total = 0
    for entry in entries:
        name = PurePosixPath(entry.name)
        total += entry.size
        if entry.isdir() and not _odd(entry.name, name):
            continue
        if not entry.isreg() or _odd(entry.name, name) or entry.name in names:
            raise CommandError(UNREADABLE, word("tools.restore.unsafe", name=clean(entry.name, 80)))
        names.add(entry.name)
        if len(names) > _MOST_FILES or total > _MOST_BYTES or entry.size > LARGEST:
            raise CommandError(UNREADABLE, word("tools.restore.too_large"))
    if CONFIG not in names:
        raise CommandError(UNREADABLE, word("tools.restore.no_workspace", file=CONFIG))


def _odd(text: str, name: PurePosixPath) -> bool:
    """Whether a name leads out of the folder, into what kamtui or git trust, or is not spelled plainly."""
    return (
        name.is_absolute() or ".." in name.parts or name.parts[:1] in ((), *((one,) for one in _NEVER))
        or str(name) != text.rstrip("/") or "\\" in text or not text.isprintable()
    )  # fmt: skip


def _tamed(entry: tarfile.TarInfo, folder: str) -> tarfile.TarInfo:
    """The entry as Python's filter for data lets it pass, with the rights of a new file of ours."""
    passed = tarfile.data_filter(entry, folder)
    return passed.replace(mode=0o700 if entry.isdir() else 0o600)


def _take_rights(folder: Path, root: Path) -> None:
    """Give `folder` the rights of the empty folder whose place it takes, or share it as the folder around it is shared.

    Otherwise it stays this person's own.
    """
    status = (root if root.is_dir() else root.parent).stat()
    mode = stat.S_IMODE(status.st_mode)
    if mode & stat.S_ISGID:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, -1, status.st_gid)
            path.chmod(mode if path.is_dir() else 0o660)
    elif root.is_dir():
        folder.chmod(mode)
