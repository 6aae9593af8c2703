"""The order book of any stretch of time and any choice of lines: whole months as they are kept, parts as read.

What is added up of a part of a month is held in memory for the latest choice, by the version of the month's file.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import msgspec

from kamtui.store.figures.adding import add_cells, add_up, sound
from kamtui.store.figures.book import OrderBook
from kamtui.store.figures.order_month import OrderMonth, Rows
from kamtui.store.figures.periods import Window
from kamtui.store.files.collector import resting
from kamtui.store.files.layout import Stamp
from kamtui.store.files.order_help import helped
from kamtui.store.files.order_months import OrderMonths

MOST_BOOKS = 6
"""Stretches of time of which everything is kept added up, the latest that were asked for."""
MOST_WINDOWS = 4
"""Stretches of time of which chosen cells are held in memory, the latest that were asked for."""


class Keep(msgspec.Struct, frozen=True):
    """Which order lines to count."""

    name: Hashable
    """What tells one choice from another: sums of the latest one are kept in memory."""
    passes: Callable[[Any], bool]


class Need(msgspec.Struct, frozen=True):
    """What a question needs of the order files."""

    window: Window
    keep: Keep | None = None
    cells: bool = False
    """Whether it needs the sums by buyer and product too."""

    @property
    def name(self) -> tuple[Window, Hashable, bool]:
        """What tells one need from another."""
        return self.window, self.keep.name if self.keep else "", self.cells


class OrderCache(OrderMonths):
    """The sums of whole months, of parts of them, and of the lines that a filter lets pass."""

    def __init__(self, root: Path, *, writes: bool = True) -> None:
        """Nothing is read yet. What is made is kept on disk where that is possible, and where `writes` allows it."""
        super().__init__(root, writes=writes)
        self._books: dict[object, OrderBook] = {}
        self._chosen: dict[tuple[Hashable, str, Window], tuple[Stamp, OrderMonth, int]] = {}
        """By what chose, month and window the sums of a part of a month."""
        self._parts: dict[tuple[Hashable, str, Window], tuple[Stamp, Rows]] = {}
        """The same by buyer and product."""

    def unread(self, need: Need) -> list[str]:
        """The months that would have to be read for this, as long as it takes more than a moment to read them."""
        return self.source.long([name for name in self.source.all if self._lacks(name, need)])

    def _lacks(self, month: str, need: Need) -> bool:
        """Whether something of a month is not there that is needed."""
        window, keep = need.window, need.keep
        part = window.part(month)
        if part == "none" and not window.is_ahead(month):
            return False
        stamp = self.source.stamp(month)
        whole = self.kept(month, stamp)
        if whole is None:
            return True
        if part == "none":
            return False
        if keep is None and window.holds(whole):
            return need.cells and self.kept_cells(month, stamp) is None
        name = keep.name if keep else "", month, window
        for kept in (self._chosen, self._parts) if need.cells else (self._chosen,):
            known = kept.get(name)
            if known is None or known[0] != stamp:
                return True
        return False

    def read(self, month: str, need: Need) -> None:
        """Make what is needed of a month. A thread may do it: it reads nothing but the month's files."""
        whole, window = self.month(month), need.window
        if window.part(month) == "none":
            return
        if need.keep is not None or not window.holds(whole):
            self._partly(month, window, need.keep)
        if need.cells:
            self._cells_in(month, window, need.keep)

    def helped(self, months: Sequence[str]) -> AbstractContextManager[None]:
        """Have a second process help with adding up these months, if that is worth it and it may keep what it makes."""
        missing = [month for month in months if self.kept(month, self.source.stamp(month)) is None]
        return helped(self.source.root, missing, self.source.size(missing) if self.source.writes else 0)

    def book(self, window: Window, keep: Keep | None = None) -> OrderBook:
        """The orders of the months in `window`; a month that only partly lies in it is added up from its lines.

        With `keep` only the lines that it lets pass are added up, which takes as long as reading them all.
        """
        chosen_by = keep.name if keep else ""
        self._forget(chosen_by)
        with self.helped(self.unread(Need(window))):
            months, ahead = self._gathered(window, keep)
        same = window, chosen_by, ahead, tuple(map(id, months))
        book = self._books.pop(same, None)
        if book is None:
            book = OrderBook(months, lambda month: self._cells_in(month, window, keep))
            book.excluded["future"] += ahead
        self._books = dict(list(self._books.items())[1 - MOST_BOOKS :]) | {same: book}
        return book

    def _forget(self, chosen_by: Hashable) -> None:
        """Let go of what other choices have left; a thread may be adding to it."""
        self._chosen = {name: known for name, known in list(self._chosen.items()) if name[0] == chosen_by}
        own = {name: known for name, known in list(self._parts.items()) if name[0] == chosen_by}
        latest = list(dict.fromkeys(name[2] for name in reversed(own)))[:MOST_WINDOWS]
        self._parts = {name: known for name, known in own.items() if name[2] in latest}

    def _gathered(self, window: Window, keep: Keep | None) -> tuple[list[OrderMonth], int]:
        """The months in `window`, and how many lines lie after today."""
        months: list[OrderMonth] = []
        ahead = 0
        for name in self.source.all:
            part = window.part(name)
            if part == "none":
                ahead += sum(self.month(name).buyers.column("lines")) if window.is_ahead(name) else 0
                continue
            whole = self.month(name)
            if part == "part":
                part = "whole" if window.holds(whole) else "part"
            if part == "whole" and keep is None:
                months.append(whole)
                continue
            chosen, late = self._partly(name, window, keep)
            months.append(chosen)
            ahead += late
        return months, ahead

    def _partly(self, month: str, window: Window, keep: Keep | None) -> tuple[OrderMonth, int]:
        """A month's lines that lie in the window and pass, added up; and how many lie after today."""
        name = keep.name if keep else "", month, window
        stamp = self.source.stamp(month)
        known = self._chosen.get(name)
        if known and known[0] == stamp:
            return known[1], known[2]
        lines, left_out = self.source.lines(month)
        ahead = sum(line.date is not None and line.date > window.today for line in lines)
        chosen = [line for line in lines if window.has(line.date) and (keep is None or keep.passes(line))]
        kept = list(sound(chosen, left_out))
        with resting():
            made = add_up(month, kept, left_out)
        self._chosen[name] = stamp, made, ahead
        return made, ahead

    def _cells_in(self, month: str, window: Window, keep: Keep | None) -> Rows:
        """The sums by buyer and product of a month's lines that lie in the window and pass.

        Those of whole months are read again from where they are kept; what was chosen of a month is held in memory.
        """
        if keep is None and window.holds(self.month(month)):
            return self.cells(month)
        name = keep.name if keep else "", month, window
        stamp, known = self.source.stamp(month), self._parts.get(name)
        if known and known[0] == stamp:
            return known[1]
        lines, left_out = self.source.lines(month)
        chosen = [line for line in lines if window.has(line.date) and (not keep or keep.passes(line))]
        with resting():
            cells = add_cells(sound(chosen, left_out))
        self._parts[name] = stamp, cells
        return cells
