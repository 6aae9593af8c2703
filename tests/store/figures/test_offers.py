"""Quotes and gifts in figures, worked out by hand (A6.05-A6.09)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from kamtui.store.figures.offers import gifts_beyond, needs_approval, quote_sum
from kamtui.store.records.offer import Gift, Quote, QuoteLine

SERVER = QuoteLine(name="Server", quantity=4, price=50_000_00, cost=38_000_00, floor=45_000_00)
SERVICE = QuoteLine(name="Service", price=20_000_00, cost=12_000_00)


def test_a_quote_adds_up_its_lines_and_takes_the_discount_off() -> None:
    found = quote_sum(Quote(name="v1", lines={"1": SERVER, "2": SERVICE}, discount=5))
    assert (found.listed, found.offered, found.cost) == (220_000_00, 209_000_00, 164_000_00)
    assert found.margin == Fraction(45, 209)
    assert found.below_floor == ()


def test_a_discount_below_the_floor_needs_someones_approval() -> None:
    quote = Quote(name="v2", lines={"1": SERVER, "2": SERVICE}, discount=12)
    assert quote_sum(quote).below_floor == ("1",)
    assert needs_approval(quote)
    assert not needs_approval(Quote(name="v2", lines={"1": SERVER}, discount=12, approved_by="Wang"))


def test_what_has_no_price_or_no_cost_is_listed_and_not_taken_for_nothing() -> None:
    found = quote_sum(Quote(name="v3", lines={"1": QuoteLine(name="a", price=100), "2": QuoteLine(name="b", cost=5)}))
    assert (found.listed, found.offered, found.cost, found.margin) == (100, 100, None, None)
    assert (found.unpriced, found.uncosted) == (("2",), ("1",))
    assert quote_sum(Quote(name="empty")).margin is None


def test_gifts_of_a_year_are_counted_by_person_and_currency() -> None:
    day = dt.date(2026, 9, 10)
    gifts = [
        Gift(name="tea", contact="P1", value=300_00, currency="CNY", date=day),
        Gift(name="dinner", contact="P1", value=250_00, currency="CNY", date=day),
        Gift(name="book", contact="P1", value=400_00, currency="EUR", date=day),
        Gift(name="pen", contact="P2", value=500_00, currency="CNY", date=day),
        Gift(name="old", contact="P2", value=900_00, currency="CNY", date=dt.date(2025, 1, 1)),
        Gift(name="?", contact="P2", currency="CNY", date=day),
    ]
    assert gifts_beyond(gifts, 2026, 500_00) == {"P1": {"CNY": 550_00}}
