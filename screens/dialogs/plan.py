"""What a change of many cells would do, shown before it is made: for bulk edits and for pasting."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static

from kamtui.screens.dialogs.leaving import leave
from kamtui.screens.widgets.list_columns import Column, LazyRows, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.fields import name_of
from kamtui.store.lists.bulk import CellEdit, Plan
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

REST = 0.15
"""Seconds without a key after which a long plan is made again."""
AT_ONCE = 200
"""Cells up to which every key makes the plan anew."""


class PlanDialog(ModalScreen[tuple[str, Plan] | None]):
    """Shows the plan of a text and returns both when Enter accepts it; None when it was left.

    With a line to type in, the plan follows what is typed. Where nothing would change, Enter does nothing.
    """

    DEFAULT_CSS = """
    PlanDialog {
        align: center middle;
        & > Vertical {
            width: 100%; max-width: 120; height: 90%;
            border: ascii $primary; background: $surface; padding: 0 1;
        }
        & Static { height: auto; }
        & .title { text-style: bold; }
        & .keys { color: $text-muted; }
        & Input, & Input:focus { border: none; height: 1; padding: 0; background: $boost; }
        & VirtualList { height: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False, priority=True),
        Binding("enter", "accept", show=False, priority=True),
        Binding("up", "move('cursor_up')", show=False, priority=True),
        Binding("down", "move('cursor_down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
    ]

    def __init__(self, title: str, make: Callable[[str], Plan], *, text: str = "", asks: bool = True) -> None:
        """Create the dialog.

        Args:
            title: What is to be changed, cleaned.
            make: Makes the plan of a text.
            text: What stands in the line at first, or what the plan is made of where nothing is asked.
            asks: Whether there is a line to type in.
        """
        super().__init__()
        self._title, self._make, self._text, self._asks = title, make, text, asks
        self._began = text
        self._plan = Plan()
        self._timer: Timer | None = None
        self._list = VirtualList(_columns(), empty=word("lists.plan.empty"))

    def compose(self) -> ComposeResult:
        """Title, line, what it would do, cell by cell."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            if self._asks:
                yield Input(self._text, placeholder=word("lists.plan.hint"))
            yield Static("", id="summary")
            yield self._list
            yield Static(Content(word("lists.plan.keys")), classes="keys")

    def on_mount(self) -> None:
        """Show the first plan."""
        if self._asks:
            self.set_focus(self.query_one(Input))
        self._look()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed."""
        event.stop()
        self._text = event.value
        if self._timer:
            self._timer.stop()
        self._timer = None
        if len(self._plan.edits) <= AT_ONCE:
            self._look()
        else:
            self._timer = self.set_timer(REST, self._look)

    def action_move(self, where: str) -> None:
        """Move through the cells while the line keeps the focus."""
        getattr(self._list, f"action_{where}")()

    def action_accept(self) -> None:
        """Return the plan, if it changes anything."""
        if self._timer:
            self._look()
        if self._plan.changing:
            self.dismiss((self._text, self._plan))
        else:
            self.app.bell()

    def action_close(self) -> None:
        """Change nothing; ask first if something was typed."""
        leave(self, changed=self._asks and self._text.strip() != self._began.strip(), save=self.action_accept)

    def _look(self) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = None
        self._plan = self._make(self._text) if self._text.strip() else Plan()
        edits = [*self._plan.changing, *self._plan.wrong]
        keys = [str(number) for number in range(len(edits))]
        self._list.set_rows(LazyRows(keys, lambda number: _row(keys[number], edits[number])), keep=False)
        said = [self._plan.summary if self._plan.edits else word("lists.plan.nothing"), *self._plan.notes]
        self.query_one("#summary", Static).update(Content("\n".join(said)))


def _columns() -> list[Column]:
    return [
        Column("name", word("lists.plan.record"), 18, flexible=True),
        Column("field", word("lists.plan.field"), 10, priority=1),
        Column("old", word("lists.plan.old"), 12),
        Column("new", word("lists.plan.new"), 24, flexible=True),
    ]


def _row(key: str, edit: CellEdit) -> Row:
    """One cell: what it is and what it becomes, or why not."""
    new = Cell(clean(f"! {edit.problem}", 120), "warning") if edit.problem else Cell(clean(edit.new, 120), "strong")
    return Row(key, (clean(name_of(edit.record), 60), clean(edit.label, 30), clean(edit.old, 60), new))
