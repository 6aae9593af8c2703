"""The list of a record's page: a text too long for its line goes on below, where the cursor never stops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamtui.screens.widgets.cell_list import CellList
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.painter import Cell, as_cell
from kamtui.store.text.cells import width, wrap

MORE = "more:"
"""Begins the key of a row that goes on with the one above."""


class PageList(CellList):
    """A list of labels and texts; the last column of a row is wrapped, and its lines belong to the row."""

    _whole: Sequence[Row] = ()
    """The rows before they were wrapped."""

    def set_rows(self, rows: Sequence[Row], keep: bool = True) -> None:
        """Show other rows, each in as many lines as it needs; see `VirtualList.set_rows`."""
        self._whole = rows
        super().set_rows(list(self._in_lines()), keep)
        self._go(self._cursor)

    def on_resize(self) -> None:
        """Wrap anew for the new width."""
        self.set_rows(self._whole)

    def _in_lines(self) -> Iterator[Row]:
        room = dict(self._places(self.scrollable_size.width)).get(len(self._columns) - 1, 0)
        for row in self._whole:
            text, look = as_cell(row.cells[-1])
            if room < 2 or len(row.cells) < len(self._columns) or width(text) <= room:
                yield row
                continue
            blank = [""] * (len(self._columns) - 1)
            for at, line in enumerate(wrap(text, room)):
                cells = (*(blank if at else row.cells[:-1]), Cell(line, look))
                yield Row(f"{MORE}{row.key}:{at}", cells) if at else Row(row.key, cells, row.mark)

    def action_cursor_down(self) -> None:
        """Go to the next row, past the lines that only go on with this one."""
        below = self._cursor + 1
        while below < len(self.rows) and self._goes_on(below):
            below += 1
        if below < len(self.rows):
            self._go(below)

    def action_page_down(self) -> None:
        """Go down by one screenful, or by one row where a row is longer than that."""
        before = self._cursor
        super().action_page_down()
        if self._cursor == before:
            self.action_cursor_down()

    def _go(self, number: int) -> None:
        """Put the cursor on the row that a line belongs to."""
        wanted = max(min(number, len(self.rows) - 1), 0)
        while 0 < wanted < len(self.rows) and self._goes_on(wanted):
            wanted -= 1
        super()._go(wanted)

    def _reveal(self) -> None:
        """Bring the last line of the cursor's row into sight too."""
        super()._reveal()
        last = self._cursor
        while last + 1 < len(self.rows) and self._goes_on(last + 1):
            last += 1
        above = self._cursor - round(self.scroll_y)
        below = last - round(self.scroll_y) - self._page + 1
        if self._page > 1 and min(above, below) > 0:
            self._scroll_line_to(round(self.scroll_y) + min(above, below))

    def _goes_on(self, number: int) -> bool:
        return self.rows[number].key.startswith(MORE)
