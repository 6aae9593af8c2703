"""From a figure's answer to its chart: one currency at a time, what has no number left out of the drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from kamtui.store.answers.desk import TIMES
from kamtui.store.answers.model import Answer, Row
from kamtui.store.answers.telling import code, dims, more_shown, named, shown, total
from kamtui.store.charts.model import Chart, Kind, Series, number, numbers
from kamtui.store.charts.pages import Page
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

MOST_SERIES = 6
"""Series that can still be told apart without colour; the others are added up where they can be."""
MOST_HEAT = 12
"""Columns of a heat table."""
LABEL = 60
"""Cells of a label."""
ADDITIVE = ("money", "count", "quantity")
"""Units whose groups make up the whole."""
_NOT_ADDITIVE = ("buyers", "average-order", "average-sales", "deal-size", "orders", "segments")
_SHARES = ("sales-share", "product-share")
_UNORDERED = (
    "account", "parent", "region", "industry", "customer-type", "owner", "team", "channel", "country", "product",
    "product-line",
)  # fmt: skip
"""Dimensions whose values have no order of their own: their bars come by length."""
_AMOUNTS = (
    "single",
    "closed",
    "commit",
    "best_case",
    "pipeline",
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
    elif page.kind == "rows" and not answer.figure.ranked and len(page.by) == 1 and page.by[0] in _UNORDERED:
        rows.sort(key=lambda row: -value if (value := number(row.value)) is not None else math.inf)
    if page.kind == "heat" and len(by := dims(answer)) == 2:
        labels, ranked = _ranked(rows, by, page.kind)
        places = [{name: at for at, name in enumerate(names)} for names in (labels, ranked)]
        rows.sort(key=lambda row: tuple(place[row.dims[name]] for name, place in zip(by, places, strict=True)))
    return _known_times(rows) if page.by and page.by[0] in TIMES else rows


def _known_times(rows: list[Row]) -> list[Row]:
    """Rows by time without those at both ends that say nothing: months to come, and records without a day."""
    said = [at for at, row in enumerate(rows) if row.n or row.value is not None]
    return rows[said[0] : said[-1] + 1] if said else rows


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
        page.kind, page.counted or clean(answer.figure.label), unit, currency_shown, tuple(labels), tuple(series),
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


def part_name(answer: Answer, part: str, page: Page) -> str:
    """What a part of a row is called on a page."""
    if part == "value":
        return page.value_name or clean(answer.figure.label, LABEL)
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
    series = [Series(part_name(answer, part, page), numbers(value_of(row, part) for row in rows)) for part in parts]
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
    labels, ranked = _ranked(rows, by, kind)
    columns: dict[str, dict[str, float | None]] = {}
    for row in rows:
        columns.setdefault(row.dims[second], {})[row.dims[first]] = number(row.value)
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


def _ranked(rows: Sequence[Row], by: Sequence[str], kind: Kind) -> tuple[list[str], list[str]]:
    """The values of both dimensions: those of the second, and in a heat table of the first, by what they sum up to."""
    sums: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for row in rows:
        for name, own in zip(by, sums, strict=True):
            own[row.dims[name]] = own.get(row.dims[name], 0.0) + abs(number(row.value) or 0.0)
    labels, others = sums
    ranked = sorted(others, key=lambda name: (-others[name], name))
    return (sorted(labels, key=lambda name: -labels[name]) if kind == "heat" else list(labels)), ranked


def _order_of(rows: Sequence[Row], dimension: str) -> dict[str, int]:
    """The place at which each value of a dimension comes first."""
    return {value: at for at, value in enumerate(dict.fromkeys(row.dims[dimension] for row in rows))}


def _notes(answer: Answer, rows: Sequence[Row], page: Page) -> tuple[tuple[str, ...], ...]:
    if not page.notes:
        return ()
    return tuple(tuple(note_of(answer, row, part, page) for part in page.notes) for row in rows)


def totals_said(answer: Answer, only: str = "") -> list[str]:
    """The totals as sentences: a sum is called so, a rate or an average of everything is not."""
    figure = answer.figure
    summed = (figure.unit in ADDITIVE and figure.name not in _NOT_ADDITIVE) or figure.name in _SHARES
    said = "figures.total" if summed else "charts.overall"
    return [word(said, value=text) for text in total(answer, only)]


def note_of(answer: Answer, row: Row, part: str, page: Page) -> str:
    """A part of a row with its name and unit; "" where it is not known."""
    value = value_of(row, part)
    if value is None or value == "" or value is False:
        return ""
    if value is True:
        return part_name(answer, part, page)
    if part == "value":
        return f"{part_name(answer, part, page)} {shown(value, answer.figure.unit, row.currency)}"
    if part in page.parts and page.unit == "percent":
        text = shown(value, page.unit, row.currency)
    elif part in _AMOUNTS and row.currency:
        text = amounts.show(amounts.to_minor(value, row.currency), row.currency)
    else:
        text = more_shown(part, value)
        text = text.removesuffix(".00") if isinstance(value, float) else text
    return text if part in ("region", "remark") else f"{part_name(answer, part, page)} {text}"
