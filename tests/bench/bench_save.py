"""One field of one opportunity saved for good: in a card among two thousand, in plain TinyDB, in SQLite."""

from __future__ import annotations

import json
import sqlite3
import time
from itertools import count
from pathlib import Path

from bench.measure import Aim, Line, Side, interleave, place, timed
from bench.samples import flat_deals, workspace
from tinydb import TinyDB

from kamtui.store.records import Opportunity
from kamtui.store.workspace import Workspace

ACCOUNTS, DEALS, MANY = 2_000, 20_000, 200_000


def ours(root: Path) -> Side:
    """Save an amount, in another card each time; its event and its undo step are written as well.

    The deal is looked up before the clock starts: on a screen it is the one under the cursor.
    """
    opened = Workspace.open(root)
    ids = [deal.id for deal in opened.records(Opportunity).values()]
    numbers = count(1)

    def save() -> float:
        number = next(numbers)
        deal = opened.get(Opportunity, ids[number * 7919 % len(ids)])
        if deal is None:
            raise LookupError("the deal is gone")
        start = time.perf_counter()
        with opened.change("Correct the amount") as change:
            change.set(deal, amount=number)
        return (time.perf_counter() - start) * 1000

    return save


def tinydb(path: Path, records: int) -> Side:
    """Save an amount in one file of so many opportunities, with TinyDB as it comes."""
    table = TinyDB(path).table("opportunities")
    table.insert_multiple(flat_deals(records))
    numbers = count(1)
    return timed(lambda: table.update({"amount": next(numbers)}, doc_ids=[next(numbers) * 7919 % records + 1]))


def sqlite(path: Path, records: int) -> Side:
    """Save an amount in SQLite, in a row that holds the same document, with the same promise of durability."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE opportunities (id INTEGER PRIMARY KEY, document TEXT NOT NULL)")
    rows = ((number, json.dumps(deal)) for number, deal in enumerate(flat_deals(records)))
    database.execute("BEGIN")
    database.executemany("INSERT INTO opportunities VALUES (?, ?)", rows)
    database.execute("COMMIT")
    numbers = count(1)
    change = "UPDATE opportunities SET document = json_set(document, '$.amount', ?) WHERE id = ?"
    return timed(lambda: database.execute(change, (next(numbers), next(numbers) * 7919 % records)))


def main() -> None:
    """Measure and print."""
    folder, _ = place()
    size = workspace(folder / "ours", ACCOUNTS, DEALS)
    what = f"one field saved, card of {size / 1000:.0f} KB among {ACCOUNTS:,}"
    save = ours(folder / "ours")
    mine, plain, rows = interleave(40, save, tinydb(folder / "plain.json", DEALS), sqlite(folder / "rows.db", DEALS))
    Line(what, f"TinyDB, {DEALS:,} records", mine, plain, "ms", Aim("faster", 60)).show()
    Line(what, "SQLite, WAL, full sync", mine, rows, "ms", Aim("within", 5)).show()
    mine, plain = interleave(5, save, tinydb(folder / "many.json", MANY))
    Line(what, f"TinyDB, {MANY:,} records", mine, plain, "ms", Aim("faster", 600)).show()


if __name__ == "__main__":
    main()
