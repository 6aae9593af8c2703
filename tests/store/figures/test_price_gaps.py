"""How far apart the prices were where a deal was lost, and how far we went down (C39)."""

from __future__ import annotations

from fractions import Fraction

from kamtui.store.figures.offers import last_quotes, mean_discount
from kamtui.store.figures.winning import price_gap
from kamtui.store.records import Opportunity, Quote


def lost(name: str, gap: int | None, to: str, *others: str) -> Opportunity:
    return Opportunity(id=name, name=name, status="lost", price_gap=gap, lost_to=to, competitors=(to, *others))


DEALS = [
    lost("a", 10, "east"),
    lost("b", 25, "east", "west"),
    lost("c", 4, "east"),
    lost("d", -8, "west", "east"),
    lost("e", None, "east"),
    Opportunity(id="f", name="f", status="won", price_gap=90, competitors=("east",)),
    Opportunity(id="g", name="g", price_gap=90, competitors=("east",)),
]


def test_the_gap_is_that_of_the_deals_which_the_rival_won_and_of_which_it_is_known() -> None:
    # (10 + 25 + 4) ÷ 3 = 13, the middle one 10
    east = price_gap(DEALS, "east")
    assert (east.mean, east.median, east.n) == (13, 10, 3)
    west = price_gap(DEALS, "west")
    assert (west.mean, west.median, west.n) == (-8, -8, 1)
    # (10 + 25 + 4 - 8) ÷ 4 = 7.75, between 4 and 10
    everyone = price_gap(DEALS)
    assert (everyone.mean, everyone.median, everyone.n) == (7.75, 7, 4)


def test_nothing_known_is_not_a_gap_of_nought() -> None:
    nobody = price_gap(DEALS, "north")
    assert (nobody.mean, nobody.median, nobody.n) == (None, None, 0)


def test_the_discount_is_that_of_the_last_quote_of_each_deal() -> None:
    quotes = [
        Quote(id="1", name="", opportunity="a", version=1, discount=5),
        Quote(id="2", name="", opportunity="a", version=2, discount=12),
        Quote(id="3", name="", opportunity="b", version=1, discount=7),
        Quote(id="4", name="", opportunity="c", version=1),
        Quote(id="5", name="", opportunity="c", version=2, discount=50, archived=True),
    ]
    # (12 + 7) ÷ 2: c's last quote states none, d has no quote
    found = mean_discount(DEALS[:4], last_quotes(quotes))
    assert (found.percent, found.n) == (Fraction(19, 2), 2)
