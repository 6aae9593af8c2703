"""Order lines merged into their files, a month at a time, as part of a change."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.codec import Document
from kamtui.store.files.layout import encoder_of, orders_name
from kamtui.store.files.locks import Locks

OrderFields = Mapping[str, Any] | msgspec.Raw
"""What a line says: its fields, or these as they are spelled in an order file."""


class Tally(msgspec.Struct):
    """How many records of a bulk were new, changed, or the same as before."""

    new: int = 0
    changed: int = 0
    same: int = 0


class OrderMerge:
    """The months that one change writes, each beside its place until the change ends."""

    def __init__(self, root: Path, locks: Locks) -> None:
        """Write orders of the workspace at `root`."""
        self.drafts: dict[str, atomic.Draft | None] = {}
        """By file name what it becomes; None takes the file away."""
        self._root, self._locks = root, locks
        self._held = ExitStack()

    def hold(self, months: Iterable[str]) -> None:
        """Keep other processes from writing these months until `close`."""
        self._held.enter_context(self._locks.exclusive(map(orders_name, months)))

    def merge(self, month: str, lines: Mapping[str, OrderFields], gone: Container[str], *, write: bool) -> Tally:
        """Say these lines over those of a month, and leave out those in `gone`; without `write` only count."""
        self.hold([month])
        name = orders_name(month)
        known = self._read(name)
        before = known.pop("orders", {})
        kept = {key: line for key, line in before.items() if key not in gone}
        merged, tally = _merged(kept, lines) if kept else (lines, Tally(new=len(lines)))
        if write and (tally.new or tally.changed or len(kept) < len(before)):
            self._write(name, {**known, "orders": merged} if merged else known)
        return tally

    def close(self) -> None:
        """Drop what has not taken its place, and let other processes write again."""
        with self._held:
            for draft in filter(None, self.drafts.values()):
                draft.discard()

    def _read(self, name: str) -> Document:
        """The file's document, or what this change has made of it."""
        from kamtui.store.files.storage import FileStorage

        path = self._root / name
        if name in self.drafts:
            draft = self.drafts[name]
            if draft is None:
                return {}
            path = draft.temporary
        return FileStorage(path, encoder_of(name), name).read() or {}

    def _write(self, name: str, document: Mapping[str, Any]) -> None:
        path = self._root / name
        atomic.make_folder(path.parent)
        earlier = self.drafts.get(name)
        data = encoder_of(name)(document) if document else None
        self.drafts[name] = None if data is None else atomic.Draft(path, data, durable=False)
        if earlier:
            earlier.discard()


def _merged(kept: dict[str, Any], lines: Mapping[str, Any]) -> tuple[dict[str, Any], Tally]:
    """Order lines with others said over them, and how many that changes."""
    merged, tally = dict(kept), Tally()
    for key, line in lines.items():
        said = msgspec.json.decode(line) if isinstance(line, msgspec.Raw) else line
        old = kept.get(key)
        merged[key] = {**old, **said} if old else said
        if old is None:
            tally.new += 1
        elif merged[key] == old:
            tally.same += 1
        else:
            tally.changed += 1
    return merged, tally
