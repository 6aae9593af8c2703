"""A pane that shows the record under a list's cursor: lines of text, as many as fit."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip

from kamtui.screens.widgets.painter import Cell, Painter, as_cell, fit, strip_of

LABEL = 14
"""Cells of what stands before a text."""

BESIDE = 90
"""Cells from which the head stands beside the rest."""

Line = tuple[str | Cell, ...]
"""A heading alone, or a label and a text; cleaned."""


class PreviewPane(Painter):
    """Draws its lines itself, so that another record costs one redraw and no widget."""

    DEFAULT_CSS = """
    PreviewPane { padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Create an empty pane."""
        super().__init__(id=id)
        self._head: Sequence[Line] = ()
        self._rest: Sequence[Line] = ()

    def show(self, head: Sequence[Line], rest: Sequence[Line]) -> None:
        """Show other lines: the head, and the rest below it or, where there is room, beside it."""
        if (head, rest) != (self._head, self._rest):
            self._head, self._rest = head, rest
            self.refresh()

    def render(self) -> str:
        """Draw nothing at once; `render_line` draws."""
        return ""

    def render_line(self, y: int) -> Strip:
        """Draw one line; the last one says that there is more."""
        width = self.size.width
        if width >= BESIDE:
            left = width * 2 // 5
            parts = [*self._parts(self._head, y, left - 1), (" ", self.own_look)]
            return strip_of([*parts, *self._parts(self._rest, y, width - left)], width, self.own_look)
        return strip_of(self._parts([*self._head, *self._rest], y, width), width, self.own_look)

    def _parts(self, lines: Sequence[Line], y: int, width: int) -> list[tuple[str, Style]]:
        """One line of `lines`, exactly so wide."""
        if y >= len(lines):
            return [(" " * width, self.own_look)]
        if y == self.size.height - 1 < len(lines) - 1:
            return [(fit("...", width), self.look("muted"))]
        *labels, last = map(as_cell, lines[y])
        parts = [(fit(text, LABEL) + " ", self.look(name)) for text, name in labels]
        room = max(width - sum(LABEL + 1 for _ in labels), 0)
        return [*parts, (fit(last.text, room), self.look(last.style_name))]
