"""`kamtui sync` and `kamtui clone` say in a few lines what came in, what went out and what waits."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from commands import Run

from kamtui.store.records import Account
from kamtui.store.sync import make_repository
from kamtui.store.workspace import Workspace


@pytest.fixture
def shared(data: Path, tmp_path: Path) -> Path:
    """A shared repository that the workspace `data` sends to."""
    shared = tmp_path / "shared.git"
    subprocess.run(["git", "init", "-q", "--bare", str(shared)], check=True)
    make_repository(data)
    subprocess.run(["git", "remote", "add", "origin", str(shared)], cwd=data, check=True)
    return shared


def call(root: Path, number: str) -> None:
    """Change one account's telephone number."""
    workspace = Workspace.open(root)
    with workspace.change("call") as change:
        change.set(next(one for one in workspace.records(Account).values() if one.name == "Harbour Bank"), phone=number)
    workspace.close()


def test_a_workspace_goes_to_a_colleague_and_back(run: Run, data: Path, shared: Path, tmp_path: Path) -> None:
    assert run("sync").out.startswith("Out: 1 commits")
    copy = tmp_path / "copy"
    done = run("clone", shared, copy)
    assert (done.code, done.out) == (0, "")
    assert f"kamtui --data {copy}" in done.err
    assert "Harbour Bank" in run("list", "accounts", "--data", copy).out
    call(copy, "123")
    assert run("sync", "--data", copy, "--message", "new number").code == 0
    done = run("sync")
    assert done.out == "In:  1 commits, 1 files\n"
    assert "123" in run("show", "Harbour Bank").out
    assert "In step with origin" in run("sync").out


def test_decisions_that_wait_are_named_and_end_with_1(run: Run, data: Path, shared: Path, tmp_path: Path) -> None:
    run("sync")
    run("clone", shared, tmp_path / "copy")
    call(tmp_path / "copy", "1")
    call(data, "2")
    run("sync", "--data", tmp_path / "copy")
    done = run("sync")
    assert done.code == 1
    assert "1 field was changed to different values" in done.out
    assert " phone\n" in done.out
    done = run("sync", "--json")
    report = json.loads(done.out)
    assert (done.code, report["remote"], report["waiting"][0]["field"]) == (1, "origin", "phone")
    assert "等您决定" in run("sync", "--lang", "zh").out


@pytest.mark.parametrize("way", ["--no-rebase", "--rebase"])
def test_a_pull_that_stopped_half_way_is_finished_by_the_next_command_that_writes(
    run: Run, data: Path, shared: Path, tmp_path: Path, way: str
) -> None:
    run("sync")
    run("clone", shared, tmp_path / "copy")
    call(tmp_path / "copy", "1")
    call(data, "2")
    run("sync", "--data", tmp_path / "copy")
    assert "Everything is committed" in run("sync", "--no-push").out
    pull = ["git", "-c", "user.name=li", "-c", "user.email=l@example.com", "pull", "-q", way]
    assert subprocess.run(pull, cwd=data, capture_output=True, check=False).returncode == 1
    assert run("show", "Harbour Bank").code == 0
    done = run("set", "Harbour Bank", "tier=A")
    assert done.code == 0
    assert "Finished the merge that git had left half-way: 1 files" in done.err
    assert "1 field was changed to different values" in done.err
    assert run("sync").code == 1
    run("sync", "--data", tmp_path / "copy")
    assert "Harbour Bank" in run("list", "accounts", "--data", tmp_path / "copy").out


def test_copies_that_were_merged_and_those_that_were_not_are_told(run: Run, data: Path, shared: Path) -> None:
    card = next(data.glob("accounts/h/harbour*.json"))
    beside = card.with_name(f"{card.stem}.sync-conflict-20261102-081500-ABCDEFG.json")
    beside.write_bytes(card.read_bytes())
    card.with_name(f"{card.name}.orig").write_text("{")
    done = run("sync")
    assert done.code == 1
    assert "Conflict copies and conflict markers merged: 1 files" in done.out
    assert f"{card.name}.orig" in done.out
    assert not beside.exists()


def test_files_that_a_person_has_to_merge_are_named_and_end_with_5(
    run: Run, data: Path, shared: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    run("sync")
    run("clone", shared, copy)
    for folder, text in ((copy, "a"), (data, "b")):
        (folder / "notes.md").write_text(text)
    run("sync", "--data", copy)
    done = run("sync")
    assert done.code == 5
    assert done.out.splitlines()[-1] == "  notes.md"


def test_what_cannot_be_synced_says_what_to_do(run: Run, data: Path, tmp_path: Path) -> None:
    done = run("sync")
    assert (done.code, done.out) == (2, "")
    assert "kamtui init --git" in done.err
    make_repository(data)
    assert "git remote add origin" in run("sync").out
    done = run("sync", "--remote", "/nowhere")
    assert (done.code, done.out) == (3, "")
    assert run("sync", "--data", tmp_path / "none").code == 2
    assert run("clone", data, data).code == 2
    assert run("clone", "/nowhere", tmp_path / "copy").code == 3


def test_what_is_no_workspace_is_not_opened(run: Run, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path / "other")], check=True)
    done = run("clone", tmp_path / "other", tmp_path / "copy")
    assert done.code == 3
    assert "no kamtui.yaml" in done.err
