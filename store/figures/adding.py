"""Adding up a month's order lines, column by column: a loop over lines would take twice as long."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec.structs import astuple

from kamtui.store.figures.order_month import BUYER, CELL, PRODUCT, OrderMonth, Rows, SoldLine

LARGEST = 10**15
"""A line of more than so many 1/10,000 (10¹¹ of the main unit) is a mistake in the file; sums then fit 64 bits."""

Columns = dict[str, Sequence[Any]]
_NAMES = SoldLine.__struct_fields__
_NUMBERS = ("amount_e4", "profit_e4", "quantity_e3")


def add_up(month: str, lines: Sequence[Any], excluded: Mapping[str, int] | None = None) -> OrderMonth:
    """The sums of a month's lines by buyer and by product (C22, C26, C28, C42).

    `lines` are SoldLines, or whole order lines. An order is an account's lines of one number, or of one day where
    they have none. It belongs to the buyer of its first line; one whose total is below zero is a return and counts
    apart. `excluded` counts what was left out before, by reason; archived lines and amounts that cannot be join it.
    """
    left_out = Counter(excluded or {})
    columns = _sound(lines, left_out)
    number = columns["order_no"]
    if "" in number:
        number = [text or day for text, day in zip(number, columns["date"], strict=True)]
    parts = _grouped([*(columns[name] for name in (*BUYER, "customer")), number])
    sums = _sums(columns, parts.codes, parts.size)
    buyers = _grouped(parts.keys[: len(BUYER)])
    days = dict(zip(reversed(parts.codes), reversed(columns["date"]), strict=True))
    order_sums, numbers = _orders(parts, buyers, sums["sales"], days)
    of_buyers = {name: _rolled(column, buyers.codes, buyers.size) for name, column in sums.items() if any(column)}
    products = _grouped([columns[name] for name in PRODUCT])
    dates = {day for day in set(columns["date"]) if day}
    return OrderMonth(
        month,
        _rows(BUYER, buyers, of_buyers | order_sums),
        _rows(PRODUCT, products, _sums(columns, products.codes, products.size)),
        "\n".join(number for number, _ in numbers),
        array("I", [row for _, row in numbers]).tobytes(),
        min(dates).day if dates else 0,
        max(dates).day if dates else 0,
        dict(+left_out),
    )


def add_cells(lines: Sequence[Any]) -> Rows:
    """The sums of a month's lines by buyer and product at once, for what `add_up` cannot answer (A7.21)."""
    columns = _sound(lines, Counter())
    cells = _grouped([columns[name] for name in CELL])
    return _rows(CELL, cells, _sums(columns, cells.codes, cells.size))


def _sound(lines: Sequence[Any], left_out: Counter[str]) -> Columns:
    """The lines by columns, without those that do not count."""
    columns = _columns(lines)
    if True not in columns["archived"] and all(_largest(columns[name]) <= LARGEST for name in _NUMBERS):
        return columns
    kept = []
    for line in lines:
        if line.archived:
            left_out["archived"] += 1
        elif any(abs(getattr(line, name) or 0) > LARGEST for name in _NUMBERS):
            left_out["too-large"] += 1
        else:
            kept.append(line)
    return _columns(kept)


def _columns(lines: Sequence[Any]) -> Columns:
    if not lines:
        return dict.fromkeys(_NAMES, ())
    tuples = map(astuple if lines[0].__class__ is SoldLine else attrgetter(*_NAMES), lines)
    return dict(zip(_NAMES, zip(*tuples, strict=True), strict=True))


def _largest(column: Sequence[int | None]) -> int:
    known = [number for number in column if number is not None]
    return max(max(known), -min(known)) if known else 0


class _Groups(NamedTuple):
    """Rows put together that have the same key."""

    codes: Sequence[int]
    """By row, its group."""
    size: int
    keys: list[Sequence[Any]]
    """By column, the value of each group; groups stand in the order in which they come."""


def _grouped(columns: Sequence[Sequence[Any]]) -> _Groups:
    """Rows grouped by these columns; those of which every row has the same value cost nothing."""
    rows = len(columns[0])
    if not rows:
        return _Groups([], 0, [[] for _ in columns])
    varying = [place for place, column in enumerate(columns) if column.count(column[0]) < rows]
    if not varying:
        return _Groups([0] * rows, 1, [[column[0]] for column in columns])
    keys = columns[varying[0]] if len(varying) == 1 else list(zip(*(columns[place] for place in varying), strict=True))
    places = dict(zip(dict.fromkeys(keys), count(), strict=False))
    split = [list(places)] if len(varying) == 1 else list(zip(*places, strict=True))
    found = dict(zip(varying, split, strict=True))
    values = [found[place] if place in found else [column[0]] * len(places) for place, column in enumerate(columns)]
    return _Groups(list(map(places.__getitem__, keys)), len(places), values)


def _sums(columns: Columns, codes: Sequence[int], size: int) -> dict[str, list[int]]:
    """What the lines of each code add up to; columns that would be 0 throughout may be left out."""
    amounts, profits, quantities = (columns[name] for name in _NUMBERS)
    sums = {"lines": _counted(codes, size)}
    if None in amounts:
        sums["unpriced"] = _counted([code for code, amount in zip(codes, amounts, strict=True) if amount is None], size)
        profits = [None if amount is None else own for amount, own in zip(amounts, profits, strict=True)]
        amounts = [amount or 0 for amount in amounts]
    sums["sales"] = _rolled(amounts, codes, size)
    if None in quantities:
        quantities = [quantity or 0 for quantity in quantities]
    sums["quantity"] = _rolled(quantities, codes, size)
    if profits.count(None) < len(profits):
        costed = [
            (code, amount, own) for code, amount, own in zip(codes, amounts, profits, strict=True) if own is not None
        ]
        of_costed = [code for code, _, _ in costed]
        sums["profit"] = _rolled([own for _, _, own in costed], of_costed, size)
        sums["costed"] = _rolled([amount for _, amount, _ in costed], of_costed, size)
        known = _counted(of_costed, size)
    else:
        known = [0] * size
    unpriced = sums.get("unpriced") or [0] * size
    sums["uncosted"] = [n - own - none for n, own, none in zip(sums["lines"], known, unpriced, strict=True)]
    if min(amounts, default=0) < 0:
        returned = [(code, amount) for code, amount in zip(codes, amounts, strict=True) if amount < 0]
        sums["returned"] = _rolled([amount for _, amount in returned], [code for code, _ in returned], size)
        sums["return_lines"] = _counted([code for code, _ in returned], size)
    return sums


def _counted(codes: Iterable[int], size: int) -> list[int]:
    found = Counter(codes)
    return [found[code] for code in range(size)]


def _rolled(values: Iterable[int], codes: Iterable[int], size: int) -> list[int]:
    into = [0] * size
    for code, value in zip(codes, values, strict=True):
        into[code] += value
    return into


def _orders(
    parts: _Groups, buyers: _Groups, sales: Sequence[int], days: Mapping[int, Any]
) -> tuple[dict[str, list[int]], list[tuple[str, int]]]:
    """What the orders add to each buyer, and each order's number with its row.

    An order may have several parts, where its lines say different regions or channels.
    """
    orders = _grouped([parts.keys[BUYER.index("account")], *parts.keys[len(BUYER) :]])
    first = dict(zip(reversed(orders.codes), reversed(range(parts.size)), strict=True))
    counts, returns, marked = ([0] * buyers.size for _ in range(3))
    known: list[tuple[str, int]] = []
    for order, (amount, number) in enumerate(
        zip(_rolled(sales, orders.codes, orders.size), orders.keys[-1], strict=True)
    ):
        part = first[order]
        row = buyers.codes[part]
        if amount < 0:
            returns[row] += 1
            continue
        counts[row] += 1
        if day := days[part]:
            marked[row] |= 1 << day.day
        if number.__class__ is str:
            known.append((number, row))
    return {"orders": counts, "return_orders": returns, "days": marked}, known


def _rows(names: Sequence[str], groups: _Groups, sums: Mapping[str, Sequence[int]]) -> Rows:
    """The table whose rows have these keys and sums, packed."""
    known: dict[str, list[str]] = {}
    codes: dict[str, bytes] = {}
    for name, column in zip(names, groups.keys, strict=True):
        places = dict(zip(dict.fromkeys(column), count(), strict=False))
        known[name] = list(places)
        codes[name] = array("I", map(places.__getitem__, column)).tobytes() if len(places) > 1 else b""
    packed = {name: array("q", column).tobytes() for name, column in sums.items() if any(column)}
    return Rows(groups.size, known, codes, packed)
