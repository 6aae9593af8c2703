"""Order files behind an open chart: imported by another process, or never added up before."""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from workbench import BANK, GRID, Bench, bench, make, sell, small

from kamtui.screens.charts.page import ChartsScreen
from kamtui.screens.upkeep.quality import QualityScreen
from kamtui.store.answers import Question, UnreadOrdersError, ask
from kamtui.store.charts.pages import PAGES
from kamtui.store.files import order_help
from kamtui.store.files.order_cache import OrderCache
from kamtui.store.records import Account
from kamtui.store.tidy import issues, order_lines
from kamtui.store.workspace import Workspace

SOLD: list[tuple[str, str, int, dict[str, Any]]] = [
    (GRID, "2025-03-05", 200_000, {}),
    (GRID, "2026-03-05", 300_000, {}),
    (BANK, "2026-05-06", 50_000, {}),
]


@pytest.fixture
def sold(tmp_path: Path) -> Workspace:
    """The small workspace with orders in three months, read by nobody yet."""
    workspace = make(tmp_path / "work", small())
    sell(workspace, SOLD)
    shutil.rmtree(workspace.root / ".kamtui" / "cache" / "orders", ignore_errors=True)
    return Workspace.open(workspace.root)


class Gate:
    """Holds the adding up of each month until it is let through."""

    def __init__(self, month: Callable[[OrderCache, str], object]) -> None:
        """Stand before `month`."""
        self._month, self._free = month, threading.Semaphore(0)
        self.asked: list[str] = []
        self.done: list[str] = []

    def __call__(self, cache: OrderCache, month: str) -> object:
        """Wait, then add up."""
        if threading.current_thread() is not threading.main_thread():
            self.asked.append(month)
            self._free.acquire(timeout=10)
        found = self._month(cache, month)
        self.done.append(month)
        return found

    def let(self, months: int) -> None:
        """Let so many months through."""
        self._free.release(months)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Every order file takes long, and is held."""
    held = Gate(OrderCache.month)
    monkeypatch.setattr(OrderCache, "month", lambda cache, month: held(cache, month))
    monkeypatch.setattr("kamtui.store.files.order_lines.AT_ONCE", 0)
    yield held
    held.let(100)


def said(shown: Bench, done: int) -> Callable[[], bool]:
    """Whether the screen says that so many of the three months are done."""
    return lambda: f"{done} of 3 months done" in shown.text


async def test_an_import_by_another_process_shows_in_an_open_chart_without_a_key(
    sold: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("order no,customer,date,amount\nz9,华北电网,2026-07-01,1000\n", "utf-8")
    async with bench(sold) as shown:
        await shown.press("5", "v", *"top by s", "enter")
        screen = shown.screen
        assert isinstance(screen, ChartsScreen)
        assert screen.chart.series[0].values == (300_000, 50_000)
        command = [sys.executable, "-m", "kamtui", "import", str(file), "--data", str(sold.root)]
        other = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
        assert await other.wait() == 0
        await shown.wait_until(lambda: screen.chart.series[0].values == (301_000, 50_000), 2)


async def test_the_first_chart_says_how_many_months_are_read_and_comes_by_itself(sold: Workspace, gate: Gate) -> None:
    async with bench(sold) as shown:
        await shown.press("5", "right")
        assert "Sales by year" in shown.lines[0]
        await shown.wait_until(said(shown, 0))
        assert "2025-03" in shown.text
        gate.let(1)
        await shown.wait_until(said(shown, 1))
        assert "2026-03" in shown.text
        gate.let(2)
        await shown.wait_until(lambda: "350K" in shown.text and "200K" in shown.text)
        assert shown.table.cursor_row == 1
        assert gate.asked == ["2025-03", "2026-03", "2026-05"]


async def test_keys_are_answered_while_orders_are_read(sold: Workspace, gate: Gate) -> None:
    async with bench(sold) as shown:
        await shown.press("5", "right")
        await shown.wait_until(said(shown, 0))
        await shown.press("?")
        assert "Charts" in shown.text
        await shown.press("escape", "left")
        assert "Key accounts by region" in shown.lines[0]
        assert "华北" in shown.text
        await shown.press("right", "P")
        await shown.wait_until(said(shown, 0))


async def test_leaving_the_page_stops_the_reading_and_coming_back_goes_on(sold: Workspace, gate: Gate) -> None:
    async with bench(sold) as shown:
        await shown.press("5", "right")
        await shown.wait_until(said(shown, 0))
        gate.let(1)
        await shown.wait_until(said(shown, 1))
        await shown.press("1")
        gate.let(1)
        await shown.wait_until(lambda: gate.done == ["2025-03", "2026-03"])
        await shown.pilot.pause(0.1)
        assert gate.asked == ["2025-03", "2026-03"]
        gate.let(1)
        await shown.press("5")
        await shown.wait_until(lambda: "350K" in shown.text)
        assert gate.asked == ["2025-03", "2026-03", "2026-05"]


@pytest.mark.parametrize(("keys", "text"), [("gm", "There are no accounts to group"), ("gw", "华北电网")])
async def test_segments_and_what_if_wait_for_orders_as_well(sold: Workspace, gate: Gate, keys: str, text: str) -> None:
    async with bench(sold) as shown:
        await shown.press("5", *keys)
        await shown.wait_until(said(shown, 0))
        gate.let(3)
        await shown.wait_until(lambda: text in shown.text, 30)


async def test_accounts_by_product_are_read_in_the_background_too(sold: Workspace, gate: Gate) -> None:
    async with bench(sold) as shown:
        await shown.press("5", "right")
        gate.let(3)
        await shown.wait_until(lambda: "350K" in shown.text)
        screen = shown.screen
        assert isinstance(screen, ChartsScreen)
        screen.go_to_page(next(page for page in PAGES if page.name == "whitespace"))
        await shown.wait_until(lambda: "0 of 2 months done" in shown.text)
        gate.let(100)
        await shown.wait_until(lambda: "months done" not in shown.text)
        assert {path.name for path in (sold.root / ".kamtui/cache/orders").glob("*.cells.mp")}
        assert set(gate.asked[3:]) == {"2026-03", "2026-05"}


async def test_a_filter_is_applied_in_the_background_and_again_once_an_account_changes(
    sold: Workspace, gate: Gate
) -> None:
    async with bench(sold) as shown:
        await shown.press("5", "right")
        gate.let(3)
        await shown.wait_until(lambda: "350K" in shown.text)
        screen = shown.screen
        assert isinstance(screen, ChartsScreen)
        gate.let(100)
        screen.query_text = "tier:C"
        screen.show()
        assert screen._unread
        assert not any(await _values(shown, screen))
        with shown.workspace.change("tiers") as change:
            for account in shown.workspace.records(Account).values():
                change.set(account, tier="C")
        screen.show()
        assert sum(value or 0 for value in await _values(shown, screen)) == 550_000


async def _values(shown: Bench, screen: ChartsScreen) -> tuple[float | None, ...]:
    """The values of the chart once nothing is read any more."""
    await shown.wait_until(lambda: not screen._unread and bool(screen.chart.labels or screen.chart.empty))
    return screen.chart.series[0].values if screen.chart.series else ()


def test_a_workspace_that_is_only_read_keeps_no_sums_and_has_no_help(
    sold: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr(order_help, "WORTH_IT", 1)
    monkeypatch.setattr("kamtui.store.files.order_lines.AT_ONCE", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(sold, "read_only", "asked")
    question = Question("sales", ("account", "product"))
    with pytest.raises(UnreadOrdersError) as unread:
        ask(sold, question, at_once=True)
    assert list(sold.read_orders(unread.value.months, unread.value.need)) == [1, 2, 3]
    with pytest.raises(UnreadOrdersError) as unread:
        ask(sold, question, at_once=True)
    assert list(sold.read_orders(unread.value.months, unread.value.need)) == [1, 2, 3]
    assert sum(row.n for row in ask(sold, question, at_once=True).rows) == 3
    assert issues(sold)
    assert not (sold.root / ".kamtui" / "cache" / "orders").exists()


async def test_the_quality_page_looks_through_orders_in_the_background_and_only_what_changed_again(
    sold: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    free = threading.Semaphore(0)
    inner = order_lines._looked_through

    def held(workspace: Workspace, month: str, today: dt.date) -> order_lines.MonthFindings:
        looked.append(month)
        assert threading.current_thread() is not threading.main_thread()
        free.acquire(timeout=10)
        return inner(workspace, month, today)

    monkeypatch.setattr(order_lines, "_looked_through", held)
    monkeypatch.setattr("kamtui.store.files.order_lines.AT_ONCE", 0)
    async with bench(sold) as shown:
        await shown.press("5", "g", "q")
        await shown.wait_until(said(shown, 0))
        await shown.press("?", "escape")
        free.release(3)
        await shown.wait_until(lambda: "顺达物流" in shown.text)
        assert looked == ["2025-03", "2026-03", "2026-05"]
        free.release(1)
        sell(shown.workspace, [(BANK, "2026-05-07", 70_000, {})])
        assert isinstance(shown.screen, QualityScreen)
        shown.screen.show()
        await shown.wait_until(lambda: looked[3:] == ["2026-05"])
        assert "顺达物流" in shown.text


async def test_segments_answer_keys_while_their_library_is_read(
    sold: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = threading.Event()
    monkeypatch.setattr("kamtui.screens.charts.segments.prepare", lambda: free.wait(10))
    async with bench(sold) as shown:
        await shown.press("5", "g", "m")
        await shown.wait_until(lambda: "Working out the groups" in shown.text)
        await shown.press("?")
        assert "Segments" in shown.text
        await shown.press("escape")
        free.set()
        await shown.wait_until(lambda: "There are no accounts to group" in shown.text)
