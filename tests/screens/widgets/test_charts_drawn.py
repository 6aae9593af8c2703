"""What charts look like: every bar and point against its number, labels that line up, nothing that ends the app."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from kamtui.screens.widgets.chart_axes import bar_cells
from kamtui.screens.widgets.chart_grid import FILLS, POINTS, Grid, Line, window
from kamtui.screens.widgets.chart_rows import EIGHTHS, full_scale, shade_of
from kamtui.screens.widgets.chart_view import chart_lines
from kamtui.screens.widgets.glyphs import plain
from kamtui.screens.widgets.plot_guard import Stroke, canvas
from kamtui.store.charts.model import Chart, Kind, Point, Series, numbers
from kamtui.store.charts.scale import scale_of
from kamtui.store.text.words import use

WIDE, HIGH = 78, 20
KINDS: tuple[Kind, ...] = ("rows", "bars", "stacked", "lines", "heat", "funnel")
amounts = st.one_of(st.none(), st.floats(-1e10, 1e10), st.sampled_from([0.0, math.nan, math.inf, -math.inf]))
several = st.integers(1, 9).flatmap(
    lambda n: st.lists(st.lists(amounts, min_size=n, max_size=n), min_size=1, max_size=4)
)


def texts(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def drawn(chart: Chart, wide: int = WIDE, high: int = HIGH, cursor: int = -1) -> list[str]:
    return texts(chart_lines(chart, wide, high, cursor))


def chart_of(kind: Kind, table: list[list[float | None]]) -> Chart:
    labels = tuple(f"2026-{at:02}" for at in range(1, len(table[0]) + 1))
    series = tuple(Series(f"系列{at}", numbers(values)) for at, values in enumerate(table))
    return Chart(kind, "销售额", "money", "CNY", labels, series)


@pytest.fixture(autouse=True)
def chinese() -> None:
    use("zh")


@settings(max_examples=60, deadline=None)
@given(several, st.sampled_from(KINDS))
@example([[math.nan, 1.0, math.inf]], "lines")
@example([[1e10, 1e-9, -1e10]], "bars")
def test_no_number_whatever_it_is_breaks_a_chart_or_its_lines(table: list[list[float | None]], kind: Kind) -> None:
    for wide, high in ((WIDE, HIGH), (40, 8), (24, 6), (10, 3)):
        lines = drawn(chart_of(kind, table), wide, high)
        assert len(lines) <= high
        assert max(map(cell_len, lines), default=0) <= wide, lines


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=6))
def test_every_standing_bar_is_as_high_as_its_number_to_half_a_line(values: list[float]) -> None:
    chart = chart_of("bars", [list(values)])
    if not any(chart.series[0].values):
        return
    lines = drawn(chart)
    rows = HIGH - 3
    scale = scale_of(*chart.range, "money", max(2, min(6, rows // 3)))
    columns = _columns(lines[1 : 1 + rows], FILLS[0])
    found = [max(len(own) for own in run) for run in _runs(columns)]
    wanted = [bar_cells(value, scale, rows)[1] for value in values]
    assert found == [cells for cells in wanted if cells]
    exact = [abs(value) / (scale.high - scale.low) * rows for value in values]
    assert all(abs(cells - size) <= 1 for cells, size in zip(wanted, exact, strict=True))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=12))
def test_every_point_of_a_line_lies_at_its_number(values: list[float]) -> None:
    chart = chart_of("lines", [list(values)])
    rows = HIGH - 3
    scale = scale_of(*chart.range, "money", max(2, min(6, rows // 3)))
    lines = drawn(chart)[1 : 1 + rows]
    found = sorted(
        (x, rows - 1 - y) for y, line in enumerate(lines) for x, char in enumerate(_cells(line)) if char == POINTS[0]
    )
    assert [y for _, y in found] == [scale.place(value, rows) for value in values]
    gaps = [right - left for (left, _), (right, _) in pairwise(found)]
    assert max(gaps) - min(gaps) <= 1, "the points are spread evenly"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=12))
def test_every_lying_bar_is_as_long_as_its_number_to_an_eighth(values: list[float]) -> None:
    chart = chart_of("rows", [list(values)])
    if not any(chart.series[0].values):
        return
    lines = drawn(chart)[1:]
    lengths = [
        line.count("█") + next((EIGHTHS.index(char) / 8 for char in line if char in EIGHTHS[1:]), 0) for line in lines
    ]
    longest = max(lengths)
    assert [length / longest for length in lengths] == pytest.approx(
        [value / max(values) for value in values], abs=0.1 / 8 + 1 / 8 / longest
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.floats(0, 1e6), min_size=3, max_size=3), min_size=2, max_size=4))
def test_the_parts_of_a_stack_are_together_as_high_as_their_sum(table: list[list[float]]) -> None:
    chart = chart_of("stacked", [list(values) for values in table])
    rows = HIGH - 3
    if not any(any(each.values) for each in chart.series):
        return
    scale = scale_of(*chart.range, "money", max(2, min(6, rows // 3)))
    lines = drawn(chart)[1 : 1 + rows]
    columns = _columns(lines, "".join(FILLS[: len(table)]))
    found = [max(map(len, run)) for run in _runs(columns)]
    wanted = [bar_cells(sum(own), scale, rows)[1] for own in zip(*table, strict=True)]
    assert found == [cells for cells in wanted if cells]


def test_points_of_a_scatter_lie_where_their_numbers_are() -> None:
    chart = Chart("scatter", "x", "number", points=(Point(0, 0, 0), Point(10, 10, 1), Point(5, 5, 2)))
    lines = drawn(chart)[1 : HIGH - 2]
    at = {char: (_cells(line).index(char), y) for y, line in enumerate(lines) for char in POINTS[:3] if char in line}
    (left, bottom), (right, top), (middle, half) = (at[POINTS[0]], at[POINTS[1]], at[POINTS[2]])
    assert abs(middle - (left + right) / 2) <= 1
    assert abs(half - (bottom + top) / 2) <= 1
    assert right == WIDE - 1
    assert (top, bottom) == (0, HIGH - 4)


def test_the_guard_gives_plotext_only_what_it_can_draw() -> None:
    cells = [(0.0, 0.0), (math.nan, 1.0), (2.0, math.inf), (3.0, 99.0), (4.0, 2.0)]
    for joined in (True, False):
        lines = canvas(6, 3, [Stroke("a", cells, joined)])
        assert lines == ["    a ", "      ", "a     "], "nothing joins the two ends over what is missing"
    assert canvas(0, 5, []) == []
    assert canvas(1, 1, [Stroke("z", [(0.0, 0.0)], joined=True)]) == ["z"]
    for mark in ("客", "\x1b", "", "ab", " "):
        with pytest.raises(ValueError, match="one cell wide"):
            canvas(3, 3, [Stroke(mark, [(0.0, 0.0)])])


def test_ticks_carry_their_unit_and_the_legend_names_series_by_their_marks() -> None:
    lines = drawn(chart_of("bars", [[1.2e8, 3e8], [5e7, 1e8]]))
    assert lines[0] == " 销售额 (元)  █ 系列0  ▒ 系列1"
    assert [line.split()[0] for line in lines if line.split() and line.split()[0].endswith("亿")][:2] == ["3亿", "2亿"]
    use("en")
    assert "300M" in "\n".join(drawn(chart_of("bars", [[1.2e8, 3e8]])))


def test_series_are_told_apart_without_colour_and_in_ascii() -> None:
    assert len(set(FILLS)) == len(set(POINTS)) == 7
    assert len({plain(char) for char in FILLS}) == len({plain(char) for char in POINTS}) == 7
    assert len({plain(char) for char in "·░▒▓█"}) == 5
    for kind in KINDS:
        for line in drawn(chart_of(kind, [[1.0, 2.0, 3.0], [3.0, None, 1.0]])):
            assert all(char.isascii() or cell_len(char) == 2 for char in plain(line)), line


def test_the_cursor_is_marked_whatever_the_kind() -> None:
    assert drawn(chart_of("rows", [[1.0, 2.0]]), cursor=1)[2].startswith(">2026-02")
    axis = drawn(chart_of("bars", [[1.0, 2.0]]), cursor=1)[-2]
    assert axis.index("^") > WIDE // 2
    assert ">" in drawn(chart_of("heat", [[1.0, 2.0]]), cursor=0)[2]


def test_a_long_ranking_shows_the_cursor_and_says_how_many_more_there_are() -> None:
    chart = chart_of("rows", [[float(at) for at in range(60, 0, -1)]])
    lines = drawn(chart, high=12, cursor=40)
    assert any(line.startswith(">2026-41") for line in lines)
    assert "还有 50 项" in lines[-1]
    assert len(lines) == 12
    assert window(5, 10, 3) == (0, 5)
    assert window(60, 10, 0, last=True) == (0, 10)
    assert window(60, 10, 59, last=True) == (50, 60)


def test_chinese_and_hostile_labels_keep_every_line_in_its_width() -> None:
    labels = ("华北电网有限责任公司" * 5, "✅销售❌", "a\u0301" * 30, "")
    values = (Series("客户" * 40, (3.0, 2.0, 1.0, None)),)
    for kind in KINDS:
        chart = Chart(kind, "销售额" * 20, "money", "CNY", labels, values, (("备注" * 60,), ("",), ("",), ("",)))
        for line in drawn(chart, 60, 16, 0)[1:]:
            assert cell_len(line) <= 60, (kind, line)


def test_a_heat_table_is_darker_where_the_number_is_larger() -> None:
    scale = full_scale(chart_of("heat", [[0.0, 25.0, 50.0, 75.0, 100.0]]))
    assert [shade_of(value, scale) for value in (None, 0.0, 20.0, 40.0, 60.0, 100.0)] == [" ", "·", "░", "▒", "▓", "█"]


def test_a_grid_halves_no_wide_character() -> None:
    grid = Grid(4, 1)
    grid.put(3, 0, "中")
    grid.put(0, 0, "中文字")
    assert texts(grid.lines()) == ["中文"]
    grid.put(0, 5, "x")
    assert not grid.is_free(0, 0, 1)


def _cells(line: str) -> list[str]:
    """The line by cells: a wide character takes two."""
    return [cell for char in line for cell in ([char, ""] if cell_len(char) == 2 else [char])]


def _columns(lines: list[str], fills: str) -> list[list[int]]:
    """By column the lines in which one of the fills stands."""
    cells = [_cells(line) for line in lines]
    return [[y for y, line in enumerate(cells) if x < len(line) and line[x] in fills and line[x]] for x in range(WIDE)]


def _runs(columns: list[list[int]]) -> list[list[list[int]]]:
    """Neighbouring columns that have something in them."""
    runs: list[list[list[int]]] = [[]]
    for column in columns:
        if column:
            runs[-1].append(column)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


@pytest.mark.parametrize("kind", ["lines", "stacked", "bars"])
def test_the_legend_names_every_series_whole_on_as_many_lines_as_it_takes(kind: Kind) -> None:
    names = [f"第{at}个系列名称较长" for at in range(7)]
    chart = Chart(kind, "加权管道", "money", "CNY", ("1", "2"), tuple(Series(name, (1.0, 2.0)) for name in names))
    lines = drawn(chart)
    assert len(lines) <= HIGH
    assert all(any(name in line for line in lines[:3]) for name in names), lines[:3]


def test_the_last_time_below_a_chart_is_never_cut() -> None:
    labels = tuple(f"{year}Q{quarter}" for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4))[3:]
    for wide in range(40, 100):
        last = drawn(Chart("lines", "x", "number", "", labels, (Series("", tuple(map(float, range(9)))),)), wide)[-1]
        assert last.rstrip().endswith("2026Q4"), (wide, last)


def test_a_curve_over_more_accounts_than_cells_shows_its_whole_shape() -> None:
    count = 701
    labels = tuple(f"客户{at}" for at in range(count))
    curve = tuple((at + 1) / count for at in range(count))
    lines = drawn(Chart("lines", "ABC", "percent", "", labels, (Series("", curve),)), cursor=350)
    assert any("●" in line[-3:] for line in lines[1:4]), "it reaches 100 % at the right edge"
    assert "客户0" in lines[-1]
    assert lines[-1].rstrip().endswith("客户700")
    assert "^" in lines[-2]
    assert 30 <= lines[-2].index("^") <= 50
