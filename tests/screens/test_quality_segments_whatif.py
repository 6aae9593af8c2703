"""The screens beside the charts: data quality, segments, what if."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from workbench import BANK, GRID, SHIP, Bench, bench, lose_sklearn, make, sell, small

from kamtui.screens.charts.segments import SegmentsScreen
from kamtui.screens.charts.whatif import WhatIfScreen
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.pages.page import PageScreen
from kamtui.screens.upkeep.quality import QualityScreen
from kamtui.store.answers import FIGURES
from kamtui.store.answers.grouping import Grouping, Wish, grouping
from kamtui.store.answers.segmenting import Features
from kamtui.store.records import Account, Ignored, Opportunity, Segment, Target
from kamtui.store.tidy import open_issues
from kamtui.store.workspace import Workspace

TWIN = "01K9ZZZZZZ0000000000000090"


def row_of(shown: Bench, *parts: str) -> str:
    """The key of the row that says all of this."""
    table = shown.table
    return next(row.key for row in table.rows if all(any(part in str(cell) for cell in row.cells) for part in parts))


async def test_two_accounts_of_one_name_are_merged_with_one_key_and_undone_with_another(tmp_path: Path) -> None:
    twin = Account(id=TWIN, name="华北电网", website="grid.example")
    async with bench(make(tmp_path / "w", [*small(), twin])) as shown:
        await shown.press("5", "g", "q")
        assert isinstance(shown.screen, QualityScreen)
        assert "Duplicates 1" in shown.lines[0]
        shown.table.move_to(row_of(shown, "华北电网"))
        await shown.press("M")
        assert shown.workspace.get(Account, TWIN) is None
        assert shown.kept(Account, GRID).website == "grid.example"
        assert "Duplicates" not in shown.lines[0]
        await shown.press("u")
        assert shown.workspace.get(Account, TWIN)
        assert "Duplicates 1" in shown.lines[0]


async def test_e_opens_the_field_that_is_missing_and_enter_the_record(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("5", "g", "q")
        shown.table.move_to(row_of(shown, "顺达物流", "Region"))
        await shown.press("E")
        assert isinstance(shown.screen, FormDialog)
        await shown.press(*"South", "ctrl+s")
        assert shown.kept(Account, SHIP).region == "South"
        assert isinstance(shown.screen, QualityScreen)
        assert "顺达物流" not in shown.line_with("> ") or "Region" not in shown.line_with("> ")
        await shown.press("enter")
        assert isinstance(shown.screen, PageScreen)


async def test_what_is_ignored_stays_away_after_a_restart_and_comes_back_with_undo(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("5", "g", "q")
        key = row_of(shown, "顺达物流", "Region")
        shown.table.move_to(key)
        await shown.press("K")
        assert key not in [row.key for row in shown.table.rows]
        await shown.press("exclamation_mark")
        assert key in [row.key for row in shown.table.rows]
        await shown.press("exclamation_mark")
    async with bench(Workspace.open(workspace.root)) as shown:
        await shown.press("5", "g", "q")
        assert key not in [row.key for row in shown.table.rows]
        other = shown.table.rows[1].key
        shown.table.move_to(other)
        await shown.press("K")
        assert other not in [row.key for row in shown.table.rows]
        await shown.press("u")
        assert other in [row.key for row in shown.table.rows]
        await shown.press("exclamation_mark")
        shown.table.move_to(key)
        await shown.press("K", "exclamation_mark")
        assert key in [row.key for row in shown.table.rows]


async def test_what_is_ignored_on_the_page_is_ignored_by_the_command_too(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("5", "g", "q")
        shown.table.move_to(row_of(shown, "顺达物流", "Region"))
        key = shown.table.cursor_key
        await shown.press("K")
        assert [each.name for each in shown.workspace.records(Ignored).values()] == [key]
        assert open_issues(shown.workspace)[1] == 1
        await shown.press("u")
        assert open_issues(shown.workspace)[1] == 0


async def test_an_order_that_came_twice_counts_once_after_one_key_and_a_wrong_amount_is_typed_anew(
    workspace: Workspace,
) -> None:
    lines = [
        (GRID, f"2026-09-{day:02}", 1000 + day, {"order_no": f"A{day}", "quantity_e3": 1000}) for day in range(1, 10)
    ]
    again = (GRID, "2026-10-02", 1001, {"order_no": "A1", "quantity_e3": 1000})
    sell(workspace, [*lines, (GRID, "2026-09-20", 990_000, {"order_no": "C1", "quantity_e3": 1000}), again])
    async with bench(workspace) as shown:

        def sold() -> int:
            lines = (line for month in ("2026-09", "2026-10") for line in shown.workspace.order_lines(month))
            return sum((line.amount_e4 or 0) // 10_000 for line in lines if not line.archived)

        before = sold()
        await shown.press("5", "g", "q")
        shown.table.move_to(row_of(shown, "A1 2026-09-01"))
        await shown.press("M")
        assert sold() == before - 1001
        shown.table.move_to(row_of(shown, "C1 2026-09-20"))
        await shown.press("enter")
        assert isinstance(shown.screen, PageScreen), "an order line has no page: that of its account opens"
        await shown.press("escape", "E", "home", "ctrl+k", *"990", "enter")
        assert sold() == before - 1001 - 989_010
        await shown.press("u", "u")
        assert sold() == before


async def test_every_key_of_the_page_answers_on_an_order_line_and_changes_only_what_it_says(
    workspace: Workspace,
) -> None:
    lines = [
        (GRID, f"2026-09-{day:02}", 1000 + day, {"order_no": f"A{day}", "quantity_e3": 1000}) for day in range(1, 10)
    ]
    sell(workspace, [*lines, (GRID, "2026-09-20", 990_000, {"order_no": "C1", "quantity_e3": 1000})])
    async with bench(workspace, (100, 30)) as shown:
        await shown.press("5", "g", "q")
        page, key = shown.screen, row_of(shown, "C1 2026-09-20")
        shown.table.move_to(key)
        generation = shown.workspace.generation
        for then, said in {
            "c": "Copied the name", "r": "Copied the row", "m": "Copied the Markdown", "j": "Copied the JSON",
            "i": "Copied the id", "p": "No phone number",
        }.items():  # fmt: skip
            await shown.press("y", then)
            assert said in shown.footer_message
        await shown.press("y", "v")
        assert "Order number: C1" in shown.text
        await shown.press("escape", "M")
        assert "not two that may be one" in shown.footer_message
        await shown.press("D", "t", "x", "a", "e", "n", "H")
        assert shown.screen is page, "keys of other lists do nothing here"
        for opens in ("I", "E", "comma", "question_mark", "enter"):
            await shown.press(opens)
            assert shown.screen is not page
            await shown.press("escape")
            assert shown.screen is page
        assert (shown.table.cursor_key, shown.workspace.generation) == (key, generation)
        shown.table.move_to("-outlier")
        for silent, said in {
            "I": "no record with a history", "E": "no record to correct", "K": "nothing to ignore",
            "enter": "no record to open",
        }.items():  # fmt: skip
            await shown.press(silent)
            assert said in shown.footer_message


async def test_p_tells_where_the_numbers_of_every_figure_come_from(workspace: Workspace) -> None:
    sell(workspace, [(GRID, "2026-09-20", 1000, {})])
    async with bench(workspace) as shown:
        await shown.press("5", "g", "q", "p")
        assert len(shown.table.rows) == len(FIGURES)
        row = next(row for row in shown.table.rows if row.key == "sales")
        assert row.cells[1:] == ("Orders", "sales records", "1", "-", "2026-09-20")
        csat = next(row for row in shown.table.rows if row.key == "csat")
        assert csat.cells[2] == "customer surveys"
        await shown.press("p")
        assert "sales" not in [row.key for row in shown.table.rows]


async def test_amounts_in_another_unit_are_converted_at_once_and_can_be_taken_back(tmp_path: Path) -> None:
    deals = [
        Opportunity(name=f"d{owner}{at}", account=GRID, owner=owner, amount=(at + 10) * size)
        for owner, size in (("yuan", 1_000_000), ("wan", 100))
        for at in range(9)
    ]
    async with bench(make(tmp_path / "w", [Account(id=GRID, name="华北电网"), *deals])) as shown:
        await shown.press("5", "g", "q")
        shown.table.move_to(row_of(shown, "dyuan0", "10,000"))
        before = {each.id: each.amount for each in shown.workspace.records(Opportunity).values()}
        await shown.press("E", "right", "enter")
        after = {each.name: each.amount or 0 for each in shown.workspace.records(Opportunity).values()}
        assert {after[f"dyuan{at}"] for at in range(9)} == {after[f"dwan{at}"] for at in range(9)}
        await shown.press("u")
        assert {each.id: each.amount for each in shown.workspace.records(Opportunity).values()} == before


async def settle(shown: Bench) -> SegmentsScreen:
    """Wait until the groups are worked out."""
    screen = shown.screen
    assert isinstance(screen, SegmentsScreen)
    await shown.wait_until(lambda: not screen.working, 30)
    await shown.pilot.pause()
    return screen


@pytest.fixture
def grouped(tmp_path: Path) -> Workspace:
    """Twelve accounts: six that order much and often, six that order little and seldom."""
    accounts = [Account(id=f"01K9ZZZZZZ00000000000001{at:02}", name=f"客户{at:02}", region="华北") for at in range(12)]
    workspace = make(tmp_path / "w", accounts)
    lines: list[tuple[str, str, int, dict[str, Any]]] = []
    for at, account in enumerate(accounts):
        for month in range(1, 11 if at < 6 else 3):
            lines.append((account.id, f"2026-{month:02}-15", 100_000 + at if at < 6 else 500 + at, {}))
    sell(workspace, lines)
    return workspace


async def test_segments_are_proposed_looked_at_named_and_kept_as_tags_with_their_strategy(grouped: Workspace) -> None:
    pytest.importorskip("sklearn")
    async with bench(grouped, (100, 30)) as shown:
        await shown.press("5", "g", "m")
        await settle(shown)
        assert "k = 2" in shown.lines[0]
        assert [str(row.cells[1]) for row in shown.table.rows] == ["6", "6"]
        assert "clear structure" in shown.text
        shown.table.action_first()
        await shown.press("E", *"Big: visit", "enter")
        assert "Big" in shown.lines[2]
        await shown.press("V")
        found = shown.workspace.records(Account)
        assert sorted(each.name for each in found.values() if "Big" in each.tags) == [f"客户{at:02}" for at in range(6)]
        kept = {each.name: each.strategy for each in shown.workspace.records(Segment).values()}
        assert kept == {"Big": "visit", "Group 2": ""}
        assert not any(each.note for each in found.values())
        await shown.press("p", "p", "p", "home", "enter")
        assert "visit" in shown.line_with("Strategy (Big)")
        await shown.press("escape", "p")
        await shown.press("u")
        assert not any(each.tags for each in shown.workspace.records(Account).values())
        assert not shown.workspace.records(Segment)
        await shown.press("p")
        assert "Component 1" in shown.lines[1]
        assert sum(line.count("●") for line in shown.lines[2:-4]) >= 1
        await shown.press("p")
        assert "┬" in shown.lines[2]
        assert len([row for row in shown.table.rows if not row.key.startswith("-")]) == 12
        await shown.press("p", "enter")
        assert isinstance(shown.screen, PageScreen)


async def test_method_features_and_number_of_groups_are_chosen_and_remembered(grouped: Workspace) -> None:
    pytest.importorskip("sklearn")
    async with bench(grouped, (100, 30)) as shown:
        await shown.press("5", "g", "m")
        await settle(shown)
        await shown.press("o", "plus")
        await settle(shown)
        assert "Ward linkage" in shown.lines[0]
        assert "k = 3" in shown.lines[0]
        await shown.press("minus", "minus", "c", *"days", "enter", "c", *"average", "enter")
        screen = await settle(shown)
        assert "days_since" not in screen.kept.features
        labels = screen.found and screen.found.labels
    async with bench(Workspace.open(grouped.root), (100, 30)) as shown:
        await shown.press("5", "g", "m")
        again = await settle(shown)
        assert again.kept == screen.kept
        assert again.found
        assert again.found.labels == labels


async def test_more_groups_than_different_accounts_are_refused_with_the_most_there_can_be(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    accounts = [Account(id=f"01K9ZZZZZZ000000000000010{at}", name=f"c{at}") for at in range(4)]
    workspace = make(tmp_path / "w", accounts)
    sell(workspace, [(each.id, "2026-05-01", 100 if at < 2 else 900, {}) for at, each in enumerate(accounts)])
    async with bench(workspace) as shown:
        await shown.press("5", "g", "m")
        await settle(shown)
        await shown.press("plus")
        assert "There cannot be 3 groups; the most is 2" in shown.text


async def test_keys_are_answered_while_groups_are_worked_out_and_the_last_choice_wins(
    grouped: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sklearn")
    first, asked = threading.Event(), []

    def slow(data: Features, wish: Wish, go_on: Callable[[], object]) -> Grouping:
        asked.append(wish.way)
        if wish.way == "kmeans":
            first.wait(20)
        return grouping(data, wish)

    monkeypatch.setattr("kamtui.screens.charts.segments.grouping", slow)
    async with bench(grouped, (100, 30)) as shown:
        try:
            await shown.press("5", "g", "m")
            await shown.wait_until(lambda: asked == ["kmeans"])
            assert "Working out the groups" in shown.lines[0]
            await shown.press("V")
            assert "Working out the groups" in shown.footer_message, "nothing is kept that is not there yet"
            await shown.press("question_mark", "escape", "o")
            await settle(shown)
            assert "Ward linkage" in shown.lines[0]
            first.set()
            await shown.pilot.pause(0.1)
            screen = await settle(shown)
            assert screen.found
            assert screen.found.way == "ward", "what is outdated is dropped"
            first.clear()
            await shown.press("o", "o", "q")
            assert not isinstance(shown.screen, SegmentsScreen), "it can be left meanwhile"
        finally:
            first.set()
        await shown.pilot.pause(0.1)


@pytest.mark.parametrize("fault", [None, RuntimeError("no"), ValueError("numpy.dtype size changed")])
async def test_without_a_scikit_learn_that_works_the_screen_says_how_to_get_it(
    grouped: Workspace, monkeypatch: pytest.MonkeyPatch, fault: Exception | None
) -> None:
    lose_sklearn(monkeypatch, fault)
    async with bench(grouped, (100, 30)) as shown:
        await shown.press("5", "g", "m")
        await settle(shown)
        assert 'pip install "kamtui[segments]"' in shown.text
        assert "Working" not in shown.text
        await shown.press("p")
        assert 'pip install "kamtui[segments]"' in shown.text


async def test_an_account_that_leaves_takes_its_sales_its_share_and_its_deals(tmp_path: Path) -> None:
    target = Target(name="2026", period="2026", amount=1_000_000_00, figure="sales")
    deals = [
        msgspec.structs.replace(each, close_date=dt.date(2026, 12, 20)) if isinstance(each, Opportunity) else each
        for each in small()
    ]
    workspace = make(tmp_path / "w", [*deals, target])
    sell(workspace, [(GRID, "2026-03-05", 300_000, {}), (BANK, "2026-03-09", 100_000, {})])
    async with bench(workspace, (120, 30)) as shown:
        await shown.press("5", "g", "w")
        assert isinstance(shown.screen, WhatIfScreen)
        first = shown.line_with("> 华北电网")
        assert "75.0%" in first
        assert "6,250" in first
        assert "10,000" in first
        assert "If 华北电网 leaves" in shown.text
        # 600 000 are missing; METERS 3.0 M, TENDER 1.2 M, laptops 0.8 M and cold chain 2.0 M are open
        assert "11.67 > 4.67" in first
        await shown.press("c")
        assert "600K missing, coverage 11.67" in shown.text
        assert len(shown.table.rows) == 2, "one deal is enough"
        shown.table.action_last()
        await shown.press("enter")
        assert isinstance(shown.screen, PageScreen)
