"""The three-way merge of TinyDB documents: record by record, field by field, and nothing is lost.

It never asks which side is "ours": the same versions give the same bytes on every machine, so that merging
on two of them leaves nothing to merge. Where both sides wrote the same field, the newer one stands and the
other waits in the record's `_conflict`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from kamtui.store.files.codec import Document, canonical
from kamtui.store.files.conflicts import (
    ABSENT,
    FLAG,
    Entry,
    Fields,
    Flags,
    entry,
    flags_of,
    path_of,
    spelled,
    value_at,
    value_of,
    with_flags,
)
from kamtui.store.files.tombstones import PEOPLE, standing, tombstones, without

_STAMPS = ("updated", "updated_by")


class Merged(msgspec.Struct, frozen=True):
    """What came of a merge."""

    document: Document
    conflicts: tuple[tuple[str, str, str], ...] = ()
    """Table, record id and field path of each value that lost in this merge."""


def merge(base: Document, ours: Document, theirs: Document) -> Merged:
    """The document with what both sides did since `base`; {} is the base of sides that share none.

    A person whom one side has erased stays erased, whatever the other side has written of that person since.
    """
    if same(ours, theirs) or same(theirs, base):
        return Merged(ours)
    if same(ours, base):
        return Merged(theirs)
    document: Document = {}
    lost: list[tuple[str, str, str]] = []
    for table in {**base, **ours, **theirs}:
        old, mine, other = base.get(table, {}), ours.get(table, {}), theirs.get(table, {})
        records = {}
        for key in {**old, **mine, **other}:
            grave = standing(mine.get(key), other.get(key)) if table == PEOPLE else None
            record, paths = (grave, ()) if grave else _merged(old.get(key), mine.get(key), other.get(key))
            if record is not None:
                records[key] = dict(record)
            lost += [(table, key, path) for path in paths]
        if records or (table in ours and table in theirs):
            document[table] = records
    return Merged(without(document, tombstones(document)), tuple(sorted(lost)))


def merge_files(base: Document | None, ours: Document | None, theirs: Document | None) -> Document | None:
    """Like `merge`, for files that may not be there (None): a file that one side edited is not removed.

    Such a file comes back whole, with the removal flagged in its account, or in its edited records.
    """
    if ours is not None and theirs is not None:
        return merge(base or {}, ours, theirs).document
    edited = theirs if ours is None else ours
    if base is None or edited is None:
        return edited
    if same(edited, base):
        return None
    chosen = {"accounts": edited["accounts"]} if edited.get("accounts") else edited
    changed = {
        (table, key)
        for table, records in chosen.items()
        for key, record in records.items()
        if table == "accounts" or not same(record, base.get(table, {}).get(key))
    }
    return {
        table: {
            key: _removed(record, base.get(table, {}).get(key, {})) if (table, key) in changed else record
            for key, record in records.items()
        }
        for table, records in edited.items()
    }


def same(one: Any, other: Any) -> bool:
    """Whether two values are spelled alike: to Python, 1 == True and 1.10 == 1.1."""
    return one is other or (one == other and spelled(one) == spelled(other))


def _merged(base: Fields | None, ours: Fields | None, theirs: Fields | None) -> tuple[Fields | None, tuple[str, ...]]:
    """One record, None where both or the only side to change it removed it; and the paths of what lost."""
    if same(ours, theirs) or same(theirs, base):
        return ours, ()
    if same(ours, base):
        return theirs, ()
    if ours is None or theirs is None:
        kept = (theirs if ours is None else ours) or {}
        return _removed(kept, base or {}), ("",)
    contest = _Contest(ours, theirs)
    merged = contest.object(_plain(base or {}), _plain(ours), _plain(theirs), ())
    merged |= {name: value for name, value in max(ours, theirs, key=_stamp).items() if name in _STAMPS}
    flags = _flags(flags_of(base or {}), flags_of(ours), flags_of(theirs), contest.lost)
    return with_flags(merged, _open(flags, merged)), tuple(contest.lost)


class _Contest:
    """The merge of one record's fields; gathers what loses."""

    def __init__(self, ours: Fields, theirs: Fields) -> None:
        self._ours, self._theirs = _stamp(ours), _stamp(theirs)
        self.lost: Flags = {}

    def object(self, base: Fields, ours: Fields, theirs: Fields, path: tuple[str, ...]) -> dict[str, Any]:
        """The fields of one object, merged one by one."""
        merged = {}
        for key in {**base, **ours, **theirs}:
            old, mine, other = (side.get(key, ABSENT) for side in (base, ours, theirs))
            if (value := self._value(old, mine, other, (*path, key))) is not ABSENT:
                merged[key] = value
        return merged

    def _value(self, base: Any, ours: Any, theirs: Any, path: tuple[str, ...]) -> Any:
        if same(ours, theirs) or same(theirs, base):
            return ours
        if same(ours, base):
            return theirs
        gone = ours is ABSENT or theirs is ABSENT
        if _all((ours, theirs), _is_object):
            old, mine, other = (side if isinstance(side, Mapping) else {} for side in (base, ours, theirs))
            inner = self.object(old, mine, other, path)
            return ABSENT if gone and not inner else inner
        if _all((ours, theirs), _is_set):
            united = _united(*(side if isinstance(side, list) else [] for side in (base, ours, theirs)))
            return ABSENT if gone and not united else united
        if path == ("created",):
            return min((side for side in (ours, theirs) if side is not ABSENT), key=canonical)
        return self._winner(base, ours, theirs, path_of(path))

    def _winner(self, base: Any, ours: Any, theirs: Any, path: str) -> Any:
        sides = ((*self._ours, spelled(ours), ours), (*self._theirs, spelled(theirs), theirs))
        loser, winner = sorted(sides, key=lambda side: side[:-1])
        self.lost[path] = [entry(loser[-1], base, loser[0], loser[1])]
        return winner[-1]


def _flags(base: Flags, ours: Flags, theirs: Flags, fresh: Flags) -> Flags:
    """The flags of both sides but for what one of them has settled, and the new ones; each value once."""
    flags: Flags = {}
    for path in {**base, **ours, **theirs, **fresh}:
        old, mine, other = ({canonical(one): one for one in side.get(path, ())} for side in (base, ours, theirs))
        both = {**mine, **other}
        waiting = [one for key, one in both.items() if (key in mine and key in other) or key not in old]
        latest: dict[bytes, Entry] = {}
        for one in sorted([*waiting, *fresh.get(path, ())], key=_age):
            latest[spelled(value_of(one))] = one
        flags[path] = [latest[key] for key in sorted(latest)]
    return flags


def _open(flags: Flags, record: Fields) -> Flags:
    """The flags without the values that the record has taken on since."""
    return {
        path: [one for one in entries if not path or not same(value_of(one), value_at(record, path))]
        for path, entries in flags.items()
    }


def _removed(record: Fields, base: Fields) -> dict[str, Any]:
    """The record with the flag that one side removed it when it was still as in `base`."""
    flags = flags_of(record)
    when, who, _ = _stamp(base)
    flags[""] = [entry(ABSENT, ABSENT, when, who)]
    return with_flags(record, _open(flags, record))


def _united(base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    """What both sides left of a list, in its old order, and then what either has added, sorted."""
    old, mine, other = ({canonical(item): item for item in side} for side in (base, ours, theirs))
    added = {key: item for key, item in {**mine, **other}.items() if key not in old}
    kept = [item for key, item in old.items() if key in mine and key in other]
    return kept + [added[key] for key in sorted(added)]


def _all(sides: tuple[Any, Any], fits: Any) -> bool:
    """Whether both sides fit, where one of them may have taken the field away."""
    return all(side is ABSENT or fits(side) for side in sides)


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_set(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(item, list | Mapping) for item in value)


def _plain(record: Fields) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != FLAG and name not in _STAMPS}


def _stamp(record: Fields) -> tuple[str, str, bytes]:
    """When and by whom a record was written last; the bytes make a tie impossible."""
    when, who = (record.get(name, "") for name in _STAMPS)
    return str(when), str(who), canonical((when, who))


def _age(one: Entry) -> tuple[str, str, bytes]:
    return str(one.get("updated", "")), str(one.get("updated_by", "")), canonical(one)
