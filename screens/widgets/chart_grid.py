"""A grid of cells that charts are put together on: characters with a style, and texts laid over them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

Part = tuple[str, str]
"""A text and the name of its style."""
Line = list[Part]

FILLS = ("█", "▒", "░", "▓", "x", "o", "-")
POINTS = ("●", "○", "x", "+", "◆", "▲", "=")
STYLES = ("accent", "good", "bad", "strong", "warning", "muted", "")
"""By series how it is drawn; the characters differ without colours, and in ASCII too."""
BETWEEN = "·"
"""What joins the points of a line."""


def fill_of(series: int) -> str:
    """What the bars of a series are filled with."""
    return FILLS[series % len(FILLS)]


def point_of(series: int) -> str:
    """What the points of a series are."""
    return POINTS[series % len(POINTS)]


def style_of(series: int) -> str:
    """The style of a series."""
    return STYLES[series % len(STYLES)]


class Grid:
    """`height` lines of `width` cells."""

    def __init__(self, width: int, height: int) -> None:
        """Create it empty."""
        self.width, self.height = width, height
        self._cells: list[list[Part]] = [[(" ", "")] * width for _ in range(height)]

    def put(self, x: int, y: int, text: str, style: str = "") -> None:
        """Write a text from a cell on, over what is there; what does not fit is left out, no character is halved."""
        if not 0 <= y < self.height:
            return
        for char in text:
            cells = cell_len(char)
            if cells and x >= 0 and x + cells <= self.width:
                self._cells[y][x] = (char, style)
                for rest in range(x + 1, x + cells):
                    self._cells[y][rest] = ("", style)
            x += cells

    def is_free(self, x: int, y: int, cells: int) -> bool:
        """Whether there is room for so many cells, and nothing in them."""
        return (
            0 <= y < self.height
            and x >= 0
            and x + cells <= self.width
            and all(char == " " for char, _ in self._cells[y][x : x + cells])
        )

    def lines(self) -> list[Line]:
        """The lines, neighbours of the same style as one part."""
        return [_joined(cells) for cells in self._cells]


def _joined(cells: Sequence[Part]) -> Line:
    line: Line = []
    for char, style in cells:
        if line and line[-1][1] == style:
            line[-1] = (line[-1][0] + char, style)
        else:
            line.append((char, style))
    return line


def window(count: int, room: int, cursor: int, *, last: bool = False) -> tuple[int, int]:
    """From which to which of so many things are shown where there is room for `room`, the cursor's among them.

    Where all but the cursor leaves it open, the first are shown, or the last.
    """
    room = max(room, 1)
    if count <= room:
        return 0, count
    first = count - room if last else 0
    if not first <= cursor < first + room:
        first = max(0, min(cursor - room // 2, count - room))
    return first, first + room
