"""Shares, growth, averages and intervals: what turns sums into figures (C04, C24, C25)."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence

Z95 = 1.96
"""Standard deviations on either side of 95 % of a normal distribution."""


def ratio(part: float | None, whole: float | None) -> float | None:
    """`part` ÷ `whole`; None ("n/a") where one of them is not known or the whole is 0."""
    return None if part is None or not whole else part / whole


def growth(now: float | None, then: float | None) -> float | None:
    """now ÷ then − 1 (C24); None where the base is not known or not above 0."""
    return None if now is None or then is None or then <= 0 else now / then - 1


def cagr(first: float, last: float, periods: int) -> float | None:
    """Compound growth per period, (last ÷ first)^(1/periods) − 1 (C24); None for a base not above 0 or no period."""
    return None if first <= 0 or last < 0 or periods < 1 else (last / first) ** (1 / periods) - 1


def wilson(hits: int, n: int, z: float = Z95) -> tuple[float, float] | None:
    """The interval in which a share of `hits` in `n` lies with 95 % (C04, Wilson 1927); None where n is 0."""
    if n == 0:
        return None
    share, spread = hits / n, z * z / n
    middle = share + spread / 2
    margin = z * math.sqrt(share * (1 - share) / n + spread / (4 * n))
    return max(0.0, (middle - margin) / (1 + spread)), min(1.0, (middle + margin) / (1 + spread))


def seasonality(years: Mapping[str, Sequence[float]]) -> list[float] | None:
    """By month or quarter of the year its mean ÷ the mean of all (C25); `years` holds the full years only.

    None with fewer than two full years, or where the mean is not above 0.
    """
    if len(years) < 2:
        return None
    columns = list(zip(*years.values(), strict=True))
    overall = statistics.fmean(value for column in columns for value in column)
    return [statistics.fmean(column) / overall for column in columns] if overall > 0 else None


def median(values: Sequence[float]) -> float | None:
    """The middle value; None of nothing."""
    return statistics.median(values) if values else None


def mean(values: Sequence[float]) -> float | None:
    """The average; None of nothing."""
    return statistics.fmean(values) if values else None
