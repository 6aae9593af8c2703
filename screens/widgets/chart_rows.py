"""Charts of our own lines: bars that lie, in eighths of a cell, funnels, and heat tables."""

from __future__ import annotations

import msgspec
from rich.cells import cell_len

from kamtui.screens.widgets.chart_grid import Line, fill_of, style_of, window
from kamtui.screens.widgets.painter import fit
from kamtui.store.charts.model import GAP, Chart
from kamtui.store.charts.scale import Scale, scale_of
from kamtui.store.text.words import word

EIGHTHS = " ▏▎▍▌▋▊▉"
SHADES = "·░▒▓█"
_LABEL_SHARE = 3
"""Labels take at most one in so many cells."""
_NOTED_SHARE = 4
"""The same where something stands behind the bars."""
_LEAST_BAR = 12
_LEAST_CELL = 7


def rows_chart(chart: Chart, width: int, height: int, cursor: int, column: int = -1) -> list[Line]:
    """The lines of a chart whose bars lie, of a funnel or of a heat table; at most `height` lines.

    The cursor is on one of the labels, and in a heat table on one of the columns.
    """
    if chart.kind == "heat":
        return _heat(chart, width, height, cursor, column)
    each = max(len(chart.series), 1)
    room = max(height // each, 1)
    first, last = window(len(chart.labels), room if len(chart.labels) <= room else max((height - 1) // each, 1), cursor)
    scale = full_scale(chart)
    share = _NOTED_SHARE if any(map(any, chart.notes)) else _LABEL_SHARE
    name = min(max(map(cell_len, chart.labels), default=0), max(width // share, 4))
    texts = [[_text(scale, series.values[at]) for series in chart.series] for at in range(len(chart.labels))]
    number = max((cell_len(text) for own in texts for text in own), default=0)
    noted = _noted(chart, width - name - number - 6 - _LEAST_BAR)
    notes = max(map(cell_len, noted), default=0)
    bar = max(width - name - number - notes - 6, _LEAST_BAR)
    bar = min(bar, max(width - name - number - 4, 1))
    lines: list[Line] = []
    for at in range(first, last):
        for place, series in enumerate(chart.series):
            label = chart.labels[at] if place == 0 else ""
            mark = ">" if at == cursor and place == 0 else " "
            note = noted[at] if at < len(noted) and place == 0 else ""
            look = "strong" if at == cursor else ""
            lines.append([
                (f"{mark}{fit(label, name)} ", look),
                *_bar(chart, series.values[at], scale, bar, place),
                (f" {fit(texts[at][place], number, 'right')}", look),
                (f"  {note}" if note else "", "muted"),
            ])  # fmt: skip
    return lines + _rest(len(chart.labels) - (last - first))


def _noted(chart: Chart, room: int) -> list[str]:
    """What stands behind the bars, each kind of note below its like where there is room for that."""
    columns = chart.note_columns
    if sum(columns) + len(GAP) * (len(columns) - 1) > room:
        return [chart.note(at) for at in range(len(chart.notes))]
    return [GAP.join(map(fit, notes, columns)).rstrip() for notes in chart.notes]


def full_scale(chart: Chart) -> Scale:
    """The scale of a chart without an axis: its longest bar is as long as there is room."""
    low, high = chart.range
    scale = scale_of(low, high, chart.unit)
    return msgspec.structs.replace(scale, low=low, high=high if high > low else scale.high)


def bar_text(value: float, scale: Scale, cells: int) -> str:
    """A bar from 0 to a number that is not below 0, in eighths of a cell."""
    eighths = round(value / (scale.high - scale.low) * cells * 8)
    full, part = divmod(eighths, 8)
    return "█" * full + (EIGHTHS[part] if part else "")


def _bar(chart: Chart, value: float | None, scale: Scale, cells: int, place: int) -> Line:
    """The cells between label and number."""
    if value is None:
        return [(" " * cells, "")]
    style = style_of(place)
    if chart.kind == "funnel":
        full = round(max(value, 0) / (scale.high or 1.0) * cells)
        left = (cells - full) // 2
        return [(" " * left, ""), (fill_of(place) * full, style), (" " * (cells - left - full), "")]
    zero = round(-scale.low / (scale.high - scale.low) * cells)
    if value < 0:
        full = min(zero, round(-value / (scale.high - scale.low) * cells))
        return [(" " * (zero - full), ""), (fill_of(place) * full, style), (" " * (cells - zero), "")]
    text = bar_text(value, scale, cells)
    if place:
        text = fill_of(place) * round(value / (scale.high - scale.low) * cells)
    return [(" " * zero, ""), (fit(text, cells - zero), style)]


def _heat(chart: Chart, width: int, height: int, cursor: int, column: int) -> list[Line]:
    """A table of shades with their numbers; columns that do not fit are left out, the smallest first."""
    scale = full_scale(chart)
    name = min(max(map(cell_len, chart.labels), default=0), max(width // _LABEL_SHARE, 4))
    texts = [[_text(scale, value) if value is not None else "" for value in series.values] for series in chart.series]
    cell = max(_LEAST_CELL, 3 + max((cell_len(text) for own in texts for text in own), default=0))
    columns = min(len(chart.series), max((width - name - 2) // (cell + 1), 1))
    cell = min(14, max(cell, (width - name - 2) // columns - 1))
    shown = chart.series[:columns]
    heads = "".join(f" {fit(series.name, cell)}" for series in shown)
    lines: list[Line] = [[(" " * (name + 2), ""), (heads, "strong")]]
    first, last = window(
        len(chart.labels),
        height - 1 if len(chart.labels) < height and columns == len(chart.series) else height - 2,
        cursor,
    )
    for at in range(first, last):
        look = "strong" if at == cursor else ""
        line: Line = [(f"{'>' if at == cursor else ' '}{fit(chart.labels[at], name)} ", look)]
        for place, series in enumerate(shown):
            value = series.values[at]
            shade = shade_of(value, scale)
            line += [
                (">" if at == cursor and place == column else " ", look),
                (shade * 2, "accent" if value else "muted"),
                (fit(texts[place][at], cell - 2, "right"), look),
            ]
        lines.append(line)
    return lines + _rest(len(chart.labels) - (last - first) + len(chart.series) - columns)


def shade_of(value: float | None, scale: Scale) -> str:
    """How dark a number is: nothing for none and for 0, then four shades up to the largest."""
    if not value or value < 0:
        return " " if value is None else SHADES[0]
    return SHADES[min(4, 1 + int(4 * value / (scale.high or 1.0) * 0.9999))]


def _text(scale: Scale, value: float | None) -> str:
    return word("figures.na") if value is None else scale.exact(value)


def _rest(count: int) -> list[Line]:
    return [[(f" {word('charts.more_rows', n=count)}", "muted")]] if count > 0 else []
