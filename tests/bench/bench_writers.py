"""Eight processes that write at once, into one card and into two hundred; SQLite beside it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from bench.measure import Aim, Line, Side, interleave, place
from bench.samples import flat_deals, workspace

PROCESSES, ACCOUNTS, WRITES = 8, 200, 50


def rate(which: str, path: Path, cards: int) -> Side:
    """The durable writes a second of all processes together."""

    def once() -> float:
        said = [which, str(path)]
        command = [sys.executable, "-m", "bench.writer", *said]
        started = [
            subprocess.Popen(
                [*command, str(number), str(cards), str(WRITES)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
            for number in range(PROCESSES)
        ]  # fmt: skip
        for process in started:
            if not (process.stdout and process.stdout.readline() == "ready\n"):
                raise RuntimeError("a writer did not start")
        start = time.perf_counter()
        for process in started:
            if process.stdin:
                process.stdin.write("go\n")
                process.stdin.flush()
        for process in started:
            if not (process.stdout and process.stdout.readline() == "done\n"):
                raise RuntimeError("a writer gave up")
        taken = time.perf_counter() - start
        for process in started:
            process.communicate()
        return PROCESSES * WRITES / taken

    return once


def rows(path: Path) -> Path:
    """A table of so many opportunities in SQLite."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE opportunities (id INTEGER PRIMARY KEY, document TEXT NOT NULL)")
    deals = ((number, json.dumps(deal)) for number, deal in enumerate(flat_deals(ACCOUNTS * 10)))
    database.execute("BEGIN")
    database.executemany("INSERT INTO opportunities VALUES (?, ?)", deals)
    database.execute("COMMIT")
    database.close()
    return path


def main() -> None:
    """Measure and print."""
    folder, _ = place()
    workspace(folder / "ours", ACCOUNTS, ACCOUNTS * 10)
    table = rows(folder / "rows.db")
    for cards, what, aim in ((1, "one card", 300), (ACCOUNTS, f"{ACCOUNTS} cards", 1_000)):
        ours, theirs = interleave(5, rate("kamtui", folder / "ours", cards), rate("sqlite", table, cards))
        Line(f"{PROCESSES} processes writing into {what}", "SQLite, WAL, full sync", ours, theirs, "writes/s",
             Aim("above", aim)).show()  # fmt: skip


if __name__ == "__main__":
    main()
