"""The drafts that a dead session has left: open them, save them, discard them, or leave them for later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.status_footer import FooterEntry, StatusFooter
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.text.words import word


class DraftsDialog(ModalScreen[tuple[str, str] | None]):
    """Shows drafts; returns "open", "save", "all" or "discard" and the key of a row, or None for later."""

    DEFAULT_CSS = """
    DraftsDialog {
        align: center middle;
        & > Vertical {
            width: 100%; max-width: 110; height: auto; max-height: 100%;
            border: ascii $warning; background: $surface; padding: 0 1;
        }
        & Static { height: auto; text-style: bold; }
        & VirtualList { max-height: 14; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", show=False),
        Binding("enter", "choose('open')", show=False),
        Binding("s,ctrl+s,f2", "choose('save')", show=False),
        Binding("S", "choose('all')", show=False),
        Binding("D,delete", "choose('discard')", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
    ]

    def __init__(self, rows: Sequence[Row]) -> None:
        """Show `rows`: what it was, when, and what was typed into which fields."""
        super().__init__()
        self._rows = tuple(rows)
        columns = [
            Column("what", word("drafts.what"), 24, flexible=True),
            Column("at", word("drafts.at"), 16),
            Column("fields", word("drafts.fields"), 24, flexible=True),
        ]
        self._list = VirtualList(columns)
        self._list.styles.height = len(self._rows) + 1

    def compose(self) -> ComposeResult:
        """Show what this is, the drafts, and the keys."""
        with Vertical():
            yield Static(Content(word("drafts.title", n=len(self._rows))))
            yield self._list
            names = (
                ("Enter", "open", "open"),
                ("s", "save", "save"),
                ("S", "save_all", "all"),
                ("D", "discard", "discard"),
            )
            keys = [FooterEntry(key, word(f"drafts.{name}"), f"choose('{action}')") for key, name, action in names]
            yield StatusFooter([*keys, FooterEntry("Esc", word("drafts.later"), "close")])

    def on_mount(self) -> None:
        """Start on the first draft."""
        self._list.set_rows(self._rows)
        self._list.focus()

    def on_virtual_list_opened(self, event: VirtualList.Opened) -> None:
        """Open a draft by mouse."""
        event.stop()
        self.action_choose("open")

    def on_status_footer_chosen(self, event: StatusFooter.Chosen) -> None:
        """Do what a click on a key asks for."""
        event.stop()
        self.call_later(self.run_action, event.action)

    def action_move(self, step: int) -> None:
        """Go to another draft."""
        (self._list.action_cursor_down if step > 0 else self._list.action_cursor_up)()

    def action_choose(self, what: str) -> None:
        """Return what is to be done with the draft under the cursor."""
        if self._list.cursor_key:
            self.dismiss((what, self._list.cursor_key))

    def action_close(self) -> None:
        """Leave all of them for later."""
        self.dismiss(None)
