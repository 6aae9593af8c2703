"""How much is tried, with which dice, and what came of it.

`make test` tries each family of faults once, with the same dice every time. `make torture` runs the same tests in
rounds with other dice and more cases, and shows what each family has tried.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROUND = int(os.environ.get("KAMTUI_TORTURE_ROUND", "0"))
"""0 in `make test`; `make torture` counts from 1."""
FIGURES = os.environ.get("KAMTUI_TORTURE_FIGURES", "")
"""The file to which each family adds what it has tried; none in `make test`."""
MORE = 4
"""How many times as many cases a round of `make torture` tries."""


def cases(number: int) -> int:
    """How many cases to try where `make test` tries `number`."""
    return number * MORE if ROUND else number


def dice(*what: object) -> random.Random:
    """Dice that fall the same way for the same round and the same words."""
    return random.Random(" ".join(map(str, (ROUND, *what))))


class Count:
    """How many cases a family has tried so far."""

    def __init__(self) -> None:
        """Start at none."""
        self.cases = 0


@contextmanager
def family(name: str) -> Iterator[Count]:
    """Count the cases of a family of faults, and tell `make torture` how many there were and whether one failed."""
    count, began, kept = Count(), time.perf_counter(), False
    try:
        yield count
        kept = True
    finally:
        if FIGURES:
            line = {"family": name, "cases": count.cases, "kept": kept, "seconds": time.perf_counter() - began}
            with Path(FIGURES).open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
