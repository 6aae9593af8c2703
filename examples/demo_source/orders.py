"""Two years of order lines: what each customer usually buys, with seasons, growth and chance.

Only `Random.random` is used of the random numbers: Python promises the same ones from it in every version.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from demo_source.reading import TODAY, Row, ident, on, rows
from kamtui.store.records import Account

MONTHS = 24
SEASON = (70, 45, 110, 90, 95, 125, 80, 85, 120, 90, 115, 175)
"""Percent of a usual month, January first: budgets are spent in June and December."""
CNY_PER_UNIT = {"": 1, "CNY": 1, "USD": 7, "EUR": 8}
"""What the price list divides a price in yuan by."""
USUAL_LINE = 26_000
"""Yuan that a line of size 1 is worth on average."""
SAVED = 4
"""Percent of the list price by which buying in volume cuts our costs."""
OTHERS = ("零散客户", "城西电脑行", "智汇园企业服务部", "个人定购")
OTHER_MIX = "l14:4 v2:3 k48:2 g3:1"


class Buyer(NamedTuple):
    """One customer's habits."""

    fields: dict[str, str]
    """What every line of this customer says: account or customer, region, channel, currency."""
    first: dt.date
    last: dt.date
    lines: int
    """A usual month's."""
    size: int
    growth: int
    """Percent over the two years."""
    mix: tuple[str, ...]
    """Keys of products, as often as they are likely."""


def order_files(accounts: dict[str, Account]) -> dict[str, dict[str, dict[str, Any]]]:
    """All order lines by month and id."""
    chance = Random(20261123)
    goods = {row["key"]: row for row in rows("products")}
    months: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    number = 0
    for first_day in _months():
        for buyer in [*_buyers(accounts), *_others()]:
            for order in _orders(buyer, first_day, chance):
                number += 1
                for place, product in enumerate(order):
                    day = _order_day(buyer, first_day, number)
                    line = _line(buyer, goods[product], day, chance)
                    line["order_no"] = f"SO-{number:05}"
                    months[f"{day:%Y-%m}"][ident("orders", str(number), str(place), day=day)] = line
    return months


def _months() -> Iterator[dt.date]:
    """The first days of the two years that end in this month."""
    for back in range(MONTHS - 1, -1, -1):
        year, month = divmod(TODAY.year * 12 + TODAY.month - 1 - back, 12)
        yield dt.date(year, month + 1, 1)


def _buyers(accounts: dict[str, Account]) -> Iterator[Buyer]:
    for row in rows("buyers"):
        account = accounts[row["account"]]
        fields = {"account": account.id, "region": account.region, "channel": row["channel"]}
        fields["currency"] = account.currency or "CNY"
        if account.currency:
            fields["country"] = account.location
        yield Buyer(
            fields,
            on(row["first"]),
            on(row["last"]),
            int(row["lines_per_month"]),
            int(row["size"]),
            int(row["growth"]),
            _mix(row["mix"]),
        )


def _others() -> Iterator[Buyer]:
    for place, name in enumerate(OTHERS):
        fields = {"customer": name, "channel": "电商" if place % 2 else "渠道", "currency": "CNY"}
        fields |= {"customer_type": "其他客户", "region": ("华北", "华东", "华南", "西南")[place]}
        yield Buyer(fields, on(-725), TODAY, 1, 1, 0, _mix(OTHER_MIX))


def _mix(cell: str) -> tuple[str, ...]:
    parts = (part.partition(":") for part in cell.split())
    return tuple(key for key, _, weight in parts for _ in range(int(weight)))


def _orders(buyer: Buyer, first_day: dt.date, chance: Random) -> Iterator[list[str]]:
    """The products of each of a customer's orders in a month."""
    if not buyer.first.replace(day=1) <= first_day <= buyer.last:
        return
    age = (TODAY - first_day).days
    trend = 100 + buyer.growth * max(0, 730 - age) // 730
    wanted = buyer.lines * SEASON[first_day.month - 1] * trend / 10_000
    if first_day == TODAY.replace(day=1):
        wanted *= TODAY.day / 30
    left = int(wanted + chance.random())
    while left > 0:
        size = min(left, 1 + int(chance.random() * 3))
        yield [buyer.mix[int(chance.random() * len(buyer.mix))] for _ in range(size)]
        left -= size


def _order_day(buyer: Buyer, first_day: dt.date, number: int) -> dt.date:
    """A working day of the month, not after today and not before the customer came."""
    last = 22 if first_day == TODAY.replace(day=1) else 27
    day = max(first_day + dt.timedelta(days=number * 11 % last), buyer.first)
    if day.weekday() > 4:
        day -= dt.timedelta(days=day.weekday() - 4)
    return day if day >= first_day else first_day


def _line(buyer: Buyer, product: Row, day: dt.date, chance: Random) -> dict[str, Any]:
    price = int(product["price"]) // CNY_PER_UNIT[buyer.fields["currency"]]
    worth = USUAL_LINE * buyer.size * (0.4 + 1.2 * chance.random())
    quantity = max(1, int(worth / int(product["price"])))
    discount = 500 * int(chance.random() * 5)
    amount = price * quantity * (10_000 - discount)
    cost = price * quantity * 100 * (int(product["cost_percent"]) - SAVED)
    shipped = day + dt.timedelta(days=3 + int(chance.random() * 18))
    line: dict[str, Any] = {
        **buyer.fields,
        "date": day.isoformat(),
        "product": ident("products", product["key"]),
        "quantity_e3": quantity * 1000,
        "price_e4": price * 10_000,
        "amount_e4": amount,
        "profit_e4": amount - cost,
    }
    if discount:
        line["discount_e4"] = discount
    if shipped <= TODAY:
        line["ship_date"] = shipped.isoformat()
    return line
