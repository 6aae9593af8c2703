"""The board: columns by buying stage, and a deal that is carried to another one."""

from __future__ import annotations

import json
import subprocess

import pytest
from workbench import COLD, GRID, LAPTOPS, METERS, TENDER, TODAY, bench, make, set_elsewhere, small

from kamtui.screens.board.pipeline import PipelineScreen
from kamtui.screens.dialogs.clash import ClashDialog
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.screens.pages.page import PageScreen
from kamtui.store.records import Account, Opportunity
from kamtui.store.workspace import Workspace

WIDE = (200, 60)


def stage(workspace: Workspace, deal: str = METERS) -> str:
    """Where a deal is on disk."""
    found = Workspace.open(workspace.root).get(Opportunity, deal)
    assert found is not None
    return found.stage


async def test_each_buying_stage_has_a_column_with_the_number_and_the_sum_of_its_open_deals(
    workspace: Workspace,
) -> None:
    async with bench(workspace, WIDE) as shown:
        await shown.press("2")
        assert isinstance(shown.screen, PipelineScreen)
        titles = [cell.strip("> ") for cell in shown.lines[1].split("│")]
        assert titles == ["Need", "Deliberation", "Design", "Evaluation", "Commitment", "Implementation"]
        sums = [cell.strip() for cell in shown.lines[2].split("│")]
        assert sums == ["2 ¥5M", "0", "1 ¥800K", "1 ¥1.2M", "0", "0"]
        assert "4 open opportunities" in shown.lines[0]
        assert {card.key for card in shown.board.columns[0].cards} == {METERS, COLD}


async def test_a_card_tells_what_is_overdue_stalled_and_without_a_next_step(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await shown.press("2", "right", "right", "right")
        marks = {card.key: card.drawn.marks for column in shown.board.columns for card in column.cards}
        assert marks == {METERS: ".P", COLD: ".P", LAPTOPS: ".P", TENDER: "?zP"}
        assert "11-13!" in shown.text
        detail = shown.lines[-2]
        for part in ("华北电网 / 调度系统", "¥1.2M", "closes 2026-11-13", "40 days in stage", "no next step"):
            assert part in detail


async def test_m_and_arrows_carry_a_card_and_enter_writes_the_move(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("m", "right")
        assert shown.board.carrying
        assert "Enter drops" in shown.lines[-1]
        assert stage(workspace) == "need"
        await shown.press("right", "enter")
        assert not shown.board.carrying
        moved = shown.kept(Opportunity, METERS)
        assert (moved.stage, moved.stage_since) == ("design", TODAY)
        assert shown.board.cursor_card == METERS
        assert shown.board.cursor_column == "design"
        (event,) = [event for event in workspace.events(GRID) if event.record == METERS]
        assert (event.field, event.old, event.new, event.via) == ("stage", "need", "design", "tui")
        assert "智能电表 -> Solution design" in shown.lines[-1]


async def test_git_shows_a_move_as_changed_lines_of_one_card(workspace: Workspace) -> None:
    git = ["git", "-C", str(workspace.root), "-c", "user.name=t", "-c", "user.email=t@example.com"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "before"]):
        subprocess.run([*git, *command], check=True)
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("greater_than_sign")
        await shown.press("q", "q")
    said = subprocess.run([*git, "status", "--porcelain"], check=True, capture_output=True, text=True).stdout
    assert len(said.splitlines()) == 1, said
    diff = subprocess.run([*git, "diff", "-U0"], check=True, capture_output=True, text=True).stdout
    added = [line[1:].strip() for line in diff.splitlines() if line.startswith("+") and not line.startswith("+++")]
    removed = [line[1:].strip() for line in diff.splitlines() if line.startswith("-") and not line.startswith("---")]
    assert '"stage": "deliberation",' in added
    assert '"stage": "need",' in removed
    assert '"stage_since": "2026-11-23",' in added
    assert len(removed) <= 4, removed
    assert '"new": "deliberation",' in added


async def test_esc_puts_a_carried_card_back_and_nothing_is_written(workspace: Workspace) -> None:
    before = {path: path.read_bytes() for path in workspace.root.rglob("accounts/**/*.json")}
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("m", "right", "right", "escape")
        assert not shown.board.carrying
        assert (shown.board.cursor_column, shown.board.cursor_card) == ("need", METERS)
        assert "Enter Open" in shown.lines[-1]
        assert isinstance(shown.screen, PipelineScreen)
        await shown.press("ctrl+g", "right", "left", "m")
        assert not shown.board.carrying
    assert {path: path.read_bytes() for path in workspace.root.rglob("accounts/**/*.json")} == before
    assert workspace.events(GRID) == []


@pytest.mark.parametrize(
    ("on", "back"),
    [
        ("greater_than_sign", "less_than_sign"),
        ("L", "H"),
        ("fullwidth_greater_than_sign", "fullwidth_less_than_sign"),
        ("right_double_angle_bracket", "left_double_angle_bracket"),
    ],
)
async def test_a_deal_goes_one_stage_on_and_back_with_one_key(workspace: Workspace, on: str, back: str) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press(on)
        assert stage(workspace) == "deliberation"
        assert shown.board.cursor_card == METERS
        await shown.press(back, back)
        assert stage(workspace) == "need", "before the first stage there is none"


async def test_one_u_takes_a_whole_move_back_and_u_shifted_makes_it_again(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        since = shown.kept(Opportunity, METERS).stage_since
        await shown.press("m", "right", "right", "right", "enter")
        await shown.press("u")
        assert (stage(workspace), shown.kept(Opportunity, METERS).stage_since) == ("need", since)
        assert "Taken back" in shown.lines[-1]
        assert METERS in {card.key for card in shown.board.columns[0].cards}
        await shown.press("ctrl+y")
        assert stage(workspace) == "evaluation"


async def test_the_cursor_goes_over_cards_and_columns(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        first, second = (card.key for card in shown.board.columns[0].cards)
        for key, column, card in (
            ("j", "need", second), ("k", "need", first), ("down", "need", second), ("up", "need", first),
            ("G", "need", second), ("home", "need", first), ("pagedown", "need", second), ("pageup", "need", first),
            ("l", "deliberation", None), ("right", "design", LAPTOPS), ("h", "deliberation", None),
            ("left", "need", first), ("end", "need", second),
        ):  # fmt: skip
            await shown.press(key)
            assert (shown.board.cursor_column, shown.board.cursor_card) == (column, card), key


async def test_enter_opens_the_deal_and_esc_comes_back_to_its_card(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(TENDER)
        await shown.press("enter")
        assert isinstance(shown.screen, PageScreen)
        assert "调度系统" in shown.lines[0]
        await shown.press("escape")
        assert isinstance(shown.screen, PipelineScreen)
        assert shown.board.cursor_card == TENDER


async def test_n_adds_a_deal_in_the_stage_under_the_cursor(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2", "right", "n")
        await shown.type_over("新机房")
        await shown.press("f2")
        deal = shown.kept(Opportunity, shown.board.cursor_card or "")
        assert (deal.name, deal.stage, deal.stage_since, deal.account) == ("新机房", "deliberation", TODAY, "")


async def test_the_filter_narrows_the_cards_and_the_sums(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await shown.press("2", "slash", *"hbdw")
        cards = {card.key for column in shown.board.columns for card in column.cards}
        assert cards == {METERS, TENDER}
        assert "1 ¥3M" in shown.lines[2]
        await shown.press("enter", "escape")
        assert sum(len(column.cards) for column in shown.board.columns) == 4
        assert isinstance(shown.screen, PipelineScreen)
        await shown.press("escape")
        assert isinstance(shown.screen, AccountsScreen)


async def test_a_filter_that_empties_the_column_puts_the_cursor_on_a_deal_that_is_left(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("slash", *"ddxt", "enter")
        assert shown.board.cursor_card == TENDER
        await shown.press("escape", "home", "left")
        shown.board.move_to(METERS)
        await shown.press("right", "right", "right", "right")
        assert shown.board.cursor_card is None, "an empty column can still be reached"
        await shown.press("f5")
        assert shown.board.cursor_card is None


async def test_deals_in_stages_that_the_method_does_not_know_get_columns_of_their_own(workspace: Workspace) -> None:
    card = next(path for path in workspace.root.rglob("*.json") if METERS in path.read_text("utf-8"))
    document = json.loads(card.read_text("utf-8"))
    document["opportunities"][METERS]["stage"] = "zz-tender"
    del document["opportunities"][TENDER]["stage"]
    card.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    async with bench(Workspace.open(workspace.root), WIDE) as shown:
        await shown.press("2")
        where = {card.key: column.key for column in shown.board.columns for card in column.cards}
        assert (where[METERS], where[TENDER]) == ("zz-tender", "")
        assert "zz-tender" in shown.lines[1]
        assert "Stage unknown" in shown.lines[1]
        shown.board.move_to(METERS)
        await shown.press("greater_than_sign")
        assert stage(workspace) == "need", "from a stage outside the method the way on is its first one"


async def test_a_move_that_a_colleague_was_faster_with_is_not_made(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kamtui.app.WATCH", 3600.0)  # the board is to be behind when the key is pressed
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        set_elsewhere(workspace.root, Opportunity, METERS, stage="commitment")
        await shown.press("greater_than_sign")
        assert stage(workspace) == "commitment"
        assert isinstance(shown.screen, ClashDialog)
        await shown.press("t", "enter")
        where = {card.key: column.key for column in shown.board.columns for card in column.cards}
        assert where[METERS] == "commitment"


async def test_an_empty_board_shows_the_stages_and_no_key_fails(workspace: Workspace) -> None:
    empty = make(workspace.root.with_name("empty"), [one for one in small() if isinstance(one, Account)])
    async with bench(empty, WIDE) as shown:
        await shown.press("2")
        for key in ("enter", "m", "E", "greater_than_sign", "less_than_sign", "j", "G", "right", "left", "pagedown"):
            await shown.press(key)
        assert isinstance(shown.screen, PipelineScreen)
        assert "Commitment" in shown.lines[1]
        assert "0 open opportunities" in shown.lines[0]


async def test_the_cursor_comes_back_to_its_card_when_a_filter_is_cleared(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(LAPTOPS)
        await shown.press("slash", *"hbdw")
        assert shown.board.cursor_card in (METERS, TENDER)
        await shown.press("escape")
        assert shown.board.cursor_card == LAPTOPS
