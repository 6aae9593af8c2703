"""What the segments screen lists: profiles against the whole, a dendrogram, accounts, and the scatter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store.charts.model import Chart, Point
from kamtui.store.charts.scale import scale_of
from kamtui.store.charts.tree import tree_lines
from kamtui.store.figures.segments import merges, principal
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

if TYPE_CHECKING:
    from kamtui.screens.charts.segments import SegmentsScreen

FAR = 0.5
"""Standard deviations from which a group differs from the whole."""
_MONEY = ("sales", "average_order", "profit", "potential")
Listed = tuple[list[Column], list[Row]]


def profile_rows(screen: SegmentsScreen) -> Listed:
    """Each group against the whole: means, and an arrow for what is far above or below."""
    found = screen.found
    assert found is not None
    names = list(dict.fromkeys(name for group in found.groups for name in group.means))
    columns = [
        Column("name", word("segments.name_column"), 16, flexible=True),
        Column("n", word("segments.accounts"), 6, "right"),
        *(
            Column(name, word(f"segments.feature.{name}"), 13, "right", priority=place)
            for place, name in enumerate(names, 1)
        ),
        Column("strategy", word("segments.strategy_column"), 10, flexible=True, priority=9),
    ]
    rows = []
    for group in found.groups:
        cells = [_mean(name, group.means.get(name), group.apart.get(name)) for name in names]
        strategy = clean(screen.kept.strategies.get(str(group.number), ""), 200)
        name = (
            f"{group.number} {screen.name_of(group.number)}"
            if str(group.number) in screen.kept.names
            else (f"{group.number} {auto_name(group.apart)}")
        )
        rows.append(Row(str(group.number), (name, str(group.size), *cells, strategy)))
    return columns, rows


def auto_name(apart: dict[str, float]) -> str:
    """A name that says what is far above or below the whole: sales +, days since −."""
    far = sorted((name for name, value in apart.items() if abs(value) >= FAR), key=lambda name: -abs(apart[name]))
    said = [f"{word(f'segments.feature.{name}')}{'+' if apart[name] > 0 else '-'}" for name in far[:2]]
    return word("charts.joint").join(said) or word("segments.usual")


def account_rows(screen: SegmentsScreen) -> Listed:
    """The accounts by group."""
    found, data = screen.found, screen.data
    assert found is not None
    names = [name for name in screen.kept.features if name in data.numbers]
    columns = [
        Column("account", word("figuring.dim.account"), 16, flexible=True),
        Column("group", word("figuring.dim.group"), 14),
        *(Column(name, word(f"segments.feature.{name}"), 12, "right", priority=at) for at, name in enumerate(names, 1)),
    ]
    order = sorted(range(len(data.accounts)), key=lambda at: (found.labels[at], -(data.numbers["sales"][at] or 0)))
    rows = [
        Row(
            data.accounts[at],
            (
                _account(screen, at),
                f"{found.labels[at]} {screen.name_of(found.labels[at])}",
                *(_mean(name, data.numbers[name][at], None) for name in names),
            ),
        )
        for at in order
    ]
    return columns, rows


def tree_rows(screen: SegmentsScreen) -> Listed:
    """The dendrogram, by Ward or by average linkage; k-means has none, and Ward's is shown."""
    way: Literal["ward", "average"] = "average" if screen.kept.way == "average" else "ward"
    columns = [Column("tree", word("segments.view.tree") + f" ({word(f'segments.way.{way}')})", 40, flexible=True),
               Column("group", word("figuring.dim.group"), 8)]  # fmt: skip
    if len(screen.rows.rows) > 500 or screen.found is None:
        return columns, [Row("-", (word("segments.too_many_rows", n=len(screen.rows.rows)), ""))]
    names = [_account(screen, at) for at in range(len(screen.data.accounts))]
    rows = []
    for number, (text, at) in enumerate(tree_lines(names, merges(screen.rows.rows, way))):
        key = screen.data.accounts[at] if at is not None else f"-{number}"
        cell: str | Cell = text if at is not None else Cell(text, "muted")
        rows.append(Row(key, (cell, "" if at is None else str(screen.found.labels[at]))))
    return columns, rows


def scatter_of(screen: SegmentsScreen, problem: str) -> Chart:
    """The accounts on two features, or where more are chosen on the first two principal components (A8.05)."""
    found, data = screen.found, screen.data
    if found is None:
        return Chart("scatter", "", "number", empty=problem or word("segments.none"))
    numbers = [name for name in screen.kept.features if name in data.numbers and name not in screen.rows.dropped]
    if len(screen.kept.features) == 2 and len(numbers) == 2:
        pairs = list(zip(*(data.numbers[name] for name in numbers), strict=True))
        titles = [word(f"segments.feature.{name}") for name in numbers]
    else:
        pairs = [(x, y) for x, y in principal(screen.rows.rows)]
        titles = [word("segments.component", n=1), word("segments.component", n=2)]
    points = tuple(
        Point(float(x), float(y), found.labels[at] - 1, _account(screen, at))
        for at, (x, y) in enumerate(pairs)
        if x is not None and y is not None
    )
    groups = "  ".join(f"{mark} {screen.name_of(number)}" for number, mark in _marks(found.k))
    return Chart(
        "scatter", f"{titles[0]} × {titles[1]}   {groups}", "number", points=points, axes=(titles[0], titles[1])
    )


def _marks(k: int) -> list[tuple[int, str]]:
    from kamtui.screens.widgets.chart_grid import point_of

    return [(number, point_of(number - 1)) for number in range(1, k + 1)]


def _account(screen: SegmentsScreen, at: int) -> str:
    from kamtui.store.records import Account

    record = screen.workspace.get(Account, screen.data.accounts[at])
    return clean(record.name if record else "-", 60)


def _mean(name: str, value: float | None, apart: float | None) -> str | Cell:
    """A mean with its unit, and an arrow where it is far from the whole."""
    if value is None:
        return "-"
    scale = scale_of(min(value, 0.0), max(value, 0.0), "money" if name in _MONEY else "number")
    arrow = "" if apart is None or abs(apart) < FAR else " ↑" if apart > 0 else " ↓"
    return Cell(scale.exact(value) + arrow, "strong" if arrow else "")
