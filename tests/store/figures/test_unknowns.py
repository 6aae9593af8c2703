"""What we do not know is listed by what it is worth now: worked out by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from kamtui.store.figures.circle import circle
from kamtui.store.figures.unknowns import unknowns
from kamtui.store.method.loader import load
from kamtui.store.records import Contact, Opportunity, Rating

METHOD, TODAY = load()[0], dt.date(2026, 11, 23)
DEAL = Opportunity(name="d", stage="evaluation", decision_mode="authority")


def listed(*people: Contact, deal: Opportunity = DEAL) -> list[tuple[str, str, int]]:
    found = unknowns(circle(people, (deal,), (), METHOD, TODAY))
    return [(one.person or one.seat, one.what, one.worth) for one in found]


def said(value: int, source: str = "visit", day: dt.date = TODAY) -> Rating:
    return Rating(value=value, source=source, date=day)


def full(name: str, **fields: Any) -> Contact:
    known = Contact(
        id=name, name=name, level="executive", function="using", roles=("decider",), attitude=said(1),
        influence=said(5), hot_button="uptime", hot_button_proof="said so",
    )  # fmt: skip
    return msgspec.structs.replace(known, **fields)


def test_nothing_is_unknown_of_someone_whom_we_know() -> None:
    assert listed(full("ann")) == []


def test_an_empty_seat_of_the_stage_comes_first() -> None:
    assert listed(deal=Opportunity(name="d", stage="need", decision_mode="authority")) == [
        ("using", "seat", 18), ("decider", "seat", 12),
    ]  # fmt: skip


def test_who_counts_now_comes_before_key_people_and_those_before_the_rest() -> None:
    decider = full("ann", hot_button="", hot_button_proof="")
    key = full("bob", roles=("user",), influence=said(4), hot_button="", hot_button_proof="")
    other = full("cy", roles=(), influence=said(2), attitude=Rating())
    assert listed(other, key, decider) == [
        ("ann", "hot_button", 9), ("bob", "hot_button", 6), ("cy", "role", 5), ("cy", "attitude", 5),
    ]  # fmt: skip


def test_ratings_without_a_source_and_faded_ones_are_named_once_each() -> None:
    old = TODAY - dt.timedelta(days=400)
    one = full("ann", attitude=said(1, source=""), influence=said(5, day=old), hot_button_proof="")
    assert listed(one) == [("ann", "source", 9), ("ann", "faded", 6), ("ann", "hot_proof", 3)]


def test_roles_level_function_and_influence_that_are_not_known_are_listed() -> None:
    bare = Contact(id="x", name="x")
    found = {what for name, what, _ in listed(bare) if name == "x"}
    assert found == {"role", "attitude", "influence", "hot_button", "level", "function"}
