"""The order line: what was sold, to whom, when.

Sales systems keep more decimals in a line than the currency has: rounded line by line to cents, real
exports no longer add up to their own totals. Line amounts are therefore integers of 1/10,000 of the
currency's main unit (`_e4`), quantities of 1/1,000 (`_e3`), and the field names say so.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from kamtui.store.records.base import Hidden, Money, Record, Ref


class OrderLine(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One line of an order. Without `account` it belongs to the other customers, named in `customer`."""

    table = "orders"

    account: Annotated[str, Ref("accounts")] = ""
    customer: str = ""
    order_no: str = ""
    date: dt.date | None = None
    time: str = ""
    """The time of day on `date`, where the source says it: "08:26" or "08:26:05"."""
    ship_date: dt.date | None = None
    product: Annotated[str, Ref("products")] = ""
    quantity_e3: int | None = None
    price_e4: Annotated[int | None, Money(scale=4)] = None
    """Price of one unit."""
    amount_e4: Annotated[int | None, Money(scale=4)] = None
    """Sales of the line."""
    profit_e4: Annotated[int | None, Money(scale=4)] = None
    discount_e4: int | None = None
    """Share of the list price: 2000 is 20 %."""
    currency: str = ""
    channel: str = ""
    customer_type: str = ""
    region: str = ""
    province: str = ""
    city: str = ""
    country: str = ""
    owner: Annotated[str, Ref("salespeople"), Hidden()] = ""
