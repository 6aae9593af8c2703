"""One of several processes that write at once: waits for a line on stdin, writes, and says that it is done.

Usage: python -m bench.writer kamtui|sqlite PATH NUMBER CARDS WRITES
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

from kamtui.store.records import Account, Opportunity
from kamtui.store.workspace import Workspace


def kamtui(root: Path, number: int, cards: int) -> Callable[[int], None]:
    """Change an amount of this process's own deal in one of so many cards; event and undo step are written as well."""
    opened = Workspace.open(root)
    accounts = sorted(opened.records(Account))[:cards]
    deals = [opened.of_account(Opportunity, account)[number].id for account in accounts]

    def write(turn: int) -> None:
        deal = opened.get(Opportunity, deals[(turn * 8 + number) % cards])
        if deal is None:
            raise LookupError("the deal is gone")
        with opened.change("Correct the amount") as change:
            change.set(deal, amount=(deal.amount or 0) + 1)

    return write


def sqlite(path: Path, number: int, cards: int) -> Callable[[int], None]:
    """Change an amount in this process's own row, with the same promise of durability."""
    database = sqlite3.connect(path, isolation_level=None, timeout=30)
    database.execute("PRAGMA synchronous=FULL")
    change = "UPDATE opportunities SET document = json_set(document, '$.amount', ?) WHERE id = ?"

    def write(turn: int) -> None:
        database.execute(change, (turn, (turn * 8 + number) % cards * 10 + number))

    return write


def main() -> None:
    """Get ready, wait, write."""
    which, path, number, cards, writes = sys.argv[1:]
    write = {"kamtui": kamtui, "sqlite": sqlite}[which](Path(path), int(number), int(cards))
    print("ready", flush=True)
    sys.stdin.readline()
    for turn in range(int(writes)):
        write(turn)
    print("done", flush=True)


if __name__ == "__main__":
    main()
