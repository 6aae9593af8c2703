"""Numbers that look wrong: outliers, and groups whose unit is suspect (A9.03)."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence

FAR = 3.5
"""Modified z-score from which a value is an outlier (Iglewicz and Hoaglin)."""
TIMES = 3
"""Below so many times the median, or above that part of it, a value is a discount or a large order, not a mistake."""
FEWEST = 8
"""Below so many values nothing can be called unusual."""
UNIT = 100
"""A median so many times off the others' is more likely another unit than another size."""


def outliers(values: Mapping[str, float]) -> list[str]:
    """The names whose value is far off, the farthest first: 0.6745·|x − median| ÷ MAD above 3.5.

    Values are compared by their size: in logarithms where all are above 0, as amounts spread over orders of magnitude;
    there a value has to be three times off the median as well, however close together the others are.
    None with fewer than eight values, or where at least half of them are the same.
    """
    if len(values) < FEWEST:
        return []
    positive = min(values.values()) > 0
    scaled = {name: math.log(value) for name, value in values.items()} if positive else dict(values)
    middle = statistics.median(scaled.values())
    spread = statistics.median(abs(value - middle) for value in scaled.values())
    if not spread:
        return []
    off = {name: abs(value - middle) for name, value in scaled.items()}
    least = math.log(TIMES) if positive else 0.0
    far = (name for name, value in off.items() if 0.6745 * value / spread > FAR and value >= least)
    return sorted(far, key=lambda name: -off[name])


def suspect_units(groups: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """By group how many times its median is off that of all the other groups together, where that is 100 or more.

    A group is an import, a month, an owner: whatever may have used yuan for ten thousand yuan. Values not above 0 do
    not count, and groups with fewer than eight are not judged.
    """
    found = {}
    known = {name: [value for value in values if value > 0] for name, values in groups.items()}
    for name, own in known.items():
        others = [value for other, values in known.items() if other != name for value in values]
        if len(own) < FEWEST or len(others) < FEWEST:
            continue
        ratio = statistics.median(own) / statistics.median(others)
        if ratio >= UNIT or ratio <= 1 / UNIT:
            found[name] = ratio
    return found
