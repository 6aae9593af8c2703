"""What else than sums was found in a month's order lines, kept with the version of the file that it was found in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from kamtui.store.files.collector import resting
from kamtui.store.files.layout import Stamp
from kamtui.store.files.order_lines import OrderLines

N = TypeVar("N")
NOTED = 6
"""How many times longer it takes to look through lines than to add them up."""


class _KeptNote(msgspec.Struct, frozen=True):
    name: str
    stamp: Stamp
    note: msgspec.Raw


class OrderNotes:
    """A note for each month."""

    def __init__(self, source: OrderLines) -> None:
        """Know none yet."""
        self._source = source
        self._known: dict[str, tuple[str, Stamp, Any]] = {}

    def note(self, month: str, name: str, kind: type[N], make: Callable[[], N]) -> N:
        """A month's note, made anew for another version of its file or another name."""
        stamp = self._source.stamp(month)
        found = self._find(month, name, kind, stamp)
        if found is None:
            with resting():
                found = make()
            if stamp == self._source.stamp(month):
                self._known[month] = name, stamp, found
                packed = msgspec.Raw(msgspec.msgpack.encode(found))
                self._source.keep(f"{month}.note.mp", _KeptNote(name, stamp, packed))
        return found

    def missing(self, name: Callable[[str], str], kind: type[Any]) -> list[str]:
        """The months whose note would have to be made, as long as that takes more than a moment."""
        source = self._source
        months = [month for month in source.all if self._find(month, name(month), kind, source.stamp(month)) is None]
        return source.long(months, NOTED)

    def _find(self, month: str, name: str, kind: type[N], stamp: Stamp) -> N | None:
        known = self._known.get(month)
        if known and known[:2] == (name, stamp) and isinstance(known[2], kind):
            return known[2]
        kept = self._source.kept(f"{month}.note.mp", _KeptNote)
        if kept is None or (kept.name, kept.stamp) != (name, stamp):
            return None
        found = msgspec.msgpack.decode(kept.note, type=kind)
        self._known[month] = name, stamp, found
        return found
