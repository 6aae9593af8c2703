"""The people of an account over time: the map as of a day, what changed since, turning points (A3.08, B5.8, B5.9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec

from kamtui.store.figures.past import patched
from kamtui.store.records import Contact, Event, Opportunity

ChangeId = Literal["new", "left", "side", "attitude", "influence", "closeness", "coach"]


class Moved(msgspec.Struct, frozen=True):
    """Something that changed with a person between two days."""

    id: ChangeId
    """`side` where the attitude went from for to against us or back; `left` for who left or was archived."""
    person: str
    old: Any = None
    new: Any = None


class Turn(msgspec.Struct, frozen=True):
    """The day on which a relationship reached a turning point."""

    day: dt.date
    step: int
    """1 … 5."""


def people_as_of(people: Iterable[Contact], events: Iterable[Event], day: dt.date) -> list[Contact]:
    """The people whom we knew at the end of `day`, with the ratings they had then.

    Changes after that day are taken back, the latest first. A person was known from the first rating or event, at the
    latest from when the record was made. Events carry the day in UTC.
    """
    later, first = _by_record(events, Contact.table, day)
    found = []
    for person in people:
        then = _taken_back(person, later.get(person.id, ()))
        born = min(filter(None, (first.get(person.id), _day(person), *_rated(then))), default=None)
        if born is None or born <= day:
            found.append(then)
    return found


def deals_as_of(deals: Iterable[Opportunity], events: Iterable[Event], day: dt.date) -> list[Opportunity]:
    """The deals with the roles that people had in them at the end of `day`."""
    later, _ = _by_record(events, Opportunity.table, day)
    return [
        _taken_back(deal, [each for each in later.get(deal.id, ()) if each.field in ("roles", "stage", "status")])
        for deal in deals
    ]


def people_changes(people: Iterable[Contact], events: Iterable[Event], since: dt.date) -> list[Moved]:
    """What changed since the end of `since`: new people, lost people, who changed sides, ratings (B5.8)."""
    now = list(people)
    told = list(events)
    before = {person.id: person for person in people_as_of(now, told, since)}
    found: list[Moved] = []
    for person in now:
        old = before.get(person.id)
        gone = person.left is not None or person.archived
        if old is None:
            found += [] if gone else [Moved("new", person.id)]
            continue
        if old.archived or (old.left is not None and old.left <= since):
            continue
        if gone:
            found.append(Moved("left", person.id))
        found += _rating_moves(old, person)
        if old.coach != person.coach:
            found.append(Moved("coach", person.id, old.coach, person.coach))
    return found


def turns(person: Contact, events: Iterable[Event]) -> list[Turn]:
    """The turning points that the relationship with a person has reached, with their days, the earliest first.

    They are read from the events of the closeness; where there are none, from the rating itself and its day.
    """
    told = [each for each in events if each.record == person.id and each.field == "closeness"]
    found: list[Turn] = []
    if told:
        start = told[0].old
        day = _iso(start.get("date")) if isinstance(start, dict) else None
        if day and isinstance(start, dict) and isinstance(start.get("value"), int):
            found.append(Turn(day, start["value"]))
    for event in told:
        said = event.new
        if isinstance(said, dict) and isinstance(said.get("value"), int):
            found.append(Turn(_iso(said.get("date")) or event.at.date(), said["value"]))
    rating = person.closeness
    if not found and rating.value is not None and rating.date is not None:
        found.append(Turn(rating.date, rating.value))
    return sorted(found, key=lambda turn: turn.day)


def account_turns(people: Iterable[Contact], events: Iterable[Event]) -> list[Turn]:
    """The best turning point that anyone at the account had reached, each time that it changed."""
    told = list(events)
    steps = sorted(
        ((turn.day, person.id, turn.step) for person in people for turn in turns(person, told)),
        key=lambda each: each[0],
    )
    now: dict[str, int] = {}
    found: list[Turn] = []
    for day, person, step in steps:
        now[person] = step
        best = max(now.values())
        if found and found[-1].day == day:
            found[-1] = Turn(day, best)
        elif not found or found[-1].step != best:
            found.append(Turn(day, best))
    return found


def _rating_moves(old: Contact, new: Contact) -> list[Moved]:
    found: list[Moved] = []
    before, after = old.attitude.value, new.attitude.value
    if before != after:
        crossed = before is not None and after is not None and before * after < 0
        found.append(Moved("side" if crossed else "attitude", new.id, before, after))
    names: tuple[Literal["influence", "closeness"], ...] = ("influence", "closeness")
    for name in names:
        was, now = getattr(old, name).value, getattr(new, name).value
        if was != now:
            found.append(Moved(name, new.id, was, now))
    return found


def _by_record(
    events: Iterable[Event], table: str, day: dt.date
) -> tuple[Mapping[str, list[Event]], Mapping[str, dt.date]]:
    """By record the events after a day, and the day of its first event."""
    later: dict[str, list[Event]] = {}
    first: dict[str, dt.date] = {}
    for event in events:
        if event.kind != table:
            continue
        first[event.record] = min(event.at.date(), first.get(event.record, dt.date.max))
        if event.at.date() > day:
            later.setdefault(event.record, []).append(event)
    return later, first


def _taken_back(record: Any, later: Iterable[Event]) -> Any:
    """A record with the changes of these events taken back, the latest first."""
    patch: dict[str, Any] = {}
    for event in sorted(later, key=lambda each: (each.at, each.id), reverse=True):
        if event.field in record.__struct_fields__:
            patch[event.field] = event.old
    return patched(record, patch) if patch else record


def _day(person: Contact) -> dt.date | None:
    return person.created.date() if person.created else None


def _rated(person: Contact) -> list[dt.date | None]:
    ratings = (person.attitude, person.influence, person.closeness)
    return [rating.date for rating in ratings if rating.value is not None]


def _iso(text: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(text))
    except ValueError:
        return None
