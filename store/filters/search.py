"""Looking for words in records: as written, in pinyin, by initials; in all that lists show of a record.

Two things make it fast enough to follow every key. What is looked through is kept for each record until the
record changes; and what thousands of records share (the customer, the owner, the stage, a tag) is looked through
once for a word, so that a record only has to be asked whether it has one of those found.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Any
from weakref import WeakKeyDictionary

from kamtui.store.fields import Field, fields_of, name_of, options
from kamtui.store.fields.options import fold
from kamtui.store.records import CARD, CATALOG, KINDS, TARGETS, Activity, Record
from kamtui.store.text import pinyin
from kamtui.store.workspace import Workspace

Test = Callable[[Any], bool]

SEARCHED = {
    "accounts": ("name", "aliases", "tags", "tier", "industry", "region", "location", "owner"),
    "contacts": ("name", "account", "title", "department", "level", "mobile", "phone", "email", "wechat", "tags"),
    "opportunities": ("name", "account", "status", "stage", "owner", "products", "competitors", "next_step", "tags"),
    "activities": ("subject", "account", "kind", "owner", "outcome"),
    "tasks": ("title", "account", "owner"),
    "competitors": ("name", "aliases", "origin", "website", "tags"),
    "products": ("name", "aliases", "code", "line", "category"),
    "services": ("subject", "account", "contact", "owner", "note"),
    "promises": ("title", "account", "contact", "owner", "note"),
    "targets": ("name", "period", "owner", "team", "line", "customer", "note"),
    "company_totals": ("name", "period", "note"),
    "salespeople": ("name", "aliases", "team", "manager", "region", "email", "phone"),
    "needs": ("name", "account", "kind", "type", "owner"),
    "projects": ("name", "account", "fund_source"),
    "contracts": ("name", "account", "number", "owner"),
    "criteria": ("name", "account", "opportunity", "favours", "designer"),
    "rivals": ("competitor", "account", "product", "issues", "rep", "style"),
    "intelligence": ("subject", "competitor", "account", "opportunity", "source"),
    "objections": ("subject", "kind", "competitor", "account", "opportunity"),
    "quotes": ("name", "account", "opportunity", "why", "approved_by"),
    "concessions": ("name", "kind", "by", "account", "opportunity"),
    "gifts": ("name", "account", "contact", "owner", "approved_by"),
    "orders": ("customer", "account", "order_no", "product", "region", "province", "city", "channel", "owner"),
}
"""The fields of each kind in which words are looked for."""

_REPEATED = ("tags", "next_step", "industry", "region", "location", "title", "department", "line", "category", "team")
"""Fields whose texts come again in many records."""
_BETWEEN = "\ua000"
"""A letter that nobody types and that has no pinyin: nothing is found across it."""
indexed = lru_cache(maxsize=100_000)(pinyin.index)
"""`pinyin.index` for texts that come again: names, stages, owners."""


class Cache:
    """What is kept of a workspace's records; each entry counts only while its record is still that very one."""

    def __init__(self) -> None:
        """Start empty."""
        self._indexes: dict[str, tuple[Record, str]] = {}
        self._values: dict[tuple[type[Record], str], tuple[object, list[str]]] = {}

    def indexes(self, kind: type[Record]) -> Callable[[Any], str]:
        """A function from a record of this kind to the index of its own texts."""
        texts = _own_texts(kind)
        if not stays(kind):
            return lambda record: indexed(texts(record))
        known = self._indexes

        def index(record: Record) -> str:
            entry = known.get(record.id)
            if entry is None or entry[0] is not record:
                entry = known[record.id] = (record, pinyin.index(texts(record)))
            return entry[1]

        return index

    def values(
        self, workspace: Workspace, kind: type[Record], name: str, texts: Callable[[Any], Iterable[str]]
    ) -> list[str]:
        """Every text that the field `name` holds in records of this kind, each once; none of kinds that do not stay."""
        if not stays(kind):
            return []
        records = workspace.records(kind)
        known = self._values.get((kind, name))
        if known is None or known[0] is not records:
            found = {text: None for record in records.values() for text in texts(record) if text}
            known = self._values[kind, name] = (records, list(found))
        return known[1]


_caches: WeakKeyDictionary[Workspace, Cache] = WeakKeyDictionary()


def cache_of(workspace: Workspace) -> Cache:
    """The cache of a workspace, for as long as the workspace is open."""
    return _caches.setdefault(workspace, Cache())


def stays(kind: type[Record]) -> bool:
    """Whether the records of a kind are in memory all the time; the others are read whenever they are asked for."""
    return (kind.table in CARD and kind is not Activity) or kind.table in CATALOG or kind.table in TARGETS


def finder(text: str, *, exact: bool = False) -> Callable[[str], bool]:
    """A test for indexes: do they hold `text`, with `exact` only as it is written but for its case?"""
    if not exact:
        return pinyin.finder(text)
    sought = fold(text)
    return lambda entry: sought in entry.partition("\t")[0]


class Found(dict[str, bool]):
    """Whether a text holds what is looked for; each text is looked through once."""

    def __init__(self, find: Callable[[str], bool]) -> None:
        """Remember what `find` says of the index of a text."""
        super().__init__()
        self._find = find

    def __missing__(self, text: str) -> bool:
        """Look through a new text."""
        found = self[text] = self._find(indexed(text))
        return found


def called(record: Record) -> tuple[str, ...]:
    """Everything that a record is called: its name, other names and code."""
    return (name_of(record), *getattr(record, "aliases", ()), *filter(None, (getattr(record, "code", ""),)))


def ids_called(workspace: Workspace, table: str, find: Callable[[str], bool]) -> set[str]:
    """The ids of the records of a table of whose names one is found."""
    found = workspace.records(KINDS[table]).values()
    return {record.id for record in found if find(indexed(_BETWEEN.join(called(record))))}


def words_test(workspace: Workspace, kind: type[Record], text: str, *, exact: bool = False) -> tuple[Test, Hashable]:
    """Whether a record of this kind shows `text` anywhere, and what is found of what many records share."""
    find = finder(text, exact=exact)
    shared: dict[str, frozenset[str]] = {}
    single: list[tuple[Callable[[Any], str], set[str]]] = []
    several: list[tuple[Callable[[Any], tuple[str, ...]], set[str]]] = []
    for field in _searched(kind):
        if not _stands_alone(kind, field) and (hits := _hits(workspace, kind, field, find)):
            into: list[Any] = several if field.kind in ("choices", "refs", "list") else single
            into.append((attrgetter(field.name), hits))
            shared[field.name] = frozenset(hits)
    index = cache_of(workspace).indexes(kind)
    if not single and not several:
        return lambda record: find(index(record)), ()

    def test(record: Any) -> bool:
        for read, hits in single:
            if read(record) in hits:
                return True
        for read_all, hits in several:
            if not hits.isdisjoint(read_all(record)):
                return True
        return find(index(record))

    return test, tuple(shared.items())


def _searched(kind: type[Record]) -> list[Field]:
    return [field for field in fields_of(kind) if field.name in SEARCHED[kind.table]]


def _stands_alone(kind: type[Record], field: Field) -> bool:
    """Whether a field's texts are looked through record by record: names, numbers, and all of what does not stay."""
    return not field.table and not field.group and (field.name not in _REPEATED or not stays(kind))


def _hits(workspace: Workspace, kind: type[Record], field: Field, find: Callable[[str], bool]) -> set[str]:
    """Those ids or texts among all that a field holds by which a word is found."""
    if field.table:
        return ids_called(workspace, field.table, find) if stays(KINDS[field.table]) else set()
    if field.group:
        return {option.value for option in options(workspace, field, kind) if find(indexed(option.label))}
    read = attrgetter(field.name)
    texts = read if field.kind == "list" else lambda record: (read(record),)
    return {text for text in cache_of(workspace).values(workspace, kind, field.key, texts) if find(indexed(text))}


def _own_texts(kind: type[Record]) -> Callable[[Any], str]:
    """A function from a record to those of its texts that are looked through record by record."""
    own = [field for field in _searched(kind) if _stands_alone(kind, field)]
    single = [field.name for field in own if field.kind != "list"]
    several = [field.name for field in own if field.kind == "list"]

    def texts(record: Any) -> str:
        found = [text for name in single if (text := getattr(record, name))]
        for name in several:
            found += getattr(record, name)
        return _BETWEEN.join(found)

    return texts
