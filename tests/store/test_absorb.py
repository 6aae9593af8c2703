"""Conflict copies of sync tools and files with conflict markers become one file again, and nothing is lost."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from copies import GRID, WANG, ZHAO, card, edit, git, put, tree, two_copies

from kamtui.store.files.codec import encode_card
from kamtui.store.records import Account
from kamtui.store.sync import SyncError, absorb, card_of_copy, sync
from kamtui.store.workspace import Workspace

COPY = "accounts/h/huabei-grid.sync-conflict-20261102-081500-ABCDEFG.json"


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of one shared repository."""
    return two_copies(tmp_path)


def test_conflict_copies_are_recognised_by_name() -> None:
    assert card_of_copy(COPY) == GRID
    assert card_of_copy("accounts/h/huabei-grid (Li's conflicted copy 2026-11-02).json") == GRID
    assert card_of_copy("orders/2026-11 (李雷 的冲突副本 2026-11-02).json") == "orders/2026-11.json"
    assert card_of_copy("catalog.sync-conflict-20261102-081500-ABCDEFG.json") == "catalog.json"
    for name in (GRID, "accounts/../x.sync-conflict-20261102-081500-ABCDEFG.json", "x/y/z.json", ""):
        assert card_of_copy(name) == ""


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
