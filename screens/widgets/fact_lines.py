"""A few lines of facts, each with what it is about in front; where there is no room they are cut, or lose parts."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.screens.widgets.painter import Painter, fit, strip_of

GAP = "  "


class FactLines(Painter):
    """Lines of a label and its parts; a change draws only the lines that changed."""

    DEFAULT_CSS = """
    FactLines { width: 1fr; background: $panel; }
    """

    def __init__(self, lines: int, *, whole: bool = False, id: str | None = None) -> None:
        """Create so many empty lines; with `whole` a part that does not fit is left out, as numbers have to be."""
        super().__init__(id=id)
        self._whole = whole
        self.styles.height = lines
        self._lines: list[tuple[str, tuple[str, ...]]] = [("", ())] * lines

    @property
    def texts(self) -> list[str]:
        """What stands in the lines."""
        return [GAP.join((label, *parts)).strip() for label, parts in self._lines]

    def set_lines(self, lines: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show these labels with their parts, cleaned; lines for which there is none stay empty."""
        shown = [(label, tuple(part for part in parts if part)) for label, parts in lines]
        shown += [("", ())] * (len(self._lines) - len(shown))
        if shown != self._lines:
            self._lines = shown[: len(self._lines)]
            self.refresh()

    def render(self) -> str:
        """Draw nothing at once; `render_line` draws."""
        return ""

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, plain = self.size.width, self.own_look
        label, parts = self._lines[y] if y < len(self._lines) else ("", ())
        head = fit(f" {label}", min(cell_len(label) + 1, width))
        room = max(width - cell_len(head), 0)
        text = GAP + GAP.join(parts)
        while self._whole and parts and cell_len(text) > room:
            parts = parts[:-1]
            text = GAP + GAP.join(parts)
        rest = fit(text, room)
        return strip_of([(head, self.look("strong")), (rest, plain)], width, plain)
