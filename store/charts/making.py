"""From a figure's answer to its chart: one currency at a time, what has no number left out of the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kamtui.store.answers.model import Answer, Row
from kamtui.store.answers.telling import code, dims, more_shown, named, shown
from kamtui.store.charts.model import Chart, Kind, Series, number, numbers
from kamtui.store.charts.pages import Page
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

MOST_SERIES = 6
"""Series that can still be told apart without colour; the others are added up where they can be."""
MOST_HEAT = 12
"""Columns of a heat table."""
GAP = "  "
"""Between two notes."""
LABEL = 60
"""Cells of a label."""
ADDITIVE = ("money", "count", "quantity")
"""Units whose groups make up the whole."""
_NOT_ADDITIVE = ("buyers", "average-order", "average-sales", "deal-size", "orders", "segments")
_AMOUNTS = (
    "actual",
    "goal",
    "lost_value",
    "shrunk",
    "grown",
    "start",
    "missing",
    "gap",
    "sales",
    "profit",
    "key",
    "other",
)


def currencies_of(answer: Answer) -> list[str]:
    """The currencies of the answer, the one with the most rows first; a chart shows one of them."""
    counts: dict[str, int] = {}
    for row in answer.rows:
        counts[row.currency] = counts.get(row.currency, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))


def rows_of(answer: Answer, page: Page, currency: str, stages: Sequence[str] = ()) -> list[Row]:
    """The rows that the chart shows, in its order; a row without a currency belongs to every currency."""
    rows = [row for row in answer.rows if row.currency in (currency, "")]
    if page.by and page.by[0] == "stage" and stages:
        place = {stage: at for at, stage in enumerate(stages)}
        rows.sort(key=lambda row: place.get(row.dims.get("stage", ""), len(place)))
    if page.worst and page.notes:
        rows.sort(key=lambda row: -(number(row.more.get(page.notes[0])) or 0.0))
    return rows


def chart_of(
    answer: Answer, page: Page, currency: str = "", before: Answer | None = None, stages: Sequence[str] = ()
) -> Chart:
    """The chart of an answer.

    Args:
        answer: What is shown.
        page: Which kind of chart it is, and which parts of the answer it shows.
        currency: The one that is shown.
        before: The same question for the year before, drawn beside it.
        stages: The buying stages in their order, which bars by stage follow.
    """
    rows = rows_of(answer, page, currency, stages)
    by, currency_shown = dims(answer), code(currency)
    unit = page.unit or answer.figure.unit
    empty = "" if rows else word("charts.empty")
    if not by and page.parts and rows:
        labels, series = _of_parts(rows[0], page.parts)
    elif len(by) == 2 and page.kind != "rows":
        labels, series = _of_two(answer, rows, by, page.kind, stages)
    else:
        labels = [label_of(answer, row) for row in rows]
        series = _of_one(answer, rows, page, before, currency)
    chart = Chart(
        page.kind, clean(answer.figure.label), unit, currency_shown, tuple(labels), tuple(series),
        _notes(answer, rows, page), empty=empty,
    )  # fmt: skip
    return chart if not chart.is_empty else Chart(page.kind, chart.title, unit, currency_shown, empty=_why(answer))


def label_of(answer: Answer, row: Row) -> str:
    """What a row is called: the values of its dimensions, or the figure."""
    names = [clean(named(answer, name, value), LABEL) for name, value in row.dims.items()]
    return word("charts.joint").join(names) if names else clean(answer.figure.label, LABEL)


def value_of(row: Row, part: str) -> Any:
    """A part of a row: its value, its n, or what else it says."""
    return row.value if part == "value" else row.n if part == "n" else row.more.get(part)


def part_name(answer: Answer, part: str) -> str:
    """What a part of a row is called."""
    if part == "value":
        return clean(answer.figure.label, LABEL)
    return word("figures.n") if part == "n" else word(f"figuring.more.{part}")


def _why(answer: Answer) -> str:
    """Why there is nothing to draw: a period without data, or reasons for which everything was left out."""
    reasons = [
        word("charts.reason", reason=word(f"figuring.reason.{reason}"), n=n)
        for reason, n in sorted(answer.excluded.items())
    ]
    return "\n".join([word("charts.empty"), *reasons, word("charts.start")])


def _of_parts(row: Row, parts: Sequence[str]) -> tuple[list[str], list[Series]]:
    values = numbers(value_of(row, part) for part in parts)
    return [word(f"figuring.more.{part}") for part in parts], [Series("", values)]


def _of_one(answer: Answer, rows: list[Row], page: Page, before: Answer | None, currency: str) -> list[Series]:
    parts = page.parts or ("value",)
    series = [Series(part_name(answer, part), numbers(value_of(row, part) for row in rows)) for part in parts]
    if before is not None and len(parts) == 1:
        earlier = {_year_on(row): row for row in before.rows if row.currency in (currency, "")}
        found = (earlier.get(tuple(row.dims.values())) for row in rows)
        series = [Series(word("charts.now"), series[0].values)]
        series.append(Series(word("charts.before"), numbers(row and value_of(row, parts[0]) for row in found)))
    return series


def _year_on(row: Row) -> tuple[str, ...]:
    """A row's values with its times a year later, by which it stands beside this year's."""
    return tuple(later(name, value) for name, value in row.dims.items())


def later(dimension: str, value: str) -> str:
    """A period's name a year later: 2025-03 is 2026-03, FY2025Q1 is FY2026Q1; anything else stays."""
    if dimension not in ("month", "quarter", "year", "fiscal-quarter", "fiscal-year") or not value:
        return value
    mark = "FY" if value.startswith("FY") else ""
    text = value.removeprefix(mark)
    return f"{mark}{int(text[:4]) + 1}{text[4:]}"


def _of_two(
    answer: Answer, rows: list[Row], by: Sequence[str], kind: Kind, stages: Sequence[str]
) -> tuple[list[str], list[Series]]:
    """The first dimension as labels, the second as series; the largest series, and the rest added up."""
    first, second = by
    columns: dict[str, dict[str, float | None]] = {}
    weights: dict[str, float] = {}
    for row in rows:
        label, value = row.dims[first], number(row.value)
        columns.setdefault(row.dims[second], {})[label] = value
        weights[label] = weights.get(label, 0.0) + abs(value or 0.0)
    labels = list(weights)
    if kind == "heat":
        labels.sort(key=lambda label: -weights[label])
    sizes = {name: sum(abs(value or 0.0) for value in column.values()) for name, column in columns.items()}
    ranked = sorted(sizes, key=lambda name: (-sizes[name], name))
    most = MOST_HEAT if kind == "heat" else MOST_SERIES
    kept = ranked[:most]
    if kind != "heat":
        order = _order_of(rows, second) | {stage: at - len(stages) for at, stage in enumerate(stages)}
        kept.sort(key=order.__getitem__)
    series = [Series(clean(named(answer, second, name), LABEL), tuple(map(columns[name].get, labels))) for name in kept]
    rest = ranked[most:]
    if rest and answer.figure.unit in ADDITIVE and answer.figure.name not in _NOT_ADDITIVE:
        summed = tuple(sum(columns[name].get(label) or 0.0 for name in rest) for label in labels)
        series.append(Series(word("charts.others", n=len(rest)), summed))
    return [clean(named(answer, first, label), LABEL) for label in labels], series


def _order_of(rows: Sequence[Row], dimension: str) -> dict[str, int]:
    """The place at which each value of a dimension comes first."""
    return {value: at for at, value in enumerate(dict.fromkeys(row.dims[dimension] for row in rows))}


def _notes(answer: Answer, rows: Sequence[Row], page: Page) -> tuple[str, ...]:
    if not page.notes:
        return ()
    return tuple(GAP.join(filter(None, (_note(answer, row, part) for part in page.notes))) for row in rows)


def _note(answer: Answer, row: Row, part: str) -> str:
    value = value_of(row, part)
    if value is None or value == "" or value is False:
        return ""
    if value is True:
        return part_name(answer, part)
    if part == "value":
        return f"{word('charts.rate')} {shown(value, answer.figure.unit, row.currency)}"
    if part in _AMOUNTS and row.currency:
        text = amounts.show(amounts.to_minor(value, row.currency), row.currency)
    else:
        text = more_shown(part, value)
        text = text.removesuffix(".00") if isinstance(value, float) else text
    return text if part in ("region", "remark") else f"{part_name(answer, part)} {text}"
