"""The order book: months of added-up order lines, tallied by whatever a figure is broken down by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import repeat

import msgspec

from kamtui.store.figures.order_month import BUYER, SUMS, OrderMonth, Rows

Key = tuple[str, ...]
"""One value for each dimension."""
Label = str | Key
"""The same, as a plain text where there is one dimension: a hundred thousand tuples cost as much as their sums."""


class By(msgspec.Struct, frozen=True):
    """A dimension: what the rows of a month are grouped by."""

    name: str
    columns: tuple[str, ...] = ()
    """The columns of the rows that decide; none where the month itself does."""
    label: Callable[[str], str] = str
    """A function from the value in the first column, or from the month ("2026-11"), to the group's name."""
    otherwise: Callable[[str], str] = str
    """The same for the second column, which is looked at where the first one says nothing."""


class Sums(msgspec.Struct):
    """What the order lines of one group and currency add up to: see `order_month.SUMS` for the units."""

    sales: int = 0
    profit: int = 0
    costed: int = 0
    quantity: int = 0
    lines: int = 0
    uncosted: int = 0
    unpriced: int = 0
    returned: int = 0
    return_lines: int = 0
    orders: int = 0
    return_orders: int = 0

    def __add__(self, other: Sums) -> Sums:
        """Both together."""
        return Sums(*map(sum, zip(msgspec.structs.astuple(self), msgspec.structs.astuple(other), strict=True)))


class Buyer(msgspec.Struct):
    """What an account has bought, for recency, frequency and cycles."""

    sales: int = 0
    orders: int = 0
    marks: list[tuple[int, int]] = []
    """The day before the first of a month as an ordinal, and the month's order days as bits; a month may come twice."""
    latest: tuple[int, int] = (0, 0)
    """The last of these days, and the time of its latest order in seconds since midnight + 1, 0 where not known."""

    @property
    def days(self) -> list[int]:
        """The days on which it ordered, as ordinals, sorted."""
        return sorted({first + day for first, bits in self.marks for day in range(1, 32) if bits >> day & 1})

    @property
    def last(self) -> int | None:
        """The last day on which it ordered, as an ordinal; None where it never did."""
        return self.latest[0] or None


Tally = dict[Key, dict[str, Sums]]
"""By group and currency ("" is the workspace's own) what its lines add up to."""


class OrderBook:
    """Months of orders; `cells` reads a month's sums by buyer and product, which are only kept on disk."""

    def __init__(self, months: Sequence[OrderMonth], cells: Callable[[str], Rows] | None = None) -> None:
        """The months in order, "undated" among them or not."""
        self.months = tuple(months)
        self._cells = cells or (lambda _: Rows())
        self.excluded = Counter[str]()
        """Lines that are in no sum, by reason."""
        for month in self.months:
            self.excluded.update(month.excluded)

    def tally(self, by: Sequence[By] = (), wanted: Iterable[str] = SUMS) -> Tally:
        """The wanted sums by group and currency. Orders have no product: they are 0 in groups by product.

        A group is there once a line is in it, even where its sums are 0.
        """
        found: dict[tuple[str, str], defaultdict[Label, int]] = {}
        names = {"lines", *wanted}
        for month in self.months:
            rows = self._rows(month, by)
            if not rows.count:
                continue
            labels = _labels(month.month, rows, by)
            twice = self._repeated[0].get(month.month, {}) if "orders" in names else {}
            for currency, places in _by_currency(rows):
                for name in names:
                    column: Sequence[int] = rows.column(name)
                    if not column:
                        continue
                    if name == "orders" and twice:
                        column = [value - twice.get(row, 0) for row, value in enumerate(column)]
                    _add(found.setdefault((name, currency), defaultdict(int)), labels, column, places)
        return _assembled(found, len(by))

    def shared(self, by: Sequence[By] = ()) -> Counter[Key]:
        """By group how many orders have the number of another of its orders: of two accounts, or two currencies."""
        labels: dict[int, Label | list[Label]] = {}
        found = Counter[Key]()
        for orders in self._repeated[1].values():
            keys = Counter[Key]()
            for place, row in orders:
                month = self.months[place]
                known = labels.get(place)
                if known is None:
                    known = labels[place] = _labels(month.month, month.buyers, by)
                label = known[row] if isinstance(known, list) else known
                keys[(label,) if isinstance(label, str) else label] += 1
            found.update({key: times - 1 for key, times in keys.items() if times > 1})
        return found

    def buyers(self) -> dict[tuple[str, str], Buyer]:
        """By account and currency what it has bought and when; lines without an account are under ""."""
        found: dict[tuple[str, str], Buyer] = {}
        for month in self.months:
            first = _first_ordinal(month.month)
            rows = month.buyers
            if not rows.count:
                continue
            keys = _keys(rows)
            columns = (rows.column(name) or repeat(0, rows.count) for name in ("sales", "orders", "days", "clock"))
            for (account, currency), sales, orders, days, clock in zip(keys, *columns, strict=True):
                buyer = found.get((account, currency))
                if buyer is None:
                    buyer = found[account, currency] = Buyer(marks=[])
                buyer.sales += sales
                buyer.orders += orders
                if days:
                    buyer.marks.append((first, days))
                    buyer.latest = max(buyer.latest, (first + days.bit_length() - 1, clock))
            for row, count in self._repeated[0].get(month.month, {}).items():
                found[keys[row]].orders -= count
        return found

    @cached_property
    def _repeated(self) -> tuple[dict[str, dict[int, int]], dict[str, list[tuple[int, int]]]]:
        """What the numbers that come more than once say.

        By month and row of buyers how many orders began in an earlier month, to count no more; and by number the orders
        that there are, each as the place of its month and its row.
        """
        continued: dict[str, dict[int, int]] = {}
        orders: dict[str, list[tuple[int, int]]] = {}
        seen: set[tuple[str, str]] = set()
        again = self._again
        for place, month in enumerate(self.months) if again else ():
            accounts, names = list(month.buyers.places("account")), month.buyers.names["account"]
            own = []
            for number, row in _numbered(month):
                if number in again:
                    key = number, names[accounts[row]]
                    if key in seen:
                        into = continued.setdefault(month.month, {})
                        into[row] = into.get(row, 0) + 1
                    else:
                        orders.setdefault(number, []).append((place, row))
                        own.append(key)
            seen.update(own)
        return continued, orders

    @cached_property
    def _again(self) -> set[str]:
        """The numbers that more than one order has, or that an order has in several months."""
        known: set[str] = set()
        again: set[str] = set()
        for month in self.months:
            numbers = month.numbers.split("\n") if month.numbers else []
            own = set(numbers)
            again |= known & own
            known |= own
            if len(own) < len(numbers):
                again.update(number for number, times in Counter(numbers).items() if times > 1)
        return again

    def _rows(self, month: OrderMonth, by: Sequence[By]) -> Rows:
        """The smallest table of a month that has all the columns."""
        columns = {column for each in by for column in each.columns}
        if columns <= set(BUYER):
            return month.buyers
        return month.products if columns == {"product"} else self._cells(month.month)


def _numbered(month: OrderMonth) -> Iterator[tuple[str, int]]:
    """The orders of a month above zero that have a number, each with its row of buyers."""
    if month.numbers:
        yield from zip(month.numbers.split("\n"), memoryview(month.number_rows).cast("I"), strict=True)


def _keys(rows: Rows) -> list[tuple[str, str]]:
    """By row its account and currency."""
    columns = [_spread(rows, name, rows.names[name]) for name in ("account", "currency")]
    return list(zip(*columns, strict=True))


def _labels(month: str, rows: Rows, by: Sequence[By]) -> Label | list[Label]:
    """By row its group; one label where all rows have the same."""
    columns: list[str | list[str]] = [_column(month, rows, each) for each in by]
    if len(columns) == 1:
        return columns[0] if isinstance(columns[0], str) else list(columns[0])
    if all(isinstance(column, str) for column in columns):
        return tuple(map(str, columns))
    filled = [repeat(column, rows.count) if isinstance(column, str) else column for column in columns]
    return list(zip(*filled, strict=True))


def _by_currency(rows: Rows) -> Iterator[tuple[str, list[int] | None]]:
    """Each currency with its rows; None for all of them."""
    names = rows.names["currency"]
    if len(names) == 1:
        yield names[0], None
        return
    places = list(rows.places("currency"))
    for number, name in enumerate(names):
        yield name, [row for row, place in enumerate(places) if place == number]


def _add(
    into: defaultdict[Label, int], labels: Label | list[Label], column: Sequence[int], places: list[int] | None
) -> None:
    """Add a column, or those rows of it, to the groups."""
    if places is not None:
        column = [column[place] for place in places]
        labels = [labels[place] for place in places] if isinstance(labels, list) else labels
    if isinstance(labels, list):
        for label, value in zip(labels, column, strict=True):
            into[label] += value
    else:
        into[labels] += sum(column)


def _column(month: str, rows: Rows, by: By) -> str | list[str]:
    if not by.columns:
        return by.label(month)
    if len(by.columns) == 1:
        (name,) = by.columns
        labels = list(map(by.label, rows.names[name]))
        return labels[0] if len(labels) == 1 else _spread(rows, name, labels)
    own, other = by.columns
    first, second = list(map(by.label, rows.names[own])), list(map(by.otherwise, rows.names[other]))
    if "" not in first:
        return first[0] if len(first) == 1 else _spread(rows, own, first)
    spread = _spread(rows, own, first), _spread(rows, other, second)
    return [said or fallen_back for said, fallen_back in zip(*spread, strict=True)]


def _spread(rows: Rows, name: str, labels: Sequence[str]) -> list[str]:
    return list(map(labels.__getitem__, rows.places(name)))


def _assembled(columns: Mapping[tuple[str, str], Mapping[Label, int]], dimensions: int) -> Tally:
    found: Tally = {}
    for (name, currency), column in columns.items():
        for label, value in column.items():
            key: Key = (str(label),) if dimensions == 1 else tuple(label)
            each = found.get(key)
            if each is None:
                each = found[key] = {}
            sums = each.get(currency)
            if sums is None:
                sums = each[currency] = Sums()
            setattr(sums, name, value)
    return found


def _first_ordinal(month: str) -> int:
    """The day before the first of a month; 0 for "undated", whose rows have no days."""
    import datetime as dt

    return dt.date.fromisoformat(f"{month}-01").toordinal() - 1 if month[:1].isdigit() else 0


def in_currency(tally: Tally, currency: str) -> Tally:
    """The same tally where `currency` is that of lines that name none."""
    found: Tally = {}
    for key, sums in tally.items():
        into = found.setdefault(key, {})
        for own, each in sums.items():
            name = own or currency
            into[name] = into[name] + each if name in into else each
    return found


def totals(tally: Tally) -> dict[str, Sums]:
    """By currency everything together."""
    found: dict[str, Sums] = {}
    for sums in tally.values():
        for currency, each in sums.items():
            found[currency] = found[currency] + each if currency in found else each
    return found
