"""What the line-drawing widgets share: styled cells, fitting text into columns, one set of style names.

All of them draw their lines themselves, so no text ever passes a markup parser, and a change of one line costs one
line.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from kamtui.screens.widgets.looks import style_of

Align = Literal["left", "right"]

CUT = "~"
"""Stands where text was cut. The ellipsis is two cells wide on some Chinese terminals and would shift the line."""

NO_ROOM = "#"
"""Fills the place of a number that does not fit: a number without its last digits would be a wrong number."""


class Cell(NamedTuple):
    """A text and how it is to look."""

    text: str
    """One line, cleaned."""
    style_name: str = ""
    """"muted", "strong", "good", "warning", "bad", "accent", or "" for plain."""


def as_cell(value: str | Cell) -> Cell:
    """Return `value` as a cell; a bare string is plain."""
    return Cell(value) if isinstance(value, str) else value


def fit(text: str, width: int, align: Align = "left") -> str:
    """Return `text` in exactly `width` terminal cells.

    Text that is too long is cut before a character that does not fit, never inside it, and ends in `CUT`. At the
    right are numbers: one that does not fit becomes a row of `NO_ROOM`.
    """
    length = cell_len(text)
    if length == width:
        return text
    if length < width:
        return text + " " * (width - length) if align == "left" else " " * (width - length) + text
    if width < 1:
        return ""
    if align == "right":
        return NO_ROOM * width
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + CUT, width)


def strip_of(parts: Iterable[tuple[str, Style]], width: int, fill: Style) -> Strip:
    """Join texts into one line of exactly `width` cells, one segment for neighbours of the same style.

    Args:
        parts: Texts that together are about `width` cells.
        width: Cells of the line; it is cut or filled up to that.
        fill: Style of the filling.
    """
    segments: list[Segment] = []
    used = 0
    text, style = "", fill
    for part, look in parts:
        if look != style:
            if text:
                segments.append(Segment(text, style))
            text, style = "", look
        text += part
        used += cell_len(part)
    if text:
        segments.append(Segment(text, style))
    strip = Strip(segments, used)
    return strip if used == width else strip.adjust_cell_length(width, fill)


class Painter(Widget):
    """A widget that draws its own lines in the shared styles.

    The styles are those of `looks`; a theme changes them for all widgets at once. What matters is never told by
    colour alone: the cursor is also reversed without colours and has a mark in the gutter.
    """

    _own_look: Style | None = None

    def look(self, name: str) -> Style:
        """Return the style of a name; "" is the widget's own.

        Raises:
            KeyError: There is no such style name.
        """
        if not name:
            return self.own_look
        return style_of(
            name,
            self.own_look,
            self.app.theme_variables,
            focused=self.has_focus,
            ansi=self.app.native_ansi_color,
        )

    @property
    def own_look(self) -> Style:
        """The widget's own style: `rich_style`, worked out once for all the lines of a frame."""
        if self._own_look is None:
            self._own_look = self.rich_style
        return self._own_look

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Draw the cursor as it looks with the focus, or without it."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of a frame."""
        self._own_look = None
        return super().render_lines(crop)
