"""Where the columns of a board go on the screen."""

from __future__ import annotations

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
    return (width - (count - 1) - (count - opened) * STUB) // opened


def place_board(count: int, cursor: int, first: int, width: int) -> list[Slot]:
    """Lay out the columns so that the cursor's is open and as many others as fit.

    Args:
        count: Number of columns.
        cursor: Index of the column that must be open.
        first: Index of the first column that was open before; the window moves as little as it can.
        width: Cells of the board.

    Returns:
        The columns to draw, from left to right. Columns that do not even fit as stubs are left out at the far side
        from the cursor.
    """
    if not count or width < 1:
        return []
    opened = next((n for n in range(count, 0, -1) if _open_width(count, n, width) >= COMFORTABLE), 1)
    wanted = min(WANTED, count)
    if opened < wanted:
        opened = next((n for n in range(wanted, 0, -1) if _open_width(count, n, width) >= NARROWEST), 1)
    first = min(max(first, cursor - opened + 1, 0), cursor, count - opened)
    start, end = 0, count
    while end - start > opened and _open_width(end - start, opened, width) < min(NARROWEST, width):
        if first - start > end - first - opened:
            start += 1
        else:
            end -= 1
    share = max(_open_width(end - start, opened, width), 1)
    spare = max(width - (end - start - 1) - (end - start - opened) * STUB - share * opened, 0)
    slots: list[Slot] = []
    x = 0
    for column in range(start, end):
        folded = not first <= column < first + opened
        cells = STUB if folded else share + (column - first < spare)
        slots.append(Slot(column, x, cells, folded))
        x += cells + 1
    return slots
