"""What the segments screen lists: profiles against the whole, a dendrogram, accounts, and the scatter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from kamtui.screens.widgets.chart_grid import point_of
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store.answers.grouping import most_are
from kamtui.store.answers.segmenting import Features
from kamtui.store.charts.model import Chart, Point
from kamtui.store.charts.scale import scale_of
from kamtui.store.charts.tree import tree_lines
from kamtui.store.figures.segments import MOST_ROWS, Segments, Table, Usual, merges, principal
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

FAR = 0.5
"""Standard deviations from which a group differs from the whole."""
_MONEY = ("sales", "average_order", "profit", "potential")
Listed = tuple[list[Column], list[Row]]


class Shown(msgspec.Struct, frozen=True):
    """Accounts in groups, with the words for them."""

    data: Features
    rows: Table
    """As they were clustered."""
    found: Segments
    features: tuple[str, ...]
    """Those that were chosen."""
    accounts: tuple[str, ...]
    """What each account is called, cleaned."""
    names: Mapping[int, str]
    """By number the groups that somebody has named."""
    strategies: Mapping[int, str]

    def called(self, group: int) -> str:
        """What a group is called."""
        return self.names.get(group) or word("segments.group", n=group)


def profile_rows(shown: Shown) -> Listed:
    """Each group against the whole: means, and an arrow for what is far above or below."""
    names = list(dict.fromkeys(name for group in shown.found.groups for name in group.means))
    choices = list(shown.found.groups[0].usual)
    columns = [
        Column("name", word("segments.name_column"), 16, flexible=True),
        Column("n", word("segments.accounts"), 6, "right"),
        *_numbers(names, 13),
        *(
            Column(name, word(f"segments.feature.{name}"), 18, priority=len(names) + at)
            for at, name in enumerate(choices, 1)
        ),
        Column("strategy", word("segments.strategy_column"), 10, flexible=True, priority=9),
    ]
    rows = []
    for group in shown.found.groups:
        cells = [_mean(name, group.means.get(name), group.apart.get(name)) for name in names]
        name = f"{group.number} {shown.names.get(group.number) or auto_name(group.apart)}"
        strategy = clean(shown.strategies.get(group.number, ""), 200)
        rows.append(
            Row(
                str(group.number),
                (
                    name,
                    str(group.size),
                    *cells,
                    *(_most_are(shown.data, name, group.usual[name]) for name in choices),
                    strategy,
                ),
            )
        )
    return columns, rows


def auto_name(apart: dict[str, float]) -> str:
    """A name that says what is far above or below the whole: sales +, days since −."""
    far = sorted((name for name, value in apart.items() if abs(value) >= FAR), key=lambda name: -abs(apart[name]))
    said = [f"{word(f'segments.feature.{name}')}{'+' if apart[name] > 0 else '-'}" for name in far[:2]]
    return word("charts.joint").join(said) or word("segments.usual")


def account_rows(shown: Shown) -> Listed:
    """The accounts by group, those with the most sales first."""
    data, labels = shown.data, shown.found.labels
    names = [name for name in shown.features if name in data.numbers]
    columns = [
        Column("account", word("figuring.dim.account"), 16, flexible=True),
        Column("group", word("figuring.dim.group"), 14),
        *_numbers(names, 12),
    ]
    order = sorted(range(len(data.accounts)), key=lambda at: (labels[at], -(data.numbers["sales"][at] or 0)))
    rows = [
        Row(
            data.accounts[at],
            (
                shown.accounts[at],
                f"{labels[at]} {shown.called(labels[at])}",
                *(_mean(name, data.numbers[name][at], None) for name in names),
            ),
        )
        for at in order
    ]
    return columns, rows


def tree_rows(shown: Shown) -> Listed:
    """The dendrogram, by Ward or by average linkage; k-means has none, and Ward's is shown."""
    way: Literal["ward", "average"] = "average" if shown.found.way == "average" else "ward"
    columns = [Column("tree", word("segments.view.tree") + f" ({word(f'segments.way.{way}')})", 40, flexible=True),
               Column("group", word("figuring.dim.group"), 8)]  # fmt: skip
    if len(shown.rows.rows) > MOST_ROWS[way]:
        return columns, [Row("-", (word("segments.too_many_rows", n=len(shown.rows.rows)), ""))]
    rows = []
    for number, (text, at) in enumerate(tree_lines(shown.accounts, merges(shown.rows.rows, way))):
        key = shown.data.accounts[at] if at is not None else f"-{number}"
        cell: str | Cell = text if at is not None else Cell(text, "muted")
        rows.append(Row(key, (cell, "" if at is None else str(shown.found.labels[at]))))
    return columns, rows


def scatter_of(shown: Shown) -> Chart:
    """The accounts on two features, or where more are chosen on the first two principal components (A8.05)."""
    data, labels = shown.data, shown.found.labels
    numbers = [name for name in shown.features if name in data.numbers and name not in shown.rows.dropped]
    pairs: list[tuple[float | None, float | None]]
    if len(shown.features) == 2 and len(numbers) == 2:
        pairs = list(zip(*(data.numbers[name] for name in numbers), strict=True))
        titles = [word(f"segments.feature.{name}") for name in numbers]
    else:
        pairs = [*principal(shown.rows.rows)]
        titles = [word("segments.component", n=1), word("segments.component", n=2)]
    points = tuple(
        Point(float(x), float(y), labels[at] - 1, shown.accounts[at])
        for at, (x, y) in enumerate(pairs)
        if x is not None and y is not None
    )
    groups = "  ".join(f"{point_of(number - 1)} {shown.called(number)}" for number in range(1, shown.found.k + 1))
    return Chart(
        "scatter", f"{titles[0]} × {titles[1]}   {groups}", "number", points=points, axes=(titles[0], titles[1])
    )


def _numbers(names: list[str], width: int) -> list[Column]:
    return [Column(name, word(f"segments.feature.{name}"), width, "right", priority=at)
            for at, name in enumerate(names, 1)]  # fmt: skip


def _most_are(data: Features, name: str, usual: Usual) -> Cell:
    """The most frequent value; strong where it is far more frequent than in the whole."""
    return Cell(most_are(data, name, usual), "strong" if usual.share >= (1 + FAR) * usual.overall else "")


def _mean(name: str, value: float | None, apart: float | None) -> str | Cell:
    """A mean with its unit, and an arrow where it is far from the whole."""
    if value is None:
        return "-"
    scale = scale_of(min(value, 0.0), max(value, 0.0), "money" if name in _MONEY else "number")
    arrow = "" if apart is None or abs(apart) < FAR else " ↑" if apart > 0 else " ↓"
    return Cell(scale.exact(value) + arrow, "strong" if arrow else "")
