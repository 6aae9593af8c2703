"""One part of a field that holds several things, read from a text: `scores.us=4`, `evidence.need.source=report`."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from kamtui.store.fields.inner import INNER, Inner, at, mark, part_of, put, range_of, without
from kamtui.store.fields.model import Field, field_of, label
from kamtui.store.fields.options import choose, options
from kamtui.store.fields.separated import split
from kamtui.store.fields.shown import currency_of
from kamtui.store.fields.typed import money, plain
from kamtui.store.files.locks import user
from kamtui.store.records import Record
from kamtui.store.text import dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def part_patch(workspace: Workspace, record: Record, name: str, text: str, today: dt.date) -> dict[str, Any]:
    """The field of a record with what `text` makes of the part `name`; nothing in its main part takes it out.

    What is new is dated today and signed where it has a place for that. Raises ValueError, worded for a person.
    """
    head, *steps = name.split(".")
    field = field_of(type(record), head)
    inner = INNER.get(field.name)
    if inner is None or field.kind != "struct":
        raise ValueError(word("fields.error.no_parts", label=label(type(record), field.name)))
    if len(steps) < len(inner.keys) or len(steps) > len(inner.keys) + 1:
        raise ValueError(word("fields.error.path", found=clean(name, 60), path=f"{field.key}.{inner.example}"))
    path = tuple(_key(workspace, record, *each) for each in zip(inner.keys, steps, strict=False))
    value = getattr(record, field.name)
    part = part_of(inner, steps[-1] if len(steps) > len(inner.keys) else "")
    if not text.strip() and part is inner.main:
        return {field.name: without(value, path) if path else inner.kind() if inner.kind else value}
    said = _said(workspace, record, field, path, part, text, today)
    if inner.kind is None:
        return {field.name: put(value, path, said)}
    before = at(value, path)
    known = {each: getattr(before, each) for each in inner.kind.__struct_fields__} if before is not None else {}
    return {field.name: put(value, path, _made(inner, {**known, part.name: said}, part, today))}


def _made(inner: Inner, known: dict[str, Any], part: Field, today: dt.date) -> msgspec.Struct:
    """The thing with these parts; a new judgement is of today and of the person who writes."""
    assert inner.kind is not None
    names = inner.kind.__struct_fields__
    if part.name == inner.main.name:
        if "by" in names:
            known["by"] = user()
        if "date" in names:
            known["date"] = today
    lacking = [info.name for info in msgspec.structs.fields(inner.kind) if info.required and not known.get(info.name)]
    if lacking:
        raise ValueError(word("fields.error.part_first", name=lacking[0]))
    return inner.kind(**known)


def _key(workspace: Workspace, record: Record, key: Field, text: str) -> str:
    """The id that a step of the path means."""
    if not (key.group or key.table):
        return text.strip()
    found = choose(text, options(workspace, key, record), pinyin=bool(key.table))
    if found == "none":
        raise ValueError(word("fields.error.vendor", text=clean(text, 40)))
    return found


def _said(
    workspace: Workspace, record: Record, field: Field, path: tuple[str, ...], part: Field, text: str, today: dt.date
) -> Any:
    """What the text means in this part."""
    match part.kind:
        case "int" if part.name == "value":
            return mark(text, *range_of(workspace.method, field.name, path))
        case "money":
            return money(text, part, currency_of(workspace, record), type(record)) if text.strip() else None
        case "date":
            return dates.parse(text, today) if text.strip() else None
        case "choice" | "ref":
            return choose(text, options(workspace, part, record), pinyin=bool(part.table)) if text.strip() else ""
        case "choices":
            among = options(workspace, part, record)
            return tuple(dict.fromkeys(choose(one, among) for one in split(text)))
    return plain(text, part)
