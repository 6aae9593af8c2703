"""How a board looks: everything of it that puts characters on the screen."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from kamtui.screens.widgets.board_layout import Slot, place_board
from kamtui.screens.widgets.board_state import BoardCard, BoardState
from kamtui.screens.widgets.glyphs import SEPARATOR
from kamtui.screens.widgets.painter import Painter, fit, strip_of

HEADING = 2
"""Lines above the cards: titles and summaries."""

Parts = list[tuple[str, Style]]


class BoardDrawing(Painter):
    """Draws the state of a board, one line across all columns at a time."""

    DEFAULT_CSS = """
    BoardDrawing { width: 1fr; height: 1fr; }
    """

    card_lines: reactive[int] = reactive(2)
    """Lines of each card: 2 or 3."""

    def __init__(self, *, id: str | None = None) -> None:
        """Start without columns."""
        super().__init__(id=id)
        self._state = BoardState()
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
        plain = self.rich_style
        parts: Parts = []
        for slot in self._slots():
            if slot.x:
                parts.append((SEPARATOR, self.look("muted")))
            if slot.folded:
                parts.append(self._stub(slot, y))
            elif y < HEADING:
                parts.append(self._heading(slot, y))
            else:
                parts.extend(self._card_line(slot, y - HEADING, plain))
        return strip_of(parts, self.size.width, plain)

    @property
    def _page(self) -> int:
        """Cards that fit below each other."""
        return max((self.size.height - HEADING) // self.card_lines, 1)

    @property
    def _cards(self) -> tuple[BoardCard, ...]:
        """The cards of the cursor's column."""
        return self._state.cards(self._state.column) if self._state.columns else ()

    def _slots(self) -> list[Slot]:
        """Return where the columns are."""
        return place_board(len(self._state.columns), self._state.column, self._first, self.size.width)

    def _slot_at(self, x: int) -> Slot | None:
        """Return the column drawn at `x`."""
        return next((slot for slot in self._slots() if slot.x <= x < slot.x + slot.width), None)

    def _stub(self, slot: Slot, y: int) -> tuple[str, Style]:
        """Draw one line of a folded column: its count, then its title from top to bottom."""
        column = self._state.columns[slot.column]
        if y == 0:
            count = len(self._state.cards(slot.column))
            return fit(str(count) if count < 1000 else f"{count // 1000}k", slot.width, "right"), self.look("heading")
        letter = column.title[y - HEADING : y - HEADING + 1] if y >= HEADING else ""
        return fit(letter, slot.width), self.look("muted")

    def _heading(self, slot: Slot, y: int) -> tuple[str, Style]:
        """Draw the title or the summary of an open column, and how far down it is when it does not fit."""
        column = self._state.columns[slot.column]
        at_cursor = slot.column == self._state.column
        style = self.look("cursor" if at_cursor and y == 0 else "heading")
        if y == 0:
            return fit(f"{'>' if at_cursor else ' '} {column.title}", slot.width), style
        count = len(self._state.cards(slot.column))
        place = f" {self._state.row(slot.column) + 1}/{count}" if count > self._page else ""
        return fit(f"  {column.summary}", slot.width - len(place)) + place, style

    def _card_line(self, slot: Slot, y: int, plain: Style) -> Parts:
        """Draw one line of the card that lies `y` lines below the heading of an open column."""
        state = self._state
        cards = state.cards(slot.column)
        place, line = divmod(y, self.card_lines)
        row = place + state.offset(slot.column, self._page)
        if row >= len(cards) or place >= self._page:
            return [(" " * slot.width, plain)]
        card = cards[row]
        at_cursor = slot.column == state.column and row == state.row(slot.column)
        gutter = (">>" if self.carrying else "> ") if at_cursor and line == 0 else "  "
        text = card.lines[line] if line < len(card.lines) else ""
        marks = f" {card.marks}" if line == 0 and card.marks else ""
        style = self.look("cursor" if at_cursor else "muted" if line else card.style_name or "strong")
        room = slot.width - len(gutter) - cell_len(marks) - 1
        return [(gutter + (" " if line else "") + fit(text, room - bool(line)) + marks + " ", style)]
