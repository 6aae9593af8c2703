"""The import itself: read every file, place every row, write everything as one step that can be taken back.

An import writes what the file says. It does not know what the file said last time: a field that a person
changed in kamtui since then gets the file's value again when the same file is imported again. Blank
cells and columns that the file lacks leave what is there.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from kamtui.store.exchange.deciding import Decide, Decided, rival_spellings, tell, with_decided
from kamtui.store.exchange.ledger import Ledger
from kamtui.store.exchange.links import Links
from kamtui.store.exchange.mapping import ImportMap, load_map
from kamtui.store.exchange.orders import OrderSource
from kamtui.store.exchange.placing import former_places, lines_of
from kamtui.store.exchange.planning import Planner
from kamtui.store.exchange.report import ImportReport, Notes, write_rejects
from kamtui.store.exchange.sheets import Sheet
from kamtui.store.exchange.sources import Reader, Source, used_entry
from kamtui.store.exchange.values import RowReader
from kamtui.store.files.collector import resting
from kamtui.store.files.layout import orders_name
from kamtui.store.files.loader import parse_json
from kamtui.store.text.words import word
from kamtui.store.workspace import Change, Workspace

Progress = Callable[[int, int, str], None]
"""Told how much is done, of how much (0: not known), and what is being done."""

_PAUSE = 0.1
"""Seconds between two calls of the progress function."""


class ImportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a person can say about an import."""

    kind: str = ""
    """The kind of every sheet, "" to recognise it."""
    mapping: Path | None = None
    encoding: str = ""
    dry_run: bool = False
    others: bool = False
    """Whether customers that only order lines name stay other customers instead of becoming accounts."""
    people: Mapping[str, str] = {}
    """By a row's name, number or mail the contact whom it is about, by name or id, or `new`."""
    currency: str = ""
    """Currency of amounts that name none, "" for the workspace's own."""
    rejects_dir: Path | None = None
    """Where files of rejected rows go; None writes none."""
    decide: Decide | None = None
    """Decides which spellings of rivals are one; None leaves all proposals open."""


def import_files(
    workspace: Workspace, paths: Sequence[Path], options: ImportOptions, progress: Progress | None = None
) -> ImportReport:
    """Import files into `workspace`, all or nothing, in the order in which they refer to each other.

    Raises UnreadableFileError for a file that cannot be read, SourceError for a map that is wrong, and what
    `Workspace.change` raises; then, and when the import is interrupted, the workspace is as it was.
    """
    with resting():
        return _imported(workspace, paths, options, progress)


def _imported(
    workspace: Workspace, paths: Sequence[Path], options: ImportOptions, progress: Progress | None
) -> ImportReport:
    mapping = load_map(options.mapping) if options.mapping else ImportMap()
    mapping = msgspec.structs.replace(mapping, people={**mapping.people, **options.people})
    notes = Notes()
    reader = Reader(mapping, notes, options.kind, options.encoding)
    watch = _Watch(progress)
    sources = reader.read(paths, watch.sheet)
    report = ImportReport(dry_run=options.dry_run)
    workspace.refresh()
    found = rival_spellings(workspace, sources, mapping)
    decided = options.decide(found) if options.decide else Decided()
    tell(notes, found, decided)
    report.spelled(found, {each.spelling: decided.about(each) for each in found.proposals})
    reader.mapping = with_decided(mapping, decided, found)
    with workspace.change(_title(paths), via="import") as change:
        if options.dry_run:
            change.abandon()
        _apply(workspace, change, sources, reader, options, report, watch, decided)
    report.files = reader.files
    report.rejected, report.deciding = len(reader.rejects), reader.deciding
    report.doubts = reader.doubts
    report.findings = notes.findings()
    if options.rejects_dir and reader.rejects and not options.dry_run:
        report.rejects = write_rejects(options.rejects_dir, reader.rejects)
    return report


def _apply(
    workspace: Workspace,
    change: Change,
    sources: Sequence[Source],
    reader: Reader,
    options: ImportOptions,
    report: ImportReport,
    watch: _Watch,
    decided: Decided,
) -> None:
    """Place all rows and hand them to the change, which writes nothing until it ends."""
    mapping = reader.mapping
    currency = options.currency or mapping.currency
    links = Links(workspace, mapping, reader.notes)
    links.fold(report.folded)
    rows = RowReader(workspace.method, links, reader.notes, workspace.config.currency, currency)
    planner = Planner(workspace, links, reader, rows)
    orders = []
    for source in sources:
        if source.kind == "orders":
            if "orders.date" in source.waiting:
                reader.notes.add("orders-wait", source.title, source.rows)
                continue
            home = "" if currency in ("", workspace.config.currency) else currency
            orders.append(OrderSource(source, links, reader, options.others, home))
        else:
            planner.plan(source, watch.rows(source))
    planner.finish()
    links.keep_aliases(mapping)
    links.keep_apart(decided.apart)
    for lines in orders:
        lines.number(reader.rejects)
    counts = {name: Counter[str]() for name in ("new", "changed", "same")}
    for kind, ledger in planner.ledgers.items():
        _write(change, kind, ledger, counts)
    _write_orders(workspace, change, orders, counts, watch)
    report.new, report.changed, report.same = (dict(+counts[name]) for name in ("new", "changed", "same"))
    report.samples = dict(planner.samples)
    report.used = _used(mapping, sources, rows)


def _write(change: Change, kind: str, ledger: Ledger, counts: dict[str, Counter[str]]) -> None:
    """Add the drafts that are new, and change the fields of the others that differ."""
    for record_id, fields in ledger.drafts.items():
        known = ledger.known.get(record_id)
        if known is None:
            change.add(ledger.kind(id=record_id, **fields))
            counts["new"][kind] += 1
            continue
        patch = ledger.changes(record_id)
        changed = bool(patch)
        if "account" in patch:
            change.move(known, patch.pop("account"), **patch)
        elif patch:
            change.set(known, **patch)
        counts["changed" if changed else "same"][kind] += 1


def _write_orders(
    workspace: Workspace,
    change: Change,
    orders: Sequence[OrderSource],
    counts: dict[str, Counter[str]],
    watch: _Watch,
) -> None:
    """Merge the order lines month by month, so that no more than one month is in memory."""
    if not orders:
        return
    months = {month for source in orders for month in source.months}
    change.hold_orders(months | set(workspace.order_months()))
    places = former_places(workspace, orders)
    left: dict[str, set[str]] = defaultdict(set)
    for month, moved in places.items():
        for place in moved.values():
            if place.month != month:
                left[place.month].add(place.id)
    total = sum(len(rows) for source in orders for rows in source.months.values())
    done = 0
    for month in sorted(months | set(left)):
        said = lines_of(orders, month)
        done += len(said)
        moved = places.get(month, {})
        lines = {place.id: _merged(place.line, said.pop(key), place.month) for key, place in moved.items()}
        tally = change.merge_orders(month, {**said, **lines} if lines else said, left[month])
        arrived = sum(place.month != month for place in moved.values())
        counts["new"]["orders"] += tally.new - arrived
        counts["changed"]["orders"] += tally.changed + arrived
        counts["same"]["orders"] += tally.same
        watch.tell(done, total, word("exchange.writing-month", month=month))


def _merged(old: msgspec.Raw, new: msgspec.Raw, month: str) -> dict[str, Any]:
    """A line with what is new said over what it said."""
    return {**parse_json(bytes(old), orders_name(month)), **msgspec.json.decode(new)}


def _used(mapping: ImportMap, sources: Sequence[Source], rows: RowReader) -> ImportMap:
    """The map that does the same again."""
    entries = []
    for source in sources:
        entry = used_entry(source)
        values = {target: rows.used[target] for target in source.cells if target in rows.used}
        entries.append(msgspec.structs.replace(entry, values={**values, **entry.values}))
    return msgspec.structs.replace(mapping, sheets=tuple(entries))


def _title(paths: Sequence[Path]) -> str:
    """What the step is called when it is taken back."""
    names = word("exchange.list-comma").join(path.name for path in paths[:3])
    return word("exchange.step", names=names + ("…" if len(paths) > 3 else ""))


class _Watch:
    """Passes progress on, at most ten times a second."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._last = 0.0

    def tell(self, done: int, total: int, what: str) -> None:
        """Say how far it is, unless that was said just now."""
        now = time.monotonic()
        if self._progress and now - self._last >= _PAUSE:
            self._last = now
            self._progress(done, total, what)

    def sheet(self, sheet: Sheet, line: int) -> None:
        """A sheet is being read."""
        self.tell(line, sheet.lines, word("exchange.reading", file=sheet.title))

    def rows(self, source: Source) -> Callable[[int], None]:
        """A source is being placed."""
        what = word("exchange.placing", file=source.title)
        return lambda row: self.tell(row, source.rows, what)
