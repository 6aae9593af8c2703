"""Whose mark the purchase criteria carry and who meets them best, worked out by hand (C40, C41)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kamtui.store.figures.criteria import spec_influence, vendor_fit
from kamtui.store.method import loader
from kamtui.store.method.model import Method
from kamtui.store.records import Opportunity, Rating
from kamtui.store.records.contest import Criterion

DEAL = Opportunity(name="Dispatch system", stage="design")
LATE = Opportunity(name="Dispatch system", stage="evaluation")


@pytest.fixture(scope="module")
def method() -> Method:
    """The shipped method."""
    return loader.load()[0]


def criterion(weight: int | None, favours: str = "", archived: bool = False, **scores: int | None) -> Criterion:
    """A criterion whose id tells its weight and side."""
    rated = {vendor: Rating(value=value) for vendor, value in scores.items()}
    return Criterion(
        id=f"{weight}{favours}", name="x", weight=weight, favours=favours, scores=rated, archived=archived
    )  # fmt: skip


def test_without_criteria_there_is_no_influence_and_no_warning(method: Method) -> None:
    found = spec_influence([], LATE, method)
    assert (found.value, found.price_war) == (None, False)


@pytest.mark.parametrize(
    ("criteria", "value"),
    [
        ([criterion(40, "us"), criterion(30, "R1"), criterion(30, "none")], Fraction(1, 10)),
        ([criterion(20, "us"), criterion(50, "R1"), criterion(30)], Fraction(-3, 10)),
        ([criterion(None, "us"), criterion(None, "us"), criterion(None, "R1")], Fraction(1, 3)),
        ([criterion(3, "us"), criterion(None, "R2")], Fraction(1, 2)),
        ([criterion(0, "us"), criterion(0, "R1")], None),
        ([criterion(10, "us"), criterion(90, "R1", archived=True)], Fraction(1)),
    ],
)
def test_influence_is_ours_less_the_rivals_of_all_weight(
    method: Method, criteria: list[Criterion], value: Fraction | None
) -> None:
    assert spec_influence(criteria, DEAL, method).value == value


def test_a_price_war_threatens_from_evaluation_on_where_the_criteria_are_theirs(method: Method) -> None:
    theirs = [criterion(10, "us"), criterion(20, "R1")]
    assert not spec_influence(theirs, DEAL, method).price_war
    assert spec_influence(theirs, LATE, method).price_war
    assert not spec_influence([criterion(10, "us")], LATE, method).price_war
    won = Opportunity(name="x", stage="evaluation", status="won")
    assert not spec_influence(theirs, won, method).price_war


def test_before_evaluation_it_is_said_that_the_criteria_can_still_be_changed(method: Method) -> None:
    theirs = [criterion(10, "us"), criterion(20, "R1")]
    assert spec_influence(theirs, DEAL, method).war_ahead
    assert not spec_influence(theirs, LATE, method).war_ahead
    assert not spec_influence([criterion(10, "us"), criterion(10, "R1")], DEAL, method).war_ahead
    assert not spec_influence(theirs, Opportunity(name="x", stage="design", status="lost"), method).war_ahead


def test_what_is_not_known_of_the_criteria_is_counted(method: Method) -> None:
    found = spec_influence([criterion(None), criterion(5, "none"), criterion(5, "us"), criterion(5, "R")], DEAL, method)
    assert (found.ours, found.rivals, found.neutral, found.unknown, found.unweighted) == (1, 1, 1, 1, 1)


def test_fit_is_the_weighted_share_of_full_marks_and_missing_scores_are_listed() -> None:
    criteria = [criterion(50, us=4, R1=5), criterion(30, us=5), criterion(20, us=0, R1=None)]
    ours, rival, other = vendor_fit(criteria, ["us", "R1", "R2"])
    assert ours.value == Fraction(50 * 4 + 30 * 5, 500)  # 0.7
    assert ours.missing == ()
    assert rival.value == Fraction(1)
    assert rival.missing == ("30", "20")
    assert (other.value, other.missing) == (None, ("50", "30", "20"))


def test_a_score_of_zero_is_not_a_missing_one() -> None:
    (found,) = vendor_fit([criterion(1, us=0)], ["us"])
    assert (found.value, found.missing) == (Fraction(0), ())
