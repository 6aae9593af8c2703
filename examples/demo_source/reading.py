"""The tables' small language: rows, days, histories, ids."""

from __future__ import annotations

import csv
import datetime as dt
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from kamtui.store.files.ids import derived_id
from kamtui.store.text.amounts import parse, to_minor

TODAY = dt.date(2026, 11, 23)
"""The day on which the demo is told; a copy is moved to the day on which it is made."""

Row = dict[str, str]


class Dated(NamedTuple):
    """One value of a field's history, and the day since when it held."""

    value: Any
    day: dt.date


def rows(table: str) -> list[Row]:
    """The rows of `table`.csv."""
    with (Path(__file__).parent / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def on(offset: int | str) -> dt.date:
    """The day `offset` days from the demo's today."""
    return TODAY + dt.timedelta(days=int(offset))


def on_or_none(offset: str) -> dt.date | None:
    """The same for a cell that may be empty."""
    return on(offset) if offset else None


def history(cell: str) -> list[Dated]:
    """The values that a cell such as "need@-90 design@-30" holds, the oldest first."""
    parts = (part.rpartition("@") for part in cell.split())
    return [Dated(value, on(day)) for value, _, day in parts]


def value_or_history(cell: str, since: dt.date) -> list[Dated]:
    """The same for a cell that may hold a plain value, which then held since `since`."""
    return history(cell) if "@" in cell else [Dated(cell, since)]


def money(cell: str, currency: str) -> int | None:
    """The amount in the smallest unit of its currency."""
    return to_minor(parse(cell), currency or "CNY") if cell else None


def whole(cell: str) -> int | None:
    """A whole number, or None for an empty cell."""
    return int(cell) if cell else None


def ident(table: str, *keys: str, day: dt.date = TODAY) -> str:
    """The id that the record with these keys always has."""
    return derived_id("demo", table, *keys, day=day)


def at(day: dt.date, *keys: str) -> dt.datetime:
    """A moment of that day within Chinese office hours, always the same for the same keys."""
    minutes = zlib.crc32("/".join(keys).encode()) % 500
    return dt.datetime(day.year, day.month, day.day, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
