"""Needs by importance and urgency, and who meets them best (A2.14, A2.15)."""

from __future__ import annotations

import pytest

from kamtui.store.figures.needs import need_map, quadrant
from kamtui.store.records import Need

PARTIES = {"us": "us", "bluerivers": "us", "east": "R1", "westmeters": "R2"}


@pytest.mark.parametrize(
    ("importance", "urgency", "expected"),
    [
        ("5", "4", "first"), ("4", "3", "plan"), ("3", "5", "quick"), ("1", "1", "later"),
        ("", "5", ""), ("5", "", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_a_need_stands_in_one_of_four_places_or_is_not_graded(importance: str, urgency: str, expected: str) -> None:
    assert quadrant(Need(name="x", importance=importance, urgency=urgency)) == expected


def test_needs_come_by_importance_times_urgency_and_settled_ones_last() -> None:
    needs = [
        Need(name="price", importance="2", urgency="5"),
        Need(name="met", importance="5", urgency="5", status="met"),
        Need(name="nobody knows"),
        Need(name="losses", importance="5", urgency="3"),
    ]
    assert [each.need.name for each in need_map(needs, {})] == ["losses", "price", "nobody knows", "met"]


def test_suppliers_are_known_by_their_names_and_the_best_is_told() -> None:
    (found,) = need_map([Need(name="x", fit={"Blue Rivers": "3", "EAST": "5", "West Meters": "2"})], PARTIES)
    assert found.fit == {"R1": 5, "us": 3, "R2": 2}
    assert found.best == ("R1",)


def test_equals_are_both_best_and_nobody_is_where_all_have_nothing() -> None:
    equal, nothing, unknown = need_map(
        [Need(name="a", fit={"us": "4", "East": "4"}), Need(name="b", fit={"us": "0"}), Need(name="c")], PARTIES
    )
    assert equal.best == ("R1", "us")
    assert nothing.best == ()
    assert (unknown.best, unknown.fit) == ((), {})


def test_a_word_or_a_number_beyond_five_is_not_taken_for_a_score() -> None:
    (found,) = need_map([Need(name="x", fit={"us": "good", "East": "9", "Somebody": "1"})], PARTIES)
    assert found.fit == {"Somebody": 1}
    assert found.unread == ("us", "R1")
