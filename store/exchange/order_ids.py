"""Ids of order lines: the same line gets the same id in every import.

An id comes from the day, the order number and the line's own number or, where the source has none, from the
product and the how-manieth line of that product in the order it is. A line with an order number is the same line
whatever its day; its id says the day that it had when it first came in.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from kamtui.store.exchange.report import Notes
from kamtui.store.exchange.sources import Source, said
from kamtui.store.exchange.tables import Codes
from kamtui.store.files.ids import derived_id, is_id

H = TypeVar("H", bound=Hashable)

_DAY, _ORDER = 10, 18
"""Where the characters of an id end that say the day, and the order."""
IDENTITY = slice(_DAY, None)
"""The part of an id that stays the same when the line's day is corrected."""


class OrderIds:
    """The ids of one sheet's lines; each part of them is made once and used for many lines."""

    def __init__(self, source: Source, system: str, notes: Notes) -> None:
        """`system` is the name of the source that the order numbers are from."""
        self._source = source
        self._system = system
        self._notes = notes

    def of(self, rows: Sequence[int]) -> list[str]:
        """The ids of these rows, which the same lines get in every import: day, order, place in the order.

        Each part is made once and used for many lines, and the lines of an order stand together in the file. Lines
        that kamtui has written out itself say their ids.
        """
        own, ids = self._texts("orders.id")
        if all(map(is_id, ids)):
            return [ids[own[row]] for row in rows]
        days, heads = self._heads
        orders, of_order = self._of_order
        places, ends = self._places
        return list(
            map(
                "".join,
                zip(
                    map(heads.__getitem__, map(days.__getitem__, rows)),
                    map(of_order.__getitem__, map(orders.__getitem__, rows)),
                    map(ends.__getitem__, map(places.__getitem__, rows)),
                    strict=True,
                ),
            )
        )

    def numbered(self, rows: Sequence[int]) -> Iterator[bool]:
        """Whether each of these rows names its order."""
        orders, texts = self._texts("orders.order_no")
        return map(bool, map(texts.__getitem__, map(orders.__getitem__, rows)))

    @cached_property
    def _heads(self) -> tuple[Sequence[int], list[str]]:
        """By row a number, by number the part of an id that says the day."""
        days, dates = self._texts("orders.date")
        return days, [derived_id(day=dt.date.fromisoformat(day) if day else None)[:_DAY] for day in dates]

    @cached_property
    def _of_order(self) -> tuple[Sequence[int], list[str]]:
        """By row a number, by number the part of an id that says the order."""
        orders, numbers = self._texts("orders.order_no")
        return orders, [derived_id("orders", self._system, number)[_DAY:_ORDER] for number in numbers]

    @cached_property
    def repeats(self) -> dict[int, int]:
        """The how-manieth of its like a row is, for rows that are not the first.

        Lines with a number of their own are alike within a day, since orders are numbered anew in other years. Lines
        without one are alike in the whole order, or within a day where there is no order number.
        """
        names, texts, own = self._names
        orders, numbers = _distinct(*self._texts("orders.order_no"))
        days, _ = _distinct(*self._texts("orders.date"))
        step, lap = len(texts), len(texts) * len(numbers)
        keys = [
            (0 if numbers[order] and not own[name] else lap * (day + 1)) + step * order + name
            for day, order, name in zip(days, orders, names, strict=True)
        ]
        times = Counter(keys)
        seen: Counter[int] = Counter()
        found = {}
        for row, key in enumerate(keys) if len(times) < len(keys) else ():
            if times[key] > 1:
                seen[key] += 1
                if seen[key] > 1:
                    found[row] = seen[key]
        again = [row for row in found if own[names[row]] and row not in self._source.rejected]
        if again:
            lines = self._source.table.lines
            self._notes.add("repeated-lines", self._source.title, len(again), [lines[row] for row in again])
        if said := self._source.cells.get("orders.ordinal"):
            for row, code in enumerate(said.codes):
                if isinstance(ordinal := said.values[code], int):
                    found[row] = ordinal
        return found

    @cached_property
    def _places(self) -> tuple[Sequence[int], list[str]]:
        """By row a number, by number the part of an id that says which line of its order it is."""
        names, texts, _ = self._names
        ends = [derived_id("line", text, "1")[_ORDER:] for text in texts]
        if not self.repeats:
            return names, ends
        places = array("I", names)
        known: dict[tuple[int, int], int] = {}
        for row, count in self.repeats.items():
            place = known.setdefault((names[row], count), len(ends))
            if place == len(ends):
                ends.append(derived_id("line", texts[names[row]], str(count))[_ORDER:])
            places[row] = place
        return places, ends

    @cached_property
    def _names(self) -> tuple[Sequence[int], list[str], list[bool]]:
        """What tells an order's lines apart: by row a number, by number the text, and whether it is the line's own.

        That is the line's number or, without one, the product, and where there are no orders the customer too.
        """
        line = "orders.line" if self._source.cells.get("orders.line") else "orders.id"
        numbers, texts = _distinct(*self._texts(line))
        if all(texts):
            return numbers, texts, [True] * len(texts)
        targets = ["products.code"] if self._source.cells.get("products.code") else ["products.name"]
        if not self._source.cells.get("orders.order_no"):
            targets += ["accounts.id", "accounts.name"]
        numbers, values = self._source.together(line, *targets)
        parts = [(said(own), "\x1f".join(map(str, map(said, rest)))) for own, *rest in values]
        numbers, pairs = _distinct(numbers, parts)
        return numbers, [own or part for own, part in pairs], [bool(own) for own, _ in pairs]

    def _texts(self, target: str) -> tuple[Sequence[int], list[str]]:
        """A column's codes and texts, "" where it says nothing or is not there; dates in ISO form."""
        numbers, values = self._source.together(target)
        return numbers, [str(said(value)) for (value,) in values]


def _distinct(numbers: Sequence[int], values: Sequence[H]) -> tuple[Sequence[int], list[H]]:
    """The same column with each value once: texts that differ may stand for the same day or code."""
    found = Codes[H]()
    codes = [found[value] for value in values]
    if len(found) == len(codes):
        return numbers, list(values)
    return array("I", map(codes.__getitem__, numbers)), list(found)
