"""The sums of order lines, a file a month, kept with the version of the order file that they were made from.

Only months that have changed are read again, one at a time, so that a million lines are never in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kamtui.store.figures.adding import add_cells, add_up, sound
from kamtui.store.figures.book import OrderBook
from kamtui.store.figures.order_month import SHAPE, OrderMonth, Rows, SoldLine
from kamtui.store.figures.periods import Window
from kamtui.store.files import caches
from kamtui.store.files.collector import resting
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.layout import Stamp, order_months, orders_name, stamp_of
from kamtui.store.files.loader import read_bytes
from kamtui.store.files.order_help import helped
from kamtui.store.records import OrderLine

AT_ONCE = 6_000_000
"""Bytes of order files that are read in less than a tenth of a second."""
MOST_BOOKS = 6
"""Stretches of time of which everything is kept added up, the latest that were asked for."""
MOST_WINDOWS = 4
"""Stretches of time of which chosen cells are held in memory, the latest that were asked for."""
T = TypeVar("T", SoldLine, OrderLine)
N = TypeVar("N")
NOTED = 6
"""How many times longer it takes to look through lines than to add them up."""


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


class _Lines(msgspec.Struct, frozen=True, gc=False):
    orders: dict[str, SoldLine] = {}


class _WholeLines(msgspec.Struct, frozen=True, gc=False):
    orders: dict[str, OrderLine] = {}


class _RawLines(msgspec.Struct, frozen=True, gc=False):
    orders: dict[str, msgspec.Raw] = {}


class _Kept(msgspec.Struct, frozen=True):
    shape: str
    stamp: Stamp
    month: OrderMonth


class _KeptCells(msgspec.Struct, frozen=True):
    shape: str
    stamp: Stamp
    cells: Rows


class _KeptNote(msgspec.Struct, frozen=True):
    name: str
    stamp: Stamp
    note: msgspec.Raw


_lines = msgspec.json.Decoder(_Lines)
_whole_lines = msgspec.json.Decoder(_WholeLines)
_raw_lines = msgspec.json.Decoder(_RawLines)


class OrderCache:
    """The sums of each month of the workspace at `root`."""

    def __init__(self, root: Path, *, writes: bool = True) -> None:
        """Nothing is read yet. What is made is kept on disk where that is possible, and where `writes` allows it."""
        self._root, self._writes = root, writes
        self._folder = root / ".kamtui" / "cache" / "orders"
        self._months: dict[str, tuple[Stamp, OrderMonth]] = {}
        self._books: dict[object, OrderBook] = {}
        self._chosen: dict[tuple[Hashable, str, Window], tuple[Stamp, OrderMonth, int]] = {}
        """By what chose, month and window the sums of a part of a month."""
        self._parts: dict[tuple[Hashable, str, Window], tuple[Stamp, Rows]] = {}
        """The same by buyer and product."""
        self._unwritten: dict[str, tuple[Stamp, Rows]] = {}
        """By month its sums by buyer and product, where they cannot be kept on disk."""
        self._notes: dict[str, tuple[str, Stamp, Any]] = {}

    def stamp(self, month: str) -> Stamp:
        """The version of a month's file; zeros where there is none."""
        try:
            return stamp_of((self._root / orders_name(month)).lstat())
        except OSError:
            return (0, 0, 0)

    def month(self, month: str) -> OrderMonth:
        """A month's sums; those of a file that cannot be read are empty and say so in `excluded`.

        It may be called in a thread: nothing but the files of the month is read.
        """
        stamp = self.stamp(month)
        found = self._kept(month, stamp)
        if found is None:
            with resting():
                found = add_up(month, *self._sold(month))
            if stamp == self.stamp(month):
                self._write(f"{month}.mp", _Kept(SHAPE, stamp, found))
            self._months[month] = stamp, found
        return found

    def _kept(self, month: str, stamp: Stamp) -> OrderMonth | None:
        """A month's sums as they were kept for this version of its file."""
        known = self._months.get(month)
        if known and known[0] == stamp:
            return known[1]
        kept = caches.read(self._folder / f"{month}.mp", _Kept)
        if kept and (kept.shape, kept.stamp) == (SHAPE, stamp):
            self._months[month] = stamp, kept.month
            return kept.month
        return None

    def unread(self, need: Need) -> list[str]:
        """The months that would have to be read for this, as long as it takes more than a moment to read them."""
        months = [name for name in order_months(self._root) if self._lacks(name, need)]
        return months if self._size(months) > AT_ONCE else []

    def _lacks(self, month: str, need: Need) -> bool:
        """Whether something of a month is not there that is needed."""
        window, keep = need.window, need.keep
        part = window.part(month)
        if part == "none" and not window.is_ahead(month):
            return False
        stamp = self.stamp(month)
        whole = self._kept(month, stamp)
        if whole is None:
            return True
        if part == "none":
            return False
        if keep is None and window.holds(whole):
            return need.cells and self._known_cells(month, stamp) is None
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
        missing = [month for month in months if self._kept(month, self.stamp(month)) is None]
        return helped(self._root, missing, self._size(missing) if self._writes else 0)

    def _write(self, name: str, value: Any) -> bool:
        """Keep something on disk; whether that was possible."""
        return self._writes and caches.write(self._folder / name, value)

    def _size(self, months: Iterable[str]) -> int:
        """The bytes of their order files."""
        return sum(self.stamp(month)[2] for month in months)

    def cells(self, month: str) -> Rows:
        """A month's sums by buyer and product; held in memory only where they cannot be kept on disk."""
        stamp = self.stamp(month)
        cells = self._known_cells(month, stamp)
        if cells is None:
            with resting():
                cells = add_cells(self._sold(month)[0])
            if stamp == self.stamp(month) and not self._write(f"{month}.cells.mp", _KeptCells(SHAPE, stamp, cells)):
                self._unwritten[month] = stamp, cells
        return cells

    def _known_cells(self, month: str, stamp: Stamp) -> Rows | None:
        """A month's sums by buyer and product as they were kept for this version of its file."""
        held = self._unwritten.get(month)
        if held and held[0] == stamp:
            return held[1]
        kept = caches.read(self._folder / f"{month}.cells.mp", _KeptCells)
        return kept.cells if kept and (kept.shape, kept.stamp) == (SHAPE, stamp) else None

    def note(self, month: str, name: str, kind: type[N], make: Callable[[], N]) -> N:
        """What else was found in a month's lines, made anew for another version of its file or another name."""
        stamp = self.stamp(month)
        found = self._known_note(month, name, kind, stamp)
        if found is None:
            with resting():
                found = make()
            if stamp == self.stamp(month):
                self._notes[month] = name, stamp, found
                packed = msgspec.Raw(msgspec.msgpack.encode(found))
                self._write(f"{month}.note.mp", _KeptNote(name, stamp, packed))
        return found

    def _known_note(self, month: str, name: str, kind: type[N], stamp: Stamp) -> N | None:
        known = self._notes.get(month)
        if known and known[:2] == (name, stamp) and isinstance(known[2], kind):
            return known[2]
        kept = caches.read(self._folder / f"{month}.note.mp", _KeptNote)
        if kept is None or (kept.name, kept.stamp) != (name, stamp):
            return None
        found = msgspec.msgpack.decode(kept.note, type=kind)
        self._notes[month] = name, stamp, found
        return found

    def unnoted(self, name: Callable[[str], str], kind: type[Any]) -> list[str]:
        """The months whose note would have to be made, as long as that takes more than a moment."""
        months = [
            month
            for month in order_months(self._root)
            if self._known_note(month, name(month), kind, self.stamp(month)) is None
        ]
        return months if self._size(months) * NOTED > AT_ONCE else []

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
        for name in order_months(self._root):
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
        stamp = self.stamp(month)
        known = self._chosen.get(name)
        if known and known[0] == stamp:
            return known[1], known[2]
        lines, left_out = self.lines(month)
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
        stamp, known = self.stamp(month), self._parts.get(name)
        if known and known[0] == stamp:
            return known[1]
        lines, left_out = self.lines(month)
        chosen = [line for line in lines if window.has(line.date) and (not keep or keep.passes(line))]
        with resting():
            cells = add_cells(sound(chosen, left_out))
        self._parts[name] = stamp, cells
        return cells

    def lines(self, month: str) -> tuple[list[OrderLine], Counter[str]]:
        """A month's order lines, without their ids, and how many are left out, by reason."""
        lines, left_out = self._read(month, lambda data: _whole_lines.decode(data).orders.values())
        return list(lines), left_out

    def _sold(self, month: str) -> tuple[Iterable[SoldLine | OrderLine], Counter[str]]:
        return self._read(month, lambda data: _lines.decode(data).orders.values())

    def _read(self, month: str, decode: Callable[[bytes], Iterable[T]]) -> tuple[Iterable[T | OrderLine], Counter[str]]:
        """The lines that fit; where all do, which is the rule, they are decoded at once."""
        try:
            data = read_bytes(self._root / orders_name(month), month) or b"{}"
            try:
                return decode(data), Counter()
            except msgspec.ValidationError:
                lines, left_out = _one_by_one(_raw_lines.decode(data).orders)
                return list(sound(lines, left_out)), left_out
        except (DamagedFileError, OSError, msgspec.MsgspecError, RecursionError):
            return [], Counter({"unreadable": 1})


def _one_by_one(lines: dict[str, msgspec.Raw]) -> tuple[list[OrderLine], Counter[str]]:
    decoder = msgspec.json.Decoder(OrderLine)
    fitting, left_out = [], Counter[str]()
    for line in lines.values():
        try:
            fitting.append(decoder.decode(line))
        except msgspec.MsgspecError:
            left_out["misfit"] += 1
    return fitting, left_out
