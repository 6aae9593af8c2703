"""Where the columns of a board go on the screen."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

STUB = 3
"""Cells of a folded column: room for a count of cards."""

COMFORTABLE = 20
"""Cells an open column should have: nine Chinese characters and the gutter."""

NARROWEST = 12
"""Cells an open column must have; below this, fewer columns are open."""

WANTED = 3
"""Columns that are open even when they are not comfortable."""


class Slot(NamedTuple):
    """The place of one column."""

    column: int
    """Index of the column."""
    x: int
    """Its left edge."""
    width: int
    """Its cells, without the separator after it."""
    folded: bool
    """Whether only a stub is shown."""


def _open_width(count: int, opened: int, width: int) -> int:
    """Cells for each open column when the others are stubs; separators of one cell lie between all."""
    return (width - (count - 1) - (count - opened) * STUB) // max(opened, 1)


def place_board(count: int, cursor: int, first: int, width: int, folded: Container[int] = ()) -> list[Slot]:
    """Lay out the columns so that the cursor's is open and as many others as fit.

    Args:
        count: Number of columns.
        cursor: Index of the column that must be open, unless it is folded.
        first: Index of the first column that was open before; the window moves as little as it can.
        width: Cells of the board.
        folded: Indexes of the columns that stay folded however much room there is.

    Returns:
        The columns to draw, from left to right. Columns that do not even fit as stubs are left out at the far side
        from the cursor.
    """
    if not count or width < 1:
        return []
    opened = _window(count, cursor, first, width, [column for column in range(count) if column not in folded])
    start, end = _span(count, width, cursor, opened)
    shown = [column for column in opened if start <= column < end]
    share = max(_open_width(end - start, len(shown), width), 1)
    spare = max(width - (end - start - 1) - (end - start - len(shown)) * STUB - share * len(shown), 0)
    slots: list[Slot] = []
    x = 0
    for column in range(start, end):
        is_open = column in shown
        cells = share + (shown.index(column) < spare) if is_open else STUB
        slots.append(Slot(column, x, cells, not is_open))
        x += cells + 1
    return slots


def _window(count: int, cursor: int, first: int, width: int, among: list[int]) -> list[int]:
    """Return which columns are open: neighbours `among` those that may be, the cursor's or the next one to it."""
    if not among:
        return []
    most = len(among)
    opened = next((n for n in range(most, 0, -1) if _open_width(count, n, width) >= COMFORTABLE), 1)
    wanted = min(WANTED, most)
    if opened < wanted:
        opened = next((n for n in range(wanted, 0, -1) if _open_width(count, n, width) >= NARROWEST), 1)
    nearest = min(range(most), key=lambda place: abs(among[place] - cursor))
    before = next((place for place, column in enumerate(among) if column >= first), most)
    place = min(max(before, nearest - opened + 1, 0), nearest, most - opened)
    return among[place : place + opened]


def _span(count: int, width: int, cursor: int, opened: list[int]) -> tuple[int, int]:
    """Return the columns that fit at all: those at the far side from the open ones and the cursor are left out."""
    kept = {*opened, cursor}
    start, end = 0, count
    while end - start > len(kept) and _open_width(end - start, len(opened), width) < min(NARROWEST, width):
        before, behind = min(kept) - start, end - 1 - max(kept)
        if before <= 0 and behind <= 0:
            break
        if before > behind:
            start += 1
        else:
            end -= 1
    return start, end
