"""The editor of one cell, laid over it: a line to type in, and below it what was understood or can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset, Region
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from kamtui.store.fields.matching import Complete, Match

LEAST = 24
"""Cells that an editor is wide at least."""


@dataclass(frozen=True)
class Editable:
    """What the editor needs to know of a field."""

    text: str
    """The value as it is typed."""
    parse: Callable[[str], Any]
    """Reads what was typed; raises ValueError with a sentence for people."""
    echo: Callable[[Any], str]
    """Shows what was understood."""
    complete: Complete | None = None
    """Offers what fits while someone types."""
    one_of: bool = False
    """Whether the value is one of what is offered: a few letters that something begins with are enough."""
    long: bool = False
    """Whether it may have several lines."""


class CellEditor(Vertical):
    """Enter keeps the text, Tab keeps it and asks for the cell at the right, Esc leaves it."""

    DEFAULT_CSS = """
    CellEditor {
        overlay: screen; constrain: inside; height: auto; background: $panel; max-height: 12;
        & Input, & Input:focus { border: none; height: 1; padding: 0; background: $boost; text-style: underline; }
        & TextArea, & TextArea:focus { border: none; height: 4; padding: 0; background: $boost; }
        & Static { height: auto; color: $text; display: none; }
        & Static.-shown { display: block; }
        & Static.-wrong { color: $text-error; text-style: bold; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
        Binding("tab", "keep('right')", show=False, priority=True),
        Binding("f2,ctrl+s", "keep('stay')", show=False, priority=True),
        Binding("down", "choose(1)", show=False, priority=True),
        Binding("up", "choose(-1)", show=False, priority=True),
    ]

    @dataclass
    class Kept(Message):
        """A text that can be understood is to be saved."""

        text: str
        """As it was typed."""
        then: str
        """Where to go afterwards: "down", "right" or "stay"."""
        editor: CellEditor
        """Who asks, so that it can be told what is wrong."""

    @dataclass
    class Left(Message):
        """The editor is to be closed without saving."""

    def __init__(self, field: Editable, place: Region) -> None:
        """Edit a field in the cell at `place` on the screen."""
        super().__init__()
        self._field = field
        self._matches: Sequence[Match] = ()
        self._chosen: int | None = None
        self._moves = False
        self.absolute_offset = Offset(place.x, place.y)
        self.styles.width = max(place.width, LEAST)

    def compose(self) -> ComposeResult:
        """A line for the text, and one for what is said of it."""
        yield TextArea(self._field.text, soft_wrap=True) if self._field.long else Input(self._field.text)
        yield Static()

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one("Input, TextArea").focus()
        self._say()

    @property
    def text(self) -> str:
        """What has been typed."""
        editor = self.query_one("Input, TextArea")
        return editor.text if isinstance(editor, TextArea) else editor.value if isinstance(editor, Input) else ""

    def wrong(self, why: str) -> None:
        """Say why the text could not be saved; it stays."""
        self._show(why, wrong=True)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        event.stop()
        if not self._moves:
            self._chosen = None
        self._moves = False
        self._say()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_keep("down")

    def action_keep(self, then: str) -> None:
        """Ask for the text to be saved, or say what is wrong with it; someone named with @ is put in first."""
        if self._matches and self._chosen is None and not self._field.one_of and self._ends_in_name():
            self.action_choose(1)
            return
        text = self._meant()
        try:
            self._field.parse(text)
        except ValueError as error:
            self.wrong(str(error))
            return
        self.post_message(self.Kept(text, then, self))

    def action_leave(self) -> None:
        """Close without saving."""
        self.post_message(self.Left())

    def action_choose(self, step: int) -> None:
        """Take the next of what is offered into the line; in a text of several lines, go a line up or down."""
        editor = self.query_one("Input, TextArea")
        if isinstance(editor, TextArea):
            editor.action_cursor_down() if step > 0 else editor.action_cursor_up()
        elif self._matches and isinstance(editor, Input):
            at = (0 if step > 0 else -1) if self._chosen is None else self._chosen + step
            self._chosen = at % len(self._matches)
            self._moves = True
            editor.value = self._matches[self._chosen].text
            editor.cursor_position = len(editor.value)

    def _ends_in_name(self) -> bool:
        """Whether what is offered would replace the beginning of a name behind an @."""
        return "@" in self.text.replace("＠", "@")

    def _meant(self) -> str:
        """The text, or the one value that it begins."""
        text = self.text
        if not self._field.one_of or self._chosen is not None or text == self._field.text or not text.strip():
            return text
        return self._matches[0].text if self._matches else text

    def _say(self) -> None:
        """Show what is offered, or what was understood, or what is wrong so far."""
        text = self.text
        if self._field.complete and self._chosen is None:
            self._matches = self._field.complete("" if text == self._field.text else text)
        if self._matches:
            at = self._chosen or 0
            self._show(
                "\n".join(f"{'>' if at == place else ' '} {one.label}" for place, one in enumerate(self._matches))
            )
            return
        try:
            said = self._field.echo(self._field.parse(text)) if text != self._field.text and text.strip() else ""
        except ValueError as error:
            self._show(str(error), wrong=True)
            return
        self._show(said if said != text else "")

    def _show(self, text: str, *, wrong: bool = False) -> None:
        line = self.query_one(Static)
        line.update(Content(text))
        line.set_class(bool(text), "-shown")
        line.set_class(wrong, "-wrong")
