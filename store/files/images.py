"""The versions of files that the journal keeps for each step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from kamtui.store.files.loader import read_bytes

_COPIED = 1_000_000
"""Bytes up to which a version is kept as a copy."""

_PACKED = "after.pack"


def keep_before(path: Path, image: Path) -> bool:
    """Keep the version of a file that is about to be replaced; whether there was one.

    A link is enough: once the new version has its name, only the image leads to the old one.
    """
    try:
        os.link(path, image, follow_symlinks=False)
    except FileNotFoundError:
        return False
    except OSError:  # where hard links are not to be had
        shutil.copy(path, image, follow_symlinks=False)
    return True


def _keep_after(path: Path, image: Path) -> None:
    """Keep the version of a large file that has just been written: linked, or copied where links are not to be had.

    Small ones are copied, since an editor that writes in place would change a linked image with the card.
    """
    try:
        os.link(path, image, follow_symlinks=False)
    except OSError:
        shutil.copy(path, image, follow_symlinks=False)


def keep_after(root: Path, files: Sequence[str], folder: Path, *, pack: bool) -> dict[int, bytes]:
    """Keep the large new versions in `folder`, and give the small ones by number, to be kept with the step.

    With `pack` those are kept in one file of their own, so that the step itself stays small.
    """
    packed = {}
    for number, name in enumerate(files):
        path = root / name
        with suppress(FileNotFoundError):  # taken away
            if path.stat().st_size > _COPIED:
                _keep_after(path, folder / f"{number}.after")
            else:
                packed[number] = path.read_bytes()
    if pack:
        (folder / _PACKED).write_bytes(msgspec.msgpack.encode(packed))
        return {}
    return packed


class Images:
    """The old and new versions that one step has kept."""

    def __init__(self, folder: Path, after: Mapping[int, bytes]) -> None:
        """Look into the step's `folder`; `after` is what the step itself holds."""
        self._folder = folder
        packed = folder / _PACKED
        self._packed = after
        if packed.exists():
            self._packed = msgspec.msgpack.decode(packed.read_bytes(), type=dict[int, bytes])

    def read(self, number: int, which: str, name: str) -> bytes | None:
        """The version "before" or "after" of the step's file of this number; None where there was no file."""
        if which == "after" and number in self._packed:
            return self._packed[number]
        return read_bytes(self._folder / f"{number}.{which}", name)
