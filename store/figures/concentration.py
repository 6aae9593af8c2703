"""How much of the sales hangs on how few: ABC classes, top shares, the Herfindahl-Hirschman index (C33, C34)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

A_UP_TO, B_UP_TO = 0.80, 0.95
"""Cumulated share before an account, below which it is A or B."""
LOOSE, TIGHT = 1000, 1800
"""Bands of the index, borrowed from the merger guidelines of 2023; made for markets, here for orientation only."""


class Ranked(msgspec.Struct, frozen=True):
    """One account in the order of its sales."""

    name: str
    value: int
    share: float
    """Of all, 0 … 1."""
    cumulated: float
    """Share of it and of all before it."""
    group: str
    """A, B or C; the account that crosses a line is in the upper class."""
    within: str
    """The same where the account that crosses a line is in the lower class: A is a cumulated share up to the line."""


class Concentration(msgspec.Struct, frozen=True):
    """How concentrated some values are."""

    n: int
    index: float
    """Σ (100·share)², 0 … 10,000 (C34)."""
    effective: float
    """10,000 ÷ index: as many accounts of one size would be as concentrated."""
    normalised: float | None
    """(H − 1/n) ÷ (1 − 1/n) with H = Σ share²; None for a single account."""
    excluded: int
    """Values that are not above 0, which have no share."""

    @property
    def band(self) -> str:
        """`loose`, `middle` or `tight`."""
        return "loose" if self.index < LOOSE else "middle" if self.index <= TIGHT else "tight"


def abc(values: Mapping[str, int], a: float = A_UP_TO, b: float = B_UP_TO) -> list[Ranked]:
    """Names by value, the largest first, with their class (C33).

    Class A while the cumulated share *before* the item is below `a`, B while below `b`, C after: the item that crosses
    a line stays in the upper class; `within` is the class by the share with the item. Values not above 0 come last and
    are C; with no value above 0 every share is 0.
    """
    whole = sum(value for value in values.values() if value > 0)
    ranked, before = [], 0
    for name, value in sorted(values.items(), key=lambda item: (-item[1], item[0])):
        own = max(value, 0)
        group = "C" if own == 0 else "A" if before < a * whole else "B" if before < b * whole else "C"
        before += own
        within = "C" if own == 0 else "A" if before <= a * whole else "B" if before <= b * whole else "C"
        ranked.append(
            Ranked(name, value, own / whole if whole else 0.0, before / whole if whole else 0.0, group, within)
        )
    return ranked


def top_share(values: Sequence[int], part: float = 0.2) -> float | None:
    """Share of the sum held by the largest `part` of the values, at least one (C33); None where the sum is not above 0.

    A part of an account does not count: 20 % of 4,338 are 867.
    """
    known = sorted((value for value in values if value > 0), reverse=True)
    count = max(1, int(len(known) * part + 1e-9))
    return sum(known[:count]) / sum(known) if known else None


def top_n_share(values: Sequence[int], n: int) -> float | None:
    """CR_n: the share of the n largest (C34); None where nothing is above 0."""
    known = sorted((value for value in values if value > 0), reverse=True)
    return sum(known[:n]) / sum(known) if known else None


def concentration(values: Sequence[int]) -> Concentration | None:
    """The index and what follows from it (C34); None where nothing is above 0."""
    known = [value for value in values if value > 0]
    if not known:
        return None
    whole, n = sum(known), len(known)
    squares = sum((value / whole) ** 2 for value in known)
    normalised = (squares - 1 / n) / (1 - 1 / n) if n > 1 else None
    return Concentration(n, 10_000 * squares, 1 / squares, normalised, len(values) - n)
