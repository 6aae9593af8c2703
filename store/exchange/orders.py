"""Order lines, by the hundred thousand: a month at a time, straight to documents.

Everything that can be done once for a distinct text or pair of texts is; what is left for each line is to
put their spellings together.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from itertools import filterfalse
from operator import itemgetter
from typing import Any

import msgspec

from kamtui.store.exchange import days
from kamtui.store.exchange.fields import fields
from kamtui.store.exchange.links import Links
from kamtui.store.exchange.order_ids import OrderIds
from kamtui.store.exchange.report import Reject
from kamtui.store.exchange.sources import Cells, Reader, Source, said
from kamtui.store.text import currencies

UNDATED = "undated"
_PRODUCT = ("products.line", "products.category")

Lines = dict[str, msgspec.Raw]
"""Order lines by id, each as it is spelled in an order file."""


class OrderSource:
    """The order lines of one sheet, ready to be made month by month."""

    def __init__(self, source: Source, links: Links, reader: Reader, others: bool, currency: str) -> None:
        """Find the customers and products of all lines; with `others`, customers that nobody knows stay names.

        `currency` is said on every line that says none, "" for the workspace's own.
        """
        self.source = source
        self._links = links
        self._reader = reader
        self._ids = OrderIds(source, reader.mapping.source, reader.notes)
        self._fixed = {"currency": currency} if currency else {}
        self._columns: list[tuple[str, Sequence[int], list[Any]]] = []
        self._refuse_empty()
        self._plain_columns()
        self._times()
        self._customers(others)
        self._products()
        self._amounts()
        self.months = self._months()
        """The rows of each month."""

    def lines(self, month: str) -> Lines:
        """A month's lines by id."""
        rows = self.months.get(month, array("I"))
        cells = [map(texts.__getitem__, map(codes.__getitem__, rows)) for codes, texts in self._spelled]
        texts = map("".join, zip(*cells, strict=True))
        return {key: msgspec.Raw(f"{{{text[1:]}}}") for key, text in zip(self.ids(month), texts, strict=True)}

    @cached_property
    def _spelled(self) -> list[tuple[Sequence[int], list[str]]]:
        """The columns in the order of their names: by row a number, by number the field as JSON with a comma before."""
        names = {name for name, _, _ in self._columns}
        fixed = [(name, array("I", bytes(4 * self.source.rows)), [text]) for name, text in self._fixed.items()]
        columns = [*self._columns, *(column for column in fixed if column[0] not in names)]
        return [
            (codes, [_spelling(name, value) for value in values])
            for name, codes, values in sorted(columns, key=itemgetter(0))
            if set(values) != {None}
        ]

    def _cells(self, target: str) -> Cells | None:
        return self.source.cells.get(target)

    def _refuse_empty(self) -> None:
        """Keep out lines that say neither how much nor how many."""
        said = [cells for name in ("amount", "quantity") if (cells := self._cells(f"orders.{name}"))]
        if any(None not in cells.values for cells in said):
            return
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

    def _times(self) -> None:
        """The time of day that the column of dates says, unless it is always midnight or has a column of its own."""
        cells = self._cells("orders.date")
        if cells is None or self._cells("orders.time"):
            return
        clocks = [days.to_clock(text) or None for text in cells.texts]
        if any(clock not in (None, days.MIDNIGHT) for clock in clocks):
            self._columns.append(("time", cells.codes, clocks))

    def _customers(self, others: bool) -> None:
        """The account of each line; a customer whom only order lines name becomes an account that is not key."""
        numbers, customers = self.source.together("accounts.id", "accounts.name")
        accounts: list[str | None] = []
        names: list[str | None] = []
        for outside, name in customers:
            outside, name = said(outside), said(name)
            found = None
            if outside or name:
                found = self._links.account(outside, name, self.source.title, {"key": False}, make=not others)
            accounts.append(found or None)
            names.append(None if found else _shown(outside, name) or None)
        blank = {number for number, pair in enumerate(customers) if not any(map(said, pair))}
        nobody = sum(number in blank for number in numbers) if blank else 0
        if nobody:
            self._reader.notes.add("no-customer", self.source.title, nobody)
        self._columns += [("account", numbers, accounts), ("customer", numbers, names)]

    def _products(self) -> None:
        """The product of each line; a code with several names takes the commonest."""
        numbers, products = self.source.together("products.code", "products.name", *_PRODUCT)
        times = Counter(numbers)
        ids: list[str | None] = [None] * len(products)
        for number in sorted(range(len(products)), key=lambda number: (-times[number], number)):
            code, name, *about = map(said, products[number])
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
        numbers, pairs = self.source.together("orders.price", "orders.quantity")
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
            buckets[code](row)
        if rejected:
            months = {month: array("I", filterfalse(rejected.__contains__, rows)) for month, rows in months.items()}
        return {month: rows for month, rows in sorted(months.items()) if rows}

    def ids(self, month: str) -> list[str]:
        """The ids of a month's lines."""
        return self._ids.of(self.months.get(month, ()))

    def numbered(self, month: str) -> Iterator[bool]:
        """Whether each of a month's lines names its order."""
        return self._ids.numbered(self.months.get(month, ()))

    def number(self, rejects: Iterable[Reject]) -> None:
        """Say in this sheet's rejected rows which of their like they are, so that they can come in later."""
        for reject in rejects:
            if reject.table is self.source.table:
                reject.ordinal = self._ids.repeats.get(reject.row, 1)


def _spelling(name: str, value: Any) -> str:
    """A field as JSON with a comma before it, "" for what is not said."""
    return f',"{name}":{msgspec.json.encode(value).decode()}' if isinstance(value, str | int) else ""


def _shown(outside: str, name: str) -> str:
    """How a customer who has no account is named on a line: homonyms are told apart by their ids."""
    return f"{name} ({outside})" if name and outside else name or outside


def _product(price: Any, quantity: Any) -> int | None:
    """Price in 1/10,000 times quantity in 1/1,000, in 1/10,000, rounded half-even."""
    if not isinstance(price, int) or not isinstance(quantity, int):
        return None
    whole, rest = divmod(price * quantity, 1000)
    return whole if not rest else int((Decimal(price * quantity) / 1000).to_integral_value(ROUND_HALF_EVEN))
