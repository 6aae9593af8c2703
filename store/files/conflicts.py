"""Decisions that wait: what a merge could not keep in a field stands in the record's `_conflict`.

    "_conflict": {"phone": [{"base": "1", "updated": "…", "updated_by": "li", "value": "2"}]}

By the field's path (`attitude/value` for a field inside an object, "" for the record itself) it lists the
values that lost: what each side had written, over what, when and who. A side that had taken the field away
has `"removed": true` instead of a value; of a whole record that was removed, the stamps are those of the
version that was seen then. The file stays plain JSON, and nobody has to stop for a decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import msgspec

from kamtui.store.files.codec import Document, canonical

FLAG = "_conflict"

Fields: TypeAlias = Mapping[str, Any]
Entry: TypeAlias = dict[str, Any]
Flags: TypeAlias = dict[str, list[Entry]]


class _Absent:
    """The type of ABSENT."""


ABSENT: Any = _Absent()
"""What stands in a field that is not there; None is a value."""


class Version(msgspec.Struct, frozen=True):
    """One of the values that a field could have."""

    value: Any = None
    removed: bool = False
    """Whether this side took the field, or the whole record, away."""
    updated: str = ""
    updated_by: str = ""
    base: Any = None
    """What both sides had before; None where there was nothing."""


class Clash(msgspec.Struct, frozen=True):
    """One field of one record about which someone has to decide."""

    table: str
    id: str
    field: str
    """The field's path; "" is the record itself, which one side removed and the other changed."""
    kept: Version
    """What the record says now."""
    lost: tuple[Version, ...]
    """What others wrote; any of them can be taken instead."""


def conflicts_of(document: Document) -> list[Clash]:
    """Every decision that waits in a document, by table, record and field."""
    return [
        clash
        for table, records in sorted(document.items())
        for key, record in sorted(records.items())
        if FLAG in record
        for clash in _clashes(table, key, record)
    ]


def settle(document: Document, clash: Clash, chosen: Version, updated: str, updated_by: str) -> Document:
    """The document with one decision made: the field has the chosen value, and its flag is gone.

    `updated` (an instant as it stands in files) and `updated_by` say when and who decided. Raises KeyError
    where the record is not there any more.
    """
    records = dict(document[clash.table])
    record = dict(records[clash.id])
    flags = {path: entries for path, entries in flags_of(record).items() if path != clash.field}
    if chosen.removed and not clash.field:
        del records[clash.id]
    else:
        if clash.field:
            record = _with(record, keys_of(clash.field), ABSENT if chosen.removed else chosen.value)
        record |= {"updated": updated, "updated_by": updated_by}
        records[clash.id] = with_flags(record, flags)
    return {**document, clash.table: records}


def entry(value: Any, base: Any, updated: str, updated_by: str) -> Entry:
    """What is kept of the side that lost."""
    said: Entry = {"removed": True} if value is ABSENT else {"value": value}
    if base is not ABSENT:
        said["base"] = base
    stamps = {"updated": updated, "updated_by": updated_by}
    return said | {name: text for name, text in stamps.items() if text}


def value_of(lost: Entry) -> Any:
    """What the side that lost had written."""
    return lost.get("value", ABSENT)


def spelled(value: Any) -> bytes:
    """A value's bytes for comparing; no bytes for what is absent."""
    return b"" if value is ABSENT else canonical(value)


def flags_of(record: Fields) -> Flags:
    """A record's flags, as far as they have the right shape: a person may have edited them."""
    flags = record.get(FLAG)
    return {
        path: [one for one in entries if isinstance(one, dict)]
        for path, entries in (flags.items() if isinstance(flags, dict) else ())
        if isinstance(entries, list)
    }


def with_flags(record: Fields, flags: Flags) -> dict[str, Any]:
    """A record with these flags instead of its own."""
    plain = {name: value for name, value in record.items() if name != FLAG}
    waiting = {path: entries for path, entries in flags.items() if entries}
    return plain | {FLAG: waiting} if waiting else plain


def path_of(keys: tuple[str, ...]) -> str:
    """One text for the keys that lead to a field."""
    return "/".join(key.replace("~", "~0").replace("/", "~1") or "~e" for key in keys)


def keys_of(path: str) -> tuple[str, ...]:
    """The keys that `path_of` has joined."""
    return tuple("" if part == "~e" else part.replace("~1", "/").replace("~0", "~") for part in path.split("/") if path)


def value_at(record: Fields, path: str) -> Any:
    """What stands in the field with this path; ABSENT where nothing does."""
    value: Any = record
    for key in keys_of(path):
        if not isinstance(value, Mapping) or key not in value:
            return ABSENT
        value = value[key]
    return value


def _clashes(table: str, key: str, record: Fields) -> Iterator[Clash]:
    for path, entries in sorted(flags_of(record).items()):
        now = value_at(record, path)
        lost = tuple(
            Version(
                None if value_of(one) is ABSENT else value_of(one),
                value_of(one) is ABSENT,
                str(one.get("updated", "")),
                str(one.get("updated_by", "")),
                one.get("base"),
            )
            for one in entries
            if not path or spelled(value_of(one)) != spelled(now)
        )
        if lost:
            stamps = str(record.get("updated", "")), str(record.get("updated_by", ""))
            kept = Version(None if now is ABSENT or not path else now, now is ABSENT, *stamps)
            yield Clash(table, key, path, kept, lost)


def _with(record: Fields, keys: tuple[str, ...], value: Any) -> dict[str, Any]:
    """The object with this value under these keys; objects on the way there are made or left out as needed."""
    first, rest = keys[0], keys[1:]
    if rest:
        inner = record.get(first)
        value = _with(inner if isinstance(inner, dict) else {}, rest, value) or ABSENT
    changed = {name: one for name, one in record.items() if name != first}
    return changed if value is ABSENT else {**changed, first: value}
