"""Measuring two sides in one run, and the table of ratios that comes of it."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

Side = Callable[[], float]
"""Does the work once and says what it took."""

RATES = ("rows/s", "writes/s")
WIDTHS = (64, 13, 37, 12, 12, 8, 4, 6)
HEADS = ("what", "kamtui", "rival", "ratio", "at best", "aim", "met", "rounds")


class Aim(NamedTuple):
    """What is hoped for; a missed aim is shown, never an error."""

    kind: Literal["faster", "within", "below", "above", "none"]
    """`faster`: so many times better than the rival. `within`: at most so many times the rival.
    `below` and `above`: our own value, in the line's unit."""
    bound: float = 0.0

    def __str__(self) -> str:
        """Spell the aim for the table."""
        signs = {
            "faster": f"≥ {self.bound:g}x",
            "within": f"≤ {self.bound:g}x",
            "below": f"< {self.bound:g}",
            "above": f"≥ {self.bound:g}",
        }
        return signs.get(self.kind, "–")


NO_AIM = Aim("none")


class Line(NamedTuple):
    """One line of the table: two samples in the same unit, of which a rate is the better the bigger it is."""

    what: str
    rival: str
    ours: Sequence[float]
    theirs: Sequence[float]
    unit: str
    aim: Aim = NO_AIM

    def better(self, of: Callable[[Sequence[float]], float]) -> float:
        """How many times better than the rival we are, by this average."""
        ours, theirs = of(self.ours), of(self.theirs)
        return ours / theirs if self.unit in RATES else theirs / ours

    def ratio(self, of: Callable[[Sequence[float]], float]) -> str:
        """The same in words; as a multiple of the rival where that is asked for, or where we are worse."""
        better = self.better(of)
        multiple = self.aim.kind in ("within", "below", "above") or (self.aim.kind == "none" and better < 1)
        return f"{shown(1 / better, 'x')} of it" if multiple else f"{shown(better, 'x')} better"

    @property
    def met(self) -> str:
        """Whether the medians reach the aim."""
        if self.aim.kind == "none":
            return ""
        if self.aim.kind == "above":
            return "yes" if statistics.median(self.ours) >= self.aim.bound else "NO"
        if self.aim.kind == "below":
            return "yes" if statistics.median(self.ours) < self.aim.bound else "NO"
        better = self.better(statistics.median)
        met = better >= self.aim.bound if self.aim.kind == "faster" else 1 / better <= self.aim.bound
        return "yes" if met else "NO"

    def show(self) -> None:
        """Print the line."""
        best = max if self.unit in RATES else min
        show_cells(
            self.what,
            shown(statistics.median(self.ours), self.unit),
            f"{shown(statistics.median(self.theirs), self.unit)}  {self.rival}",
            self.ratio(statistics.median),
            self.ratio(best),
            str(self.aim) + (f" {self.unit}" if self.aim.kind in ("below", "above") else ""),
            self.met,
            f"{len(self.ours)}",
        )


def show_cells(*cells: str) -> None:
    """Print one line of the table."""
    print("  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip(), flush=True)


def shown(value: float, unit: str) -> str:
    """A measured value with three digits that count."""
    return (f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}").replace(" x", "x")


def interleave(rounds: int, *sides: Side) -> list[list[float]]:
    """What each side took in each round, after one round that does not count; every round begins with another side."""
    for side in sides:
        side()
    taken: list[list[float]] = [[] for _ in sides]
    for turn in range(rounds):
        for place in range(len(sides)):
            number = (turn + place) % len(sides)
            taken[number].append(sides[number]())
    return taken


def timed(work: Callable[[], object]) -> Side:
    """The milliseconds that `work` takes."""

    def once() -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1000

    return once


class Ended(NamedTuple):
    """What a program took from its start to its end."""

    seconds: float
    megabytes: float
    """Its peak memory."""


def run(command: Sequence[str], env: Mapping[str, str], fine: Sequence[int] = (0, 1)) -> Ended:
    """Run a program whose output nobody reads, until it ends with a code that is fine: kamtui's 1 means "findings".

    Raises RuntimeError with what it said on stderr for any other.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said, env=dict(env)
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in fine:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said.read().decode()}")
    return Ended(seconds, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def place() -> tuple[Path, dict[str, str]]:
    """The folder that the bench was given to work in, and an environment whose home lies in it."""
    folder = Path(tempfile.mkdtemp(dir=sys.argv[1]))
    home = folder / "home"
    home.mkdir()
    return folder, {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "KAMTUI_LANG": "en"}


def new_file(folder: Path) -> str:
    """What making an empty file costs in `folder`: ext4 needs twenty times longer where many were just removed."""
    target = Path(tempfile.mkdtemp(dir=folder))
    taken = [timed((target / str(number)).touch)() for number in range(100)]
    return shown(statistics.median(taken), "ms")


def load() -> str:
    """How busy the machine is."""
    return " ".join(f"{average:.2f}" for average in os.getloadavg())


def machine() -> str:
    """The processor, its cores and the Python."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
