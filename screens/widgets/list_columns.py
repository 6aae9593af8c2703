"""The columns and rows of a list, and which columns fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

import msgspec

from kamtui.screens.widgets.painter import Align, Cell


class Column(msgspec.Struct, frozen=True):
    """One column of a list."""

    key: str
    """Names the column in messages."""
    title: str
    """The heading, cleaned."""
    width: int
    """Cells it needs; a flexible column gets more when there is room."""
    align: Align = "left"
    """"right" for numbers."""
    flexible: bool = False
    """Whether it shares the spare room."""
    priority: int = 0
    """Columns with the highest number go first when there is no room, the rightmost of equals before the others."""


class Row(msgspec.Struct, frozen=True):
    """One line of a list."""

    key: str
    """Names the row in messages; unique in the list."""
    cells: tuple[str | Cell, ...]
    """One text for each column, hidden columns included; cleaned, one line each. A single text takes the whole line."""
    mark: str = ""
    """One narrow character for the gutter, such as "*" for a marked row."""


class LazyRows(Sequence[Row]):
    """Rows that are made when they are first asked for: of two thousand accounts, a screen shows forty."""

    def __init__(self, keys: Sequence[str], make: Callable[[int], Row]) -> None:
        """Create as many rows as there are keys.

        Args:
            keys: Of all rows, in order.
            make: Makes the row of a number, from 0; its key is the one in `keys`.
        """
        self.keys = keys
        self._make = make
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.keys)

    @overload
    def __getitem__(self, number: int) -> Row: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Row]: ...
    def __getitem__(self, number: int | slice) -> Row | Sequence[Row]:
        """Return the row of a number, or the rows of a slice."""
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        place = range(len(self))[number]
        if place not in self._made:
            self._made[place] = self._make(place)
        return self._made[place]


def keys_of(rows: Sequence[Row]) -> Sequence[str]:
    """Return the keys of rows, without making rows that are not made yet."""
    return rows.keys if isinstance(rows, LazyRows) else [row.key for row in rows]


def place_columns(columns: Sequence[Column], width: int) -> list[tuple[int, int]]:
    """Decide which columns are shown and how wide.

    Args:
        columns: All columns; the one with the lowest priority number is always kept.
        width: Cells for the columns and one space after each.

    Returns:
        (index of the column, its width), from left to right.
    """
    shown = list(range(len(columns)))
    while len(shown) > 1 and sum(columns[index].width + 1 for index in shown) > width:
        shown.remove(max(shown, key=lambda index: (columns[index].priority, index)))
    spare = max(width - sum(columns[index].width + 1 for index in shown), 0)
    flexible = [index for index in shown if columns[index].flexible]
    extra = dict.fromkeys(shown, 0)
    for place, index in enumerate(flexible):
        extra[index] = spare // len(flexible) + (place < spare % len(flexible))
    return [(index, min(columns[index].width + extra[index], max(width - 1, 1))) for index in shown]
