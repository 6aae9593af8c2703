"""Drafts: what is being typed, kept on disk until it is saved or dropped.

Each session of a person has one file, `.kamtui/drafts/u-USER/SESSION.json`, and holds the lock of the file beside it
while it lives; so a later session takes over only what a dead one has left. Where the folder takes no files, because
the disk is full or the folder is gone, the drafts go to the person's own state folder. A draft survives the end
of the process, not of the machine: it is not flushed to the disk, since it is written while someone types.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.layout import CONFIG
from kamtui.store.files.locks import user
from kamtui.store.records import KINDS, Record, document, plain, view

LARGEST = 16 * 1024 * 1024
"""Bytes. A larger file is no file of drafts."""


class Draft(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was typed into the fields of one record, and the record as it was then."""

    id: str
    table: str
    title: str
    """What the form said it was for."""
    seen: dict[str, Any]
    """The record as it was opened, as a document with its account; a new one has only what it began with."""
    record: str = ""
    """Id of the record; "" for one that is to be added."""
    texts: dict[str, str] = {}
    """By field what was typed."""
    at: str = ""
    """When it was typed last, an instant."""
    form: str = ""
    """Which short form it was typed into, such as "gate" or "lost"; "" is the form of all fields."""
    wanted: dict[str, Any] = {}
    """Fields that change together with what was typed, as they stand in a file; None is an empty one."""

    def opened(self) -> Record:
        """The record as it was when the form was opened; raises ValueError for a kind or values not known here."""
        if self.table not in KINDS:
            raise ValueError(self.table)
        return view(KINDS[self.table], self.record, self.seen)

    def values(self) -> dict[str, Any]:
        """The fields that change together with what was typed; raises ValueError as `opened` does."""
        said = {name: value for name, value in (self.seen | self.wanted).items() if value is not None}
        after = view(KINDS[self.table], self.record, said)
        return {name: getattr(after, name) for name in self.wanted if hasattr(after, name)}


class DraftFile(msgspec.Struct, frozen=True):
    """The contents of a file of drafts."""

    drafts: tuple[Draft, ...]
    kamtui: int = 1
    """Format of the file."""


class Waiting(msgspec.Struct):
    """What a dead session has left. Its lock is held while someone decides, so that nobody else is asked."""

    path: Path
    drafts: list[Draft]
    lock: int

    def drop(self, draft: Draft) -> None:
        """Forget one draft; with the last one the file goes."""
        self.drafts.remove(draft)
        if self.drafts:
            _replace(self.path, encoded(self.drafts))
        else:
            self.path.unlink(missing_ok=True)
            _lock_of(self.path).unlink(missing_ok=True)

    def release(self) -> None:
        """Leave what is left for the next start."""
        os.close(self.lock)


class Drafts:
    """The drafts of one session, and what dead sessions of the same person have left."""

    def __init__(self, root: Path) -> None:
        """Keep drafts for the workspace at `root`; nothing is written before something is typed."""
        self._root = root
        self._session = _key()
        self._drafts: dict[str, Draft] = {}
        self._prepared = b""
        self._written: dict[Path, bytes] = {}
        self._files: dict[Path, int] = {}
        """The inode of each file as this session wrote it: another one was put there by someone else."""
        self._locks: dict[Path, int] = {}
        self.heard: Callable[[], object] | None = None
        """Called when a draft was saved or is not wanted."""

    def start(self, record: Record, title: str, form: str = "", values: Mapping[str, Any] | None = None) -> str:
        """Begin a draft for a form on `record`; its key. It is kept from the first change on.

        `form` names a short form, and `values` are fields that change together with what is typed into it.
        """
        key = _key()
        seen = document(record, keep_account=True)
        seen.pop("id", None)
        wanted = {name: plain(value) for name, value in (values or {}).items()}
        self._drafts[key] = Draft(key, record.table, title, seen, record.id, form=form, wanted=wanted)
        return key

    def resume(self, draft: Draft) -> str:
        """Go on with a draft that was left; its key in this session."""
        key = _key()
        self._drafts[key] = msgspec.structs.replace(draft, id=key)
        self._prepare()
        self.write()
        return key

    def keep(self, key: str, texts: dict[str, str]) -> None:
        """Remember what stands in the form now; `write` brings it to disk."""
        self._heed()
        if key in self._drafts:
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            self._drafts[key] = msgspec.structs.replace(self._drafts[key], texts=dict(texts), at=now)
            self._prepare()

    def drop(self, key: str) -> None:
        """Forget a draft that was saved or is not wanted."""
        self._drafts.pop(key, None)
        self._prepare()
        self.write()
        if self.heard:
            self.heard()

    def get(self, key: str) -> Draft | None:
        """A draft of this session, as it stands."""
        return self._drafts.get(key)

    def write(self) -> bool:
        """Bring what has changed to disk; whether it is there, or there is nothing to keep.

        It may run in the handler of a signal, between any two instructions: it only uses what is prepared.
        """
        self._heed()
        data = self._prepared
        if not data:
            for path in list(self._written):
                self._clear(path)
            return True
        there = (self._root / CONFIG).is_file()  # else it is gone, and must not be made anew
        for folder in (self._local(), self._own()) if there else (self._own(),):
            path = folder / f"{self._session}.json"
            if self._written.get(path) == data:
                return True
            with suppress(OSError):
                self._hold(path)
                _replace(path, data)
                for other in [each for each in self._written if each != path]:
                    self._clear(other)
                self._written[path], self._files[path] = data, path.stat().st_ino
                return True
        return False

    def waiting(self) -> list[Waiting]:
        """What dead sessions of this person have left here; each is asked about by one session at a time."""
        found = []
        for path in self._left():
            if path.stem == self._session or (lock := _try_lock(path)) is None:
                continue
            drafts = read(path)
            if drafts:
                found.append(Waiting(path, drafts, lock))
            else:
                os.close(lock)
        return found

    def take_in(self, drafts: Iterable[Draft]) -> None:
        """Let the next start offer these drafts, which come from a file; raises OSError."""
        path = self._local() / f"{_key()}.json"
        _own_folder(path.parent)
        _replace(path, encoded(drafts))

    def files(self) -> Iterator[Path]:
        """Every file of drafts of this workspace that can be seen: of all people here, and this person's own."""
        for folder in (*(self._root / ".kamtui" / "drafts").glob("*"), self._own()):
            with suppress(OSError):
                yield from sorted(folder.glob("*.json"))

    def _heed(self) -> None:
        """Take over what someone has taken out of this session's file, as erasing a person does.

        A file that is gone says nothing: what is typed is kept.
        """
        for path, data in list(self._written.items()):
            with suppress(OSError):
                if path.stat().st_ino == self._files[path]:
                    continue
                self._files[path] = path.stat().st_ino
                there = {draft.id: draft for draft in read(path)}
                for was in msgspec.json.decode(data, type=DraftFile).drafts:
                    if was.id not in there:
                        self._drafts.pop(was.id, None)
                    elif was.id in self._drafts:
                        self._drafts[was.id] = msgspec.structs.replace(self._drafts[was.id], seen=there[was.id].seen)
                self._prepare()

    def _prepare(self) -> None:
        typed = [draft for draft in self._drafts.values() if draft.texts]
        self._prepared = encoded(typed) if typed else b""

    def _clear(self, path: Path) -> None:
        """Remove this session's file, and let its lock go."""
        with suppress(OSError):
            path.unlink(missing_ok=True)
            _lock_of(path).unlink(missing_ok=True)
        self._written.pop(path, None)
        self._files.pop(path, None)
        if path in self._locks:
            os.close(self._locks.pop(path))

    def _hold(self, path: Path) -> None:
        """Show that this session lives, before its file appears."""
        if path not in self._locks:
            _own_folder(path.parent)
            lock = _try_lock(path)
            if lock is not None:
                self._locks[path] = lock

    def _left(self) -> Iterator[Path]:
        for folder in (self._local(), self._own()):
            with suppress(OSError):
                if _is_own(folder):
                    yield from sorted(folder.glob("*.json"))

    def _local(self) -> Path:
        return self._root / ".kamtui" / "drafts" / re.sub(r"[^\w.-]", "_", f"u-{user()}")

    def _own(self) -> Path:
        """Where drafts go that the workspace's folder does not take."""
        import hashlib

        from platformdirs import user_state_path

        name = hashlib.sha256(os.fsencode(self._root)).hexdigest()[:16]
        return user_state_path("kamtui") / "drafts" / name


def encoded(drafts: Iterable[Draft]) -> bytes:
    """The bytes of a file of drafts, readable and one field a line."""
    return msgspec.json.format(msgspec.json.encode(DraftFile(tuple(drafts))), indent=1) + b"\n"


def read(path: Path) -> list[Draft]:
    """The drafts in a file; none where it cannot be read as such, or is a link."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            data = file.read(LARGEST + 1)
        return list(msgspec.json.decode(data, type=DraftFile).drafts) if len(data) <= LARGEST else []
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return []


def rewrite(path: Path, drafts: Iterable[Draft]) -> None:
    """Let a file hold these drafts instead of its own; without any it goes, unless its session lives.

    That session then finds its drafts taken out, and does not write them again. Raises OSError.
    """
    kept = tuple(drafts)
    lock = _try_lock(path)
    if kept or lock is None:
        _replace(path, encoded(kept))
    else:
        path.unlink(missing_ok=True)
        _lock_of(path).unlink(missing_ok=True)
    if lock is not None:
        os.close(lock)


def _key() -> str:
    return os.urandom(8).hex()


def _own_folder(folder: Path) -> None:
    """Make a folder that nobody else reads; raises OSError where there is one that is not this person's."""
    atomic.make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if not _is_own(folder):
        raise PermissionError(folder)


def _is_own(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()


def _replace(path: Path, data: bytes) -> None:
    """Replace a file all at once, for this person only. Raises OSError with the old one in place."""
    draft = atomic.Draft(path, data, durable=False)
    try:
        draft.temporary.chmod(0o600)
        draft.replace()
    except BaseException:
        draft.discard()
        raise


def _lock_of(path: Path) -> Path:
    return path.with_suffix(".lock")


def _try_lock(path: Path) -> int | None:
    """The lock of a session's file, or None while the session lives."""
    try:
        lock = os.open(_lock_of(path), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock
