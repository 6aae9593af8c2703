"""Screen 5: the way down behind bars that have no account, no records, or a year that is no span of days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest
from charts_shown import opened
from workbench import BANK, FOOD, GRID, bench, make, sell, small

from kamtui.screens.charts.records import ChartRecordsScreen
from kamtui.store.records import Account
from kamtui.store.workspace import Workspace


@pytest.fixture
def sold(tmp_path: Path) -> Workspace:
    """Three full years of orders, one of them without an account."""
    workspace = make(tmp_path / "work", small())
    years: list[tuple[str, str, int, dict[str, Any]]] = []
    for year in (2024, 2025):
        years += [(GRID, f"{year}-{month:02}-05", 100_000, {}) for month in range(1, 13)]
    sell(workspace, [*years, (BANK, "2026-03-09", 60_000, {}), ("", "2026-03-10", 7_000, {"customer": "Walk-in"})])
    return workspace


async def test_behind_the_bar_of_orders_without_an_account_stand_those_orders(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "sales-by-year")
        screen.list.move_to("CNY\x002026")
        await shown.press("enter")
        screen.list.move_to("CNY\0")
        await shown.press("enter")
        assert isinstance(shown.screen, ChartRecordsScreen)
        assert "N26" in shown.text
        assert "N25" not in shown.text
        await shown.press("escape", "escape")
        assert (screen.look.page.name, screen.list.cursor_key) == ("sales-by-year", "CNY\x002026")


async def test_a_month_of_every_year_has_nothing_behind_it_and_enter_says_so(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "seasonality")
        assert screen.rows
        await shown.press("enter")
        assert screen.look.page.name == "seasonality"
        assert "no records to list behind this" in shown.text


async def test_behind_the_outlets_of_a_year_stand_those_that_each_account_had_then(sold: Workspace) -> None:
    with sold.change("count outlets") as change:
        for account, outlets in ((GRID, {"2024": 4, "2025": 6}), (FOOD, {"2024": 9})):
            found = sold.get(Account, account)
            assert found
            change.set(found, outlets_by_year=outlets, outlets=70)
    async with bench(sold) as shown:
        screen = await opened(shown, "outlets-by-year")
        screen.list.move_to("\x002024")
        row = screen.row()
        assert row
        assert row.value == 13
        await shown.press("enter")
        assert sorted(each.value or 0 for each in screen.rows) == [4, 9]


async def test_a_figure_by_group_of_a_period_without_orders_is_empty_and_no_crash(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "average-order")
        for figure in ("orders", "average-order"):
            screen._combine(figure, ("industry",))
            screen.look = msgspec.structs.replace(screen.look, first=dt.date(2031, 1, 1), last=dt.date(2031, 1, 31))
            screen.show()
            assert "Nothing in this period" in screen.chart.empty
