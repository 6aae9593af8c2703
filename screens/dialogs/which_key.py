"""What may follow the first of two keys: shown at once, at the bottom of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.text.words import word


class WhichKey(ModalScreen[str | None]):
    """Lists second keys and returns what the one that is pressed does; None for Esc and for any other key.

    An arrow key and Enter, or the mouse, choose as well: an input method may keep letters to itself.
    """

    DEFAULT_CSS = """
    WhichKey {
        align: left bottom;
        background: transparent;
        & > Vertical { height: auto; max-height: 70%; border: ascii $primary; background: $surface; padding: 0 1; }
        & Static { height: 1; text-style: bold; }
        & VirtualList { height: auto; }
    }
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("up", "move('up')", show=False),
        Binding("down", "move('down')", show=False),
        Binding("enter", "choose", show=False),
    ]

    def __init__(self, title: str, entries: Mapping[str, tuple[str, str, str]]) -> None:
        """Create the overlay.

        Args:
            title: What the first key is for.
            entries: By second key, as Textual names it: the key as people read it, its label, what it does.
        """
        super().__init__()
        self._title, self._actions = title, {key: action for key, (_, _, action) in entries.items()}
        columns = [
            Column("key", word("screens.help.keys"), 6),
            Column("label", word("screens.help.name"), 20, flexible=True),
        ]
        self._list = VirtualList(columns)
        self._list.can_focus = False
        self._list.styles.height = len(entries) + 1
        self._rows = [Row(key, (shown, label)) for key, (shown, label, _) in entries.items()]

    def compose(self) -> ComposeResult:
        """Show the title and the keys."""
        with Vertical():
            yield Static(Content(self._title))
            yield self._list

    def on_mount(self) -> None:
        """Show the keys, the cursor on the first."""
        self._list.set_rows(self._rows)

    def on_key(self, event: events.Key) -> None:
        """Take the second key."""
        if event.key in self._actions:
            event.stop()
            self.dismiss(self._actions[event.key])
        elif event.is_printable:
            event.stop()
            self.dismiss(None)

    def on_virtual_list_opened(self, event: VirtualList.Opened) -> None:
        """Choose by mouse."""
        event.stop()
        self.dismiss(self._actions.get(event.key))

    def action_move(self, where: str) -> None:
        """Move the cursor of the list."""
        (self._list.action_cursor_up if where == "up" else self._list.action_cursor_down)()

    def action_choose(self) -> None:
        """Do what the cursor is on."""
        self.dismiss(self._actions.get(self._list.cursor_key or ""))

    def action_close(self) -> None:
        """Do nothing."""
        self.dismiss(None)
