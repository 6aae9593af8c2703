"""One change of a workspace: gathered in memory, checked against the files, written all or nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.codec import Document, with_patch
from kamtui.store.files.conflicts import Clash, Version, conflicts_of, settle
from kamtui.store.files.ids import new_id
from kamtui.store.files.journal import Journal
from kamtui.store.files.layout import CATALOG, OPEN_REVIEW, Stamp, card_name, encoder_of
from kamtui.store.files.locks import user
from kamtui.store.files.order_merge import OrderFields, OrderMerge, Tally
from kamtui.store.files.steps import Step
from kamtui.store.records import CATALOG as CATALOG_KINDS
from kamtui.store.records import REVIEW, Account, Record, document, plain, view
from kamtui.store.records.base import UNWRITTEN, blank_of
from kamtui.store.records.event import Event, Via
from kamtui.store.records.keyed import ClashError, combined, spelled
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
    updated: str = ""
    """When they wrote it, an instant as it stands in files; "" where nothing is known."""
    updated_by: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What a person decided about a conflict that was shown to them."""

    conflict: Conflict
    take: Literal["mine", "theirs"]
    """For a record that is gone, "mine" adds it again."""


class ChangedElsewhereError(Exception):
    """The same fields were changed by someone else meanwhile. Nothing was written."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        """Carry every field that clashes; a record that is gone clashes in the field ""."""
        super().__init__(", ".join(f"{clash.record.id} {clash.field}" for clash in conflicts))
        self.conflicts = conflicts


class _FileOps:
    """What is to happen to one file: by table, the records added, patched and removed."""

    def __init__(self) -> None:
        self.added: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.patched: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
        self.removed: dict[str, list[str]] = defaultdict(list)
        self.seen: list[tuple[Record, dict[str, Any], str]] = []
        """Records as they were when the person decided, the patch, and the reason given."""
        self.moved: list[tuple[Record, str, str, str]] = []
        """Records that go to another card: the account, its card, and the reason given."""
        self.settled: list[tuple[Record, Clash, Version, str]] = []
        """Decisions about what a merge left open, and the reason given."""


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
        self._answers: dict[tuple[str, str], Answer] = {}
        self.gathered: list[tuple[Record, dict[str, Any]]] = []
        """What was asked for so far, so that it can be kept elsewhere: records as they were seen, and new values."""
        self._files: dict[str, _FileOps] = defaultdict(_FileOps)
        self._orders = OrderMerge(root, journal.locks)
        self._now = dt.datetime.now(dt.UTC).replace(microsecond=0)

    def decide(self, answers: Iterable[Answer]) -> None:
        """Let what is set from now on follow these decisions; a value that has changed once more clashes again."""
        self._answers |= {(answer.conflict.record.id, answer.conflict.field): answer for answer in answers}

    def add(self, record: R) -> R:
        """Add a record and return it as it will be kept, with its id and stamps filled in."""
        self.gathered.append((record, {}))
        record = msgspec.structs.replace(
            record, id=record.id or new_id(), created=self._now, updated=self._now, updated_by=user()
        )
        if isinstance(record, Account):
            record = msgspec.structs.replace(record, slug=slug(record.name, record.id))
            self._fresh[record.id] = card_name(record.slug)
        fields = document(record)
        view(type(record), record.id, fields)  # what could not be read again is not written
        self._files[self._place(record)].added[record.table][record.id] = fields
        return record

    def set(self, record: Record, reason: str = "", **fields: Any) -> None:
        """Change just these fields of a record; what already has the value is no change.

        `record` is the record as the person saw it: if one of the fields is not in the file what it is
        there, the change as a whole raises ChangedElsewhereError. Raises ValueError for a value that does not fit
        the field, and for what places a record in its file: see `move`.
        """
        if gone := self._answers.get((record.id, "")):
            if gone.take == "mine":
                self.add(msgspec.structs.replace(record, **fields))
            return
        record, fields = self._decided(record, fields)
        patch = {name: value for name, value in fields.items() if getattr(record, name) != value}
        if not patch.keys().isdisjoint(UNWRITTEN):
            raise ValueError(f"{', '.join(UNWRITTEN)}: not set but moved")
        if patch:
            view(type(record), record.id, document(msgspec.structs.replace(record, **patch)))
            self._files[self._stands(record, patch)].seen.append((record, patch, reason))
            self.gathered.append((record, patch))

    def settle(self, record: Record, clash: Clash, chosen: Version, reason: str = "", file: str = "") -> None:
        """Decide what a merge left open in one field of a record; its other flags stay.

        `file` is where the record stands, to be given for what has no card, such as an order line.
        Clashes as `set` does if the record no longer says what the person saw.
        """
        self._files[file or self._stands(record, chosen.value)].settled.append((record, clash, chosen, reason))

    def remove(self, record: Record) -> None:
        """Take a record out of its file; people archive, this is for merging and for taking back."""
        self._files[self._place(record)].removed[record.table].append(record.id)

    def move(self, record: Record, account: str, reason: str = "", **fields: Any) -> None:
        """Put a record of a card into another account's, with its history and whatever else the file says of it.

        `fields` change with it. Clashes as `set` does; a record that is no longer in the card clashes as a whole.
        """
        if gone := self._answers.get((record.id, "")):
            if gone.take == "mine":
                self.add(msgspec.structs.replace(record, account=account, **fields))
            return
        place, target = self._place(record), self._fresh.get(account) or self._card_of(account)
        self.set(record, reason, **fields)
        if place != target:
            self._files[place].moved.append((record, account, target, reason))
            self._files[target]  # so that it is locked and read with the others

    def hold_orders(self, months: Iterable[str]) -> None:
        """Keep other processes from writing the orders of these months until the change ends."""
        self._orders.hold(months)

    def merge_orders(self, month: str, lines: Mapping[str, OrderFields], gone: Container[str] = ()) -> Tally:
        """Put many order lines of one month ("2026-11", "undated") into its file, by id; take those in `gone` out.

        A field that a line does not say stays as it is. The file is written beside its place at once, so that
        a bulk import keeps one month in memory.
        """
        return self._orders.merge(month, lines, gone, write=not self.abandoned)

    def abandon(self) -> None:
        """Write nothing when the block ends: what a dry run does."""
        self.abandoned = True

    def discard(self) -> None:
        """Drop everything, and the files written beside their places."""
        self._orders.close()

    def commit(self) -> tuple[Step | None, dict[str, tuple[Document, bytes, Stamp]]]:
        """Write everything; the step, and the new contents and version of each card and the catalog.

        Raises ChangedElsewhereError, LockedError, DamagedFileError or OSError, and then nothing is written.
        """
        drafts: dict[str, atomic.Draft | None] = dict(self._orders.drafts)
        written: dict[str, tuple[Document, bytes, Stamp]] = {}
        with self._journal.locks.exclusive(self._files):
            applied = self._apply()
            durable = not drafts and len(applied) < atomic.FLUSH_ALL
            try:
                for name, storage in applied.items():
                    data = storage.encoded()
                    if data is None:
                        drafts[name] = None
                    else:
                        atomic.make_folder(storage.path.parent)
                        drafts[name] = beside = atomic.Draft(storage.path, data, durable=durable)
                        written[name] = storage.read() or {}, data, beside.stamp
            except BaseException:
                for draft in drafts.values():
                    if draft:
                        draft.discard()
                raise
            step = self._journal.write(self.what, self._via, drafts) if drafts else None
        return step, written

    def _decided(self, record: R, fields: dict[str, Any]) -> tuple[R, dict[str, Any]]:
        """The record as the person saw it when they decided, and the fields for which theirs was not taken.

        A record that has been moved to another account meanwhile is followed there: its "account" is answered.
        """
        if moved := self._answers.get((record.id, "account")):
            record = msgspec.structs.replace(record, account=moved.conflict.theirs)
        for name in list(fields):
            answer = self._answers.get((record.id, name))
            if answer and answer.take == "theirs":
                del fields[name]
            elif answer:
                said = document(record, keep_account=True) | {name: answer.conflict.theirs}
                known = {key: value for key, value in said.items() if value is not None}
                record = view(type(record), record.id, known)
        return record, fields

    def _place(self, record: Record) -> str:
        """The file in which a record lives."""
        if record.table in CATALOG_KINDS:
            return CATALOG
        if record.table in REVIEW:
            return OPEN_REVIEW
        account = record.id if isinstance(record, Account) else getattr(record, "account", "")
        return self._fresh.get(account) or self._card_of(account)

    def _stands(self, record: Record, wanted: Any) -> str:
        """The file in which a record stood when it was seen; raises ChangedElsewhereError where its card is gone."""
        try:
            return self._place(record)
        except LookupError:
            raise ChangedElsewhereError([Conflict(record, "", wanted, None)]) from None

    def _apply(self) -> dict[str, FileStorage]:
        """The files with everything done in memory; raises before anything is written."""
        from kamtui.store.files.storage import Database, FileStorage, RecordTable

        clashes: list[Conflict] = []
        storages = {name: FileStorage(self._root / name, encoder_of(name), name) for name in self._files}
        for name, storage in storages.items():
            storage.hold()
            held, todo = storage.read() or {}, self._files[name]
            for record, patch, reason in todo.seen:
                self._check(held, todo, record, patch, reason, clashes)
            for record, clash, chosen, reason in todo.settled:
                self._decide(held, todo, record, clash, chosen, reason, clashes)
            for record, account, target, reason in todo.moved:
                self._send(held, todo, record, account, self._files[target], reason, clashes)
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
        todo: _FileOps,
        record: Record,
        account: str,
        there: _FileOps,
        reason: str,
        clashes: list[Conflict],
    ) -> None:
        """Take a record and its events out of one card's work and put them into another's."""
        table, key = record.table, record.id
        current = held.get(table, {}).get(key)
        if current is None:
            clashes.append(Conflict(record, "", account, None))
            return
        patch = todo.patched[table].pop(key, {}) | {"updated": plain(self._now), "updated_by": user()}
        there.added[table][key] = with_patch(current, patch)
        todo.removed[table].append(key)
        events = {**held.get("events", {}), **todo.added["events"]}
        for event_id, event in events.items():
            if event.get("record") == key:
                there.added["events"][event_id] = event
                todo.added["events"].pop(event_id, None)
                todo.removed["events"].append(event_id)
        self._event(there, record, "account", getattr(record, "account", ""), account, reason)

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
            changes |= {"updated": plain(self._now), "updated_by": user()}
            todo.patched[record.table].setdefault(record.id, {}).update(changes)

    def _decide(
        self,
        held: Document,
        todo: _FileOps,
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
        settled = settle(standing, clash, chosen, plain(self._now), user())[clash.table].get(clash.id)
        if settled is None:
            todo.removed[clash.table].append(clash.id)
            return
        patch = {name: settled.get(name) for name in {**current, **settled} if settled.get(name) != current.get(name)}
        todo.patched[clash.table].setdefault(clash.id, {}).update(patch)
        if clash.field in record.tracked and clash.field in patch:
            self._event(todo, record, clash.field, current.get(clash.field), settled.get(clash.field), reason)

    def _event(self, todo: _FileOps, record: Record, field: str, old: Any, new: Any, reason: str) -> None:
        event = Event(
            record=record.id, kind=record.table, field=field, old=old, new=new, at=self._now, by=user(),
            via=self._via, reason=reason,
        )  # fmt: skip
        fields = msgspec.to_builtins(event)
        fields.pop("id", None)
        todo.added["events"][new_id()] = fields


def _author(held: Document, current: Mapping[str, Any], record: Record, field: str) -> tuple[str, str]:
    """When and by whom a field got its value: by its latest event, else by the stamps of the record."""
    events = [event for event in held.get("events", {}).values() if event.get("record") == record.id]
    said = [(str(event.get("at", "")), str(event.get("by", ""))) for event in events if event.get("field") == field]
    return max(said) if said else _stamps(current)


def _stamps(current: Mapping[str, Any]) -> tuple[str, str]:
    """When and by whom a record was written last."""
    return str(current.get("updated", "")), str(current.get("updated_by", ""))
