"""Weighted scores: selection of key accounts, health, criteria and vendor fit (C20, C21, C40, C41)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

HEALTH = ("profile", "players", "plan", "satisfaction")
"""The parts of an account's health (C20)."""
SELECTION = ("buying_power", "market_position", "strategic_position", "cooperation")
"""The four factors that make a key account (C21, A1.02)."""
Cuts = Sequence[tuple[str, float]]
"""Tiers, the best first, each with the points of 100 from which it is proposed."""


def health_weights(thresholds: Mapping[str, int]) -> dict[str, float]:
    """The weights of the parts of an account's health, as the method has them."""
    return {name: thresholds[f"health_{name}"] for name in HEALTH}


def selection_weights(thresholds: Mapping[str, int]) -> dict[str, float]:
    """The weights of the factors that make a key account, as the method has them."""
    return {name: thresholds[f"selection_{name}"] for name in SELECTION}


def tier_cuts(thresholds: Mapping[str, int]) -> Cuts:
    """From how many points which tier is proposed, as the method has them."""
    return ("A", thresholds["tier_a_points"]), ("B", thresholds["tier_b_points"]), ("C", 0)


class Scored(msgspec.Struct, frozen=True):
    """A score with what it rests on."""

    value: float
    """0 … 100."""
    known: float
    """Share of the weights whose rating is known, 0 … 1."""
    drivers: tuple[str, ...]
    """The factors by what they add, the strongest first."""


def score(ratings: Mapping[str, float | None], weights: Mapping[str, float], best: float) -> Scored | None:
    """Σ weight·rating ÷ Σ weight of the known ratings, as 0 … 100 of the `best` rating; None where none is known.

    C20 with ratings of 0 to 100, C21 with ratings of 1 to 5, C41 with scores of 0 to 5.
    """
    rated = {name: value for name in weights if (value := ratings.get(name)) is not None}
    whole = sum(weights[name] for name in rated)
    if not whole or best <= 0:
        return None
    parts = {name: weights[name] * rated[name] for name in rated}
    drivers = sorted(parts, key=lambda name: (-parts[name], name))
    return Scored(100 * sum(parts.values()) / (whole * best), whole / sum(weights.values()), tuple(drivers))


def proposed_tier(value: float, cuts: Cuts) -> str:
    """The tier that a score stands for."""
    return next((tier for tier, least in cuts if value >= least), "")


def to_next_tier(value: float, cuts: Cuts) -> tuple[str, float] | None:
    """The tier above and the points that are missing to it (A1.10); None at the top."""
    above = [(tier, least) for tier, least in cuts if least > value]
    return (above[-1][0], above[-1][1] - value) if above else None


def influence_on_criteria(marks: Sequence[tuple[str, float | None]]) -> float | None:
    """Σ weight of the criteria that favour us − Σ that favour a rival, ÷ Σ weight (C40): −1 … 1.

    Marks are pairs of "ours", "rival" or "" and the weight; None weighs 1. None without criteria.
    """
    weights = [1.0 if weight is None else weight for _, weight in marks]
    whole = sum(weights)
    if whole <= 0:
        return None
    signs = {"ours": 1, "rival": -1}
    return sum(signs.get(side, 0) * weight for (side, _), weight in zip(marks, weights, strict=True)) / whole
