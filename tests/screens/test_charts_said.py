"""Screen 5: what stands above, behind and below the bars says what they are, whole, and for which days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from charts_shown import opened
from workbench import BANK, FOOD, GRID, METER, bench, make, sell, small

from kamtui.store.charts.pages import page_named
from kamtui.store.records import Opportunity, Product
from kamtui.store.workspace import Workspace

OTHER = "01K9ZZZZZZ0000000000000099"


@pytest.fixture
def sold(tmp_path: Path) -> Workspace:
    """Two product lines, three accounts, two years."""
    workspace = make(tmp_path / "work", [*small(), Product(id=OTHER, name="Gateway", line="Networks")])
    sell(workspace, [
        (GRID, "2025-03-05", 200_000, {"quantity_e3": 5_000}), (GRID, "2026-03-05", 300_000, {"product": OTHER}),
        (GRID, "2026-05-06", 50_000, {}), (BANK, "2026-03-09", 310_000, {}), (FOOD, "2026-04-01", 40_000, {}),
    ])  # fmt: skip
    return workspace


@pytest.mark.parametrize(
    ("page", "head"),
    [
        ("key-share", "Sales (CNY)"), ("product-share", "Share  █ Of sales  ▒ Of quantity"), ("rfm", "Accounts"),
        ("abc-curve", "Cumulated share of sales"), ("concentration", "Of sales"), ("funnel", "Opportunities (count)"),
    ],
)  # fmt: skip
async def test_above_the_bars_stands_what_they_count_and_not_what_the_figure_is_called(
    sold: Workspace, page: str, head: str
) -> None:
    with sold.change("win") as change:
        change.add(Opportunity(id=OTHER, account=GRID, name="x", stage="design", amount=100))
    async with bench(sold) as shown:
        await opened(shown, page)
        assert shown.lines[1].strip().startswith(head)


async def test_the_line_below_tells_every_part_of_the_bar_that_is_drawn(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "abc-curve")
        assert "Cumulated 50.00%" in screen.facts.texts[0]
        screen.go_to_page(page_named("key-share"))
        await shown.pilot.pause()
        assert "Key ¥700K" in screen.facts.texts[0]
        screen.go_to_page(page_named("concentration"))
        await shown.pilot.pause()
        assert "Top 1 50.00%" in screen.facts.texts[0]


async def test_a_rate_or_an_average_of_everything_is_not_called_a_total(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "average-order")
        assert "Overall: 180,000.00 CNY" in screen.facts.texts[1]
        screen.go_to_page(page_named("by-region"))
        assert "Total: 700,000.00 CNY" in screen.facts.texts[1]


async def test_where_the_line_has_no_room_what_is_left_over_stands_on_the_next(sold: Workspace) -> None:
    foreign = [(FOOD, "2026-06-01", 7, {"currency": name}) for name in ("USD", "EUR", "GBP", "JPY", "CHF", "SEK")]
    sell(sold, [(GRID, "2025-03-05", 200_000, {}), *[(GRID, "2026-03-05", 9_000, {})] * 9, *foreign])
    async with bench(sold, (66, 24)) as shown:
        screen = await opened(shown, "growth-by-year")
        assert "the year before is not whole: orders from 2025-03" in screen.facts.texts[0]
        assert "z u for" not in screen.facts.texts[1]
        assert "z u for" in screen.facts.texts[2]
        assert not any(text.endswith("~") for text in map(str.rstrip, shown.lines[-3:-1]))


async def test_a_figure_with_days_of_its_own_does_not_say_all_time(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "churn")
        assert "2025-11-24 .. 2026-11-23" in screen.facts.texts[2]


async def test_an_empty_chart_still_says_for_which_days_and_filter_it_is_empty(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "by-region")
        await shown.press("z", "r", *"2020", "enter")
        assert "2020" in screen.facts.texts[2]


async def test_the_cursor_walks_through_a_heat_table_row_by_row_and_marks_its_cell(sold: Workspace) -> None:
    async with bench(sold) as shown:
        screen = await opened(shown, "preference")
        seen = []
        for _ in screen.rows:
            line = next(line for line in shown.lines[3:] if line.startswith(">"))
            seen.append((line[1:].split()[0], line.rindex(">")))
            await shown.press("j")
        assert [name for name, _ in seen] == ["华北电网", "华北电网", "工商银行武汉分行", "明日乳业"]
        assert seen[0][1] != seen[1][1], "two cells of one row"


async def test_bars_of_a_ratio_come_by_length_where_their_names_have_no_order(sold: Workspace) -> None:
    made = ((GRID, 900_000, "A"), (BANK, 100_000, "B"), (FOOD, 500_000, "C"))
    with sold.change("cost") as change:
        change.merge_orders("2026-07", {
            f"01K9ZZZZZZ00000000020000{at}": {
                "account": account, "date": "2026-07-01", "amount_e4": 1_000_000, "order_no": str(at), "product": METER,
                "profit_e4": 1_000_000 - cost, "region": region,
            } for at, (account, cost, region) in enumerate(made)
        })  # fmt: skip
    async with bench(sold) as shown:
        screen = await opened(shown, "margin")
        screen._combine("margin", ("region",))
        known = [value for value in screen.chart.series[0].values if value is not None]
        assert known == [0.9, 0.5, 0.1]


async def test_months_to_come_take_no_room_and_the_cursor_begins_on_the_latest_number(tmp_path: Path) -> None:
    deals = [
        Opportunity(name="won", status="won", close_date=dt.date(2026, 2, 1)),
        Opportunity(name="lost", status="lost", close_date=dt.date(2026, 5, 1)),
        Opportunity(name="open", close_date=dt.date(2027, 8, 1)),
    ]
    async with bench(make(tmp_path / "w", [*deals, Opportunity(name="some day")])) as shown:
        screen = await opened(shown, "win-rate")
        assert screen.chart.labels == ("2026Q1", "2026Q2")
        row = screen.row()
        assert row
        assert row.dims == {"quarter": "2026Q2"}


async def test_a_long_title_is_never_given_up_for_the_number_of_the_page(sold: Workspace) -> None:
    async with bench(sold, (60, 20)) as shown:
        await opened(shown, "frequency")
        assert "Purchase cycle and" in shown.lines[0]


async def test_what_an_empty_chart_advises_is_read_to_its_end_at_80_cells(sold: Workspace) -> None:
    async with bench(sold) as shown:
        await opened(shown, "by-region")
        await shown.press("z", "r", *"2020", "enter")
        assert "brings orders in" in shown.text
