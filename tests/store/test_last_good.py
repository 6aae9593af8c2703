"""A damaged file is replaced by its newest whole version, and can be had back."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest
from copies import git

from kamtui.cli import backup
from kamtui.store.records import Account
from kamtui.store.sync import last_good, make_repository, take_last_good
from kamtui.store.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one account, in two versions of its card."""
    workspace = Workspace.create(tmp_path / "w")
    with workspace.change("add") as change:
        change.add(Account(name="Grid", phone="1"))
    with workspace.change("edit") as change:
        change.set(account(workspace), phone="2")
    return workspace


def account(workspace: Workspace) -> Account:
    """The account."""
    (found,) = workspace.records(Account).values()
    return found


def name_of(workspace: Workspace) -> str:
    """The path of its card."""
    (path,) = (workspace.root / "accounts").rglob("*.json")
    return str(path.relative_to(workspace.root))


def test_the_journals_last_version_comes_back_and_the_damage_is_kept(workspace: Workspace) -> None:
    name = name_of(workspace)
    whole = (workspace.root / name).read_bytes()
    (workspace.root / name).write_bytes(whole[:40])
    good = last_good(workspace.root, name)
    assert good
    assert (good.data, good.source, good.where) == (whole, "journal", "edit")
    assert abs(dt.datetime.now(dt.UTC) - good.when) < dt.timedelta(minutes=5)
    assert (workspace.root / name).read_bytes() == whole[:40]

    taken = take_last_good(workspace.root, name)
    assert taken
    assert (workspace.root / name).read_bytes() == whole
    assert (workspace.root / taken.aside).read_bytes() == whole[:40]
    workspace = Workspace.open(workspace.root)
    assert workspace.undo()
    assert (workspace.root / name).read_bytes() == whole[:40]


def test_git_serves_where_the_journal_is_gone_or_older(workspace: Workspace) -> None:
    name = name_of(workspace)
    path = workspace.root / name
    path.write_bytes(path.read_bytes().replace(b'"2"', b'"3"'))
    make_repository(workspace.root)
    whole = path.read_bytes()
    path.write_text("")
    commit = git(workspace.root, "rev-parse", "--short=12", "HEAD").strip()
    later = dt.datetime.now().astimezone() + dt.timedelta(hours=1)
    environment = os.environ | {"GIT_COMMITTER_DATE": later.isoformat()}
    subprocess.run(
        ["git", "-c", "user.name=li", "-c", "user.email=l@example.com", "commit", "-q", "--amend", "--no-edit"],
        cwd=workspace.root, env=environment, check=True,
    )  # fmt: skip
    good = last_good(workspace.root, name)
    assert good
    assert (good.data, good.source) == (whole, "git")
    assert good.where != commit


def test_a_backup_serves_where_nothing_newer_is_whole(workspace: Workspace) -> None:
    name = name_of(workspace)
    whole = (workspace.root / name).read_bytes()
    backup.pack(workspace.root, workspace.root / ".kamtui" / "backups" / "w-20261102.tar.gz", private=True)
    for image in (workspace.root / ".kamtui" / "journal").rglob("step.mp"):
        image.write_bytes(image.read_bytes()[:-40])
    (workspace.root / name).write_text("{")
    good = take_last_good(workspace.root, name)
    assert good
    assert (good.data, good.source, good.where) == (whole, "backup", "w-20261102.tar.gz")


def test_a_planted_link_is_moved_away_and_what_it_leads_to_stays(workspace: Workspace, tmp_path: Path) -> None:
    name = name_of(workspace)
    whole = (workspace.root / name).read_bytes()
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (workspace.root / name).unlink()
    (workspace.root / name).symlink_to(victim)
    taken = take_last_good(workspace.root, name)
    assert taken
    assert (workspace.root / name).read_bytes() == whole
    assert not (workspace.root / name).is_symlink()
    assert victim.read_text() == "precious"


def test_nothing_happens_where_no_version_is_whole(workspace: Workspace) -> None:
    assert last_good(workspace.root, "catalog.json") is None
    assert take_last_good(workspace.root, "catalog.json") is None
    assert not (workspace.root / "catalog.json").exists()
