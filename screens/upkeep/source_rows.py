"""Where the numbers of each figure come from, as rows of a list."""

from __future__ import annotations

from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.store.answers import FIGURES
from kamtui.store.text.words import word
from kamtui.store.tidy import Source


def source_columns() -> list[Column]:
    """The columns of the list of sources."""
    widths = {"figure": 16, "about": 12, "how": 14, "n": 9, "outside": 12, "newest": 10}
    return [
        Column(name, word(f"quality.source.{name}"), width, "right" if name in ("n", "outside") else "left",
               flexible=name == "figure", priority=1 if name == "outside" else 0)
        for name, width in widths.items()
    ]  # fmt: skip


def source_row(source: Source) -> Row:
    """Where a figure's numbers come from, as a row."""
    about = word(f"quality.about.{source.about}" if source.about == "criteria" else f"charting.about.{source.about}")
    outside = "-" if source.outside is None else f"{source.outside:,}"
    how = word(f"quality.gathered.{source.gathered}")
    cells = (FIGURES[source.figure].label, about, how, f"{source.n:,}", outside, str(source.newest or "-"))
    return Row(source.figure, cells)
