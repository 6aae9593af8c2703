"""Roles belong to the deal: who decides there, and from which stage on the method wants to know it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec
import pytest

from kamtui.store.figures.circle import circle
from kamtui.store.figures.deciders import deciders, has_power, must_have_decider, roles_in
from kamtui.store.figures.hygiene import defects
from kamtui.store.figures.qualified import completeness
from kamtui.store.figures.relationship import status as status_on_map
from kamtui.store.figures.risks import Rules, Standing
from kamtui.store.figures.summary import relationship, summary_of
from kamtui.store.figures.trail import trail
from kamtui.store.method.loader import load
from kamtui.store.records import Activity, Contact, Opportunity, Rating

METHOD = load()[0]
TODAY = dt.date(2026, 11, 23)
ANN = Contact(id="ann", name="Ann", roles=("decider",))
BOB = Contact(id="bob", name="Bob", roles=("user",))
HERE = Opportunity(name="meters", stage="evaluation", roles={"ann": ("user",), "bob": ("decider",)})
MET_ANN = Activity(id="1", subject="talk", date=TODAY, contacts=("ann",))


def test_a_deal_overrides_the_roles_of_the_contact_in_every_figure() -> None:
    assert [one.id for one in deciders(HERE, (ANN, BOB), METHOD)] == ["bob"]
    assert roles_in((HERE, Opportunity(name="x", roles={"ann": ("decider", "user")})), ANN) == ("user", "decider")
    assert roles_in((), ANN) == ("decider",)
    nobody = msgspec.structs.replace(HERE, roles={"ann": ("user",)})
    standing = Standing(nobody, (ANN,), trail((MET_ANN,), ()))
    fired = Rules(METHOD, TODAY).fired(standing)
    assert "no-decider" in {one.rule.id for one in fired}
    assert "no-decider" in defects(standing, fired)
    assert "deciders" in completeness(nobody, (ANN,), METHOD).missing
    assert not has_power(nobody, (ANN,), METHOD)
    assert [one.roles for one in summary_of((ANN, BOB), (HERE,), ()).people] == [("user",), ("decider",)]


def test_a_decider_of_the_deal_who_was_met_silences_the_rule_though_the_contact_is_none() -> None:
    met = Activity(id="1", subject="talk", date=TODAY, contacts=("bob",))
    fired = Rules(METHOD, TODAY).fired(Standing(HERE, (ANN, BOB), trail((met,), ())))
    assert "no-decider" not in {one.rule.id for one in fired}


def test_who_has_left_decides_no_more() -> None:
    gone = msgspec.structs.replace(ANN, left=TODAY)
    assert deciders(Opportunity(name="x"), (gone,), METHOD) == []


@pytest.mark.parametrize(
    ("stage", "status", "wanted"),
    [
        ("need", "open", False),
        ("deliberation", "open", False),
        ("design", "open", True),
        ("commitment", "open", True),
        ("commitment", "won", False),
        ("no such stage", "open", False),
    ],
)
def test_a_decider_is_missed_only_past_the_stage_that_looks_for_one(
    stage: str, status: Literal["open", "won", "lost"], wanted: bool
) -> None:
    assert must_have_decider(Opportunity(name="x", stage=stage, status=status), METHOD) is wanted


def test_a_method_whose_stages_look_for_no_decider_misses_none() -> None:
    stages = tuple(msgspec.structs.replace(one, focus=("using",)) for one in METHOD.stages)
    method = msgspec.structs.replace(METHOD, stages=stages)
    assert not must_have_decider(Opportunity(name="x", stage="commitment"), method)


@pytest.mark.parametrize(
    ("person", "status"),
    [
        (Contact(id="x", name="X", level="executive", attitude=Rating(value=2)), 1),
        (Contact(id="x", name="X", influence=Rating(value=3), attitude=Rating(value=2)), 1),
        (Contact(id="x", name="X", influence=Rating(value=4), attitude=Rating(value=0)), 2),
        (Contact(id="x", name="X", influence=Rating(value=4), attitude=Rating(value=1)), 3),
        (Contact(id="x", name="X", roles=("contract_owner",), attitude=Rating(value=1)), 1),
        (Contact(id="x", name="X", roles=("decider",), attitude=Rating(value=1)), 3),
    ],
    ids=["a level alone", "influence 3", "influence 4, neutral", "influence 4, for us", "contract owner", "decider"],
)
def test_the_account_list_and_the_map_know_the_same_key_people(person: Contact, status: int) -> None:
    assert relationship(summary_of((person,), (), ()), METHOD).status == status
    assert status_on_map(circle((person,), (), (), METHOD, TODAY)).step == status


def test_the_method_says_from_which_influence_a_person_is_key() -> None:
    method = msgspec.structs.replace(METHOD, thresholds=METHOD.thresholds | {"key_influence": 5})
    person = Contact(id="x", name="X", influence=Rating(value=4), attitude=Rating(value=1))
    assert relationship(summary_of((person,), (), ()), method).status == 1
    assert status_on_map(circle((person,), (), (), method, TODAY)).step == 1
