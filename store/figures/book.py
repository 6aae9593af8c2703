"""The order book: months of added-up order lines, tallied by whatever a figure is broken down by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from itertools import repeat

import msgspec

from kamtui.store.figures.grouping import By, Groups, Joined, Key, Table, keys_of
from kamtui.store.figures.order_month import BUYER, PRODUCT, SUMS, OrderMonth, Rows


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
        return together((self, other))


class Buyer(msgspec.Struct):
    """What an account has bought, for recency, frequency and cycles."""

    sales: int = 0
    orders: int = 0
    marks: list[tuple[int, int, int]] = []
    """Of each month with an order the day before its first as an ordinal, the order days as bits, and the time of the
    latest order on the last of these days in seconds since midnight + 1, 0 where not known; a month may come twice."""
    latest: tuple[int, int] = (0, 0)
    """The last day on which it ordered, as an ordinal, and the time of its latest order on it; zeros for none."""

    @property
    def days(self) -> list[int]:
        """The days on which it ordered, as ordinals, sorted."""
        days = [first + day for first, bits, _ in sorted(self.marks) for day in _days_in(bits)]
        return days if len(self.marks) == len({first for first, _, _ in self.marks}) else sorted(set(days))

    @property
    def last(self) -> int | None:
        """The last day on which it ordered, as an ordinal; None where it never did."""
        return self.latest[0] or None


@lru_cache(1 << 14)
def _days_in(bits: int) -> tuple[int, ...]:
    """The days of a month that are marked."""
    return tuple(day for day in range(1, 32) if bits >> day & 1)


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

    def tally(self, by: Sequence[By] = (), wanted: Iterable[str] = SUMS, currency: str = "") -> Tally:
        """The wanted sums by group and currency, where `currency` is that of lines that name none.

        A group is there once a line is in it, even where its sums are 0. Orders have no product: they are 0 in groups
        by product.
        """
        groups, names = Groups(by, currency), {"lines", *wanted}
        for month, table, orders in self._tables(by):
            if table.count:
                columns = {name: table.column(name) for name in names if name != "orders"}
                groups.add(month, table, columns | ({"orders": orders()} if "orders" in names else {}))
        return _assembled(groups)

    def shared(self, by: Sequence[By] = ()) -> Counter[Key]:
        """By group how many orders have the number of another of its orders: of two accounts, or two currencies."""
        timed = any(not each.columns for each in by)
        whole = [] if timed else keys_of("", self._buyers, by)
        known: dict[int, list[Key]] = {}
        found = Counter[Key]()
        for orders in self._repeated[1].values():
            keys = Counter[Key]()
            for place, row in orders:
                if timed and place not in known:
                    known[place] = keys_of(self.months[place].month, self.months[place].buyers, by)
                keys[known[place][row] if timed else whole[self._buyers.rows[place][row]]] += 1
            found.update({key: times - 1 for key, times in keys.items() if times > 1})
        return found

    @cached_property
    def buyers(self) -> dict[tuple[str, str], Buyer]:
        """By account and currency what it has bought and when; lines without an account are under ""."""
        rows = self._buyers
        marks: list[list[tuple[int, int, int]]] = [[] for _ in range(rows.count)]
        for month, places in zip(self.months, rows.rows, strict=True):
            first, days = _first_ordinal(month.month), month.buyers.column("days")
            for row, bits, clock in zip(places, days, month.buyers.column("clock") or repeat(0), strict=False):
                if bits:
                    marks[row].append((first, bits, clock))
        found: dict[tuple[str, str], Buyer] = {}
        columns = [map(rows.names[name].__getitem__, rows.places(name)) for name in ("account", "currency")]
        keys = zip(*columns, strict=True)
        for key, sales, orders, own in zip(keys, rows.column("sales"), self._orders(), marks, strict=True):
            buyer = found.get(key) or found.setdefault(key, Buyer(marks=[]))
            buyer.sales += sales
            buyer.orders += orders
            if own:
                first, bits, clock = own[-1]
                buyer.latest = max(buyer.latest, (first + bits.bit_length() - 1, clock))
                buyer.marks += own
        return found

    @cached_property
    def _buyers(self) -> Joined:
        return Joined([month.buyers for month in self.months], BUYER)

    @cached_property
    def _products(self) -> Joined:
        return Joined([month.products for month in self.months], PRODUCT)

    def _tables(self, by: Sequence[By]) -> Iterator[tuple[str, Table, Callable[[], Sequence[int]]]]:
        """The smallest tables that have all the columns: each with its month, and what tells its orders.

        Without a time among the dimensions all months are one table.
        """
        columns = _columns_of(by)
        timed = any(not each.columns for each in by)
        if columns <= set(BUYER):
            if not timed:
                yield "", self._buyers, self._orders
                return
            for month in self.months:
                yield month.month, month.buyers, partial(self._orders_of, month)
        elif columns == {"product"} and not timed:
            yield "", self._products, tuple
        else:
            for month in self.months:
                yield month.month, month.products if columns == {"product"} else self._cells(month.month), tuple

    def _orders(self) -> list[int]:
        """By row of all buyers its orders, each once."""
        column = list(self._buyers.column("orders"))
        for month, places in zip(self.months, self._buyers.rows, strict=True):
            for row, count in self._repeated[0].get(month.month, {}).items():
                column[places[row]] -= count
        return column

    def _orders_of(self, month: OrderMonth) -> Sequence[int]:
        """By row of a month's buyers the orders that began in it."""
        column, twice = month.buyers.column("orders"), self._repeated[0].get(month.month, {})
        return [value - twice.get(row, 0) for row, value in enumerate(column)] if twice else column

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
        times = Counter[str]()
        for month in self.months:
            if month.numbers:
                times.update(month.numbers.split("\n"))
        return {number for number, n in times.items() if n > 1}


def needs_cells(by: Sequence[By]) -> bool:
    """Whether these dimensions need the sums by buyer and product at once."""
    columns = _columns_of(by)
    return not columns <= set(BUYER) and columns != {"product"}


def _columns_of(by: Sequence[By]) -> set[str]:
    """The columns that decide about the groups."""
    return {column for each in by for column in each.columns}


def _numbered(month: OrderMonth) -> Iterator[tuple[str, int]]:
    """The orders of a month above zero that have a number, each with its row of buyers."""
    if month.numbers:
        yield from zip(month.numbers.split("\n"), memoryview(month.number_rows).cast("I"), strict=True)


def _assembled(groups: Groups) -> Tally:
    found: Tally = {}
    sums = groups.sums()
    keys = groups.keys()
    columns = [sums.get(name) or repeat(0, len(keys)) for name in Sums.__struct_fields__]
    for key, each in zip(keys, map(Sums, *columns), strict=True):
        found.setdefault(key[:-1], {})[key[-1]] = each
    return found


def _first_ordinal(month: str) -> int:
    """The day before the first of a month; 0 for "undated", whose rows have no days."""
    import datetime as dt

    return dt.date.fromisoformat(f"{month}-01").toordinal() - 1 if month[:1].isdigit() else 0


def totals(tally: Tally) -> dict[str, Sums]:
    """By currency everything together."""
    found: dict[str, list[Sums]] = {}
    for sums in tally.values():
        for currency, each in sums.items():
            found.setdefault(currency, []).append(each)
    return {currency: together(each) for currency, each in found.items()}


def together(sums: Iterable[Sums]) -> Sums:
    """All of them added up."""
    return Sums(*map(sum, zip(*map(msgspec.structs.astuple, sums), strict=True)))
