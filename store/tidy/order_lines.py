"""What looks wrong in order lines: orders that came twice, prices far off, months in another unit (A9.03).

A month is looked at after the other, and of each only some amounts are kept, so that a million lines are never in
memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from kamtui.store.figures.oddities import outliers, suspect_units
from kamtui.store.records import OrderLine
from kamtui.store.tidy.issue import Issue
from kamtui.store.workspace import Workspace

_SAMPLE = 200
"""Amounts of a month that its median is compared with others by, spread evenly over all of its amounts."""


def order_issues(workspace: Workspace, today: dt.date) -> Iterator[Issue]:
    """Orders that came twice or lie after today, outliers of each month, and months that are in another unit."""
    samples: dict[str, dict[str, list[float]]] = {}
    once, again = set[int](), set[int]()
    for month in workspace.order_months():
        lines = {line.id: line for line in workspace.order_lines(month) if not line.archived}
        orders = orders_of(lines.values())
        yield from _duplicates(orders)
        for order in orders:
            (again if (mark := _mark(order)) in once else once).add(mark)
        yield from _prices(lines)
        ahead = tuple(sorted(line.id for line in lines.values() if line.date and line.date > today))
        if ahead:
            yield Issue("error", OrderLine.table, "future", ahead, f"orders/{month}.json")
        amounts: dict[str, list[float]] = {}
        for line in lines.values():
            if line.amount_e4 and line.amount_e4 > 0:
                amounts.setdefault(line.currency, []).append(line.amount_e4)
        for currency, own in amounts.items():
            samples.setdefault(currency, {})[month] = _spread(own)
    yield from _repeated(workspace, again)
    for currency, months in samples.items():
        for month, times in suspect_units(months).items():
            yield Issue("unit", OrderLine.table, "amount", (), f"orders/{month}.json", times, currency)


class Order(msgspec.Struct, frozen=True):
    """The lines of one order of a day."""

    buyer: tuple[str, str]
    """Account, and customer where that is not known."""
    day: dt.date
    number: str
    lines: tuple[OrderLine, ...]

    @property
    def said(self) -> tuple[tuple[str, int, int, str], ...]:
        """What was ordered, in an order of its own."""
        return tuple(
            sorted((line.product, line.quantity_e3 or 0, line.amount_e4 or 0, line.currency) for line in self.lines)
        )

    @property
    def head(self) -> str:
        """The id of its first line, which stands for the order."""
        return self.lines[0].id


def orders_of(lines: Iterable[OrderLine]) -> list[Order]:
    """The orders that have a number, a day, a buyer and an amount."""
    found: dict[tuple[str, str, dt.date, str], list[OrderLine]] = {}
    for line in lines:
        if line.order_no and line.date and (line.account or line.customer):
            found.setdefault((line.account, line.customer, line.date, line.order_no), []).append(line)
    return [
        Order((account, customer), day, number, tuple(own))
        for (account, customer, day, number), own in found.items()
        if any(line.amount_e4 for line in own)
    ]


def _duplicates(orders: Iterable[Order]) -> Iterator[Issue]:
    """Orders of one buyer and day with the very same lines under different numbers."""
    alike: dict[tuple[Any, ...], list[str]] = {}
    for order in orders:
        alike.setdefault((order.buyer, order.day, order.said), []).append(order.head)
    for ids in alike.values():
        if len(ids) > 1:
            yield Issue("duplicate", OrderLine.table, "order", tuple(sorted(ids)))


def _mark(order: Order) -> int:
    """What an order has in common with itself on another day: buyer, number and lines."""
    return hash((order.buyer, order.number, order.said))


def _repeated(workspace: Workspace, marks: set[int]) -> Iterator[Issue]:
    """Orders of one buyer and number with the very same lines on different days, in whichever months those lie.

    `marks` are those that were met more than once; the months are read again only where there are any.
    """
    alike: dict[tuple[Any, ...], list[str]] = {}
    for month in workspace.order_months() if marks else ():
        for order in orders_of(line for line in workspace.order_lines(month) if not line.archived):
            if _mark(order) in marks:
                alike.setdefault((order.buyer, order.number, order.said), []).append(order.head)
    for ids in alike.values():
        if len(ids) > 1:
            yield Issue("duplicate", OrderLine.table, "order-again", tuple(sorted(ids)))


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
