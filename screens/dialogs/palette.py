"""A line to type in and what fits it: commands and records alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.text.words import word

Search = Callable[[str], Sequence[Row]]
"""What fits a text, the best first; bounded, so that it keeps pace with typing."""


class Palette(ModalScreen[str | None]):
    """Returns the key of the row that was picked, or None.

    `prepare` is run once in a thread, as it may look at every name; what it makes findable is shown when it is done.
    """

    DEFAULT_CSS = """
    Palette {
        align: center top;
        & > Vertical {
            width: 100%; max-width: 110; height: 80%;
            border: ascii $primary; background: $surface; padding: 0 1;
        }
        & Static { height: 1; text-style: bold; }
        & Input, & Input:focus { border: none; height: 1; padding: 0; background: $boost; }
        & VirtualList { height: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f9,ctrl+p", "close", show=False, priority=True),
        Binding("up", "move('up')", show=False, priority=True),
        Binding("down,ctrl+n", "move('down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
    ]

    def __init__(self, search: Search, prepare: Callable[[], object]) -> None:
        """Create the palette over what `search` finds."""
        super().__init__()
        self._search, self._prepare = search, prepare
        columns = [
            Column("name", word("screens.help.name"), 26, flexible=True),
            Column("about", word("screens.help.about"), 24, flexible=True, priority=1),
            Column("keys", word("screens.help.keys"), 14),
        ]
        self._list = VirtualList(columns, empty=word("shell.palette.empty"))

    def compose(self) -> ComposeResult:
        """Show title, line and list."""
        with Vertical():
            yield Static(Content(word("shell.palette.title")))
            yield Input(placeholder=word("shell.palette.hint"))
            yield self._list

    def on_mount(self) -> None:
        """Show what was used last, and get the names ready."""
        self.set_focus(self.query_one(Input))
        self._show()
        self.run_worker(self._ready, thread=True, exit_on_error=True)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits."""
        event.stop()
        if event.value in (":", "："):
            self.dismiss(None)
        else:
            self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pick the row under the cursor."""
        event.stop()
        self._take(self._list.cursor_key)

    def on_virtual_list_opened(self, event: VirtualList.Opened) -> None:
        """Pick a row by mouse."""
        event.stop()
        self._take(event.key)

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

    def _ready(self) -> None:
        self._prepare()
        self.app.call_from_thread(self._show, True)

    def _show(self, keep: bool = False) -> None:
        if self.is_mounted:
            self._list.set_rows(self._search(self.query_one(Input).value), keep=keep)

    def _take(self, key: str | None) -> None:
        if key and not key.startswith("-"):
            self.dismiss(key)
