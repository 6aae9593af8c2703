"""Who has to be won for a deal in its stage, and how well those people are covered (A4.07, A4.12, C17)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import msgspec

from kamtui.store.figures.circle import Circle, certainty, freshness
from kamtui.store.method.model import Method
from kamtui.store.records import Activity, Contact, Opportunity

Group = Literal["functions", "levels", "roles"]
Gap = Literal["empty", "attitude", "influence", "not-met", "faded", "unverified", "against"]
MET: tuple[float, ...] = (0.0, 0.25, 0.5, 0.75, 1.0)
"""How far a person is covered: not known, not met, met once, several times, known in depth (C17)."""


class Seat(msgspec.Struct, frozen=True):
    """One place at the table: a function, a level or a role that counts for the deal now."""

    id: str
    group: Group
    now: bool
    """Whether the stage asks for it; else the decision mode does, in every stage."""


class Score(msgspec.Struct, frozen=True):
    """How far a seat is covered, with everything that goes into it (C17)."""

    seat: Seat
    holder: str
    """Id of the person who counts, the most influential one; "" for an empty seat."""
    people: tuple[str, ...]
    """Ids of all who sit there."""
    weight: float
    """Influence of the holder, or the method's `unknown_seat_weight`, times the share that the mode gives the level."""
    met: float
    """One of `MET`."""
    fresh: float
    """0.5 to the power of days since the last contact over the half-life; what was last heard of the person where
    there was no contact."""
    attitude: float
    """(attitude + 2) ÷ 4, and 0.25 where it is not known."""
    gaps: tuple[Gap, ...]

    @property
    def covered(self) -> float:
        """Between 0 and 1."""
        return self.met * self.fresh * self.attitude


class Coverage(msgspec.Struct, frozen=True):
    """The coverage of a deal: 100 × Σ weight·met·fresh·attitude ÷ Σ weight (C17)."""

    value: float | None
    """0 … 100; None where the method names no seats for the stage."""
    seats: tuple[Score, ...]


class Touch(msgspec.Struct, frozen=True):
    """Whether someone of a seat was met since the deal entered its stage (A4.07)."""

    seat: Seat
    people: tuple[str, ...]
    last: Activity | None
    """The latest activity with any of them in this stage."""


def seats(deal: Opportunity | None, method: Method) -> list[Seat]:
    """The seats of a deal: those that its stage focuses on, then those of its decision mode.

    A deal whose decision mode is not known asks for the roles that decide; without a deal only those count.
    """
    stage = method.stage(deal.stage) if deal else None
    mode = next((one for one in method.decision_modes if deal and one.id == deal.decision_mode), None)
    deciding = tuple(role.id for role in method.roles if role.decides)
    wanted = dict.fromkeys(stage.focus if stage else (), True)
    for name in mode.seats if mode else deciding:
        wanted.setdefault(name, False)
    groups = [(name, _group(method, name)) for name in wanted]
    return [Seat(name, group, wanted[name]) for name, group in groups if group]


def holders(seat: Seat, circle: Circle) -> list[Contact]:
    """Who sits there, the most influential first."""
    match seat.group:
        case "functions":
            found = [each for each in circle.people if each.function == seat.id]
        case "levels":
            found = [each for each in circle.people if each.level == seat.id]
        case "roles":
            found = [each for each in circle.people if seat.id in circle.roles(each)]
    return sorted(found, key=lambda each: (-(each.influence.value or 0), each.id))


def coverage(circle: Circle) -> Coverage:
    """How well the people who count for the deal are covered, from 0 to 100, seat by seat (C17).

    An empty seat counts with its weight and nothing covered. Weights and the seats are kamtui's own proposal and
    stand in the method.
    """
    scores = tuple(_score(seat, circle) for seat in seats(circle.deal, circle.method))
    whole = sum(score.weight for score in scores)
    value = 100 * sum(score.weight * score.covered for score in scores) / whole if whole else None
    return Coverage(value, scores)


def touches(circle: Circle) -> list[Touch]:
    """For each seat of the deal's stage, who sits there and when they were met in this stage, by whom (A4.07)."""
    since = circle.deal.stage_since if circle.deal else None
    found = []
    for seat in seats(circle.deal, circle.method):
        people = holders(seat, circle)
        met = [each for person in people for each in circle.met.get(person.id, ()) if _is_since(each, since)]
        last = max(met, key=lambda each: (each.date or dt.date.min, each.id), default=None)
        found.append(Touch(seat, tuple(person.id for person in people), last))
    return found


def touched(found: Iterable[Touch]) -> tuple[int, int]:
    """How many of the seats that the stage asks for were met in it, and how many there are."""
    now = [touch for touch in found if touch.seat.now]
    return sum(touch.last is not None for touch in now), len(now)


def _is_since(activity: Activity, since: dt.date | None) -> bool:
    return activity.date is not None and (since is None or activity.date >= since)


def _group(method: Method, name: str) -> Group | None:
    groups: tuple[Group, ...] = ("functions", "levels", "roles")
    return next((group for group in groups if any(one.id == name for one in method.entries(group))), None)


def _score(seat: Seat, circle: Circle) -> Score:
    people = holders(seat, circle)
    unknown = circle.method.thresholds["unknown_seat_weight"]
    if not people:
        return Score(seat, "", (), float(unknown), MET[0], 0.0, 0.25, ("empty",))
    person = people[0]
    weight = (person.influence.value or unknown) * _share(seat, person, circle)
    days = _days(person, circle)
    fresh = freshness(days, circle.method.thresholds["relationship_half_life_days"])
    value = person.attitude.value
    attitude = 0.25 if value is None else (min(max(value, -2), 2) + 2) / 4
    ids = tuple(each.id for each in people)
    return Score(seat, person.id, ids, weight, _met(person, circle), fresh, attitude, _gaps(person, circle, fresh))


def _share(seat: Seat, person: Contact, circle: Circle) -> float:
    """What the decision mode leaves of a weight; who decides by role counts fully at any level (A4.05, A4.12)."""
    deal = circle.deal
    mode = next((one for one in circle.method.decision_modes if deal and one.id == deal.decision_mode), None)
    if mode is None or seat.group == "roles":
        return 1.0
    return mode.weights.get(person.level, 100) / 100


def _met(person: Contact, circle: Circle) -> float:
    times = len(circle.met.get(person.id, ()))
    limits = circle.method.thresholds
    if times >= limits["coverage_in_depth"]:
        return MET[4]
    return MET[3] if times >= limits["coverage_several"] else MET[2] if times else MET[1]


def _days(person: Contact, circle: Circle) -> int | None:
    """Days since the last contact; without one, since the person was rated last."""
    last = circle.last(person)
    if last is None:
        rated = [each.date for each in (person.attitude, person.influence) if each.value is not None and each.date]
        last = max(rated, default=None)
    return (circle.today - last).days if last else None


def _gaps(person: Contact, circle: Circle, fresh: float) -> tuple[Gap, ...]:
    found: list[Gap] = []
    if not circle.met.get(person.id):
        found.append("not-met")
    elif fresh < 0.5:
        found.append("faded")
    if person.attitude.value is None:
        found.append("attitude")
    elif person.attitude.value < 0:
        found.append("against")
    if person.influence.value is None:
        found.append("influence")
    if certainty(person.attitude, circle.method, circle.today) == "unverified":
        found.append("unverified")
    return tuple(found)
