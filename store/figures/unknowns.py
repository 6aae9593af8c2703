"""What we do not know about the people of a deal or an account, what matters most now first (A4.11, A4.19, A4.21)."""

from __future__ import annotations

from typing import Literal

import msgspec

from kamtui.store.figures.circle import Circle, certainty
from kamtui.store.figures.coverage import holders, seats
from kamtui.store.records import Contact

What = Literal[
    "seat", "role", "attitude", "influence", "source", "faded", "hot_button", "hot_proof", "level", "function"
]
WORTH: dict[What, int] = {
    "seat": 6, "role": 5, "attitude": 5, "influence": 4, "source": 3, "hot_button": 3, "faded": 2, "level": 2,
    "function": 2, "hot_proof": 1,
}  # fmt: skip
"""How much it helps to know it; our own proposal."""
NOW, SEATED, ELSEWHERE = 3, 2, 1
"""What multiplies it: for a seat that the stage asks for, for other seats of the deal and key people, for the rest."""


class Unknown(msgspec.Struct, frozen=True):
    """One thing that we do not know."""

    what: What
    person: str
    """Id of the contact; "" for an empty seat."""
    seat: str
    """Of an empty seat its id and its group; "" for a person."""
    group: str
    worth: int
    """`WORTH` times how much the person or seat counts now."""


def unknowns(circle: Circle) -> list[Unknown]:
    """Everything that is not known, the most worth first, then the most influential person.

    A rating counts as unknown without a value, as without a ground where nobody said the source, and as faded from the
    method's half-life on.
    """
    counts: dict[str, int] = {}
    found: list[Unknown] = []
    for seat in seats(circle.deal, circle.method):
        share = NOW if seat.now else SEATED
        people = holders(seat, circle)
        if not people:
            found.append(Unknown("seat", "", seat.id, seat.group, WORTH["seat"] * share))
        for person in people:
            counts[person.id] = max(counts.get(person.id, 0), share)
    for person in circle.people:
        share = max(counts.get(person.id, 0), SEATED if circle.is_key(person) else ELSEWHERE)
        found += [Unknown(what, person.id, "", "", WORTH[what] * share) for what in _of(circle, person)]
    order = {person.id: -(person.influence.value or 0) for person in circle.people}
    return sorted(found, key=lambda one: (-one.worth, order.get(one.person, -9), one.person, one.seat))


def _of(circle: Circle, person: Contact) -> list[What]:
    """What is not known of one person."""
    states = [certainty(rating, circle.method, circle.today) for rating in (person.attitude, person.influence)]
    checks: tuple[tuple[What, bool], ...] = (
        ("role", not circle.roles(person)),
        ("attitude", states[0] == "unknown"),
        ("influence", states[1] == "unknown"),
        ("source", "unverified" in states),
        ("faded", "faded" in states),
        ("hot_button", not person.hot_button),
        ("hot_proof", bool(person.hot_button) and not person.hot_button_proof),
        ("level", not person.level),
        ("function", not person.function),
    )
    return [what for what, missing in checks if missing]
