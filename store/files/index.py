"""The index: all cards and the catalog in memory, kept in step with the files.

Reading two thousand cards takes a second; their typed records are therefore kept in `.kamtui/cache`, each
with the version of its file, and only files that have changed since are read again. What the account list does not
show lies behind it, a part for each kind of record, and is read when someone first asks for that kind.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kamtui.store.figures.pipeline import Total
from kamtui.store.figures.summary import SHAPE, AccountSummary
from kamtui.store.figures.trail import DealTrail, Move, Trail
from kamtui.store.files import caches
from kamtui.store.files.cards import OPEN, TRAIL, Card, read_card, unpack, unpack_summary, unpack_trail
from kamtui.store.files.codec import Document
from kamtui.store.files.findings import DamagedFileError, Finding
from kamtui.store.files.layout import CATALOG, TARGETS, Stamp, folder_times, scan_cards
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.files.order_files import OrderFile, OrderFiles
from kamtui.store.files.shared import Catalog, Targets, read_catalog, read_targets, reread
from kamtui.store.records import (
    CARD,
    Answer,
    Bid,
    Evidence,
    Judgement,
    Opportunity,
    QuoteLine,
    Rating,
    Record,
    Tie,
    Verdict,
)
from kamtui.store.records import CATALOG as CATALOG_KINDS
from kamtui.store.records import TARGETS as TARGET_KINDS
from kamtui.store.records.judgement import Slot

R = TypeVar("R", bound=Record)

RESCAN = 30.0
"""Seconds after which every file is looked at again, for editors that write in place."""


class _Cached(msgspec.Struct, frozen=True):
    shape: int
    cards: dict[str, Card]
    catalog: Catalog
    targets: Targets
    orders: dict[str, OrderFile]


def _shape() -> int:
    """A number that changes with the fields of anything in the cache, so that an older cache is not believed."""
    kinds: tuple[type, ...] = (
        Catalog,
        Card,
        Total,
        Finding,
        OrderFile,
        *SHAPE,
        Record,
        Rating,
        Answer,
        Tie,
        Slot,
        Evidence,
        Judgement,
        Verdict,
        QuoteLine,
        Bid,
        Move,
        DealTrail,
        Trail,
        *CARD.values(),
        *CATALOG_KINDS.values(),
        Targets,
        *TARGET_KINDS.values(),
    )
    return zlib.crc32(repr([(kind.__name__, kind.__annotations__) for kind in kinds]).encode())


_SHAPE = _shape()


class Index:
    """The cards and the catalog of the workspace at `root`."""

    def __init__(self, root: Path) -> None:
        """Start empty; `load` fills the index."""
        self.root = root
        self.cards: dict[str, Card] = {}
        self.catalog = Catalog()
        self.targets = Targets()
        self._orders = OrderFiles(root)
        self._members: dict[tuple[str, str], tuple[Card, tuple[Any, ...]]] = {}
        self._trails: dict[str, tuple[Card, Trail]] = {}
        self._summaries: dict[str, tuple[Card, AccountSummary]] = {}
        self.generation = 0
        """Grows with every change, so that what is derived from the index knows its age."""
        self.places = 0
        """Grows when an account comes, goes or is in another card than before."""
        self._cache = root / ".kamtui" / "cache" / "cards.mp"
        self._folders: dict[str, int] = {}
        self._scanned = 0.0
        self._kept: caches.Parted[_Cached] | None = None
        self._parts: dict[str, dict[str, msgspec.Raw]] = {}
        """What was taken out of the cache: by table, by card."""
        self._cached_generation = -1

    def load(self, progress: Callable[[int, int], None] | None = None, quick: bool = False) -> None:
        """Take what the cache knows, and unless `quick` read the files that have changed since.

        What a quick load shows may be a moment old; the next `refresh` looks at every file.
        """
        self._kept = caches.read_parted(self._cache, _Cached)
        cached = self._kept.head if self._kept else None
        if cached and cached.shape == _SHAPE:
            self.cards, self.catalog, self.targets = cached.cards, cached.catalog, cached.targets
            self._orders.seen = cached.orders
            self._cached_generation = self.generation
            if quick:
                return
        self.refresh(everything=True, progress=progress)

    def refresh(self, everything: bool = False, progress: Callable[[int, int], None] | None = None) -> set[str]:
        """Read again what has changed on disk; the names of those files."""
        folders = folder_times(self.root)
        recent = time.monotonic() - self._scanned < RESCAN
        if folders == self._folders and recent and not everything:
            return set()
        stamps = dict(scan_cards(self.root))
        changed = {name for name, stamp in stamps.items() if name not in self.cards or self.cards[name].stamp != stamp}
        gone = self.cards.keys() - stamps.keys()
        before = {name: self.cards[name].account_id for name in changed if name in self.cards}
        for name in gone:
            del self.cards[name]
        for count, name in enumerate(sorted(changed)):
            if progress:
                progress(count, len(changed))
            self.cards[name] = self._read(name, stamps[name])
        if gone or before != {name: self.cards[name].account_id for name in changed}:
            self.places += 1
        changed |= gone
        if catalog := reread(self.root, CATALOG, self.catalog, read_catalog):
            self.catalog = catalog
            changed.add(CATALOG)
        if targets := reread(self.root, TARGETS, self.targets, read_targets):
            self.targets = targets
            changed.add(TARGETS)
        changed |= self._orders.changed()
        self._folders, self._scanned = folders, time.monotonic()  # not earlier: what fails is to be tried again
        if changed:
            self.generation += 1
        return changed

    def members(self, name: str, kind: type[R]) -> tuple[R, ...]:
        """The records of a kind around the account of a card; none for a card that is not there."""
        found = self._unpacked(name, kind.table, kind)
        opened = self._unpacked(name, OPEN, kind) if kind is Opportunity else ()
        return tuple(sorted((*found, *opened), key=lambda record: record.id)) if found and opened else found or opened

    def open_deals(self, name: str) -> tuple[Opportunity, ...]:
        """The open opportunities of a card."""
        return self._unpacked(name, OPEN, Opportunity)

    def _unpacked(self, name: str, table: str, kind: type[R]) -> tuple[R, ...]:
        card = self.cards.get(name)
        if card is None:
            return ()
        known = self._members.get((name, table))
        if known is None or known[0] is not card:
            packed = self._packed(name, table)
            known = self._members[name, table] = (self.cards[name], unpack(packed, kind))
        return known[1]

    def trail(self, name: str) -> Trail:
        """What the rules need of the past of a card's account; nothing for a card that is not there."""
        card = self.cards.get(name)
        if card is None:
            return Trail()
        known = self._trails.get(name)
        if known is None or known[0] is not card:
            packed = self._packed(name, TRAIL)
            known = self._trails[name] = (self.cards[name], unpack_trail(packed))
        return known[1]

    def summary(self, name: str) -> AccountSummary:
        """What the list says of the account of a card; nothing for a card that is not there."""
        card = self.cards.get(name)
        if card is None:
            return AccountSummary()
        known = self._summaries.get(name)
        if known is None or known[0] is not card:
            known = self._summaries[name] = (card, unpack_summary(card))
        return known[1]

    def put(self, name: str, document: Document, data: bytes, stamp: Stamp) -> None:
        """Take over a file that we have just written; `refresh` sees by its stamp when someone has written since."""
        if name == CATALOG:
            self.catalog = read_catalog(document, stamp, data)
        elif name == TARGETS:
            self.targets = read_targets(document, stamp, data)
        elif name.startswith("accounts/"):
            before = self.cards.get(name)
            self.cards[name] = card = read_card(document, name, stamp, data)
            if before is None or before.account_id != card.account_id:
                self.places += 1
        self.generation += 1

    def order_findings(self) -> list[Finding]:
        """The order files that cannot be read; each version of a file is looked at once."""
        if self._orders.look():
            self._cached_generation = -1
        return self._orders.findings

    @property
    def flagged_orders(self) -> list[str]:
        """The order files in which a merge has left something to decide, as `order_findings` saw them."""
        return self._orders.flagged

    def save(self) -> None:
        """Write the cache, if anything in it has changed; a folder that cannot be written only costs time."""
        if self._cached_generation == self.generation:
            return
        parts: dict[str, dict[str, msgspec.Raw]] = {table: {} for table in (*CARD, OPEN, TRAIL)}
        for name in list(self.cards):
            for table, part in parts.items():
                packed = self._packed(name, table)
                if packed:
                    part[name] = packed
        cards = {name: msgspec.structs.replace(card, packed=None) for name, card in self.cards.items()}
        head = _Cached(_SHAPE, cards, self.catalog, self.targets, self._orders.seen)
        if caches.write_parted(self._cache, head, parts):
            self._cached_generation = self.generation

    def _packed(self, name: str, table: str) -> msgspec.Raw | None:
        """What is kept of a card under a table, None where there is nothing."""
        packed = self.cards[name].packed
        if packed is not None:
            return packed.get(table)
        if table not in self._parts and self._kept and table in self._kept:
            part = self._kept.part(table, dict[str, msgspec.Raw])
            if part is None:  # damaged: the cards are where it came from
                self._read_again()
                return self._packed(name, table)
            self._parts[table] = part
        return self._parts.get(table, {}).get(name)

    def _read_again(self) -> None:
        """Read every card of which the cache has a part."""
        for name, card in self.cards.items():
            if card.packed is None:
                self.cards[name] = self._read(name, card.stamp)
        self.places += 1
        self.generation += 1

    def _read(self, name: str, stamp: Stamp) -> Card:
        try:
            data = read_bytes(self.root / name, name) or b""
            return read_card(parse(data, name), name, stamp, data)
        except DamagedFileError as error:
            return Card(name, stamp, findings=(error.finding,), packed={})
        except OSError as error:
            return Card(name, stamp, findings=(Finding("unreadable", name, found=str(error.strerror)),), packed={})
