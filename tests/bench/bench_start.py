"""From exec to the last row of the first account list, on a terminal of 120 × 40."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.measure import Aim, Line, Side, interleave, place
from bench.samples import workspace
from bench.terminals import Stopwatch, last_shown

RIVALS = Path(__file__).with_name("rivals")
SIZES = ((85, 8_800), (2_000, 20_000))
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


def main() -> None:
    """Measure and print."""
    folder, env = place()
    bare = starts([sys.executable, str(RIVALS / "bare.py")], env, b"ready")
    for accounts, deals in SIZES:
        root = folder / str(accounts)
        workspace(root, accounts, deals)
        command = [sys.executable, "-m", "kamtui", "--data", str(root)]
        ours = starts(command, env, last_shown(command, env, MARK, "q"))
        mine, theirs = interleave(11, ours, bare)
        what = f"exec to the full list of {accounts:,} accounts"
        Line(what, "bare Textual app", mine, theirs, "ms", Aim("within", 1.5)).show()
        without, theirs = interleave(2, cold(root, ours), bare)
        Line(f"{what}, no cache yet", "bare Textual app", without, theirs, "ms", Aim("none")).show()


if __name__ == "__main__":
    main()
