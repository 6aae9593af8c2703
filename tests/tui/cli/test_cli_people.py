"""The people of an account on the command line: shown, exported, erased."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from commands import Run

from kamtui.store.records import Account, Activity, Contact, Opportunity, PersonalAnswer, Profile, Rating
from kamtui.store.workspace import Workspace


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account with a decider whom we met today, and an opponent."""
    root = tmp_path / "people"
    workspace = Workspace.create(root)
    today = dt.datetime.now().astimezone().date()
    with workspace.change("fill") as change:
        grid = change.add(Account(name="Grid"))
        deal = change.add(Opportunity(name="Meters", account=grid.id, stage="evaluation", decision_mode="authority"))
        ann = change.add(
            Contact(name="Ann Boss", account=grid.id, level="executive", function="using", roles=("decider",),
                    attitude=Rating(value=1, source="visit", date=today), influence=Rating(value=5, source="visit"),
                    hot_button="fewer outages", mobile="13800000001")
        )  # fmt: skip
        change.add(Contact(name="Bob Tech", account=grid.id, title="=cmd()", attitude=Rating(value=-1)))
        change.add(Activity(account=grid.id, subject="talk", date=today, contacts=(ann.id,), opportunity=deal.id))
        change.add(Profile(id=ann.id, account=grid.id, answers={"clubs": PersonalAnswer(answer="golf")}))
    with workspace.change("rate") as change:
        change.set(workspace.records(Contact)[ann.id], closeness=Rating(value=2))
    workspace.close()
    monkeypatch.setenv("KAMTUI_DATA", str(root))
    return root


def test_show_prints_the_figures_of_the_screen_in_three_forms(run: Run, people: Path) -> None:
    # decider: 0.5 × 1 × 0.75
    told = run("show", "Meters", "--stakeholders", "--json")
    assert told.code == 0
    found = json.loads(told.out)
    assert (found["coverage"]["value"], found["status"]["light"]) == (37.5, "green")
    assert {one["name"]: one["attitude"]["state"] for one in found["people"]} == {
        "Ann Boss": "sure", "Bob Tech": "unverified",
    }  # fmt: skip
    assert "executive/technical" in found["holes"]
    text = run("show", "Meters", "--stakeholders").out
    assert "[GREEN]" in text
    assert "38/100" in text
    assert "1. Ann Boss; " in run("show", "Grid", "--stakeholders", "--plain").out
    assert "golf" not in told.out + text


def test_a_redacted_copy_has_no_rating_no_number_and_no_private_fact(run: Run, people: Path) -> None:
    whole = run("export", "stakeholders", "Grid").out
    assert "fewer outages" in whole
    assert "13800000001" in whole
    copy = run("export", "stakeholders", "Grid", "--redacted").out
    assert "Ann Boss" in copy
    for secret in ("fewer outages", "13800000001", "Decider", "golf", "Attitude", "Coach"):
        assert secret not in copy
    assert "\n=cmd" not in copy
    assert ",=cmd" not in copy


def test_erase_leaves_a_tombstone_and_nothing_else(run: Run, people: Path) -> None:
    workspace = Workspace.open(people)
    ann = next(one for one in workspace.records(Contact).values() if one.name == "Ann Boss")
    asked = run("erase", "Ann Boss")
    assert (asked.code, "--yes" in asked.err) == (2, True)
    assert run("erase", "Ann Boss", "--yes").code == 0
    again = Workspace.open(people)
    left = again.records(Contact)[ann.id]
    assert (left.name, left.archived, left.mobile, left.attitude) == ("erased", True, "", Rating())
    assert left.erased is not None
    assert again.profiles() == {}
    assert [event for event in again.events(ann.account) if event.record == ann.id] == []
    for path in people.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"Ann Boss" not in data, path
            assert b"13800000001" not in data, path
            assert b"golf" not in data, path


def test_erase_names_where_the_name_still_stands_and_what_to_do_about_git(run: Run, people: Path) -> None:
    workspace = Workspace.open(people)
    deal = next(iter(workspace.records(Opportunity).values()))
    with workspace.change("note") as change:
        change.set(deal, name="Order of Ann Boss", note="Ann Boss called")
    (people / ".git").mkdir()
    done = run("erase", "Ann Boss", "--yes", "--json")
    told = json.loads(done.out)
    assert (done.code, told["git"]) == (1, True)
    assert {one["file"].partition("/")[0] for one in told["still"]} == {"accounts"}
    assert any("log --all --oneline -S 'Ann Boss'" in line for line in told["advice"])
    assert any("git -C" in line and "filter-repo --replace-text" in line for line in told["advice"])
    assert f"kamtui erase {told['id']} --yes" in done.err
    again = Workspace.open(people).records(Opportunity)[deal.id]
    assert (again.name, again.note) == ("Order of Ann Boss", "erased called")
    assert run("erase", told["id"], "--yes").code == 0


def test_import_lists_doubtful_people_and_takes_decisions(run: Run, people: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Account,Mobile,Job title\nAnna B.,Grid,13800000001,Head\n", encoding="utf-8")
    asked = run("import", path, "--as", "contacts", "--dry-run")
    assert asked.code == 1
    assert "line 2: Anna B. has the number or mail of Ann Boss (Grid)" in asked.out
    assert "--same “Anna B.=Ann Boss”" in asked.out
    assert run("import", path, "--as", "contacts", "--same", "Anna B.").code == 2
    assert run("import", path, "--as", "contacts", "--same", "Anna B.=Ann Boss").code == 0
    assert run("import", path, "--as", "contacts").code == 0
    assert json.loads(run("show", "Ann Boss", "--json").out)["title"] == "Head"
