"""Caches: what can be computed again, kept with a checksum, and never believed when it is not whole."""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.loader import open_file, read_bytes

T = TypeVar("T")

_SIZE = 4
"""Bytes of a checksum, and of a length."""


def read(path: Path, kind: type[T]) -> T | None:
    """What was kept in `path`, None if that is missing, damaged, or of another shape.

    The checksum covers all of it, since packed parts are only unpacked later.
    """
    with suppress(OSError, DamagedFileError, msgspec.MsgspecError, RecursionError):
        data = memoryview(read_bytes(path, path.name) or b"")
        if zlib.crc32(data[_SIZE:]) == int.from_bytes(data[:_SIZE]):
            return msgspec.msgpack.decode(data[_SIZE:], type=kind)
    return None


def write(path: Path, value: Any) -> bool:
    """Keep `value`; whether that was possible. A folder that cannot be written only costs time."""
    data = msgspec.msgpack.encode(value)
    return _write(path, zlib.crc32(data).to_bytes(_SIZE) + data)


class Parted(Generic[T]):
    """A cache of a head that is needed at once, and of parts that are read when someone asks for them.

    The file is opened anew for each part, and has to be the same one: whoever has replaced it meanwhile has taken
    the parts away.
    """

    def __init__(self, path: Path, descriptor: int, head: type[T]) -> None:
        """Use `read_parted`."""
        self._path, self._version = path, _version(descriptor)
        checksum, size = (int.from_bytes(os.pread(descriptor, _SIZE, at)) for at in (0, _SIZE))
        data = os.pread(descriptor, min(size, os.fstat(descriptor).st_size), 2 * _SIZE)
        if zlib.crc32(data) != checksum:
            raise msgspec.DecodeError
        self._first = 2 * _SIZE + size
        self._places, packed = msgspec.msgpack.decode(data, type=tuple[dict[str, tuple[int, int, int]], msgspec.Raw])
        self.head = msgspec.msgpack.decode(packed, type=head)

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._places

    def part(self, name: str, kind: type[Any]) -> Any:
        """A part; None where it is damaged or cannot be read any more. Raises KeyError where there is none."""
        start, size, checksum = self._places[name]
        with suppress(OSError, DamagedFileError, msgspec.MsgspecError, RecursionError):
            data = self._bytes(self._first + start, size)
            if zlib.crc32(data) == checksum:
                return msgspec.msgpack.decode(data, type=kind)
        return None

    def _bytes(self, start: int, size: int) -> bytes:
        """Bytes of the file, none where it is another one now."""
        descriptor = open_file(self._path, self._path.name)
        if descriptor is None:
            return b""
        try:
            return os.pread(descriptor, size, start) if _version(descriptor) == self._version else b""
        finally:
            os.close(descriptor)


def read_parted(path: Path, kind: type[T]) -> Parted[T] | None:
    """What `write_parted` has kept in `path`, None if its head is missing, damaged, or of another shape."""
    with suppress(OSError, DamagedFileError, msgspec.MsgspecError, RecursionError):
        descriptor = open_file(path, path.name)
        if descriptor is not None:
            try:
                return Parted(path, descriptor, kind)
            finally:
                os.close(descriptor)
    return None


def write_parted(path: Path, head: Any, parts: Mapping[str, Any]) -> bool:
    """Keep a head and parts of it; whether that was possible."""
    places: dict[str, tuple[int, int, int]] = {}
    packed: list[bytes] = []
    place = 0
    for name, part in parts.items():
        packed.append(msgspec.msgpack.encode(part))
        places[name] = (place, len(packed[-1]), zlib.crc32(packed[-1]))
        place += len(packed[-1])
    data = msgspec.msgpack.encode((places, msgspec.Raw(msgspec.msgpack.encode(head))))
    return _write(path, b"".join((zlib.crc32(data).to_bytes(_SIZE), len(data).to_bytes(_SIZE), data, *packed)))


def _version(descriptor: int) -> tuple[int, int, int]:
    """What tells this version of a file from every other: inode, time, size."""
    status = os.fstat(descriptor)
    return status.st_ino, status.st_mtime_ns, status.st_size


def _write(path: Path, data: bytes) -> bool:
    with suppress(OSError):
        atomic.make_folder(path.parent)
        draft = atomic.Draft(path, data, durable=False)
        try:
            draft.replace()
        finally:
            draft.discard()
        return True
    return False
