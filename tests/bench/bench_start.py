"""From exec to the last row of the first account list, on a terminal of 120 × 40."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.measure import Aim, Line, Side, interleave, place
from bench.samples import workspace
from bench.terminals import Stopwatch, last_shown

RIVALS = Path(__file__).with_name("rivals")
SIZES = ((85, 8_800), (2_000, 20_000))
BARE = [sys.executable, str(RIVALS / "bare.py")]
OTHERS = {"posting": (), "harlequin": (), "ktui": ("kanban-tui",)}
"""Programs of others, with the names they also go by; each is measured where it is on PATH or in $BENCH_RIVALS."""
KAMTUI = str(Path(sys.executable).with_name("kamtui"))
"""The command as people start it."""
MARK = "#"
"""Stands before the number in every account's name."""


def starts(command: Sequence[str], env: Mapping[str, str], mark: bytes) -> Side:
    """The milliseconds until `mark` is written; then the program is ended by force and writes no cache."""

    def once() -> float:
        with Stopwatch(command, env) as terminal:
            return terminal.until(mark)

    return once


def cold(root: Path, warm: Side) -> Side:
    """The same without the index that an earlier end has kept."""

    def once() -> float:
        shutil.rmtree(root / ".kamtui" / "cache")
        return warm()

    return once


def memory(command: Sequence[str], env: Mapping[str, str], mark: bytes) -> Side:
    """The peak memory of a program that has shown `mark` and come to rest."""

    def once() -> float:
        with Stopwatch(command, env) as terminal:
            terminal.until(mark)
            terminal.read(0.5)
            return terminal.peak_memory()

    return once


def rests(command: Sequence[str], env: Mapping[str, str]) -> Side:
    """The milliseconds until a program has come to rest: no text has to be known for that."""

    def once() -> float:
        with Stopwatch(command, env) as terminal:
            return terminal.settled()

    return once


def _found(name: str) -> str | None:
    """The command of this name: on PATH, or in the folders that $BENCH_RIVALS names as PATH does."""
    return shutil.which(name) or shutil.which(name, path=os.environ.get("BENCH_RIVALS", os.devnull))


def against_others(root: Path, env: Mapping[str, str]) -> None:
    """Compare with programs that people know, each with what it shows when nothing is asked of it."""
    ours = rests([KAMTUI, "--data", str(root)], env)
    for name, others in OTHERS.items():
        program = next((found for each in (name, *others) if (found := _found(each))), None)
        if program is None:
            print(f"exec to rest against {name}: not installed, left out", flush=True)
            continue
        try:
            mine, theirs = interleave(3, ours, rests([program], env))
        except TimeoutError as error:
            print(f"exec to rest against {name}: {error}", flush=True)
            continue
        Line("exec to rest, 85 accounts", f"{name} (other content)", mine, theirs, "ms").show()


def main() -> None:
    """Measure and print."""
    folder, env = place()
    bare = starts(BARE, env, b"ready")
    for accounts, deals in SIZES:
        root = folder / str(accounts)
        workspace(root, accounts, deals)
        command = [KAMTUI, "--data", str(root)]
        ours = starts(command, env, last_shown(command, env, MARK, "q"))
        mine, theirs = interleave(11, ours, bare)
        what = f"exec to the full list of {accounts:,} accounts"
        Line(what, "bare Textual app", mine, theirs, "ms", Aim("within", 1.3)).show()
        heaviest, light = interleave(3, memory(command, env, b"#"), memory(BARE, env, b"ready"))
        Line(f"{what}: peak memory", "bare Textual app", heaviest, light, "MB", Aim("within", 1.5)).show()
        without, theirs = interleave(2, cold(root, ours), bare)
        Line(f"{what}, no cache yet", "bare Textual app", without, theirs, "ms", Aim("none")).show()
    against_others(folder / str(SIZES[0][0]), env)


if __name__ == "__main__":
    main()
