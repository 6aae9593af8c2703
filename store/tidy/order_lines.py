"""What looks wrong in order lines: orders that came twice, prices far off, months in another unit (A9.03).

A month is looked through by itself, and what was found is kept with the version of its file, so that a change of one
month costs one month.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import msgspec

from kamtui.store.figures.oddities import outliers, suspect_units
from kamtui.store.figures.periods import UNDATED, days_of
from kamtui.store.records import OrderLine
from kamtui.store.tidy.issue import Issue
from kamtui.store.workspace import Workspace

SHAPE = 2
"""Another number once a month's findings are made in another way."""
_SAMPLE = 200
"""Amounts of a month that its median is compared with others by, spread evenly over all of its amounts."""


class MonthFindings(msgspec.Struct, frozen=True):
    """What was found in one month's order lines, and what of them is compared with other months."""

    alike: tuple[tuple[str, ...], ...] = ()
    """Orders of one buyer and day with the very same lines, by the lines that stand for them."""
    prices: tuple[str, ...] = ()
    """Lines with a price far off."""
    ahead: tuple[str, ...] = ()
    """Lines of a later day than that on which this was made."""
    marks: bytes = b""
    """By order what it has in common with itself on another day, as 64 bits."""
    heads: str = ""
    """By order the line that stands for it, a line each."""
    samples: dict[str, list[float]] = {}
    """By currency some of the amounts."""


def order_issues(workspace: Workspace, today: dt.date) -> Iterator[Issue]:
    """Orders that came twice or lie after today, outliers of each month, and months that are in another unit."""
    samples: dict[str, dict[str, list[float]]] = {}
    times = Counter[int]()
    months = [(month, _of_month(workspace, month, today)) for month in workspace.order_months()]
    for month, found in months:
        yield from (Issue("duplicate", OrderLine.table, "order", heads) for heads in found.alike)
        yield from (Issue("outlier", OrderLine.table, "price", (line,)) for line in found.prices)
        if found.ahead:
            yield Issue("error", OrderLine.table, "future", found.ahead, f"orders/{month}.json")
        for currency, own in found.samples.items():
            samples.setdefault(currency, {})[month] = own
        times.update(memoryview(found.marks).cast("Q"))
    yield from _repeated([found for _, found in months], {mark for mark, n in times.items() if n > 1})
    for currency, by_month in samples.items():
        for month, off in suspect_units(by_month).items():
            yield Issue("unit", OrderLine.table, "amount", (), f"orders/{month}.json", off, currency)


def unsearched(workspace: Workspace, today: dt.date) -> list[str]:
    """The months that have to be looked through first, if that takes more than a moment."""
    return workspace.unread_notes(lambda month: _name(month, today), MonthFindings)


def searching(workspace: Workspace, months: Sequence[str], today: dt.date) -> Generator[int, None, None]:
    """Look through months of order lines before they are asked for; a thread may do it."""
    for done, month in enumerate(months, 1):
        _of_month(workspace, month, today)
        yield done


def _name(month: str, today: dt.date) -> str:
    """What the findings are kept as: those of a month that is over do not depend on the day."""
    over = month != UNDATED and days_of(month)[1] <= today
    return f"found {SHAPE}" if over else f"found {SHAPE} {today}"


def _of_month(workspace: Workspace, month: str, today: dt.date) -> MonthFindings:
    """A month's findings, kept for its file's version."""
    return workspace.order_notes(
        month, _name(month, today), MonthFindings, lambda: _looked_through(workspace, month, today)
    )


def _looked_through(workspace: Workspace, month: str, today: dt.date) -> MonthFindings:
    lines = {line.id: line for line in workspace.order_lines(month) if not line.archived}
    orders = orders_of(lines.values())
    amounts: dict[str, list[float]] = {}
    for line in lines.values():
        if line.amount_e4 and line.amount_e4 > 0:
            amounts.setdefault(line.currency, []).append(line.amount_e4)
    ahead = tuple(sorted(line.id for line in lines.values() if line.date and line.date > today))
    return MonthFindings(
        tuple(_duplicates(orders)), tuple(_prices(lines)), ahead, array("Q", map(_mark, orders)).tobytes(),
        "\n".join(order.head for order in orders), {name: _spread(own) for name, own in amounts.items()},
    )  # fmt: skip


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


def _duplicates(orders: Iterable[Order]) -> Iterator[tuple[str, ...]]:
    """Orders of one buyer and day with the very same lines under different numbers."""
    alike: dict[tuple[Any, ...], list[str]] = {}
    for order in orders:
        alike.setdefault((order.buyer, order.day, order.said), []).append(order.head)
    for ids in alike.values():
        if len(ids) > 1:
            yield tuple(sorted(ids))


def _mark(order: Order) -> int:
    """What an order has in common with itself on another day: buyer, number and lines."""
    said = repr((order.buyer, order.number, order.said)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=8).digest())


def _repeated(months: Iterable[MonthFindings], again: set[int]) -> Iterator[Issue]:
    """Orders of one buyer and number with the very same lines on different days, in whichever months those lie."""
    alike: dict[int, list[str]] = {}
    for found in months if again else ():
        for mark, head in zip(memoryview(found.marks).cast("Q"), found.heads.split("\n"), strict=False):
            if mark in again:
                alike.setdefault(mark, []).append(head)
    for ids in alike.values():
        yield Issue("duplicate", OrderLine.table, "order-again", tuple(sorted(ids)))


def _prices(lines: Mapping[str, OrderLine]) -> Iterator[str]:
    """Lines whose price for one unit is far off that of the product's other lines of the month."""
    prices: dict[tuple[str, str], dict[str, float]] = {}
    for line in lines.values():
        if line.product and line.amount_e4 and line.quantity_e3:
            price = line.amount_e4 / line.quantity_e3
            if price > 0:
                prices.setdefault((line.product, line.currency), {})[line.id] = price
    for own in prices.values():
        yield from outliers(own)


def _spread(values: Iterable[float]) -> list[float]:
    ordered = sorted(values)
    step = max(1, len(ordered) // _SAMPLE)
    return ordered[step // 2 :: step]
