"""The versions of files that the journal keeps for each step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
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
    """Keep the version of a file that has just been written.

    Cards are copied, since an editor that writes in place would change a linked image with the card. Large
    order files are linked, or copied where links are not to be had.
    """
    try:
        if path.stat(follow_symlinks=False).st_size > _COPIED:
            os.link(path, image, follow_symlinks=False)
        else:
            shutil.copy(path, image, follow_symlinks=False)
    except FileNotFoundError:
        return
    except OSError:
        shutil.copy(path, image, follow_symlinks=False)


def keep_after(root: Path, files: Sequence[str], folder: Path, *, pack: bool) -> None:
    """Keep the new versions in `folder`; with `pack` the small ones in one file, since making files costs most."""
    packed = {}
    for number, name in enumerate(files):
        path = root / name
        if not pack or not path.exists() or path.stat().st_size > _COPIED:
            _keep_after(path, folder / f"{number}.after")
        else:
            packed[number] = path.read_bytes()
    if packed:
        (folder / _PACKED).write_bytes(msgspec.msgpack.encode(packed))


class Images:
    """The old and new versions that one step has kept."""

    def __init__(self, folder: Path) -> None:
        """Look into the step's `folder`."""
        self._folder = folder
        packed = folder / _PACKED
        self._packed: dict[int, bytes] = (
            msgspec.msgpack.decode(packed.read_bytes(), type=dict[int, bytes]) if packed.exists() else {}
        )

    def read(self, number: int, which: str, name: str) -> bytes | None:
        """The version "before" or "after" of the step's file of this number; None where there was no file."""
        if which == "after" and number in self._packed:
            return self._packed[number]
        return read_bytes(self._folder / f"{number}.{which}", name)
