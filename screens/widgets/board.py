"""A kanban board drawn by one widget, so that moving over it never costs a layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.message import Message

from kamtui.screens.widgets.board_drawing import BoardDrawing
from kamtui.screens.widgets.board_state import BoardColumn, Lane


class Board(BoardDrawing, can_focus=True):
    """Columns of cards of uniform height, each column with its own cursor and scroll offset.

    It binds no keys: the screen binds them to `action_left`, `action_right`, `action_up`, `action_down`,
    `action_first`, `action_last`, `action_page_up`, `action_page_down` and `action_open`. A click selects, a double
    click opens, the wheel scrolls the column under the mouse. Where not all columns fit, those far from the cursor
    fold into stubs that show their count, and from top to bottom their title and sum; so does one that is set folded,
    whose cards are out of reach. With lanes the cards lie in bands across all columns, which scroll together.

    To move a card, call `carry_start`; while `carrying`, the left and right actions carry it, the others rest.
    `carry_drop` leaves it there and posts `Moved`; `carry_cancel` puts it back. The board shows the card in the
    target column at once; `set_columns` decides whether it stays.

    The cursor's card has ">" in the gutter, a carried one ">>", the cursor's column ">" before its title.
    """

    @dataclass
    class Highlighted(Message):
        """The cursor is in another column or on another card now."""

        column: str
        """The key of the column."""
        card: str | None
        """The key of the card; None in an empty column."""

    @dataclass
    class Opened(Message):
        """A card was double-clicked or opened by key."""

        card: str
        """Its key."""

    @dataclass
    class Moved(Message):
        """A carried card was dropped in another column."""

        card: str
        """The key of the card."""
        source: str
        """The key of the column it came from."""
        target: str
        """The key of the column it was dropped in."""

    def __init__(self) -> None:
        """Create a board without columns."""
        super().__init__()
        self._told: tuple[str, str | None] | None = None

    @property
    def columns(self) -> tuple[BoardColumn, ...]:
        """The columns, as set or as the last drop left them."""
        return self._state.columns

    @property
    def cursor_column(self) -> str | None:
        """The key of the column the cursor is in; None without columns."""
        state = self._state
        return state.columns[state.column].key if state.columns else None

    @property
    def cursor_card(self) -> str | None:
        """The key of the card under the cursor; None in an empty column."""
        card = self._state.card()
        return card.key if card else None

    def set_columns(self, columns: Sequence[BoardColumn], lanes: Sequence[Lane] = ()) -> None:
        """Show other columns; the cursor stays on its card, wherever that is now.

        A card that is being carried stays so, unless it or one of the two columns is gone.
        """
        self._state.replace(columns, lanes)
        self._changed()

    def move_to(self, card: str) -> bool:
        """Put the cursor on a card; False when it is not on the board or another card is being carried."""
        place = self._state.find(card)
        if place is None or self.carrying:
            return False
        self._go(*place)
        return True

    def move_to_column(self, column: str) -> bool:
        """Put the cursor into a column; False when there is none with that key."""
        for index, held in enumerate(self._state.columns):
            if held.key == column and not self.carrying:
                self._go(index, self._state.row(index))
                return True
        return False

    def carry_start(self) -> bool:
        """Take up the card under the cursor; False when there is none."""
        started = self._state.carry_start()
        self._changed()
        return started

    def carry_drop(self) -> None:
        """Leave the card where it is shown; posts `Moved` when that is another column."""
        carry = self._state.carry_end(drop=True)
        if carry is not None and carry.source != carry.target:
            keys = [column.key for column in self._state.columns]
            self.post_message(self.Moved(carry.card.key, keys[carry.source], keys[carry.target]))
        self._changed()

    def carry_cancel(self) -> None:
        """Put the card back."""
        self._state.carry_end(drop=False)
        self._changed()

    def action_left(self) -> None:
        """Go, or carry the card, to the column on the left."""
        self._sideways(-1)

    def action_right(self) -> None:
        """Go, or carry the card, to the column on the right."""
        self._sideways(1)

    def action_up(self) -> None:
        """Go to the card above."""
        self._by(-1)

    def action_down(self) -> None:
        """Go to the card below."""
        self._by(1)

    def action_page_up(self) -> None:
        """Go up by as many cards as fit."""
        self._by(-self._lines.page)

    def action_page_down(self) -> None:
        """Go down by as many cards as fit."""
        self._by(self._lines.page)

    def action_first(self) -> None:
        """Go to the first card of the column."""
        self._by(-len(self._cards))

    def action_last(self) -> None:
        """Go to the last card of the column."""
        self._by(len(self._cards))

    def action_open(self) -> None:
        """Open the card under the cursor."""
        if self.cursor_card is not None and not self.carrying:
            self.post_message(self.Opened(self.cursor_card))

    def on_click(self, event: events.Click) -> None:
        """Go to the column and card under the mouse; open the card at the second click."""
        offset = event.get_content_offset(self)
        slot = self._slot_at(offset.x) if offset else None
        if offset is None or slot is None or self.carrying:
            return
        below = offset.y - self._heading_lines
        place = self._lines.card_at(slot.column, below) if below >= 0 and not slot.folded else None
        self._go(slot.column, place[0] if place else self._state.row(slot.column))
        if place and event.chain == 2:
            self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the column under the mouse down."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the column under the mouse up."""
        self._wheel(event, -1)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._changed()

    def _sideways(self, step: int) -> None:
        """Go, or carry, to a neighbouring column."""
        state = self._state
        if self.carrying:
            state.carry_by(step)
            self._changed()
        elif 0 <= state.column + step < len(state.columns):
            tops, column = self._lines.tops(state.column), state.column + step
            beside = state.lanes and tops
            self._go(column, self._lines.beside(column, tops[state.row(state.column)]) if beside else state.row(column))

    def _by(self, step: int) -> None:
        """Go up or down in the column, if no card is being carried."""
        if self._state.card() is not None and not self.carrying:
            self._go(self._state.column, self._state.row(self._state.column) + step)

    def _go(self, column: int, row: int) -> None:
        """Put the cursor on a card and draw again no more than what changed."""
        before, slots = (self._state.column, self._state.row(self._state.column)), self._slots()
        self._state.go(column, row)
        self._keep_window()
        if self._lines.reveal(self._state.column) or self._slots() != slots:
            self.refresh()
        else:
            for place in (before, (self._state.column, self._state.row(self._state.column))):
                self._refresh_card(*place)
        self._tell()

    def _refresh_card(self, column: int, row: int) -> None:
        """Draw one card and its column's heading again."""
        slot = next(slot for slot in self._slots() if slot.column == column)
        heading, tops = self._heading_lines, self._lines.tops(column)
        self.refresh(Region(slot.x, 0, slot.width, heading))
        if row < len(tops):
            y = tops[row] - self._lines.offset(column) + heading
            if heading <= y < self.size.height:
                self.refresh(Region(slot.x, y, slot.width, self.card_lines))

    def _wheel(self, event: events.MouseEvent, step: int) -> None:
        """Scroll a column by one card, if it does not fit."""
        slot = self._slot_at(event.x)
        if slot is None or slot.folded:
            return
        event.stop()
        offset = self._lines.offset(slot.column)
        self._lines.scroll(slot.column, step)
        if self._lines.offset(slot.column) != offset:
            self.refresh()

    def _keep_window(self) -> None:
        """Remember which columns are open, so that the window of open columns moves as little as it can."""
        self._first = next((slot.column for slot in self._slots() if not slot.folded), self._first)

    def _changed(self) -> None:
        """Draw everything again, with the cursor in sight."""
        if self._state.columns:
            self._keep_window()
            self._lines.reveal(self._state.column)
        self.refresh()
        self._tell()

    def _tell(self) -> None:
        """Post where the cursor is, if that is news."""
        column = self.cursor_column
        if column is not None and (column, self.cursor_card) != self._told:
            self._told = (column, self.cursor_card)
            self.post_message(self.Highlighted(column, self.cursor_card))
