"""What is left of a person who was erased: an id that wins every merge, and nothing that leads to it (A4.25)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from kamtui.store.files.codec import Document

PEOPLE = "contacts"
ERASED = "erased"
Fields = Mapping[str, Any]


def is_tombstone(record: Fields | None) -> bool:
    """Whether this is what was left of someone who was erased."""
    return bool(record and record.get(ERASED))


def tombstones(document: Document) -> set[str]:
    """The ids of everyone in a document who was erased."""
    return {key for key, record in document.get(PEOPLE, {}).items() if is_tombstone(record)}


def standing(ours: Fields | None, theirs: Fields | None) -> Fields | None:
    """The tombstone of the two versions of a person, the earlier one of two; None where neither is one."""
    graves = [one for one in (ours, theirs) if one is not None and is_tombstone(one)]
    return min(graves, key=lambda one: (str(one[ERASED]), str(one.get("updated", "")))) if graves else None


def without(document: Document, people: Collection[str]) -> Document:
    """The document without what others hold of these people: events, lines, roles, relations, duties, cards.

    Their own records stay; so does that they took part in an activity.
    """
    if not people:
        return document
    done: Document = {}
    for table, records in document.items():
        if table == "events":
            kept = {key: one for key, one in records.items() if one.get("record") not in people}
        elif table == "profiles":
            kept = {key: one for key, one in records.items() if key not in people}
        else:
            strip = _STRIPS.get(table)
            kept = {key: strip(one, people) if strip else one for key, one in records.items()}
        if kept or not records:
            done[table] = kept
    return done


def _person(record: dict[str, Any], people: Collection[str]) -> dict[str, Any]:
    """A contact without lines to these people."""
    kept = _keyed(record, ("ties",), people)
    return {name: value for name, value in kept.items() if name != "reports_to" or value not in people}


def _deal(record: dict[str, Any], people: Collection[str]) -> dict[str, Any]:
    """A deal without their roles, and without them in its decisions and duties, whose state stays."""
    kept = _keyed(record, ("roles",), people)
    for name in ("decisions", "duties"):
        slots = kept.get(name)
        if isinstance(slots, Mapping):
            kept[name] = {key: _slot(slot, people) for key, slot in slots.items()}
    return kept


def _slot(slot: Any, people: Collection[str]) -> Any:
    if not isinstance(slot, Mapping) or slot.get("contact") not in people:
        return slot
    return {name: value for name, value in slot.items() if name != "contact"}


def _rival(record: dict[str, Any], people: Collection[str]) -> dict[str, Any]:
    """A rival's presence without how its representative stands with them."""
    return _keyed(record, ("relations",), people)


def _keyed(record: dict[str, Any], names: tuple[str, ...], people: Collection[str]) -> dict[str, Any]:
    """A record whose fields of these names, kept by the id of a person, do not name these people."""
    kept = dict(record)
    for name in names:
        held = kept.get(name)
        if isinstance(held, Mapping) and not held.keys().isdisjoint(people):
            left = {key: value for key, value in held.items() if key not in people}
            kept[name] = left
            if not left:
                del kept[name]
    return kept


_STRIPS: Mapping[str, Callable[[dict[str, Any], Collection[str]], dict[str, Any]]] = {
    PEOPLE: _person,
    "opportunities": _deal,
    "rivals": _rival,
}
