"""The page of an account, a deal or a person: what stands on it and what its keys do."""

from __future__ import annotations

import datetime as dt

import pytest
from workbench import (
    BANK,
    CALL_BACK,
    CHEN,
    COLD,
    FOOD,
    GONE,
    GRID,
    LI,
    METERS,
    TENDER,
    VISIT,
    Bench,
    bench,
    set_elsewhere,
)

from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.dialogs.gate import GateDialog
from kamtui.screens.dialogs.pick import PickDialog
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.screens.pages.page import PageScreen
from kamtui.screens.widgets.cell_editor import CellEditor
from kamtui.store.records import Account, Activity, Contact, Contract, Need, Opportunity, Project, Record, Task
from kamtui.store.workspace import Workspace

TALL = (100, 60)


async def go_to(shown: Bench, key: str) -> None:
    """Put the cursor on the row of this key."""
    assert shown.table.move_to(key), [row.key for row in shown.table.rows]
    await shown.pilot.pause()


async def test_the_page_of_an_account_shows_its_fields_and_what_belongs_to_it(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("enter")
        assert "account > 华北电网 > 1/4" in shown.lines[0]
        for label, value in (("Region", "华北"), ("Industry", "电力"), ("Owner", "王芳"), ("Tier", "A")):
            assert value in shown.line_with(f" {label} ")
        assert "+ Company and finance 0/11" in shown.text, "a section without a value begins folded"
        for heading in ("Opportunities (2)", "Contacts (1)", "Tasks (1)", "Activities (1)"):
            assert heading in shown.text
        assert "¥3M" in shown.line_with("智能电表")
        assert "处长" in shown.line_with("李建国")
        assert "2026-11-23" in shown.line_with("回电话")
        assert "2026-11-13" in shown.line_with("拜访")


async def test_the_page_of_a_deal_shows_its_account_its_fields_and_its_history(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("greater_than_sign", "enter")
        assert "智能电表" in shown.lines[0]
        assert "¥3M" in shown.line_with("Amount").replace(",000,000", "M")
        await go_to(shown, "-section:events")
        assert "回电话" in shown.text
        await shown.press("enter", "G")
        assert "History (1)" in shown.text
        assert shown.line_with("stage: Need arises > Internal deliberation").lstrip("> ").startswith("2")
        await go_to(shown, f"accounts:{GRID}")
        await shown.press("enter")
        assert "account > 华北电网" in shown.lines[0]


@pytest.mark.parametrize(
    ("kind", "record", "name"),
    [
        (Opportunity, TENDER, "调度系统"),
        (Contact, LI, "李建国"),
        (Task, CALL_BACK, "回电话"),
        (Activity, VISIT, "拜访"),
    ],
)
async def test_enter_on_a_related_record_opens_its_page_and_q_comes_back(
    workspace: Workspace, kind: type[Record], record: str, name: str
) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("enter")
        await go_to(shown, f"{kind.table}:{record}")
        await shown.press("enter")
        assert name in shown.lines[0]
        await shown.press("q")
        assert "华北电网" in shown.lines[0]
        assert shown.table.cursor_key == f"{kind.table}:{record}"


@pytest.mark.parametrize("key", ["enter", "e", "f2"])
async def test_a_field_is_edited_where_it_stands_and_tab_goes_on_to_the_next(workspace: Workspace, key: str) -> None:
    async with bench(workspace) as shown:
        await shown.press("enter")
        await go_to(shown, "field:industry")
        await shown.press(key)
        await shown.press(*"energy", "tab")
        await shown.press(*"Hubei", "enter")
        assert shown.app.focused is shown.table
        assert ("energy" in shown.line_with("Industry "), "Hubei" in shown.line_with("Region ")) == (True, True)
        kept = shown.kept(Account, GRID)
        assert (kept.industry, kept.region) == ("energy", "Hubei")
        await shown.press("u")
        assert shown.kept(Account, GRID).region == "华北"


async def test_a_wrong_text_stays_in_the_field_with_the_reason_and_esc_leaves_it(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("enter")
        await go_to(shown, "-section:company")
        await shown.press("enter")
        await go_to(shown, "field:founded")
        await shown.press("e", *"soon", "enter")
        assert "“soon” is not a whole number" in shown.text
        assert shown.screen.query_one(CellEditor).text == "soon"
        await shown.press("escape")
        assert not shown.screen.query(CellEditor)
        assert shown.kept(Account, GRID).founded is None


async def test_a_stage_that_is_changed_in_place_passes_the_gate(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("2")
        shown.board.move_to(COLD)
        await shown.press("enter")
        await go_to(shown, "field:stage")
        await shown.press("e", *"design", "enter")
        assert isinstance(shown.screen, GateDialog), shown.text
        await shown.press("escape")
        assert shown.kept(Opportunity, COLD).stage == "need"


async def test_numbers_by_year_are_typed_in_place_and_shown_with_their_growth(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("enter")
        await go_to(shown, "-section:company")
        await shown.press("enter")
        await go_to(shown, "field:revenue_by_year")
        await shown.press("e", *"2024=1.2M, 2025=1.5M", "enter")
        assert "2024: ¥1.2M, 2025: ¥1.5M (+25%)" in shown.line_with("Revenue by year")
        assert shown.kept(Account, GRID).revenue_by_year == {"2024": 120_000_000, "2025": 150_000_000}
        assert "Company and finance 1/11" in shown.text


async def test_enter_folds_a_section_and_opens_it_again(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("enter")
        await go_to(shown, "-section:head")
        await shown.press("enter")
        assert "+ At a glance" in shown.text
        assert "field:region" not in [row.key for row in shown.table.rows]
        assert shown.table.cursor_key == "-section:head"
        await shown.press("enter")
        assert "field:region" in [row.key for row in shown.table.rows]


async def test_needs_stand_by_importance_times_urgency_and_are_archived_from_the_page(workspace: Workspace) -> None:
    with workspace.change("needs") as change:
        made = [
            change.add(Need(name=name, account=GRID, importance=importance, urgency=urgency, status=status))
            for name, importance, urgency, status in (
                ("small", "1", "5", "open"), ("large", "4", "3", "open"), ("over", "5", "5", "met"),
            )
        ]  # fmt: skip
    async with bench(workspace, (120, 70)) as shown:
        await shown.press("enter")
        names = [row.key for row in shown.table.rows if row.key.startswith("needs:")]
        assert names == [f"needs:{made[place].id}" for place in (1, 0, 2)]
        assert "Needs and pains (3)" in shown.text
        assert "Importance 4  Urgency 3" in shown.line_with("large")
        await go_to(shown, f"needs:{made[0].id}")
        await shown.press("D")
        assert shown.kept(Need, made[0].id).archived
        assert not shown.kept(Account, GRID).archived
        assert "Needs and pains (2)" in shown.text


async def test_a_contract_whose_notice_has_begun_says_how_many_days_are_left(workspace: Workspace) -> None:
    with workspace.change("contract") as change:
        change.add(Contract(name="frame", account=GRID, number="K-7", ends=dt.date(2026, 12, 3), notice_days=30))
        change.add(Contract(name="service", account=GRID, number="K-8", ends=dt.date(2027, 12, 3), notice_days=30))
    async with bench(workspace, (120, 70)) as shown:
        await shown.press("enter")
        assert "! 10 days left" in shown.line_with("K-7")
        assert "left" not in shown.line_with("K-8")


@pytest.mark.parametrize("key", ["E", "ctrl+e"])
async def test_a_record_is_edited_in_a_form_that_starts_there(workspace: Workspace, key: str) -> None:
    async with bench(workspace) as shown:
        await shown.press("enter")
        await go_to(shown, "field:region")
        await shown.press(key)
        assert isinstance(shown.screen, FormDialog)
        assert shown.app.focused is not None
        assert shown.app.focused.id == "field-region"
        await shown.type_over("华中")
        await shown.press("ctrl+s")
        assert isinstance(shown.screen, PageScreen)
        assert "华中" in shown.line_with("Region")
        assert shown.kept(Account, GRID).region == "华中"


@pytest.mark.parametrize(
    ("back", "on"),
    [
        ("left_square_bracket", "right_square_bracket"),
        ("ctrl+pageup", "ctrl+pagedown"),
        ("left_black_lenticular_bracket", "right_black_lenticular_bracket"),
    ],
)
async def test_brackets_turn_the_pages_of_the_list_that_it_was_opened_from(
    workspace: Workspace, back: str, on: str
) -> None:
    async with bench(workspace) as shown:
        await shown.press("enter", back)
        assert "1/4" in shown.lines[0]
        await shown.press(on)
        assert "工商银行武汉分行 > 2/4" in shown.lines[0]
        await shown.press(on, on, on)
        assert "顺达物流 > 4/4" in shown.lines[0]
        await shown.press(back)
        assert "明日乳业 > 3/4" in shown.lines[0]


@pytest.mark.parametrize(
    ("table", "kind", "name"),
    [("opportunities", Opportunity, "新机房"), ("contacts", Contact, "赵敏"),
     ("tasks", Task, "送样机"), ("activities", Activity, "电话会"), ("needs", Need, "要双机热备"),
     ("projects", Project, "二期改造"), ("contracts", Contract, "框架协议")],
)  # fmt: skip
async def test_n_asks_what_to_add_to_the_account_and_adds_it(
    workspace: Workspace, table: str, kind: type[Record], name: str
) -> None:
    known = set(workspace.records(kind))
    async with bench(workspace, TALL) as shown:
        await shown.press("enter", "n")
        assert isinstance(shown.screen, PickDialog)
        shown.table.move_to(table)
        await shown.press("enter")
        assert isinstance(shown.screen, FormDialog)
        await shown.type_over(name)
        await shown.press("f2")
        assert isinstance(shown.screen, PageScreen)
        assert name in shown.line_with(name)
        (added,) = set(Workspace.open(workspace.root).records(kind)) - known
        assert getattr(shown.kept(kind, added), "account", "") == GRID
        await shown.press("u")
        assert not [row for row in shown.table.rows if row.key == f"{table}:{added}"]


async def test_n_on_a_deals_page_adds_to_its_account(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("enter", "insert")
        shown.table.move_to("contacts")
        await shown.press("enter")
        await shown.type_over("赵敏")
        await shown.press("f2")
        assert [one.name for one in workspace.of_account(Contact, GRID)] == ["李建国", "赵敏"]


async def test_d_archives_the_record_and_goes_back_and_u_brings_it_back(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("down", "enter", "D")
        assert isinstance(shown.screen, AccountsScreen)
        assert shown.kept(Account, BANK).archived
        assert "工商银行" not in "".join(shown.lines[1:-1])
        await shown.press("u")
        assert not shown.kept(Account, BANK).archived


async def test_the_cursor_of_a_page_moves_by_every_key_of_a_list(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("enter")
        last = len(shown.table.rows) - 1
        for key, row in (
            ("j", 1), ("down", 2), ("k", 1), ("up", 0), ("G", last), ("home", 0), ("end", last), ("ctrl+home", 0),
            ("pagedown", min(21, last)), ("pageup", 0), ("ctrl+end", last),
        ):  # fmt: skip
            await shown.press(key)
            assert shown.table.cursor_row == row, key


async def test_a_page_shows_what_a_colleague_wrote_and_keeps_the_cursor(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("enter")
        await go_to(shown, "field:region")
        set_elsewhere(workspace.root, Account, GRID, industry="新能源")
        await shown.wait_until(lambda: "新能源" in shown.text, 2)
        assert shown.table.cursor_key == "field:region"


async def test_the_page_of_a_record_that_is_gone_says_so_and_no_key_fails(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("j", "j", "enter")
        assert "明日乳业" in shown.lines[0]
        card = next(path for path in workspace.root.rglob("*.json") if GONE in path.read_text("utf-8"))
        card.unlink()
        await shown.wait_until(lambda: "This record is gone" in shown.text, 2)
        for key in ("j", "enter", "e", "n", "G", "right_square_bracket", "left_square_bracket"):
            await shown.press(key)
        assert shown.workspace.get(Account, FOOD) is None
        await shown.press("escape")
        assert isinstance(shown.screen, AccountsScreen)


async def test_the_page_of_a_person_lists_no_fields_of_others(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("j", "enter")
        await go_to(shown, f"contacts:{CHEN}")
        await shown.press("enter")
        assert "陈静" in shown.lines[0]
        assert "李建国" not in shown.text
        assert "工商银行武汉分行" in shown.line_with("> Account")
