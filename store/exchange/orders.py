"""Order lines, by the hundred thousand: a month at a time, straight to documents.

Everything that can be done once for a distinct text or pair of texts is; what is left for each line is to
look its values up, and its id. The id comes from the order number and the line's own number or, where the
source has none, from the product and the how-manieth line of that product in the order it is.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from itertools import filterfalse, repeat
from typing import Any

from kamtui.store.exchange.fields import fields
from kamtui.store.exchange.links import Links
from kamtui.store.exchange.sources import Cells, Reader, Source
from kamtui.store.files.ids import derived_id
from kamtui.store.text import currencies

UNDATED = "undated"
_PRODUCT = ("products.line", "products.category")
_DAY, _ORDER = 10, 18
"""Where the characters of an id end that say the day, and the order."""

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
        rows = self.months.get(month)
        if not rows:
            return {}
        full = [column for column in self._columns if None not in column[2]]
        sparse = [column for column in self._columns if None in column[2] and set(column[2]) != {None}]
        names = [name for name, _, _ in full]
        cells = [map(values.__getitem__, map(codes.__getitem__, rows)) for _, codes, values in full]
        said = map(dict, map(zip, repeat(names), zip(*cells, strict=True))) if full else ({} for _ in rows)
        lines = dict(zip(self._ids(rows), said, strict=True))
        for name, codes, values in sparse:
            for line, value in zip(lines.values(), map(values.__getitem__, map(codes.__getitem__, rows)), strict=True):
                if value is not None:
                    line[name] = value
        for line in lines.values() if self._fixed else ():
            line.update(self._fixed)
        return lines

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

    def _together(self, *targets: str) -> tuple[Sequence[int], list[tuple[Any, ...]]]:
        """Columns taken together: by row a number, and by number the values; None for a column that is not there."""
        cells = [self._cells(target) for target in targets]
        present = [column for column in cells if column]
        if len(present) == 1:
            return present[0].codes, [
                tuple(value if column else None for column in cells) for value in present[0].values
            ]
        known: dict[tuple[int, ...], int] = {}
        if not present:
            return array("I", bytes(4 * self.source.rows)), [(None,) * len(cells)]
        rows = zip(*(column.codes for column in present), strict=True)
        numbers = array("I", [known.setdefault(codes, len(known)) for codes in rows])
        values = []
        for codes in known:
            said = iter(codes)
            values.append(tuple(column.values[next(said)] if column else None for column in cells))
        return numbers, values

    def _customers(self, others: bool) -> None:
        """The account of each line; a customer whom only order lines name becomes an account that is not key."""
        numbers, customers = self._together("accounts.id", "accounts.name")
        accounts: list[str | None] = []
        names: list[str | None] = []
        for outside, name in customers:
            outside, name = _said(outside), _said(name)
            found = None
            if outside or name:
                found = self._links.account(outside, name, self.source.title, {"key": False}, make=not others)
            accounts.append(found or None)
            names.append(None if found else _shown(outside, name) or None)
        blank = {number for number, pair in enumerate(customers) if not any(map(_said, pair))}
        nobody = sum(number in blank for number in numbers) if blank else 0
        if nobody:
            self._reader.notes.add("no-customer", self.source.title, nobody)
        self._columns += [("account", numbers, accounts), ("customer", numbers, names)]

    def _products(self) -> None:
        """The product of each line; a code with several names takes the commonest."""
        numbers, products = self._together("products.code", "products.name", *_PRODUCT)
        times = Counter(numbers)
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
        numbers, pairs = self._together("orders.price", "orders.quantity")
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

    def _ids(self, rows: Sequence[int]) -> Iterator[str]:
        """The id of each row, which the same line gets in every import: its day, its order, its place in the order.

        Each of the three is made once and used for many lines, and the lines of an order stand together in
        the file.
        """
        days, heads = self._heads
        orders, of_order = self._of_order
        own, line_numbers = self._numbers
        parts, described = self._parts
        of_line: dict[tuple[str, int], str] = {}
        times: dict[str, int] = {}
        for row in rows:
            start = heads[days[row]] + of_order[orders[row]]
            line = line_numbers[own[row]]
            name = line or described[parts[row]]
            same = start + name
            count = times[same] = times.get(same, 0) + 1
            if count > 1 and line:
                self._reader.notes.add("repeated-lines", self.source.title, 1, [self.source.table.lines[row]])
            end = of_line.get((name, count))
            if end is None:
                end = of_line[name, count] = derived_id("line", name, str(count))[_ORDER:]
            yield start + end

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
    def _numbers(self) -> tuple[Sequence[int], list[str]]:
        """By row a number, by number what the source numbers the line with."""
        return self._texts("orders.line" if self._cells("orders.line") else "orders.id")

    @cached_property
    def _parts(self) -> tuple[Sequence[int], list[str]]:
        """What tells lines without a number apart: the product, and without an order number the customer too."""
        targets = ["products.code"] if self._cells("products.code") else ["products.name"]
        if not self._cells("orders.order_no"):
            targets += ["accounts.id", "accounts.name"]
        numbers, values = self._together(*targets)
        return numbers, ["\x1f".join(map(str, map(_said, value))) for value in values]

    def _texts(self, target: str) -> tuple[Sequence[int], list[str]]:
        """A column's codes and texts, "" where it says nothing or is not there; dates in ISO form."""
        numbers, values = self._together(target)
        return numbers, [str(_said(value)) for (value,) in values]


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
