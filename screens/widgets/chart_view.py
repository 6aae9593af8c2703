"""A chart in as many lines as there is room for, drawn anew when it, its size or the theme changes."""

from __future__ import annotations

from rich.cells import cell_len
from textual.strip import Strip

from kamtui.screens.widgets.chart_axes import axes_chart
from kamtui.screens.widgets.chart_grid import Line, fill_of, point_of, style_of
from kamtui.screens.widgets.chart_rows import rows_chart
from kamtui.screens.widgets.painter import Painter, fit, strip_of
from kamtui.store.charts.model import Chart
from kamtui.store.charts.scale import heading
from kamtui.store.charts.svg import wrapped
from kamtui.store.text.cells import wrap
from kamtui.store.text.words import word

LEAST_WIDTH, LEAST_HEIGHT = 24, 6
"""Cells below which nothing sensible can be drawn."""
MOST_LEGEND = 3
"""Lines of a legend."""
_OWN = ("rows", "funnel", "heat")


class ChartView(Painter):
    """Draws a chart with its legend; the screen says where the cursor is. Nothing is told by colour alone."""

    DEFAULT_CSS = """
    ChartView { width: 1fr; height: 1fr; }
    """

    def __init__(self) -> None:
        """Create it without a chart."""
        super().__init__()
        self._chart: Chart | None = None
        self._cursor = (-1, -1)
        self._drawn: tuple[int, int, list[Line]] = (0, 0, [])

    @property
    def chart(self) -> Chart | None:
        """What is drawn."""
        return self._chart

    def show(self, chart: Chart, cursor: int = -1, column: int = -1) -> None:
        """Draw another chart, the cursor on one of its labels, and in a heat table on one of its columns."""
        if (chart, cursor, column) != (self._chart, *self._cursor):
            self._chart, self._cursor = chart, (cursor, column)
            self._drawn = (0, 0, [])
            self.refresh()

    def render(self) -> str:
        """Draw nothing at once; `render_line` draws."""
        return ""

    def render_line(self, y: int) -> Strip:
        """Draw one line; the first asked for after a change draws them all."""
        width, height = self.size
        if self._drawn[:2] != (width, height):
            lines = chart_lines(self._chart, width, height, *self._cursor) if self._chart else []
            self._drawn = (width, height, lines)
        lines = self._drawn[2]
        parts = lines[y] if y < len(lines) else []
        return strip_of([(text, self.look(style)) for text, style in parts], width, self.rich_style)


def chart_lines(chart: Chart, width: int, height: int, cursor: int, column: int = -1) -> list[Line]:
    """A chart as lines of at most `width` cells: what it counts, its series, and the drawing."""
    if chart.is_empty:
        return _centred(chart.empty or word("charts.empty"), width, height)
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return _centred(word("charts.narrow"), width, height)
    legend = _legend(chart, width, height)
    room = height - len(legend)
    own = chart.kind in _OWN
    drawn = rows_chart(chart, width, room, cursor, column) if own else axes_chart(chart, width, room, cursor)
    return [_cut(line, width) for line in (*legend, *drawn)]


def _cut(line: Line, width: int) -> Line:
    """A line of at most `width` cells."""
    cut: Line = []
    for text, style in line:
        room = width - sum(cell_len(part) for part, _ in cut)
        if room > 0 and text:
            cut.append((text if cell_len(text) <= room else fit(text, room), style))
    return cut


def _legend(chart: Chart, width: int, height: int) -> list[Line]:
    """What is counted and in what, and behind it the mark of each series; on further lines what has no room."""
    if chart.kind == "scatter":
        return [[(f" {text}", "strong")] for text in wrapped(chart.title, width - 1)[: _most(height)]]
    unit = heading(chart.unit, chart.currency).strip()
    title = _fitted(f" {chart.title}" + (f" ({unit})" if unit else ""), width)
    lines: list[Line] = [[(title, "strong")]]
    if len(chart.series) < 2 or chart.kind == "heat":
        return lines
    used, most = cell_len(title), _most(height)
    for number, series in enumerate(chart.series):
        mark = (point_of if chart.kind == "lines" else fill_of)(number)
        wanted = 4 + cell_len(series.name)
        if used + wanted > width and len(lines) < most:
            lines.append([])
            used = 0
        left = len(chart.series) - number if len(lines) == most else 1
        name = _fitted(series.name, max((width - used) // left - 4, 4))
        lines[-1] += [(f"  {mark} ", style_of(number)), (name, "")]
        used += 4 + cell_len(name)
    return lines


def _most(height: int) -> int:
    """The lines that a legend may take."""
    return min(MOST_LEGEND, max(height // 6, 1))


def _fitted(text: str, width: int) -> str:
    """A text of at most so many cells."""
    return text if cell_len(text) <= width else fit(text, width)


def _centred(text: str, width: int, height: int) -> list[Line]:
    lines = [part for line in text.split("\n") for part in wrap(line, max(width - 2, 1))][:height]
    top = max((height - len(lines)) // 2, 0)
    shown: list[Line] = [[] for _ in range(top)]
    for each in lines:
        short = fit(each, min(cell_len(each), width))
        shown.append([(" " * ((width - cell_len(short)) // 2) + short, "muted")])
    return shown
