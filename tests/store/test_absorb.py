"""Conflict copies of sync tools and files with conflict markers become one file again, and nothing is lost."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from copies import GRID, WANG, ZHAO, card, edit, git, put, tree, two_copies

from kamtui.store.files.codec import encode_card
from kamtui.store.files.layout import owner_of_copy
from kamtui.store.records import Account
from kamtui.store.sync import SyncError, absorb, absorb_all, sync
from kamtui.store.workspace import Workspace

COPY = "accounts/h/huabei-grid.sync-conflict-20261102-081500-ABCDEFG.json"


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of one shared repository."""
    return two_copies(tmp_path)


def test_conflict_copies_are_recognised_by_name() -> None:
    assert owner_of_copy(COPY) == GRID
    assert owner_of_copy("accounts/h/huabei-grid (Li's conflicted copy 2026-11-02).json") == GRID
    assert owner_of_copy("orders/2026-11 (李雷 的冲突副本 2026-11-02).json") == "orders/2026-11.json"
    assert owner_of_copy("catalog.sync-conflict-20261102-081500-ABCDEFG.json") == "catalog.json"
    assert owner_of_copy("targets (Li's conflicted copy 2026-11-02).json") == "targets.json"
    assert owner_of_copy("orders/2026-11.json~") == "orders/2026-11.json"
    assert owner_of_copy(f"{GRID}.orig") == GRID
    for name in (
        "kamtui.yaml~",
        "notes.orig",
        GRID,
        "accounts/../x.sync-conflict-20261102-081500-ABCDEFG.json",
        "x/y/z.json",
        "",
    ):
        assert owner_of_copy(name) == ""


def test_a_conflict_copy_is_merged_with_what_the_journal_remembers_as_base(tmp_path: Path) -> None:
    root = tmp_path / "w"
    workspace = Workspace.create(root)
    with workspace.change("add") as change:
        account = change.add(Account(name="Grid", phone="1", region="north", note="n"))
    name = f"accounts/{account.slug[0]}/{account.slug}.json"
    received = json.loads((root / name).read_bytes())
    received["accounts"][account.id]["industry"] = "power"
    put(root, name, received)
    workspace.refresh()
    with workspace.change("edit") as change:
        change.set(workspace.records(Account)[account.id], phone="2")
    theirs = json.loads(encode_card(received))
    theirs["accounts"][account.id] |= {"region": "south", "updated": "2026-01-01T00:00:00Z"}
    del theirs["accounts"][account.id]["note"]
    copy = name.replace(".json", ".sync-conflict-20261102-081500-ABCDEFG.json")
    put(root, copy, theirs)
    done = absorb(root, copy)
    merged = card(root, name)["accounts"][account.id]
    assert (merged["phone"], merged["region"], merged["industry"], "note" in merged) == ("2", "south", "power", False)
    assert (done.name, done.waiting) == (name, ())
    assert not (root / copy).exists()
    assert json.loads((root / done.kept_as).read_bytes()) == theirs
    assert workspace.undo() is not None
    assert card(root, name)["accounts"][account.id]["region"] == "north"


def test_without_a_base_what_differs_waits_and_nothing_is_dropped(copies: tuple[Path, Path]) -> None:
    root = copies[0]
    mine, theirs = card(root), card(root)
    theirs["contacts"][WANG]["phone"] = "9"
    del theirs["contacts"][ZHAO]
    put(root, COPY, theirs)
    done = absorb(root, COPY)
    assert [(clash.id, clash.field) for clash in done.waiting] == [(WANG, "phone")]
    assert card(root)["contacts"][ZHAO] == mine["contacts"][ZHAO]


def test_a_damaged_copy_changes_nothing(copies: tuple[Path, Path]) -> None:
    before = (copies[0] / GRID).read_bytes()
    (copies[0] / COPY).write_text("{")
    with pytest.raises(Exception, match="not JSON"):
        absorb(copies[0], COPY)
    assert (copies[0] / GRID).read_bytes() == before
    assert (copies[0] / COPY).exists()


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_a_committed_file_with_markers_is_merged_from_its_two_sides(copies: tuple[Path, Path], style: str) -> None:
    root = copies[0]
    sides = []
    for place in range(3):
        edit(root, place, f"u{place}", phone=f"p{place}")
        sides.append(root.parent / f"side{place}")
        sides[-1].write_bytes((root / GRID).read_bytes())
    command = [
        "git",
        "merge-file",
        "-p",
        *(["--diff3"] if style == "diff3" else []),
        *map(str, (sides[1], sides[0], sides[2])),
    ]
    marked = subprocess.run(command, capture_output=True, check=False).stdout
    assert b"<<<<<<<" in marked
    (root / GRID).write_bytes(marked)
    done = absorb(root, GRID)
    wang = card(root)["contacts"][WANG]
    assert (wang["phone"], wang["_conflict"]["phone"][0]["value"]) == ("p2", "p1")
    assert wang["_conflict"]["phone"][0].get("base") == ("p0" if style == "diff3" else None)
    assert (root / done.kept_as).read_bytes() == marked
    with pytest.raises(SyncError):
        absorb(root, GRID)


def test_an_unmerged_file_with_markers_is_merged_from_gits_own_versions(copies: tuple[Path, Path]) -> None:
    first, second = copies
    edit(first, 1, phone="2")
    sync(first)
    edit(second, 2, "wu", phone="3")
    (second / ".git" / "info").mkdir(exist_ok=True)
    (second / ".git" / "info" / "attributes").write_text("*.json merge\n")
    git(second, "commit", "-qam", "mine")
    git(second, "pull", "-q", "--no-rebase", right=(1,))
    (clash,) = absorb(second, GRID).waiting
    assert (clash.kept.value, clash.lost[0].value, clash.lost[0].base) == ("3", "2", "1")
    for copy in (second, first):
        sync(copy)
    assert tree(first) == tree(second)


def test_a_file_whose_markers_make_no_sense_is_left(copies: tuple[Path, Path]) -> None:
    text = '{\n<<<<<<< a\n"contacts": {}\n>>>>>>> b\n}\n'
    (copies[0] / GRID).write_text(text)
    with pytest.raises(Exception, match="conflict marker"):
        absorb(copies[0], GRID)
    assert (copies[0] / GRID).read_text() == text


def test_every_copy_in_the_folder_is_merged_where_it_belongs_and_kept(copies: tuple[Path, Path]) -> None:
    root = copies[0]
    put(root, "catalog.json", {"competitors": {ZHAO: {"name": "Rival"}}})
    put(root, "catalog (李雷 的冲突副本 2026-11-02).json", {"competitors": {WANG: {"name": "Other"}}})
    put(root, "orders/2026-11 (Li's conflicted copy 2026-11-02).json", {"orders": {"2": {"amount_e4": 2}}})
    theirs = card(root)
    theirs["contacts"][WANG]["email"] = "w@example.com"
    put(root, COPY, theirs)
    (root / f"{GRID}.orig").write_text("{")
    done = absorb_all(root)
    assert [one.name for one in done.absorbed] == [GRID, "catalog.json", "orders/2026-11.json"]
    (left,) = done.left
    assert f"{GRID}.orig" in left
    assert card(root)["contacts"][WANG]["email"] == "w@example.com"
    assert set(card(root, "catalog.json")["competitors"]) == {WANG, ZHAO}
    assert set(card(root, "orders/2026-11.json")["orders"]) == {"1", "2"}
    assert all((root / one.kept_as).is_relative_to(root / ".kamtui" / "backups") for one in done.absorbed)
    assert [finding.file for finding in Workspace.open(root).findings] == [f"{GRID}.orig"]
    assert absorb_all(root).absorbed == ()


def test_an_editors_copy_of_a_version_that_git_knows_brings_nothing_back(copies: tuple[Path, Path]) -> None:
    root = copies[0]
    (root / f"{GRID}~").write_bytes((root / GRID).read_bytes())
    edit(root, 5, phone="2")
    now = (root / GRID).read_bytes()
    assert [one.name for one in absorb_all(root).absorbed] == [GRID]
    assert (root / GRID).read_bytes() == now
    assert not (root / f"{GRID}~").exists()
    (root / f"{GRID}~").write_bytes((root / GRID).read_bytes().replace(b"x", b"y"))
    (clash,) = absorb_all(root).absorbed[0].waiting
    assert (clash.field, clash.kept.value, clash.lost[0].value) == ("title", "y", "x")


def test_a_copy_that_is_this_machines_own_past_is_no_other_side(tmp_path: Path) -> None:
    root = tmp_path / "w"
    workspace = Workspace.create(root)
    with workspace.change("add") as change:
        account = change.add(Account(name="Grid", phone="1"))
    name = f"accounts/{account.slug[0]}/{account.slug}.json"
    for number in ("2", "3", "4"):
        with workspace.change("edit") as change:
            change.set(workspace.records(Account)[account.id], phone=number)
        if number == "3":
            copy = name.replace(".json", ".sync-conflict-20261102-081500-ABCDEFG.json")
            (root / copy).write_bytes((root / name).read_bytes())
    now = (root / name).read_bytes()
    assert absorb(root, copy).waiting == ()
    assert (root / name).read_bytes() == now


def test_a_sync_merges_the_copies_first_and_sends_no_copy(copies: tuple[Path, Path]) -> None:
    first, second = copies
    theirs = card(first)
    theirs["contacts"][WANG]["email"] = "w@example.com"
    put(first, COPY, theirs)
    report = sync(first)
    assert (report.absorbed, report.left) == ((GRID,), ())
    sync(second)
    assert card(second)["contacts"][WANG]["email"] == "w@example.com"
    assert tree(first) == tree(second)
    assert "sync-conflict" not in git(first, "ls-files")


def test_markers_that_git_has_forgotten_are_merged_by_a_sync(copies: tuple[Path, Path]) -> None:
    root = copies[0]
    text = (root / GRID).read_text()
    line = next(line for line in text.splitlines() if '"phone"' in line)
    marked = f"<<<<<<< HEAD\n{line}\n=======\n{line.replace('1', '7')}\n>>>>>>> theirs"
    (root / GRID).write_text(text.replace(line, marked))
    git(root, "commit", "-qam", "by mistake")
    report = sync(root)
    assert (report.absorbed, [one.field for one in report.waiting]) == ((GRID,), ["phone"])
    assert {card(root)["contacts"][WANG]["phone"]} | {
        one["value"] for one in card(root)["contacts"][WANG]["_conflict"]["phone"]
    } == {"1", "7"}
