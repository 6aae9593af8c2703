"""The review at 3,000 open deals: working it out, opening it, and walking from deal to deal."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from bench.measure import NO_AIM, Aim, Line, Side, interleave, place
from bench.samples import workspace
from bench.terminals import Stopwatch

from kamtui.store.review.facts import Facts
from kamtui.store.review.library import Library
from kamtui.store.workspace import Workspace

RIVALS = Path(__file__).with_name("rivals")
ACCOUNTS, DEALS = 2_000, 20_000
OPEN = DEALS * 3 // 20
ROUNDS, KEYS = 7, 60
PAINT = 150
"""Milliseconds in which the review should be painted."""


def today() -> dt.date:
    """The day here."""
    return dt.datetime.now().astimezone().date()


def worked_out(root: Path) -> Side:
    """Read the older snapshot, compare every deal with it, judge all of them."""
    opened = Workspace.open(root)
    opened.trail("")

    def once() -> float:
        start = time.perf_counter()
        base = Library(opened).latest(today() - dt.timedelta(days=1))
        facts = Facts(opened, today(), base=base)
        found = facts.diff, facts.forecast, facts.forecast_before, facts.judged
        if not all(found):
            raise LookupError("nothing was worked out")
        return (time.perf_counter() - start) * 1000

    once()
    return once


def compared(file: Path) -> Side:
    """Read a snapshot twice with the standard parser and compare its deals key by key, no more."""

    def once() -> float:
        start = time.perf_counter()
        older, newer = (json.loads(file.read_bytes())["deals"] for _ in range(2))
        changed = [key for key in older.keys() | newer.keys() if older.get(key) != newer.get(key)]
        if changed:
            raise LookupError("equal files differ")
        return (time.perf_counter() - start) * 1000

    return once


def opened(command: Sequence[str], env: Mapping[str, str], *, whole: bool) -> Side:
    """The milliseconds from the key `6` until the review is painted, or is whole, in a program at rest."""

    def once() -> float:
        with Stopwatch(command, env) as terminal:
            terminal.until(b"#")
            terminal.read(1.5)
            if not whole:
                start = time.perf_counter()
                terminal.send(b"6")
                terminal.until(b"1/7")
                return (time.perf_counter() - start) * 1000
            return terminal.press("6", 0.4).milliseconds

    return once


def started(command: Sequence[str], env: Mapping[str, str]) -> Side:
    """The milliseconds from exec until a bare app is there."""

    def once() -> float:
        with Stopwatch(command, env) as terminal:
            return terminal.until(b"ready")

    return once


def walked(command: Sequence[str], env: Mapping[str, str], mark: bytes, *keys: str) -> list[float]:
    """The milliseconds of each key down, after the keys that lead there."""
    with Stopwatch(command, env) as terminal:
        terminal.until(mark)
        terminal.read(1.5)
        for key in keys:
            terminal.press(key, 1.2)
        return [terminal.press("down", 0.05).milliseconds for _ in range(KEYS)]


def late(times: Sequence[float]) -> float:
    """The time within which 95 of 100 keys are answered."""
    return sorted(times)[len(times) * 95 // 100]


def main() -> None:
    """Measure and print."""
    folder, env = place()
    root = folder / "review"
    workspace(root, ACCOUNTS, DEALS, visits=5)
    first = Workspace.open(root)
    library = Library(first)
    week_ago = today() - dt.timedelta(days=7)
    library.write(msgspec.structs.replace(library.take(today(), "base"), taken=week_ago))
    first.close()
    file = root / "reviews" / "base.json"
    ours, plain = interleave(ROUNDS, worked_out(root), compared(file))
    what = f"review of {OPEN:,}: snapshot, changes, forecast, health"
    Line(what, "two snapshots compared as plain JSON", ours, plain, "ms", Aim("below", PAINT)).show()
    kamtui = [sys.executable, "-m", "kamtui", "--data", str(root)]
    bare = started([sys.executable, str(RIVALS / "bare.py")], env)
    painted, whole, plain = interleave(5, opened(kamtui, env, whole=False), opened(kamtui, env, whole=True), bare)
    what = f"the key that opens the review of {OPEN:,}"
    Line(f"{what}: painted", "start of a bare Textual app", painted, plain, "ms", Aim("below", PAINT)).show()
    Line(f"{what}: whole", "start of a bare Textual app", whole, plain, "ms", NO_AIM).show()
    table = [sys.executable, str(RIVALS / "data_table.py"), str(ACCOUNTS)]
    mine, theirs = walked(kamtui, env, b"#", "6"), walked(table, env, b"_0001")
    Line("walking deals in the review, 95 of 100 keys", "Textual DataTable", [late(mine)], [late(theirs)], "ms",
         Aim("below", 50)).show()  # fmt: skip
    Line("walking deals in the review, median", "Textual DataTable", mine, theirs, "ms", NO_AIM).show()


if __name__ == "__main__":
    main()
