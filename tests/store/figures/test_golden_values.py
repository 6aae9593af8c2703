"""Figures come out at the values that were worked out by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtui.store.figures.concentration import Concentration, abc, concentration, top_n_share, top_share
from kamtui.store.figures.customers import churn, clv_multiplier, cycle, is_lost, wallet_rule, wallet_share
from kamtui.store.figures.quality import csat, kept_promises, nps
from kamtui.store.figures.ratios import cagr, growth, ratio, seasonality, wilson
from kamtui.store.figures.rfm import Bought, days_since, group_of, rfm
from kamtui.store.figures.scoring import (
    health_weights,
    influence_on_criteria,
    proposed_tier,
    score,
    selection_weights,
    tier_cuts,
    to_next_tier,
)
from kamtui.store.figures.whatif import closing, leaving
from kamtui.store.figures.winning import Coverage, Velocity, conversion, overall
from kamtui.store.method.loader import load

THRESHOLDS = load()[0].thresholds

TOP_FIVE = {"AA": 135, "CC": 100, "BB": 98, "DD": 77, "EE": 69}


def test_the_top_five_have_their_shares_classes_and_concentration() -> None:
    ranked = abc(TOP_FIVE)
    assert [round(100 * each.share, 2) for each in ranked] == [28.18, 20.88, 20.46, 16.08, 14.41]
    assert [round(100 * each.cumulated, 2) for each in ranked] == [28.18, 49.06, 69.52, 85.59, 100]
    assert [each.group for each in ranked] == ["A", "A", "A", "A", "B"]  # 69.52 % before DD, 85.59 % before EE
    found = concentration(list(TOP_FIVE.values()))
    assert found is not None
    assert found.normalised is not None
    assert (round(found.index, 1), round(found.effective, 2)) == (2114.7, 4.73)
    assert (round(found.normalised, 4), found.band) == (0.0143, "tight")
    assert top_n_share(list(TOP_FIVE.values()), 2) == pytest.approx(235 / 479)
    assert top_share(list(TOP_FIVE.values())) == pytest.approx(135 / 479)


def test_what_is_not_above_zero_has_no_share_and_is_counted() -> None:
    found = concentration([100, 100, -40, 0])
    assert found is not None
    assert (found.n, found.excluded, round(found.index)) == (2, 2, 5000)
    assert concentration([-1]) is None
    two = concentration([3, 1])
    assert two is not None
    assert (two.index, two.normalised) == (6250, 0.25)
    assert [Concentration(9, index, 9, 0, 0).band for index in (999, 1000, 1800, 1801)] == [
        "loose", "middle", "middle", "tight",
    ]  # fmt: skip
    assert [each.group for each in abc({"a": 10, "b": -5, "c": 0})] == ["A", "C", "C"]
    assert top_share([]) is None


def test_velocity_and_what_its_levers_do() -> None:
    found = Velocity(18, 42_000, 0.24, 78)
    assert found.per_day == pytest.approx(2326.15, abs=0.005)
    assert Velocity(120, 42_000, 0.22, 78).per_day == pytest.approx(14_215.38, abs=0.005)
    assert found.levers()["days"] == pytest.approx(0.111, abs=0.0005)
    shorter = Velocity(18, 42_000, 0.24, 78 * 0.9).per_day
    assert shorter == pytest.approx(2326.15 * (1 + found.levers()["days"]), abs=0.01)
    assert Velocity(1, 1, 1, 0).per_day is None


def test_coverage_and_what_it_can_be_expected_to_bring() -> None:
    found = Coverage(4.8, 1.6, 0.22)
    shown = (
        round(each or 0, digits) for each, digits in ((found.ratio, 9), (found.required, 3), (found.attainment, 2))
    )
    assert list(shown) == [3.0, 4.545, 0.66]
    assert Coverage(4.8, 0, 0.22).met
    assert Coverage(4.8, 0, 0.22).ratio is None
    assert Coverage(4.8, 1.6, None).required is None


def test_lifetime_value_and_wallet_shares() -> None:
    assert clv_multiplier(0.8, 0.1) == pytest.approx(2.6667, abs=0.0001)
    assert clv_multiplier(0.8, 0.1, margin_now=True) == pytest.approx(3.6667, abs=0.0001)
    assert clv_multiplier(0.9, 0.1) == pytest.approx(4.5)
    assert clv_multiplier(1.1, 0.1) is None
    rules = {2: [0.6667, 0.3333], 3: [0.5, 0.3333, 0.1667], 4: [0.4, 0.3, 0.2, 0.1]}
    for brands, shares in rules.items():
        assert [round(wallet_rule(rank, brands) or 0, 4) for rank in range(1, brands + 1)] == shares
    assert [wallet_rule(*of) for of in ((None, 3), (1, None), (0, 3), (4, 3))] == [None] * 4
    assert wallet_share(30, 120) == 0.25
    assert wallet_share(30, 0) is None
    assert wallet_share(30, None) is None


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(3, 5, 0.231, 0.882), (7, 10, 0.397, 0.892), (0, 4, 0, 0.490), (12, 40, 0.181, 0.454)],
)
def test_the_interval_of_a_share(hits: int, n: int, low: float, high: float) -> None:
    found = wilson(hits, n)
    assert found is not None
    assert (round(found[0], 3), round(found[1], 3)) == (low, high)


def test_no_interval_of_nothing() -> None:
    assert wilson(0, 0) is None


def test_the_funnel() -> None:
    reached = [0] * 12 + [1] * 8 + [2] * 8 + [3] * 4 + [4] * 2 + [5] * 6
    steps = conversion(reached, ["a", "b", "c", "d", "e"])
    assert [step.reached for step in steps] == [40, 28, 20, 12, 8]
    assert [round(step.rate or 0, 3) for step in steps] == [0.7, 0.714, 0.6, 0.667, 0.75]
    assert round(overall(steps) or 0, 3) == 0.15
    assert overall(conversion([], ["a"])) is None


def test_surveys_and_promises() -> None:
    assert nps([10] * 60 + [8] * 25 + [3] * 15) == 45
    assert csat([5, 4, 3, 1]) == 0.5
    assert nps([]) is None
    assert [nps([answer]) for answer in (6, 7, 8, 9)] == [-100, 0, 0, 100]
    assert csat([]) is None
    today = dt.date(2026, 11, 23)
    early, late = dt.date(2026, 11, 1), dt.date(2026, 12, 1)
    found = kept_promises([(early, early), (early, today), (early, None), (late, None), (late, today)], today)
    assert (found.due, found.kept, found.rate) == (4, 2, 0.5)


def test_growth_needs_a_base_above_zero() -> None:
    assert growth(120, 100) == pytest.approx(0.2)
    assert growth(120, 0) is None
    assert growth(120, -5) is None
    assert growth(None, 5) is None
    assert cagr(100, 121, 2) == pytest.approx(0.1)
    assert cagr(0, 5, 2) is None
    assert ratio(1, 0) is None


def test_seasonality_needs_two_full_years() -> None:
    assert seasonality({"2025": [1, 3], "2026": [3, 5]}) == pytest.approx([2 / 3, 4 / 3])
    assert seasonality({"2026": [1, 3]}) is None


def test_a_cycle_needs_three_days_and_tells_when_the_next_order_is_due() -> None:
    found = cycle([0, 10, 40], 100)
    assert found is not None
    assert (found.median_gap, found.mean_gap, found.next_due, found.overdue) == (20, 20, 60, 3)
    assert is_lost([0, 10, 40], 100, 2) is True
    assert is_lost([0, 10, 40], 80, 2) is False
    assert cycle([0, 10], 100) is None


def test_who_left_who_shrank_and_who_grew() -> None:
    found = churn({"a": 100, "b": 100, "c": 100, "d": 0}, {"b": 60, "c": 150, "d": 30, "e": 90}, {})
    assert (found.n, found.lost) == (3, 1)
    assert found.rate == pytest.approx(1 / 3)
    assert found.gross == pytest.approx((300 - 100 - 40) / 300)
    assert found.net == pytest.approx((300 - 100 - 40 + 50) / 300)
    assert churn({}, {"a": 1}, {}).rate is None
    returned = churn({"a": 100, "b": 100}, {"a": -50, "b": 150}, {})
    assert (returned.lost_value, returned.gross, returned.net) == (100, 0.5, 0.75)


def test_scores_are_of_what_is_known() -> None:
    found = score(
        {"buying_power": 5, "market_position": 3, "strategic_position": None}, selection_weights(THRESHOLDS), 5
    )
    assert found is not None
    assert (found.value, found.known, found.drivers[0]) == (80, 0.5, "buying_power")
    cuts = tier_cuts(THRESHOLDS)
    assert [proposed_tier(value, cuts) for value in (80, 79.9, 60, 59.9, 10)] == ["A", "B", "B", "C", "C"]
    assert to_next_tier(70, cuts) == ("A", 10)
    assert to_next_tier(90, cuts) is None
    weights = health_weights(THRESHOLDS)
    assert weights == {"profile": 20, "players": 30, "plan": 25, "satisfaction": 25}
    assert score({}, weights, 100) is None
    whole = score({"profile": 50, "players": 50, "plan": 100, "satisfaction": 100}, weights, 100)
    assert whole is not None
    assert whole.value == 75


def test_criteria_that_favour_us_and_a_rival() -> None:
    assert influence_on_criteria([("ours", 3), ("rival", 1), ("", None)]) == pytest.approx(2 / 5)
    assert influence_on_criteria([]) is None


def test_ties_share_a_score_for_recency_and_groups_follow_the_table() -> None:
    days = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    found = rfm({f"{place:02}": Bought(day, 1 + place, 10 * place) for place, day in enumerate(days)})
    assert [each.recency for each in found.values()] == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert [each.frequency for each in found.values()] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert found["00"].code == "511"
    assert [group_of(*code) for code in ((5, 5), (1, 1), (1, 5), (3, 3), (4, 1), (5, 1), (2, 3), (3, 1))] == [
        "champions", "hibernating", "cannot-lose", "need-attention", "promising", "new", "at-risk", "about-to-sleep",
    ]  # fmt: skip


def test_what_if_an_account_leaves() -> None:
    found = leaving(TOP_FIVE, "AA")
    assert (found.sales, round(found.share or 0, 4)) == (135, 0.2818)
    assert found.after is not None
    assert found.after.n == 4
    assert leaving({}, "AA").share is None


def test_the_likeliest_deals_that_close_a_gap() -> None:
    deals = [("small", 10, 0.9), ("middle", 40, 0.6), ("large", 100, 0.5)]
    assert closing(deals, 45) == ["middle", "small"] or closing(deals, 45) == ["small", "middle"]
    assert closing(deals, 100) == ["large"]
    assert closing(deals, 0) == []
    assert closing(deals, 151) is None


def test_few_accounts_are_ranked_and_equal_ones_share_the_mean_of_their_ranks() -> None:
    found = rfm({name: Bought(days, 1, 5) for name, days in (("a", 1), ("b", 1), ("c", 9))})
    # Days 1, 1, 9 have the ranks 1.5, 1.5, 3; the fifths of these end at 1.5, 1.5, 1.8 and 2.4.
    assert [each.recency for each in found.values()] == [5, 5, 1]
    # All ordered once: three times the rank 2 is in the lowest fifth, whoever comes first by name.
    assert [(each.frequency, each.money) for each in found.values()] == [(1, 1)] * 3
    four = rfm({name: Bought(days, 1, 5) for name, days in (("a", 1), ("b", 3), ("c", 3), ("d", 3))})
    # Ranks 1, 3, 3, 3: the fifths end at 2.2, 3, 3 and 3.
    assert [each.recency for each in four.values()] == [5, 4, 4, 4]


def test_a_day_is_over_after_24_hours_where_the_time_is_known() -> None:
    morning, evening = 8 * 3600 + 1, 20 * 3600 + 1
    assert days_since((100, evening), (102, morning)) == 1
    assert days_since((100, morning), (102, evening)) == 2
    assert days_since((100, 0), (102, morning)) == 2


def test_accounts_of_which_none_bought_anything_are_all_c() -> None:
    assert [each.group for each in abc({"a": 0, "b": -1})] == ["C", "C"]
    assert [(each.share, each.cumulated) for each in abc({"a": 0})] == [(0, 0)]


def test_the_upper_edge_of_a_fifth_belongs_to_it_and_ten_accounts_are_not_few() -> None:
    found = rfm({f"{days:02}": Bought(days, 1, 1) for days in range(11)})
    assert [each.recency for each in found.values()] == [5, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert [each.frequency for each in rfm({str(at): Bought(1, 1, 1) for at in range(10)}).values()] == [
        1, 1, 2, 2, 3, 3, 4, 4, 5, 5,
    ]  # fmt: skip
