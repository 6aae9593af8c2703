"""Commands about lists: saved views printed, and many records changed by a filter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Run
from workbench import FOOD, GRID, make, small

from kamtui.store.lists import personal
from kamtui.store.records import Account, ListView, Opportunity
from kamtui.store.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The small workspace, which the commands find."""
    made = make(tmp_path / "w", small(english=True))
    monkeypatch.setenv("KAMTUI_DATA", str(made.root))
    return made


def again(workspace: Workspace) -> Workspace:
    return Workspace.open(workspace.root)


def test_set_with_a_filter_changes_all_that_fit_in_one_step_and_prints_each(run: Run, workspace: Workspace) -> None:
    done = run("set", "deals", "amount=*1.1", "--where", "is:open amount>1M")
    assert done.code == 0
    amounts = sorted(one.amount or 0 for one in again(workspace).records(Opportunity).values())
    assert amounts == [0, 80_000_000, 132_000_000, 220_000_000, 330_000_000]
    assert "¥1.2M" in done.out
    assert "¥1.32M" in done.out
    assert "3 will change" in done.err
    assert run("undo").code == 0
    amounts = sorted(one.amount or 0 for one in again(workspace).records(Opportunity).values())
    assert amounts == [0, 80_000_000, 120_000_000, 200_000_000, 300_000_000]


def test_a_dry_run_prints_the_same_and_changes_nothing(run: Run, workspace: Workspace) -> None:
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.json") if ".kamtui" not in path.parts}
    done = run("set", "accounts", "region=South", "tags=+wave", "--where", "tier:B", "--dry-run", "--json")
    assert done.code == 0
    assert [(one["id"], one["new"]) for one in json.loads(done.out)] == [(FOOD, "South"), (FOOD, "dairy, wave")]
    assert {path: path.read_bytes() for path in before} == before
    assert run("set", GRID, "region=South", "--dry-run").code == 0
    assert again(workspace).records(Account)[GRID].region == "North"


def test_records_to_which_it_does_not_apply_stay_and_the_exit_code_says_so(run: Run, workspace: Workspace) -> None:
    done = run("set", "deals", "close_date=+7d", "--where", "Morning")
    assert done.code == 1
    assert "there is no date to move" in done.out
    assert "1 will change, 1 do not apply" in done.err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("accounts", "region=x", "--where", "regoin:y"), "Did you mean"),
        (("accounts", "zzz=x", "--where", "tier:A"), "There is no field"),
        (("accounts", "slug=x", "--where", "tier:A"), "fixed"),
        (("nothing", "region=x", "--where", "tier:A"), "is no kind of record"),
        (("orders", "region=x", "--where", "2026"), "cannot be changed by a filter"),
    ],
)
def test_what_is_not_understood_changes_nothing(
    run: Run, workspace: Workspace, arguments: tuple[str, ...], why: str
) -> None:
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.json") if ".kamtui" not in path.parts}
    done = run("set", *arguments)
    assert done.code == 2
    assert why in done.err
    assert {path: path.read_bytes() for path in before} == before


def test_a_view_is_listed_with_its_filter_order_and_columns(run: Run, workspace: Workspace) -> None:
    with workspace.change("view") as change:
        change.add(
            ListView(name="Key ones", kind="accounts", filter="is:key", sort="name", reverse=True,
                     columns=("name", "weighted", "relation"))
        )  # fmt: skip
    done = run("list", "accounts", "--view", "key ones")
    assert done.code == 0
    head, *rows = done.out.splitlines()
    assert head.split() == ["Account", "Weighted", "Relationship", "Id"]
    assert [row.split("  ")[0] for row in rows] == ["Wuhan City Bank", "Northern Grid", "Morning Dairy"]
    assert "¥1.02M" in rows[1]
    assert len(run("list", "accounts", "grid", "--view", "Key ones").out.splitlines()) == 2
    assert len(json.loads(run("list", "accounts", "--view", "Key ones", "--json").out)) == 3


def test_ones_own_view_counts_before_the_teams_and_an_unknown_one_names_those_there_are(
    run: Run, workspace: Workspace
) -> None:
    with workspace.change("view") as change:
        change.add(ListView(name="mine", kind="accounts", filter="tier:A"))
    own = personal.Personal(views=(ListView(name="mine", kind="accounts", filter="tier:B"),))
    workspace.prefer(personal.TOPIC, own)
    assert [one["name"] for one in json.loads(run("list", "accounts", "--view", "mine", "--json").out)] == [
        "Morning Dairy"
    ]
    done = run("list", "accounts", "--view", "theirs")
    assert done.code == 2
    assert "there are mine" in done.err
