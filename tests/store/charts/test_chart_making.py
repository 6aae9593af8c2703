"""Charts as data: what becomes of an answer, round scales with their unit, drawings that need nothing from outside."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbench import make

from kamtui.store.answers import FIGURES, Answer, Question, Row, ask
from kamtui.store.charts.making import chart_of, currencies_of, later, rows_of
from kamtui.store.charts.model import Chart, Point, Series, number
from kamtui.store.charts.pages import PAGES, Page, page_named
from kamtui.store.charts.papers import as_csv, as_markdown
from kamtui.store.charts.scale import heading, scale_of
from kamtui.store.charts.svg import CELL, FONT, WIDE, as_svg
from kamtui.store.charts.tree import tree_lines
from kamtui.store.records import Account
from kamtui.store.text.cells import width
from kamtui.store.text.words import use

HOSTILE = "\x1b[31m<b>=cmd|' /C calc'!A0</b>"


def answered(figure: str, rows: list[Row], excluded: dict[str, int] | None = None) -> Answer:
    by = tuple(rows[0].dims) if rows else ()
    return Answer(FIGURES[figure], Question(figure, by), rows, {}, excluded or {})


def by_region(*values: Decimal, currency: str = "CNY") -> list[Row]:
    return [Row({"region": f"r{at}"}, value, 1, currency) for at, value in enumerate(values)]


def test_every_page_asks_for_a_figure_that_knows_its_breakdown_and_has_a_title_in_both_languages() -> None:
    assert len({page.name for page in PAGES}) == len(PAGES)
    for page in PAGES:
        assert set(page.by) <= set(FIGURES[page.figure].dimensions), page.name
        for language in ("zh", "en"):
            use(language)
            assert page.title
    assert page_named("months").compare


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, None, "12", True, 1e19])
def test_what_cannot_be_drawn_is_no_number(value: object) -> None:
    assert number(value) is None


def test_a_chart_shows_one_currency_and_leaves_the_others_out() -> None:
    found = answered("sales", [*by_region(Decimal(5), Decimal(7)), *by_region(Decimal(9), currency="USD")])
    assert currencies_of(found) == ["CNY", "USD"]
    page = page_named("by-region")
    assert chart_of(found, page, "CNY").series[0].values == (5.0, 7.0)
    assert chart_of(found, page, "USD").series[0].values == (9.0,)


def test_an_empty_period_says_so_and_why() -> None:
    use("en")
    found = Answer(FIGURES["profit"], Question("profit"), [], {}, {"no-cost": 3})
    chart = chart_of(found, page_named("top-profit"), "CNY")
    assert chart.is_empty
    assert "Nothing in this period" in chart.empty
    assert "without cost or profit, 3" in chart.empty


def test_last_year_stands_beside_the_same_month_of_this_year() -> None:
    now = answered("sales", [Row({"month": f"2026-0{at}"}, Decimal(at), 1, "CNY") for at in (1, 2, 3)])
    then = answered("sales", [Row({"month": f"2025-0{at}"}, Decimal(10 * at), 1, "CNY") for at in (1, 3)])
    chart = chart_of(now, page_named("months"), "CNY", then)
    assert [each.values for each in chart.series] == [(1.0, 2.0, 3.0), (10.0, None, 30.0)]
    assert [later("quarter", "FY2025Q4"), later("year", "2025"), later("region", "2025")] == [
        "FY2026Q4",
        "2026",
        "2025",
    ]


def test_of_two_breakdowns_the_smallest_are_added_up_only_where_adding_them_means_something() -> None:
    rows = [Row({"month": "2026-01", "stage": f"s{at}"}, Decimal(10 - at), 1, "CNY") for at in range(9)]
    chart = chart_of(answered("weighted-pipeline", rows), page_named("weighted-months"), "CNY")
    assert len(chart.series) == 7
    assert chart.series[-1].values == (4 + 3 + 2,)
    assert sum(each.values[0] or 0 for each in chart.series) == sum(range(2, 11))
    rates = [Row({"month": "2026-01", "stage": f"s{at}"}, 0.1 * at, 1) for at in range(9)]
    assert len(chart_of(answered("win-rate", rates), Page("", "sales", "win-rate", kind="lines")).series) == 6


def test_stages_come_in_the_order_of_the_method() -> None:
    found = answered("ageing", [Row({"stage": stage}, 1.0, 1) for stage in ("b", "c", "a")])
    page = page_named("ageing")
    assert [row.dims["stage"] for row in rows_of(found, page, "", ["a", "b", "c"])] == ["a", "b", "c"]


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12), st.sampled_from(["money", "percent", "count", "days"]))
def test_a_scale_holds_both_ends_in_round_steps(one: float, other: float, unit: str) -> None:
    low, high = min(number(one) or 0.0, number(other) or 0.0, 0.0), max(number(one) or 0.0, number(other) or 0.0, 0.0)
    scale = scale_of(low, high, unit)
    assert scale.low <= low + 1e-6 * (high - low) + 1e-9
    assert scale.high >= high - 1e-6 * (high - low) - 1e-9
    assert 2 <= len(scale.ticks) <= 8
    step = scale.ticks[1] - scale.ticks[0]
    if unit != "count":
        mantissa = step / 10 ** math.floor(math.log10(step) + 1e-9)
        assert min(abs(mantissa - nice) for nice in (1, 2, 2.5, 5, 10)) < 1e-6
    assert len({scale.text(tick) for tick in scale.ticks}) == len(scale.ticks)


@pytest.mark.parametrize(
    ("language", "value", "texts"),
    [
        ("zh", 1.35e8, ["0", "0.5亿", "1.0亿", "1.5亿"]),
        ("zh", 45_000, ["0", "1万", "2万", "3万", "4万", "5万"]),
        ("en", 1.35e8, ["0", "50M", "100M", "150M"]),
        ("en", 4_500, ["0", "1K", "2K", "3K", "4K", "5K"]),
    ],
)
def test_an_axis_of_money_carries_its_unit(language: str, value: float, texts: list[str]) -> None:
    use(language)
    scale = scale_of(0, value, "money", 5 if len(texts) > 4 else 3)
    assert [scale.text(tick) for tick in scale.ticks] == texts


def test_the_unit_of_135_million_is_the_same_in_yi_and_wan() -> None:
    use("zh")
    assert scale_of(0, 1.35e8, "money").exact(1.35e8) == "1.35亿"
    assert heading("money", "CNY") == "元"
    assert scale_of(0, 0.4, "percent").exact(0.2818) == "28.2%"


def test_markdown_and_csv_hold_the_rows_and_no_formula() -> None:
    use("en")
    found = answered("sales", [Row({"region": HOSTILE}, Decimal("1234.50"), 2, "CNY")], excluded={"no-amount": 1})
    text = as_markdown(found, "Regions", "2026")
    assert "1,234.50 CNY" in text
    assert "\x1b" not in text
    assert "\\|" in text, "a bar in a name does not end its cell"
    assert "Not included: without an amount, 1" in text
    assert "Period: 2026" in text
    rows = as_csv(answered("sales", [Row({"region": "=1+1"}, Decimal(-5), 1, "CNY")])).splitlines()
    assert rows[0] == "region,value,n"
    assert rows[1] == "'=1+1,-5,1"


CHARTS = [
    Chart(
        "rows",
        "销售额",
        "money",
        "CNY",
        ("华北电网", "<b>&", "长" * 80),
        (Series("a", (5e6, -2e6, None)),),
        (("x",), ("",), ("长" * 90,)),
    ),
    Chart(
        "bars", "销售额", "money", "CNY", ("2025", "2026"), (Series("大客户", (1e6, 2e6)), Series("其他", (3e5, None)))
    ),
    Chart("stacked", "管道", "money", "CNY", tuple("甲乙丙"), (Series("大", (1, -2, 3)), Series("小", (1, 1, None)))),
    Chart(
        "lines",
        "销售额",
        "money",
        "CNY",
        tuple(f"2026-{at:02}" for at in range(1, 13)),
        (Series("本期", (None, 5.0) * 6),),
    ),
    Chart("heat", "偏好", "money", "CNY", ("甲", "乙"), tuple(Series(f"产品{at}", (at, None)) for at in range(12))),
    Chart("funnel", "漏斗", "count", "", ("需求", "方案"), (Series("", (40, 28)),)),
    Chart("scatter", "x", "number", points=(Point(1, 2, 0, "甲"), Point(3, -4, 1, "<乙>"))),
    Chart("lines", "管道", "count", labels=("1", "2"),
          series=tuple(Series(f"{at} 名称很长的系列" * 3, (1, 2)) for at in range(7))),
    Chart("rows", "空", "money", empty="这段时间没有数据"),
]  # fmt: skip


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: f"{chart.kind}{len(chart.series)}")
def test_an_svg_is_well_formed_needs_nothing_from_outside_and_stays_in_its_frame(chart: Chart) -> None:
    drawn = as_svg(chart, "<script>alert(1)</script> & 标题", "期间 2026")
    root = ElementTree.fromstring(drawn)
    assert not re.search(r"(?:href|src|url\(|@import|<script)", drawn)
    assert re.findall(r"https?://[^\"]+", drawn) == ["http://www.w3.org/2000/svg"]
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        length = float(text.attrib["textLength"])
        left = float(text.attrib["x"]) - {"start": 0, "middle": length / 2, "end": length}[text.attrib["text-anchor"]]
        assert left >= -1, text.text
        assert left + length <= WIDE + 1, text.text
        assert length == pytest.approx(width(text.text or "") * CELL * float(text.attrib["font-size"]) / FONT, abs=0.1)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: f"{chart.kind}{len(chart.series)}")
def test_texts_of_an_svg_on_the_same_line_do_not_overlap(chart: Chart) -> None:
    root = ElementTree.fromstring(as_svg(chart, "标题", "期间"))
    lines: dict[str, list[tuple[float, float]]] = {}
    for text in root.iter("{http://www.w3.org/2000/svg}text"):
        length = float(text.attrib["textLength"])
        left = float(text.attrib["x"]) - {"start": 0, "middle": length / 2, "end": length}[text.attrib["text-anchor"]]
        lines.setdefault(text.attrib["y"], []).append((left, left + length))
    for spans in lines.values():
        spans.sort()
        assert all(one[1] <= other[0] + 0.5 for one, other in pairwise(spans)), chart.kind


def test_the_legend_of_an_svg_names_every_series_whole() -> None:
    chart = next(each for each in CHARTS if len(each.series) == 7)
    drawn = as_svg(chart, "标题", "期间 2026  " + "未计入：没有金额，12  " * 9)
    assert all(f">{series.name}</text>" in drawn for series in chart.series)
    assert drawn.count("未计入：没有金额，12") == 9
    root = ElementTree.fromstring(drawn)
    top, high = (float(root.attrib["viewBox"].split()[at]) for at in (1, 3))
    places = [float(each.attrib["y"]) for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert top + 10 < min(places)
    assert max(places) < top + high


def test_bars_of_an_svg_are_as_long_as_their_numbers() -> None:
    chart = Chart("bars", "x", "count", "", ("a", "b", "c"), (Series("", (10, 20, 5)),))
    root = ElementTree.fromstring(as_svg(chart, "t", ""))
    high = [float(each.attrib["height"]) for each in root.iter("{http://www.w3.org/2000/svg}rect")][1:]
    assert high[0] / high[1] == pytest.approx(0.5, abs=0.01)
    assert high[2] / high[1] == pytest.approx(0.25, abs=0.01)


def test_a_dendrogram_joins_what_is_closest_last() -> None:
    lines = [text for text, _ in tree_lines(["a", "b", "c"], [(0, 1, 1.0), (2, 3, 4.0)])]
    assert lines[0].startswith("┬━━━━")
    assert lines[0].endswith("4.00")
    assert [line.strip("│├└─ ") for line in lines[1:]] == ["c", "┬━━━━━━ 1.00", "a", "b"]


def test_outlets_are_shown_by_the_year_for_which_they_were_recorded(tmp_path: Path) -> None:
    shops = Account(name="a", outlets=99, outlets_by_year={"2024": 10, "2025": 12})
    workspace = make(tmp_path / "w", [shops, Account(name="b", outlets_by_year={"2025": 30})])
    found = ask(workspace, Question("outlets", ("year",), as_of=dt.date(2026, 1, 1)))
    assert [(row.dims["year"], row.value) for row in found.rows] == [("2024", 10), ("2025", 42)]
    assert found.totals == {}
