"""What a disk holds after a power cut, worked out from the calls that a program has made.

The rules are those of POSIX, a little stricter than most file systems: bytes are there once their file was flushed;
a name in a folder comes, goes or moves for good once that folder was flushed, and a flushed file or folder has its
own name, as on ext4, xfs and btrfs. Everything else may be there or not, in any order; bytes may be there in part.
"""

from __future__ import annotations

import builtins
import io
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from torture.seam import GONE

_WATCHED = ("open", "write", "fsync", "sync", "replace", "link", "unlink", "rmdir", "mkdir")
_FOLDER = -1
"""Stands for a folder among the numbers of files."""


class Entry(NamedTuple):
    """One thing that happened to the disk."""

    kind: str
    """"names", "bytes", "flush", or "flush all"."""
    names: tuple[tuple[str, int | None], ...] = ()
    """What names lead to from now on, all at once or not at all: a file's number, a folder, or nothing."""
    file: int = 0
    data: bytes = b""
    path: str = ""


class Recorder:
    """Writes down what happens to the disk below `root` while it is entered."""

    def __init__(self, root: Path) -> None:
        """Number the files that are there."""
        self.root = str(root)
        self.log: list[Entry] = []
        self.names: dict[str, int] = {self.root: _FOLDER}
        self.contents: dict[int, bytes] = {}
        for path in sorted(root.rglob("*")):
            self.names[str(path)] = _FOLDER if path.is_dir() else self._new(path.read_bytes())
        self.first_names, self.first_contents = dict(self.names), dict(self.contents)
        self._unread: set[str] = set()
        self._real: dict[str, Callable[..., Any]] = {name: getattr(os, name) for name in _WATCHED}
        self._open, self._getpid = builtins.open, os.getpid

    def __enter__(self) -> Recorder:
        """Start to write down; nothing waits for the real disk meanwhile."""
        for name in _WATCHED:
            setattr(os, name, self._watched(name))
        builtins.open = io.open = self._open_file
        os.getpid = lambda: GONE
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._look()
        for name, real in self._real.items():
            setattr(os, name, real)
        builtins.open = io.open = self._open
        os.getpid = self._getpid

    def _watched(self, name: str) -> Callable[..., Any]:
        note: Callable[..., None] = getattr(self, f"_did_{name}")

        def call(*args: Any, **options: Any) -> Any:
            self._look()
            result = None if name in ("fsync", "sync") else self._real[name](*args, **options)
            note(result, *args, **options)
            return result

        return call

    def _open_file(self, file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
        """A file opened the usual way: what is written to it shows when it is looked at the next time."""
        self._look()
        opened = self._open(file, mode, *args, **options)
        if not isinstance(file, int) and set(mode) & set("wxa+"):
            self._created(str(file))
            self._unread.add(str(file))
        return opened

    def _did_open(self, _: int, path: Any, flags: int, *__: Any, dir_fd: int | None = None) -> None:
        if flags & os.O_CREAT:
            self._created(self._path(path, dir_fd))

    def _did_write(self, _: int, descriptor: int, __: Any) -> None:
        self._read(self._of(descriptor))

    def _did_fsync(self, _: None, descriptor: int) -> None:
        self.log.append(Entry("flush", path=self._of(descriptor)))

    def _did_sync(self, _: None) -> None:
        self.log.append(Entry("flush all"))

    def _did_replace(self, _: None, source: Any, target: Any) -> None:
        old, new = str(source), str(target)
        self._lead((old, None), (new, self.names[old]))

    def _did_link(self, _: None, source: Any, target: Any, **__: Any) -> None:
        self._lead((str(target), self.names[str(source)]))

    def _did_unlink(self, _: None, path: Any, *, dir_fd: int | None = None) -> None:
        self._lead((self._path(path, dir_fd), None))

    _did_rmdir = _did_unlink

    def _did_mkdir(self, _: None, path: Any, *__: Any, **___: Any) -> None:
        self._lead((str(path), _FOLDER))

    def _created(self, path: str) -> None:
        if path not in self.names and path.startswith(self.root):
            self._lead((path, self._new(b"")))

    def _lead(self, *names: tuple[str, int | None]) -> None:
        for path, number in names:
            if number is None:
                self.names.pop(path, None)
            else:
                self.names[path] = number
        self.log.append(Entry("names", names))

    def _new(self, data: bytes) -> int:
        self.contents[len(self.contents)] = data
        return len(self.contents) - 1

    def _look(self) -> None:
        for path in self._unread & self.names.keys():
            self._read(path)

    def _read(self, path: str) -> None:
        number = self.names.get(path)
        if number is None:
            return
        with self._open(path, "rb") as file:
            data = file.read()
        if data != self.contents[number]:
            self.contents[number] = data
            self.log.append(Entry("bytes", file=number, data=data))

    def _path(self, path: Any, folder: int | None) -> str:
        return str(path) if folder is None else f"{self._of(folder)}/{path}"

    def _of(self, descriptor: int) -> str:
        return os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115


class Disk:
    """What is certainly on the disk at some moment, and what may be."""

    def __init__(self, recorder: Recorder, moment: int) -> None:
        """Go through the first `moment` entries."""
        self._root = recorder.root
        self._now, self._data = dict(recorder.first_names), dict(recorder.first_contents)
        self._sure, self._flushed = dict(self._now), dict(self._data)
        self._open: list[Entry] = []
        for entry in recorder.log[:moment]:
            self._happens(entry)

    def after_power_cut(self, root: Path, dice: random.Random) -> str:
        """Make `root` what may be left, as the dice fall; what was lost, in words."""
        if dice.random() < 0.5:
            kept = self._open[: dice.randrange(len(self._open) + 1)]
        else:
            share = dice.random()
            kept = [entry for entry in self._open if dice.random() < share]
        names = dict(self._sure)
        for entry in kept:
            _follow(names, entry)
        lost = [path for entry in self._open if entry not in kept for path, _ in entry.names]
        for path, number in sorted(names.items()):
            if number == _FOLDER and Path(path).parent.is_dir():
                Path(path).mkdir(exist_ok=True)
        root.mkdir(exist_ok=True)
        for path, number in names.items():
            if number != _FOLDER and Path(path).parent.is_dir():
                Path(path).write_bytes(self._left(number, dice))
        return ", ".join(path.removeprefix(self._root) for path in lost)

    def _left(self, number: int, dice: random.Random) -> bytes:
        """What may be left of a file's bytes."""
        newest, flushed = self._data.get(number, b""), self._flushed.get(number, b"")
        if newest == flushed:
            return newest
        part = newest[: dice.randrange(len(newest) + 1)]
        return dice.choice((newest, flushed, part, bytes(len(newest)), part.ljust(len(newest), b"\0")))

    def _happens(self, entry: Entry) -> None:
        if entry.kind == "names":
            _follow(self._now, entry)
            self._open.append(entry)
        elif entry.kind == "bytes":
            self._data[entry.file] = entry.data
        elif entry.kind == "flush all":
            self._flushed |= self._data
            self._settle(lambda _: True)
        else:
            number = self._now.get(entry.path, _FOLDER)
            if number != _FOLDER:
                self._flushed[number] = self._data.get(number, b"")
            above = {entry.path, *map(str, Path(entry.path).parents)}
            inside = entry.path if number == _FOLDER else ""
            self._settle(lambda path: path in above or (inside != "" and str(Path(path).parent) == inside))

    def _settle(self, concerned: Callable[[str], bool]) -> None:
        """What happened to these names is there for good."""
        waiting = []
        for entry in self._open:
            if any(concerned(path) for path, _ in entry.names):
                _follow(self._sure, entry)
            else:
                waiting.append(entry)
        self._open = waiting


def _follow(names: dict[str, int], entry: Entry) -> None:
    for path, number in entry.names:
        if number is None:
            names.pop(path, None)
        else:
            names[path] = number
