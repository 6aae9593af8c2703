"""What cannot be true about people is refused where it is entered, and found in files that say it anyway."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kamtui.store.checks import check
from kamtui.store.fields import patch_of
from kamtui.store.fields.persons import birthday
from kamtui.store.records import Account, Contact, Opportunity, Rating, Tie
from kamtui.store.text import words
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)
A, B, C = (f"01K9ZZZZZZ000000000000007{number}" for number in range(3))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An account where nearly everything is wrong."""
    words.use("en")
    made = Workspace.create(tmp_path / "work")
    with made.change("fill") as change:
        grid = change.add(Account(name="Grid"))
        change.add(
            Contact(id=A, name="Ann", account=grid.id, reports_to=B, roles=("decider",), influence=Rating(value=9))
        )
        change.add(
            Contact(id=B, name="Bob", account=grid.id, reports_to=A, roles=("decider",), attitude=Rating(value=1))
        )
        change.add(Contact(id=C, name="Cy", account=grid.id, reports_to=C, ties={C: Tie()}, roles=("king",)))
        change.add(Opportunity(name="Meters", account=grid.id, roles={C: ("emperor",)}))
    return made


def test_the_check_names_every_fault_once(workspace: Workspace) -> None:
    found = sorted((finding.code, finding.record[-1]) for finding in check(workspace, ["people", "choices"]))
    deal = next(iter(workspace.records(Opportunity)))[-1]
    assert found == sorted(
        [("line_circle", "0"), ("line_circle", "1"), ("line_self", "2"), ("no_source", "1"), ("rating", "0"),
         ("two_deciders", deal), ("unknown_choice", "2"), ("unknown_choice", deal), ("wrong_tie", "2")]
    )  # fmt: skip


def test_a_sound_account_has_no_findings(tmp_path: Path) -> None:
    made = Workspace.create(tmp_path / "sound")
    with made.change("fill") as change:
        grid = change.add(Account(name="Grid"))
        boss = change.add(Contact(name="Ann", account=grid.id, roles=("decider",)))
        change.add(Contact(name="Bob", account=grid.id, reports_to=boss.id, ties={boss.id: Tie()}))
        change.add(Opportunity(name="Meters", account=grid.id))
    assert check(made, ["people"]) == []


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("reports_to", "Bob", "Nobody reports to himself"),
        ("influence", "9", "1 to 5"),
        ("roles", "emperor", "emperor"),
        ("birthday", "1970-02-30", "1970-02-30"),
    ],
)
def test_what_cannot_be_is_refused_where_it_is_entered(workspace: Workspace, field: str, text: str, says: str) -> None:
    patch, wrong = patch_of(workspace, workspace.records(Contact)[B], {field: text}, TODAY)
    assert patch == {}
    assert says in wrong[field]


def test_a_line_that_would_close_a_circle_is_refused(workspace: Workspace) -> None:
    ann = workspace.records(Contact)[A]
    with workspace.change("mend") as change:
        change.set(ann, reports_to="")
    _, wrong = patch_of(workspace, workspace.records(Contact)[A], {"reports_to": "Bob"}, TODAY)
    assert "Bob reports to this person already" in wrong["reports_to"]


@pytest.mark.parametrize(
    ("text", "day"),
    [("1970-4-5", "1970-04-05"), ("04-15", "04-15"), ("--0229", "02-29"), ("1970年4月15日", "1970-04-15")],
)
def test_birthdays_are_read_with_and_without_a_year(text: str, day: str) -> None:
    assert birthday(text) == day


@pytest.mark.parametrize(
    ("stage", "roles", "found"),
    [
        ("deliberation", {}, []),
        ("evaluation", {}, ["no_decider"]),
        ("evaluation", {A: ("decider",)}, []),
        ("evaluation", {A: ("decider",), B: ("decider",)}, ["two_deciders"]),
        ("need", {A: ("decider",), B: ("decider",)}, ["two_deciders"]),
    ],
)
def test_an_open_deal_has_exactly_one_decider_once_the_method_has_looked_for_one(
    tmp_path: Path, stage: str, roles: dict[str, tuple[str, ...]], found: list[str]
) -> None:
    made = Workspace.create(tmp_path / "one")
    with made.change("fill") as change:
        grid = change.add(Account(name="Grid"))
        change.add(Contact(id=A, name="Ann", account=grid.id))
        change.add(Contact(id=B, name="Bob", account=grid.id))
        change.add(Opportunity(name="Meters", account=grid.id, stage=stage, roles=roles))
    assert [finding.code for finding in check(made, ["people"])] == found
