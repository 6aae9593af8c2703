"""Order lines imported, against the same rows put into one file of plain TinyDB; each by a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from bench.measure import NO_AIM, Aim, Ended, Line, interleave, place, run
from bench.samples import order_csv

RIVALS = Path(__file__).with_name("rivals")
LINES = 100_000
RETAIL = Path(__file__).resolve().parents[3] / "shared" / "data" / "online_retail_uci" / "online_retail.csv.gz"
RETAIL_LINES = 541_909


def compare(name: str, lines: int, source: Path, folder: Path, env: Mapping[str, str], rounds: int) -> None:
    """Import `source` on both sides, each time into something new, and print rates and memory."""
    numbers = count()
    ended: dict[str, list[Ended]] = {"ours": [], "theirs": []}

    def ours() -> float:
        target = folder / f"{name}-{next(numbers)}"
        target.mkdir()
        return noted("ours", [sys.executable, "-m", "kamtui", "import", str(source), "--data", str(target)])

    def theirs() -> float:
        target = folder / f"{name}-{next(numbers)}.json"
        return noted("theirs", [sys.executable, str(RIVALS / "plain_import.py"), str(source), str(target)])

    def noted(side: str, command: list[str]) -> float:
        ended[side].append(run(command, env))
        return lines / ended[side][-1].seconds

    mine, plain = interleave(rounds, ours, theirs)
    memory = {side: [each.megabytes for each in those[1:]] for side, those in ended.items()}
    what = f"import of {lines:,} order lines, {name}"
    Line(what, "TinyDB insert_multiple", mine, plain, "rows/s", Aim("faster", 1)).show()
    Line(f"{what}: peak memory", "TinyDB insert_multiple", memory["ours"], memory["theirs"], "MB", NO_AIM).show()


def main() -> None:
    """Measure and print."""
    folder, env = place()
    source = folder / "orders.csv"
    order_csv(source, LINES)
    compare("made up", LINES, source, folder, env, 3)
    if RETAIL.is_file():
        compare("online retail", RETAIL_LINES, RETAIL, folder, env, 1)


if __name__ == "__main__":
    main()
