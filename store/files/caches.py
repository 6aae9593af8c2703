"""Caches: what can be computed again, kept with a checksum, and never believed when it is not whole."""

from __future__ import annotations

import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.loader import read_bytes

T = TypeVar("T")


def read(path: Path, kind: type[T]) -> T | None:
    """What was kept in `path`, None if that is missing, damaged, or of another shape.

    The checksum covers all of it, since packed parts are only unpacked later.
    """
    with suppress(OSError, DamagedFileError, msgspec.MsgspecError, RecursionError):
        data = memoryview(read_bytes(path, path.name) or b"")
        if zlib.crc32(data[4:]) == int.from_bytes(data[:4]):
            return msgspec.msgpack.decode(data[4:], type=kind)
    return None


def write(path: Path, value: Any) -> bool:
    """Keep `value`; whether that was possible. A folder that cannot be written only costs time."""
    data = msgspec.msgpack.encode(value)
    with suppress(OSError):
        atomic.make_folder(path.parent)
        draft = atomic.Draft(path, zlib.crc32(data).to_bytes(4) + data, durable=False)
        try:
            draft.replace()
        finally:
            draft.discard()
        return True
    return False
