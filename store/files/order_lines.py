"""The order lines of a workspace: read a file at a time, by version; and where what was made of them is kept.

A line that does not fit is left out and counted, and so is a file that cannot be read: figures go on without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kamtui.store.figures.adding import sound
from kamtui.store.figures.order_month import SoldLine
from kamtui.store.files import caches
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.layout import Stamp, order_months, orders_name, stamp_of
from kamtui.store.files.loader import read_bytes
from kamtui.store.records import OrderLine

AT_ONCE = 6_000_000
"""Bytes of order files that are added up in less than a tenth of a second."""
T = TypeVar("T", SoldLine, OrderLine)
K = TypeVar("K")


class _Lines(msgspec.Struct, frozen=True, gc=False):
    orders: dict[str, SoldLine] = {}


class _WholeLines(msgspec.Struct, frozen=True, gc=False):
    orders: dict[str, OrderLine] = {}


class _RawLines(msgspec.Struct, frozen=True, gc=False):
    orders: dict[str, msgspec.Raw] = {}


_lines = msgspec.json.Decoder(_Lines)
_whole_lines = msgspec.json.Decoder(_WholeLines)
_raw_lines = msgspec.json.Decoder(_RawLines)


class OrderLines:
    """The order lines of the workspace at `root`, month by month."""

    def __init__(self, root: Path, *, writes: bool = True) -> None:
        """Nothing is read yet. What is made is kept on disk where that is possible, and where `writes` allows it."""
        self.root, self.writes = root, writes
        self._folder = root / ".kamtui" / "cache" / "orders"

    @property
    def all(self) -> list[str]:
        """The months that have a file."""
        return order_months(self.root)

    def stamp(self, month: str) -> Stamp:
        """The version of a month's file; zeros where there is none."""
        try:
            return stamp_of((self.root / orders_name(month)).lstat())
        except OSError:
            return (0, 0, 0)

    def size(self, months: Iterable[str]) -> int:
        """The bytes of their order files."""
        return sum(self.stamp(month)[2] for month in months)

    def long(self, months: list[str], times: int = 1) -> list[str]:
        """These months, if it takes more than a moment to do what takes so many times as long as adding them up."""
        return months if self.size(months) * times > AT_ONCE else []

    def lines(self, month: str) -> tuple[list[OrderLine], Counter[str]]:
        """A month's order lines, without their ids, and how many are left out, by reason."""
        lines, left_out = self._read(month, lambda data: _whole_lines.decode(data).orders.values())
        return list(lines), left_out

    def sold(self, month: str) -> tuple[Iterable[SoldLine | OrderLine], Counter[str]]:
        """The same lines with just what is added up of them, as far as all fit."""
        return self._read(month, lambda data: _lines.decode(data).orders.values())

    def _read(self, month: str, decode: Callable[[bytes], Iterable[T]]) -> tuple[Iterable[T | OrderLine], Counter[str]]:
        """The lines that fit; where all do, which is the rule, they are decoded at once."""
        try:
            data = read_bytes(self.root / orders_name(month), month) or b"{}"
            try:
                return decode(data), Counter()
            except msgspec.ValidationError:
                lines, left_out = _one_by_one(_raw_lines.decode(data).orders)
                return list(sound(lines, left_out)), left_out
        except (DamagedFileError, OSError, msgspec.MsgspecError, RecursionError):
            return [], Counter({"unreadable": 1})

    def kept(self, name: str, kind: type[K]) -> K | None:
        """What was kept under a name, if it is whole and of this kind."""
        return caches.read(self._folder / name, kind)

    def keep(self, name: str, value: Any) -> bool:
        """Keep something on disk; whether that was possible."""
        return self.writes and caches.write(self._folder / name, value)


def _one_by_one(lines: dict[str, msgspec.Raw]) -> tuple[list[OrderLine], Counter[str]]:
    decoder = msgspec.json.Decoder(OrderLine)
    fitting, left_out = [], Counter[str]()
    for line in lines.values():
        try:
            fitting.append(decoder.decode(line))
        except msgspec.MsgspecError:
            left_out["misfit"] += 1
    return fitting, left_out
