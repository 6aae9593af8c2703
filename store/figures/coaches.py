"""Coaches: how far we have come on the ladder, whom to win next, and how to stay in touch meanwhile (A4.13-A4.15)."""

from __future__ import annotations

import datetime as dt

import msgspec

from kamtui.store.figures.circle import Circle
from kamtui.store.records import Contact


class Rung(msgspec.Struct, frozen=True):
    """One level of the ladder, from the lowest up (A4.14)."""

    level: str
    coaches: tuple[str, ...]
    people: int
    """How many people of the level we know."""
    next: str
    """Id of the person who is the easiest to win next there; "" where nobody comes into question."""


class Upkeep(msgspec.Struct, frozen=True):
    """When a coach is to hear from us next while no deal runs (A4.15)."""

    person: str
    way: str
    """Id of the way of keeping in touch; "" where none is chosen."""
    days: int
    last: dt.date | None
    due: dt.date
    cost: int
    """Of one time, in the main unit of the workspace's currency."""
    yearly: int
    """What that comes to in 365 days, rounded up to whole times."""

    def late(self, today: dt.date) -> int:
        """Days since it was due, 0 where it is not late."""
        return max((today - self.due).days, 0)


def ladder(circle: Circle) -> list[Rung]:
    """Coverage per level from low to high, and on each the easiest next candidate.

    The easiest is who thinks best of us, then who is closest to us, then who was met most often; someone who is
    against us does not come into question.
    """
    rungs = []
    for level in reversed(circle.method.levels):
        there = [person for person in circle.people if person.level == level.id]
        coaches = tuple(person.id for person in there if person.coach)
        open_to_us = [person for person in there if not person.coach and (person.attitude.value or 0) >= 0]
        best = min(open_to_us, key=lambda person: _ease(person, circle), default=None)
        rungs.append(Rung(level.id, coaches, len(there), best.id if best else ""))
    return rungs


def next_candidate(rungs: list[Rung]) -> str:
    """Whom to win next: on the lowest level without a coach where someone comes into question, else anywhere."""
    bare = [rung.next for rung in rungs if rung.next and not rung.coaches]
    return next(iter(bare or [rung.next for rung in rungs if rung.next]), "")


def upkeep(circle: Circle) -> list[Upkeep]:
    """The plan for every coach, the latest first; a coach for whom no way is chosen has the method's first one.

    A coach who was never met is due today.
    """
    ways = {way.id: way for way in circle.method.upkeep_ways}
    first = next(iter(ways.values()), None)
    found = []
    for person in circle.people:
        way = ways.get(person.upkeep, first)
        if not person.coach or way is None:
            continue
        last = circle.last(person)
        due = last + dt.timedelta(days=way.days) if last else circle.today
        yearly = way.cost * -(-365 // way.days)
        found.append(Upkeep(person.id, person.upkeep, way.days, last, due, way.cost, yearly))
    return sorted(found, key=lambda each: (each.due, each.person))


def is_idle(circle: Circle) -> bool:
    """Whether no deal runs, which is when the upkeep plan counts."""
    return not any(deal.status == "open" for deal in circle.deals)


def _ease(person: Contact, circle: Circle) -> tuple[int, int, int, str]:
    met = len(circle.met.get(person.id, ()))
    return -(person.attitude.value or 0), -(person.closeness.value or 0), -met, person.id
