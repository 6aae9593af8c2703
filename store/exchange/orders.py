"""Order lines, by the hundred thousand: a month at a time, straight to documents.

Everything that can be done once for a distinct text or pair of texts is; what is left for each line is to
look its values up, and its id. The id comes from the order number and the line's own number or, where the
source has none, from the product and the how-many-eth line of that product in the order it is.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from kamtui.store.exchange.fields import fields
from kamtui.store.exchange.links import Links
from kamtui.store.exchange.sources import Cells, Reader, Source
from kamtui.store.files.ids import derived_id
from kamtui.store.text import currencies

UNDATED = "undated"
_PRODUCT = ("products.line", "products.category")
_APART = frozenset({"date", "ship_date", "owner", "currency", "account", "product"})

Documents = dict[str, dict[str, Any]]


class OrderSource:
    """The order lines of one sheet, ready to be made month by month."""

    def __init__(self, source: Source, links: Links, reader: Reader, others: bool, currency: str) -> None:
        """Find the customers and products of all lines; with `others`, customers that nobody knows stay names.

        `currency` is said on every line that says none, "" for the workspace's own.
        """
        self.source = source
        self._links = links
        self._reader = reader
        self._system = reader.mapping.source
        self._fixed = {"currency": currency} if currency else {}
        self._columns: list[tuple[str, Sequence[int], list[Any]]] = []
        self._refuse_empty()
        self._plain_columns()
        self._customers(others)
        self._products()
        self._amounts()
        self.months = self._months()
        """The rows of each month."""

    def documents(self, month: str) -> Documents:
        """A month's lines as documents by id."""
        lines: Documents = {}
        columns, fixed = self._columns, self._fixed
        for row, key in self._ids(self.months.get(month, ())):
            line: dict[str, Any] = dict(fixed)
            for name, codes, values in columns:
                value = values[codes[row]]
                if value is not None:
                    line[name] = value
            lines[key] = line
        return lines

    def _cells(self, target: str) -> Cells | None:
        return self.source.cells.get(target)

    def _refuse_empty(self) -> None:
        """Keep out lines that say neither how much nor how many."""
        said = [cells for name in ("amount", "quantity") if (cells := self._cells(f"orders.{name}"))]
        for row in range(self.source.rows):
            if all(cells.values[cells.codes[row]] is None for cells in said):
                self._reader.reject(self.source, row, "", "", "no-amount")

    def _plain_columns(self) -> None:
        """The columns whose values go into the line as they are, and those that need one more step."""
        for target, cells in self.source.cells.items():
            field = fields()[target]
            if field.kind != "orders" or not field.attribute:
                continue
            values = cells.values
            if field.how == "date":
                values = [day.isoformat() if isinstance(day, dt.date) else None for day in values]
            elif field.name == "owner":
                title = self.source.title
                values = [self._links.named("salespeople", name, title) if name else None for name in values]
            elif field.name == "currency":
                values = [currencies.named(text.casefold(), "") if text else None for text in values]
                self._fixed = {}
            self._columns.append((field.attribute, cells.codes, values))

    def _pairs(self, *targets: str) -> tuple[Sequence[int], list[tuple[Any, ...]], Counter[int]]:
        """Columns taken together: by row a number, by number the values, and how often each number occurs."""
        known: dict[tuple[int, ...], int] = {}
        cells = [self._cells(target) for target in targets]
        nothing = array("I", bytes(4 * self.source.rows))
        rows = zip(*(column.codes if column else nothing for column in cells), strict=True)
        numbers = array("I", [known.setdefault(codes, len(known)) for codes in rows])
        values = [
            tuple(column.values[code] if column else None for column, code in zip(cells, codes, strict=True))
            for codes in known
        ]
        return numbers, values, Counter(numbers)

    def _customers(self, others: bool) -> None:
        """The account of each line; a customer whom only order lines name becomes an account that is not key."""
        numbers, customers, times = self._pairs("accounts.id", "accounts.name")
        accounts: list[str | None] = []
        names: list[str | None] = []
        for outside, name in customers:
            outside, name = _said(outside), _said(name)
            found = None
            if outside or name:
                found = self._links.account(outside, name, self.source.title, {"key": False}, make=not others)
            accounts.append(found or None)
            names.append(None if found else _shown(outside, name) or None)
        nobody = sum(times[number] for number, pair in enumerate(customers) if not any(map(_said, pair)))
        if nobody:
            self._reader.notes.add("no-customer", self.source.title, nobody)
        self._columns += [("account", numbers, accounts), ("customer", numbers, names)]

    def _products(self) -> None:
        """The product of each line; a code with several names takes the commonest."""
        numbers, products, times = self._pairs("products.code", "products.name", *_PRODUCT)
        ids: list[str | None] = [None] * len(products)
        for number in sorted(range(len(products)), key=lambda number: (-times[number], number)):
            code, name, *about = map(_said, products[number])
            if code or name:
                rest = {field.rpartition(".")[2]: text for field, text in zip(_PRODUCT, about, strict=True) if text}
                ids[number] = self._links.product(code, name, self.source.title, rest) or None
        self._columns.append(("product", numbers, ids))

    def _amounts(self) -> None:
        """Where there is no amount, it is price times quantity."""
        if self._cells("orders.amount") or not self._cells("orders.price") or not self._cells("orders.quantity"):
            return
        if self._cells("orders.discount"):
            self._reader.notes.add("no-amount-column", self.source.title, self.source.rows)
            return
        numbers, pairs, _ = self._pairs("orders.price", "orders.quantity")
        values = [_product(price, quantity) for price, quantity in pairs]
        self._columns.append(("amount_e4", numbers, values))

    def _months(self) -> dict[str, array[int]]:
        """The rows of each month that has any, rejected ones left out."""
        months: dict[str, array[int]] = {}
        cells, rejected = self._cells("orders.date"), self.source.rejected
        if not cells:
            codes, names = array("I", bytes(4 * self.source.rows)), [UNDATED]
        else:
            codes = cells.codes
            names = [f"{day:%Y-%m}" if isinstance(day, dt.date) else UNDATED for day in cells.values]
        for name in names:
            months.setdefault(name, array("I"))
        buckets = [months[name].append for name in names]
        for row, code in enumerate(codes):
            if row not in rejected:
                buckets[code](row)
        return {month: rows for month, rows in sorted(months.items()) if rows}

    def _ids(self, rows: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Each row with its id, which the same line gets in every import."""
        day = self._lookup("orders.date")
        order = self._lookup("orders.order_no")
        own = self._lookup("orders.line") if self._cells("orders.line") else self._lookup("orders.id")
        parts = [self._lookup(f"{kind}.{name}") for kind in ("products", "accounts") for name in ("id", "code", "name")]
        times: Counter[tuple[str, ...]] = Counter()
        for row in rows:
            number, line = order(row), own(row)
            if line:
                key: tuple[str, ...] = (number, line)
            else:
                key = (number, *(part(row) for part in parts[: 3 if number else 6]), str(day(row)))
                times[key] += 1
                key = (*key, str(times[key]))
            when = day(row)
            yield row, derived_id("orders", self._system, *key, day=when if isinstance(when, dt.date) else None)

    def _lookup(self, target: str) -> Callable[[int], Any]:
        """A function from row to the value of a target, "" where it says nothing."""
        cells = self._cells(target)
        if cells is None:
            return lambda row: ""
        codes, values = cells.codes, [_said(value) for value in cells.values]
        return lambda row: values[codes[row]]


def _said(value: Any) -> Any:
    """A value, "" for a blank cell or one that could not be read."""
    return value if isinstance(value, str | dt.date) else ""


def _shown(outside: str, name: str) -> str:
    """How a customer who has no account is named on a line: homonyms are told apart by their ids."""
    return f"{name} ({outside})" if name and outside else name or outside


def _product(price: Any, quantity: Any) -> int | None:
    """Price in 1/10,000 times quantity in 1/1,000, in 1/10,000, rounded half-even."""
    if not isinstance(price, int) or not isinstance(quantity, int):
        return None
    whole, rest = divmod(price * quantity, 1000)
    return whole if not rest else int((Decimal(price * quantity) / 1000).to_integral_value(ROUND_HALF_EVEN))
