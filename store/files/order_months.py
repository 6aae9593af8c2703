"""The sums of whole months of order lines, a file a month, kept with the version of the order file they were made from.

Only months that have changed are read again, one at a time, so that a million lines are never in memory.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from kamtui.store.figures.adding import add_cells, add_up
from kamtui.store.figures.order_month import SHAPE, OrderMonth, Rows
from kamtui.store.files.collector import resting
from kamtui.store.files.layout import Stamp
from kamtui.store.files.order_lines import OrderLines


class _Kept(msgspec.Struct, frozen=True):
    shape: str
    stamp: Stamp
    month: OrderMonth


class _KeptCells(msgspec.Struct, frozen=True):
    shape: str
    stamp: Stamp
    cells: Rows


class OrderMonths:
    """The sums of each month of the workspace at `root`."""

    def __init__(self, root: Path, *, writes: bool = True) -> None:
        """Nothing is read yet. What is made is kept on disk where that is possible, and where `writes` allows it."""
        self.source = OrderLines(root, writes=writes)
        self._months: dict[str, tuple[Stamp, OrderMonth]] = {}
        self._unwritten: dict[str, tuple[Stamp, Rows]] = {}
        """By month its sums by buyer and product, where they cannot be kept on disk."""

    def month(self, month: str) -> OrderMonth:
        """A month's sums; those of a file that cannot be read are empty and say so in `excluded`.

        It may be called in a thread: nothing but the files of the month is read.
        """
        stamp = self.source.stamp(month)
        found = self.kept(month, stamp)
        if found is None:
            with resting():
                found = add_up(month, *self.source.sold(month))
            if stamp == self.source.stamp(month):
                self.source.keep(f"{month}.mp", _Kept(SHAPE, stamp, found))
            self._months[month] = stamp, found
        return found

    def kept(self, month: str, stamp: Stamp) -> OrderMonth | None:
        """A month's sums as they were kept for this version of its file."""
        known = self._months.get(month)
        if known and known[0] == stamp:
            return known[1]
        kept = self.source.kept(f"{month}.mp", _Kept)
        if kept and (kept.shape, kept.stamp) == (SHAPE, stamp):
            self._months[month] = stamp, kept.month
            return kept.month
        return None

    def cells(self, month: str) -> Rows:
        """A month's sums by buyer and product; held in memory only where they cannot be kept on disk."""
        stamp = self.source.stamp(month)
        cells = self.kept_cells(month, stamp)
        if cells is None:
            with resting():
                cells = add_cells(self.source.sold(month)[0])
            if stamp == self.source.stamp(month) and not self.source.keep(
                f"{month}.cells.mp", _KeptCells(SHAPE, stamp, cells)
            ):
                self._unwritten[month] = stamp, cells
        return cells

    def kept_cells(self, month: str, stamp: Stamp) -> Rows | None:
        """A month's sums by buyer and product as they were kept for this version of its file."""
        held = self._unwritten.get(month)
        if held and held[0] == stamp:
            return held[1]
        kept = self.source.kept(f"{month}.cells.mp", _KeptCells)
        return kept.cells if kept and (kept.shape, kept.stamp) == (SHAPE, stamp) else None
