"""What every answer needs: rows in order, totals, what was left out, and what the ids are called."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from kamtui.store.answers.desk import TIMES, Desk
from kamtui.store.answers.model import Answer, Figure, Number, Row

Worker = Callable[[Desk, Figure], Answer]
WORKERS: dict[str, Worker] = {}
"""By the figure's name what works it out."""
_LAST = chr(sys.maxunicode)
"""Comes after every text."""


def works(*names: str) -> Callable[[Worker], Worker]:
    """Mark a function as the one that works out these figures."""

    def mark(worker: Worker) -> Worker:
        WORKERS.update(dict.fromkeys(names, worker))
        return worker

    return mark


def answer(
    desk: Desk,
    figure: Figure,
    rows: list[Row],
    totals: Mapping[str, Number] | None = None,
    excluded: Mapping[str, int] | None = None,
) -> Answer:
    """The answer with its rows in order, and only so many of them as were asked for."""
    found = Counter(desk.excluded)
    found.update(excluded or {})
    ordered = in_order(rows, figure)
    if desk.question.top is not None:
        ordered = ordered[: desk.question.top]
    ids: dict[str, set[str]] = {}
    for row in ordered:
        for dimension, value in row.dims.items():
            ids.setdefault(dimension, set()).add(value)
    names = {dimension: desk.names(dimension, sorted(values)) for dimension, values in ids.items()}
    return Answer(
        figure, desk.question, ordered, dict(totals or {}), dict(+found), desk.question.first, desk.question.last,
        {dimension: known for dimension, known in names.items() if known},
    )  # fmt: skip


def in_order(rows: Iterable[Row], figure: Figure) -> list[Row]:
    """By time where there is one; else the largest first where the figure is ranked; what is not known last."""

    def key(row: Row) -> tuple[object, ...]:
        times: list[str] = []
        others: list[str] = []
        for name, value in row.dims.items():
            (times if name in TIMES else others).append(value or _LAST)
        if figure.ranked:
            return times, row.value is None, -(row.value or 0), others, row.currency
        return times, others, row.currency

    return sorted(rows, key=key)


def dims_of(by: Iterable[str], key: Iterable[str]) -> dict[str, str]:
    """A group's values by dimension."""
    return dict(zip(by, key, strict=True))
