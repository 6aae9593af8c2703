"""Lists: cells edited in place, many at once, from a spreadsheet, once more; each is one step for undo."""

from __future__ import annotations

from pathlib import Path

from hostile import CONTROL, MARKUP
from textual import events
from textual.widgets import Input
from workbench import BANK, FOOD, GRID, SHIP, WANG, Bench, bench, set_elsewhere

from kamtui.screens.dialogs.clash import ClashDialog
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.plan import PlanDialog
from kamtui.screens.widgets.cell_editor import CellEditor
from kamtui.store.records import Account
from kamtui.store.workspace import Workspace

WIDE = (158, 30)


def cards(workspace: Workspace) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in workspace.root.rglob("accounts/**/*.json")}


async def to_column(shown: Bench, key: str) -> None:
    """Move the column cursor to a column by its keys."""
    await shown.press("l")
    for _ in range(20):
        if shown.cells.column_key == key:
            return
        await shown.press("right")
    raise AssertionError(f"{key} is not among {shown.cells.columns_shown}")


async def paste(shown: Bench, text: str) -> None:
    shown.app.post_message(events.Paste(text))
    await shown.pilot.pause()
    await shown.pilot.pause()


async def test_e_edits_the_cell_under_the_cursor_enter_saves_and_goes_down(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await to_column(shown, "region")
        assert "[Region]" in shown.lines[1]
        await shown.press("e", *"Wuhan", "enter")
        assert shown.kept(Account, GRID).region == "Wuhan"
        assert "Wuhan" in shown.line_with("华北电网")
        assert shown.cells.cursor_key == BANK
        assert "华北电网" in shown.lines[-1]
        await shown.press("u")
        assert shown.kept(Account, GRID).region == "华北"


async def test_tab_keeps_the_cell_and_opens_the_next_one_that_can_be_edited(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await to_column(shown, "region")
        await shown.press("f2", *"Wuhan", "tab")
        await shown.press(*"steel", "tab")
        await shown.press("escape")
        kept = shown.kept(Account, GRID)
        assert (kept.region, kept.industry) == ("Wuhan", "steel")
        assert shown.cells.column_key == "owner", "behind industry stands the owner"


async def test_a_choice_is_found_by_its_first_letters_or_taken_with_the_arrows(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await to_column(shown, "owner")
        shown.cells.move_to(FOOD)
        await shown.press("e", *"wf")
        assert "> 王芳" in shown.text
        await shown.press("enter")
        assert shown.kept(Account, FOOD).owner == WANG
        shown.cells.go_to_column("tier")
        shown.cells.move_to(FOOD)
        await shown.press("e", "down", "enter")
        assert shown.kept(Account, FOOD).tier == "A"


async def test_a_text_that_cannot_be_understood_stays_and_esc_leaves_the_cell_as_it_is(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await to_column(shown, "tier")
        await shown.press("e", *"zzz", "enter")
        assert "There is no “zzz”" in shown.text
        assert shown.screen.query_one(CellEditor).text == "zzz"
        await shown.press("escape")
        assert not shown.screen.query(CellEditor)
        assert shown.app.focused is shown.cells
        assert shown.kept(Account, GRID).tier == "A"


async def test_a_computed_cell_says_what_it_is_made_of_and_opens_no_editor(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await to_column(shown, "weighted")
        await shown.press("e")
        assert "amounts times their odds" in shown.told[-1]
        assert not shown.screen.query(CellEditor)


async def test_a_cell_that_a_colleague_has_just_changed_is_not_overwritten_and_the_text_stays(
    workspace: Workspace,
) -> None:
    async with bench(workspace, WIDE) as shown:
        await to_column(shown, "region")
        await shown.press("e", *"Wuhan")
        set_elsewhere(workspace.root, Account, GRID, region="华中")
        await shown.press("enter")
        assert shown.kept(Account, GRID).region == "华中"
        assert isinstance(shown.screen, ClashDialog)
        assert shown.app.screen_stack[-2].query_one(CellEditor).text == "Wuhan"


async def test_b_shows_what_a_value_would_do_to_each_marked_row_and_one_undo_takes_all_back(
    workspace: Workspace,
) -> None:
    before = cards(workspace)
    async with bench(workspace) as shown:
        await shown.press("x", "space", "b", *"region", "enter")
        assert isinstance(shown.screen, PlanDialog)
        await shown.press(*"Hubei")
        assert "2 will change" in shown.text
        assert "Hubei" in shown.line_with("华北电网")
        await shown.press("enter")
        assert [shown.kept(Account, one).region for one in (GRID, BANK, FOOD)] == ["Hubei", "Hubei", ""]
        await shown.press("u")
        assert cards(workspace) == before


async def test_esc_in_the_preview_changes_nothing(workspace: Workspace) -> None:
    before = cards(workspace)
    async with bench(workspace) as shown:
        await shown.press("X", "b", *"region", "enter", *"Hubei", "escape")
        assert isinstance(shown.screen, ConfirmDialog), "the value that was typed would be lost"
        await shown.press("tab", "tab", "enter")
        assert not isinstance(shown.screen, PlanDialog)
        await shown.press("b", *"region", "enter", "escape")
        assert not isinstance(shown.screen, PlanDialog | ConfirmDialog), "nothing was typed"
        assert cards(workspace) == before


async def test_marks_are_stars_counted_in_the_title_and_esc_takes_them_off_before_anything_else(
    workspace: Workspace,
) -> None:
    async with bench(workspace) as shown:
        await shown.press("slash", *"is:key", "enter", "ctrl+t")
        assert "3 marked" in shown.lines[0]
        assert shown.lines[2].startswith(">*")
        await shown.press("escape")
        assert "marked" not in shown.lines[0]
        assert "3 accounts" in shown.lines[0], "the filter stays until the next Esc"
        await shown.press("X", "X")
        assert "marked" not in shown.lines[0]
        await shown.press("x", "slash", *"is:key tier:B")
        assert "marked" not in shown.lines[0], "a row that leaves the list loses its mark"


async def test_a_full_stop_makes_the_last_change_again_on_the_row_or_on_the_marked_ones(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await shown.press("full_stop")
        assert "no change to repeat" in shown.lines[-1]
        await to_column(shown, "region")
        await shown.press("e", *"Wuhan", "enter", "full_stop")
        assert shown.kept(Account, BANK).region == "Wuhan"
        await shown.press("X", "f4")
        assert [shown.kept(Account, one).region for one in (FOOD, SHIP)] == ["Wuhan", "Wuhan"]
        await shown.press("u")
        assert [shown.kept(Account, one).region for one in (BANK, FOOD, SHIP)] == ["Wuhan", "", ""]


async def test_a_block_from_a_spreadsheet_is_checked_cell_by_cell_and_pasted_as_one_step(workspace: Workspace) -> None:
    before = cards(workspace)
    async with bench(workspace, WIDE) as shown:
        await to_column(shown, "tier")
        await paste(shown, "B\tHubei\nZ\tHunan\n")
        assert isinstance(shown.screen, PlanDialog)
        assert "3 will change, 1 do not apply" in shown.text
        assert "! There is no “Z”" in shown.text
        await shown.press("enter")
        grid, bank = shown.kept(Account, GRID), shown.kept(Account, BANK)
        assert (grid.tier, grid.region, bank.tier, bank.region) == ("B", "Hubei", "A", "Hunan")
        await shown.press("u")
        assert cards(workspace) == before


async def test_a_block_that_is_not_accepted_and_one_pasted_into_the_filter_change_nothing(
    workspace: Workspace,
) -> None:
    before = cards(workspace)
    async with bench(workspace, WIDE) as shown:
        await paste(shown, "x\ty\n")
        await shown.press("escape")
        await shown.press("slash")
        await paste(shown, "hbdw")
        assert not isinstance(shown.screen, PlanDialog)
        assert cards(workspace) == before


async def test_marked_accounts_are_archived_together_after_a_question_whose_first_answer_is_no(
    workspace: Workspace,
) -> None:
    before = cards(workspace)
    async with bench(workspace) as shown:
        await shown.press("x", "x", "D")
        assert isinstance(shown.screen, ConfirmDialog)
        await shown.press("enter")
        assert cards(workspace) == before
        await shown.press("D", "right", "enter")
        assert [shown.kept(Account, one).archived for one in (GRID, BANK, FOOD)] == [True, True, False]
        await shown.press("u")
        assert cards(workspace) == before


async def test_shift_n_adds_an_account_like_this_one_with_an_id_and_a_file_of_its_own(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("N")
        await shown.type_over("华南电网")
        await shown.press("f2")
        made = shown.kept(Account, shown.cells.cursor_key or "")
        assert (made.name, made.region, made.tier) == ("华南电网", "华北", "A")
        assert made.id != GRID
        assert made.slug != shown.kept(Account, GRID).slug


async def test_hostile_text_is_plain_text_in_cells_previews_and_pastes(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await to_column(shown, "region")
        for text in (*MARKUP, *(text for text in CONTROL if text.isprintable())):
            await shown.press("e")
            shown.screen.query_one(CellEditor).query_one(Input).value = text
            await shown.press("f2")
            assert shown.kept(Account, GRID).region == text.strip()
        for text in (*MARKUP, *CONTROL):
            await paste(shown, text)
            assert "\x1b" not in shown.text
            assert "\x9b" not in shown.text
            await shown.press("escape")
