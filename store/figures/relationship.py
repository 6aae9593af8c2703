"""Where we stand with the people of an account or a deal: status and warnings (C16, C18)."""

from __future__ import annotations

from typing import Literal

import msgspec

from kamtui.store.figures.circle import Circle
from kamtui.store.records import Contact

Light = Literal["unknown", "red", "amber", "green"]
FlagId = Literal[
    "few-contacts", "no-decider-met", "no-decider", "two-deciders", "no-opponent", "outnumbered", "no-coach"
]


class Status(msgspec.Struct, frozen=True):
    """The relationship status of a deal or an account, and the people it rests on (C16)."""

    light: Light
    """`unknown` where nobody is on the map; red without a key supporter, amber with one, green with one who decides."""
    step: int
    """0 nobody on the map, 1 nobody is key, 2 no key person supports us, 3 there is a key supporter."""
    key: tuple[str, ...]
    """Ids of the key people."""
    supporters: tuple[str, ...]
    """Ids of those of them whose attitude is +1 or +2."""
    deciding: tuple[str, ...]
    """Ids of those of the supporters who decide or approve."""


class Flag(msgspec.Struct, frozen=True):
    """Something to worry about on the map: `n` is what was counted, `limit` what it is held against (C18)."""

    id: FlagId
    n: int = 0
    limit: int = 0


def status(circle: Circle) -> Status:
    """Red, amber or green by the key people who support us (C16, after Altify's map status).

    A person is key from the method's `key_influence`, or with a role that decides. A supporter has an attitude of at
    least +1; someone whose attitude is not known is none.
    """
    key = [person for person in circle.people if circle.is_key(person)]
    supporters = [person for person in key if _attitude(person) >= 1]
    deciding = [person for person in supporters if circle.decides(person)]
    step = 0 if not circle.people else 1 if not key else 2 if not supporters else 3
    light: Light = "unknown" if not circle.people else "red" if not supporters else "green" if deciding else "amber"
    return Status(light, step, _ids(key), _ids(supporters), _ids(deciding))


def flags(circle: Circle) -> list[Flag]:
    """What is wrong on the map: too few contacts, no way to the decider, nobody known to be against us (C18).

    `few-contacts` and `no-decider-met` look back as many days as the method's rules say. Whether nobody is against us
    is only asked where attitudes are known; we are outnumbered where there are opponents and no more supporters.
    """
    limits = circle.method.thresholds
    fresh = [each for each in circle.people if _met_within(circle, each, limits["no_activity_days"])]
    deciders = [each for each in circle.people if circle.decides(each)]
    found: list[Flag] = []
    if len(fresh) < limits["contacts_at_least"]:
        found.append(Flag("few-contacts", len(fresh), limits["contacts_at_least"]))
    if not deciders:
        found.append(Flag("no-decider"))
    elif not any(_met_within(circle, each, limits["decider_contact_days"]) for each in deciders):
        found.append(Flag("no-decider-met", len(deciders), limits["decider_contact_days"]))
    if circle.deal is not None and len(deciders) > 1:
        found.append(Flag("two-deciders", len(deciders), 1))
    known = [value for each in circle.people if (value := each.attitude.value) is not None]
    for_us, against = sum(value > 0 for value in known), sum(value < 0 for value in known)
    if known and not against:
        found.append(Flag("no-opponent", 0, 1))
    elif against and for_us <= against:
        found.append(Flag("outnumbered", against, for_us))
    if circle.people and not any(each.coach for each in circle.people):
        found.append(Flag("no-coach"))
    return found


def _attitude(person: Contact) -> int:
    """The attitude, or 0 where it is not known: enough to tell supporters from the rest."""
    return person.attitude.value or 0


def _met_within(circle: Circle, person: Contact, days: int) -> bool:
    last = circle.last(person)
    return last is not None and (circle.today - last).days <= days


def _ids(people: list[Contact]) -> tuple[str, ...]:
    return tuple(person.id for person in people)
