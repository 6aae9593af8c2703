"""Every account, deal and person by name, ready to be found while someone types."""

from __future__ import annotations

import heapq
from typing import NamedTuple
from weakref import WeakKeyDictionary

from kamtui.store.fields import name_of
from kamtui.store.records import Account, Contact, Opportunity, Record
from kamtui.store.text import pinyin
from kamtui.store.text.safe import clean
from kamtui.store.workspace import Workspace

KINDS: tuple[type[Record], ...] = (Account, Opportunity, Contact)
MOST = 50
"""Rows that are shown at once."""
_FUZZY_FROM = 3
"""Characters from which on a word that nothing holds is taken for one with a slip in it."""
_CLOSE = 72
"""How like a name must be for that, of 100."""


class Found(NamedTuple):
    """A record under its name, and the index by which it is found."""

    record: Record
    name: str
    findable: str


class Names:
    """The names of a workspace; what did not change since the last time is not read again."""

    def __init__(self, workspace: Workspace) -> None:
        """Know nothing yet; `take` and `read` come next."""
        self._workspace = workspace
        self._entries: dict[str, Found] = {}
        self._records: list[Record] = []

    def take(self) -> None:
        """Note which records there are, in the thread that changes them."""
        self._records = [each for kind in KINDS for each in self._workspace.records(kind).values() if not each.archived]

    def read(self) -> None:
        """Make the index of what is new; may run in a thread of its own."""
        entries: dict[str, Found] = {}
        for record in self._records:
            known = self._entries.get(record.id)
            if known is None or known.record is not record:
                name = clean(name_of(record))
                known = Found(record, name, pinyin.index(name))
            entries[record.id] = known
        self._entries = entries

    def get(self, record_id: str) -> Found | None:
        """The record of this id, if it is among the names."""
        return self._entries.get(record_id)

    def find(self, query: str) -> list[Found]:
        """The records that fit best, at most `MOST`: names that begin with the text first, then the shorter ones."""
        fits = pinyin.finder(query)
        plain = query.casefold()
        hits = [entry for entry in self._entries.values() if fits(entry.findable)]
        if not hits and len(query) >= _FUZZY_FROM:
            return self._close(query)
        return heapq.nsmallest(MOST, hits, key=lambda each: (not each.findable.startswith(plain), len(each.name)))

    def _close(self, query: str) -> list[Found]:
        """The records whose names are nearly the text."""
        from rapidfuzz import fuzz, process

        names = {key: entry.name for key, entry in self._entries.items()}
        close = process.extract(query, names, scorer=fuzz.partial_ratio, score_cutoff=_CLOSE, limit=MOST)
        return [self._entries[key] for _, _, key in close]


_known: WeakKeyDictionary[Workspace, Names] = WeakKeyDictionary()


def names_of(workspace: Workspace) -> Names:
    """The names of a workspace, kept from one palette to the next."""
    if workspace not in _known:
        _known[workspace] = Names(workspace)
    names = _known[workspace]
    names.take()
    return names
