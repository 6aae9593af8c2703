"""A screen that is one list: its keys and its mouse."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from kamtui.screens.shell.base import WorkScreen
from kamtui.screens.widgets.virtual_list import VirtualList


class ListScreen(WorkScreen):
    """Moves the cursor of its list; the screen says what opening a row means."""

    list: VirtualList

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield self.list

    def focus_body(self) -> None:
        """Give the keys to the list."""
        self.list.focus()

    def on_virtual_list_opened(self, event: VirtualList.Opened) -> None:
        """Open a row by mouse."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open what the cursor is on."""
        raise NotImplementedError

    def action_up(self) -> None:
        """Go up."""
        self.list.action_cursor_up()

    def action_down(self) -> None:
        """Go down."""
        self.list.action_cursor_down()

    def action_page_up(self) -> None:
        """Go up a page."""
        self.list.action_page_up()

    def action_page_down(self) -> None:
        """Go down a page."""
        self.list.action_page_down()

    def action_first(self) -> None:
        """Go to the first row."""
        self.list.action_first()

    def action_last(self) -> None:
        """Go to the last row."""
        self.list.action_last()
