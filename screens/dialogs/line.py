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

from kamtui.screens.dialogs.form_field import Below
from kamtui.screens.dialogs.form_input import FormInput
from kamtui.screens.dialogs.leaving import leave
from kamtui.store.fields.matching import Complete


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

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False, priority=True),
        Binding("up", "choose(-1)", show=False, priority=True),
        Binding("down", "choose(1)", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        read: Callable[[str], str],
        *,
        hint: str = "",
        text: str = "",
        complete: Complete | None = None,
    ) -> None:
        """Create the dialog.

        Args:
            title: What is asked, cleaned.
            read: From the line to what was understood of it; raises ValueError with a sentence for people.
            hint: Shown below while nothing is typed.
            text: What the line begins with.
            complete: Offers what fits while someone types, such as people behind an @; Enter takes it.
        """
        super().__init__()
        self._complete, self._offered = complete, Below(id="offered")
        self._title, self._read, self._hint, self._text = title, read, hint, text

    def compose(self) -> ComposeResult:
        """Show the question, the line and what is below it."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            yield FormInput(self._text, id="line")
            yield self._offered
            yield Static(Content(self._hint), classes="below")

    def on_mount(self) -> None:
        """Start typing."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what was understood so far, and offer what fits."""
        event.stop()
        line = self.query_one(FormInput)
        if self._complete:
            self._offered.offer(() if line.was_put else self._complete(line.before()))
        line.note()
        self._say(final=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is offered, or return the line, if it is understood."""
        event.stop()
        if self._offered.matches:
            match = self._offered.matches[self._offered.at]
            self._offered.offer(())
            self.query_one(FormInput).take(match.text, whole=match.whole)
        else:
            self._save()

    def action_choose(self, step: int) -> None:
        """Choose another of what is offered."""
        if self._offered.matches:
            self._offered.move(step)

    def action_cancel(self) -> None:
        """Close what is offered, else the dialog; ask first if something was typed."""
        if self._offered.matches:
            self._offered.offer(())
            return
        typed = self.query_one(Input).value.strip()
        leave(self, changed=typed not in ("", self._text.strip()), save=self._save)

    def _save(self) -> None:
        if self._say(final=True):
            self.dismiss(self.query_one(Input).value.strip())

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
