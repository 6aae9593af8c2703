"""Screen 5: pages, free combination, periods, comparison, the way down behind a bar, table, copying and saving."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from charts_shown import opened
from textual.widgets import Input
from workbench import BANK, FOOD, GRID, Bench, bench, make, sell, small

from kamtui.screens.charts.page import ChartsScreen
from kamtui.screens.charts.records import ChartRecordsScreen
from kamtui.screens.dialogs.plain_page import PlainPage
from kamtui.screens.pages.page import PageScreen
from kamtui.store.charts.pages import PAGES, page_named
from kamtui.store.workspace import Workspace

HOSTILE = "[red]\x1b[31mEvil[/red]\u202e"


@pytest.fixture
def sold(tmp_path: Path) -> Workspace:
    """The small workspace, in which three accounts ordered in two years."""
    workspace = make(tmp_path / "work", small())
    sell(workspace, [
        (GRID, "2025-03-05", 200_000, {}), (GRID, "2026-03-05", 300_000, {}), (GRID, "2026-05-06", 50_000, {}),
        (BANK, "2026-03-09", 100_000, {"region": "华中"}), (FOOD, "2026-04-01", 40_000, {"region": HOSTILE}),
        (FOOD, "2026-06-01", 700, {"currency": "USD"}),
    ])  # fmt: skip
    return workspace


async def test_5_opens_the_first_page_of_the_report_and_the_arrows_leaf_through_all(sold: Workspace) -> None:
    async with bench(sold) as shown:
        await shown.press("5")
        assert "Key accounts by region" in shown.lines[0]
        assert f"1/{len(PAGES)}" in shown.lines[0]
        assert shown.line_with("华北").split()[-1] == "1"
        await shown.press("right")
        assert "Sales by year" in shown.lines[0]
        await shown.press("h", "left")
        assert f"{len(PAGES)}/{len(PAGES)}" in shown.lines[0]
        await shown.press("l")
        assert f"1/{len(PAGES)}" in shown.lines[0]


async def test_a_page_is_found_by_its_words_and_shows_its_numbers_with_the_unit(sold: Workspace) -> None:
    async with bench(sold) as shown:
        await shown.press("5", "v", *"top by s", "enter")
        assert "Top by sales (CNY)" in shown.lines[1]
        assert "350K" in shown.line_with(">华北电网")
        assert "71.43%" in shown.line_with(">华北电网")
        assert f"{[page.name for page in PAGES].index('top-sales') + 1}/{len(PAGES)} > Top by sales" in shown.lines[0]


async def test_measure_and_breakdown_are_combined_freely(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "top-sales")
        await shown.press("c", *"quantity", "enter", "o", *"channel", "enter")
        assert (screen.look.page.figure, screen.look.page.by) == ("quantity", ("channel",))
        assert "Quantity by Channel" in shown.lines[0]
        await shown.press("c", *"sum of the order", "enter", "o", *"region", "enter")
        await shown.press("o", *"region quarter", "enter")
        assert (screen.look.page.by, screen.chart.kind) == (("region", "quarter"), "heat")
        await shown.press("o", *"month", "enter")
        assert screen.chart.kind == "lines"
        await shown.press("o", *"month region", "enter")
        assert (screen.look.page.by, screen.chart.kind) == (("month", "region"), "stacked")
        await shown.press("o", *"month", "enter")
        assert screen.chart.kind == "lines"
        await shown.press("c", *"seasonality", "enter")
        assert screen.look.page.figure == "seasonality"
        await shown.press("c", *"top 20%", "enter", "o")
        assert "cannot be broken down" in shown.text


async def test_brackets_move_the_period_braces_a_year_and_an_empty_line_means_all_time(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "sales-by-year")
        assert "2025-03-05 .. 2026-06-01" in shown.text
        for keys, period in (
            ("right_square_bracket", "2026"), ("left_square_bracket", "2025"), ("right_curly_bracket", "2026"),
            ("left_curly_bracket", "2025"),
        ):  # fmt: skip
            await shown.press(keys)
            assert screen.look.period_text(1) == period
        assert screen.answer
        assert [row.value for row in screen.answer.rows] == [200_000]
        await shown.press("z", "r", *"2026Q2", "enter")
        assert screen.look.period_text(1) == "2026Q2"
        await shown.press("left_square_bracket")
        assert screen.look.period_text(1) == "2026Q1"
        await shown.press("z", "r", *"nonsense", "enter")
        assert screen.look.period_text(1) == "2026Q1", "what is not a period is refused"
        await shown.press("escape")


async def test_an_empty_period_says_so_and_which_key_leads_on(sold: Workspace) -> None:
    async with bench(sold) as shown:
        await opened(shown, "sales-by-year")
        await shown.press("z", "r", *"2020", "enter")
        assert "Nothing in this period" in shown.text
        assert "[ ] for another period" in shown.text


async def test_c_puts_last_year_beside_it_up_to_the_same_day(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "by-region")
        assert [series.name for series in screen.chart.series] == ["This period", "Year before"]
        at = screen.chart.labels.index("华北")
        assert [series.values[at] for series in screen.chart.series] == [350_000, 200_000]
        await shown.press("C")
        assert len(screen.chart.series) == 1
        await shown.press("C", "p")
        assert "200,000" in shown.line_with("> 华北")
        screen.go_to_page(page_named("preference"))
        await shown.press("C")
        assert "cannot stand beside" in shown.text


async def test_enter_goes_from_a_bar_to_its_accounts_to_its_orders_to_the_account_and_esc_comes_back(
    sold: Workspace,
) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "by-region")
        screen.list.move_to("CNY\0华北")
        await shown.press("enter")
        assert screen.chart.labels == ("华北电网",)
        assert screen.chart.series[0].values == (350_000,)
        assert "华北" in shown.lines[0]
        await shown.press("enter")
        assert isinstance(shown.screen, ChartRecordsScreen)
        assert [n in row for n, row in zip(("N3", "N2"), shown.lines[2:4], strict=True)] == [True, True]
        assert "N1" not in shown.text, "an order of the year before is not behind this bar"
        await shown.press("enter")
        assert isinstance(shown.screen, PageScreen)
        await shown.press("escape", "escape")
        assert isinstance(shown.screen, ChartsScreen)
        await shown.press("escape")
        assert "华中" in screen.chart.labels
        await shown.press("escape")
        assert not isinstance(shown.screen, ChartsScreen)


async def test_the_orders_behind_a_bar_are_read_file_by_file_and_keys_are_answered_in_between(
    sold: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    spellings, waiting = sold.order_spellings, ["2026-03", "2026-05"]

    def slow(month: str) -> dict[str, msgspec.Raw]:
        assert month == waiting.pop(), "the newest first, and each once"
        return spellings(month)

    monkeypatch.setattr("kamtui.screens.charts.records.AT_ONCE", 0)
    async with bench(sold) as shown:
        screen = await opened(shown, "by-region")
        screen.list.move_to("CNY\0华北")
        await shown.press("enter")
        monkeypatch.setattr(sold, "order_spellings", slow)
        monkeypatch.setattr(sold, "order_months", lambda: ["2026-03", "2026-05"])
        monkeypatch.setattr(ChartRecordsScreen, "set_timer", lambda _, __, go_on: later.append(go_on))
        later: list[Callable[[], None]] = []
        await shown.press("enter")
        assert ("N3" in shown.text, "N2" in shown.text, "1+" in shown.lines[0]) == (True, False, True)
        await shown.press("question_mark", "escape")
        while later:
            later.pop()()
        await shown.pilot.pause()
        assert ("N3" in shown.text, "N2" in shown.text, "2+" in shown.lines[0]) == (True, True, False)
        assert waiting == []


async def test_behind_a_bar_of_the_pipeline_stand_its_opportunities(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "weighted-months")
        screen.list.action_first()
        await shown.press("enter")
        assert screen.look.page.by == ("account",)
        await shown.press("enter")
        assert isinstance(shown.screen, ChartRecordsScreen)
        await shown.press("enter")
        assert isinstance(shown.screen, PageScreen)


async def test_p_shows_the_same_numbers_as_a_table_and_a_wide_window_both(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "top-sales")
        assert not screen.list.display
        await shown.press("p")
        assert not screen.view.display
        assert "350,000.00 CNY" in shown.line_with("> 华北电网")
        await shown.press("p")
        assert screen.view.display
    async with bench(sold, (200, 60)) as shown:
        screen = await opened(shown, "top-sales")
        assert screen.view.display
        assert screen.list.display


async def test_several_currencies_are_never_added_up_but_shown_one_after_the_other(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "sales-by-year")
        assert screen.currency == "CNY"
        assert "z u for USD" in shown.text
        await shown.press("z", "u")
        assert (screen.currency, [row.value for row in screen.rows]) == ("USD", [700])


async def test_i_tells_formula_inputs_and_what_was_left_out(sold: Workspace) -> None:
    async with bench(sold) as shown:
        await opened(shown, "profit-key-other")
        await shown.press("i")
        assert isinstance(shown.screen, PlainPage)
        for said in ("Formula: sum of the profit", "kamtui figures profit", "without cost or profit", "Orders", "C42"):
            assert said in shown.text, said
        await shown.press("escape")
        assert isinstance(shown.screen, ChartsScreen)


async def test_the_filter_narrows_every_chart_and_what_is_not_understood_says_so(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "by-region")
        await shown.press("slash", *"region:华中")
        assert screen.chart.labels == ("华中",)
        await shown.type_over("regoin:华中")
        assert len(screen.chart.labels) > 1
        assert "region" in shown.text
        await shown.press("enter", "escape")
        assert not screen.query_text


async def test_numbers_are_copied_as_markdown_and_json(sold: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    async with bench(sold) as shown:
        monkeypatch.setattr("kamtui.screens.shell.clipboard.copy", lambda text, _: _kept(copied, text))
        await opened(shown, "by-region")
        await shown.press("y", "m", "y", "j")
    assert "| 华北" in copied[0]
    assert "350,000.00 CNY" in copied[0]
    told = json.loads(copied[1])
    assert told["figure"] == "sales"
    assert {"region": "华北", "value": 350000, "n": 2} in [
        {key: row[key] for key in ("region", "value", "n")} for row in told["rows"]
    ]


def fill(shown: Bench, text: str) -> None:
    """Put a text into the field that has the focus."""
    field = shown.app.focused
    assert isinstance(field, Input)
    field.value = text


def _kept(copied: list[str], text: str) -> object:
    from kamtui.screens.shell.clipboard import Ways

    copied.append(text)
    return Ways(("file",), Path("clip.txt"))


async def test_a_chart_is_saved_by_the_ending_of_its_name_and_never_over_another_file(
    sold: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with bench(sold) as shown:
        await opened(shown, "by-region")
        await shown.press("P", "enter")
        made = tmp_path / "by-region-2026-11-23.svg"
        assert ElementTree.parse(made).getroot().tag.endswith("svg")
        await shown.press("P", "enter")
        assert "is there already" in shown.text
        for name, starts in (("a.csv", "\ufeffregion"), ("a.md", "## Regions"), ("a.json", "{")):
            fill(shown, str(tmp_path / name))
            await shown.press("enter")
            assert (tmp_path / name).read_text("utf-8").startswith(starts)
            await shown.press("P")
        fill(shown, str(tmp_path / "a.exe"))
        await shown.press("enter")
        assert not (tmp_path / "a.exe").exists()
        assert "\x1b" not in made.read_text("utf-8")


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (120, 40), (200, 60)])
async def test_hostile_names_reach_neither_terminal_nor_markup_at_any_size(
    sold: Workspace, size: tuple[int, int]
) -> None:
    async with bench(sold, size) as shown:
        await opened(shown, "by-region")
        for keys in ((), ("p",), ("i",)):
            await shown.press(*keys)
            assert "\x1b" not in shown.text
            assert "\u202e" not in shown.text
        await shown.press("escape", "p")
        assert "[red]" in shown.text
        assert all(len(row) <= size[0] for row in shown.lines)


async def test_the_chart_follows_the_window_and_the_theme(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "months")
        before = shown.lines[1:-4]
        await shown.pilot.resize_terminal(120, 40)
        await shown.pilot.pause()
        assert len(shown.lines) == 40
        assert shown.lines[1:-4] != before
        styles = {str(segment.style) for segment in shown.segments}
        shown.app.theme = "textual-light"
        await shown.pilot.pause()
        assert {str(segment.style) for segment in shown.segments} != styles
        assert screen.view.chart is screen.chart


async def test_g_a_opens_the_account_of_the_bar(sold: Workspace) -> None:
    async with bench(sold) as shown:
        await opened(shown, "top-sales")
        await shown.press("g", "a")
        assert isinstance(shown.screen, PageScreen)
        assert "华北电网" in shown.lines[0]


async def test_without_orders_every_page_still_opens(tmp_path: Path) -> None:
    async with bench(make(tmp_path / "w", [])) as shown:
        for page in PAGES:
            screen = await opened(shown, page.name)
            assert "Nothing in this period" in screen.chart.empty or not screen.chart.is_empty
