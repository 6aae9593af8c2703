"""What two people wrote, worded for the dialog that lets one of them decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from kamtui.screens.dialogs.clash import Disputed, Side
from kamtui.store import fields
from kamtui.store.fields.history import labels, record_name
from kamtui.store.records import Event, Record
from kamtui.store.text.safe import clean, clean_lines
from kamtui.store.text.words import word
from kamtui.store.workspace import Answer, Conflict, Kept, Workspace

LONGEST = 2000
"""Cells of a value in the dialog."""


def disputed(workspace: Workspace, conflicts: Sequence[Conflict]) -> list[Disputed]:
    """A row for each field that someone else has changed: theirs first, with who and when, then mine."""
    several = len({conflict.record.id for conflict in conflicts}) > 1
    return [
        Disputed(
            key_of(conflict),
            named(conflict.record, conflict.field, several),
            (
                Side("theirs", _value(workspace, conflict, conflict.theirs), wrote(conflict)),
                Side("mine", _value(workspace, conflict, conflict.mine)),
            ),
        )
        for conflict in conflicts
    ]


def answers_of(conflicts: Sequence[Conflict], taken: Mapping[str, int]) -> list[Answer]:
    """What the person's choices mean for the next try: 0 is theirs, 1 is mine."""
    return [Answer(conflict, "mine" if taken[key_of(conflict)] == 1 else "theirs") for conflict in conflicts]


def followed(workspace: Workspace, conflicts: Sequence[Conflict]) -> list[Answer]:
    """For records that are gone from their card because they were moved to another account, where they are now."""
    answers = []
    for conflict in conflicts:
        found = None if conflict.field else workspace.get(type(conflict.record), conflict.record.id)
        account = getattr(found, "account", None)
        if account is not None and account != getattr(conflict.record, "account", None):
            answers.append(Answer(Conflict(conflict.record, "account", None, account), "theirs"))
    return answers


def is_unreadable(conflict: Conflict) -> bool:
    """Whether the record was edited by hand into something that cannot be read."""
    return not conflict.field and conflict.theirs is not None


def left_alone(workspace: Workspace, kept: Sequence[Kept]) -> list[Disputed]:
    """A row for each field that undo left as someone else has made it since: theirs first, then ours."""
    rows = []
    for one in kept:
        event = Event(record=one.record, kind=one.table, field=one.field, at=dt.datetime.now(dt.UTC))
        name = clean(record_name(workspace, event), 40)
        if one.field:
            label, theirs, ours = labels(workspace, msgspec.structs.replace(event, old=one.theirs, new=one.ours))
        else:
            label = word("clash.record")
            theirs, ours = (word("clash.removed" if side is None else "clash.there") for side in (one.theirs, one.ours))
        sides = (
            Side("theirs", clean(theirs, LONGEST), by_whom(one.updated_by, one.updated)),
            Side("mine", clean(ours, LONGEST)),
        )
        rows.append(Disputed(f"{one.file}:{one.table}:{one.record}:{one.field}", f"{name} / {clean(label, 40)}", sides))
    return rows


def key_of(conflict: Conflict) -> str:
    """Names a field of a record in the dialog."""
    return f"{conflict.record.id}:{conflict.field}"


def named(record: Record, field: str, with_record: bool) -> str:
    """What people call a field, and whose it is where several records are shown."""
    try:
        label = fields.label(type(record), fields.field_of(type(record), field).name)
    except (ValueError, KeyError):
        label = field or word("clash.record")
    return clean(f"{fields.name_of(record)} / {label}" if with_record else label, 60)


def text_of(workspace: Workspace, record: Record, field: str, plain: object) -> str:
    """A value as it stands in a file, as people read it."""
    try:
        known = fields.field_of(type(record), field)
    except ValueError:
        return clean(plain, LONGEST)
    return clean_lines(fields.shown_plain(workspace, record, known, plain), LONGEST)


def wrote(conflict: Conflict) -> str:
    """Who wrote what stands now, and when."""
    return by_whom(conflict.updated_by, conflict.updated)


def by_whom(who: str, when: dt.datetime | str | None) -> str:
    """Who and when, in the person's own time zone; "" where neither is known."""
    if isinstance(when, str):
        try:
            when = dt.datetime.fromisoformat(when) if when else None
        except ValueError:
            when = None
    at = f"{when.astimezone():%Y-%m-%d %H:%M}" if when else ""
    return "  ".join(part for part in (clean(who, 40), at) if part)


def _value(workspace: Workspace, conflict: Conflict, plain: object) -> str:
    return text_of(workspace, conflict.record, conflict.field, plain)
