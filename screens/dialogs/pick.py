"""A list to pick from, with a line to search it: help, choices, anything that is one of many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import as_cell
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.text.pinyin import matches


class PickDialog(ModalScreen[str | None]):
    """Shows rows and returns the key of the one that was chosen, or None.

    What is typed narrows the rows by words, pinyin or initials; the arrow keys move, Enter picks, Esc closes.
    """

    DEFAULT_CSS = """
    PickDialog {
        align: center middle;
        & > Vertical {
            width: 100%; max-width: 110; height: 90%;
            border: ascii $primary; background: $surface; padding: 0 1;
        }
        & Static { height: 1; text-style: bold; }
        & Input, & Input:focus { border: none; height: 1; padding: 0; background: $boost; }
        & VirtualList { height: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "close", show=False),
        Binding("up,ctrl+p", "move('up')", show=False, priority=True),
        Binding("down,ctrl+n", "move('down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
    ]

    def __init__(
        self, title: str, columns: Sequence[Column], rows: Sequence[Row], *, hint: str, empty: str, closes: str = ""
    ) -> None:
        """Create the dialog.

        Args:
            title: What is to be picked.
            columns: Of the list.
            rows: To pick from; a row whose key begins with "-" is a heading and is not picked.
            hint: What the empty search line says.
            empty: What an empty list says.
            closes: Characters of which each, typed first, closes the dialog: those that open it.
        """
        super().__init__()
        self._title, self._rows, self._hint, self._closes = title, tuple(rows), hint, closes
        self._list = VirtualList(columns, empty=empty)

    def compose(self) -> ComposeResult:
        """Show title, search line and list."""
        with Vertical():
            yield Static(Content(self._title))
            yield Input(placeholder=self._hint)
            yield self._list

    def on_mount(self) -> None:
        """Start with all rows and the cursor on the first that can be picked."""
        self.set_focus(self.query_one(Input))
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the rows."""
        event.stop()
        if len(event.value) == 1 and event.value in self._closes:
            self.dismiss(None)
        else:
            self._show(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pick the row under the cursor."""
        event.stop()
        self._pick(self._list.cursor_key)

    def on_virtual_list_opened(self, event: VirtualList.Opened) -> None:
        """Pick a row by mouse."""
        event.stop()
        self._pick(event.key)

    def action_move(self, where: str) -> None:
        """Move the cursor of the list while the search line keeps the focus."""
        {
            "up": self._list.action_cursor_up,
            "down": self._list.action_cursor_down,
            "page_up": self._list.action_page_up,
            "page_down": self._list.action_page_down,
        }[where]()

    def action_close(self) -> None:
        """Pick nothing."""
        self.dismiss(None)

    def _pick(self, key: str | None) -> None:
        if key and not key.startswith("-"):
            self.dismiss(key)

    def _show(self, query: str) -> None:
        words = query.split()
        shown = [
            row for row in self._rows
            if not words or (not row.key.startswith("-") and all(matches(word, _text(row)) for word in words))
        ]  # fmt: skip
        self._list.set_rows(shown, keep=False)
        first = next((row.key for row in shown if not row.key.startswith("-")), None)
        if first:
            self._list.move_to(first)


def _text(row: Row) -> str:
    return " ".join(as_cell(cell).text for cell in row.cells)
