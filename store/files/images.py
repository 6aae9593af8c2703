"""The versions of files that the journal keeps for each step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from kamtui.store.files.atomic import Draft
from kamtui.store.files.loader import read_bytes

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


def keep_after(drafts: Iterable[Draft | None], folder: Path) -> dict[int, bytes]:
    """Keep the large new versions that were just put in place in `folder`, and give the small ones by number."""
    small = {}
    for number, draft in enumerate(drafts):
        if draft and draft.data is None:
            _keep_after(draft.path, folder / f"{number}.after")
        elif draft and draft.data is not None:
            small[number] = draft.data
    return small


def pack(folder: Path, versions: Mapping[int, bytes]) -> None:
    """Keep many small new versions in one file, so that the step itself stays small."""
    (folder / _PACKED).write_bytes(msgspec.msgpack.encode(versions))


class Images:
    """The old and new versions that one step has kept."""

    def __init__(self, folder: Path, after: Mapping[int, bytes]) -> None:
        """Look into the step's `folder`; `after` is what the step itself holds."""
        self._folder = folder
        packed = folder / _PACKED
        self._packed = after
        if packed.exists():
            self._packed = msgspec.msgpack.decode(packed.read_bytes(), type=dict[int, bytes])

    def has(self, number: int, which: str) -> bool:
        """Whether the version "before" or "after" of the step's file of this number is there."""
        return (which == "after" and number in self._packed) or (self._folder / f"{number}.{which}").exists()

    def read(self, number: int, which: str, name: str) -> bytes | None:
        """The version "before" or "after" of the step's file of this number; None where there was no file."""
        if which == "after" and number in self._packed:
            return self._packed[number]
        return read_bytes(self._folder / f"{number}.{which}", name)
