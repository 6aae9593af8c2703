"""The map of an earlier day has the people, their ratings and the roles of that day; rivals mark who is close."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from kamtui.store.people.circles import Scope, first_scope, mapped, scope_of
from kamtui.store.people.told import attitude_text, map_json
from kamtui.store.records import Account, Competitor, Contact, Opportunity, Rating
from kamtui.store.records.contest import Rival
from kamtui.store.workspace import Workspace

TODAY = dt.datetime.now(dt.UTC).date()
THEN = TODAY - dt.timedelta(days=30)


class Known:
    """An account with two people, a deal and a rival; everything about them changed today."""

    def __init__(self, root: Path) -> None:
        """Fill a workspace in `root`, with records that were made before `THEN`."""
        self.workspace = Workspace.create(root)
        with self.workspace.change("fill") as change:
            self.grid = change.add(Account(name="Grid"))
            self.ann = change.add(
                Contact(name="Ann", account=self.grid.id, attitude=Rating(value=-1, source="visit", date=THEN))
            )
            self.bob = change.add(
                Contact(name="Bob", account=self.grid.id, influence=Rating(value=2, source="visit", date=THEN))
            )
            self.new = change.add(Contact(name="New", account=self.grid.id))
            self.deal = change.add(
                Opportunity(name="Meters", account=self.grid.id, stage="need", roles={self.ann.id: ("user",)})
            )
            rival = change.add(Competitor(name="Rivals"))
            self.rival = change.add(Rival(account=self.grid.id, competitor=rival.id, rep="Zed"))
        with self.workspace.change("today") as change:
            change.set(self.ann, attitude=Rating(value=2, source="visit", date=TODAY))
            change.set(self.deal, roles={self.ann.id: ("decider",)}, stage="evaluation")


@pytest.fixture
def known(tmp_path: Path) -> Known:
    return Known(tmp_path / "w")


def test_the_map_of_an_earlier_day_has_the_ratings_and_roles_of_that_day(known: Known) -> None:
    now = mapped(known.workspace, Scope(known.grid.id, known.deal.id), TODAY)
    ann = now.person(known.ann.id)
    assert ann is not None
    assert (ann.attitude.value, now.circle.roles(ann), now.circle.decides(ann)) == (2, ("decider",), True)
    then = mapped(known.workspace, Scope(known.grid.id, known.deal.id, THEN), TODAY)
    was = then.person(known.ann.id)
    assert was is not None
    assert (was.attitude.value, then.circle.roles(was), then.circle.decides(was)) == (-1, ("user",), False)
    assert then.circle.deal is not None
    assert (then.circle.deal.stage, then.circle.today) == ("need", THEN)
    assert {one.name for one in then.circle.people} == {"Ann", "Bob"}


@pytest.mark.parametrize(("relation", "close"), [(None, False), (0, False), (1, True), (2, True), (-2, False)])
def test_from_a_relation_of_one_on_a_person_is_close_to_a_rival(
    known: Known, relation: int | None, close: bool
) -> None:
    with known.workspace.change("rate") as change:
        change.set(known.rival, relations={known.ann.id: Rating(value=relation, source="visit")})
    found = mapped(known.workspace, Scope(known.grid.id), TODAY)
    assert [value for _, value in found.close_to(known.ann)] == ([relation] if close else [])
    assert found.close_to(known.bob) == []


def test_a_record_leads_to_the_people_around_it(known: Known) -> None:
    assert scope_of(known.workspace, known.deal) == Scope(known.grid.id, known.deal.id)
    assert scope_of(known.workspace, known.ann) == Scope(known.grid.id)
    assert first_scope(known.workspace) == Scope(known.grid.id)
    assert scope_of(known.workspace, None) == Scope()


def test_an_attitude_is_told_by_sign_and_word_and_programs_get_the_same(known: Known) -> None:
    found = mapped(known.workspace, Scope(known.grid.id, known.deal.id), TODAY)
    told = json.loads(json.dumps(map_json(known.workspace, found)))
    assert {one["name"]: one["attitude"]["value"] for one in told["people"]} == {"Ann": 2, "Bob": None, "New": None}
    signs = {value: attitude_text(known.workspace, Rating(value=value)).split()[0] for value in range(-2, 3)}
    assert signs == {-2: "--", -1: "-", 0: "0", 1: "+", 2: "++"}
    assert attitude_text(known.workspace, Rating()).startswith("?")
