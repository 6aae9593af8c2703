"""What the checks look at: every card, the catalog and the order files, each card read once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any

import msgspec

from kamtui.store.fields import Field, default_of, fields_of
from kamtui.store.fields.model import FieldKind
from kamtui.store.files.cards import typed
from kamtui.store.files.codec import Document
from kamtui.store.files.conflicts import Clash, conflicts_of
from kamtui.store.files.findings import Finding, Level
from kamtui.store.files.layout import CATALOG, TARGETS, encoder_of, orders_name, scan_cards
from kamtui.store.files.loader import line_of, parse, read_bytes
from kamtui.store.records import CARD, OrderLine, Record
from kamtui.store.records import CATALOG as CATALOG_KINDS
from kamtui.store.records import TARGETS as TARGET_KINDS
from kamtui.store.text.words import word
from kamtui.store.workspace import DamagedFileError, Workspace


class Fault(Finding, frozen=True):
    """A finding of a check; its words are `checks.CODE`."""

    def text(self) -> str:
        """The finding as one sentence in the language in use."""
        return f"{self.place}: " + word(f"checks.{self.code}", found=self.found, expected=self.expected)


class Held(msgspec.Struct, frozen=True):
    """One file that could be read, and what it holds."""

    name: str
    records: tuple[Record, ...]
    ids: dict[str, tuple[str, ...]]
    """By table, also of the records that do not fit their kind."""
    clashes: tuple[Clash, ...]
    canonical: bool
    """Whether the file is spelled as kamtui spells it."""


class Inventory:
    """The records of a workspace with the files that they stand in."""

    def __init__(self, workspace: Workspace, now: dt.datetime) -> None:
        """Look at `workspace`; for the checks it is `now`, an aware moment."""
        self.workspace = workspace
        self.root = workspace.root
        self.now = now
        self.today = now.date()
        self._latest: tuple[str, bytes] = ("", b"")

    @cached_property
    def held(self) -> list[Held]:
        """The cards and the catalog; a file that is damaged is left out, since it is a finding of its own."""
        names = [name for name, _ in sorted(scan_cards(self.root))]
        return [held for name in (*names, CATALOG, TARGETS) if (held := self._read(name))]

    @cached_property
    def known(self) -> dict[str, set[str]]:
        """The ids that there are, by table."""
        known: dict[str, set[str]] = {table: set() for table in (*CARD, *CATALOG_KINDS, *TARGET_KINDS)}
        for held in self.held:
            for table, ids in held.ids.items():
                known.setdefault(table, set()).update(ids)
        return known

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record of the cards and the catalog with the name of its file."""
        for held in self.held:
            for record in held.records:
                yield held.name, record

    def filled(self, *kinds: FieldKind) -> Iterator[tuple[str, Record, Field]]:
        """Every field of these kinds that is not at its default, with its record and file."""
        wanted = {
            kind: [(field, default_of(kind, field.name)) for field in fields_of(kind) if field.kind in kinds]
            for kind in (*CARD.values(), *CATALOG_KINDS.values(), *TARGET_KINDS.values())
        }
        for file, record in self.records():
            for field, default in wanted[type(record)]:
                if getattr(record, field.name) != default:
                    yield file, record, field

    def order_files(self) -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
        """Each order file that can be read, and its lines by id."""
        for month in self.workspace.order_months():
            with suppress(DamagedFileError, OSError):
                yield orders_name(month), self.workspace.order_documents(month)

    def fault(self, code: str, file: str, record: Record, field: str, level: Level, expected: str = "") -> Fault:
        """A fault in a field of a record, with its line in the file."""
        value = msgspec.to_builtins(getattr(record, field))
        found = f"{field}: {value}"
        line = self.line(file, record.table, record.id, field)
        return Fault(code, file, line, found=found, expected=expected, record=record.id, level=level)

    def line(self, file: str, *keys: str) -> int:
        """The line on which the value under these keys stands; 0 where the file cannot be read any more."""
        if self._latest[0] != file:
            data = b""
            with suppress(DamagedFileError, OSError):
                data = read_bytes(self.root / file, file) or b""
            self._latest = (file, data)
        return line_of(self._latest[1], keys) if self._latest[1] else 0

    def line_fault(
        self, code: str, file: str, lines: Mapping[str, int], found: str, level: Level, expected: str = ""
    ) -> Fault:
        """One fault for all the lines of an order file that have it; `lines` is the first one's id and their number."""
        ((first, count),) = lines.items()
        line = self.line(file, OrderLine.table, first)
        more = f" (×{count})" if count > 1 else ""
        return Fault(code, file, line, found=found + more, expected=expected, record=first, level=level)

    def _read(self, name: str) -> Held | None:
        try:
            data = read_bytes(self.root / name, name)
            document = {} if data is None else parse(data, name)
        except (DamagedFileError, OSError):
            return None
        return None if data is None else _held(name, document, data)


def _held(name: str, document: Document, data: bytes) -> Held:
    kinds = {CATALOG: CATALOG_KINDS, TARGETS: TARGET_KINDS}.get(name, CARD)
    account = next(iter(document.get("accounts", {})), "")
    records = [record for kind in kinds.values() for record in typed(document, kind, name, data, [], account)]
    ids = {table: tuple(rows) for table, rows in document.items()}
    return Held(name, tuple(records), ids, tuple(conflicts_of(document)), canonical=encoder_of(name)(document) == data)
