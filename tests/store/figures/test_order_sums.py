"""Order lines added up: every breakdown adds up to the whole, whatever the order or the scale of the lines."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.store.figures.adding import add_cells, add_up, sound
from kamtui.store.figures.book import OrderBook, Tally, totals
from kamtui.store.figures.concentration import abc
from kamtui.store.figures.grouping import By
from kamtui.store.figures.order_month import LARGEST, OrderMonth, SoldLine

DAYS = st.none() | st.dates(dt.date(2026, 11, 1), dt.date(2026, 11, 30))
LINES = st.builds(
    SoldLine,
    account=st.sampled_from(["", "a", "b", "c"]),
    region=st.sampled_from(["", "north", "south"]),
    channel=st.sampled_from(["", "shop"]),
    currency=st.sampled_from(["", "USD"]),
    product=st.sampled_from(["", "p", "q"]),
    amount_e4=st.none() | st.integers(-(10**12), 10**12),
    profit_e4=st.none() | st.integers(-(10**12), 10**12),
    quantity_e3=st.none() | st.integers(-1000, 1000),
    order_no=st.sampled_from(["", "1", "2", "3"]),
    date=DAYS,
)
BREAKDOWNS = {name: By(name, (name,)) for name in ("account", "region", "product")} | {"month": By("month")}


def book(lines: Sequence[SoldLine], month: str = "2026-11") -> OrderBook:
    made = add_up(month, lines)
    return OrderBook([made], lambda _: add_cells(lines))


def whole(lines: Sequence[SoldLine]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        found[line.currency] = found.get(line.currency, 0) + (line.amount_e4 or 0)
    return found


def sales(tally: Tally) -> dict[str, int]:
    return {currency: sums.sales for currency, sums in totals(tally).items()}


@given(st.lists(LINES, max_size=30), st.lists(st.sampled_from(sorted(BREAKDOWNS)), max_size=3, unique=True))
@settings(deadline=None)
def test_the_parts_of_every_breakdown_add_up_to_the_whole(lines: list[SoldLine], names: list[str]) -> None:
    tally = book(lines).tally([BREAKDOWNS[name] for name in names])
    assert sales(tally) == whole(lines)
    assert sum(sums.lines for sums in totals(tally).values()) == len(lines)


@given(st.lists(LINES, max_size=20), st.integers(2, 50), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_neither_order_nor_scale_matters(lines: list[SoldLine], factor: int, chance: random.Random) -> None:
    by = [BREAKDOWNS["account"], BREAKDOWNS["product"]]
    shuffled = lines[:]
    chance.shuffle(shuffled)
    before = book(lines).tally(by)
    assert book(shuffled).tally(by) == before
    larger = [msgspec.structs.replace(line, amount_e4=(line.amount_e4 or 0) * factor) for line in lines]
    scaled = {
        key: {currency: sums.sales for currency, sums in each.items()} for key, each in book(larger).tally(by).items()
    }
    assert scaled == {
        key: {currency: sums.sales * factor for currency, sums in each.items()} for key, each in before.items()
    }


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(-100, 10**9), max_size=20))
def test_shares_add_up_to_one(values: dict[str, int]) -> None:
    ranked = abc(values)
    assert len(ranked) == len(values)
    if any(value > 0 for value in values.values()):
        assert abs(sum(each.share for each in ranked) - 1) < 1e-9
        assert ranked[0].group == "A"


def line(number: str, amount: int | None, day: int, account: str = "a", region: str = "") -> SoldLine:
    date = dt.date(2026, 11, day)
    return SoldLine(account=account, order_no=number, amount_e4=amount, date=date, region=region)


def orders(tally: Tally) -> dict[tuple[str, ...], tuple[int, int]]:
    return {key: (sums[""].orders, sums[""].return_orders) for key, sums in tally.items()}


def test_an_order_is_counted_once_and_a_return_apart() -> None:
    lines = [line("1", 100, 2), line("1", 50, 2), line("2", -30, 3), line("", 10, 4), line("", 20, 4), line("", 5, 5)]
    tally = book(lines).tally([], ("orders", "return_orders"))
    assert orders(tally) == {(): (3, 1)}


def test_an_order_whose_lines_say_two_regions_belongs_to_the_first() -> None:
    lines = [line("1", 100, 2, region="north"), line("1", 50, 2, region="south")]
    tally = book(lines).tally([BREAKDOWNS["region"]], ("orders", "return_orders", "sales"))
    assert orders(tally) == {("north",): (1, 0), ("south",): (0, 0)}
    assert tally[("south",)][""].sales == 50


def test_an_order_that_goes_on_in_the_next_month_counts_in_the_first() -> None:
    months: list[OrderMonth] = [
        add_up("2026-10", [line("7", 100, 30), line("8", 10, 30, "b")]),
        add_up("2026-11", [line("7", 100, 1), line("8", 10, 1, "c")]),
    ]
    found = OrderBook(months).tally([By("month")], ("orders",))
    assert {key: sums[""].orders for key, sums in found.items()} == {("2026-10",): 2, ("2026-11",): 1}
    assert OrderBook(months).buyers["a", ""].orders == 1


def test_the_days_of_an_account_are_those_of_its_orders() -> None:
    buyers = book([line("1", 100, 2), line("2", 100, 30), line("3", -100, 9)]).buyers
    first = dt.date(2026, 11, 1).toordinal()
    assert buyers["a", ""].days == [first + 1, first + 29]


def test_what_cannot_be_is_left_out_and_counted() -> None:
    left_out = Counter[str]()
    lines = [line("1", LARGEST + 1, 2), SoldLine(amount_e4=1, archived=True), line("2", 7, 3)]
    made = add_up("2026-11", list(sound(lines, left_out)), left_out)
    assert made.excluded == {"too-large": 1, "archived": 1}
    assert sales(OrderBook([made]).tally()) == {"": 7}


def test_currencies_are_never_added_up_and_missing_cost_is_counted() -> None:
    lines = [
        SoldLine(amount_e4=100, profit_e4=40, currency="USD"),
        SoldLine(amount_e4=100, currency="USD"),
        SoldLine(amount_e4=5),
        SoldLine(quantity_e3=5),
    ]
    found = totals(book(lines).tally())
    assert found["USD"].sales == 200
    assert (found["USD"].profit, found["USD"].costed, found["USD"].uncosted) == (40, 100, 1)
    assert (found[""].sales, found[""].unpriced, found[""].uncosted) == (5, 1, 1)


def test_lines_that_name_no_currency_are_of_the_one_that_is_said() -> None:
    lines = [SoldLine(amount_e4=100, currency="CNY"), SoldLine(amount_e4=5), SoldLine(amount_e4=7, currency="USD")]
    found = totals(book(lines).tally(currency="CNY"))
    assert {currency: sums.sales for currency, sums in found.items()} == {"CNY": 105, "USD": 7}
