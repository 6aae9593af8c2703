"""A small curve of a relationship in plain characters, a column a month (A3.08)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kamtui.store.figures.people_past import Turn

MONTHS = 24
"""Months that a curve shows at most, the latest ones."""
FULL, EMPTY = "█", "·"


def curve(turns: Sequence[Turn], steps: int, today: dt.date) -> list[str]:
    """The curve line by line, the highest turning point on top, each with its number; nothing without turning points.

    A column is filled up to the turning point that the relationship had reached at the end of its month.
    """
    if not turns:
        return []
    last = today.year * 12 + today.month - 1
    first = max(turns[0].day.year * 12 + turns[0].day.month - 1, last - MONTHS + 1)
    levels = [_at_end(turns, month) for month in range(first, last + 1)]
    lines = [f"{step} " + "".join(FULL if level >= step else EMPTY for level in levels) for step in range(steps, 0, -1)]
    return [*lines, f"  {first // 12}-{first % 12 + 1:02} … {last // 12}-{last % 12 + 1:02}"]


def _at_end(turns: Sequence[Turn], month: int) -> int:
    """The turning point that holds at the end of a month, counted from the year 0."""
    reached = [turn.step for turn in turns if turn.day.year * 12 + turn.day.month - 1 <= month]
    return reached[-1] if reached else 0
