"""Order lines of one month added up, small enough that a million lines can be charted at once.

Lines of one buyer (account, region, channel, …) become one row, lines of one product another. Amounts are
integers of 1/10,000 of the main unit, quantities of 1/1,000, as in the lines (A7.*).
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Annotated

import msgspec

BUYER = ("account", "region", "channel", "customer_type", "owner", "country", "currency")
"""What a row of buyers is about."""
PRODUCT = ("product", "currency")
"""What a row of products is about."""
CELL = ("product", *BUYER)
"""What a row of cells is about: a buyer and a product."""
SUMS = ("sales", "profit", "costed", "quantity", "lines", "uncosted", "unpriced", "returned", "return_lines")
"""What every row adds up. `costed` is the sales of the lines whose profit is known, `uncosted` counts the others;
`unpriced` counts lines without an amount; `returned` is the sales of the lines below zero, a negative number."""
ORDER_SUMS = ("orders", "return_orders", "days", "clock")
"""What only buyers have: orders, orders whose total is below zero, the days of the former as bits (1 << day), and the
time of the latest of them in seconds since midnight + 1, 0 where it is not known."""
SHAPE = repr((4, sys.byteorder, BUYER, PRODUCT, SUMS, ORDER_SUMS))
"""What a kept month depends on."""


LARGEST = 10**15
"""A line of more than so many 1/10,000 (10¹¹ of the main unit) is a mistake in the file; sums then fit 64 bits."""
Number = Annotated[int, msgspec.Meta(ge=-LARGEST, le=LARGEST)]


class SoldLine(msgspec.Struct, frozen=True, gc=False):
    """An order line with just what is added up, in the order in which files say it: read faster than the whole line."""

    account: str = ""
    amount_e4: Number | None = None
    archived: bool = False
    channel: str = ""
    country: str = ""
    currency: str = ""
    customer: str = ""
    customer_type: str = ""
    date: dt.date | None = None
    order_no: str = ""
    owner: str = ""
    product: str = ""
    profit_e4: Number | None = None
    quantity_e3: Number | None = None
    region: str = ""
    time: str = ""


class Rows(msgspec.Struct, frozen=True):
    """A table by columns. A name is kept once; a column of names says for each row which one it has."""

    count: int = 0
    names: dict[str, list[str]] = {}
    codes: dict[str, bytes] = {}
    """A column of which every row has the one name is empty."""
    sums: dict[str, bytes] = {}
    """A column of which every row is 0 is left out."""

    def places(self, name: str) -> Iterable[int]:
        """By row, where its name stands in `names[name]`."""
        return memoryview(self.codes[name]).cast("I") if self.codes[name] else repeat(0, self.count)

    def column(self, name: str) -> Sequence[int]:
        """By row, the sum of this name; nothing at all where every row is 0."""
        return memoryview(self.sums[name]).cast("q") if name in self.sums else ()


class OrderMonth(msgspec.Struct, frozen=True):
    """A month's order lines added up."""

    month: str
    """ "2026-11", or "undated"."""
    buyers: Rows = Rows()
    products: Rows = Rows()
    numbers: str = ""
    """The numbers of the orders above zero, a line each, to find those that go on in another month."""
    number_rows: bytes = b""
    """By order number, its row of `buyers`."""
    first: int = 0
    """The earliest day of the month that has a line; 0 where none has a day."""
    last: int = 0
    """The latest."""
    excluded: dict[str, int] = {}
    """Lines that are in no sum, by reason."""
