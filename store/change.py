"""One change of a workspace: gathered in memory, checked against the files, written all or nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.codec import Document
from kamtui.store.files.ids import new_id
from kamtui.store.files.journal import FLUSH_ALL, Journal, Step
from kamtui.store.files.layout import CATALOG, card_name, encoder_of, orders_name
from kamtui.store.files.locks import user
from kamtui.store.records import CATALOG as CATALOG_KINDS
from kamtui.store.records import Account, Record, document, plain
from kamtui.store.records.event import Event, Via
from kamtui.store.text.slugs import slug

if TYPE_CHECKING:
    from kamtui.store.files.storage import FileStorage

R = TypeVar("R", bound=Record)


class Conflict(msgspec.Struct, frozen=True):
    """One field that someone else changed since the record was read."""

    record: Record
    field: str
    mine: Any
    theirs: Any


class ChangedElsewhereError(Exception):
    """The same fields were changed by someone else meanwhile. Nothing was written."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        """Carry every field that clashes; a record that is gone clashes in the field ""."""
        super().__init__(", ".join(f"{clash.record.id} {clash.field}" for clash in conflicts))
        self.conflicts = conflicts


class Tally(msgspec.Struct):
    """How many records of a bulk were new, changed, or the same as before."""

    new: int = 0
    changed: int = 0
    same: int = 0


class _FileOps:
    """What is to happen to one file: by table, the records added, patched and removed."""

    def __init__(self) -> None:
        self.added: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.patched: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.removed: dict[str, list[str]] = defaultdict(list)
        self.seen: list[tuple[Record, dict[str, Any], str]] = []
        """Records as they were when the person decided, the patch, and the reason given."""


class Change:
    """Gathers what a person does in one action; `Workspace.change` makes it and writes it.

    with workspace.change("Move to evaluation") as change:
        change.set(opportunity, stage="evaluation")
    """

    def __init__(self, root: Path, journal: Journal, card_of: Callable[[str], str], what: str, via: Via) -> None:
        """Gather changes of the workspace at `root`; `what` is shown when it is taken back.

        `card_of` names the card of an account by its id, and the unassigned card for "".
        """
        self.what = what
        self.abandoned = False
        self._root, self._journal, self._card_of, self._via = root, journal, card_of, via
        self._fresh: dict[str, str] = {}
        self._files: dict[str, _FileOps] = defaultdict(_FileOps)
        self._bulk: dict[str, atomic.Draft] = {}
        self._held = ExitStack()
        self._now = dt.datetime.now(dt.UTC).replace(microsecond=0)

    def add(self, record: R) -> R:
        """Add a record and return it as it will be kept, with its id and stamps filled in."""
        record = msgspec.structs.replace(
            record, id=record.id or new_id(), created=self._now, updated=self._now, updated_by=user()
        )
        if isinstance(record, Account):
            record = msgspec.structs.replace(record, slug=slug(record.name, record.id))
            self._fresh[record.id] = card_name(record.slug)
        self._files[self._place(record)].added[record.table][record.id] = document(record)
        return record

    def set(self, record: Record, reason: str = "", **fields: Any) -> None:
        """Change just these fields of a record; what already has the value is no change.

        `record` is the record as the person saw it: if one of the fields is not in the file what it is
        there, the change as a whole raises ChangedElsewhereError.
        """
        patch = {name: value for name, value in fields.items() if getattr(record, name) != value}
        if patch:
            self._files[self._place(record)].seen.append((record, patch, reason))

    def remove(self, record: Record) -> None:
        """Take a record out of its file; people archive, this is for merging and for taking back."""
        self._files[self._place(record)].removed[record.table].append(record.id)

    def merge_orders(self, month: str, lines: Mapping[str, dict[str, Any]]) -> Tally:
        """Put many order lines of one month ("2026-11", "undated") into its file, by id.

        The file is written beside its place at once, so that a bulk import keeps one month in memory.
        """
        name = orders_name(month)
        path = self._root / name
        self._held.enter_context(self._journal.locks.exclusive([name]))
        from kamtui.store.files.storage import FileStorage

        storage = FileStorage(path, encoder_of(name), name)
        known: Document = storage.read() or {}
        before = known.get("orders", {})
        tally = Tally()
        for key, line in lines.items():
            old = before.get(key)
            if old is None:
                tally.new += 1
            elif old == line:
                tally.same += 1
            else:
                tally.changed += 1
        if tally.new or tally.changed:
            known["orders"] = {**before, **lines}
            if not self.abandoned:
                atomic.make_folder(path.parent)
                self._bulk[name] = atomic.Draft(path, encoder_of(name)(known), durable=False)
        return tally

    def abandon(self) -> None:
        """Write nothing when the block ends: what a dry run does."""
        self.abandoned = True

    def discard(self) -> None:
        """Drop everything, and the files written beside their places."""
        for draft in self._bulk.values():
            draft.discard()
        self._held.close()

    def commit(self) -> tuple[Step | None, dict[str, tuple[Document, bytes]]]:
        """Write everything; the step, and the new contents of each card and the catalog.

        Raises ChangedElsewhereError, LockedError, DamagedFileError or OSError, and then nothing is written.
        """
        drafts: dict[str, atomic.Draft | None] = dict(self._bulk)
        written: dict[str, tuple[Document, bytes]] = {}
        with self._held, self._journal.locks.exclusive(self._files):
            applied = self._apply()
            durable = not self._bulk and len(applied) < FLUSH_ALL
            try:
                for name, storage in applied.items():
                    data = storage.encoded()
                    if data is None:
                        drafts[name] = None
                    else:
                        atomic.make_folder(storage.path.parent)
                        drafts[name] = atomic.Draft(storage.path, data, durable=durable)
                        written[name] = storage.read() or {}, data
            except BaseException:
                for draft in drafts.values():
                    if draft:
                        draft.discard()
                raise
            step = self._journal.write(self.what, self._via, drafts) if drafts else None
        return step, written

    def _place(self, record: Record) -> str:
        """The file in which a record lives."""
        if record.table in CATALOG_KINDS:
            return CATALOG
        account = record.id if isinstance(record, Account) else getattr(record, "account", "")
        return self._fresh.get(account) or self._card_of(account)

    def _apply(self) -> dict[str, FileStorage]:
        """The files with everything done in memory; raises before anything is written."""
        from kamtui.store.files.storage import Database, FileStorage, RecordTable

        clashes: list[Conflict] = []
        applied = {}
        for name, todo in self._files.items():
            storage = FileStorage(self._root / name, encoder_of(name), name)
            storage.hold()
            held = storage.read() or {}
            for record, patch, reason in todo.seen:
                self._check(held, todo, record, patch, reason, clashes)
            if not (todo.added or todo.patched or todo.removed):
                continue
            with Database(storage=lambda kept=storage: kept) as database:
                for table_name in sorted({*todo.added, *todo.patched, *todo.removed}):
                    table = database.table(table_name)
                    if isinstance(table, RecordTable):
                        table.apply(todo.added[table_name], todo.patched[table_name], todo.removed[table_name])
            applied[name] = storage
        if clashes:
            raise ChangedElsewhereError(clashes)
        return applied

    def _check(
        self,
        held: Document,
        todo: _FileOps,
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
        blank = _blank(type(record))
        changes: dict[str, Any] = {}
        for name, value in patch.items():
            new, empty = plain(value), plain(blank[name])
            now = changes.get(name, current.get(name, empty))
            if now == new:
                continue
            if now != plain(getattr(record, name)):
                clashes.append(Conflict(record, name, new, now))
                continue
            changes[name] = None if new == empty else new
            if name in record.tracked:
                self._event(todo, record, name, now, new, reason)
        if changes:
            changes |= {"updated": plain(self._now), "updated_by": user()}
            todo.patched[record.table].setdefault(record.id, {}).update(changes)

    def _event(self, todo: _FileOps, record: Record, field: str, old: Any, new: Any, reason: str) -> None:
        event = Event(
            record=record.id, kind=record.table, field=field, old=old, new=new, at=self._now, by=user(),
            via=self._via, reason=reason,
        )  # fmt: skip
        fields = msgspec.to_builtins(event)
        fields.pop("id", None)
        todo.added["events"][new_id()] = fields


@cache
def _blank(kind: type[Record]) -> dict[str, Any]:
    """What each field of a kind is when the file does not say."""
    blank = {}
    for field in msgspec.structs.fields(kind):
        made = field.default_factory is not msgspec.NODEFAULT
        blank[field.name] = field.default_factory() if made else None if field.required else field.default
    return blank
