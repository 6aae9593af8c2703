"""A few lines of text that are read and closed: where a number comes from, a battle card, a comparison."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kamtui.store.text.words import word


class TextDialog(ModalScreen[None]):
    """Shows a text that scrolls; Esc, q, Enter and `i` close it."""

    DEFAULT_CSS = """
    TextDialog {
        align: center middle;
        & > Vertical {
            width: 100%; max-width: 110; height: auto; max-height: 90%;
            border: ascii $primary; background: $surface; padding: 0 1;
        }
        & VerticalScroll { height: auto; max-height: 80vh; scrollbar-size-vertical: 1; }
        & .keys { height: 1; color: $text-muted; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,i", "close", show=False),
        Binding("j,down", "scroll(1)", show=False, priority=True),
        Binding("k,up", "scroll(-1)", show=False, priority=True),
        Binding("pagedown,space", "scroll(10)", show=False, priority=True),
        Binding("pageup", "scroll(-10)", show=False, priority=True),
    ]

    def __init__(self, text: str) -> None:
        """Show `text`, cleaned."""
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The text, and below it how to close it."""
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield Static(Content(self._text))
            yield Static(Content(word("dealing.text.keys")), classes="keys")

    def action_scroll(self, lines: int) -> None:
        """Scroll by so many lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
