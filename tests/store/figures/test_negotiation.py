"""Prices, limits and concessions of a negotiation, worked out by hand (A3.16, A6.10)."""

from __future__ import annotations

import msgspec

from kamtui.store.figures.negotiation import negotiation
from kamtui.store.records import Bid, Concession, Opportunity, Quote, QuoteLine

DEAL = Opportunity(id="D", name="x", target_price=280_00, walk_away=250_00)
QUOTE = Quote(name="q", version=2, lines={"1": QuoteLine(name="meter", quantity=3, price=100_00)}, discount=10)
"""Three at 100, less a tenth: 270."""


def test_our_price_is_that_of_the_latest_quote_until_a_bid_says_another() -> None:
    first = Quote(name="old", version=1, lines={"1": QuoteLine(name="meter", price=900_00)})
    found = negotiation(DEAL, [QUOTE, first], [], "CNY")
    assert (found.prices, found.quoted) == ({"us": 270_00}, 2)
    assert (found.to_target, found.room, found.crossed) == (-10_00, 20_00, False)
    said = msgspec.structs.replace(DEAL, bids={"us": Bid(price=240_00)})
    found = negotiation(said, [QUOTE], [], "CNY")
    assert (found.prices, found.quoted, found.room) == ({"us": 240_00}, 0, -10_00)


def test_we_are_held_against_the_cheapest_rival_whose_price_is_known() -> None:
    bids = {"R2": Bid(price=260_00), "R1": Bid(price=290_00), "R3": Bid(technical="a sample")}
    found = negotiation(msgspec.structs.replace(DEAL, bids=bids), [QUOTE], [], "CNY")
    assert (found.lowest, found.ahead) == ("R2", 10_00)
    assert list(found.prices) == ["us", "R1", "R2"]


def test_a_quote_in_another_currency_or_without_prices_is_not_compared() -> None:
    dollars = msgspec.structs.replace(QUOTE, currency="USD", version=4)
    empty = Quote(name="empty", version=3)
    found = negotiation(DEAL, [dollars, empty, QUOTE], [], "CNY")
    assert (found.prices, found.quoted) == ({"us": 270_00}, 2)
    assert negotiation(DEAL, [dollars], [], "CNY").room is None


def test_nothing_is_known_of_a_negotiation_that_has_not_begun() -> None:
    found = negotiation(Opportunity(name="x"), [], [], "CNY")
    assert (found.prices, found.lowest, found.ahead, found.to_target, found.room) == ({}, "", None, None, None)
    assert not found.crossed


def test_a_target_below_the_price_at_which_we_walk_away_is_told() -> None:
    assert negotiation(msgspec.structs.replace(DEAL, target_price=249_00), [], [], "CNY").crossed


def test_what_was_given_for_nothing_is_told_from_what_was_traded() -> None:
    traded = Concession(id="1", name="2 % off", by="us", for_what="payment in 30 days")
    gift = Concession(id="2", name="free training", by="us", for_what=" ")
    got = Concession(id="3", name="a second site", by="customer")
    theirs = Concession(id="4", name="5 years of warranty", by="R")
    found = negotiation(DEAL, [], [traded, gift, got, theirs], "CNY")
    assert (found.given, found.got, found.rivals) == ((traded, gift), (got,), (theirs,))
    assert found.for_nothing == (gift,)
