"""How a board looks: everything of it that puts characters on the screen."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from kamtui.screens.widgets.board_card_lines import GUTTER, joined, laid_out
from kamtui.screens.widgets.board_lanes import BoardLines
from kamtui.screens.widgets.board_layout import Slot, place_board
from kamtui.screens.widgets.board_state import BoardCard, BoardState
from kamtui.screens.widgets.glyphs import SEPARATOR
from kamtui.screens.widgets.painter import Painter, fit, strip_of

MORE = " +"
"""Stands behind sums of which there are more than fit."""

Parts = list[tuple[str, Style]]


class BoardDrawing(Painter):
    """Draws the state of a board, one line across all columns at a time."""

    DEFAULT_CSS = """
    BoardDrawing { width: 1fr; height: 1fr; }
    """

    card_lines: reactive[int] = reactive(2)
    """Lines of each card, at least 2."""

    def __init__(self, *, id: str | None = None) -> None:
        """Start without columns."""
        super().__init__(id=id)
        self._state = BoardState()
        self._scroll = BoardLines(self._state)
        self._first = 0

    @property
    def carrying(self) -> bool:
        """Whether a card is being carried."""
        return self._state.carry is not None

    def render(self) -> str:
        """Draw nothing at once; `render_line` draws."""
        return ""

    def render_line(self, y: int) -> Strip:
        """Draw one line across all columns."""
        plain = self.own_look
        lines, heading = self._lines, self._heading_lines
        lane = lines.lane_at(y - heading + lines.offset(0)) if self._state.columns and y >= heading else None
        if lane is not None:
            return strip_of([self._lane(lane)], self.size.width, plain)
        parts: Parts = []
        for slot in self._slots():
            if slot.x:
                parts.append((SEPARATOR, self.look("muted")))
            if slot.folded:
                parts.append(self._stub(slot, y))
            elif y < heading:
                parts.append(self._heading(slot, y))
            else:
                parts.append(self._card_line(slot, y - heading, plain))
        return strip_of(parts, self.size.width, plain)

    @property
    def _heading_lines(self) -> int:
        """Lines above the cards: titles, summaries, and where columns say more, that."""
        return 3 if any(column.more for column in self._state.columns) else 2

    @property
    def _lines(self) -> BoardLines:
        """Where the cards lie in the room there is now."""
        self._scroll.card_lines, self._scroll.height = self.card_lines, max(self.size.height - self._heading_lines, 1)
        return self._scroll

    @property
    def _cards(self) -> tuple[BoardCard, ...]:
        """The cards of the cursor's column."""
        return self._state.cards(self._state.column) if self._state.columns else ()

    def _slots(self) -> list[Slot]:
        """Return where the columns are."""
        folded = {place for place, column in enumerate(self._state.columns) if column.folded}
        return place_board(len(self._state.columns), self._state.column, self._first, self.size.width, folded)

    def _slot_at(self, x: int) -> Slot | None:
        """Return the column drawn at `x`."""
        return next((slot for slot in self._slots() if slot.x <= x < slot.x + slot.width), None)

    def _stub(self, slot: Slot, y: int) -> tuple[str, Style]:
        """Draw one line of a folded column: its count, then its title and its sum from top to bottom."""
        column = self._state.columns[slot.column]
        style = self.look("cursor" if slot.column == self._state.column else "heading")
        if y == 0:
            count = len(self._state.cards(slot.column))
            return fit(str(count) if count < 1000 else f"{count // 1000}k", slot.width, "right"), style
        if y < self._heading_lines:
            return fit(">" if slot.column == self._state.column and y == 1 else "", slot.width), style
        said = f"{column.title} {column.brief}" if column.brief else column.title
        place = y - self._heading_lines
        return fit(said[place : place + 1], slot.width), self.look("muted")

    def _heading(self, slot: Slot, y: int) -> tuple[str, Style]:
        """Draw a line above the cards of an open column, and how far down it is when it does not fit."""
        column = self._state.columns[slot.column]
        at_cursor = slot.column == self._state.column
        style = self.look("cursor" if at_cursor and y == 0 else "heading")
        if y == 0:
            return fit(f"{'>' if at_cursor else ' '} {column.title}", slot.width), style
        if y == 2:
            return fit(f"  {joined(column.more, slot.width - 2, MORE)}", slot.width), style
        count = len(self._state.cards(slot.column))
        place = f" {self._state.row(slot.column) + 1}/{count}" if count > self._lines.page else ""
        room = slot.width - len(place) - 2
        return "  " + fit(joined(column.summary, room, MORE), room) + place, style

    def _lane(self, lane: int) -> tuple[str, Style]:
        """Draw the heading of a lane across the whole board."""
        width = self.size.width
        text = fit(f"── {self._state.lanes[lane].title} ", width).rstrip()
        return f"{text} " + "─" * (width - cell_len(text) - 1), self.look("accent")

    def _card_line(self, slot: Slot, y: int, plain: Style) -> tuple[str, Style]:
        """Draw one line of the card that lies `y` lines below the heading of an open column."""
        state = self._state
        place = self._lines.card_at(slot.column, y)
        if place is None:
            return " " * slot.width, plain
        row, line = place
        card = state.cards(slot.column)[row].drawn
        at_cursor = slot.column == state.column and row == state.row(slot.column)
        gutter = (">>" if self.carrying else "> ") if at_cursor and line == 0 else " " * GUTTER
        style = self.look("cursor" if at_cursor else "muted" if line else card.style_name or "strong")
        text, end = laid_out(card, self.card_lines, slot.width - GUTTER)[line]
        return gutter + fit(text, slot.width - GUTTER - cell_len(end)) + end, style
