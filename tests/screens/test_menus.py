"""The ways to a command besides its key: what follows a prefix, the menu of the row, the palette."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input
from workbench import BANK, GRID, LI, METERS, Bench, bench

from kamtui.screens.board.pipeline import PipelineScreen
from kamtui.screens.dialogs.palette import Palette
from kamtui.screens.dialogs.pick import PickDialog
from kamtui.screens.dialogs.which_key import WhichKey
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.screens.pages.page import PageScreen
from kamtui.screens.shell.names import Names
from kamtui.screens.widgets.list_columns import keys_of
from kamtui.screens.widgets.status_footer import StatusFooter
from kamtui.store.records import Account, Opportunity
from kamtui.store.text.words import use
from kamtui.store.workspace import Workspace


async def test_a_prefix_shows_at_once_what_may_follow_and_the_second_key_does_it(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("G", "g")
        assert isinstance(shown.screen, WhichKey)
        assert "Go to" in shown.text
        assert "Show" not in shown.text, "no sentences: labels only"
        assert "Its deals" in shown.text
        await shown.press("g")
        assert isinstance(shown.screen, AccountsScreen)
        assert shown.table.cursor_row == 0


async def test_esc_an_unknown_key_and_the_arrows_work_in_the_list_of_second_keys(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        for keys in (("g", "escape"), ("g", "D")):
            await shown.press(*keys)
            assert isinstance(shown.screen, AccountsScreen)
            assert not any(account.archived for account in workspace.records(Account).values())
        await shown.press("z", "down", "down", "enter")
        assert isinstance(shown.screen, PickDialog)
        assert "Characters to draw with" in shown.text


async def test_the_go_menu_leads_from_a_deal_to_its_account_and_from_an_account_to_its_deals(
    workspace: Workspace,
) -> None:
    async with bench(workspace, (200, 60)) as shown:
        await shown.press("2")
        assert shown.board.move_to(METERS)
        await shown.press("g", "a")
        assert isinstance(shown.screen, PageScreen)
        assert "华北电网" in shown.lines[0]
        await shown.press("g", "d")
        assert isinstance(shown.screen, PipelineScreen)
        await shown.wait_until(lambda: "2 open" in shown.text)
        assert "工商银行" not in shown.text


async def test_the_menu_of_a_row_names_the_record_and_runs_a_verb(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        shown.table.move_to(BANK)
        await shown.press("f10")
        assert isinstance(shown.screen, PickDialog)
        assert "工商银行武汉分行" in shown.lines[1] + shown.lines[2]
        await shown.press(*"archive")
        assert "Archive" in shown.text
        await shown.press("enter")
        assert shown.kept(Account, BANK).archived
        await shown.press("comma", "comma")
        assert isinstance(shown.screen, AccountsScreen), "the key that opens the menu closes it"


async def test_the_menu_of_an_account_page_names_what_is_done_with_a_deal_only_on_a_deal(workspace: Workspace) -> None:
    async with bench(workspace, (80, 60)) as shown:
        shown.table.move_to(GRID)
        await shown.press("enter", "comma")
        assert "Archive" in shown.text
        assert "Next stage" not in shown.text


async def send(shown: Bench, *keys: tuple[str, str]) -> None:
    """Send keys as a terminal does, each with its name and its character."""
    for name, character in keys:
        shown.app.post_message(events.Key(name, character))
        await shown.pilot.pause(0.1)


async def test_the_key_that_opens_the_help_closes_it(workspace: Workspace) -> None:
    wide = ("fullwidth_question_mark", "？")
    async with bench(workspace) as shown:
        await shown.press("f1", "f1")
        assert isinstance(shown.screen, AccountsScreen)
        await send(shown, wide)
        assert isinstance(shown.screen, PickDialog)
        await send(shown, wide)
        assert isinstance(shown.screen, AccountsScreen)
        await send(shown, ("question_mark", "?"), ("question_mark", "?"))
        assert isinstance(shown.screen, AccountsScreen)


async def open_palette(shown: Bench, *typed: str) -> None:
    """Open the palette, wait for its names, type."""
    await shown.press("colon")
    await shown.app.workers.wait_for_complete()
    await shown.pilot.pause()
    await shown.press(*typed)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("hbdw", "华北电网"),
        ("华bei", "华北电网"),
        ("gsyh", "工商银行"),
        ("znd", "智能电表"),
        ("李建", "李建国"),
        ("华北电王", "华北电网"),
    ],
)
async def test_the_palette_opens_accounts_deals_and_people_by_hanzi_pinyin_and_initials(
    workspace: Workspace, typed: str, title: str
) -> None:
    async with bench(workspace, (120, 40)) as shown:
        await open_palette(shown, *typed, "enter")
        assert isinstance(shown.screen, PageScreen)
        assert title in shown.lines[0]


async def test_the_palette_runs_commands_shows_their_keys_and_offers_the_latest_first(workspace: Workspace) -> None:
    async with bench(workspace, (120, 40)) as shown:
        await open_palette(shown, *"pipel")
        assert "2" in shown.line_with("Open the board")
        await shown.press("enter")
        assert isinstance(shown.screen, PipelineScreen)
        await open_palette(shown, *"hbdw", "enter")
        assert isinstance(shown.screen, PageScreen)
        await open_palette(shown)
        assert isinstance(shown.screen, Palette)
        first = [row.key for row in shown.table.rows[:2]]
        assert first == [f"accounts:{GRID}", "command:go_to('pipeline')"]
        await shown.press("escape")


async def test_what_the_palette_found_is_walked_from_the_page_that_it_opens(workspace: Workspace) -> None:
    async with bench(workspace, (120, 40)) as shown:
        await open_palette(shown, *"电")
        assert isinstance(shown.screen, Palette)
        found = [key.partition(":")[2] for key in keys_of(shown.table.rows) if key.startswith("opportunities:")]
        assert len(found) >= 2
        shown.table.move_to(f"opportunities:{found[0]}")
        await shown.press("enter", "right_square_bracket")
        assert isinstance(shown.screen, PageScreen)
        second = workspace.get(Opportunity, found[1])
        assert second
        assert second.name in shown.lines[0]
        await shown.press("left_square_bracket")
        first = workspace.get(Opportunity, found[0])
        assert first
        assert first.name in shown.lines[0]


async def test_what_was_used_is_remembered_by_id_and_never_by_name(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await open_palette(shown, *"ljg", "enter")
    files = list(Path(os.environ["HOME"]).rglob("recent.json"))
    kept = [json.loads(file.read_text()) for file in files]
    assert {str(workspace.root.resolve()): [f"contacts:{LI}"]} in kept
    assert all("李" not in file.read_text() for file in files)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


async def test_typing_in_the_palette_is_no_command_and_a_colon_closes_it(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await open_palette(shown, *"Du")
        assert isinstance(shown.app.focused, Input)
        await shown.press("escape", "colon")
        await send(shown, ("fullwidth_colon", "："))
        assert isinstance(shown.screen, AccountsScreen)
        assert not any(account.archived for account in workspace.records(Account).values())


def test_the_names_follow_changes_leave_out_what_is_archived_and_are_bounded(workspace: Workspace) -> None:
    with workspace.change("fill") as change:
        for number in range(120):
            change.add(Account(name=f"分公司{number:03}"))
        change.set(workspace.records(Account)[BANK], archived=True)
        change.set(workspace.records(Opportunity)[METERS], name="水表")
    names = Names(workspace)
    names.take()
    names.read()
    assert len(names.find("fgs")) == 50
    assert [found.name for found in names.find("sb")] == ["水表"]
    assert names.find("gsyh") == []


async def test_a_click_on_the_footer_does_what_the_key_does(workspace: Workspace) -> None:
    async with bench(workspace, (160, 40)) as shown:
        x, _ = next(
            (x, entry)
            for x, entry in shown.screen.query_one(StatusFooter).placed()
            if entry.action == "go_to('pipeline')"
        )
        await shown.pilot.click("StatusFooter", offset=(x + 1, 0))
        await shown.pilot.pause()
        assert isinstance(shown.screen, PipelineScreen)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_footer_of_80_columns_has_at_most_seven_entries(workspace: Workspace, language: str) -> None:
    use(language)
    async with bench(workspace) as shown:
        for keys in ((), ("2",), ("enter",)):
            await shown.press(*keys)
            placed = shown.screen.query_one(StatusFooter).placed()
            assert 3 <= len(placed) <= 7
            assert placed[-1][1].action == "help"
