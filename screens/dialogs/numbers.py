"""Numbered choices, such as the stages of the method: one digit picks one."""

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
from kamtui.screens.widgets.virtual_list import VirtualList


class NumberDialog(ModalScreen[str | None]):
    """Shows numbered choices and returns the key of the one whose digit is pressed, or None."""

    DEFAULT_CSS = """
    NumberDialog {
        align: center middle;
        & > Vertical {
            width: 50; max-width: 90%; height: auto; max-height: 90%;
            border: ascii $primary; background: $surface; padding: 0 1;
        }
        & Static { height: 1; text-style: bold; }
        & VirtualList { height: auto; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("up,k", "move(-1)", show=False, priority=True),
        Binding("down,j", "move(1)", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
        *(Binding(str(digit), f"digit({digit})", show=False, priority=True) for digit in range(1, 10)),
    ]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]], at: str = "") -> None:
        """Create the dialog.

        Args:
            title: What is to be picked, cleaned.
            choices: Key and label of each, cleaned.
            at: The key that the cursor begins on.
        """
        super().__init__()
        self._title, self._choices, self._at = title, tuple(choices), at
        columns = [Column("number", "", 2), Column("name", "", 30, flexible=True)]
        self._list = VirtualList(columns, empty="")

    def compose(self) -> ComposeResult:
        """Show the title and the choices."""
        with Vertical():
            yield Static(Content(self._title))
            yield self._list

    def on_mount(self) -> None:
        """Show the choices, the cursor on the one that holds now."""
        self._list.styles.height = len(self._choices) + 1
        self._list.set_rows([Row(key, (str(n), label)) for n, (key, label) in enumerate(self._choices, 1)])
        self._list.move_to(self._at)
        self._list.focus()

    def on_virtual_list_opened(self, event: VirtualList.Opened) -> None:
        """Pick by mouse."""
        event.stop()
        self.dismiss(event.key)

    def action_digit(self, digit: int) -> None:
        """Pick by number."""
        if digit <= len(self._choices):
            self.dismiss(self._choices[digit - 1][0])

    def action_move(self, step: int) -> None:
        """Go up or down."""
        if step < 0:
            self._list.action_cursor_up()
        else:
            self._list.action_cursor_down()

    def action_take(self) -> None:
        """Pick what the cursor is on."""
        self.dismiss(self._list.cursor_key)

    def action_close(self) -> None:
        """Pick nothing."""
        self.dismiss(None)
