"""What taking a step back makes of a file: field by field, and what others have changed since stays theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from kamtui.store.files.codec import Document, with_patch
from kamtui.store.files.ids import new_id
from kamtui.store.files.layout import encoder_of
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.records import KINDS
from kamtui.store.text import dates

EVENTS = "events"
STAMPS = ("updated", "updated_by")
Fields = Mapping[str, Any]


class Signed:
    """Who takes something back, and when."""

    def __init__(self, by: str) -> None:
        """Sign now."""
        self.by = by
        self.at = f"{dates.now():%Y-%m-%dT%H:%M:%SZ}"

    @property
    def stamps(self) -> dict[str, str]:
        """The stamps of a record that is changed."""
        return {"updated": self.at, "updated_by": self.by}


class Kept(msgspec.Struct, frozen=True):
    """A field that undo or redo left alone, because someone has changed it since."""

    file: str
    table: str
    record: str
    """The id of the record."""
    field: str
    """"" is the record itself: one of the two has removed it."""
    theirs: Any
    """What stands there; None where nothing does."""
    ours: Any
    """What undo would have put there; None for nothing."""
    updated: str = ""
    """When their record was written, as it stands in the file."""
    updated_by: str = ""


def reverted(
    root: Path, versions: Sequence[tuple[str, bytes | None, bytes | None]], signed: Signed
) -> tuple[dict[str, bytes | None], list[Kept]]:
    """What files become with a step taken back, and what is left as someone has made it since.

    For each file its name, what it is to be again, and what the step made of it. A record that was moved and then
    changed stays where it is: a second round keeps it from coming back where it was.
    """
    goals: dict[str, bytes | None] = {}
    kept: list[Kept] = []
    staying: list[Kept] = []
    for _ in range(2):
        kept = []
        for name, wanted, replaced in versions:
            goals[name], left = _reverted(root / name, name, wanted, replaced, signed, staying)
            kept += left
        staying = [one for one in kept if not one.field and one.theirs is not None]
        if not staying:
            break
    return goals, kept


def _reverted(
    path: Path,
    name: str,
    wanted: bytes | None,
    replaced: bytes | None,
    signed: Signed,
    elsewhere: Sequence[Kept],
) -> tuple[bytes | None, list[Kept]]:
    """The file's bytes with this step taken back, and what is left as someone has made it since.

    A record that stands as the step left it becomes what it was. In one that was changed since, only the fields
    that still have the step's values do. Records in `elsewhere` stay in the files to which they were moved, and do
    not come back here.
    """
    now = read_bytes(path, name)
    if now == replaced and not elsewhere:
        return wanted, []
    document, goal, origin = (_document(data, name) for data in (now, wanted, replaced))
    kept: list[Kept] = []
    for table in sorted({**goal, **origin}, key=lambda table: table == EVENTS):  # last: they follow what they tell of
        for key in {**goal.get(table, {}), **origin.get(table, {})}:
            old, new = origin.get(table, {}).get(key), goal.get(table, {}).get(key)
            if old == new or (table == EVENTS and _tells_of(old or new or {}, [*kept, *elsewhere])):
                continue
            if old is None and any((one.table, one.record) == (table, key) for one in elsewhere):
                kept.append(Kept(name, table, key, "", None, new))
                continue
            standing = document.get(table, {}).get(key)
            fields, left = _fields_back(standing, old, new, signed)
            kept += [Kept(name, table, key, *one, *_stamps_of(standing)) for one in left]
            if fields is None:
                document.get(table, {}).pop(key, None)
            else:
                document.setdefault(table, {})[key] = dict(fields)
    if document.get("accounts") == {} and any(document.values()):  # someone has put more into the new card
        document["accounts"] = origin["accounts"]
        kept += [Kept(name, "accounts", key, "", record, None) for key, record in origin["accounts"].items()]
    filled = {table: records for table, records in document.items() if records}
    return (encoder_of(name)(filled) if filled else None), kept


def overruled(path: Path, name: str, kept: Sequence[Kept], signed: Signed) -> tuple[bytes | None, list[Kept]]:
    """The file's bytes with the values that taking a step back left to others put as that step would have put them.

    Also those of `kept` that were changed once more and are left again. Tracked fields get their event.
    """
    document = _document(read_bytes(path, name), name)
    left = []
    for one in kept:
        records = document.setdefault(one.table, {})
        record = records.get(one.record)
        standing = record if not one.field else (record or {}).get(one.field)
        if standing != one.theirs or (one.field and record is None):
            left.append(one)
        elif one.field:
            records[one.record] = with_patch(record or {}, {one.field: one.ours, **signed.stamps})
            if one.table in KINDS and one.field in KINDS[one.table].tracked:
                document.setdefault(EVENTS, {})[new_id()] = _event(one, signed)
        elif one.ours is None:
            records.pop(one.record, None)
        else:
            records[one.record] = {**one.ours, **signed.stamps}
    filled = {table: records for table, records in document.items() if records}
    return (encoder_of(name)(filled) if filled else None), left


def _fields_back(
    standing: Fields | None, old: Fields | None, new: Fields | None, signed: Signed
) -> tuple[Fields | None, list[tuple[str, Any, Any]]]:
    """A record with a step from `new` to `old` taken back, and field, theirs, ours of what was changed since."""
    if standing == old:
        return new, []
    if standing is None or old is None or new is None:
        return standing, [("", standing, new)] if standing != new else []
    patch, left = {}, []
    for field in sorted({*old, *new} - set(STAMPS)):
        ours, theirs = new.get(field), standing.get(field)
        if old.get(field) == ours or theirs == ours:
            continue
        if theirs == old.get(field):
            patch[field] = ours
        else:
            left.append((field, theirs, ours))
    if patch and "updated" in standing:
        patch |= signed.stamps
    return with_patch(standing, patch), left


def _event(one: Kept, signed: Signed) -> dict[str, Any]:
    """The event of one overruled field, as it stands in a card."""
    said = {"record": one.record, "kind": one.table, "field": one.field, "at": signed.at, "by": signed.by}
    values = {"old": one.theirs, "new": one.ours}
    return said | {name: value for name, value in values.items() if value is not None}


def _tells_of(event: Fields, kept: Sequence[Kept]) -> bool:
    """Whether an event tells of a field that stays as it is: then the event stays as well."""
    return any(one.record == event.get("record") and one.field in ("", event.get("field")) for one in kept)


def _stamps_of(record: Fields | None) -> tuple[str, str]:
    when, who = ((record or {}).get(name, "") for name in STAMPS)
    return str(when), str(who)


def _document(data: bytes | None, name: str) -> Document:
    return {} if data is None else parse(data, name, encoder_of(name))
