"""The records of one kind while an import goes on: those that are there, and what the files say of them.

A record is found by its id in the other system, else by its name. Names that differ only in case, width or
spaces are one; names that differ in punctuation too are linked where a row only refers to a record, and
reported, but not those of rivals, about which a person decides. Anything less alike is never linked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from kamtui.store.files.ids import derived_id
from kamtui.store.records import Competitor, Rating, Record
from kamtui.store.text.person_keys import exact
from kamtui.store.text.spellings import tight


@lru_cache(maxsize=65536)
def loose(text: str) -> str:
    """A name's letters and digits alone; the name itself when it has none."""
    return "".join(filter(str.isalnum, exact(text))) or exact(text)


class Ledger:
    """What is known of one kind of record: matching on one side, what will be written on the other."""

    def __init__(
        self, kind: type[Record], known: Mapping[str, Record], source: str, fold: Callable[[str], str] = loose
    ) -> None:
        """Start from the records of the workspace; `source` names the system that the files come from.

        `fold` leaves of a name what has to be equal for two to be alike.
        """
        self.kind = kind
        self.known = known
        self.source = source
        self.drafts: dict[str, dict[str, Any]] = {}
        """By id the fields that the files give."""
        self.external: dict[str, str] = {}
        self._fold = fold
        self._keys: dict[str, list[str]] = defaultdict(list)
        self._loose: dict[str, set[str]] = defaultdict(set)
        for key, record in known.items():
            self.external[key] = key  # what kamtui has written itself names records by their own ids
            if outside := record.external_ids.get(source):
                self.external[outside] = key

    def index(self, key: str, record_id: str, name: str = "") -> None:
        """Let `key` find the record, and `name` when it is folded."""
        if record_id not in self._keys[key]:
            self._keys[key].append(record_id)
        if name:
            self._loose[self._fold(name)].add(record_id)

    def found(self, key: str) -> list[str]:
        """The records that `key` finds."""
        return self._keys.get(key, [])

    def alike(self, name: str) -> set[str]:
        """The records whose name is the same as `name` once both are folded."""
        return self._loose.get(self._fold(name), set())

    def is_foreign(self, record_id: str) -> bool:
        """Whether the record has an id of this source already, and so is another one than a row with its own id."""
        known = self.known.get(record_id)
        return (known is not None and self.source in known.external_ids) or "external_ids" in self.drafts.get(
            record_id, ()
        )

    def value(self, record_id: str, name: str) -> Any:
        """A field as it will be after the import."""
        draft = self.drafts.get(record_id, {})
        return draft[name] if name in draft else getattr(self.known.get(record_id), name, None)

    def new_id(self, *parts: str) -> str:
        """The id that a record with these natural parts always gets."""
        return derived_id(self.kind.table, *parts)

    def put(self, record_id: str, fields: Mapping[str, Any], external: str = "") -> None:
        """Give the record these fields; the last row that names it wins."""
        draft = self.drafts.setdefault(record_id, {})
        draft.update(fields)
        if external and external != record_id:
            self.external[external] = record_id
            known = self.known.get(record_id)
            if known is None or known.external_ids.get(self.source) != external:
                draft["external_ids"] = {**(known.external_ids if known else {}), self.source: external}

    def fill(self, record_id: str, fields: Mapping[str, Any]) -> None:
        """Give the record those of these fields that it lacks."""
        lacking = {name: value for name, value in fields.items() if not self.value(record_id, name)}
        if lacking or record_id not in self.known:
            self.put(record_id, lacking)

    def changes(self, record_id: str) -> dict[str, Any]:
        """The drafted fields that differ from the known record."""
        known = self.known[record_id]
        return {name: value for name, value in self.drafts[record_id].items() if _differs(getattr(known, name), value)}


def _differs(old: Any, new: Any) -> bool:
    """Whether a file says something else: of a rating only the value is in a file."""
    return old.value != new.value if isinstance(old, Rating) else bool(old != new)


def named_ledger(kind: type[Record], known: Mapping[str, Record], source: str) -> Ledger:
    """A ledger of records that are found by their name and aliases."""
    ledger = Ledger(kind, known, source, tight if kind is Competitor else loose)
    for key, record in known.items():
        names: Iterable[str] = (getattr(record, "name", ""), *getattr(record, "aliases", ()))
        for name in filter(None, names):
            ledger.index(exact(name), key, name)
        if code := getattr(record, "code", ""):
            ledger.index(f"code:{code}", key)
    return ledger
