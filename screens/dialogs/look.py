"""The text of a file around a line, as it stands, for someone who has to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kamtui.screens.widgets.list_columns import Column, LazyRows, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.status_footer import FooterEntry, StatusFooter
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

LONGEST = 400
"""Cells of a line."""


class LookDialog(ModalScreen[str | None]):
    """Shows a file line by line with the cursor on one; returns the action that was asked for, or None."""

    DEFAULT_CSS = """
    LookDialog {
        align: center middle;
        & > Vertical { width: 100%; height: 100%; border: ascii $primary; background: $surface; padding: 0 1; }
        & Static { height: auto; max-height: 4; text-style: bold; }
        & VirtualList { height: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "close", show=False),
        Binding("up,k", "move('up')", show=False),
        Binding("down,j", "move('down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
        Binding("home", "move('first')", show=False),
        Binding("end,G", "move('last')", show=False),
    ]

    def __init__(self, title: str, lines: Sequence[str], line: int, actions: Sequence[tuple[str, str, str]]) -> None:
        """Create the dialog.

        Args:
            title: What is wrong with the file, cleaned.
            lines: The file's text, not cleaned.
            line: Number of the line to begin at, from 1; 0 for the first.
            actions: Key, label and name of what can be done with the file.
        """
        super().__init__()
        self._title, self._lines, self._line, self._actions = title, lines, max(line, 1), tuple(actions)
        self._list = VirtualList(
            [Column("number", "", 6, "right"), Column("text", word("attention.text"), 40, flexible=True)],
            empty=word("attention.empty_file"),
        )
        for key, _, name in self._actions:
            self._bindings.bind(key, f"choose('{name}')", show=False)

    def compose(self) -> ComposeResult:
        """Show what is wrong, the file, and the keys."""
        with Vertical():
            yield Static(Content(self._title))
            yield self._list
            entries = [FooterEntry(key, label, f"choose('{name}')") for key, label, name in self._actions]
            yield StatusFooter([*entries, FooterEntry("Esc", word("clash.back"), "close")])

    def on_mount(self) -> None:
        """Go to the line that is wrong."""
        keys = [str(number) for number in range(1, len(self._lines) + 1)]
        self._list.set_rows(LazyRows(keys, self._row))
        self._list.focus()
        self._list.move_to(str(self._line))

    def on_status_footer_chosen(self, event: StatusFooter.Chosen) -> None:
        """Do what a click on a key asks for."""
        event.stop()
        self.call_later(self.run_action, event.action)

    def action_move(self, where: str) -> None:
        """Go through the file."""
        {
            "up": self._list.action_cursor_up,
            "down": self._list.action_cursor_down,
            "page_up": self._list.action_page_up,
            "page_down": self._list.action_page_down,
            "first": self._list.action_first,
            "last": self._list.action_last,
        }[where]()

    def action_choose(self, name: str) -> None:
        """Return what is to be done."""
        self.dismiss(name)

    def action_close(self) -> None:
        """Only look."""
        self.dismiss(None)

    def _row(self, number: int) -> Row:
        wrong = number + 1 == self._line
        text = clean(self._lines[number].replace("\t", "    "), LONGEST)
        return Row(str(number + 1), (str(number + 1), Cell(text, "bad" if wrong else "")), "!" if wrong else "")
