"""Locks between processes: flock on side files, because a rename changes the data file's own inode.

The kernel frees a lock when its holder dies, so none can be left behind. A file's name picks one of a fixed
number of stripes; several are always taken in order, so that two writers cannot wait for each other. Two
threads of one process keep each other out as two processes do.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import pwd
import socket
import stat
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

from kamtui.store.files.atomic import make_folder
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

STRIPES = 64
WAIT = 2.0
"""Seconds that a writer waits for another one."""
_NOTE = 240
"""Bytes of what a holder writes into the lock file: name, process, computer and since when, a tab between them."""


class LockedError(Exception):
    """Someone else is writing; `holder` says who, where and since when, "" where that is not known."""

    def __init__(self, holder: str) -> None:
        """Remember who holds the lock."""
        super().__init__(holder)
        self.holder = holder


class _Held(threading.local):
    """The stripes that the thread which asks holds; another thread of the process has to wait for them."""

    def __init__(self) -> None:
        self.stripes: set[int] = set()


class Locks:
    """The lock files of one folder."""

    def __init__(self, folder: Path) -> None:
        """Use `folder` (`.kamtui/locks`) for the side files; it is made when it is first needed."""
        self.folder = folder
        self._held = _Held()

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
        stripes = wanted - self._held.stripes
        until = time.monotonic() + wait
        with ExitStack() as held:
            for stripe in sorted(stripes):
                held.enter_context(lock(self.folder / f"{stripe:02}.lock", until - time.monotonic()))
            self._held.stripes |= stripes
            try:
                yield
            finally:
                self._held.stripes -= stripes


@contextmanager
def lock(path: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock that is the file `path`; raises LockedError after `wait` seconds."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        if not os.fstat(descriptor).st_size and path.parent.stat().st_mode & stat.S_ISGID:
            with suppress(PermissionError):  # not ours: its owner does this
                os.fchmod(descriptor, 0o660)  # whatever the umask: a colleague of the folder's group locks it too
        _acquire(descriptor, wait)
        os.pwrite(descriptor, _me(), 0)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, wait: float) -> None:
    """Take the lock, within `wait` seconds if another holds it.

    Asking for it again and again would starve behind someone who writes all the time. A thread therefore waits where
    the kernel wakes it, on a descriptor of its own: if it is too late, the lock goes back when both are closed.
    """
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return
    except BlockingIOError:
        pass
    failed: list[OSError] = []
    ended = threading.Event()
    own = os.dup(descriptor)

    def block() -> None:
        try:
            fcntl.flock(own, fcntl.LOCK_EX)
        except OSError as error:
            failed.append(error)
        finally:
            os.close(own)
            ended.set()

    threading.Thread(target=block, daemon=True).start()
    if not ended.wait(max(0.0, wait)):
        raise LockedError(_told(os.pread(descriptor, _NOTE, 0)))
    if failed:
        raise failed[0]


def _me() -> bytes:
    """What the holder writes into its lock file."""
    note = f"{user()}\t{os.getpid()}\t{_host()}\t{int(time.time())}\t"
    return note.encode("utf-8", "replace").ljust(_NOTE)[:_NOTE]


def _told(note: bytes) -> str:
    """What a lock file says of its holder, as people read it."""
    name, *rest = (clean(part.strip(), 80) for part in note.decode(errors="replace").split("\t"))
    if len(rest) < 3 or not rest[2].isdecimal():
        return name
    since = dt.datetime.fromtimestamp(int(rest[2]), dt.UTC).astimezone()
    return word("locks.holder", name=name, process=rest[0], host=rest[1], since=f"{since:%H:%M:%S}")


def user() -> str:
    """The name under which this process writes: the login name."""
    return _login(os.getuid())


@cache
def _host() -> str:
    return socket.gethostname()


@cache
def _login(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:  # a container may run under a number without a name
        return str(number)
