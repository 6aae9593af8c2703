"""What a person has left in files: the record, what others hold of it, and the name, numbers and mail in texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from kamtui.store.files import atomic
from kamtui.store.files.codec import Document, encode_card
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.layout import PRIVATE, encoder_of, is_data, owner_of_copy
from kamtui.store.files.loader import parse
from kamtui.store.files.locks import user
from kamtui.store.files.reverting import Signed
from kamtui.store.files.reviews import reworded
from kamtui.store.files.tombstones import PEOPLE, without
from kamtui.store.records import Account, Competitor, Contact, Product, Rival, Salesperson
from kamtui.store.text.mentions import Mentions
from kamtui.store.text.person_keys import DESK, called, marks, reached_by
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

_SHORTEST = 5
"""Characters of an address or a number from which on it tells a person."""
_NAMED: tuple[type[Contact | Account | Competitor | Product | Salesperson], ...] = (
    Contact, Account, Competitor, Product, Salesperson,
)  # fmt: skip


class Traces:
    """Finds what a person has left, and takes it out of files."""

    def __init__(self, workspace: Workspace, person: Contact, today: dt.date) -> None:
        """Look for `person`; a name that someone else has too is told of, but left in texts."""
        self._id = person.id
        self._tomb = _tombstone(person, today)
        names = [one.name for kind in _NAMED for one in workspace.records(kind).values() if one.id != person.id]
        names += [one.rep for one in workspace.records(Rival).values()]
        others = [one for one in workspace.records(Contact).values() if one.id != person.id]
        reached = {value for one in others for value in _ways(one)}
        ways = [value for value in _ways(person) if len(value) >= _SHORTEST and value not in reached]
        called = [] if person.erased else [person.name, *person.aliases]
        instead = word("people.cli.erased_name")
        self.told = Mentions([*called, *ways], names, instead)
        self.mentions = Mentions([*(name for name in called if name not in names), *ways], names, instead)

    def erased(self, name: str, data: bytes) -> bytes:
        """A file of the workspace as it is to be: a tombstone for the person. Raises ValueError for a damaged one.

        Files that are none of kamtui's stay as they are.
        """
        return self._clean(name, data, self._tomb)

    def forgotten(self, name: str, data: bytes) -> bytes:
        """A version of a file in the undo history, without the person; one that cannot be read only loses the name."""
        with suppress(ValueError):
            return self._clean(name, data, None)
        return self._words(data)

    def clean_apart(self, path: Path) -> None:
        """Take the person out of a file that kamtui has put aside; raises OSError."""
        data = path.read_bytes()
        done = data
        if self._concerns(data):
            place = f"orders/{path.name}" if path.parent.name == "orders" else PRIVATE
            try:
                done = self._document(place, data, None)
            except DamagedFileError:
                done = self._words(data)
        if done != data:
            atomic.write(path, done)

    def _clean(self, name: str, data: bytes, tomb: dict[str, Any] | None) -> bytes:
        if not self._concerns(data):
            return data
        try:
            if name.startswith("reviews/") and name.endswith(".json"):
                return reworded(data, name, self.mentions.out_of_value)
            if is_data(name) or name == PRIVATE or owner_of_copy(name):
                return self._document(name, data, tomb)
        except DamagedFileError as error:
            raise ValueError(name) from error
        return self._words(data) if name.startswith("minutes/") else data

    def _document(self, name: str, data: bytes, tomb: dict[str, Any] | None) -> bytes:
        """A document without the person; raises DamagedFileError."""
        encode = encode_card if owner_of_copy(name) else encoder_of(name)
        document = parse(data, name, encode)
        there = self._id in document.get(PEOPLE, {})
        done: Document = {}
        for table, records in without(document, {self._id}).items():
            kept = {
                key: self.mentions.out_of_value(record) for key, record in records.items()
                if (table, key) != (PEOPLE, self._id)
            }  # fmt: skip
            if kept or not records:
                done[table] = kept
        if there and tomb is not None:
            done.setdefault(PEOPLE, {})[self._id] = tomb
        return encode(done) if done != document else data

    def _concerns(self, data: bytes) -> bool:
        return self._id.encode() in data or self.mentions.may_be_in(data)

    def _words(self, data: bytes) -> bytes:
        """A text without the person."""
        text = data.decode("utf-8", errors="surrogateescape")
        return self.mentions.out_of(text).encode("utf-8", errors="surrogateescape")


def _ways(person: Contact) -> Iterator[str]:
    """How a person is reached."""
    yield from filter(None, (person.mobile, person.phone, person.email, person.wechat))


def _tombstone(person: Contact, today: dt.date) -> dict[str, Any]:
    """What stays: the id, the day, and the sums by which an import knows whom not to bring back."""
    if person.erased:
        day, sums = person.erased, person.erased_marks
    else:
        names = [called(name, person.account) for name in (person.name, *person.aliases)]
        ways = reached_by({"mobile": person.mobile, "phone": person.phone, "email": person.email})
        outside = [f"id:{each}" for each in person.external_ids.values()]
        day, sums = today, marks(person.id, [*names, *(way for way in ways if not way.startswith(DESK)), *outside])
    stamps = Signed(user()).stamps
    created = {"created": f"{person.created:%Y-%m-%dT%H:%M:%SZ}"} if person.created else {}
    return {
        "name": word("people.cli.erased_name"), "archived": True, "erased": day.isoformat(),
        "erased_marks": list(sums), **created, **stamps,
    }  # fmt: skip
