"""Which fields something shows, and in which order: a list of boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kamtui.screens.dialogs.leaving import leave
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.text.words import word


class CardFieldsDialog(ModalScreen[tuple[str, ...] | None]):
    """Returns the names of the fields that were ticked, in the order in which they were; None when it was left."""

    DEFAULT_CSS = """
    CardFieldsDialog {
        align: center middle;
        & > Vertical {
            width: 56; max-width: 90%; height: auto; max-height: 90%;
            border: ascii $primary; background: $surface; padding: 0 1;
        }
        & Static { height: 1; text-style: bold; }
        & .keys { text-style: none; color: $text-muted; }
        & VirtualList { height: auto; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("up,k", "move(-1)", show=False, priority=True),
        Binding("down,j", "move(1)", show=False, priority=True),
        Binding("space,x", "tick", show=False, priority=True),
        Binding("enter,ctrl+s,f2", "save", show=False, priority=True),
    ]

    def __init__(self, title: str, fields: Sequence[tuple[str, str]], chosen: Sequence[str], most: int) -> None:
        """Create the dialog.

        Args:
            title: What is to be chosen, cleaned.
            fields: Name and label of each.
            chosen: The names that are ticked at first, in order.
            most: How many can be ticked.
        """
        super().__init__()
        self._title, self._fields, self._most = title, tuple(fields), most
        self._began, self._chosen = list(chosen), list(chosen)
        columns = [Column("box", "", 3), Column("name", "", 24, flexible=True)]
        self._list = VirtualList(columns, empty="")

    def compose(self) -> ComposeResult:
        """Show the title, the boxes, and which keys there are."""
        with Vertical():
            yield Static(Content(self._title))
            yield self._list
            yield Static(Content(word("board.fields.keys")), classes="keys")

    def on_mount(self) -> None:
        """Show the boxes."""
        self._list.styles.height = len(self._fields) + 1
        self._list.focus()
        self._show()

    def on_virtual_list_opened(self, event: VirtualList.Opened) -> None:
        """Tick by mouse."""
        event.stop()
        self.action_tick()

    def action_tick(self) -> None:
        """Tick the field under the cursor behind the others, or take its tick away."""
        name = self._list.cursor_key
        if name in self._chosen:
            self._chosen.remove(name)
        elif name and len(self._chosen) < self._most:
            self._chosen.append(name)
        else:
            self.app.bell()
        self._show()

    def action_move(self, step: int) -> None:
        """Go up or down."""
        if step < 0:
            self._list.action_cursor_up()
        else:
            self._list.action_cursor_down()

    def action_save(self) -> None:
        """Return what is ticked; nothing ticked counts as leaving."""
        self.dismiss(tuple(self._chosen) or None)

    def action_close(self) -> None:
        """Leave it as it was; ask first if other fields were ticked."""
        leave(self, changed=self._chosen != self._began, save=self.action_save)

    def _show(self) -> None:
        rows = [
            Row(name, (f"[{self._chosen.index(name) + 1}]" if name in self._chosen else "[ ]", label))
            for name, label in self._fields
        ]
        self._list.set_rows(rows)
