"""What needs a person: undecided fields, and files that are damaged, in conflict or foreign."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from workbench import GRID, METERS, TODAY, WANG, bench, make, small

from kamtui.screens.dialogs.clash import ClashDialog
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.look import LookDialog
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.screens.upkeep.attention import AttentionScreen
from kamtui.store.records import Account, Opportunity, OrderLine, Salesperson
from kamtui.store.workspace import Workspace


def card_of(workspace: Workspace, text: str) -> Path:
    """The card that holds this text."""
    return next(path for path in workspace.root.rglob("accounts/**/*.json") if text in path.read_text("utf-8"))


def flag(path: Path, table: str, record: str, field: str, other: object, base: object = None) -> None:
    """Leave a decision in a file, as a merge does."""
    document = json.loads(path.read_text("utf-8"))
    entry = {"value": other, "base": base, "updated": "2026-11-20T08:00:00Z", "updated_by": "liqiang"}
    document[table][record].setdefault("_conflict", {})[field] = [entry]
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")


@pytest.fixture
def undecided(workspace: Workspace) -> Workspace:
    """The small workspace with two decisions that wait: an account's region and a deal's amount."""
    flag(card_of(workspace, "华北电网"), "accounts", GRID, "region", "西北", "华南")
    flag(card_of(workspace, "华北电网"), "opportunities", METERS, "amount", 500_000_000)
    return Workspace.open(workspace.root)


async def test_what_waits_has_a_badge_on_the_list_the_board_the_page_and_in_the_title(undecided: Workspace) -> None:
    async with bench(undecided, (120, 30)) as shown:
        assert "& 华北电网" in shown.text
        assert "& 工商银行" not in shown.text
        assert "2 undecided Q" in shown.lines[0]
        await shown.press("enter")
        assert "西北" not in shown.text
        assert "Undecided" in shown.line_with("华北电网 / Region")
        await shown.press("escape", "2")
        shown.board.move_to(METERS)
        assert any("&" in line for line in shown.lines[2:-2])


async def test_a_decision_shows_all_sides_with_who_and_when_and_is_taken_back_by_undo(undecided: Workspace) -> None:
    async with bench(undecided, (120, 30)) as shown:
        await shown.press("Q")
        assert isinstance(shown.screen, AttentionScreen)
        assert "Decisions that wait (2)" in shown.text
        assert "华北电网 / Region" in shown.text
        while "Region" not in next(line for line in shown.lines if line.startswith(">")):
            await shown.press("down")
        await shown.press("enter")
        assert isinstance(shown.screen, ClashDialog)
        text = " ".join(shown.text.split())
        assert "[x] As it stands" in text
        assert "[ ] The other side (liqiang 2026-11-20" in text
        assert "[ ] Before" in text
        for value in ("华北", "西北", "华南"):
            assert value in text
        await shown.press("space", "enter")
        assert shown.kept(Account, GRID).region == "西北"
        assert "Decisions that wait (1)" in shown.text
        event = next(
            event for event in shown.workspace.history(shown.workspace.get(Account, GRID)) if event.field == "region"
        )
        assert (event.old, event.new) == ("华北", "西北")
        await shown.press("u")
        assert shown.kept(Account, GRID).region == "华北"
        assert "Decisions that wait (2)" in shown.text


async def test_keeping_what_stands_settles_it_too(undecided: Workspace) -> None:
    async with bench(undecided, (120, 30)) as shown:
        await shown.press("enter")
        while "Region" not in next(line for line in shown.lines if line.startswith(">")):
            await shown.press("up")
        await shown.press("enter", "enter")
        assert "Undecided" not in shown.text
        assert shown.kept(Account, GRID).region == "华北"
        assert set(Workspace.open(undecided.root).undecided) == {METERS}


async def test_a_decision_about_a_tracked_field_leaves_an_event(undecided: Workspace) -> None:
    async with bench(undecided, (120, 30)) as shown:
        await shown.press("f12")
        while "Amount" not in next(line for line in shown.lines if line.startswith(">")):
            await shown.press("down")
        await shown.press("enter", "right", "enter")
        assert shown.kept(Opportunity, METERS).amount == 500_000_000
        (event,) = [event for event in shown.workspace.events(GRID) if event.field == "amount"]
        assert (event.old, event.new) == (300_000_000, 500_000_000)


async def test_a_decision_that_someone_else_has_made_meanwhile_is_not_made_twice(undecided: Workspace) -> None:
    async with bench(undecided, (120, 30)) as shown:
        await shown.press("Q")
        while "Region" not in next(line for line in shown.lines if line.startswith(">")):
            await shown.press("down")
        await shown.press("enter")
        path = card_of(undecided, "华北电网")
        document = json.loads(path.read_text("utf-8"))
        del document["accounts"][GRID]["_conflict"]
        document["accounts"][GRID]["region"] = "西北"
        path.write_text(json.dumps(document), "utf-8")
        await shown.press("space", "enter")
        assert shown.kept(Account, GRID).region == "西北"


async def test_catalog_and_order_files_can_be_settled_too(tmp_path: Path) -> None:
    workspace = make(tmp_path / "work", small())
    line = OrderLine(id="01K9ZZZZZZ0000000000000099", account=GRID, amount_e4=100, date=TODAY)
    with workspace.change("orders") as change:
        change.merge_orders("2026-11", {line.id: {"account": GRID, "amount_e4": 100, "date": "2026-11-23"}})
    flag(workspace.root / "catalog.json", "salespeople", WANG, "name", "王方")
    flag(workspace.root / "orders" / "2026-11.json", "orders", line.id, "amount_e4", 900)
    async with bench(Workspace.open(workspace.root), (120, 30)) as shown:
        await shown.press("Q")
        assert "Decisions that wait (2)" in shown.text
        for _ in range(2):
            await shown.press("home", "down", "enter", "space", "enter")
        assert "All is well" in shown.text
        assert shown.kept(Salesperson, WANG).name == "王方"
        assert [each.amount_e4 for each in shown.workspace.order_lines("2026-11")] == [900]


async def test_a_damaged_file_is_told_looked_at_and_replaced_by_the_last_good_version(workspace: Workspace) -> None:
    path = card_of(workspace, "华北电网")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    async with bench(Workspace.open(workspace.root), (120, 30)) as shown:
        assert "1 set aside Q" in shown.lines[0]
        assert "华北电网" not in shown.text
        await shown.press("Q", "down")
        assert "not JSON" in shown.line_with(path.name)
        assert "Still in use: all other files" in shown.text
        await shown.press("enter")
        assert isinstance(shown.screen, LookDialog)
        last = whole[: len(whole) // 2].decode("utf-8", "replace").splitlines()[-1].strip()
        assert last in shown.text
        await shown.press("B")
        assert isinstance(shown.screen, ConfirmDialog)
        assert "journal" in shown.text
        await shown.press("enter")
        assert path.read_bytes() != whole, "Enter leaves it: the careful answer"
        await shown.press("B", "right", "enter")
        assert path.read_bytes() == whole
        assert "All is well" in shown.text
        await shown.press("escape")
        assert "华北电网" in shown.text


async def test_a_file_with_git_markers_is_merged_and_what_waits_is_said(workspace: Workspace) -> None:
    path = card_of(workspace, "华北电网")
    text = path.read_text("utf-8")
    line = next(line for line in text.splitlines(keepends=True) if '"region"' in line)
    other = line.replace("华北", "西北")
    path.write_text(text.replace(line, f"<<<<<<< HEAD\n{line}=======\n{other}>>>>>>> theirs\n"), "utf-8")
    async with bench(Workspace.open(workspace.root), (120, 30)) as shown:
        await shown.press("Q", "down")
        assert "git conflict marker" in shown.line_with(path.name)
        await shown.press("M")
        assert "Decisions that wait (1)" in shown.text
        assert "Merged into" in shown.footer_message
        await shown.press("escape")
        assert "& 华北电网" in shown.text


async def test_a_conflict_copy_is_merged_and_a_foreign_file_is_named(workspace: Workspace) -> None:
    path = card_of(workspace, "华北电网")
    copy = path.with_name(f"{path.stem}.sync-conflict-20261120-101010-ABCDEFG.json")
    copy.write_text(path.read_text("utf-8").replace("电力", "新能源"), "utf-8")
    (path.parent / "Report.JSON").write_text("{}")
    async with bench(Workspace.open(workspace.root), (140, 30)) as shown:
        await shown.press("Q")
        assert "Files (2)" in shown.text
        assert "Report.JSON" in shown.text
        while "conflict copy" not in next(line for line in shown.lines if line.startswith(">")):
            await shown.press("down")
        await shown.press("M")
        assert not copy.exists()
        assert "Files (1)" in shown.text


async def test_what_is_ignored_is_quiet_until_the_next_start(workspace: Workspace) -> None:
    card_of(workspace, "华北电网").write_bytes(b"")
    async with bench(Workspace.open(workspace.root)) as shown:
        await shown.press("Q", "down", "K")
        assert "All is well" in shown.text
        await shown.press("escape")
        assert isinstance(shown.screen, AccountsScreen)
        assert "set aside" not in shown.lines[0]
    async with bench(Workspace.open(workspace.root)) as shown:
        assert "set aside" in shown.lines[0]


async def test_keys_for_files_say_so_where_there_is_none_under_the_cursor(undecided: Workspace) -> None:
    async with bench(undecided) as shown:
        await shown.press("Q", "down")
        for key in ("M", "B", "K"):
            await shown.press(key)
            assert "Put the cursor on a file" in shown.footer_message
