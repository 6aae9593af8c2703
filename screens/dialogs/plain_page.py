"""A text on a page of its own, without frames and without the mouse: for the terminal's own selection."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kamtui.store.text.words import word


class PlainPage(ModalScreen[None]):
    """Fills the window with a text; whoever shows it leaves the mouse to the terminal meanwhile."""

    DEFAULT_CSS = """
    PlainPage {
        & VerticalScroll { scrollbar-size: 0 0; background: $background; }
        & Static { width: 100%; background: $background; }
        & .hint { text-style: bold; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter", "close", show=False)]

    def __init__(self, text: str) -> None:
        """Show `text`, cleaned."""
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The text, and below it how to go back."""
        with VerticalScroll():
            yield Static(Content(self._text))
        yield Static(Content(word("shell.copy.page")), classes="hint")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
