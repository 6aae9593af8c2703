"""Roles belong to the deal: who decides there, and from which stage on the method wants to know it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec
import pytest

from kamtui.store.figures.deciders import deciders, has_power, must_have_decider, roles_in
from kamtui.store.figures.hygiene import defects
from kamtui.store.figures.qualified import completeness
from kamtui.store.figures.risks import Rules, Standing
from kamtui.store.figures.summary import summary_of
from kamtui.store.figures.trail import trail
from kamtui.store.method.loader import load
from kamtui.store.records import Activity, Contact, Opportunity

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
    assert [one.decider for one in summary_of((ANN, BOB), (HERE,), ()).people] == [False, True]


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
