"""Drafts: what is being typed, kept on disk until it is saved or dropped.

Each session of a person has one file, `.kamtui/drafts/u-USER/SESSION.json`, and holds the lock of the file beside it
while it lives; so a later session takes over only what a dead one has left. Where the folder takes no files, because
the disk is full or the folder is gone, the drafts go to the person's own state folder. A draft survives the end
of the process, not of the machine: it is not flushed to the disk, since it is written while someone types.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from kamtui.store.draft_files import Draft, DraftFile, encoded, lock_of, read, replace, try_lock
from kamtui.store.files import atomic
from kamtui.store.files.layout import CONFIG
from kamtui.store.files.locks import user
from kamtui.store.records import Record, document, plain


class Waiting(msgspec.Struct):
    """What a dead session has left. Its lock is held while someone decides, so that nobody else is asked."""

    path: Path
    drafts: list[Draft]
    lock: int

    def drop(self, draft: Draft) -> None:
        """Forget one draft; with the last one the file goes."""
        self.drafts.remove(draft)
        if self.drafts:
            replace(self.path, encoded(self.drafts))
        else:
            self.path.unlink(missing_ok=True)
            lock_of(self.path).unlink(missing_ok=True)

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
                replace(path, data)
                for other in [each for each in self._written if each != path]:
                    self._clear(other)
                self._written[path], self._files[path] = data, path.stat().st_ino
                return True
        return False

    def waiting(self) -> list[Waiting]:
        """What dead sessions of this person have left here; each is asked about by one session at a time."""
        found = []
        for path in self._left():
            if path.stem == self._session or (lock := try_lock(path)) is None:
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
        replace(path, encoded(drafts))

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
            lock_of(path).unlink(missing_ok=True)
        self._written.pop(path, None)
        self._files.pop(path, None)
        if path in self._locks:
            os.close(self._locks.pop(path))

    def _hold(self, path: Path) -> None:
        """Show that this session lives, before its file appears."""
        if path not in self._locks:
            _own_folder(path.parent)
            lock = try_lock(path)
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
