"""Sheets that are understood: of which kind they are, and every column read as values of its field."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from kamtui.store.exchange.columns import Bad, Spelling, read_column
from kamtui.store.exchange.fields import fields
from kamtui.store.exchange.headers import OWN_PREFIX, Header, header
from kamtui.store.exchange.kinds import Layout, recognise
from kamtui.store.exchange.mapping import ImportMap, SheetMap
from kamtui.store.exchange.opening import read_sheets
from kamtui.store.exchange.report import Doubt, FileSummary, Notes, Reject
from kamtui.store.exchange.sheets import Sheet
from kamtui.store.exchange.tables import Codes, Column, Table, read_table
from kamtui.store.text.words import word

ORDER = (
    "salespeople",
    "competitors",
    "products",
    "accounts",
    "contacts",
    "opportunities",
    "activities",
    "tasks",
    "needs",
    "projects",
    "contracts",
    "services",
    "promises",
    "targets",
    "company_totals",
    "orders",
)
"""Kinds in the order in which their rows can refer to each other."""

Watch = Callable[[Sheet, int], None]
"""Told the sheet that is read and how many of its lines have been."""


class Cells(msgspec.Struct):
    """A column as it is imported: `values[codes[row]]` is the value of a row, None for blank, or Bad."""

    title: str
    codes: array[int]
    values: list[Any]
    texts: list[str]


class Source(msgspec.Struct):
    """One sheet, ready to be planned."""

    table: Table
    kind: str
    cells: dict[str, Cells]
    """By target."""
    entry: SheetMap
    """The map entry that does what was done here."""
    waiting: list[str]
    """Targets whose columns wait for a decision."""
    rejected: set[int]
    """Rows that are not imported."""

    def said(self, field: str, row: int) -> tuple[str, str]:
        """The title of the column that fills a field of the kind, and what it says in a row; "" without one."""
        cells = self.cells.get(f"{self.kind}.{field}")
        return (cells.title, cells.texts[cells.codes[row]]) if cells else ("", "")

    @property
    def title(self) -> str:
        """What messages call the sheet."""
        return self.table.sheet.title

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.table.lines)

    def value(self, target: str, row: int) -> Any:
        """What a row says for a target, None when it says nothing."""
        cells = self.cells.get(target)
        return cells.values[cells.codes[row]] if cells else None

    def together(self, *targets: str) -> tuple[Sequence[int], list[tuple[Any, ...]]]:
        """Columns taken together: by row a number, and by number the values; None for a column that is not there."""
        cells = [self.cells.get(target) for target in targets]
        present = [column for column in cells if column]
        if len(present) == 1:
            return present[0].codes, [
                tuple(value if column else None for column in cells) for value in present[0].values
            ]
        if not present:
            return array("I", bytes(4 * self.rows)), [(None,) * len(cells)]
        rows = zip(*(column.codes for column in present), strict=True)
        known = Codes[tuple[int, ...]]()
        numbers = array("I", map(known.__getitem__, rows))
        values = []
        for codes in known:
            said = iter(codes)
            values.append(tuple(column.values[next(said)] if column else None for column in cells))
        return numbers, values


class Reader:
    """Reads files one after the other and gathers what there is to say about them."""

    def __init__(self, mapping: ImportMap, notes: Notes, kind: str = "", encoding: str = "") -> None:
        """`kind` and `encoding` overrule what files and map say."""
        self.mapping = mapping
        self.notes = notes
        self.kind = kind
        self.encoding = encoding or mapping.encoding
        self.files: list[FileSummary] = []
        self.rejects: list[Reject] = []
        self.doubts: list[Doubt] = []
        self.deciding = 0

    def read(self, paths: Iterable[Path], watch: Watch) -> list[Source]:
        """Every sheet that is understood, in the order in which they can be imported. Raises UnreadableFileError."""
        sources = []
        for path in paths:
            for sheet in read_sheets(path, self.encoding):
                wanted = [entry.keys for entry in self.mapping.sheets if entry.headers]
                table = read_table(sheet, wanted, partial(watch, sheet))
                source = self._source(table) if table else None
                if source:
                    sources.append(source)
                elif not table:
                    self._refuse(sheet, 0, [])
        return sorted(sources, key=lambda source: ORDER.index(source.kind))

    def _refuse(self, sheet: Sheet, rows: int, titles: Sequence[str]) -> None:
        """Say that a sheet is none that kamtui knows."""
        self.files.append(FileSummary(sheet.file, sheet.name, "", sheet.encoding, rows, dict.fromkeys(titles, "")))
        self.notes.add("unknown-sheet", sheet.title, max(1, rows), list(titles))

    def _source(self, table: Table) -> Source | None:
        """The sheet with its columns read; None, and a finding, when its kind is not clear."""
        sheet = table.sheet
        asked = self.mapping.entry(table.header)
        layout = recognise(table.header, self.kind or (asked.kind if asked else ""))
        if not layout.kind:
            self._refuse(sheet, len(table.lines), table.header)
            return None
        entry = asked or SheetMap(kind=layout.kind)
        _follow(layout, entry)
        source = Source(table, layout.kind, {}, entry, [], set())
        spelling = Spelling(sheet.delimiter or ",", sheet.typed, entry.decimal, entry.dates)
        for column, title, target in zip(table.columns, layout.titles, layout.targets, strict=True):
            if target:
                self._column(source, column, title, target, spelling)
        for target, text in entry.constants.items():
            codes = array("I", bytes(4 * len(table.lines)))
            self._column(source, Column([text], codes), header(target), target, spelling)
        for row, line in enumerate(table.lines) if table.surplus else ():
            if line in table.surplus:
                self.reject(source, row, "", table.surplus[line], "extra-cells")
        self._tell(source, layout)
        return source

    def _column(self, source: Source, column: Column, title: Header, target: str, spelling: Spelling) -> None:
        """Read one column into the source, or say why it waits."""
        unit = source.entry.units.get(title.key, "")
        reading = read_column(column.texts, fields()[target], title, msgspec.structs.replace(spelling, unit=unit))
        if reading.undecided:
            blank = {code for code, text in enumerate(column.texts) if not text.strip()}
            count = sum(code not in blank for code in column.codes)
            examples = [text for text in column.texts if text.strip()]
            self.notes.add(reading.undecided, source.title, count, examples, column=title.text)
            self.deciding += count
            source.waiting.append(target)
            return
        source.cells[target] = Cells(title.text, column.codes, reading.values, column.texts)
        bad = {code: value for code, value in enumerate(reading.values) if isinstance(value, Bad)}
        for row, code in enumerate(column.codes) if bad else ():
            if code in bad:
                self.reject(source, row, title.text, column.texts[code], bad[code].reason)

    def reject(self, source: Source, row: int, field: str, value: str, reason: str) -> None:
        """Keep a row out, with the reason why; the first reason stands."""
        if row not in source.rejected:
            source.rejected.add(row)
            self.rejects.append(Reject(source.table, row, field, value, word(f"exchange.{reason}")))
            self.notes.add("rejected", source.title, 1, [source.table.lines[row]])

    def _tell(self, source: Source, layout: Layout) -> None:
        """Say how the sheet was read, and which of its lines and columns were not."""
        table, sheet = source.table, source.table.sheet
        columns = dict(zip(table.header, layout.targets, strict=False))
        self.files.append(FileSummary(sheet.file, sheet.name, source.kind, sheet.encoding, source.rows, columns))
        for why, lines in table.skipped.items():
            if lines:
                self.notes.add(f"rows-{why}", source.title, len(lines), lines)
        unused = [
            title.text or f"#{place + 1}"
            for place, (title, name) in enumerate(zip(layout.titles, layout.targets, strict=True))
            if not name and not title.text.startswith(OWN_PREFIX) and any(table.columns[place].texts)
        ]
        if unused:
            self.notes.add("unused-columns", source.title, len(unused), unused)
        if layout.guessed:
            self.notes.add("guessed-columns", source.title, len(layout.guessed), layout.guessed)


def said(value: Any) -> Any:
    """A value, "" for a blank cell or one that could not be read."""
    return value if isinstance(value, str | dt.date) else ""


def _follow(layout: Layout, entry: SheetMap) -> None:
    """Give the columns that a map names the targets that it says; they are taken from other columns."""
    said = {place: entry.columns[title.key] for place, title in enumerate(layout.titles) if title.key in entry.columns}
    for place, name in enumerate(layout.targets):
        if place in said:
            layout.targets[place] = said[place]
        elif name in said.values():
            layout.targets[place] = ""


def used_entry(source: Source) -> SheetMap:
    """The map entry that reads the same sheet in the same way again, all of its headers listed."""
    titles = {cells.title: target for target, cells in source.cells.items() if target not in source.entry.constants}
    return msgspec.structs.replace(
        source.entry,
        headers=tuple(filter(None, source.table.header)),
        columns={title: titles.get(title, "") for title in source.table.header if title},
    )
