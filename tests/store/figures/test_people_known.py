"""The organisation, coaches, personal cards and the past of people, worked out by hand (A3.08, A4.11-A4.17, C19)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from kamtui.store.figures.circle import Circle, circle
from kamtui.store.figures.coaches import is_idle, ladder, next_candidate, upkeep
from kamtui.store.figures.organisation import grid, holes, line_problems, tree
from kamtui.store.figures.people_past import Turn, account_turns, deals_as_of, people_as_of, people_changes, turns
from kamtui.store.figures.personal import ask_list, asked, completeness, knowledge
from kamtui.store.method import loader
from kamtui.store.method.model import Method
from kamtui.store.records import Activity, Contact, Event, Opportunity, PersonalAnswer, Profile, Rating
from kamtui.store.records.judgement import Evidence

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def method() -> Method:
    """The shipped method."""
    return loader.load()[0]


def person(name: str, boss: str = "", influence: int | None = None, **more: Any) -> Contact:
    """A contact whose id is its name."""
    return Contact(id=name, name=name, reports_to=boss, influence=Rating(value=influence), **more)


def event(record: str, field: str, old: Any, new: Any, day: str, kind: str = "contacts") -> Event:
    """A change at noon of a day."""
    at = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
    return Event(id=f"{day}{field}", record=record, kind=kind, field=field, old=old, new=new, at=at)


def test_the_grid_shows_the_places_where_nobody_is_known(method: Method) -> None:
    top = {"level": "executive", "function": "using"}
    people = [person("A", influence=2, **top), person("B", influence=4, **top), person("C", level="managerial")]
    found = grid(people, method)
    assert [each.id for each in found["executive", "using"]] == ["B", "A"]
    assert [each.id for each in found["managerial", ""]] == ["C"]
    assert len(holes(people, method)) == 8
    assert "executive/using" not in [hole.key for hole in holes(people, method)]


def test_everyone_stands_in_the_tree_once_whatever_the_lines_say() -> None:
    people = [person("boss", influence=5), person("a", "boss", 1), person("b", "boss", 3), person("c", "b"),
              person("me", "me"), person("x", "y"), person("y", "x"), person("z", "gone")]  # fmt: skip
    assert line_problems(people) == {"me": "self", "x": "circle", "y": "circle", "z": "gone_boss"}
    found = tree(people)
    assert [(one.person, one.depth, one.reports) for one in found] == [
        ("boss", 0, 3), ("b", 1, 1), ("c", 2, 0), ("a", 1, 0), ("me", 0, 0), ("x", 0, 0), ("y", 0, 0), ("z", 0, 0),
    ]  # fmt: skip
    assert [one.person for one in tree(people, folded=["b"])] == ["boss", "b", "a", "me", "x", "y", "z"]


def test_someone_below_a_circle_is_no_part_of_it() -> None:
    people = [person("x", "y"), person("y", "x"), person("below", "x")]
    assert line_problems(people) == {"x": "circle", "y": "circle"}
    assert [(one.person, one.depth) for one in tree(people)] == [("x", 0), ("below", 1), ("y", 0)]


def coaching(method: Method, *deals: Opportunity) -> Circle:
    """Three levels with coaches below only."""
    people = [
        person("low", level="operational", coach=True, upkeep="tea"),
        person("mid", level="managerial", attitude=Rating(value=0)),
        person("kind", level="managerial", attitude=Rating(value=1)),
        person("foe", level="executive", attitude=Rating(value=-1)),
        person("new", level="operational", coach=True),
    ]
    met = [Activity(id="1", subject="x", date=TODAY - dt.timedelta(days=100), contacts=("low",))]
    return circle(people, deals, met, method, TODAY)


def test_the_ladder_goes_from_low_to_high_and_names_the_easiest_next(method: Method) -> None:
    rungs = ladder(coaching(method))
    assert [(one.level, one.coaches, one.people, one.next) for one in rungs] == [
        ("operational", ("low", "new"), 2, ""),
        ("managerial", (), 2, "kind"),
        ("executive", (), 1, ""),
    ]
    assert next_candidate(rungs) == "kind"


def test_upkeep_says_when_a_coach_is_due_and_what_a_year_costs(method: Method) -> None:
    found = {each.person: each for each in upkeep(coaching(method))}
    # tea every 90 days at 150: five times in 365 days
    assert (found["low"].due, found["low"].late(TODAY), found["low"].yearly) == (TODAY - dt.timedelta(days=10), 10, 750)
    assert (found["new"].due, found["new"].days, found["new"].late(TODAY)) == (TODAY, 30, 0)
    assert is_idle(coaching(method))
    assert not is_idle(coaching(method, Opportunity(name="d", stage="need")))


def test_a_card_is_as_complete_as_its_answers(method: Method) -> None:
    someone = person("A", account="X", mobile="1")
    answers = {"clubs": PersonalAnswer(answer="golf"), "service": PersonalAnswer(applies=False),
               "dish": PersonalAnswer(), "religion": PersonalAnswer(answer="x")}  # fmt: skip
    profile = Profile(id="A", answers=answers)
    # name, workplace, telephone, clubs and "no service"; 11 of the 66 topics are sensitive and off
    off = completeness(someone, profile, method, "", sensitive=False)
    assert (off.all.done, off.all.n) == (5, 55)
    assert off.all.ratio == Fraction(5, 55)
    assert (off.groups["person"].done, off.groups["person"].n) == (3, 6)
    assert (off.groups["family"].n, off.groups["family"].ratio) == (0, None)
    on = completeness(someone, profile, method, "", sensitive=True)
    assert (on.all.done, on.all.n, on.groups["family"].n) == (6, 66, 7)


def test_the_weighted_completeness_counts_what_helps_in_the_stage(method: Method) -> None:
    profile = Profile(id="A", answers={"mentors": PersonalAnswer(answer="x")})
    found = completeness(person("A"), profile, method, "deliberation", sensitive=False)
    # 55 topics; standing 2, mentors 3, management-aims 3 in this stage: 55 + 1 + 2 + 2; known: name 1 and mentors 3
    assert (found.weighted.done, found.weighted.n) == (4, 60)


def test_the_meter_counts_what_was_told_and_what_is_on_the_card(method: Method) -> None:
    someone = person("A", knows={"inner-politics": Evidence(what="two camps")})
    profile = Profile(id="A", answers={"clubs": PersonalAnswer(answer="golf"), "children": PersonalAnswer(answer="x")})
    assert knowledge(someone, profile, method, sensitive=False) == {
        "interests": True, "whereabouts": False, "purchase-plan": False, "inner-politics": True,
    }  # fmt: skip
    assert knowledge(someone, profile, method, sensitive=True)["family"]


def test_the_ask_list_begins_with_what_is_worth_most_and_never_asks_what_is_off(method: Method) -> None:
    deal = Opportunity(name="d", stage="need", problem="x", source="x")
    found = ask_list(person("A"), Profile(id="A"), deal, method, sensitive=False, most=80)
    assert [(one.what, one.id) for one in found[:3]] == [
        ("rating", "attitude"), ("rating", "influence"), ("field", "hot_button")
    ]  # fmt: skip
    assert [one.id for one in found if one.what == "question"] == ["alternative", "coach", "organisation", "worth-it"]
    assert [one.worth for one in found] == sorted((one.worth for one in found), reverse=True)
    quiet = {topic.id for topic in method.topics if topic.kind == "sensitive"} | {"family"}
    assert quiet.isdisjoint(one.id for one in found)
    assert len(quiet) == 12


def test_sensitive_topics_are_the_ones_that_the_law_protects(method: Method) -> None:
    quiet = [topic.id for topic in method.topics if topic.kind == "sensitive"]
    assert len(quiet) == 11
    assert {"religion", "politics", "health", "children", "partner"} < set(quiet)
    assert len(asked(method, sensitive=True)) == 66


PAST = [
    event("A", "attitude", {"value": -1}, {"value": 1}, "2026-06-10"),
    event("A", "closeness", {}, {"value": 1, "date": "2026-01-05"}, "2026-01-06"),
    event("A", "closeness", {"value": 1}, {"value": 3, "date": "2026-07-01"}, "2026-07-02"),
    event("D", "roles", {}, {"A": ["decider"]}, "2026-08-01", "opportunities"),
]


def old_and_new() -> list[Contact]:
    """One known since January, one since October, one who left in September."""
    return [
        person("A", attitude=Rating(value=1), closeness=Rating(value=3, date=dt.date(2026, 7, 1)),
               created=dt.datetime(2026, 1, 2, tzinfo=dt.UTC)),
        person("B", created=dt.datetime(2026, 10, 1, tzinfo=dt.UTC)),
        person("C", left=dt.date(2026, 9, 1), created=dt.datetime(2026, 1, 2, tzinfo=dt.UTC)),
    ]  # fmt: skip


def test_the_map_as_of_a_day_has_the_people_and_ratings_of_that_day() -> None:
    then = people_as_of(old_and_new(), PAST, dt.date(2026, 6, 9))
    assert [(one.id, one.attitude.value, one.closeness.value) for one in then] == [("A", -1, 1), ("C", None, None)]
    deal = Opportunity(id="D", name="d", roles={"A": ("decider",)})
    assert deals_as_of([deal], PAST, dt.date(2026, 7, 31))[0].roles == {}
    assert deals_as_of([deal], PAST, dt.date(2026, 8, 1))[0].roles == {"A": ("decider",)}


def test_what_changed_since_a_day_names_new_and_lost_people_and_who_changed_sides() -> None:
    found = people_changes(old_and_new(), PAST, dt.date(2026, 6, 1))
    assert [(one.id, one.person, one.old, one.new) for one in found] == [
        ("side", "A", -1, 1), ("closeness", "A", 1, 3), ("new", "B", None, None), ("left", "C", None, None),
    ]  # fmt: skip
    assert people_changes(old_and_new(), PAST, dt.date(2026, 11, 1)) == []


def test_turning_points_have_their_days_for_a_person_and_for_the_account() -> None:
    people = old_and_new()
    assert turns(people[0], PAST) == [Turn(dt.date(2026, 1, 5), 1), Turn(dt.date(2026, 7, 1), 3)]
    second = person("B", closeness=Rating(value=2, date=dt.date(2026, 3, 1)))
    assert account_turns([people[0], second], PAST) == [
        Turn(dt.date(2026, 1, 5), 1), Turn(dt.date(2026, 3, 1), 2), Turn(dt.date(2026, 7, 1), 3),
    ]  # fmt: skip
    assert turns(person("Z"), PAST) == []
