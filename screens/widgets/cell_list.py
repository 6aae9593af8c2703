"""A list in which rows can be marked and one column has the cursor, for editing in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.style import Style
from textual.geometry import Region

from kamtui.screens.widgets.list_columns import Column, Row, keys_of, place_columns
from kamtui.screens.widgets.virtual_list import GUTTER, VirtualList

MARK = "*"
"""Stands before a marked row."""


class CellList(VirtualList):
    """A virtual list with marks and a column cursor. It binds no keys either: the screen does.

    The column under the cursor is named in brackets in the heading, whatever the colours. There is none until
    someone moves sideways. Where it goes to a column that does not fit, the list scrolls sideways beside its first
    column; how many columns are out of sight stands before the headings.
    """

    def __init__(self, columns: Sequence[Column], *, empty: str = "") -> None:
        """Create a list without rows; see `VirtualList`."""
        super().__init__(columns, empty=empty)
        self.marked: frozenset[str] = frozenset()
        """The keys of the marked rows; change them with `mark`."""
        self._column = ""
        self._from = 0
        """The column that stands behind the first one; 0 while nobody has scrolled, and the important ones show."""

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, from the first one if they are not those that there were."""
        if [each.key for each in columns] != [each.key for each in self._columns]:
            self._from = 0
        super().set_columns(columns)

    def place(self, width: int) -> list[tuple[int, int]]:
        """The columns that matter most; after scrolling the first one and its neighbours from there on, as they fit."""
        if not self._from:
            return super().place(width)
        shown, room = [0], width - self._columns[0].width - 1
        for index in range(self._from, len(self._columns)):
            room -= self._columns[index].width + 1
            if room < 0 and len(shown) > 1:
                break
            shown.append(index)
        return [(shown[index], cells) for index, cells in place_columns([self._columns[at] for at in shown], width)]

    @property
    def columns_shown(self) -> list[str]:
        """The keys of the columns that fit, from left to right."""
        return [self._columns[index].key for index, _ in self._places(self.scrollable_size.width)]

    @property
    def column_key(self) -> str:
        """The key of the column under the cursor; "" where there is none, or it is not shown any more."""
        return self._column if self._column in self.columns_shown else ""

    def mark(self, keys: Iterable[str]) -> None:
        """Mark these rows and no others."""
        self.marked = frozenset(keys)
        self.refresh()

    def keep_marks(self) -> None:
        """Take the marks off rows that are not in the list any more."""
        if self.marked:
            self.mark(self.marked & frozenset(keys_of(self.rows)))

    def move_column(self, step: int) -> None:
        """Put the column cursor so many columns to the right, through those out of sight too."""
        keys = [column.key for column in self._columns]
        if keys:
            place = keys.index(self._column) + step if self._column in keys else max(step - 1, 0)
            self.go_to_column(keys[max(min(place, len(keys) - 1), 0)])

    def go_to_column(self, key: str) -> None:
        """Put the column cursor on a column, and scroll as little as brings it into sight; the first ends scrolling."""
        self._column = key
        place = next((index for index, column in enumerate(self._columns) if column.key == key), 0)
        if not place:
            self._scroll_sideways(0)
        elif key not in self.columns_shown:
            self._scroll_sideways(place if self._from > place else max(self._from, 1))
            while key not in self.columns_shown and self._from < place:
                self._scroll_sideways(self._from + 1)
        self.refresh()

    def _scroll_sideways(self, first: int) -> None:
        self._from, self._placed = first, (-1, [])

    def cell_region(self, key: str) -> Region:
        """Where the cursor's row has this column, on the screen."""
        left = GUTTER
        y = self.content_region.y + 1 + (self.cursor_row or 0) - round(self.scroll_y)
        for index, cells in self._places(self.scrollable_size.width):
            if self._columns[index].key == key:
                return Region(self.content_region.x + left, y, cells, 1)
            left += cells + 1
        return Region(self.content_region.x + GUTTER, y, max(self.scrollable_size.width - GUTTER, 1), 1)

    def mark_of(self, row: Row) -> str:
        """A star before a marked row."""
        return MARK if row.key in self.marked else row.mark

    def look_of(self, index: int, cursor: Style) -> Style:
        """The cell under both cursors is underlined."""
        return cursor + Style(underline=True) if self._columns[index].key == self._column else cursor

    def title_of(self, index: int) -> str:
        """The heading of the column under the cursor stands in brackets; the first says how many are out of sight."""
        column = self._columns[index]
        title = f"[{column.title}]" if column.key == self._column else column.title
        hidden = len(self._columns) - len(self.columns_shown) if index == 0 else 0
        return f"{title} +{hidden}" if hidden else title
