"""A question that is answered in one line."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class AskDialog(ModalScreen[str | None]):
    """Asks for a line of text and returns it; None when it was closed with Esc."""

    DEFAULT_CSS = """
    AskDialog {
        align: center middle;
        & > Vertical {
            width: 100%; max-width: 100; height: auto; border: ascii $warning; background: $surface; padding: 1 2;
        }
        & Static { height: auto; margin-bottom: 1; }
        & Input, & Input:focus { border: none; height: 1; padding: 0; background: $boost; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]

    def __init__(self, question: str, text: str = "") -> None:
        """Ask `question`, cleaned, with `text` as the answer to begin with."""
        super().__init__()
        self._question, self._text = question, text

    def compose(self) -> ComposeResult:
        """Show the question and the line."""
        with Vertical():
            yield Static(Content(self._question))
            yield Input(self._text)

    def on_mount(self) -> None:
        """Type into the line at once."""
        self.set_focus(self.query_one(Input))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the line."""
        event.stop()
        self.dismiss(event.value.strip())

    def action_close(self) -> None:
        """Give no answer."""
        self.dismiss(None)
