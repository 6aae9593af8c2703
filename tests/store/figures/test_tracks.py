"""The buyer's steps beside ours, day by day, worked out by hand (C13)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import msgspec
import pytest

from kamtui.store.figures.tracks import course, gap, periods
from kamtui.store.figures.trail import Move, trail
from kamtui.store.method import loader
from kamtui.store.method.model import Method
from kamtui.store.records import Event, Opportunity

TODAY = dt.date(2026, 11, 30)
OPENED = dt.date(2026, 11, 1)


@pytest.fixture(scope="module")
def method() -> Method:
    """The shipped method."""
    return loader.load()[0]


def deal(stage: str, step: str = "") -> Opportunity:
    """An opportunity opened on the first of the month, 30 days ago with today."""
    return Opportunity(id="D", name="x", stage=stage, selling_step=step, opened=OPENED)


def moved(day: int, field: str, old: str, new: str) -> Move:
    """A step that was taken on a day of the month."""
    return Move(dt.date(2026, 11, day), field, old, new)


@pytest.mark.parametrize(
    ("stage", "step", "expected"),
    [
        ("need", "need", 0),
        ("need", "evaluation", 3),
        ("evaluation", "deliberation", -2),
        ("", "design", None),
        ("design", "", None),
        ("unheard-of", "design", None),
    ],
)
def test_the_gap_is_our_step_less_the_buyers(method: Method, stage: str, step: str, expected: int | None) -> None:
    assert gap(deal(stage, step), method).gap == expected


def test_a_deal_in_step_from_the_first_day_resonates(method: Method) -> None:
    found = course(deal("need", "need"), [], method, TODAY)
    assert (found.days, found.known, found.in_step, found.resonance, found.mode) == (
        30,
        30,
        30,
        Fraction(1),
        "resonance",
    )


def test_in_step_on_half_of_the_days_is_resonance_and_on_a_day_less_a_straight_line(method: Method) -> None:
    for day, mode in ((16, "resonance"), (15, "straight-line")):
        found = course(deal("need", "evaluation"), [moved(day, "selling_step", "need", "evaluation")], method, TODAY)
        assert (found.in_step, found.ahead, found.mode) == (day - 1, 31 - day, mode)


def test_who_runs_ahead_of_the_buyer_sells_in_a_straight_line(method: Method) -> None:
    # together until the 11th (10 days), then we are ahead for 20
    found = course(deal("need", "evaluation"), [moved(11, "selling_step", "need", "evaluation")], method, TODAY)
    assert (found.in_step, found.ahead, found.behind) == (10, 20, 0)
    assert found.resonance == Fraction(1, 3)
    assert found.mode == "straight-line"


def test_a_buyer_whose_step_nobody_knows_is_sold_to_by_feeling(method: Method) -> None:
    # unknown until the 21st (20 days), in step for the 10 left
    found = course(deal("design", "design"), [moved(21, "stage", "", "design")], method, TODAY)
    assert (found.days, found.known, found.in_step, found.resonance) == (30, 10, 10, Fraction(1))
    assert found.mode == "feeling"


def test_who_lags_behind_sells_by_feeling(method: Method) -> None:
    found = course(deal("evaluation", "need"), [], method, TODAY)
    assert (found.behind, found.resonance, found.mode) == (30, Fraction(0), "feeling")


def test_both_tracks_and_steps_back_are_followed(method: Method) -> None:
    # 1-5 need/need: 5 in step; 6-10 deliberation/need: 5 behind; 11-15 both deliberation: 5 in step;
    # 16-30 back to need, ours deliberation: 15 ahead
    events = [
        moved(6, "stage", "need", "deliberation"),
        moved(11, "selling_step", "need", "deliberation"),
        moved(16, "stage", "deliberation", "need"),
    ]
    found = course(deal("need", "deliberation"), events, method, TODAY)
    assert (found.in_step, found.behind, found.ahead) == (10, 5, 15)
    assert (found.resonance, found.mode) == (Fraction(1, 3), "straight-line")


def test_a_closed_deal_is_followed_to_its_end(method: Method) -> None:
    standing = deal("commitment", "commitment")
    won = msgspec.structs.replace(standing, status="won", close_date=dt.date(2026, 11, 10))
    found = course(won, [], method, TODAY)
    assert (found.days, found.in_step) == (10, 10)


def test_the_steps_of_each_deal_are_kept_in_their_order_and_no_others() -> None:
    at = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)

    def event(record: str, kind: str, field: str, day: int) -> Event:
        return Event(record=record, kind=kind, field=field, old=None, new="design", at=at.replace(day=day))

    events = [
        event("D", "opportunities", "stage", 2),
        event("E", "opportunities", "stage", 3),
        event("D", "opportunities", "amount", 4),
        event("D", "contacts", "stage", 5),
        event("D", "opportunities", "selling_step", 6),
    ]
    kept = trail([], events)
    assert kept.of("D").moves == (moved(2, "stage", "", "design"), moved(6, "selling_step", "", "design"))
    assert kept.of("E").moves == (moved(3, "stage", "", "design"),)


def test_a_deal_of_which_no_day_is_known_counts_today(method: Method) -> None:
    found = course(Opportunity(id="D", name="x"), [], method, TODAY)
    assert (found.days, found.known, found.resonance, found.mode) == (1, 0, None, "feeling")


def test_each_side_is_in_a_period_of_its_own(method: Method) -> None:
    assert periods(deal("need", "design"), method) == {"buyer": "watching", "seller": "competing"}
    assert periods(deal("", "commitment"), method) == {"buyer": "", "seller": "deciding"}
