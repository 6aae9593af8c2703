"""The history of a record, and undo where someone else has changed the same."""

from __future__ import annotations

from workbench import GRID, LI, METERS, Bench, bench, set_elsewhere

from kamtui.screens.dialogs.clash import ClashDialog
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.screens.pages.page import PageScreen
from kamtui.screens.upkeep.history import HistoryScreen
from kamtui.store.records import Account, Contact, Opportunity
from kamtui.store.workspace import Workspace


def row_with(shown: Bench, text: str) -> str:
    """The first line of the list that shows `text`; the line below the list says more of the cursor's row."""
    return next(line for line in shown.lines[1:-2] if text in line)


def changed(workspace: Workspace) -> None:
    """A stage with its reason, an amount, and a field that leaves no event."""
    for reason, fields in (("early", {"stage": "design"}), ("", {"amount": 1_000_000}), ("", {"next_step": "约见"})):
        deal = workspace.get(Opportunity, METERS)
        assert deal
        with workspace.change("edit") as change:
            change.set(deal, reason, **fields)


async def test_a_deals_history_says_what_from_what_to_what_when_by_whom_and_why(workspace: Workspace) -> None:
    changed(workspace)
    async with bench(workspace, (160, 40)) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("I")
        assert isinstance(shown.screen, HistoryScreen)
        assert "智能电表" in shown.lines[0]
        line = row_with(shown, "early")
        deal = workspace.get(Opportunity, METERS)
        assert deal
        event = next(event for event in workspace.events(GRID) if event.field == "stage")
        assert f"{event.at.astimezone():%Y-%m-%d %H:%M}" in line
        assert event.by in line
        assert "command" in line
        assert "Need" in line
        assert " > " in line
        await shown.press("escape")
        assert shown.board.cursor_card == METERS


async def test_the_latest_stands_first_and_untracked_fields_are_told_too(workspace: Workspace) -> None:
    changed(workspace)
    async with bench(workspace, (160, 40)) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("enter", "ctrl+l")
        assert isinstance(shown.screen, HistoryScreen)
        places = [shown.text.index(text) for text in ("约见", "Amount", "early")]
        assert places == sorted(places)


async def test_an_accounts_history_holds_its_people_and_deals_and_enter_opens_them(workspace: Workspace) -> None:
    changed(workspace)
    person = workspace.get(Contact, LI)
    assert person
    with workspace.change("edit") as change:
        change.set(person, title="局长")
    async with bench(workspace, (160, 40)) as shown:
        await shown.press("I")
        assert "李建国" in row_with(shown, "局长")
        assert "智能电表" in row_with(shown, "early")
        await shown.press("enter")
        assert isinstance(shown.screen, PageScreen)
        assert "李建国" in shown.lines[0]


async def test_words_and_pinyin_narrow_the_history_and_esc_clears_it(workspace: Workspace) -> None:
    changed(workspace)
    async with bench(workspace, (160, 40)) as shown:
        await shown.press("I", "slash", *"yuejian")
        assert "约见" in shown.text
        assert "early" not in shown.text
        await shown.press(*"zzz")
        assert "No change matches" in shown.text
        await shown.press("escape")
        assert "early" in shown.text
        assert isinstance(shown.screen, HistoryScreen)


async def test_a_record_that_never_changed_says_so(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("I", "slash", *"nothing")
        assert "No change matches" in shown.text


async def conflicting_undo(shown: Bench) -> None:
    """Change a region, let a colleague change it again, and undo."""
    account = shown.workspace.get(Account, GRID)
    assert account
    with shown.workspace.change("Edit account: 华北电网", via="tui") as change:
        change.set(account, region="华中", industry="水电")
    set_elsewhere(shown.workspace.root, Account, GRID, region="西北")
    await shown.press("u")
    assert isinstance(shown.screen, ClashDialog)


async def test_undo_of_what_someone_has_changed_since_shows_both_and_keeps_theirs(workspace: Workspace) -> None:
    async with bench(workspace, (100, 30)) as shown:
        await conflicting_undo(shown)
        line = row_with(shown, "华北电网 / Region")
        assert "[x] 西北" in line
        assert "[ ] 华北" in line
        assert "colleague" in shown.text
        await shown.press("enter")
        assert isinstance(shown.screen, AccountsScreen)
        kept = shown.kept(Account, GRID)
        assert (kept.region, kept.industry) == ("西北", "电力")


async def test_a_key_puts_ours_there_and_undo_brings_theirs_back(workspace: Workspace) -> None:
    async with bench(workspace, (100, 30)) as shown:
        await conflicting_undo(shown)
        await shown.press("m", "enter")
        kept = shown.kept(Account, GRID)
        assert (kept.region, kept.industry) == ("华北", "电力")
        await shown.press("u")
        assert shown.kept(Account, GRID).region == "西北"
