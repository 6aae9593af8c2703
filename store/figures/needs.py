"""What a customer needs: by importance and urgency (A2.14), and who meets it best (A2.15, A5.10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from kamtui.store.records import Need

HIGH = 4
"""The grade, of 5, from which a need is important, or urgent."""
BEST = 5
"""How well a supplier can meet a need at most."""
SETTLED = ("met", "dropped")
"""States of a need that is no longer worked on."""
QUADRANTS = ("first", "plan", "quick", "later")
"""Important and urgent; important; urgent; neither (A2.14)."""


class Standing(msgspec.Struct, frozen=True):
    """One need with what is said of it."""

    need: Need
    quadrant: str
    """One of `QUADRANTS`; "" while a grade is not known."""
    fit: dict[str, int]
    """How well each supplier meets it, 0 … 5, by `us`, a rival's id, or a name that is neither's; the best first."""
    best: tuple[str, ...]
    """Who meets it best: several where they are equal, nobody where nothing is known or all have 0."""
    unread: tuple[str, ...]
    """Suppliers of whom something is said that is no number from 0 to 5."""


def need_order(need: Need) -> tuple[bool, int, str]:
    """Needs by importance × urgency, the highest first (A2.14); settled ones behind the others."""
    return need.status in SETTLED, -grade(need.importance) * grade(need.urgency), need.name


def grade(text: str) -> int:
    """A grade as a number; 0 while it is not known."""
    return int(text) if text.isdecimal() else 0


def quadrant(need: Need) -> str:
    """Where a need stands in the matrix of importance and urgency; "" while one of them is not known."""
    important, urgent = grade(need.importance), grade(need.urgency)
    if not (important and urgent):
        return ""
    return QUADRANTS[2 * (important < HIGH) + (urgent < HIGH)]


def need_map(needs: Iterable[Need], parties: Mapping[str, str]) -> list[Standing]:
    """Every need with its place in the matrix and who meets it best, in the order in which they matter.

    `parties` leads from what a supplier is called, folded by `folded`, to `us` or the rival's id.
    """
    return [_standing(need, parties) for need in sorted(needs, key=need_order)]


def folded(name: str) -> str:
    """A supplier's name for comparing."""
    return "".join(name.split()).casefold()


def met(text: str) -> int | None:
    """How well a supplier meets a need by what was written down, 0 … 5; None where that is no such number."""
    said = text.strip()
    return int(said) if said.isdecimal() and int(said) <= BEST else None


def _standing(need: Need, parties: Mapping[str, str]) -> Standing:
    said = {parties.get(folded(name), name): met(text) for name, text in need.fit.items()}
    known = {party: value for party, value in said.items() if value is not None}
    ranked = dict(sorted(known.items(), key=lambda each: (-each[1], each[0])))
    top = max(ranked.values(), default=0)
    best = tuple(party for party, value in ranked.items() if value == top) if top else ()
    return Standing(need, quadrant(need), ranked, best, tuple(party for party, value in said.items() if value is None))
