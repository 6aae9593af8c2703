"""Stands between the store and the operating system: counts calls, and makes one of them fail, fall short or kill.

A killed process makes no further call. The test lives on in the same process, so a kill is an exception that no
code of the store catches, after which every call raises it again, and the process goes by a number that no
process has.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

OS_CALLS = (
    "open", "write", "pwrite", "fsync", "sync", "replace", "link", "unlink", "rmdir", "mkdir", "fchmod", "chmod",
    "fchown", "stat", "lstat", "scandir", "listdir",
)  # fmt: skip
"""The calls of the operating system that the store makes, and that can fail."""

NO_WAITING: dict[str, Callable[..., None]] = {"fsync": lambda _: None, "sync": lambda: None}
"""What waits for the disk, and what to put in its place where that shows nothing."""

GONE = 4_999_999
"""The number of a process that cannot be: Linux gives none above 4,194,304."""
CLEANING = ("unlink", "rmdir")
"""What also works on a full or broken disk, and with rights withdrawn from files but not from their folder."""


class KilledError(BaseException):
    """The process is gone."""


class Fault(NamedTuple):
    """What happens to a call."""

    kind: str
    """"kill", "short", or the name of an error: "EIO", "ENOSPC", "EACCES"."""
    for_ever: bool
    """Whether every call after it fails too."""


FAULTS = (
    Fault("kill", True),
    *(Fault(kind, for_ever) for for_ever in (False, True) for kind in ("EIO", "ENOSPC", "EACCES", "short")),
)


class Seam:
    """Replaces the calls while it is entered."""

    def __init__(self, at: int = 0, fault: Fault | None = None) -> None:
        """Let `fault` happen to the call of the number `at`, counted from 1."""
        self.at, self.fault = at, fault
        self.names: list[str] = []
        """The calls so far."""
        self._real = {name: getattr(os, name) for name in OS_CALLS}
        self._open, self._flock, self._getpid = builtins.open, fcntl.flock, os.getpid

    def __enter__(self) -> Seam:
        """Step in."""
        for name, real in self._real.items():
            setattr(os, name, self._watched(name, real))
        builtins.open = io.open = self._watched("open", self._open)
        fcntl.flock = self._watched("flock", self._flock)
        if self.fault and self.fault.kind == "kill":
            os.getpid = lambda: GONE
        return self

    def __exit__(self, *_: object) -> None:
        """Step out."""
        for name, real in self._real.items():
            setattr(os, name, real)
        builtins.open = io.open = self._open
        fcntl.flock = self._flock
        os.getpid = self._getpid
        if self.fault and self.fault.kind == "kill":
            self._free_locks()

    def _free_locks(self) -> None:
        """Give back the locks that the killed process held, as the kernel does."""
        for number in os.listdir("/proc/self/fd"):  # noqa: PTH208
            with suppress(OSError):
                if os.readlink(f"/proc/self/fd/{number}").endswith((".lock", ".tmp")):  # noqa: PTH115
                    fcntl.flock(int(number), fcntl.LOCK_UN)

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self.names.append(name)
            number = len(self.names)
            if self.fault and (number == self.at or (self.fault.for_ever and number > self.at)):
                return self._fail(name, lambda *given: real(*given, **options), args, number == self.at)
            return real(*args, **options)

        return call

    def _fail(self, name: str, real: Callable[..., Any], args: tuple[Any, ...], first: bool) -> Any:
        assert self.fault
        if self.fault.kind == "short":
            return real(args[0], bytes(args[1])[:7]) if name == "write" else real(*args)
        if self.fault.kind == "kill":
            if first and name == "write":
                real(args[0], bytes(args[1])[: len(args[1]) // 2])
            raise KilledError(name)
        if self.fault.for_ever and name in CLEANING:
            return real(*args)
        number = getattr(errno, self.fault.kind)
        raise OSError(number, os.strerror(number), str(args[0]) if args else None)
