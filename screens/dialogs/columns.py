"""Which columns a list shows, and in which order."""

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


class ColumnsDialog(ModalScreen[tuple[str, ...] | None]):
    """Returns the keys of the columns to be shown, from left to right; an empty tuple asks for the usual ones."""

    DEFAULT_CSS = """
    ColumnsDialog {
        align: center middle;
        & > Vertical {
            width: 66; max-width: 100%; height: 90%;
            border: ascii $primary; background: $surface; padding: 0 1;
        }
        & Static { height: auto; }
        & .title { text-style: bold; }
        & .keys { color: $text-muted; }
        & VirtualList { height: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", show=False),
        Binding("enter", "accept", show=False),
        Binding("space,x", "turn", show=False),
        Binding("less_than_sign,left,fullwidth_less_than_sign,left_double_angle_bracket", "shift(-1)", show=False),
        Binding("greater_than_sign,right,fullwidth_greater_than_sign,right_double_angle_bracket", "shift(1)",
                show=False),
        Binding("0,delete", "usual", show=False),
        Binding("up,k", "move('cursor_up')", show=False),
        Binding("down,j", "move('cursor_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
        Binding("home", "move('first')", show=False),
        Binding("end,G", "move('last')", show=False),
    ]  # fmt: skip

    def __init__(self, title: str, among: Sequence[tuple[str, str]], chosen: Sequence[str]) -> None:
        """Create the dialog.

        Args:
            title: Which list it is about.
            among: Key and label of every column there is.
            chosen: The keys of those that are shown now, from left to right.
        """
        super().__init__()
        self._title, self._labels = title, dict(among)
        self._began, self._chosen = list(chosen), list(chosen)
        self._order = [*chosen, *(key for key, _ in among if key not in chosen)]
        columns = [Column("on", "", 3), Column("name", word("lists.columns.column"), 30, flexible=True)]
        self._list = VirtualList(columns)

    def compose(self) -> ComposeResult:
        """Title, columns, keys."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            yield self._list
            yield Static(Content(word("lists.columns.keys")), classes="keys")

    def on_mount(self) -> None:
        """Show the columns."""
        self._list.focus()
        self._show()

    def action_move(self, where: str) -> None:
        """Move the cursor."""
        getattr(self._list, f"action_{where}")()

    def action_turn(self) -> None:
        """Show the column under the cursor, or do not."""
        key = self._list.cursor_key
        if key in self._chosen:
            self._chosen.remove(key)
        elif key:
            self._chosen = [one for one in self._order if one in {*self._chosen, key}]
        self._show()
        self._list.action_cursor_down()

    def action_shift(self, step: int) -> None:
        """Put the column under the cursor further to the left or right."""
        key = self._list.cursor_key
        if not key:
            return
        place = self._order.index(key)
        to = max(min(place + step, len(self._order) - 1), 0)
        self._order.insert(to, self._order.pop(place))
        self._chosen = [one for one in self._order if one in self._chosen]
        self._show()

    def action_usual(self) -> None:
        """Show the usual columns again."""
        self.dismiss(())

    def action_accept(self) -> None:
        """Return what was chosen; a list without columns is not one."""
        if self._chosen:
            self.dismiss(tuple(self._chosen))
        else:
            self.app.bell()

    def action_close(self) -> None:
        """Change nothing; ask first if other columns were chosen."""
        leave(self, changed=self._chosen != self._began, save=self.action_accept)

    def on_virtual_list_opened(self, event: VirtualList.Opened) -> None:
        """Turn a column on or off by mouse."""
        event.stop()
        self.action_turn()

    def _show(self) -> None:
        self._list.set_rows(
            [Row(key, ("[x]" if key in self._chosen else "[ ]", self._labels[key])) for key in self._order]
        )
