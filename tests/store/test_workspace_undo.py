"""What a person did can be taken back and done again: across processes, after a restart, and beside others' work."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from kamtui.store.files import atomic, journal
from kamtui.store.records import Account, Competitor, Contact
from kamtui.store.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with two accounts."""
    workspace = Workspace.create(tmp_path / "w")
    with workspace.change("Start") as change:
        change.add(Account(name="Acme"))
        change.add(Account(name="Bolt"))
    return workspace


def named(workspace: Workspace, name: str) -> Account:
    """The account of this name."""
    return next(account for account in workspace.records(Account).values() if account.name == name)


def rate(workspace: Workspace, tier: str, *names: str) -> None:
    """Give these accounts a tier, as one step."""
    with workspace.change(f"Rate {tier}") as change:
        for name in names:
            change.set(named(workspace, name), tier=tier)


def tiers(workspace: Workspace) -> dict[str, str]:
    """The tier of each account."""
    return {account.name: account.tier for account in workspace.records(Account).values()}


def files(workspace: Workspace) -> dict[str, bytes]:
    """Every data file."""
    paths = [*(workspace.root / "accounts").rglob("*.json"), *workspace.root.glob("*.json")]
    paths += (workspace.root / "orders").glob("*.json")
    return {str(path.relative_to(workspace.root)): path.read_bytes() for path in paths}


def test_undo_and_redo_give_the_same_bytes_again_in_every_process(workspace: Workspace) -> None:
    versions = [files(workspace)]
    for tier in "ABC":
        rate(workspace, tier, "Acme", "Bolt")
        versions.append(files(workspace))
    for before in reversed(versions[:-1]):
        workspace = Workspace.open(workspace.root)
        reverted = workspace.undo()
        assert reverted
        assert reverted.kept == ()
        assert files(workspace) == before
    for after in versions[1:]:
        workspace = Workspace.open(workspace.root)
        assert workspace.redo()
        assert files(workspace) == after
    assert workspace.redo() is None


def test_a_change_of_two_cards_is_one_step(workspace: Workspace) -> None:
    rate(workspace, "A", "Acme", "Bolt")
    reverted = workspace.undo()
    assert reverted
    assert reverted.step.what == "Rate A"
    assert len(reverted.step.files) == 2
    assert tiers(workspace) == {"Acme": "", "Bolt": ""}


def test_everything_can_be_taken_back_until_nothing_is_left(workspace: Workspace) -> None:
    with workspace.change("Import", via="import") as change:
        change.add(Competitor(name="Rival"))
        change.merge_orders("2026-11", {"01K00000000000000000000000": {"amount_e4": 1}})
    assert workspace.undo()
    assert workspace.undo()
    assert files(workspace) == {}
    assert workspace.records(Account) == {}
    assert workspace.undo() is None
    assert workspace.redo()
    assert workspace.redo()
    assert set(tiers(workspace)) == {"Acme", "Bolt"}
    assert workspace.order_months() == ["2026-11"]


def test_another_open_process_sees_what_was_taken_back(workspace: Workspace) -> None:
    other = Workspace.open(workspace.root)
    rate(workspace, "A", "Acme")
    assert other.undo()
    assert tiers(other)["Acme"] == ""
    workspace.refresh()
    assert tiers(workspace)["Acme"] == ""
    assert workspace.redo()
    assert tiers(workspace)["Acme"] == "A"


def test_a_new_change_ends_what_could_be_done_again(workspace: Workspace) -> None:
    rate(workspace, "A", "Acme")
    rate(workspace, "B", "Acme")
    workspace.undo()
    workspace.undo()
    rate(workspace, "C", "Bolt")
    assert workspace.redo() is None
    assert workspace.undo()
    assert tiers(workspace) == {"Acme": "", "Bolt": ""}
    assert workspace.redo()
    assert tiers(workspace) == {"Acme": "", "Bolt": "C"}


def test_a_change_that_failed_leaves_what_could_be_done_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(workspace, "A", "Acme")
    workspace.undo()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", refuse)
        with pytest.raises(OSError, match="No space"):
            rate(workspace, "B", "Acme")
    assert workspace.redo()
    assert tiers(workspace)["Acme"] == "A"


def test_fields_that_someone_else_changed_since_stay_and_the_others_are_taken_back(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(workspace, "A", "Acme", "Bolt")
    monkeypatch.setattr("kamtui.store.change.user", lambda: "wangmin")
    monkeypatch.setattr(journal, "user", lambda: "wangmin")
    other = Workspace.open(workspace.root)
    with other.change("Move") as change:
        change.set(named(other, "Acme"), location="Paris")
        change.add(Contact(name="Ada", account=named(other, "Acme").id))
    monkeypatch.undo()

    reverted = workspace.undo()
    assert reverted
    assert reverted.step.what == "Rate A"
    assert reverted.kept == ()
    assert tiers(workspace) == {"Acme": "", "Bolt": ""}
    assert named(workspace, "Acme").location == "Paris"
    assert [person.name for person in workspace.records(Contact).values()] == ["Ada"]


def test_a_field_that_someone_else_changed_since_stays_theirs_until_this_person_insists(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(workspace, "A", "Acme", "Bolt")
    monkeypatch.setattr("kamtui.store.change.user", lambda: "wangmin")
    monkeypatch.setattr(journal, "user", lambda: "wangmin")
    other = Workspace.open(workspace.root)
    rate(other, "C", "Acme")
    monkeypatch.undo()
    theirs = files(workspace)

    reverted = workspace.undo()
    assert reverted
    (kept,) = reverted.kept
    assert (kept.record, kept.field, kept.theirs, kept.ours) == (named(workspace, "Acme").id, "tier", "C", None)
    assert kept.updated_by == "wangmin"
    assert tiers(workspace) == {"Acme": "C", "Bolt": ""}
    assert [event.new for event in workspace.events(kept.record)] == ["A", "C"]

    workspace = Workspace.open(workspace.root)
    again = workspace.undo(mine=True)
    assert again
    assert again.kept == ()
    assert tiers(workspace) == {"Acme": "", "Bolt": ""}
    assert [event.new for event in workspace.events(kept.record)] == ["A", "C", None]
    assert workspace.undo()
    assert tiers(workspace) == {"Acme": "C", "Bolt": ""}
    assert files(workspace)[kept.file] == theirs[kept.file]


def test_undo_with_mine_at_once_overrules_what_others_changed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(workspace, "A", "Acme")
    monkeypatch.setattr("kamtui.store.change.user", lambda: "wangmin")
    monkeypatch.setattr(journal, "user", lambda: "wangmin")
    rate(Workspace.open(workspace.root), "C", "Acme")
    monkeypatch.undo()
    assert workspace.undo(mine=True)
    assert tiers(workspace)["Acme"] == ""
    assert workspace.undo()
    assert tiers(workspace)["Acme"] == "C"


def test_each_person_takes_back_their_own_steps_only(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    rate(workspace, "A", "Acme")
    monkeypatch.setattr(journal, "user", lambda: "../wangmin")
    other = Workspace.open(workspace.root)
    assert other.undo() is None
    rate(other, "B", "Bolt")
    assert other.undo()
    assert tiers(other) == {"Acme": "A", "Bolt": ""}
    assert all((workspace.root / ".kamtui") in path.parents for path in workspace.root.rglob("*wangmin*"))


def test_only_the_latest_steps_are_kept(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "KEPT", 3)
    for tier in "ABCDE":
        rate(workspace, tier, "Acme")
    workspace.close()
    workspace = Workspace.open(workspace.root)
    assert [bool(workspace.undo()) for _ in range(4)] == [True, True, True, False]
    assert tiers(workspace)["Acme"] == "B"


def test_an_edit_in_place_does_not_reach_the_old_versions(workspace: Workspace) -> None:
    rate(workspace, "A", "Acme")
    (path,) = (workspace.root / "accounts" / "a").glob("*.json")
    with path.open("r+b") as file:
        file.write(path.read_bytes().replace(b'"A"', b'"Z"'))
    workspace = Workspace.open(workspace.root)
    reverted = workspace.undo()
    assert reverted
    assert [(one.field, one.theirs, one.ours) for one in reverted.kept] == [("tier", "Z", None)]
    assert tiers(workspace)["Acme"] == "Z"


def test_without_its_journal_a_workspace_only_forgets_what_could_be_taken_back(workspace: Workspace) -> None:
    rate(workspace, "A", "Acme")
    shutil.rmtree(workspace.root / ".kamtui")
    assert workspace.undo() is None
    rate(workspace, "B", "Acme")
    assert tiers(Workspace.open(workspace.root))["Acme"] == "B"
    assert workspace.undo()


def test_a_damaged_card_is_not_written_over_by_undo(workspace: Workspace) -> None:
    rate(workspace, "A", "Acme", "Bolt")
    (path,) = (workspace.root / "accounts" / "a").glob("*.json")
    path.write_text("{")
    before = files(workspace)
    with pytest.raises(Exception, match="not JSON"):
        workspace.undo()
    assert files(workspace) == before


def test_taking_an_account_back_does_not_orphan_what_someone_else_put_into_its_card(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with workspace.change("Add") as change:
        account = change.add(Account(name="Core"))
    monkeypatch.setattr(journal, "user", lambda: "wangmin")
    other = Workspace.open(workspace.root)
    with other.change("Add") as change:
        change.add(Contact(name="Ada", account=account.id))
    monkeypatch.undo()
    reverted = workspace.undo()
    assert reverted
    assert workspace.findings == []
    assert [person.name for person in workspace.of_account(Contact, account.id)] == ["Ada"]
    assert (account.id, "") in [(one.record, one.field) for one in reverted.kept]


def test_a_step_whose_old_version_a_power_cut_took_is_left_out_and_its_card_stays(workspace: Workspace) -> None:
    rate(workspace, "A", "Acme")
    rate(workspace, "B", "Acme")
    rated = files(workspace)
    latest = max((workspace.root / ".kamtui" / "journal").glob("u-*/*"), key=lambda folder: folder.name)
    (latest / "0.before").unlink()
    undone = Workspace.open(workspace.root).undo()
    assert files(workspace).keys() == rated.keys()
    assert undone
    assert undone.step.what == "Rate A"
    assert [(one.field, one.theirs) for one in undone.kept if one.table == "accounts"] == [("tier", "B")]


def test_a_change_whose_folder_cannot_be_flushed_is_taken_out_again_unless_someone_has_built_on_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, root = atomic.sync_folder, workspace.root
    before = files(workspace)

    def fail(folder: Path) -> None:
        monkeypatch.setattr(atomic, "sync_folder", real)
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(folder))

    monkeypatch.setattr(atomic, "sync_folder", fail)
    with pytest.raises(OSError, match="Input/output"):
        rate(workspace, "A", "Acme")
    assert files(workspace) == before

    def fail_late(folder: Path) -> None:
        monkeypatch.setattr(atomic, "sync_folder", real)
        other = Workspace.open(root)
        with other.change("Build on it") as change:
            change.set(named(other, "Acme"), website="a.example")
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(folder))

    monkeypatch.setattr(atomic, "sync_folder", fail_late)
    with pytest.raises(OSError, match="Input/output"):
        rate(workspace, "A", "Acme")
    assert named(Workspace.open(root), "Acme").website == "a.example"
