"""What a window shows that is too small for the screens; what was open stays open behind it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kamtui.store.text.words import word

LEAST = (60, 16)
"""Columns and rows that the screens need."""


class TooSmall(ModalScreen[None]):
    """Covers the window until it is large enough."""

    DEFAULT_CSS = """
    TooSmall { align: center middle; background: $surface; & Static { width: auto; text-align: center; } }
    """

    def compose(self) -> ComposeResult:
        """Say how large the window must be."""
        yield Static(Content(word("screens.too_small")))


def is_too_small(columns: int, rows: int) -> bool:
    """Whether the screens do not fit into a window of this size."""
    return columns < LEAST[0] or rows < LEAST[1]
