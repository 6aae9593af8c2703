"""`kamtui segments` groups accounts, says how clear the groups are, and keeps them with one strategy for each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from workbench import lose_sklearn, make, sell

from kamtui.store.records import Account, Segment
from kamtui.store.workspace import Workspace

pytest.importorskip("sklearn")


@pytest.fixture
def grouped(tmp_path: Path) -> Path:
    """Twelve accounts: six that order much and often, six that order little and seldom."""
    accounts = [
        Account(id=f"01K9ZZZZZZ00000000000001{at:02}", name=f"c{at:02}", tags=("mine",), region="N" if at < 6 else "S")
        for at in range(12)
    ]
    workspace = make(tmp_path / "w", accounts)
    lines: list[tuple[str, str, int, dict[str, Any]]] = []
    for at, account in enumerate(accounts):
        for month in range(1, 11 if at < 6 else 3):
            lines.append((account.id, f"2026-{month:02}-15", 100_000 + at if at < 6 else 500 + at, {}))
    sell(workspace, lines)
    workspace.close()
    return tmp_path / "w"


def told(run: Run, data: Path, *arguments: str) -> dict[str, Any]:
    done = run("segments", "--data", data, "--as-of", "2026-11-23", "--json", *arguments)
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_the_best_number_of_groups_is_proposed_and_the_same_data_give_the_same_groups(run: Run, grouped: Path) -> None:
    found = told(run, grouped)
    assert (found["k"], found["proposed"], found["clear"]) == (2, 2, True)
    assert sorted(found["silhouettes"]) == [str(k) for k in range(2, 9)]
    assert [(each["n"], each["means"]["orders"]) for each in found["groups"]] == [(6, 10), (6, 2)]
    assert {each["account"]: each["group"] for each in found["accounts"]} == {
        f"c{at:02}": 1 if at < 6 else 2 for at in range(12)
    }
    assert told(run, grouped) == found
    ward = told(run, grouped, "--way", "ward", "--scale", "min-max", "--features", "sales,region", "--groups", "3")
    assert (ward["k"], ward["proposed"], len(ward["groups"])) == (3, 2, 3)


def test_groups_are_kept_as_tags_with_one_strategy_each_and_taken_back_as_one_step(run: Run, grouped: Path) -> None:
    assert run("segments", "--data", grouped, "--as-of", "2026-11-23", "--keep", "--name", "1=big",
               "--strategy", "1=visit", "--name", "2=small").code == 0  # fmt: skip
    workspace = Workspace.open(grouped)
    assert {each.name: each.strategy for each in workspace.records(Segment).values()} == {"big": "visit", "small": ""}
    assert {each.tags for each in workspace.records(Account).values()} == {("mine", "big"), ("mine", "small")}
    shown = json.loads(run("show", "c00", "--data", grouped, "--json").out)
    assert shown["segments"] == [{"name": "big", "strategy": "visit"}]
    assert "visit" in run("show", "c00", "--data", grouped).out
    assert run("segments", "--data", grouped, "--as-of", "2026-11-23", "--keep", "--name", "1=large").code == 0
    assert {each.tags[1:] for each in Workspace.open(grouped).records(Account).values()} == {("large",), ("Group 2",)}
    assert run("undo", "--data", grouped).code == run("undo", "--data", grouped).code == 0
    workspace = Workspace.open(grouped)
    assert workspace.records(Segment) == {}
    assert {each.tags for each in workspace.records(Account).values()} == {("mine",)}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--groups", "12"), "There cannot be 12 groups; the most is 11"),
        (("--features", "height"), "no feature 'height'"),
        (("--name", "big"), "NUMBER=TEXT"),
        (("--name", "7=big"), "there is no group 7; there are 2"),
    ],
)
def test_what_cannot_be_grouped_is_explained(run: Run, grouped: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run("segments", "--data", grouped, "--as-of", "2026-11-23", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_each_view_is_printed(run: Run, grouped: Path) -> None:
    base = ("segments", "--data", grouped, "--as-of", "2026-11-23", "--lang", "en")
    assert "(+1.0)" in run(*base).out
    assert run(*base, "--view", "accounts").out.count("\n") >= 13
    tree = run(*base, "--view", "tree")
    assert "┬" in tree.out
    assert "c00  (1)" in tree.out
    assert "clear structure" in tree.err


@pytest.mark.parametrize("fault", [None, RuntimeError("no"), ValueError("numpy.dtype size changed")])
def test_without_a_scikit_learn_that_works_the_command_says_how_to_get_it(
    run: Run, grouped: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception | None
) -> None:
    lose_sklearn(monkeypatch, fault)
    done = run("segments", "--data", grouped, "--as-of", "2026-11-23")
    assert (done.code, done.out) == (2, "")
    assert 'pip install "kamtui[segments]"' in done.err
