"""A line to type in over a list: what the palette and every dialog that picks one of many have in common."""

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
from kamtui.screens.widgets.virtual_list import VirtualList


class SearchList(ModalScreen[str | None]):
    """Returns the key of the row that was picked, or None.

    The line keeps the focus; the arrow keys move in the list, Enter picks, Esc closes. A row whose key begins with
    "-" is a heading and is not picked. What fits the line is said by `rows_for`.
    """

    DEFAULT_CSS = """
    SearchList {
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
        Binding("escape", "close", show=False, priority=True),
        Binding("up", "move('up')", show=False, priority=True),
        Binding("down,ctrl+n", "move('down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
    ]

    def __init__(self, title: str, columns: Sequence[Column], *, hint: str, empty: str, closes: str = "") -> None:
        """Create the dialog.

        Args:
            title: What is to be picked.
            columns: Of the list.
            hint: What the empty line says.
            empty: What an empty list says.
            closes: Characters of which each, typed alone, closes the dialog: those that open it.
        """
        super().__init__()
        self._title, self._hint, self._closes = title, hint, closes
        self._list = VirtualList(columns, empty=empty)

    def rows_for(self, query: str) -> Sequence[Row]:
        """What fits a text, the best first; fast, as it is asked at every key."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Show title, line and list."""
        with Vertical():
            yield Static(Content(self._title))
            yield Input(placeholder=self._hint)
            yield self._list

    def on_mount(self) -> None:
        """Start with what fits an empty line."""
        self.set_focus(self.query_one(Input))
        self.show()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits."""
        event.stop()
        if len(event.value) == 1 and event.value in self._closes:
            self.dismiss(None)
        else:
            self.show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pick the row under the cursor."""
        event.stop()
        self._pick(self._list.cursor_key)

    def on_virtual_list_opened(self, event: VirtualList.Opened) -> None:
        """Pick a row by mouse."""
        event.stop()
        self._pick(event.key)

    def action_move(self, where: str) -> None:
        """Move the cursor of the list while the line keeps the focus."""
        {
            "up": self._list.action_cursor_up,
            "down": self._list.action_cursor_down,
            "page_up": self._list.action_page_up,
            "page_down": self._list.action_page_down,
        }[where]()

    def action_close(self) -> None:
        """Pick nothing."""
        self.dismiss(None)

    def show(self, keep: bool = False) -> None:
        """Show what fits the line: the cursor on the first that can be picked, or with `keep` where it is."""
        if not self.is_attached:  # closed while names were being prepared
            return
        rows = self.rows_for(self.query_one(Input).value)
        self._list.set_rows(rows, keep=keep)
        first = next((row.key for row in rows if not row.key.startswith("-")), None)
        if first and not keep:
            self._list.move_to(first)

    def _pick(self, key: str | None) -> None:
        if key and not key.startswith("-"):
            self.dismiss(key)
