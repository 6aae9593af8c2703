"""The table of a chart: the same numbers, to be read line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.cells import cell_len

from kamtui.screens.widgets.list_columns import Column, LazyRows
from kamtui.screens.widgets.list_columns import Row as Shown
from kamtui.store.answers.model import Answer, Number, Row
from kamtui.store.answers.telling import dims, more, more_shown, named, shown
from kamtui.store.charts.model import Chart
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_NARROW = 9


def table_columns(answer: Answer, *, compared: bool) -> list[Column]:
    """The columns: dimensions, value, last year's, n, and what else the rows say."""
    found = [Column(name, word(f"figuring.dim.{name}"), 12, flexible=True) for name in dims(answer)]
    found = found or [Column("figure", word("charting.figure"), 14, flexible=True)]
    label = clean(answer.figure.label, 30)
    widest = max(
        (cell_len(shown(value, answer.figure.unit, currency)) for value, currency in _longest(answer)), default=0
    )
    found.append(Column("value", label, max(cell_len(label), widest), "right"))
    if compared:
        found.append(Column("before", word("charts.before"), max(widest, 9), "right", priority=1))
    found.append(Column("n", word("figures.n"), 6, "right", priority=2))
    found += [
        Column(name, title, max(cell_len(title), _NARROW, _widest(answer, name)), "right", priority=3 + place)
        for place, name in enumerate(more(answer))
        if (title := word(f"figuring.more.{name}"))
    ]
    return found


def table_rows(answer: Answer, rows: Sequence[Row], chart: Chart, compared: bool) -> LazyRows:
    """A line for each row of the answer; its key is its number and its dimensions."""
    keys = ["\0".join([row.currency, *row.dims.values()]) or "-" for row in rows]
    others = more(answer)

    def make(at: int) -> Shown:
        row = rows[at]
        cells = [named(answer, name, value) for name, value in row.dims.items()] or [clean(answer.figure.label, 40)]
        cells.append(shown(row.value, answer.figure.unit, row.currency))
        if compared:
            earlier = chart.series[1].values[at] if len(chart.series) > 1 and at < len(chart.labels) else None
            cells.append("-" if earlier is None else _again(earlier, answer.figure.unit))
        cells.append(f"{row.n:,}")
        cells += [
            more_shown(name, row.more[name], answer.names.get(name)) if row.more.get(name) not in (None, "") else "-"
            for name in others
        ]
        return Shown(keys[at], tuple(cells))

    return LazyRows(keys, make)


def _longest(answer: Answer) -> Iterator[tuple[Number, str]]:
    """Values among which the one is that takes most room. Of amounts, all with the same decimals, that is an end."""
    if answer.figure.unit != "money":
        yield from ((row.value, row.currency) for row in answer.rows)
        return
    amounts: dict[str, list[Decimal | int | float]] = {}
    for row in answer.rows:
        if row.value is None:
            amounts.setdefault("", [])
        else:
            amounts.setdefault(row.currency, []).append(row.value)
    for currency, known in amounts.items():
        yield min(known, default=None), currency
        yield max(known, default=None), currency


def _again(value: float, unit: str) -> str:
    """A number of the chart as text."""
    return f"{100 * value:.2f}%" if unit == "percent" else f"{value:,.2f}".removesuffix(".00")


def _widest(answer: Answer, name: str) -> int:
    texts = (more_shown(name, row.more[name]) for row in answer.rows[:50] if row.more.get(name) not in (None, ""))
    return min(24, max(map(cell_len, texts), default=0))
