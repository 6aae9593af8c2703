"""The one place that calls plotext: numbers that it can draw go in, lines of characters come out.

plotext 6.1 ends the process on a number that is not finite, cuts bars at limits of its own, drops ticks and labels
that have no room, draws its legend over the data and tells series apart by colour alone. So it gets whole cells of a
bare canvas and one ASCII letter for each series; axes, ticks, labels and legend are drawn by `chart_layout`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

MOST_CELLS = 400
"""The widest and the highest canvas."""


class Stroke(NamedTuple):
    """Cells to be drawn with one mark, 0, 0 at the lower left."""

    mark: str
    """One ASCII letter or digit."""
    cells: Sequence[tuple[float, float]]
    joined: bool = False
    """Whether straight lines lead from cell to cell."""


def canvas(width: int, height: int, strokes: Sequence[Stroke]) -> list[str]:
    """The strokes on a canvas, the later ones above: `height` lines of exactly `width` ASCII characters.

    Raises ValueError for a mark that is no ASCII letter or digit. Cells that are not finite, or not on the canvas,
    are left out, and a joined stroke is broken there.
    """
    if width < 1 or height < 1:
        return []
    width, height = min(width, MOST_CELLS), min(height, MOST_CELLS)
    figure = _bare(width, height)
    for stroke in strokes:
        if not (len(stroke.mark) == 1 and stroke.mark.isascii() and stroke.mark.isalnum()):
            raise ValueError(f"not one character one cell wide: {stroke.mark!r}")
        for run in _runs(stroke, width, height):
            xs, ys = [float(x) for x, _ in run], [float(y) for _, y in run]
            signal = figure.signal(xs, ys, marker=stroke.mark)
            figure.draw(signal.lines(True) if stroke.joined and len(run) > 1 else signal)
    lines = figure.build().string(colorless=True).split("\n")
    lines = [line[:width].ljust(width) for line in lines[:height]]
    return lines + [" " * width] * (height - len(lines))


@cache
def load() -> Any:
    """plotext, imported when a chart is drawn for the first time."""
    import plotext

    return plotext


def _bare(width: int, height: int) -> Any:
    """A figure of this size without axes, ticks and legend.

    Only one global figure is public. A terminal of our own holds one that nobody else draws on, and is not limited to
    the size of the real terminal.
    """
    terminal = type(load().terminal)()
    terminal.limit(False, False)
    figure = terminal._master
    figure.plot_size(width, height)
    figure.theme("colorless")
    figure.axes(False)
    figure.legend(False)
    figure.ruler("x").lim(0, max(width - 1, 1)).ticks([], [])
    figure.ruler("y").lim(0, max(height - 1, 1)).ticks([], [])
    return figure


def _runs(stroke: Stroke, width: int, height: int) -> list[list[tuple[float, float]]]:
    """The cells that can be drawn, parted where one cannot."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, y in stroke.cells:
        if math.isfinite(x) and math.isfinite(y) and 0 <= x <= width - 1 and 0 <= y <= height - 1:
            runs[-1].append((x, y))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]
