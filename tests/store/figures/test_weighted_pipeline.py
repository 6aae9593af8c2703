"""The weighted pipeline (C02) and the forecast category (C10), worked out by hand."""

from __future__ import annotations

from kamtui.store.figures.pipeline import Total, category_of, weighted
from kamtui.store.method.loader import load
from kamtui.store.records import Opportunity

METHOD = load("default", [])[0]


def test_each_amount_counts_by_the_odds_of_its_stage_or_by_those_that_were_pinned() -> None:
    deals = [
        Opportunity(name="a", stage="need", amount=1_000_00),  # 10 %
        Opportunity(name="b", stage="commitment", amount=2_000_00),  # 80 %
        Opportunity(name="c", stage="need", amount=500_00, odds=50),
    ]
    assert weighted(deals, METHOD, "CNY") == Total(3, {"CNY": 100_00 + 1_600_00 + 250_00}, 0)


def test_currencies_stay_apart_and_what_is_not_known_is_counted_and_not_zero() -> None:
    deals = [
        Opportunity(name="a", stage="need", amount=1_000_00, currency="USD"),
        Opportunity(name="b", stage="need"),
        Opportunity(name="c", stage="of-another-method", amount=7),
        Opportunity(name="d", stage="of-another-method", amount=700, odds=100),
    ]
    assert weighted(deals, METHOD, "CNY") == Total(4, {"USD": 100_00, "CNY": 700}, 2)
    assert weighted([], METHOD, "CNY") == Total()


def test_the_sum_is_rounded_once_and_half_to_even() -> None:
    def pinned(*amounts: int) -> int:
        deals = [Opportunity(name="x", amount=amount, odds=50) for amount in amounts]
        return weighted(deals, METHOD, "CNY").amounts["CNY"]

    assert [pinned(1), pinned(3), pinned(5), pinned(1, 1)] == [0, 2, 2, 1]


def test_a_category_that_was_picked_stays_until_the_deal_is_closed() -> None:
    follows = Opportunity(name="a", stage="evaluation")
    picked = Opportunity(name="a", stage="need", category="commit")
    won = Opportunity(name="a", stage="need", category="commit", status="won")
    unknown = Opportunity(name="a", stage="of-another-method")
    assert [category_of(deal, METHOD) for deal in (follows, picked, won, unknown)] == [
        "best_case", "commit", "closed", "",
    ]  # fmt: skip
