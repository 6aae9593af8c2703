"""A grid of people drawn by one widget: rows and columns are what they are, each cell lists who stands there.

Only the lines on the screen are drawn, so sixty people cost as much as six.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kamtui.screens.widgets.glyphs import SEPARATOR
from kamtui.screens.widgets.painter import Cell, Painter, fit, strip_of

HEADING = 2
"""Lines of the heading."""
LABEL = 10
"""Cells of the rows' names at least; a name may take up to a seventh of the width, and then goes on below."""
LEAST = 6
"""Cells of a column without anybody, unless its name needs more."""


@dataclass(frozen=True)
class GridItem:
    """One person, or a hole, in a cell."""

    key: str
    text: Cell
    """What is drawn, cleaned."""


@dataclass(frozen=True)
class GridModel:
    """What a grid shows."""

    rows: tuple[tuple[str, str], ...] = ()
    """Key and name of each row, cleaned."""
    columns: tuple[tuple[str, str], ...] = ()
    """Key and name of each column, cleaned; the name may take two lines."""
    cells: Mapping[tuple[str, str], Sequence[GridItem]] | None = None
    """By row and column who stands there, the first on top."""
    shorts: Mapping[str, str] | None = None
    """By column a shorter name, for where there is no room for the whole one."""

    def items(self, row: str, column: str) -> Sequence[GridItem]:
        """Who stands in a cell."""
        return (self.cells or {}).get((row, column), ())

    def short(self, column: str, name: str) -> str:
        """The shorter name of a column."""
        return (self.shorts or {}).get(column, name)

    def place(self, key: str) -> tuple[int, int, int] | None:
        """Row, column and number in its cell of an item."""
        for at, (row, _) in enumerate(self.rows):
            for across, (column, _) in enumerate(self.columns):
                for number, item in enumerate(self.items(row, column)):
                    if item.key == key:
                        return at, across, number
        return None


class PeopleGrid(Painter, ScrollView, can_focus=True, inherit_bindings=False):
    """Cells of people under fixed headings, with one of them under the cursor, marked by ">" and reversed.

    It binds no keys: the screen calls `go`. A click moves the cursor, a double click opens.
    """

    DEFAULT_CSS = """
    PeopleGrid { width: 1fr; height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Highlighted(Message):
        """The cursor is on another item now."""

        key: str | None

    @dataclass
    class Opened(Message):
        """An item was double-clicked."""

        key: str

    def __init__(self, *, empty: str = "", id: str | None = None) -> None:
        """Create an empty grid that says `empty` while nobody stands in it."""
        super().__init__(id=id)
        self._model = GridModel()
        self._cursor = ""
        self._empty = empty.split("\n")
        self._lines: list[tuple[int, int]] = []

    @property
    def cursor_key(self) -> str | None:
        """The key of the item under the cursor; None in an empty grid."""
        return self._cursor or None

    def set_model(self, model: GridModel, keep: str = "") -> None:
        """Show another grid; the cursor stays on its item, or goes to `keep`, else to the first one."""
        self._model = model
        keys = [item.key for row, _ in model.rows for column, _ in model.columns for item in model.items(row, column)]
        wanted = keep if keep in keys else self._cursor
        self._cursor = wanted if wanted in keys else keys[0] if keys else ""
        self._lay_out()
        self._reveal()
        self.refresh()

    def move_to(self, key: str) -> bool:
        """Put the cursor on an item; False when there is none with that key."""
        if self._model.place(key) is None:
            return False
        self._set(key)
        return True

    def go(self, down: int = 0, across: int = 0) -> None:
        """Go up or down in the column, or to the nearest item in the next column that has one."""
        place = self._model.place(self._cursor)
        if place is None:
            return
        row, column, number = place
        if across:
            self._across(row, column, number, across)
            return
        keys = self._in_column(column)
        at = next(index for index, (_, _, key) in enumerate(keys) if key == self._cursor)
        self._set(keys[max(0, min(at + down, len(keys) - 1))][2])

    def on_click(self, event: events.Click) -> None:
        """Go to the item under the mouse; open it at the second click."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < HEADING:
            return
        line = offset.y - HEADING + round(self.scroll_y)
        left = self._label + 1
        for (column, _), width in zip(self._model.columns, self._widths(), strict=True):
            if left <= offset.x < left + width and line < len(self._lines):
                row, number = self._lines[line]
                items = self._model.items(self._model.rows[row][0], column)
                if number < len(items):
                    self._set(items[number].key)
                    if event.chain == 2:
                        self.post_message(self.Opened(items[number].key))
            left += width + 1

    def on_resize(self) -> None:
        """Give each row the lines that its name takes now, and keep the cursor in sight."""
        self._lay_out()
        self._reveal()

    def render(self) -> str:
        """Draw nothing at once; `render_line` draws."""
        return ""

    def render_line(self, y: int) -> Strip:
        """Draw a line of the heading or of the grid."""
        width, plain = self.scrollable_size.width, self.own_look
        if not self._cursor and y >= HEADING:
            return self._empty_line(y - HEADING, width)
        if y < HEADING:
            return self._heading(y, width)
        line = y - HEADING + round(self.scroll_y)
        if line >= len(self._lines):
            return Strip.blank(width, plain)
        row, number = self._lines[line]
        key, name = self._model.rows[row]
        names = _wrapped(name, self._label)
        label = names[number] if number < len(names) else ""
        parts: list[tuple[str, Style]] = [(fit(label, self._label), self.look("strong"))]
        for (column, _), room in zip(self._model.columns, self._widths(), strict=True):
            items = self._model.items(key, column)
            parts.append((SEPARATOR, self.look("muted")))
            parts.append(self._drawn(items[number], room) if number < len(items) else (" " * room, plain))
        return strip_of(parts, width, plain)

    @property
    def _label(self) -> int:
        """Cells of the rows' names."""
        longest = max((cell_len(name) for _, name in self._model.rows), default=0)
        return max(LABEL, min(longest, self.scrollable_size.width // 7))

    def _drawn(self, item: GridItem, room: int) -> tuple[str, Style]:
        at = item.key == self._cursor
        text = fit((">" if at else " ") + item.text.text, room)
        return text, self.look("cursor") if at else self.look(item.text.style_name)

    def _heading(self, y: int, width: int) -> Strip:
        style = self.look("heading")
        parts = [(" " * self._label, style)]
        for (column, name), room in zip(self._model.columns, self._widths(), strict=True):
            lines = _wrapped(name, room - 1)
            if len(lines) > HEADING:
                lines = _wrapped(self._model.short(column, name), room - 1)
            parts += [(SEPARATOR, style), (fit(f" {lines[y] if y < len(lines) else ''}", room), style)]
        return strip_of(parts, width, style)

    def _lay_out(self) -> None:
        """Say which row and which item each line shows: as many as the fullest cell, or as the name of the row, has."""
        self._lines = []
        for at, (row, name) in enumerate(self._model.rows):
            fullest = max((len(self._model.items(row, column)) for column, _ in self._model.columns), default=0)
            lines = max(fullest, len(_wrapped(name, self._label)) if self.size.width else 1)
            self._lines += [(at, line) for line in range(lines)]
        self.virtual_size = Size(0, len(self._lines) + HEADING)

    def _widths(self) -> list[int]:
        """The cells of each column: those without anybody stay narrow, the others share the room."""
        columns = self._model.columns
        room = max(self.scrollable_size.width - self._label - len(columns), 0)
        used = [any(self._model.items(row, column) for row, _ in self._model.rows) for column, _ in columns]
        wide = sum(used) or 1
        narrow = [self._needed(column, room // max(len(columns), 1)) for column in columns]
        share, rest = divmod(
            max(room - sum(cells for cells, filled in zip(narrow, used, strict=True) if not filled), 0), wide
        )
        widths = []
        for cells, filled in zip(narrow, used, strict=True):
            extra = 1 if filled and rest > 0 else 0
            rest -= extra
            widths.append(share + extra if filled else cells)
        return widths

    def _needed(self, column: tuple[str, str], most: int) -> int:
        """The cells that a column without anybody takes: its short name on one line, or on two where `most` is less."""
        name = self._model.short(*column)
        if 1 + cell_len(name) <= most:
            return max(LEAST, 1 + cell_len(name))
        return min(max(LEAST, 1 + max(cell_len(word) for word in name.split(" "))), most)

    def _in_column(self, column: int) -> list[tuple[int, int, str]]:
        """The items of a column from top to bottom: row, number and key."""
        name = self._model.columns[column][0]
        return [
            (at, number, item.key)
            for at, (row, _) in enumerate(self._model.rows)
            for number, item in enumerate(self._model.items(row, name))
        ]

    def _across(self, row: int, column: int, number: int, step: int) -> None:
        """Go to the next column that has anybody, to the line that is nearest."""
        column += step
        while 0 <= column < len(self._model.columns):
            keys = self._in_column(column)
            if keys:
                here = self._line_of(row, number)
                self._set(min(keys, key=lambda each: abs(self._line_of(each[0], each[1]) - here))[2])
                return
            column += step

    def _line_of(self, row: int, number: int) -> int:
        return self._lines.index((row, number))

    def _set(self, key: str) -> None:
        if key != self._cursor:
            self._cursor = key
            self._reveal()
            self.refresh()
            self.post_message(self.Highlighted(key))

    def _reveal(self) -> None:
        """Scroll so that a cursor out of sight comes to the middle."""
        place, page = self._model.place(self._cursor), self.scrollable_size.height - HEADING
        if place is None or page <= 0:
            return
        line, top = self._line_of(place[0], place[2]), round(self.scroll_y)
        if not top <= line < top + page:
            self.scroll_to(y=max(line - page // 2, 0), animate=False, force=True, immediate=True)

    def _empty_line(self, y: int, width: int) -> Strip:
        style = self.look("muted")
        text = self._empty[y - 2] if 2 <= y < len(self._empty) + 2 else ""
        return strip_of([(fit("  " + text, width), style)], width, style)


def _wrapped(name: str, room: int) -> list[str]:
    """A name on as many lines as it takes, broken at blanks, and inside a word that is longer than a line."""
    lines = [""]
    for part in name.split(" "):
        joined = f"{lines[-1]} {part}".strip()
        if cell_len(joined) <= room:
            lines[-1] = joined
            continue
        rest = part
        if lines[-1]:
            lines.append("")
        while cell_len(rest) > room > 1:
            head = rest
            while cell_len(head) > room:
                head = head[:-1]
            lines[-1], rest = head, rest[len(head) :]
            lines.append("")
        lines[-1] = rest
    return lines
