"""A question with a few answers; the careful one is chosen when Enter is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

IN_ONE_LINE = 3
"""Answers that stand beside each other; more of them stand below each other."""


class ConfirmDialog(ModalScreen[str | None]):
    """Asks a question and returns the name of the answer; None when it was closed with Esc."""

    DEFAULT_CSS = """
    ConfirmDialog {
        align: center middle;
        & > Vertical {
            width: auto; max-width: 90%; height: auto; border: ascii $warning; background: $surface; padding: 1 2;
        }
        & Static { width: auto; max-width: 100%; margin-bottom: 1; }
        & Horizontal { width: auto; height: auto; }
        & Vertical.answers { width: auto; height: auto; }
        & Button { margin-right: 2; min-width: 8; border: none; height: 1; }
        & Button:focus { text-style: bold reverse; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("left,up,shift+tab", "app.focus_previous", show=False),
        Binding("right,down,tab", "app.focus_next", show=False),
    ]

    def __init__(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        """Create the dialog.

        Args:
            question: What is asked, cleaned.
            answers: Name and label of each answer; the first one is the careful one and has the focus.
        """
        super().__init__()
        self._question, self._answers = question, tuple(answers)

    def compose(self) -> ComposeResult:
        """Show the question and a button for each answer."""
        with Vertical():
            yield Static(Content(self._question))
            with Horizontal() if len(self._answers) <= IN_ONE_LINE else Vertical(classes="answers"):
                for name, label in self._answers:
                    yield Button(Content(label), id=f"answer-{name}", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Return the answer."""
        event.stop()
        self.dismiss((event.button.id or "").removeprefix("answer-"))

    def action_close(self) -> None:
        """Give no answer."""
        self.dismiss(None)
