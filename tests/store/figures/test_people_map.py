"""Status, coverage and warnings of a circle of people, worked out by hand (C16, C17, C18)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kamtui.store.figures.circle import Circle, certainty, circle, freshness
from kamtui.store.figures.coverage import coverage, holders, seats, touched, touches
from kamtui.store.figures.relationship import flags, status
from kamtui.store.method import loader
from kamtui.store.method.model import Method
from kamtui.store.records import Activity, Contact, Opportunity, Rating

TODAY = dt.date(2026, 11, 23)
AUTHORITY = Opportunity(name="d", stage="evaluation", decision_mode="authority", stage_since=TODAY)


@pytest.fixture(scope="module")
def method() -> Method:
    """The shipped method."""
    return loader.load()[0]


def rated(value: int | None, days: int | None = None) -> Rating:
    """A rating from a source, so many days old."""
    return Rating(value=value, source="x", date=TODAY - dt.timedelta(days=days) if days is not None else None)


def person(
    name: str, attitude: int | None = None, influence: int | None = None, roles: str = "", **more: Any
) -> Contact:
    """A contact whose id is its name."""
    return Contact(
        id=name, name=name, attitude=rated(attitude), influence=rated(influence), roles=tuple(roles.split()), **more
    )


def met(name: str, *days: int) -> list[Activity]:
    """Activities with a person, each so many days ago."""
    return [
        Activity(id=f"{name}{day}{at}", subject="x", date=TODAY - dt.timedelta(days=day), contacts=(name,), owner="W")
        for at, day in enumerate(days)
    ]


def around(
    method: Method, people: list[Contact], activities: list[Activity] | None = None, deal: Opportunity = AUTHORITY
) -> Circle:
    """The circle of a deal."""
    return circle(people, (deal,), activities or [], method, TODAY)


NEED = Opportunity(name="d", stage="need", decision_mode="authority")
NEED_TOGETHER = Opportunity(name="d", stage="need", decision_mode="consultation")
NO_MODE = Opportunity(name="d", stage="design")
ADVICE = Opportunity(name="d", stage="evaluation", decision_mode="advice")
RENAMED = Opportunity(name="d", stage="evaluation", decision_mode="authority", roles={"A": ("user",)})
USING = {"function": "using"}

CONSTELLATIONS: list[tuple[str, list[Contact], list[Activity], Opportunity, str, int, float]] = [
    ("nobody is known", [], [], AUTHORITY, "unknown", 0, 0.0),
    ("nobody is key", [person("A", 2, 3, "user")], met("A", 0), AUTHORITY, "red", 1, 0.0),
    # one contact 0.5 × fresh 1 × neutral 0.5
    ("a neutral decider met once", [person("A", 0, 5, "decider")], met("A", 0), AUTHORITY, "red", 2, 25.0),
    ("a key supporter who does not decide", [person("A", 1, 4, "user")], met("A", 0), AUTHORITY, "amber", 3, 0.0),
    # 0.75 × 1 × 0.75
    ("a decider for us, met twice", [person("A", 1, 5, "decider")], met("A", 0, 9), AUTHORITY, "green", 3, 56.25),
    # in depth 1 × one half-life of 60 days 0.5 × 1
    ("a faded friend", [person("A", 2, 5, "decider")], met("A", 60, 61, 62, 63, 64), AUTHORITY, "green", 3, 50.0),
    ("a name and nothing more", [person("A", None, None, "decider")], [], AUTHORITY, "red", 2, 0.0),
    # not met 0.25 × heard of today 1 × unknown attitude 0.25
    (
        "rated today, never met",
        [Contact(id="A", name="A", influence=rated(4, 0), roles=("decider",))], [], AUTHORITY, "red", 2, 6.25,
    ),
    # using: 4 × 40 % = 1.6, of it 0.5 × 0.75; decider: 5, of it 0.75 × 0.25; (0.6 + 0.9375) ÷ 6.6
    (
        "authority counts the level",
        [person("A", 1, 4, level="managerial", **USING), person("B", -1, 5, "decider", level="executive")],
        [*met("A", 0), *met("B", 0, 0)], NEED, "amber", 3, 23.295454545454547,
    ),
    # using 3 and decider 3, each 0.375; technical and purchasing are empty and weigh 3 each: 2.25 ÷ 12
    (
        "all have to agree and two departments are unknown",
        [person("A", 1, 3, "decider", **USING)], met("A", 0), NEED_TOGETHER, "green", 3, 18.75,
    ),
    # using 2 × (1 × 1 × 1); technical and decider empty, 3 each: 2 ÷ 8
    (
        "no decision mode: the focus and the decider",
        [person("A", 2, 2, **USING)], met("A", 0, 0, 0, 0, 0), NO_MODE, "red", 1, 25.0,
    ),
    # decider 5 × 0.5 × 0.5, influencer 4 × 0.5 × 1, evaluator empty 3: (1.25 + 2) ÷ 12
    (
        "advice: an adviser counts",
        [person("A", 0, 5, "decider"), person("B", 2, 4, "influencer")], [*met("A", 0), *met("B", 0)],
        ADVICE, "amber", 3, 100 * 3.25 / 12,
    ),
    ("the deal says who decides", [person("A", 2, 5, "decider")], met("A", 0), RENAMED, "amber", 3, 0.0),
    # the opponent counts: 5 × 0 and an empty decider
    (
        "the most influential one speaks for the department",
        [person("A", 2, 2, **USING), person("B", -2, 5, **USING)], met("B", 0, 0, 0, 0, 0), NEED, "red", 2, 0.0,
    ),
    (
        "who has left does not count",
        [person("A", 2, 5, "decider", left=TODAY)], met("A", 0), AUTHORITY, "unknown", 0, 0.0,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("people", "activities", "deal", "light", "step", "score"),
    [each[1:] for each in CONSTELLATIONS],
    ids=[each[0] for each in CONSTELLATIONS],
)
def test_status_and_coverage_are_what_was_worked_out_by_hand(
    method: Method,
    people: list[Contact],
    activities: list[Activity],
    deal: Opportunity,
    light: str,
    step: int,
    score: float,
) -> None:
    found = around(method, people, activities, deal)
    assert (status(found).light, status(found).step) == (light, step)
    assert coverage(found).value == pytest.approx(score)


def test_a_stage_that_the_method_does_not_know_leaves_the_seats_of_the_decision_mode(method: Method) -> None:
    deal = Opportunity(name="d", stage="gone", decision_mode="consultation")
    assert [seat.id for seat in seats(deal, method)] == ["decider", "using", "technical", "purchasing"]


def test_every_gap_of_a_seat_is_named(method: Method) -> None:
    unsaid = Contact(id="A", name="A", attitude=Rating(value=-1), roles=("decider",))
    found = coverage(around(method, [unsaid])).seats[0]
    assert found.gaps == ("not-met", "against", "influence", "unverified")
    assert coverage(around(method, [])).seats[0].gaps == ("empty",)


def test_who_matters_now_is_told_with_who_met_them_in_this_stage(method: Method) -> None:
    people = [person("A", 1, 4, level="managerial", **USING), person("B", 0, 5, "decider")]
    deal = Opportunity(name="d", stage="need", decision_mode="authority", stage_since=TODAY - dt.timedelta(days=5))
    found = touches(around(method, people, [*met("A", 2), *met("B", 6)], deal))
    assert [(one.seat.id, one.seat.now, one.people, one.last.owner if one.last else "") for one in found] == [
        ("using", True, ("A",), "W"),
        ("decider", False, ("B",), ""),
    ]
    assert touched(found) == (1, 1)


def test_levels_and_functions_and_roles_seat_people(method: Method) -> None:
    deal = Opportunity(name="d", stage="implementation", decision_mode="authority")
    top = person("A", level="executive")
    found = around(method, [top], [], deal)
    seat = next(seat for seat in seats(deal, method) if seat.group == "levels")
    assert (seat.id, [one.id for one in holders(seat, found)]) == ("executive", ["A"])


def test_the_warnings_name_what_is_wrong(method: Method) -> None:
    def names(people: list[Contact], *activities: Activity) -> list[str]:
        return [flag.id for flag in flags(around(method, people, list(activities)))]

    decider, user = person("A", 1, 5, "decider"), person("B", -1, 3, "user", coach=True)
    assert names([]) == ["few-contacts", "no-decider"]
    assert names([decider], *met("A", 1)) == ["few-contacts", "no-opponent", "no-coach"]
    assert names([decider, user], *met("A", 31), *met("B", 30)) == ["few-contacts", "no-decider-met", "outnumbered"]
    assert names([decider, user, person("C", 1)], *met("A", 30), *met("B", 0)) == []
    assert names([decider, user, person("C", 2, 1, "decider")], *met("A", 0), *met("B", 0)) == ["two-deciders"]


def test_a_rating_without_a_source_is_not_believed_and_an_old_one_fades(method: Method) -> None:
    assert certainty(Rating(), method, TODAY) == "unknown"
    assert certainty(Rating(value=0), method, TODAY) == "unverified"
    assert certainty(rated(2, 180), method, TODAY) == "sure"
    assert certainty(rated(2, 181), method, TODAY) == "faded"
    assert certainty(rated(2), method, TODAY) == "faded"
    assert [freshness(days, 60) for days in (0, 60, 120, None)] == [1.0, 0.5, 0.25, 0.0]
