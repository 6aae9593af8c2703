"""One change of a workspace: gathered in memory, checked against the files, written all or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from kamtui.store.applying import Applying, ChangedElsewhereError, Conflict, FileOps
from kamtui.store.files import atomic
from kamtui.store.files.codec import Document
from kamtui.store.files.conflicts import Clash, Version
from kamtui.store.files.ids import new_id
from kamtui.store.files.journal import Journal
from kamtui.store.files.layout import CATALOG, OPEN_REVIEW, PRIVATE, TARGETS, Stamp, card_name
from kamtui.store.files.locks import user
from kamtui.store.files.order_merge import OrderFields, OrderMerge, Tally
from kamtui.store.files.steps import Step
from kamtui.store.records import CATALOG as CATALOG_KINDS
from kamtui.store.records import REVIEW, Account, Profile, Record, document, view
from kamtui.store.records import TARGETS as TARGET_KINDS
from kamtui.store.records.base import UNWRITTEN
from kamtui.store.records.event import Via
from kamtui.store.text import dates
from kamtui.store.text.slugs import slug

R = TypeVar("R", bound=Record)


class Answer(msgspec.Struct, frozen=True):
    """What a person decided about a conflict that was shown to them."""

    conflict: Conflict
    take: Literal["mine", "theirs"]
    """For a record that is gone, "mine" adds it again."""


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
        self._files: dict[str, FileOps] = defaultdict(FileOps)
        self._orders = OrderMerge(root, journal.locks)
        self._now = dates.now().replace(microsecond=0)

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

    def erase(self, record: Record, **kept: Any) -> None:
        """Leave of a record nothing but these fields, spelled as in a file, and take its events out (A4.25)."""
        self._files[self._stands(record, None)].erased.append((record, kept))

    def remove(self, record: Record) -> None:
        """Take a record out of its file; people archive, this is for merging and for taking back."""
        self._files[self._place(record)].removed[record.table].append(record.id)

    def purge(self, record: Record) -> None:
        """Take an archived record and its history out of its file; clashes where it is not archived any more."""
        self._files[self._stands(record, None)].purged.append(record)

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

    def absorb(self, loser: Account, winner: Account) -> None:
        """Put everything in an account's card into another's, and take the account out: see `tidy.merging`."""
        place, target = self._place(loser), self._place(winner)
        self._files[place].poured.append((loser, target))
        self._files[target]  # so that it is locked and read with the other

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
        placed = None
        drafts: dict[str, atomic.Draft | None] = dict(self._orders.drafts)
        written: dict[str, tuple[Document, bytes, Stamp]] = {}
        with self._journal.locks.exclusive(self._files):
            applied = Applying(self._root, self._files, self._via, self._now, user()).storages()
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
            if drafts:
                placed = self._journal.place(self.what, self._via, drafts)
        if placed is None:
            return None, written
        self._journal.keep(placed)
        return placed.step, written

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
        if record.table in TARGET_KINDS:
            return TARGETS
        if record.table == Profile.table:
            return PRIVATE
        account = record.id if isinstance(record, Account) else getattr(record, "account", "")
        return self._fresh.get(account) or self._card_of(account)

    def _stands(self, record: Record, wanted: Any) -> str:
        """The file in which a record stood when it was seen; raises ChangedElsewhereError where its card is gone."""
        try:
            return self._place(record)
        except LookupError:
            raise ChangedElsewhereError([Conflict(record, "", wanted, None)]) from None
