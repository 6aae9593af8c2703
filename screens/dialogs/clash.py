"""Fields that two people changed: what each wrote, who and when, and which of them is to stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.status_footer import FooterEntry, StatusFooter
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.text.words import word

TAKEN, LEFT = "[x]", "[ ]"


@dataclass(frozen=True)
class Side:
    """One of the values that a field could have."""

    name: str
    """Whose it is: "theirs", "mine", "before"; its word is `clash.NAME`."""
    text: str
    """The value as people read it, cleaned."""
    by: str = ""
    """Who wrote it and when, cleaned."""


@dataclass(frozen=True)
class Disputed:
    """One field with its values."""

    key: str
    """Names the field in the answer."""
    label: str
    """What people call it, cleaned."""
    sides: tuple[Side, ...]
    """What may stand there; the first is taken unless the person chooses another one."""


@dataclass(frozen=True)
class Decision:
    """What the person chose."""

    taken: dict[str, int]
    """By field the number of the side."""
    edit: str = ""
    """The field to be edited instead, in the form; "" to save."""


class ClashDialog(ModalScreen[Decision | None]):
    """Shows every field with both values and returns which are to stand; None when it was left with Esc."""

    DEFAULT_CSS = """
    ClashDialog {
        align: center middle;
        & > Vertical {
            width: 100%; max-width: 116; height: auto; max-height: 100%;
            border: ascii $warning; background: $surface; padding: 0 1;
        }
        & .question { height: auto; text-style: bold; }
        & VirtualList { max-height: 12; }
        & .sides { height: auto; max-height: 14; border-top: ascii $primary; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("enter,ctrl+s,f2", "save", show=False),
        Binding("t", "take('theirs')", show=False),
        Binding("m", "take('mine')", show=False),
        Binding("left,h", "step(-1)", show=False),
        Binding("right,l,space", "step(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("e,ctrl+e", "edit", show=False),
    ]

    def __init__(
        self, question: str, disputed: Sequence[Disputed], *, may_edit: bool = False, together: bool = False
    ) -> None:
        """Create the dialog.

        Args:
            question: What happened and what is to be decided, cleaned.
            disputed: The fields.
            may_edit: Whether there is a form to go back to for a third value.
            together: Whether one choice holds for all fields.
        """
        super().__init__()
        self._question, self._disputed, self._may_edit = question, tuple(disputed), may_edit
        self._together = together
        self._taken = {field.key: 0 for field in disputed}
        names = list(dict.fromkeys(side.name for field in disputed for side in field.sides))
        self._names = names[:3]
        columns = [Column("field", word("clash.field"), 16, flexible=True)]
        columns += [Column(name, word(f"clash.{name}"), 20, flexible=True) for name in self._names]
        self._list = VirtualList(columns)
        self._list.styles.height = len(self._disputed) + 1
        self._sides = Static("", classes="sides")

    def compose(self) -> ComposeResult:
        """Show the question, the fields, all of the field under the cursor, and the keys."""
        with Vertical():
            yield Static(Content(self._question), classes="question")
            yield self._list
            yield self._sides
            yield StatusFooter(self._keys())

    def on_mount(self) -> None:
        """Start on the first field."""
        self._list.focus()
        self._show()

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Show all of the field under the cursor."""
        event.stop()
        self._describe()

    def on_virtual_list_opened(self, event: VirtualList.Opened) -> None:
        """Take the next value of a field by mouse."""
        event.stop()
        self.action_step(1)

    def on_status_footer_chosen(self, event: StatusFooter.Chosen) -> None:
        """Do what a click on a key asks for."""
        event.stop()
        self.call_later(self.run_action, event.action)

    def action_take(self, name: str) -> None:
        """Let this side's value stand in the field under the cursor."""
        field = self._field()
        number = next((at for at, side in enumerate(field.sides) if side.name == name), None)
        if number is not None:
            self._choose(field, number)

    def action_step(self, step: int) -> None:
        """Let the next value of the field under the cursor stand."""
        field = self._field()
        self._choose(field, (self._taken[field.key] + step) % len(field.sides))

    def action_move(self, step: int) -> None:
        """Go to another field."""
        (self._list.action_cursor_down if step > 0 else self._list.action_cursor_up)()
        self._describe()

    def action_save(self) -> None:
        """Save with the values that are chosen."""
        self.dismiss(Decision(dict(self._taken)))

    def action_edit(self) -> None:
        """Go back to the form, to this field, for another value."""
        if self._may_edit:
            self.dismiss(Decision(dict(self._taken), self._field().key))

    def action_close(self) -> None:
        """Decide nothing now."""
        self.dismiss(None)

    def _choose(self, field: Disputed, number: int) -> None:
        for each in self._disputed if self._together else (field,):
            self._taken[each.key] = number
        self._show()

    def _field(self) -> Disputed:
        return next((field for field in self._disputed if field.key == self._list.cursor_key), self._disputed[0])

    def _keys(self) -> list[FooterEntry]:
        keys = [FooterEntry("Space", word("clash.next"), "step(1)"), FooterEntry("Enter", word("clash.save"), "save")]
        if "mine" in self._names:
            keys = [
                FooterEntry("t", word("clash.take_theirs"), "take('theirs')"),
                FooterEntry("m", word("clash.take_mine"), "take('mine')"),
                *keys,
            ]
        if self._may_edit:
            keys.append(FooterEntry("e", word("clash.edit"), "edit"))
        return [*keys, FooterEntry("Esc", word("clash.back"), "close")]

    def _show(self) -> None:
        self._list.set_rows([Row(field.key, self._cells(field)) for field in self._disputed])
        self._describe()

    def _cells(self, field: Disputed) -> tuple[str | Cell, ...]:
        cells: list[str | Cell] = [Cell(field.label, "strong")]
        for name in self._names:
            number = next((at for at, side in enumerate(field.sides) if side.name == name), None)
            if number is None:
                cells.append("")
                continue
            taken = self._taken[field.key] == number
            cells.append(
                Cell(f"{TAKEN if taken else LEFT} {field.sides[number].text}".replace("\n", " / "), "strong" * taken)
            )
        return tuple(cells)

    def _describe(self) -> None:
        """Show every value of the field under the cursor whole, with who wrote it and when."""
        field = self._field()
        lines: list[str | tuple[str, str]] = []
        for number, side in enumerate(field.sides):
            taken = self._taken[field.key] == number
            by = f"  ({side.by})" if side.by else ""
            head = f"{TAKEN if taken else LEFT} {word(f'clash.{side.name}')}{by}: "
            lines += ["\n" if number else "", (head, "bold"), side.text]
        self._sides.update(Content.assemble(*lines))
