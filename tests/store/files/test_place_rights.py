"""Files follow their folder, planted links lead nowhere, and a folder where nobody can be safe is read-only."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import stat
from pathlib import Path

import pytest

from kamtui.store.checks.inventory import Inventory
from kamtui.store.checks.permissions import permissions
from kamtui.store.files import atomic, journal, place
from kamtui.store.files.caches import read as read_cache
from kamtui.store.files.locks import Locks
from kamtui.store.records import Account
from kamtui.store.workspace import ReadOnlyError, Workspace

NOBODY = 65534


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one account."""
    workspace = Workspace.create(tmp_path / "w")
    add(workspace, "Acme")
    return workspace


def add(workspace: Workspace, name: str) -> Account:
    """Add an account."""
    with workspace.change("Add") as change:
        return change.add(Account(name=name))


def modes(root: Path) -> tuple[set[int], set[int]]:
    """The modes of all files and of all folders."""
    found: tuple[set[int], set[int]] = (set(), set())
    for path in (root, *root.rglob("*")):
        found[path.is_dir()].add(stat.S_IMODE(path.stat().st_mode))
    return found


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_what_is_one_persons_own_is_closed_to_all_others(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        workspace = Workspace.create(tmp_path / "w")
        add(workspace, "Acme")
        workspace.close()
    finally:
        os.umask(before)
    data, folders = modes(tmp_path / "w" / "accounts")
    assert (data, folders) == ({0o600}, {0o700})
    assert {mode & 0o077 for mode in modes(tmp_path / "w")[1]} == {0}


def test_in_a_groups_folder_everything_is_the_groups(tmp_path: Path) -> None:
    root = tmp_path / "shared"
    root.mkdir()
    root.chmod(0o2770)
    before = os.umask(0o077)
    try:
        add(Workspace.create(root), "Acme")
    finally:
        os.umask(before)
    data, folders = modes(root / "accounts")
    assert (data, folders) == ({0o660}, {0o2770})
    assert modes(root / ".kamtui" / "locks")[0] == {0o660}


@pytest.mark.skipif(os.getuid() != 0, reason="only root has a group to give away")
def test_a_group_that_cannot_be_kept_is_refused_and_the_file_stays(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (card,) = (workspace.root / "accounts").rglob("*.json")
    os.chown(card, -1, NOBODY)

    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refuse)
    before = card.read_bytes()
    with pytest.raises(PermissionError, match="Operation not permitted") as raised, workspace.change("x") as change:
        change.set(next(iter(workspace.records(Account).values())), tier="A")
    assert raised.value.filename == str(card)
    assert card.read_bytes() == before


@pytest.mark.parametrize(
    ("mode", "reason"), [(0o777, "open_to_all"), (0o1777, "sticky"), (0o1770, "sticky"), (0o770, ""), (0o2770, "")]
)
@pytest.mark.parametrize("folder", ["", "accounts", "accounts/a"])
def test_a_folder_that_is_open_to_all_or_sticky_is_read_only(
    workspace: Workspace, folder: str, mode: int, reason: str
) -> None:
    (workspace.root / folder).chmod(mode)
    opened = Workspace.open(workspace.root)
    assert opened.read_only == reason
    assert [account.name for account in opened.records(Account).values()] == ["Acme"]
    if reason:
        with pytest.raises(ReadOnlyError, match=reason):
            add(opened, "Bolt")


@pytest.mark.parametrize("name", ["accounts", "accounts/a", "orders", ".kamtui", "kamtui.yaml"])
def test_a_planted_link_is_refused_with_its_reason(workspace: Workspace, tmp_path: Path, name: str) -> None:
    place_of = workspace.root / name
    if place_of.exists():
        place_of.rename(tmp_path / "real")
    else:
        (tmp_path / "real").mkdir()
    place_of.symlink_to(tmp_path / "real")
    opened = Workspace.open(workspace.root)
    assert opened.read_only == "link"
    with pytest.raises(ReadOnlyError):
        add(opened, "Bolt")


def test_a_link_in_place_of_a_card_a_lock_a_cache_or_a_method_leads_nowhere(
    workspace: Workspace, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    held = workspace.root / ".kamtui" / "locks" / "00.lock"
    held.unlink(missing_ok=True)
    held.symlink_to(victim)
    with pytest.raises(OSError, match="symbolic"), Locks(held.parent).everything():
        pass
    held.unlink()
    (workspace.root / ".kamtui" / "x.mp").symlink_to(victim)
    assert read_cache(workspace.root / ".kamtui" / "x.mp", dict) is None
    (workspace.root / "method").mkdir()
    (workspace.root / "method" / "own.yaml").symlink_to(victim)
    (workspace.root / "accounts" / "b").mkdir()
    (workspace.root / "accounts" / "b" / "bolt.json").symlink_to(victim)
    found = {(finding.code, finding.file) for finding in Workspace.open(workspace.root).findings}
    assert found == {("link", "method/own.yaml"), ("link", "accounts/b/bolt.json")}
    assert victim.read_text() == "precious"


def test_what_a_colleague_plants_in_the_journal_writes_nowhere_else(workspace: Workspace, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    local = workspace.root / ".kamtui"
    step = {"id": "X", "what": "w", "by": "x", "via": "command", "files": ["../victim"], "state": "done"}
    (local / "journal" / "u-x" / "X").mkdir(parents=True)
    (local / "journal" / "u-x" / "X" / "0.before").write_text("gone")
    (local / "unfinished").mkdir(exist_ok=True)
    (local / "unfinished" / "X").write_text(json.dumps({"folder": "journal/u-x/X", "step": step, "existed": [True]}))
    mine = journal.Journal(workspace.root).mine
    last = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"
    (mine / last).mkdir()
    (mine / last / "0.before").write_text("gone")
    (mine / last / "0.after").write_text("precious")
    (mine / last / "step.json").write_text(json.dumps(step | {"id": last}))
    opened = Workspace.open(workspace.root)
    assert opened.undo()
    assert victim.read_text() == "precious"


def test_a_remote_folder_is_warned_of_and_read_only_where_locks_do_not_work(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kamtui.store.reading.file_system", lambda _: "nfs4")
    monkeypatch.setattr(place, "file_system", lambda _: "nfs4")
    opened = Workspace.open(workspace.root)
    assert opened.read_only == ""
    assert [(finding.code, finding.found, finding.level) for finding in opened.findings] == [
        ("remote", "nfs4", "warning")
    ]
    monkeypatch.setattr(place, "locking", lambda _: "broken")
    assert Workspace.open(workspace.root).read_only == "no_locks"
    monkeypatch.setattr(place, "file_system", lambda _: "ext4")
    assert Workspace.open(workspace.root).read_only == ""


@pytest.mark.parametrize("kind", ["drvfs", "9p", "vfat", "exfat", "ntfs3", "fuseblk", "cifs", "smb3"])
def test_a_drive_that_shows_everything_as_open_to_all_can_be_written_and_is_warned_of(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    for path in (workspace.root, *workspace.root.rglob("*")):
        path.chmod(0o777)
    assert Workspace.open(workspace.root).read_only == "open_to_all"
    monkeypatch.setattr("kamtui.store.reading.file_system", lambda _: kind)
    monkeypatch.setattr(place, "file_system", lambda _: kind)

    def refuse(descriptor: int, mode: int) -> None:
        if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
            raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "fchmod", refuse)
    opened = Workspace.open(workspace.root)
    assert opened.read_only == ""
    add(opened, "Bolt")
    assert ("no_modes", kind, "warning") in [(one.code, one.found, one.level) for one in opened.findings]
    told = [finding.code for finding in permissions(Inventory(opened, dt.datetime.now(dt.UTC)))]
    assert set(told) <= {"remote", "no_modes"}


def test_a_temporary_file_is_never_written_through_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "urandom", bytes)
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / f".x.json.{os.getpid()}.00000000.tmp").symlink_to(victim)
    with pytest.raises(FileExistsError):
        atomic.write(tmp_path / "x.json", b"new")
    assert victim.read_text() == "precious"
