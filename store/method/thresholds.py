"""What the numbers of a method's thresholds have to be like, so that the figures that use them can be worked out."""

from __future__ import annotations

from collections.abc import Mapping

from kamtui.store.method.node import Node, SourceError
from kamtui.store.text.words import word

_WEIGHTS = (
    ("health_profile", "health_players", "health_plan", "health_satisfaction"),
    ("selection_buying_power", "selection_market_position", "selection_strategic_position", "selection_cooperation"),
)
"""Groups of weights: none is below 0, and one at least is above (C20, C21)."""
_OF_A_HUNDRED = (
    "health_quiet_points", "health_silent_points", "tier_a_points", "tier_b_points", "abc_a_percent", "abc_b_percent",
    "retention_percent",
)  # fmt: skip
_NOT_NEGATIVE = ("health_quiet_days", "discount_percent", "churn_gaps")
_RISING = (
    ("health_quiet_days", "health_silent_days"), ("tier_b_points", "tier_a_points"), ("abc_a_percent", "abc_b_percent"),
)  # fmt: skip
"""Pairs of which the second has to be larger (C20, C21, C33)."""


def checked(nodes: Mapping[str, Node]) -> dict[str, int]:
    """The thresholds by name. Raises SourceError at the number that cannot be."""
    values = {name: node.whole() for name, node in nodes.items()}
    for name in _OF_A_HUNDRED:
        nodes[name].whole(0, 100)
    for name in (*_NOT_NEGATIVE, *(name for group in _WEIGHTS for name in group)):
        nodes[name].whole(0)
    for group in _WEIGHTS:
        if not any(values[name] for name in group):
            last = nodes[group[-1]]
            raise SourceError(last.file, last.line, "0", word("method.want-a-weight", names=", ".join(group)))
    for low, high in _RISING:
        if values[low] >= values[high]:
            raise nodes[high].error(word("method.want-above", name=low, value=values[low]))
    return values
