"""Programs on a pseudo-terminal, timed by the bytes they write; no emulator takes time while the clock runs."""

from __future__ import annotations

import errno
import os
import select
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from ptyharness import ANSWERS, KEYS, Terminal

COLUMNS, ROWS = 120, 40
QUIET = 0.1
"""Seconds without output after which a key counts as answered."""
PAUSE = 0.03
"""Seconds without output that part the first answer from what is drawn later on purpose, such as a preview."""
PATIENCE = 30.0
"""Seconds to wait for the first byte."""

BLINK = 1_000
"""Bytes within a moment that are no more than a cursor that blinks or a clock that goes on."""


class Burst(NamedTuple):
    """What a program wrote in answer to one thing."""

    first: float
    """Milliseconds until the last byte before the first pause: what the person sees at once."""
    milliseconds: float
    """Until its last byte."""
    size: int


class Stopwatch(Terminal):
    """A terminal that keeps the bytes and the moment of the latest, and draws nothing."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        """Start the program; the clock starts before it."""
        self.begun = self.latest = time.perf_counter()
        super().__init__(command, COLUMNS, ROWS, env)

    def until(self, mark: bytes) -> float:
        """The milliseconds from the start until `mark` has come; raises TimeoutError if it does not."""
        while mark not in self.raw:
            if not select.select([self.fd], [], [], PATIENCE)[0] or not self._take():
                raise TimeoutError(f"{mark!r} did not come; the last bytes were {self.raw[-300:]!r}")
        return (self.latest - self.begun) * 1000

    def press(self, key: str, quiet: float = QUIET) -> Burst:
        """Press a key and wait until its answer is whole; raises TimeoutError if none comes."""
        before, start = len(self.raw), time.perf_counter()
        self.send(KEYS.get(key, key).encode())
        first, patience = None, PATIENCE
        while select.select([self.fd], [], [], patience)[0]:
            known, size = self.latest, len(self.raw)
            if not self._take():
                break
            if first is None and size > before and self.latest - known > PAUSE:
                first = known
            patience = quiet
        if len(self.raw) == before:
            raise TimeoutError(f"the key {key!r} changed nothing")
        answered = self.latest if first is None else first
        return Burst((answered - start) * 1000, (self.latest - start) * 1000, len(self.raw) - before)

    def settled(self, quiet: float = 1.0) -> float:
        """The milliseconds from the start until next to nothing is written for so many seconds: a cursor may blink.

        Raises TimeoutError if that does not come about.
        """
        rest, known, end = self.begun, 0, self.begun + PATIENCE
        while (now := time.perf_counter()) < rest + quiet or not known:
            if now > end:
                raise TimeoutError(f"no rest within {PATIENCE:.0f} s; the last bytes were {self.raw[-300:]!r}")
            if select.select([self.fd], [], [], quiet)[0] and not self._take():
                break
            if len(self.raw) - known > BLINK:
                rest, known = self.latest, len(self.raw)
        return (rest - self.begun) * 1000

    def read_for(self, seconds: float) -> None:
        """Take what comes for so many seconds, silence or not."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if select.select([self.fd], [], [], left)[0] and not self._take():
                return

    def peak_memory(self) -> float:
        """The most memory that the program has had so far, in MB; Linux only."""
        status = Path(f"/proc/{self.pid}/status").read_text("utf-8")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))

    def processor_time(self) -> float:
        """The seconds of processor time that the program has used; Linux only."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def __enter__(self) -> Self:
        """Use the terminal in a `with` block."""
        return self

    def _take(self) -> bool:
        try:
            data = os.read(self.fd, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            data = b""
        if data:
            self.latest = time.perf_counter()
        self.raw += data
        for query, answer in ANSWERS.items():
            if query in data:
                os.write(self.fd, answer)
        return bool(data)


def last_shown(command: Sequence[str], env: Mapping[str, str], mark: str, leave: str) -> bytes:
    """Which of the texts beginning with `mark` stands lowest on the program's first screen, up to its next blank.

    The program is left by the key `leave` afterwards, so that it can keep what it keeps at its end.
    """
    with Terminal(command, COLUMNS, ROWS, env) as terminal:
        terminal.wait_for(mark, PATIENCE)
        terminal.read(0.5)
        lines = [line for line in terminal.display if mark in line]
        terminal.send(KEYS.get(leave, leave).encode())
        terminal.wait(PATIENCE)
    return (mark + lines[-1].partition(mark)[2].split(" ")[0]).encode()
