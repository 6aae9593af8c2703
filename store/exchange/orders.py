"""Order lines, by the hundred thousand: a month at a time, straight to documents.

Everything that can be done once for a distinct text or pair of texts is; what is left for each line is to
look its values up, and its id. The id comes from the order number and the line's own number or, where the
source has none, from the product and the how-manieth line of that product in the order it is. A line with
an order number is the same line whatever its day; its id says the day that it had when it came in first.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from itertools import filterfalse
from operator import itemgetter
from typing import Any, TypeVar

import msgspec

from kamtui.store.exchange.fields import fields
from kamtui.store.exchange.links import Links
from kamtui.store.exchange.report import Reject
from kamtui.store.exchange.sources import Cells, Reader, Source
from kamtui.store.exchange.tables import Codes
from kamtui.store.files.ids import derived_id
from kamtui.store.text import currencies

H = TypeVar("H", bound=Hashable)

UNDATED = "undated"
_PRODUCT = ("products.line", "products.category")
_DAY, _ORDER = 10, 18
"""Where the characters of an id end that say the day, and the order."""

IDENTITY = slice(_DAY, None)
"""The part of an id that stays the same when the line's day is corrected."""

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

    def lines(self, month: str) -> Lines:
        """A month's lines by id."""
        rows = self.months.get(month, array("I"))
        cells = [map(texts.__getitem__, map(codes.__getitem__, rows)) for codes, texts in self._spelled]
        said = map("".join, zip(*cells, strict=True)) if cells else repeat(",")
        return {key: msgspec.Raw(f"{{{text[1:]}}}") for key, text in zip(self.ids(month), said, strict=False)}

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

    def _together(self, *targets: str) -> tuple[Sequence[int], list[tuple[Any, ...]]]:
        """Columns taken together: by row a number, and by number the values; None for a column that is not there."""
        cells = [self._cells(target) for target in targets]
        present = [column for column in cells if column]
        if len(present) == 1:
            return present[0].codes, [
                tuple(value if column else None for column in cells) for value in present[0].values
            ]
        if not present:
            return array("I", bytes(4 * self.source.rows)), [(None,) * len(cells)]
        rows = zip(*(column.codes for column in present), strict=True)
        known = Codes[tuple[int, ...]]()
        numbers = array("I", map(known.__getitem__, rows))
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

    def ids(self, month: str) -> list[str]:
        """The ids of a month's lines, which the same lines get in every import: day, order, place in the order.

        Each part is made once and used for many lines, and the lines of an order stand together in the file.
        """
        rows = self.months.get(month, array("I"))
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

    def numbered(self, month: str) -> Iterator[bool]:
        """Whether each of a month's lines names its order."""
        orders, texts = self._texts("orders.order_no")
        return map(bool, map(texts.__getitem__, map(orders.__getitem__, self.months.get(month, ()))))

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
        days, dates = _distinct(*self._texts("orders.date"))
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
        again = [row for row in found if own[names[row]] and row not in self.source.rejected]
        if again:
            lines = self.source.table.lines
            self._reader.notes.add("repeated-lines", self.source.title, len(again), [lines[row] for row in again])
        if said := self._cells("orders.ordinal"):
            for row, code in enumerate(said.codes):
                if isinstance(ordinal := said.values[code], int):
                    found[row] = ordinal
        return found

    def number(self, rejects: Iterable[Reject]) -> None:
        """Say in this sheet's rejected rows which of their like they are, so that they can come in later."""
        for reject in rejects:
            if reject.table is self.source.table:
                reject.ordinal = self.repeats.get(reject.row, 1)

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
        """What tells the lines of an order apart: by row a number, by number the text, and whether it is the line's own.

        That is the line's number or, without one, the product, and where there are no orders the customer too.
        """
        line = "orders.line" if self._cells("orders.line") else "orders.id"
        numbers, texts = _distinct(*self._texts(line))
        if all(texts):
            return numbers, texts, [True] * len(texts)
        targets = ["products.code"] if self._cells("products.code") else ["products.name"]
        if not self._cells("orders.order_no"):
            targets += ["accounts.id", "accounts.name"]
        numbers, values = self._together(line, *targets)
        parts = [(_said(own), "\x1f".join(map(str, map(_said, rest)))) for own, *rest in values]
        numbers, pairs = _distinct(numbers, parts)
        return numbers, [own or part for own, part in pairs], [bool(own) for own, _ in pairs]

    def _texts(self, target: str) -> tuple[Sequence[int], list[str]]:
        """A column's codes and texts, "" where it says nothing or is not there; dates in ISO form."""
        numbers, values = self._together(target)
        return numbers, [str(_said(value)) for (value,) in values]


def _distinct(numbers: Sequence[int], values: Sequence[H]) -> tuple[Sequence[int], list[H]]:
    """The same column with each value once: texts that differ may stand for the same day or code."""
    found = Codes[H]()
    codes = [found[value] for value in values]
    if len(found) == len(codes):
        return numbers, list(values)
    return array("I", map(codes.__getitem__, numbers)), list(found)


def _spelling(name: str, value: Any) -> str:
    """A field as JSON with a comma before it, "" for what is not said."""
    return f',"{name}":{msgspec.json.encode(value).decode()}' if isinstance(value, str | int) else ""


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
