"""Looking up order lines: month by month as they stand in the files, or added up."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.layout import encoder_of, order_months, orders_name
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.records import OrderLine, view

if TYPE_CHECKING:
    from kamtui.store.figures.book import OrderBook
    from kamtui.store.figures.periods import Window
    from kamtui.store.files.order_cache import Keep, Need, OrderCache
    from kamtui.store.files.order_notes import OrderNotes

N = TypeVar("N")


class OrderLookup:
    """The order lines of the workspace at `root`; `Reading` adds everything else."""

    root: Path
    read_only = ""
    """Why nothing can be written, or ""."""

    def order_months(self) -> list[str]:
        """The months that have order lines ("2026-11" …, "undated")."""
        return order_months(self.root)

    def order_book(self, window: Window, keep: Keep | None = None) -> OrderBook:
        """The order lines in `window` added up, from caches as far as possible; `keep` chooses among the lines."""
        return self._order_cache.book(window, keep)

    def unread_orders(self, need: Need) -> list[str]:
        """The months that have not been added up yet for this, if that takes more than a moment."""
        return self._order_cache.unread(need)

    def read_orders(self, months: Sequence[str], need: Need) -> Generator[int, None, None]:
        """Add up months of order lines before they are asked for, and say after each how many are done.

        A thread may do it; a second process helps where that is worth it.
        """
        with self._order_cache.helped(months):
            for done, month in enumerate(months, 1):
                self._order_cache.read(month, need)
                yield done

    @cached_property
    def _order_cache(self) -> OrderCache:
        from kamtui.store.files.order_cache import OrderCache

        return OrderCache(self.root, writes=not self.read_only)

    def order_notes(self, month: str, name: str, kind: type[N], make: Callable[[], N]) -> N:
        """What else was worked out from a month's order lines, kept for this version of its file under a name."""
        return self._order_notes.note(month, name, kind, make)

    def unread_notes(self, name: Callable[[str], str], kind: type[Any]) -> list[str]:
        """The months of which such notes are not there yet, if making them takes more than a moment."""
        return self._order_notes.missing(name, kind)

    @cached_property
    def _order_notes(self) -> OrderNotes:
        from kamtui.store.files.order_notes import OrderNotes

        return OrderNotes(self._order_cache.source)

    def order_documents(self, month: str) -> dict[str, dict[str, Any]]:
        """A month's order lines as they stand in the file, by id; raises DamagedFileError."""
        return self._document(orders_name(month)).get("orders", {})

    def order_spellings(self, month: str) -> dict[str, msgspec.Raw]:
        """A month's order lines by id, not decoded; none where the file cannot be read."""
        try:
            data = read_bytes(self.root / orders_name(month), month)
            return msgspec.json.decode(data or b"{}", type=dict[str, dict[str, msgspec.Raw]]).get("orders", {})
        except (DamagedFileError, msgspec.MsgspecError):
            return {}

    def order_lines(self, month: str) -> Iterator[OrderLine]:
        """A month's order lines; one that does not fit, or a file that is damaged, is left out."""
        try:
            documents = self.order_documents(month)
        except DamagedFileError:
            return  # `findings` names the file
        for key, fields in documents.items():
            try:
                yield view(OrderLine, key, fields)
            except msgspec.ValidationError:
                continue

    def _document(self, name: str) -> dict[str, dict[str, dict[str, Any]]]:
        data = read_bytes(self.root / name, name)
        return {} if data is None else parse(data, name, encoder_of(name))
