"""The people around a deal or an account: their roles there, how sure our ratings are, who is key (A4.08, B5.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from kamtui.store.figures.deciders import deciding_roles, is_key, roles_in
from kamtui.store.method.model import Method
from kamtui.store.records import Activity, Contact, Opportunity, Rating

Certainty = Literal["sure", "faded", "unverified", "unknown"]


class Circle(msgspec.Struct, frozen=True):
    """The people of one account, seen from one deal, or from all its open deals together."""

    people: tuple[Contact, ...]
    """Those who are still there."""
    deals: tuple[Opportunity, ...]
    met: Mapping[str, tuple[Activity, ...]]
    """By contact the activities with them, the latest first."""
    today: dt.date
    method: Method

    @property
    def deal(self) -> Opportunity | None:
        """The deal, where there is only one."""
        return self.deals[0] if len(self.deals) == 1 else None

    def roles(self, person: Contact) -> tuple[str, ...]:
        """The roles of a person in these deals; those of the contact where no deal names the person."""
        return roles_in(self.deals, person)

    def last(self, person: Contact) -> dt.date | None:
        """The day on which the person was met last."""
        return next((each.date for each in self.met.get(person.id, ()) if each.date), None)

    def decides(self, person: Contact) -> bool:
        """Whether the person decides or approves, by role."""
        return not deciding_roles(self.method).isdisjoint(self.roles(person))

    def is_key(self, person: Contact) -> bool:
        """Whether the person has great influence, or decides or approves (C16)."""
        return is_key(person.influence.value, self.roles(person), self.method)


def circle(
    people: Iterable[Contact],
    deals: Iterable[Opportunity],
    activities: Iterable[Activity],
    method: Method,
    today: dt.date,
) -> Circle:
    """The circle of people who are still there; of several deals the open ones count, of one that one."""
    given = tuple(deals)
    if len(given) > 1:
        given = tuple(deal for deal in given if deal.status == "open" and not deal.archived)
    met: dict[str, list[Activity]] = {}
    for activity in activities:
        if activity.date and activity.date <= today and not activity.archived:
            for person in activity.contacts:
                met.setdefault(person, []).append(activity)
    sorted_met = {
        person: tuple(sorted(each, key=lambda one: (one.date or dt.date.min, one.id), reverse=True))
        for person, each in met.items()
    }
    present = tuple(each for each in people if not each.archived and (each.left is None or each.left > today))
    return Circle(present, given, sorted_met, today, method)


def freshness(days: int | None, half_life: int) -> float:
    """How much of something is left after so many days: 1 today, half after each half-life; 0 where no day is known."""
    if days is None:
        return 0.0
    return float(0.5 ** (max(days, 0) / half_life))


def certainty(rating: Rating, method: Method, today: dt.date) -> Certainty:
    """How far a rating can be relied on: unknown, without a source, faded below half, or sure (B5.6)."""
    if rating.value is None:
        return "unknown"
    if not rating.source:
        return "unverified"
    days = (today - rating.date).days if rating.date else None
    return "sure" if freshness(days, method.thresholds["rating_half_life_days"]) >= 0.5 else "faded"
