"""A chart as one SVG that needs nothing from outside; Chinese text has the room that it takes and never overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kamtui.store.charts.model import GAP, Chart
from kamtui.store.charts.scale import Scale, heading, scale_of, spread
from kamtui.store.text.cells import cut, width
from kamtui.store.text.words import word

WIDE, HIGH = 960, 540
FONT = 14
CELL = 7.6
"""Pixels of a terminal cell at this size of type: a Chinese character takes two."""
TOP, FOOT, EDGE = 64, 44, 16
ROW, LINE = 26, 20
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999")
"""Told apart by people who are blind to colours too (Okabe and Ito)."""
DASHES = ("", "8 4", "2 4", "10 3 2 3", "4 4", "12 4", "1 3")
_FAMILY = "'Noto Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
_MOST_ROWS = 40
_MOST_NOTE = 44
"""Cells of what stands behind a bar."""


def as_svg(chart: Chart, title: str, below: str) -> str:
    """The drawing.

    Args:
        chart: What is drawn.
        title: Stands above it.
        below: Stands below it: period, filter, what was left out.
    """
    rows = chart.kind in ("rows", "funnel", "heat")
    count = min(len(chart.labels), _MOST_ROWS) * (1 if chart.kind == "heat" else max(len(chart.series), 1))
    high = TOP + (count + 1) * ROW + FOOT if rows and not chart.is_empty else HIGH
    if chart.is_empty:
        body = [_text(WIDE / 2, HIGH / 2, chart.empty.split("\n")[0] or word("charts.empty"), "middle")]
    elif chart.kind == "heat":
        body = _heat(chart)
    elif rows:
        body = _rows(chart)
    elif chart.kind == "scatter":
        body = _scatter(chart, high)
    else:
        body = _axes(chart, high)
    unit = heading(chart.unit, chart.currency).strip()
    legend, more = _legend(chart, f"{chart.title} ({unit})" if unit else chart.title)
    head = [_text(EDGE, 28 - more, title, size=18), *legend]
    said = wrapped(below, int((WIDE - 2 * EDGE) / CELL))
    foot = [_text(EDGE, high - 12 + at * LINE, text, fill="#555555") for at, text in enumerate(said)]
    whole = high + more + max(len(said) - 1, 0) * LINE
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{whole}" viewBox="0 {-more} {WIDE} {whole}" '
        f'font-family="{_FAMILY}" font-size="{FONT}">',
        f"<title>{escape(title)}</title>",
        f'<rect y="{-more}" width="{WIDE}" height="{whole}" fill="#ffffff"/>',
        *head, *body, *foot, "</svg>", "",
    ])  # fmt: skip


def _legend(chart: Chart, title: str) -> tuple[list[str], int]:
    """What is counted, and a field of colour with the name of each series; how far it reaches above the first line.

    Names that have no room stand on further lines, of which the last lies where a single one does.
    """
    lines: list[list[tuple[float, int, str]]] = [[]]
    x = EDGE + width(title) * CELL + 20
    for number, series in enumerate(chart.series if len(chart.series) > 1 and chart.kind != "heat" else ()):
        name = cut(series.name, int((WIDE - 2 * EDGE) / CELL) - 4)
        wanted = 36 + width(name) * CELL
        if x + wanted > WIDE - EDGE and x > EDGE:
            lines.append([])
            x = EDGE
        lines[-1].append((x, number, name))
        x += wanted
    more = (len(lines) - 1) * LINE
    found = [_text(EDGE, 50 - more, title, fill="#555555")]
    for at, line in enumerate(lines):
        y = 50 - more + at * LINE
        for x, number, name in line:
            found.append(f'<rect x="{x:.1f}" y="{y - 11}" width="12" height="12" fill="{_colour(number)}"/>')
            found.append(_text(x + 18, y, name))
    return found, more


def wrapped(text: str, cells: int) -> list[str]:
    """A text whose parts stand two cells apart, in lines of at most so many cells."""
    lines: list[str] = []
    for part in filter(None, (part.strip() for part in text.split("  "))):
        if lines and width(lines[-1]) + 2 + width(part) <= cells:
            lines[-1] += f"  {part}"
        else:
            lines.append(cut(part, cells))
    return lines


def _rows(chart: Chart) -> list[str]:
    low, high = chart.range
    scale = scale_of(low, high, chart.unit)
    span = (high - low) or 1.0
    name = min(max(map(width, chart.labels)), 36)
    numbers = [scale.exact(value) for series in chart.series for value in series.values if value is not None]
    number = max(map(width, numbers), default=4)
    columns = chart.note_columns
    note = min(sum(columns) + len(GAP) * max(len(columns) - 1, 0), _MOST_NOTE)
    left = EDGE + name * CELL + 10
    room = WIDE - EDGE - left - (number + note + 3) * CELL
    zero = left - low / span * room
    found, y = [], TOP
    for at, label in enumerate(chart.labels[:_MOST_ROWS]):
        found.append(_text(left - 8, y + 16, cut(label, name), "end"))
        for place, series in enumerate(chart.series):
            value = series.values[at]
            text = word("figures.na") if value is None else scale.exact(value)
            if value is not None:
                size = abs(value) / span * room
                x = left + (room - size) / 2 if chart.kind == "funnel" else min(zero, zero + value / span * room)
                found.append(_rect(x, y + 3, size, ROW - 8, place, f"{label} {text}"))
            found.append(_text(left + room + (number + 1) * CELL, y + 16, text, "end"))
            if place == 0 and at < len(chart.notes):
                found += _notes(chart, at, columns, note, left + room + (number + 2) * CELL, y + 16)
            y += ROW
    return found


def _notes(chart: Chart, at: int, columns: Sequence[int], cells: int, x: float, y: float) -> list[str]:
    """What stands behind a bar, below that of the others where there is room for it."""
    if sum(columns) + len(GAP) * (len(columns) - 1) > cells:
        return [_text(x, y, cut(chart.note(at), cells), fill="#555555")]
    found = []
    for text, taken in zip(chart.notes[at], columns, strict=True):
        if text:
            found.append(_text(x, y, text, fill="#555555"))
        x += (taken + len(GAP)) * CELL
    return found


def _heat(chart: Chart) -> list[str]:
    _, high = chart.range
    scale = scale_of(0, high, chart.unit)
    name = min(max(map(width, chart.labels)), 36)
    left = EDGE + name * CELL + 10
    cell = (WIDE - EDGE - left) / len(chart.series)
    found = [
        _text(left + place * cell + cell / 2, TOP + 16, cut(series.name, max(int(cell / CELL) - 1, 1)), "middle")
        for place, series in enumerate(chart.series)
    ]
    for at, label in enumerate(chart.labels[:_MOST_ROWS]):
        y = TOP + (at + 1) * ROW
        found.append(_text(left - 8, y + 16, cut(label, name), "end"))
        for place, series in enumerate(chart.series):
            value = series.values[at]
            share = max(value or 0.0, 0.0) / (high or 1.0)
            x = left + place * cell
            found.append(
                f'<rect x="{x:.1f}" y="{y}" width="{cell - 2:.1f}" height="{ROW - 2}" fill="{COLOURS[0]}" '
                f'fill-opacity="{0.08 + 0.8 * share if value else 0:.2f}"/>'
            )
            if value is not None:
                ink = "#ffffff" if share > 0.5 else "#222222"
                text = cut(scale.exact(value), max(int(cell / CELL) - 1, 1))
                found.append(_text(x + cell / 2, y + 16, text, "middle", fill=ink))
    return found


def _axes(chart: Chart, high: int) -> list[str]:
    scale = scale_of(*chart.range, chart.unit)
    left, room, rows = _frame(scale, high)
    bottom = TOP + rows
    found = _ticks(scale, left, rows)

    def y_of(value: float) -> float:
        return bottom - (value - scale.low) / (scale.high - scale.low) * rows

    slot = room / len(chart.labels)
    for at in range(len(chart.labels)):
        start = left + at * slot
        if chart.kind == "bars":
            thick = slot * 0.8 / len(chart.series)
            for place, series in enumerate(chart.series):
                value = series.values[at]
                if value is not None:
                    x = start + slot * 0.1 + place * thick
                    top = min(y_of(value), y_of(0))
                    tip = f"{chart.labels[at]} {scale.exact(value)}"
                    found.append(_rect(x, top, thick * 0.94, abs(y_of(value) - y_of(0)), place, tip))
        elif chart.kind == "stacked":
            ends = {True: 0.0, False: 0.0}
            for place, series in enumerate(chart.series):
                value = series.values[at]
                if value:
                    up = value > 0
                    before, ends[up] = ends[up], ends[up] + value
                    top = min(y_of(before), y_of(ends[up]))
                    tip = f"{chart.labels[at]} {series.name} {scale.exact(value)}"
                    found.append(
                        _rect(start + slot * 0.15, top, slot * 0.7, abs(y_of(ends[up]) - y_of(before)), place, tip)
                    )
    if chart.kind == "lines":
        for place, series in reversed(list(enumerate(chart.series))):
            points = [
                None if value is None else (left + at * slot + slot / 2, y_of(value))
                for at, value in enumerate(series.values)
            ]
            found += _line(points, place)
    return [*found, *_below(chart.labels, left, slot, bottom)]


def _line(points: Sequence[tuple[float, float] | None], place: int) -> list[str]:
    """A line with a dot at each number, broken where there is none."""
    found, run = [], list[str]()
    for point in [*points, None]:
        if point is not None:
            run.append(f"{point[0]:.1f},{point[1]:.1f}")
            found.append(f'<circle cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="4" fill="{_colour(place)}"/>')
        elif run:
            dash = f' stroke-dasharray="{DASHES[place % len(DASHES)]}"' if place else ""
            found.append(
                f'<polyline points="{" ".join(run)}" fill="none" stroke="{_colour(place)}" stroke-width="2"{dash}/>'
            )
            run = []
    return found


def _scatter(chart: Chart, high: int) -> list[str]:
    across, up = (spread([getattr(point, axis) for point in chart.points], "number") for axis in ("x", "y"))
    left, room, rows = _frame(up, high)
    found = _ticks(up, left, rows)
    for tick in across.ticks:
        x = left + (tick - across.low) / (across.high - across.low) * room
        found.append(_text(x, TOP + rows + 18, across.text(tick), "middle", fill="#555555"))
    for point in chart.points:
        x = left + (point.x - across.low) / (across.high - across.low) * room
        y = TOP + rows - (point.y - up.low) / (up.high - up.low) * rows
        tip = f"<title>{escape(point.label)}</title>"
        found.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{_colour(point.group)}">{tip}</circle>')
    return found


def _frame(scale: Scale, high: int) -> tuple[float, float, float]:
    """Where the canvas begins at the left, how wide and how high it is."""
    left = EDGE + max(width(scale.text(tick)) for tick in scale.ticks) * CELL + 8
    return left, WIDE - EDGE - left, high - TOP - FOOT - 24


def _ticks(scale: Scale, left: float, rows: float) -> list[str]:
    found = []
    for tick in scale.ticks:
        y = TOP + rows - (tick - scale.low) / (scale.high - scale.low) * rows
        line = "#555555" if not tick else "#dddddd"
        found.append(f'<line x1="{left:.1f}" y1="{y:.1f}" x2="{WIDE - EDGE}" y2="{y:.1f}" stroke="{line}"/>')
        found.append(_text(left - 6, y + 5, scale.text(tick), "end", fill="#555555"))
    return found


def _below(labels: Sequence[str], left: float, slot: float, bottom: float) -> list[str]:
    """The labels of the axis: as many as have room, the last one always, each cut to what it may take."""
    widest = max(map(width, labels), default=1)
    every = max(1, -(-int((widest + 1) * CELL) // int(max(slot, 1)))) if widest * CELL > slot else 1
    if every > 1 and widest > 10:
        every = 1
    room = max(int(slot * every / CELL) - 1, 1)
    return [
        _text(left + at * slot + slot / 2, bottom + 18, cut(label, room), "middle")
        for at, label in enumerate(labels)
        if (len(labels) - 1 - at) % every == 0
    ]


def _rect(x: float, y: float, wide: float, high: float, place: int, tip: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(wide, 0):.2f}" height="{max(high, 0):.2f}" fill="{_colour(place)}">'
        f"<title>{escape(tip)}</title></rect>"
    )


def _text(x: float, y: float, text: str, anchor: str = "start", *, size: int = FONT, fill: str = "#222222") -> str:
    """A text whose length is fixed to its cells, so that no font makes it overlap its neighbour."""
    length = width(text) * CELL * size / FONT
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{fill}" '
        f'textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
    )


def _colour(place: int) -> str:
    return COLOURS[place % len(COLOURS)]
