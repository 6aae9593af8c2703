"""What a change makes of the files: checked against what stands in them, and nothing written yet."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from kamtui.store.files.codec import Document, with_patch
from kamtui.store.files.conflicts import Clash, Version, conflicts_of, settle
from kamtui.store.files.ids import new_id
from kamtui.store.files.layout import encoder_of
from kamtui.store.files.tombstones import PEOPLE, tombstones
from kamtui.store.records import Account, Record, plain, view
from kamtui.store.records.base import blank_of
from kamtui.store.records.event import Event, Via
from kamtui.store.records.keyed import ClashError, combined, spelled
from kamtui.store.text.words import word

if TYPE_CHECKING:
    from kamtui.store.files.storage import FileStorage


class Conflict(msgspec.Struct, frozen=True):
    """One field that someone else changed since the record was read."""

    record: Record
    field: str
    mine: Any
    theirs: Any
    updated: str = ""
    """When they wrote it, an instant as it stands in files; "" where nothing is known."""
    updated_by: str = ""


class ChangedElsewhereError(Exception):
    """The same fields were changed by someone else meanwhile. Nothing was written."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        """Carry every field that clashes; a record that is gone clashes in the field ""."""
        super().__init__(", ".join(f"{clash.record.id} {clash.field}" for clash in conflicts))
        self.conflicts = conflicts


class ErasedError(LookupError):
    """Something was to be written about someone who was erased (A4.25). Nothing was written."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(word("people.erased_already"))


class FileOps:
    """What is to happen to one file: by table, the records added, patched and removed."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.added: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.patched: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.removed: dict[str, list[str]] = defaultdict(list)
        self.seen: list[tuple[Record, dict[str, Any], str]] = []
        """Records as they were when the person decided, the patch, and the reason given."""
        self.moved: list[tuple[Record, str, str, str]] = []
        """Records that go to another card: the account, its card, and the reason given."""
        self.poured: list[tuple[Account, str]] = []
        """Accounts that are merged into that of another card."""
        self.erased: list[tuple[Record, dict[str, Any]]] = []
        """Records of which nothing is to stay but these fields."""
        self.purged: list[Record] = []
        """Archived records that go with their events; an account only goes with everything else in its card."""
        self.settled: list[tuple[Record, Clash, Version, str]] = []
        """Decisions about what a merge left open, and the reason given."""


class Applying:
    """One change on its way into the files, whose locks are held."""

    def __init__(self, root: Path, files: Mapping[str, FileOps], via: Via, now: dt.datetime, by: str) -> None:
        """Apply to the workspace at `root` what is to happen to its `files`, by name; signed `by` and `now`."""
        self._root, self._files, self._via, self._now, self._by = root, files, via, now, by

    def storages(self) -> dict[str, FileStorage]:
        """The files with everything done in memory; raises before anything is written."""
        from kamtui.store.files.storage import Database, FileStorage, RecordTable

        clashes: list[Conflict] = []
        storages = {name: FileStorage(self._root / name, encoder_of(name), name) for name in self._files}
        for name, storage in storages.items():
            storage.hold()
            held, todo = storage.read() or {}, self._files[name]
            _refuse_erased(held, todo)
            for record, patch, reason in todo.seen:
                self._check(held, todo, record, patch, reason, clashes)
            for record, clash, chosen, reason in todo.settled:
                self._decide(held, todo, record, clash, chosen, reason, clashes)
            for record, account, target, reason in todo.moved:
                self._send(held, todo, record, account, self._files[target], reason, clashes)
            for record, kept in todo.erased:
                self._erase(held, todo, record, kept, clashes)
            self._purge(held, todo, clashes)
            for loser, target in todo.poured:
                self._pour(held, todo, loser, self._files[target], clashes)
        if clashes:
            raise ChangedElsewhereError(clashes)
        applied = {}
        for name, todo in self._files.items():
            if not (todo.added or todo.patched or todo.removed):
                continue
            with Database(storage=lambda kept=storages[name]: kept) as database:
                for table_name in sorted({*todo.added, *todo.patched, *todo.removed}):
                    table = database.table(table_name)
                    if isinstance(table, RecordTable):
                        table.apply(todo.added[table_name], todo.patched[table_name], todo.removed[table_name])
            applied[name] = storages[name]
        return applied

    def _send(
        self,
        held: Document,
        todo: FileOps,
        record: Record,
        account: str,
        there: FileOps,
        reason: str,
        clashes: list[Conflict],
    ) -> None:
        """Take a record and its events out of one card's work and put them into another's."""
        table, key = record.table, record.id
        current = held.get(table, {}).get(key)
        if current is None:
            clashes.append(Conflict(record, "", account, None))
            return
        patch = todo.patched[table].pop(key, {}) | {"updated": plain(self._now), "updated_by": self._by}
        there.added[table][key] = with_patch(current, patch)
        todo.removed[table].append(key)
        events = {**held.get("events", {}), **todo.added["events"]}
        for event_id, event in events.items():
            if event.get("record") == key:
                there.added["events"][event_id] = event
                todo.added["events"].pop(event_id, None)
                todo.removed["events"].append(event_id)
        self._event(there, record, "account", getattr(record, "account", ""), account, reason)

    def _erase(
        self, held: Document, todo: FileOps, record: Record, kept: dict[str, Any], clashes: list[Conflict]
    ) -> None:
        """Leave of a record only these fields, and nothing of its events."""
        current = held.get(record.table, {}).get(record.id)
        if current is None:
            clashes.append(Conflict(record, "", None, None))
            return
        stamps = {"updated": plain(self._now), "updated_by": self._by}
        todo.patched[record.table][record.id] = dict.fromkeys(current) | kept | stamps
        events = held.get(Event.table, {})
        todo.removed[Event.table] += [key for key, event in events.items() if event.get("record") == record.id]

    def _purge(self, held: Document, todo: FileOps, clashes: list[Conflict]) -> None:
        """Take out archived records and what is known of their past; an account leaves an empty card behind."""
        for record in todo.purged:
            current = held.get(record.table, {}).get(record.id)
            if current is None or not current.get("archived"):
                clashes.append(Conflict(record, "archived", None, False, *_stamps(current or {})))
            todo.removed[record.table].append(record.id)
        gone = {record.id for record in todo.purged}
        account = next((record for record in todo.purged if isinstance(record, Account)), None)
        left = {key for table, rows in held.items() if table != Event.table for key in rows} - gone
        if account and left:
            clashes.append(Conflict(account, "archived", None, False))
        todo.removed[Event.table] += [
            key for key, event in held.get(Event.table, {}).items() if account or event.get("record") in gone
        ]

    def _pour(self, held: Document, todo: FileOps, loser: Account, there: FileOps, clashes: list[Conflict]) -> None:
        """Move every record of a card, of kinds that this version does not know too, and drop its account."""
        if loser.id not in held.get(Account.table, {}):
            clashes.append(Conflict(loser, "", loser.name, None))
            return
        for table, records in held.items():
            for key, fields in records.items():
                todo.removed[table].append(key)
                if table != Account.table:
                    there.added[table][key] = with_patch(fields, todo.patched[table].pop(key, {}))
        for table, added in todo.added.items():
            there.added[table].update(added)
        todo.added.clear()
        self._event(there, loser, "merged", loser.name, None, "")

    def _check(
        self,
        held: Document,
        todo: FileOps,
        record: Record,
        patch: dict[str, Any],
        reason: str,
        clashes: list[Conflict],
    ) -> None:
        """Turn a patch into what is written, unless the file says something else than the person saw."""
        current = held.get(record.table, {}).get(record.id) or todo.added[record.table].get(record.id)
        if current is None:
            clashes.append(Conflict(record, "", patch, None))
            return
        blank = blank_of(type(record))
        patched = {**current, **todo.patched[record.table].get(record.id, {})}
        try:
            standing = view(type(record), record.id, {key: said for key, said in patched.items() if said is not None})
        except msgspec.ValidationError:  # someone has edited it by hand into what cannot be read
            clashes.append(Conflict(record, "", patch, current, *_stamps(current)))
            return
        changes: dict[str, Any] = {}
        for name, value in patch.items():
            now = getattr(standing, name)
            try:
                wanted = combined(getattr(record, name), value, now)
            except ClashError:
                author = _author(held, current, record, name)
                clashes.append(Conflict(record, name, plain(value), plain(now), *author))
                continue
            if wanted == now:
                continue
            changes[name] = None if wanted == blank[name] else spelled(wanted, current.get(name))
            if name in record.tracked:
                self._event(todo, record, name, plain(now), plain(wanted), reason)
        if changes:
            changes |= {"updated": plain(self._now), "updated_by": self._by}
            todo.patched[record.table].setdefault(record.id, {}).update(changes)

    def _decide(
        self,
        held: Document,
        todo: FileOps,
        record: Record,
        clash: Clash,
        chosen: Version,
        reason: str,
        clashes: list[Conflict],
    ) -> None:
        """Turn a decision into what is written, unless the record says something else than the person saw."""
        current = held.get(clash.table, {}).get(clash.id)
        if current is None:
            clashes.append(Conflict(record, "", chosen.value, None))
            return
        current = with_patch(current, todo.patched[clash.table].get(clash.id, {}))
        standing = {clash.table: {clash.id: current}}
        if clash not in conflicts_of(standing):
            clashes.append(Conflict(record, clash.field, chosen.value, current.get(clash.field), *_stamps(current)))
            return
        settled = settle(standing, clash, chosen, plain(self._now), self._by)[clash.table].get(clash.id)
        if settled is None:
            todo.removed[clash.table].append(clash.id)
            return
        patch = {name: settled.get(name) for name in {**current, **settled} if settled.get(name) != current.get(name)}
        todo.patched[clash.table].setdefault(clash.id, {}).update(patch)
        if clash.field in record.tracked and clash.field in patch:
            self._event(todo, record, clash.field, current.get(clash.field), settled.get(clash.field), reason)

    def _event(self, todo: FileOps, record: Record, field: str, old: Any, new: Any, reason: str) -> None:
        event = Event(
            record=record.id, kind=record.table, field=field, old=old, new=new, at=self._now, by=self._by,
            via=self._via, reason=reason,
        )  # fmt: skip
        fields = msgspec.to_builtins(event)
        fields.pop("id", None)
        todo.added["events"][new_id()] = fields


def _refuse_erased(held: Document, todo: FileOps) -> None:
    """Raise ErasedError where something would be written about someone of whom only a tombstone is left (A4.25)."""
    asked = {record.id for record, patch, _ in todo.seen if record.table == PEOPLE and patch} | set(todo.added[PEOPLE])
    if not asked.isdisjoint(tombstones(held)):
        raise ErasedError


def _author(held: Document, current: Mapping[str, Any], record: Record, field: str) -> tuple[str, str]:
    """When and by whom a field got its value: by its latest event, else by the stamps of the record."""
    events = [event for event in held.get("events", {}).values() if event.get("record") == record.id]
    said = [(str(event.get("at", "")), str(event.get("by", ""))) for event in events if event.get("field") == field]
    return max(said) if said else _stamps(current)


def _stamps(current: Mapping[str, Any]) -> tuple[str, str]:
    """When and by whom a record was written last."""
    return str(current.get("updated", "")), str(current.get("updated_by", ""))
