"""Locks between processes: flock on side files, because a rename changes the data file's own inode.

The kernel frees a lock when its holder dies, so none can be left behind. A file's name picks one of a fixed
number of stripes; several are always taken in order, so that two writers cannot wait for each other.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import socket
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

from kamtui.store.files.atomic import make_folder

STRIPES = 64
WAIT = 2.0
"""Seconds that a writer waits for another one."""


class LockedError(Exception):
    """Someone else is writing; `holder` says who, as far as is known."""

    def __init__(self, holder: str) -> None:
        """Remember who holds the lock."""
        super().__init__(holder)
        self.holder = holder


class Locks:
    """The lock files of one folder."""

    def __init__(self, folder: Path) -> None:
        """Use `folder` (`.kamtui/locks`) for the side files; it is made when it is first needed."""
        self.folder = folder
        self._held: set[int] = set()

    @contextmanager
    def exclusive(self, names: Iterable[str], wait: float = WAIT) -> Iterator[None]:
        """Hold the locks of these files, also of some held already; raises LockedError after `wait` seconds."""
        with self._hold({zlib.crc32(name.encode()) % STRIPES for name in names}, wait):
            yield

    @contextmanager
    def everything(self, wait: float = WAIT) -> Iterator[None]:
        """Hold the locks of all files, as git needs while it takes or replaces many; raises LockedError."""
        with self._hold(set(range(STRIPES)), wait):
            yield

    @contextmanager
    def _hold(self, wanted: set[int], wait: float) -> Iterator[None]:
        make_folder(self.folder)
        stripes = wanted - self._held
        until = time.monotonic() + wait
        with ExitStack() as held:
            for stripe in sorted(stripes):
                held.enter_context(lock(self.folder / f"{stripe:02}.lock", until - time.monotonic()))
            self._held |= stripes
            try:
                yield
            finally:
                self._held -= stripes


@contextmanager
def lock(path: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock that is the file `path`; raises LockedError after `wait` seconds."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o660)
    try:
        with suppress(PermissionError):  # not ours: its owner has done this
            os.fchmod(descriptor, 0o660)  # whatever the umask: a colleague of the folder's group locks it too
        _acquire(descriptor, wait)
        os.pwrite(descriptor, f"{_me()}\n".ljust(80).encode()[:80], 0)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, wait: float) -> None:
    until = time.monotonic() + wait
    pause = 0.0005
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= until:
                raise LockedError(os.pread(descriptor, 80, 0).decode(errors="replace").strip()) from None
        time.sleep(pause)
        pause = min(pause * 2, 0.02)


def _me() -> str:
    return f"{user()} (pid {os.getpid()}, {socket.gethostname()})"


def user() -> str:
    """The name under which this process writes: the login name."""
    return _login(os.getuid())


@cache
def _login(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:  # a container may run under a number without a name
        return str(number)
