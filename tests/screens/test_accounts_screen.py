"""The account list: how it opens, is sorted, searched, and what the keys do with the account under the cursor."""

from __future__ import annotations

from workbench import BANK, FOOD, GRID, METERS, SHIP, Bench, bench, make

from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.screens.pages.page import PageScreen
from kamtui.store.records import Account, Opportunity
from kamtui.store.text.words import use
from kamtui.store.workspace import Workspace


def keys(shown: Bench) -> list[str]:
    return [row.key for row in shown.table.rows]


async def test_kamtui_opens_on_the_accounts_by_tier_and_then_by_what_is_in_the_pipeline(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        assert isinstance(shown.screen, AccountsScreen)
        assert keys(shown) == [GRID, BANK, FOOD, SHIP]
        assert [line.split()[0] for line in shown.lines[2:6]] == [">", "工商银行武汉分行", "明日乳业", "顺达物流"]
        assert "¥4.2M" in shown.line_with("华北电网")
        assert "王芳" in shown.line_with("华北电网")
        assert "2026-11-13" in shown.line_with("华北电网")
        assert "大客户" in shown.lines[0]


async def test_s_asks_for_a_column_and_shift_s_turns_the_order_round_with_the_unknown_last(
    workspace: Workspace,
) -> None:
    async with bench(workspace) as shown:
        for typed, order in (
            ("account", [BANK, GRID, FOOD, SHIP]),  # as pinyin sorts them: gong, hua, ming, shun
            ("pipeline", [GRID, FOOD, BANK, SHIP]),
            ("last", [GRID, BANK, FOOD, SHIP]),
            ("tier", [GRID, BANK, FOOD, SHIP]),
        ):
            await shown.press("s", *typed, "enter")
            assert keys(shown) == order, typed
        assert "Sorted by Tier" in shown.lines[-1]
        assert "Tier v" in shown.lines[1]
        await shown.press("S")
        assert keys(shown) == [FOOD, GRID, BANK, SHIP], "an account without a tier stays behind"
        assert "Tier ^" in shown.lines[1]
        await shown.press("s", *"usual", "enter")
        assert keys(shown) == [GRID, BANK, FOOD, SHIP]


async def test_a_click_on_a_heading_sorts_by_it_and_the_cursor_stays_on_its_account(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.pilot.click(offset=(shown.lines[1].index("Account"), 1))
        assert keys(shown) == [BANK, GRID, FOOD, SHIP]
        assert shown.table.cursor_key == GRID
        await shown.pilot.click(offset=(shown.lines[1].index("Account"), 1))
        assert keys(shown) == [SHIP, FOOD, GRID, BANK]


async def test_words_hanzi_and_pinyin_initials_narrow_the_list_while_they_are_typed(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("slash", *"hbd")
        assert keys(shown) == [GRID]
        await shown.press("w")
        assert keys(shown) == [GRID]
        for typed, found in (
            ("银行", [BANK]),
            ("mingri", [FOOD]),
            ("华北 王芳", [GRID]),
            ("乳品", [FOOD]),
            ("xyz", []),
        ):
            await shown.type_over(typed)
            assert keys(shown) == found, typed
        assert "No account matches" in shown.text
        assert "0 accounts" in shown.lines[0]


async def test_enter_keeps_the_filter_and_esc_clears_it(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("slash", *"hbdw", "enter")
        assert shown.app.focused is shown.table
        assert keys(shown) == [GRID]
        assert "hbdw" in shown.text
        await shown.press("escape")
        assert len(keys(shown)) == 4
        assert "hbdw" not in shown.text
        await shown.press("f3", *"yh", "escape")
        assert len(keys(shown)) == 4
        assert shown.app.focused is shown.table
        await shown.press("ctrl+f", "enter")
        assert not shown.screen.query(".filter")


async def test_the_cursor_comes_back_to_its_account_when_a_filter_is_widened_or_cleared(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        shown.table.move_to(FOOD)
        await shown.press("slash", *"hbd")
        assert shown.table.cursor_key == GRID, "the account is not among the hits"
        await shown.type_over("m")
        assert shown.table.cursor_key == FOOD, "it is again"
        await shown.type_over("hbd")
        await shown.press("escape")
        assert shown.table.cursor_key == FOOD
        await shown.press("slash", *"hbd", "enter", "escape")
        assert shown.table.cursor_key == GRID, "Enter took the hit"
        await shown.press("slash", *"tier:A")
        await shown.press("enter", "down" if shown.table.cursor_row == 0 else "up")
        assert shown.table.cursor_key == BANK
        await shown.press("escape")
        assert shown.table.cursor_key == BANK, "the person went there"


async def test_the_cursor_moves_by_letters_arrows_pages_and_to_the_ends(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        for key, account in (
            ("j", BANK), ("down", FOOD), ("k", BANK), ("up", GRID), ("G", SHIP), ("home", GRID), ("end", SHIP),
            ("ctrl+home", GRID), ("ctrl+end", SHIP), ("pageup", GRID), ("pagedown", SHIP),
        ):  # fmt: skip
            await shown.press(key)
            assert shown.table.cursor_key == account, key
            assert shown.line_with(workspace.records(Account)[account].name).startswith(">")


async def test_enter_or_a_double_click_opens_the_account(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("j", "enter")
        assert isinstance(shown.screen, PageScreen)
        assert "工商银行武汉分行" in shown.lines[0]
        assert "2/4" in shown.lines[0]
        await shown.press("escape")
        await shown.pilot.click(offset=(5, 4), times=2)
        await shown.pilot.pause()
        assert "明日乳业" in shown.lines[0]


async def test_n_adds_an_account_through_the_form_and_the_cursor_is_on_it(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("n")
        assert isinstance(shown.screen, FormDialog)
        await shown.type_over("北海渔业")
        await shown.press("f2")
        row = shown.table.cursor_key or ""
        assert shown.line_with("北海渔业").startswith(">")
        assert shown.kept(Account, row).name == "北海渔业"
        assert "北海渔业" in shown.lines[-1]
        await shown.press("u")
        assert "北海渔业" not in "".join(shown.lines[1:-1])


async def test_a_form_for_a_new_account_that_is_left_adds_nothing(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        for keys_ in (("escape",), ("f2", "escape")):
            await shown.press("n", *keys_)
            assert isinstance(shown.screen, AccountsScreen)
            assert len(keys(shown)) == 4


async def test_delete_archives_undo_brings_back_and_redo_archives_again(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        for key, there in (("D", False), ("u", True), ("U", False), ("ctrl+z", True), ("delete", False), ("u", True)):
            if there is False and key != "U":
                shown.table.move_to(BANK)
            await shown.press(key)
            assert (BANK in keys(shown)) is there, key
            assert shown.kept(Account, BANK).archived is not there
            assert "工商银行武汉分行" in shown.lines[-1], key


async def test_an_archived_account_takes_no_deal_with_it_that_undo_does_not_bring_back(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("D", "u")
        assert shown.kept(Opportunity, METERS).archived is False
        assert "¥4.2M" in shown.line_with("华北电网")


async def test_with_nothing_left_to_undo_u_says_so(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("U")
        assert "nothing to do again" in shown.lines[-1]
        await shown.press("u", "u")
        assert "nothing to take back" in shown.lines[-1]
        assert "All accounts are listed here" in shown.text


async def test_an_empty_workspace_says_how_to_begin_and_no_key_fails(workspace: Workspace) -> None:
    empty = make(workspace.root.with_name("empty"), [])
    for language, text in (("en", "Press n to add one"), ("zh", "按 n 新建一个")):
        use(language)
        async with bench(empty) as shown:
            assert text in shown.text
            for key in (
                "enter", "e", "E", "D", "N", "j", "k", "h", "l", "G", "home", "pagedown", "pageup", "S", "R",
                "x", "X", "b", "full_stop", "p",
            ):  # fmt: skip
                await shown.press(key)
            assert isinstance(shown.screen, AccountsScreen)
            assert text in shown.text
