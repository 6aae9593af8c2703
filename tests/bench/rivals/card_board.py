"""A board as most Textual programs make it: one widget for each card; `>` and `<` move the focused one.

Usage: card_board.py CARDS
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static


class Card(Static, can_focus=True):
    """One deal."""

    DEFAULT_CSS = "Card { height: 3; } Card:focus { background: $primary; }"


class BoardApp(App[None]):
    """Six columns of cards."""

    CSS = "VerticalScroll { width: 1fr; }"
    BINDINGS = [("greater_than_sign", "move(1)", "On"), ("less_than_sign", "move(-1)", "Back")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """The columns, filled in turn."""
        with Horizontal():
            for column in range(6):
                with VerticalScroll(can_focus=False):
                    for number in range(column, int(sys.argv[1]), 6):
                        yield Card(Content(f"Card_{number:05}\n¥{number + 1000:,}K\nData centre renewal"))

    def on_mount(self) -> None:
        """Put the cursor on the first card."""
        self.query(Card).first().focus()

    async def action_move(self, step: int) -> None:
        """Move the focused card so many columns on."""
        card = self.focused
        columns = list(self.query(VerticalScroll))
        if isinstance(card, Card) and isinstance(card.parent, VerticalScroll):
            target = columns[columns.index(card.parent) + step]
            moved = Card(card.content)
            await card.remove()
            await target.mount(moved, before=0)
            moved.focus()


if __name__ == "__main__":
    BoardApp().run()
