"""What is quantified, who should decide, what a rumour is still worth: worked out by hand (A6.02, A4.05, A4.16)."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtui.store.figures.qualified import completeness, expected_level, worth
from kamtui.store.method import loader
from kamtui.store.method.model import Method
from kamtui.store.records import Contact, Opportunity, Rating
from kamtui.store.records.contest import Intelligence

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def method() -> Method:
    """The shipped method."""
    return loader.load()[0]


def test_of_a_bare_deal_nothing_is_quantified(method: Method) -> None:
    found = completeness(Opportunity(name="x"), [], method)
    assert (found.known, found.asked, found.percent) == (0, 10, 0)
    assert found.missing[-2:] == ("deciders", "influencers")


def test_a_budget_of_nothing_is_known_and_people_count_by_role_or_level(method: Method) -> None:
    deal = Opportunity(name="x", budget=0, problem="losses", purchase_date=TODAY)
    people = [
        Contact(name="a", level="executive"),
        Contact(name="b", influence=Rating(value=3)),
        Contact(name="gone", roles=("decider",), archived=True),
    ]
    found = completeness(deal, people, method)
    assert (found.known, found.percent) == (5, 50)
    assert "budget" not in found.missing


def test_a_single_decider_is_no_influencer_too(method: Method) -> None:
    found = completeness(Opportunity(name="x"), [Contact(name="a", roles=("decider", "user"))], method)
    assert (found.known, found.missing[-1]) == (1, "influencers")


@pytest.mark.parametrize(
    ("amount", "currency", "level"),
    [
        (None, "CNY", ""),
        (100_000_00, "CNY", "managerial"),
        (100_000_01, "CNY", "executive"),
        (100_000, "JPY", "managerial"),
        (100_001, "JPY", "executive"),
    ],
)
def test_up_to_the_limit_management_decides(method: Method, amount: int | None, currency: str, level: str) -> None:
    assert expected_level(Opportunity(name="x", amount=amount, currency=currency), method, "CNY") == level


@pytest.mark.parametrize(
    ("reliability", "days", "left"),
    [("A", 0, 95), ("B", 180, 40), ("C", 360, 15), ("A", -5, 95), ("", 0, None), ("Z", 0, None)],
)
def test_intelligence_is_worth_half_after_180_days(
    method: Method, reliability: str, days: int, left: int | None
) -> None:
    item = Intelligence(subject="x", reliability=reliability, date=TODAY - dt.timedelta(days=days))
    assert worth(item, method, TODAY) == left
    assert worth(Intelligence(subject="x", reliability=reliability), method, TODAY) is None
