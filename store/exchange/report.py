"""What an import did, or would do: counts, findings, rejected rows."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from kamtui.store.exchange.headers import OWN_PREFIX
from kamtui.store.exchange.mapping import ImportMap
from kamtui.store.exchange.tables import Table
from kamtui.store.text.spellings import Spellings
from kamtui.store.text.spreadsheet import disarmed
from kamtui.store.text.words import word

EXAMPLES = 5


class ImportFinding(msgspec.Struct, frozen=True):
    """Something that a person should know about the files; not an error of the import."""

    code: str
    text: str
    count: int
    file: str = ""


class FileSummary(msgspec.Struct, frozen=True):
    """How one sheet was read."""

    file: str
    sheet: str
    kind: str
    """"" when the sheet is none that kamtui knows."""
    encoding: str
    rows: int
    columns: dict[str, str]
    """By title the target, "" for a column that is not used."""


class Reject(msgspec.Struct):
    """One row that is not imported."""

    table: Table
    row: int
    field: str
    """The title of the column at fault, or the name of the field that is missing."""
    value: str
    reason: str
    """In words."""
    ordinal: int = 0
    """Of an order line: the how-manieth of its like it is in the sheet."""


class Doubt(msgspec.Struct, frozen=True):
    """A row that may be about someone whom we know: a person has to decide."""

    file: str
    line: int
    name: str
    """What the row calls the person."""
    people: tuple[tuple[str, str], ...]
    """Whom it may mean: name and account."""


class ImportReport(msgspec.Struct):
    """Everything about one import."""

    files: list[FileSummary] = []
    new: dict[str, int] = {}
    changed: dict[str, int] = {}
    same: dict[str, int] = {}
    rejected: int = 0
    deciding: int = 0
    """Cells that wait for a decision: dates or numbers that read two ways."""
    findings: list[ImportFinding] = []
    doubts: list[Doubt] = []
    """Rows about people that were not imported, because someone has to say who they are."""
    samples: dict[str, list[dict[str, str]]] = {}
    """By kind the first rows as they are understood, for a dry run."""
    rejects: list[Path] = []
    """Files of rejected rows that were written."""
    used: ImportMap | None = None
    """The map that does the same again; `mapping.save_map` keeps it."""
    dry_run: bool = False
    folded: list[tuple[str, str]] = []
    """Spelling and name of rivals that differ in case, width or spaces only, and are one without a question."""
    spellings: list[dict[str, Any]] = []
    """Spellings of rivals that may be one: `spelling`, `name`, `why`, `rows`, and what was `decided`."""

    def spelled(self, found: Spellings, decided: Mapping[str, str]) -> None:
        """Keep how the files spell rivals, with what was decided about each spelling."""
        self.folded = found.folded
        self.spellings = [
            {**msgspec.structs.asdict(each), "decided": decided.get(each.spelling, "")} for each in found.proposals
        ]

    def as_json(self) -> dict[str, Any]:
        """The report as a command prints it."""
        names = ("files", "new", "changed", "same", "rejected", "doubts", "findings", "folded", "spellings")
        return {name: msgspec.to_builtins(getattr(self, name)) for name in names}


class Notes:
    """Gathers findings while files are read: one for each kind of thing and file, with its count."""

    def __init__(self) -> None:
        """Nothing noted yet."""
        self._counts: Counter[tuple[str, str, tuple[tuple[str, object], ...]]] = Counter()
        self._examples: dict[tuple[str, str, tuple[tuple[str, object], ...]], list[str]] = defaultdict(list)

    def add(self, code: str, file: str, count: int = 1, examples: Sequence[object] = (), **places: object) -> None:
        """Note `count` more of `code` in `file`; `places` are part of what makes a finding one of its own."""
        key = code, file, tuple(sorted(places.items()))
        self._counts[key] += count
        kept = self._examples[key]
        kept += [text for text in map(str, examples[:EXAMPLES]) if text not in kept][: EXAMPLES - len(kept)]

    def findings(self) -> list[ImportFinding]:
        """What was noted, in the order in which it was met."""
        found = []
        for (code, file, places), count in self._counts.items():
            examples = self._examples[code, file, places]
            shown = word("exchange.list-comma").join(examples)
            if len(examples) < count and len(examples) == EXAMPLES:
                shown += "…"
            text = word(f"exchange.{code}", count=f"{count:,}", examples=shown, **dict(places))
            found.append(ImportFinding(code, text, count, file))
        return found


def write_rejects(folder: Path, rejects: Sequence[Reject]) -> list[Path]:
    """Write `rejects-NAME.csv` for each sheet with rejected rows: its own columns, and what is wrong.

    The file, mended, can be imported: the columns that say what is wrong are passed over. Order lines carry
    their ordinal, since the mended file does not have the equal lines before them.
    """
    by_table: dict[int, list[Reject]] = defaultdict(list)
    for reject in rejects:
        by_table[id(reject.table)].append(reject)
    written = []
    for group in by_table.values():
        table = group[0].table
        path = folder / f"rejects-{_name(table)}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            names = ["line", "field", "value", "reason"]
            ordinals = ["ordinal"] if any(reject.ordinal for reject in group) else []
            own = [OWN_PREFIX + word(f"exchange.reject-{name}") for name in (*ordinals, *names)]
            writer.writerow([*table.header, *own])
            for reject in sorted(group, key=lambda each: each.row):
                ordinal = [str(reject.ordinal)] if ordinals else []
                about = (*ordinal, str(table.lines[reject.row]), reject.field, reject.value, reject.reason)
                writer.writerow(map(_disarmed, (*table.row(reject.row), *about)))
        written.append(path)
    return written


def _name(table: Table) -> str:
    """The sheet's name for a file: without endings and anything that a path gives a meaning."""
    stem = table.sheet.file.partition(".")[0] or "file"
    name = f"{stem}-{table.sheet.name}" if table.sheet.name else stem
    return "".join(char if char.isalnum() or char in "-_ " else "_" for char in name)[:60]


def _disarmed(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, where it is no number; the import takes the mark off again."""
    return text if text.lstrip("+-").replace(".", "", 1).isdigit() else disarmed(text)
