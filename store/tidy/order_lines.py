"""What looks wrong in order lines: orders that came twice, prices far off, months in another unit (A9.03).

A month is looked at after the other, and of each only some amounts are kept, so that a million lines are never in
memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kamtui.store.figures.oddities import outliers, suspect_units
from kamtui.store.records import OrderLine
from kamtui.store.tidy.issue import Issue
from kamtui.store.workspace import Workspace

_SAMPLE = 200
"""Amounts of a month that its median is compared with others by, spread evenly over all of its amounts."""


def order_issues(workspace: Workspace) -> Iterator[Issue]:
    """Duplicate orders and outliers of each month, and the months whose amounts seem to be in another unit."""
    samples: dict[str, dict[str, list[float]]] = {}
    for month in workspace.order_months():
        lines = {line.id: line for line in workspace.order_lines(month) if not line.archived}
        yield from _duplicates(lines)
        yield from _prices(lines)
        amounts: dict[str, list[float]] = {}
        for line in lines.values():
            if line.amount_e4 and line.amount_e4 > 0:
                amounts.setdefault(line.currency, []).append(line.amount_e4)
        for currency, own in amounts.items():
            samples.setdefault(currency, {})[month] = _spread(own)
    for months in samples.values():
        for month, times in suspect_units(months).items():
            yield Issue("unit", OrderLine.table, "amount", (), f"orders/{month}.json", times)


def _duplicates(lines: Mapping[str, OrderLine]) -> Iterator[Issue]:
    """Orders of one buyer and day with the very same lines under different numbers."""
    orders: dict[tuple[Any, ...], list[OrderLine]] = {}
    for line in lines.values():
        if line.order_no and line.date:
            orders.setdefault((line.account, line.customer, line.date, line.order_no), []).append(line)
    alike: dict[tuple[Any, ...], list[str]] = {}
    for (account, customer, day, _), own in orders.items():
        said = sorted((line.product, line.quantity_e3 or 0, line.amount_e4 or 0, line.currency) for line in own)
        if any(amount for _, _, amount, _ in said) and (account or customer):
            alike.setdefault((account, customer, day, *said), []).append(own[0].id)
    for ids in alike.values():
        if len(ids) > 1:
            yield Issue("duplicate", OrderLine.table, "order", tuple(sorted(ids)))


def _prices(lines: Mapping[str, OrderLine]) -> Iterator[Issue]:
    """Lines whose price for one unit is far off that of the product's other lines of the month."""
    prices: dict[tuple[str, str], dict[str, float]] = {}
    for line in lines.values():
        if line.product and line.amount_e4 and line.quantity_e3:
            price = line.amount_e4 / line.quantity_e3
            if price > 0:
                prices.setdefault((line.product, line.currency), {})[line.id] = price
    for own in prices.values():
        for line_id in outliers(own):
            yield Issue("outlier", OrderLine.table, "price", (line_id,))


def _spread(values: Iterable[float]) -> list[float]:
    ordered = sorted(values)
    step = max(1, len(ordered) // _SAMPLE)
    return ordered[step // 2 :: step]
