"""Whatever the records: parts add up to the whole in every breakdown, shares to 1; order and scale do not matter."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kamtui.store.answers import FIGURES, Answer, Question
from kamtui.store.answers.building import WORKERS
from kamtui.store.answers.desk import OF_DEALS, OF_ORDERS, Desk
from kamtui.store.figures.adding import add_cells, add_up
from kamtui.store.figures.book import OrderBook
from kamtui.store.figures.order_month import SoldLine
from kamtui.store.figures.periods import Window
from kamtui.store.files.order_cache import Need
from kamtui.store.records import Account, Competitor, Opportunity, Product, Salesperson
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)
ADDED = ("sales", "profit", "quantity", "lines", "returns", "account-orders")
"""Figures of orders whose parts are disjoint, so that they add up to the total."""
CENT = 100
"""1/10,000 in a cent: amounts of whole cents are not rounded when they are told."""
SEVERAL = {"product", "product-line", "competitor"}
"""Dimensions of which an opportunity can have several values."""
Ids = dict[str, list[str]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Ids]:
    """Accounts, salespeople, products and rivals, some of whom say little; "" and an id of nobody are known too."""
    workspace = Workspace.create(tmp_path_factory.mktemp("w"), currency="CNY")
    with workspace.change("fill") as change:
        people = [
            change.add(Salesperson(name="Li", team="North", region="north")).id,
            change.add(Salesperson(name="Wu", manager="Chen")).id,
        ]
        accounts = [
            change.add(Account(name="One", tier="A", industry="steel", owner=people[0], key=True)).id,
            change.add(Account(name="Two", region="south", kind="government", key=False, owner=people[1])).id,
            change.add(Account(name="Three")).id,
        ]
        products = [change.add(Product(name="pump", line="wet")).id, change.add(Product(name="fan")).id]
        rivals = [change.add(Competitor(name=name)).id for name in ("X", "Y")]
    return workspace, {
        "people": [*people, "", "nobody"], "accounts": [*accounts, "", "nobody"],
        "products": [*products, "", "nothing"], "rivals": rivals,
    }  # fmt: skip


class Held(Desk):
    """A desk on which lie these order lines, or these opportunities, and no others."""

    def __init__(self, workspace: Workspace, name: str, by: Sequence[str], held: Sequence[Any]) -> None:
        """Lay them there."""
        super().__init__(workspace, Question(name, tuple(by), as_of=TODAY), FIGURES[name].about)
        self._held = held

    def book(self, window: Window | None = None, *, filtered: bool = True) -> OrderBook:
        """All lines that lie here, whatever the window."""
        assert filtered
        months: dict[str, list[SoldLine]] = {}
        for line in self._held:
            months.setdefault(f"{line.date:%Y-%m}" if line.date else "undated", []).append(line)
        made = OrderBook(
            [add_up(month, own) for month, own in sorted(months.items())], lambda month: add_cells(months[month])
        )
        self._needs[id(made)] = made, Need(window or self.window, None)
        return made

    def deals(self, *, dated: bool = True) -> list[Opportunity]:
        """All opportunities that lie here."""
        assert dated
        return [msgspec.structs.replace(deal, currency=deal.currency or self.currency) for deal in self._held]


def asked(world: tuple[Workspace, Ids], name: str, by: Sequence[str], held: Sequence[Any]) -> Answer:
    return WORKERS[name](Held(world[0], name, by, held), FIGURES[name])


def lines_of(ids: Ids) -> st.SearchStrategy[list[SoldLine]]:
    cents = st.integers(-(10**6), 10**7).map(lambda number: number * CENT)
    one = st.builds(
        SoldLine,
        account=st.sampled_from(ids["accounts"]),
        owner=st.sampled_from(ids["people"]),
        product=st.sampled_from(ids["products"]),
        region=st.sampled_from(["", "east"]),
        channel=st.sampled_from(["", "shop"]),
        country=st.sampled_from(["", "CN"]),
        customer_type=st.sampled_from(["", "school"]),
        currency=st.sampled_from(["", "CNY", "USD"]),
        amount_e4=st.none() | cents,
        profit_e4=st.none() | cents,
        quantity_e3=st.none() | st.integers(-(10**6), 10**6),
        order_no=st.sampled_from(["", "1", "2", "3"]),
        date=st.none() | st.dates(dt.date(2025, 11, 1), dt.date(2026, 11, 20)),
    )
    return st.lists(one, max_size=20)


def deals_of(ids: Ids) -> st.SearchStrategy[list[Opportunity]]:
    def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)

    one = st.builds(
        Opportunity,
        name=st.just("deal"),
        account=st.sampled_from(ids["accounts"]),
        owner=st.sampled_from(ids["people"]),
        products=some(ids["products"][:2]),
        competitors=some(ids["rivals"]),
        lost_to=st.sampled_from(["", *ids["rivals"]]),
        status=st.sampled_from(["open", "won", "lost"]),
        stage=st.sampled_from(["", "need", "evaluation", "of-another-method"]),
        currency=st.sampled_from(["", "USD"]),
        amount=st.none() | st.integers(0, 10**9),
        close_date=st.none() | st.dates(dt.date(2025, 1, 1), TODAY),
    )
    return st.lists(one, max_size=15)


def sums(found: Answer) -> dict[str, Fraction]:
    """By currency what the rows add up to, without those that come to nothing."""
    added: dict[str, Fraction] = defaultdict(Fraction)
    for row in found.rows:
        added[row.currency] += Fraction(row.value or 0)
    return {currency: value for currency, value in added.items() if value}


def told(found: Answer) -> dict[str, Fraction]:
    return {currency: Fraction(value) for currency, value in found.totals.items() if value}


CHECKED = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("name", ADDED)
@CHECKED
@given(data=st.data())
def test_orders_add_up_to_the_whole_in_every_breakdown(
    world: tuple[Workspace, Ids], name: str, data: st.DataObject
) -> None:
    lines = data.draw(lines_of(world[1]))
    whole = asked(world, name, (), lines)
    assert sums(whole) == told(whole)
    among = FIGURES[name].dimensions
    pair = data.draw(st.lists(st.sampled_from(among), min_size=2, max_size=3, unique=True))
    for by in (*((dimension,) for dimension in among), pair):
        found = asked(world, name, by, lines)
        assert sums(found) == told(found) == told(whole), by
        assert found.excluded == whole.excluded, by


@CHECKED
@given(data=st.data())
def test_shares_add_up_to_one_in_every_breakdown(world: tuple[Workspace, Ids], data: st.DataObject) -> None:
    lines = data.draw(lines_of(world[1]))
    sales = told(asked(world, "sales", (), lines))
    for dimension in OF_ORDERS:
        shares: dict[str, float] = defaultdict(float)
        for row in asked(world, "sales-share", (dimension,), lines).rows:
            if row.currency in sales:
                shares[row.currency] += float(row.value or 0)
        assert dict(shares) == pytest.approx(dict.fromkeys(sales, 1), rel=1e-6, abs=1e-6), dimension


@CHECKED
@given(data=st.data(), chance=st.randoms(use_true_random=False), factor=st.integers(2, 9))
def test_neither_the_order_nor_the_scale_of_the_lines_matters(
    world: tuple[Workspace, Ids], data: st.DataObject, chance: random.Random, factor: int
) -> None:
    lines = data.draw(lines_of(world[1]))
    dimension = data.draw(st.sampled_from(OF_ORDERS))
    shuffled = lines[:]
    chance.shuffle(shuffled)
    larger = [msgspec.structs.replace(line, amount_e4=line.amount_e4 and line.amount_e4 * factor) for line in lines]
    for name in ("sales", "sales-share", "top", "quantity"):
        assert asked(world, name, (dimension,), lines).rows == asked(world, name, (dimension,), shuffled).rows
    before, after = (told(asked(world, "sales", (), own)) for own in (lines, larger))
    assert after == {currency: value * factor for currency, value in before.items()}
    for name in ("abc", "hhi", "growth"):
        plain, scaled = (asked(world, name, (), own).rows for own in (lines, larger))
        assert [row.n for row in plain] == [row.n for row in scaled]
        if name == "abc":
            classes = [[(row.dims, row.more["class"], row.more["rank"]) for row in rows] for rows in (plain, scaled)]
            assert classes[0] == classes[1]
        else:
            values = [[row.value for row in rows] for rows in (plain, scaled)]
            assert values[0] == pytest.approx(values[1])


@pytest.mark.parametrize("name", ["deals", "deal-value", "won-value", "open-pipeline"])
@CHECKED
@given(data=st.data())
def test_opportunities_add_up_to_the_whole_in_every_breakdown_that_takes_them_apart(
    world: tuple[Workspace, Ids], name: str, data: st.DataObject
) -> None:
    deals = data.draw(deals_of(world[1]))
    whole = asked(world, name, (), deals)
    for dimension in OF_DEALS:
        found = asked(world, name, (dimension,), deals)
        assert told(found) == told(whole), dimension
        assert found.excluded == whole.excluded, dimension
        if dimension not in SEVERAL:
            assert sums(found) == told(whole), dimension
        else:
            assert all(sums(found).get(currency, 0) >= value for currency, value in told(whole).items()), dimension


@CHECKED
@given(data=st.data())
def test_won_lost_and_open_are_all_there_are_in_every_breakdown(
    world: tuple[Workspace, Ids], data: st.DataObject
) -> None:
    deals = data.draw(deals_of(world[1]))
    for dimension in OF_DEALS:
        counts = {tuple(row.dims.values()): row.n for row in asked(world, "deals", (dimension,), deals).rows}
        for row in asked(world, "win-rate", (dimension,), deals).rows:
            still_open = counts[tuple(row.dims.values())] - row.n
            assert row.more["won"] + row.more["lost"] == row.n
            assert still_open >= 0
            assert row.value is None if row.n == 0 else row.value == row.more["won"] / row.n
