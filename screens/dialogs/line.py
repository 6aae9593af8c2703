"""One line to type, with what was understood of it below: a quick log, a note, a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.store.text.words import word


class LineDialog(ModalScreen[str | None]):
    """Asks for one line and returns it; Enter is refused with a sentence while it is not understood."""

    DEFAULT_CSS = """
    LineDialog {
        align: center bottom;
        & > Vertical { width: 100%; height: auto; border: ascii $primary; background: $surface; padding: 0 1; }
        & .title { height: 1; text-style: bold; }
        & Input, & Input:focus { border: none; height: 1; padding: 0; background: $boost; }
        & .below { height: auto; color: $text-muted; }
        & .below.-wrong { color: $text-error; text-style: bold; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False, priority=True)]

    def __init__(self, title: str, read: Callable[[str], str], *, hint: str = "", text: str = "") -> None:
        """Create the dialog.

        Args:
            title: What is asked, cleaned.
            read: From the line to what was understood of it; raises ValueError with a sentence for people.
            hint: Shown below while nothing is typed.
            text: What the line begins with.
        """
        super().__init__()
        self._title, self._read, self._hint, self._text = title, read, hint, text

    def compose(self) -> ComposeResult:
        """Show the question, the line and what is below it."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            yield Input(self._text)
            yield Static(Content(self._hint), classes="below")

    def on_mount(self) -> None:
        """Start typing."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what was understood so far."""
        event.stop()
        self._say(final=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the line, if it is understood."""
        event.stop()
        if self._say(final=True):
            self.dismiss(event.value.strip())

    def action_cancel(self) -> None:
        """Close; ask first if something was typed."""
        if self.query_one(Input).value.strip() in ("", self._text.strip()):
            self.dismiss(None)
            return
        answers = [(name, word(f"form.{name}")) for name in ("stay", "save", "drop")]
        self.app.push_screen(ConfirmDialog(word("form.unsaved"), answers), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer == "save" and self._say(final=True):
            self.dismiss(self.query_one(Input).value.strip())
        elif answer == "drop":
            self.dismiss(None)

    def _say(self, *, final: bool) -> bool:
        """Say below the line what was understood or is wrong; whether it was understood."""
        text = self.query_one(Input).value.strip()
        below = self.query_one(".below", Static)
        try:
            said, wrong = (self._read(text) if text or final else self._hint), False
        except ValueError as error:
            said, wrong = str(error), True
        below.update(Content(said or self._hint))
        below.set_class(wrong, "-wrong")
        return not wrong
