"""A table that stays fast with ten thousand rows: only the lines on the screen are ever drawn."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kamtui.screens.widgets.list_columns import Column, Row, keys_of, place_columns
from kamtui.screens.widgets.painter import Painter, as_cell, fit, strip_of

GUTTER = 2
"""Cells before the first column: the cursor's mark and the row's own."""


class VirtualList(Painter, ScrollView, can_focus=True, inherit_bindings=False):
    """A list of rows under a fixed heading, with one row under the cursor.

    It binds no keys: the screen binds them to `action_cursor_up`, `action_cursor_down`, `action_page_up`,
    `action_page_down`, `action_first`, `action_last` and `action_open`. The mouse works: the wheel scrolls, a click
    moves the cursor, a double click opens. At the edge the list scrolls by half a page, so that most keys change two
    lines only. The cursor's row has ">" in the gutter, whatever the colours.
    """

    DEFAULT_CSS = """
    VirtualList {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """

    class Highlighted(Message):
        """The cursor is on another row now."""

        def __init__(self, key: str | None) -> None:
            """Tell its key; None when the list is empty."""
            super().__init__()
            self.key = key

    class Opened(Message):
        """A row was double-clicked or opened by key."""

        def __init__(self, key: str) -> None:
            """Tell its key."""
            super().__init__()
            self.key = key

    class HeadingPressed(Message):
        """A heading was clicked, usually to sort by it."""

        def __init__(self, column: str) -> None:
            """Tell the key of the column."""
            super().__init__()
            self.column = column

    def __init__(self, columns: Sequence[Column], *, empty: str = "", id: str | None = None) -> None:
        """Create a list without rows.

        Args:
            columns: From left to right.
            empty: What to show when there are no rows; several lines are centred one by one.
            id: The widget's id.
        """
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._empty = empty.split("\n")
        self._rows: Sequence[Row] = ()
        self._numbers: dict[str, int] = {}
        self._cursor = 0
        self._placed: tuple[int, list[tuple[int, int]]] = (-1, [])

    @property
    def rows(self) -> Sequence[Row]:
        """The rows, as they were set."""
        return self._rows

    @property
    def cursor_row(self) -> int | None:
        """The number of the cursor's row, from 0; None in an empty list."""
        return self._cursor if self._rows else None

    @property
    def cursor_key(self) -> str | None:
        """The key of the cursor's row; None in an empty list."""
        return self._rows[self._cursor].key if self._rows else None

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; set matching rows right after."""
        self._columns = tuple(columns)
        self._placed = (-1, [])
        self.refresh()

    def set_empty(self, empty: str) -> None:
        """Change what an empty list says."""
        self._empty = empty.split("\n")
        self.refresh()

    def set_rows(self, rows: Sequence[Row], keep: bool = True) -> None:
        """Show other rows.

        Posts `Highlighted` when another row, or none, comes under the cursor.

        Args:
            rows: The new rows in their order; the sequence must not change afterwards.
            keep: Stay on the row with the same key, else on the same line; False goes to the first row.
        """
        before, line = self.cursor_key, self._cursor - round(self.scroll_y)
        self._rows = rows
        self._numbers = {key: number for number, key in enumerate(keys_of(rows))}
        wanted = self._numbers.get(before or "", self._cursor) if keep else 0
        self._cursor = max(min(wanted, len(rows) - 1), 0)
        self.virtual_size = Size(0, len(rows) + 1)
        if keep:
            self._scroll_line_to(self._cursor - line)
        self._reveal()
        self.refresh()
        if self.cursor_key != before:
            self.post_message(self.Highlighted(self.cursor_key))

    def move_to(self, key: str) -> bool:
        """Put the cursor on a row; False when there is none with that key."""
        number = self._numbers.get(key)
        if number is not None:
            self._go(number)
        return number is not None

    def action_cursor_up(self) -> None:
        """Go to the row above."""
        self._go(self._cursor - 1)

    def action_cursor_down(self) -> None:
        """Go to the row below."""
        self._go(self._cursor + 1)

    def action_page_up(self) -> None:
        """Go up by one screenful."""
        self._go(self._cursor - self._page)

    def action_page_down(self) -> None:
        """Go down by one screenful."""
        self._go(self._cursor + self._page)

    def action_first(self) -> None:
        """Go to the first row."""
        self._go(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self._go(len(self._rows) - 1)

    def action_open(self) -> None:
        """Open the cursor's row."""
        if self.cursor_key is not None:
            self.post_message(self.Opened(self.cursor_key))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row under the mouse, open it at the second click, or report the heading."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y == 0:
            self._press_heading(offset.x)
            return
        number = offset.y - 1 + round(self.scroll_y)
        if number < len(self._rows):
            self._go(number)
            if event.chain == 2:
                self.action_open()

    def on_resize(self) -> None:
        """Keep the cursor's row in sight."""
        self._reveal()

    def render(self) -> str:
        """Draw nothing at once; `render_line` draws."""
        return ""

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget: the heading, a row, or a line of the empty text."""
        width = self.scrollable_size.width
        plain = self.own_look
        if y == 0:
            return self._heading(width)
        if not self._rows:
            return self._empty_line(y - 1, width)
        number = y - 1 + round(self.scroll_y)
        if number >= len(self._rows):
            return Strip.blank(width, plain)
        row = self._rows[number]
        at_cursor = number == self._cursor
        cursor = self.look("cursor") if at_cursor else None
        looks: dict[str, Style] = {"": plain}
        gutter = f"{'>' if at_cursor else ' '}{self.mark_of(row)[:1] or ' '}"
        parts = [(gutter, cursor or plain)]
        if len(row.cells) == 1 < len(self._columns):
            text, name = as_cell(row.cells[0])
            return strip_of([*parts, (fit(text, width - GUTTER), cursor or self.look(name))], width, cursor or plain)
        for index, cells in self._places(width):
            text, name = as_cell(row.cells[index])
            if name not in looks:
                looks[name] = self.look(name)
            cell = fit(text, cells, self._columns[index].align) + " "
            parts.append((cell, self.look_of(index, cursor) if cursor else looks[name]))
        return strip_of(parts, width, cursor or plain)

    def mark_of(self, row: Row) -> str:
        """The character that stands before a row."""
        return row.mark

    def look_of(self, index: int, cursor: Style) -> Style:  # noqa: ARG002
        """The style of a column in the cursor's row."""
        return cursor

    def title_of(self, index: int) -> str:
        """The heading of a column."""
        return self._columns[index].title

    def place(self, width: int) -> list[tuple[int, int]]:
        """The columns that are shown and their widths, by `place_columns`."""
        return place_columns(self._columns, width)

    @property
    def _page(self) -> int:
        """Rows that fit under the heading."""
        return max(self.scrollable_size.height - 1, 1)

    def _places(self, width: int) -> list[tuple[int, int]]:
        """Return the columns that are shown and their widths, worked out once for each width."""
        if self._placed[0] != width:
            self._placed = (width, self.place(width - GUTTER))
        return self._placed[1]

    def _heading(self, width: int) -> Strip:
        """Draw the line of headings."""
        style = self.look("heading")
        titles = [(" " * GUTTER, style)]
        for index, cells in self._places(width):
            column, title = self._columns[index], self.title_of(index)
            short = title if cell_len(title) <= cells else fit(title, cells)
            titles.append((fit(short, cells, column.align) + " ", style))
        return strip_of(titles, width, style)

    def _empty_line(self, y: int, width: int) -> Strip:
        """Draw one line of the text for an empty list."""
        top = max((self._page - len(self._empty)) // 2, 0)
        style = self.look("muted")
        if not 0 <= y - top < len(self._empty):
            return Strip.blank(width, self.own_look)
        text = fit(self._empty[y - top], min(cell_len(self._empty[y - top]), width))
        left = (width - cell_len(text)) // 2
        return strip_of([(" " * left + text, style)], width, style)

    def _press_heading(self, x: int) -> None:
        """Report the column whose heading is at `x`."""
        left = GUTTER
        for index, cells in self._places(self.scrollable_size.width):
            if left <= x <= left + cells:
                self.post_message(self.HeadingPressed(self._columns[index].key))
                return
            left += cells + 1

    def _go(self, number: int) -> None:
        """Put the cursor on a row, or on the nearest there is."""
        number = max(min(number, len(self._rows) - 1), 0)
        if not self._rows:
            return
        before, self._cursor = self._cursor, number
        self._refresh_row(before)
        self._refresh_row(number)
        self._reveal()
        if before != number:
            self.post_message(self.Highlighted(self.cursor_key))

    def _refresh_row(self, number: int) -> None:
        """Draw one row again."""
        y = number - round(self.scroll_y) + 1
        if 0 < y < self.scrollable_size.height:
            self.refresh(Region(0, y, self.scrollable_size.width, 1))

    def _reveal(self) -> None:
        """Scroll so that a cursor out of sight comes to the middle."""
        if not self.scrollable_size.height or not self._rows:
            return
        top = round(self.scroll_y)
        if not top <= self._cursor < top + self._page:
            self._scroll_line_to(self._cursor - self._page // 2)

    def _scroll_line_to(self, top: int) -> None:
        """Make a row the first under the heading, as far as there are rows."""
        self.scroll_to(y=max(top, 0), animate=False, force=True, immediate=True)
