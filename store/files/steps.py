"""A step in the journal: what was done, in one file with the versions that it left of small files."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.images import Images
from kamtui.store.files.layout import is_inside
from kamtui.store.files.loader import read_bytes
from kamtui.store.files.reverting import Kept
from kamtui.store.records.event import Via

FILE = "step.mp"
"""Its name in the step's folder. One file, since making files costs most."""


class Step(msgspec.Struct, frozen=True):
    """One action of one person."""

    id: str
    what: str
    """What was done, in the words of the person's language."""
    by: str
    via: Via
    files: tuple[str, ...]
    state: Literal["done", "undone"] = "done"
    kept: tuple[Kept, ...] = ()
    """What undo or redo of this step left as others had made it, until someone decides otherwise."""
    before: tuple[bool, ...] = ()
    """For each file, whether there was one before; steps of older versions do not say."""
    after: tuple[bool, ...] = ()
    """For each file, whether there was one afterwards."""


class Saved(msgspec.Struct, frozen=True):
    """What the file of a step holds."""

    step: Step
    after: dict[int, bytes] = {}
    """By its number in the step, a file as the step left it; large ones lie beside it."""


def save(folder: Path, step: Step, after: Mapping[int, bytes]) -> None:
    """Write a new step; should the disk fail, it only cannot be taken back."""
    (folder / FILE).write_bytes(msgspec.msgpack.encode(Saved(step, dict(after))))


def restate(folder: Path, step: Step) -> None:
    """Say anew how a step stands, all or nothing; raises OSError."""
    atomic.write(folder / FILE, msgspec.msgpack.encode(Saved(step, needed(folder).after)))


def needed(folder: Path) -> Saved:
    """The step in a folder; raises OSError where it cannot be had."""
    if saved := load(folder):
        return saved
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder / FILE))


def load(folder: Path) -> Saved | None:
    """The step in a folder; None where its process died too early, or someone has put something else there.

    Raises OSError where the disk fails: an earlier step must not be taken for the latest.
    """
    with suppress(FileNotFoundError, NotADirectoryError, DamagedFileError, msgspec.MsgspecError):
        saved = msgspec.msgpack.decode(read_bytes(folder / FILE, FILE) or b"", type=Saved)
        if saved.step.id == folder.name and all(map(is_inside, saved.step.files)):
            return saved
    return None


def is_whole(folder: Path, saved: Saved) -> bool:
    """Whether every version is there that the step says it has kept."""
    images, step = Images(folder, saved.after), saved.step
    return all(
        images.has(number, which)
        for which, there in (("before", step.before), ("after", step.after))
        for number, was in enumerate(there)
        if was
    )
