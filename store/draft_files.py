"""A file of drafts: what a session keeps of the forms that it has open, and the lock that says that it lives."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from kamtui.store.files import atomic
from kamtui.store.records import KINDS, Record, view

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
    lock = try_lock(path)
    if kept or lock is None:
        replace(path, encoded(kept))
    else:
        path.unlink(missing_ok=True)
        lock_of(path).unlink(missing_ok=True)
    if lock is not None:
        os.close(lock)


def replace(path: Path, data: bytes) -> None:
    """Replace a file all at once, for this person only. Raises OSError with the old one in place."""
    draft = atomic.Draft(path, data, durable=False)
    try:
        draft.temporary.chmod(0o600)
        draft.replace()
    except BaseException:
        draft.discard()
        raise


def lock_of(path: Path) -> Path:
    """The lock beside a file of drafts."""
    return path.with_suffix(".lock")


def try_lock(path: Path) -> int | None:
    """The lock of a session's file, or None while the session lives."""
    try:
        lock = os.open(lock_of(path), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock
