"""Charts with two axes: lines, bars that stand, and scatters, around a canvas that plotext draws."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import msgspec
from rich.cells import cell_len

from kamtui.screens.widgets.chart_grid import BETWEEN, Grid, Line, fill_of, point_of, style_of, window
from kamtui.screens.widgets.painter import fit
from kamtui.screens.widgets.plot_guard import Stroke, canvas
from kamtui.store.charts.model import Chart, Series
from kamtui.store.charts.scale import Scale, scale_of, spread
from kamtui.store.text.words import word

_MARKS = "abcdefg"
_JOINS = "ABCDEFG"
_WIDEST_BAR = 8
_LEAST_LABEL = 9
FOOT = 2
"""Lines below the canvas: the axis and its labels."""

Tick = Callable[[float], int]
"""The line of a tick, counted from the lowest of the canvas; -1 is the axis."""


def axes_chart(chart: Chart, width: int, height: int, cursor: int) -> list[Line]:
    """The lines of a chart with axes, `height` of them, each `width` cells."""
    if chart.kind == "scatter":
        return _scatter(chart, width, height)
    scale = scale_of(*chart.range, chart.unit, max(2, min(6, (height - FOOT) // 3)))
    gutter = max(cell_len(scale.text(tick)) for tick in scale.ticks) + 1
    room, rows = width - gutter, height - FOOT
    if chart.kind == "lines":
        return _lines(chart, scale, Grid(width, height), gutter, room, rows, cursor)
    return _bars(chart, scale, Grid(width, height), gutter, room, rows, cursor)


def _thinned(chart: Chart, room: int, cursor: int) -> tuple[Chart, int]:
    """A curve over other things than times with at most one in each cell, the ends and the cursor's among them.

    Of times the latest are shown instead; of a thousand accounts in order the shape of the whole curve matters.
    """
    count = len(chart.labels)
    if count <= room or _is_time(chart.labels):
        return chart, cursor
    kept = sorted({round(at * (count - 1) / (room - 1)) for at in range(room)})
    if 0 <= cursor < count and cursor not in kept:
        nearest = min(range(len(kept)), key=lambda at: abs(kept[at] - cursor))
        kept[nearest] = cursor
    series = tuple(Series(each.name, tuple(each.values[at] for at in kept)) for each in chart.series)
    thin = msgspec.structs.replace(chart, labels=tuple(chart.labels[at] for at in kept), series=series, notes=())
    return thin, kept.index(cursor) if cursor in kept else -1


def bar_cells(value: float, scale: Scale, rows: int) -> tuple[int, int]:
    """The lowest line of a bar from 0 to `value`, and how many lines it fills, on a canvas of `rows` lines."""
    zero = round(-scale.low / (scale.high - scale.low) * rows)
    edge = round((value - scale.low) / (scale.high - scale.low) * rows)
    return min(zero, edge), abs(edge - zero)


def _lines(chart: Chart, scale: Scale, grid: Grid, gutter: int, room: int, rows: int, cursor: int) -> list[Line]:
    chart, cursor = _thinned(chart, room, cursor)
    first, last = window(len(chart.labels), room, cursor, last=True)
    count = last - first
    places = [round(at * (room - 1) / (count - 1)) if count > 1 else room // 2 for at in range(count)]
    joins, points = [], []
    for number, series in reversed(list(enumerate(chart.series))):
        cells = [
            (float(x), math.nan if value is None else float(scale.place(value, rows)))
            for x, value in zip(places, series.values[first:last], strict=True)
        ]
        joins.append(Stroke(_JOINS[number % len(_JOINS)], cells, joined=True))
        points.append(Stroke(_MARKS[number % len(_MARKS)], cells))
    _paint(grid, canvas(room, rows, [*joins, *points]), gutter, point_of)
    _frame(grid, scale, gutter, rows, lambda tick: scale.place(tick, rows))
    step = (room - 1) / (count - 1) if count > 1 else room
    _labels(grid, chart.labels[first:last], [gutter + place for place in places], step, cursor - first)
    return grid.lines()


def _bars(chart: Chart, scale: Scale, grid: Grid, gutter: int, room: int, rows: int, cursor: int) -> list[Line]:
    beside = 1 if chart.kind == "stacked" else len(chart.series)
    first, last = window(len(chart.labels), room // (beside + 1), cursor, last=_is_time(chart.labels))
    group = room // max(last - first, 1)
    thick = max(1, min(_WIDEST_BAR, (group - 1) // beside))
    strokes: list[Stroke] = []
    tops: list[tuple[int, int, float | None]] = []
    for at in range(first, last):
        left = (at - first) * group + (group - thick * beside) // 2
        values = [series.values[at] for series in chart.series]
        if chart.kind == "stacked":
            strokes += _stack(values, scale, rows, left, thick)
            known = [value for value in values if value is not None]
            if known:
                low, high = bar_cells(sum(value for value in known if value > 0), scale, rows)
                tops.append((left + thick // 2, low + high, sum(known)))
            continue
        for number, value in enumerate(values):
            if value is None:
                tops.append((left + number * thick + thick // 2, bar_cells(0, scale, rows)[0], None))
                continue
            lowest, filled = bar_cells(value, scale, rows)
            x = left + number * thick
            strokes += _block(_MARKS[number % len(_MARKS)], x, thick, lowest, filled)
            tops.append((x + thick // 2, lowest + filled, value))
    _paint(grid, canvas(room, rows, strokes), gutter, fill_of)
    _frame(grid, scale, gutter, rows, lambda tick: sum(bar_cells(tick, scale, rows)) - 1 if tick >= 0 else
           bar_cells(tick, scale, rows)[0])  # fmt: skip
    wide = group if beside == 1 else thick
    for x, top, value in tops:
        text = word("figures.na") if value is None else scale.exact(value)
        start = gutter + x - (cell_len(text) - 1) // 2
        if cell_len(text) < wide and grid.is_free(start, rows - 1 - top, cell_len(text)):
            grid.put(start, rows - 1 - top, text, "muted" if value is None else "")
    middles = [gutter + place * group + group // 2 for place in range(last - first)]
    _labels(grid, chart.labels[first:last], middles, group, cursor - first)
    return grid.lines()


def _block(mark: str, x: int, thick: int, lowest: int, filled: int) -> list[Stroke]:
    """A bar as upright strokes, one for each column."""
    if not filled:
        return []
    top = lowest + filled - 1
    return [
        Stroke(mark, [(float(column), float(lowest)), (float(column), float(top))], joined=filled > 1)
        for column in range(x, x + thick)
    ]


def _stack(values: Sequence[float | None], scale: Scale, rows: int, left: int, thick: int) -> list[Stroke]:
    """Parts on top of each other, those below 0 downwards; rounding never changes the height of the whole."""
    strokes: list[Stroke] = []
    ends = {True: 0.0, False: 0.0}
    for number, value in enumerate(values):
        if not value:
            continue
        up = value > 0
        start, ends[up] = ends[up], ends[up] + value
        edges = sorted(sum(bar_cells(end, scale, rows)) if up else bar_cells(end, scale, rows)[0]
                       for end in (start, ends[up]))  # fmt: skip
        strokes += _block(_MARKS[number % len(_MARKS)], left, thick, edges[0], edges[1] - edges[0])
    return strokes


def _scatter(chart: Chart, width: int, height: int) -> list[Line]:
    grid, rows = Grid(width, height), height - FOOT
    across, up = (spread([getattr(point, axis) for point in chart.points], "number") for axis in ("x", "y"))
    gutter = max(cell_len(up.text(tick)) for tick in up.ticks) + 1
    room = width - gutter
    strokes = [
        Stroke(
            _MARKS[point.group % len(_MARKS)], [(float(across.place(point.x, room)), float(up.place(point.y, rows)))]
        )
        for point in chart.points
    ]
    _paint(grid, canvas(room, rows, strokes), gutter, point_of)
    _frame(grid, up, gutter, rows, lambda tick: up.place(tick, rows))
    end = -1
    for tick in across.ticks:
        text = across.text(tick)
        start = max(gutter, min(gutter + across.place(tick, room) - cell_len(text) // 2, width - cell_len(text)))
        if start > end:
            grid.put(start, height - 1, text, "muted")
            end = start + cell_len(text)
    return grid.lines()


def _paint(grid: Grid, drawn: Sequence[str], gutter: int, glyph: Callable[[int], str]) -> None:
    """Put what plotext has drawn on the grid, each series' letter as its own character and style."""
    for y, line in enumerate(drawn):
        for x, char in enumerate(line):
            if char in _MARKS:
                grid.put(gutter + x, y, glyph(_MARKS.index(char)), style_of(_MARKS.index(char)))
            elif char in _JOINS:
                grid.put(gutter + x, y, BETWEEN, style_of(_JOINS.index(char)))


def _frame(grid: Grid, scale: Scale, gutter: int, rows: int, line_of: Tick) -> None:
    """The ticks at the left, and the axis below."""
    grid.put(gutter - 1, rows, "+" + "─" * (grid.width - gutter), "muted")
    taken = set()
    for tick in scale.ticks:
        y = rows - 1 - line_of(tick)
        if y not in taken and 0 <= y <= rows:
            taken.add(y)
            grid.put(0, y, fit(scale.text(tick), gutter - 1, "right"), "muted")


def _labels(grid: Grid, labels: Sequence[str], middles: Sequence[int], step: float, cursor: int) -> None:
    """The labels below the axis: cut to their place, or of times only as many as fit; a mark at the cursor's."""
    widest = max((cell_len(label) for label in labels), default=0)
    times = _is_time(labels)
    every = max(1, math.ceil((widest + 1) / max(step, 1))) if times else 1
    if not times and step < min(_LEAST_LABEL, widest + 1):
        every = math.ceil(min(_LEAST_LABEL, widest + 1) / max(step, 1))
    room = widest if times else max(int(step * every) - 1, 1)
    left = grid.width
    for at, (label, middle) in reversed(list(enumerate(zip(labels, middles, strict=True)))):
        if at == cursor:
            grid.put(middle, grid.height - FOOT, "^", "strong")
        if (len(labels) - 1 - at) % every:
            continue
        text = label if cell_len(label) <= room else fit(label, room).rstrip()
        start = min(middle - (cell_len(text) - 1) // 2, left - cell_len(text))
        if at == 0 and start < 0 <= left - cell_len(text):
            start = 0
        if start >= 0:
            grid.put(start, grid.height - 1, text, "strong" if at == cursor else "muted")
            left = start - 1


def _is_time(labels: Sequence[str]) -> bool:
    """Whether the labels are times, of which some may be left out: 2026, 2026-03, FY2026Q1, 2026-W12."""
    known = [label for label in labels if label]
    return (
        bool(known)
        and all(label.removeprefix("FY")[:4].isdecimal() for label in known if label.isascii())
        and all(label.isascii() for label in known[:1])
    )
