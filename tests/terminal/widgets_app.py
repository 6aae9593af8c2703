"""A small program with all widgets of the line kind, run by the tests on a real terminal.

Usage: widgets_app.py FILE, a JSON list of texts that become rows, cards, titles and labels; with `--draft FILE` the
signals are handled and write "saved" to that file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.filter import LineFilter

from kamtui.driver import DiffingDriver
from kamtui.line_filter import CleanFilter
from kamtui.screens.widgets.board import Board
from kamtui.screens.widgets.board_state import BoardCard, BoardColumn
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.status_footer import FooterEntry, StatusFooter
from kamtui.screens.widgets.title_bar import TitleBar
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.terminal import install_exit_signals

COLUMNS = [Column("name", "name", 20, flexible=True), Column("amount", "amount", 8, "right")]


class WidgetsApp(App[None]):
    """Title bar, list, board and footer below each other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "down", "down"),
        ("s", "leave", "leave"),
        ("q", "quit", "quit"),
    ]

    def __init__(self, texts: list[str]) -> None:
        """Keep the texts to show."""
        super().__init__(driver_class=DiffingDriver)
        self.texts = texts

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the cleaning filter, as kamtui's app does."""
        return [*super().get_line_filters(), CleanFilter()]

    def compose(self) -> ComposeResult:
        """Show every text in every place that takes one."""
        first = self.texts[0]
        yield TitleBar(first, self.texts[:2], [first])
        yield VirtualList(COLUMNS)
        yield Board()
        yield StatusFooter([FooterEntry("n", text, "new") for text in self.texts[:4]], FooterEntry("?", "help", "h"))

    def on_mount(self) -> None:
        """Fill list and board."""
        rows = [Row(str(number), (text, str(number))) for number, text in enumerate(self.texts)]
        cards = tuple(BoardCard(str(number), (text, text), marks="!") for number, text in enumerate(self.texts))
        self.query_one(VirtualList).set_rows(rows)
        self.query_one(Board).set_columns([BoardColumn("a", self.texts[0], self.texts[-1], cards)])
        self.query_one(VirtualList).focus()

    def action_down(self) -> None:
        """Go down in the list."""
        self.query_one(VirtualList).action_cursor_down()
        self.query_one(Board).action_down()

    def action_leave(self) -> None:
        """Leave the screen to another program for a moment."""
        with self.suspend():
            print("\x1b[2J\x1b[Hother program")

    def on_diffing_driver_undecodable_input(self) -> None:
        """Tell of bytes that are no UTF-8."""
        self.query_one(TitleBar).show(title="not UTF-8")


def save_to(draft: Path) -> None:
    """Write what a test looks for after the program was ended."""
    draft.write_text("saved", encoding="utf-8")


if __name__ == "__main__":
    if "--draft" in sys.argv:
        install_exit_signals(partial(save_to, Path(sys.argv[sys.argv.index("--draft") + 1])))
    WidgetsApp(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))).run()
