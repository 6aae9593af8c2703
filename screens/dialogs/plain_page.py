"""A text on a page of its own, without frames and without the mouse: for the terminal's own selection."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from kamtui.store.text.words import word


class PlainPage(ModalScreen[None]):
    """Fills the window with a text; asks for the mouse to be left to the terminal while it is shown."""

    class Covers(Message):
        """The page is there, or gone: the app lets go of the mouse, or takes it back."""

        def __init__(self, covers: bool) -> None:
            """Say whether the page is there."""
            super().__init__()
            self.covers = covers

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

    def on_mount(self) -> None:
        """Let the terminal have the mouse."""
        self.post_message(self.Covers(True))

    def action_close(self) -> None:
        """Go back."""
        self.app.post_message(self.Covers(False))
        self.dismiss(None)
