"""The last look at every line before it reaches the terminal.

Textual lets escape sequences in a text through to the terminal, whichever widget shows it. Texts are cleaned where
they enter a screen (`kamtui.store.text.safe`); this filter is the backstop for what anyone forgot.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from kamtui.screens.widgets.glyphs import plain
from kamtui.store.text.safe import is_clean

REPLACEMENT = "\ufffd"

_JOINERS = re.compile("[\u200d\ufe0f]")
"""What gives its neighbours another width, so that taking a control out between them may change it."""


def harmless(text: str) -> str:
    """Return `text` without control and format characters, exactly as many cells wide as before."""
    if is_clean(text):
        return text
    width = cell_len(text)
    kept = "".join(char if is_clean(char) else REPLACEMENT if cell_len(char) else "" for char in text)
    if cell_len(kept) != width:
        kept = set_cell_size(_JOINERS.sub("", kept), width)
    return kept


class CleanFilter(LineFilter):
    """Takes everything out of a line that a terminal would obey instead of show, links included.

    Append one to what `App.get_line_filters()` returns, after Textual's own filters.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Clean the text of each segment; widths and colours stay.

        Args:
            segments: One line.
            background: The colour behind the line; not needed here.

        Returns:
            The same list when there was nothing to clean.
        """
        if all(is_clean(text) and not (style and style.link) for text, style, _ in segments):
            return segments
        return [
            Segment(harmless(text), style.update_link(None) if style and style.link else style)
            for text, style, _ in segments
        ]


class AsciiFilter(LineFilter):
    """Draws with ASCII characters of one cell what some terminals would draw two cells wide."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Replace the characters of each segment; widths and colours stay.

        Args:
            segments: One line.
            background: The colour behind the line; not needed here.
        """
        return [Segment(plain(text), style, control) for text, style, control in segments]


class MonoFilter(LineFilter):
    """Takes every colour out of a line, and faint text, which many terminals draw as a grey."""

    PLAIN = Style(color="default", bgcolor="default", dim=False)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Give each segment the terminal's own colours; bold, underlined and reversed text stays so.

        Args:
            segments: One line.
            background: The colour behind the line; not needed here.
        """
        return [Segment(text, style + self.PLAIN if style else style, control) for text, style, control in segments]
