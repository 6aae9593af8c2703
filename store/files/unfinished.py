"""Steps that are being written to several files: marked while they last, and put back where their process died."""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.layout import is_inside
from kamtui.store.files.locks import Locks
from kamtui.store.files.steps import Step


class Mark(msgspec.Struct, frozen=True):
    """What the next process must know about a step that this one may leave half-done."""

    folder: str
    step: Step
    existed: tuple[bool, ...]
    """For each file of the step, whether there was one before."""


def recover(root: Path, local: Path, locks: Locks) -> list[Step]:
    """Put back what a dead process left half-written; the steps that were taken back."""
    waiting = local / "unfinished"
    recovered = []
    for path in sorted(waiting.iterdir()) if waiting.is_dir() else []:
        if atomic.is_temporary(path.name):
            atomic.sweep(path)
            continue
        with suppress(FileNotFoundError), path.open("rb") as held:  # its process has just ended well
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # its process lives
            try:
                mark = msgspec.json.decode(held.read(), type=Mark)
            except msgspec.MsgspecError:
                continue  # the disk has damaged it; the check of leftovers names it
            if not (all(map(is_inside, mark.step.files)) and re.fullmatch(r"journal/[\w.-]+/\w+", mark.folder)):
                continue
            with locks.exclusive(mark.step.files):
                if not path.exists():
                    continue  # another process was faster
                put_back(root, local, mark)
                _unmark(path)
            shutil.rmtree(local / mark.folder, ignore_errors=True)
            recovered.append(mark.step)
    return recovered


@contextmanager
def marked(local: Path, folder: Path, mark: Mark) -> Iterator[Callable[[], None]]:
    """Let the next process see a step that this one may leave half-done, until what is given is called.

    The mark's lock says that we live. It gets its name when it is whole and locked: a process that
    starts at this moment leaves it alone.
    """
    atomic.flush(folder, len(mark.step.files) >= atomic.FLUSH_ALL)
    path = local / "unfinished" / folder.name
    atomic.make_folder(path.parent)
    draft = atomic.Draft(path, msgspec.json.encode(mark))
    try:
        with draft.temporary.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            draft.replace()
            atomic.sync_folder(path.parent)
            yield lambda: _unmark(path)
    finally:
        draft.discard()


def put_back(root: Path, local: Path, mark: Mark) -> None:
    """Put every file of a half-done step back as it was."""
    folder = local / mark.folder
    for number, (name, existed) in enumerate(zip(mark.step.files, mark.existed, strict=True)):
        path = root / name
        if not existed:
            path.unlink(missing_ok=True)
        else:
            before = (folder / f"{number}.before").read_bytes()
            if not path.exists() or path.read_bytes() != before:
                atomic.write(path, before)


def _unmark(path: Path) -> None:
    """Take a mark away for good: if it came back after a power cut, what is written from now on would be put back."""
    path.unlink(missing_ok=True)
    atomic.sync_folder(path.parent)
