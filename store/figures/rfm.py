"""Recency, frequency and money of accounts, scored and put into the published groups (C29)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cache

import msgspec

BINS = 5
GROUPS: tuple[tuple[str, str], ...] = (
    ("hibernating", "[1-2][1-2]"),
    ("at-risk", "[1-2][3-4]"),
    ("cannot-lose", "[1-2]5"),
    ("about-to-sleep", "3[1-2]"),
    ("need-attention", "33"),
    ("loyal", "[3-4][4-5]"),
    ("promising", "41"),
    ("new", "51"),
    ("potential-loyalists", "[4-5][2-3]"),
    ("champions", "5[4-5]"),
)
"""By group which scores of recency and frequency it has; the published table of ten."""


class Bought(msgspec.Struct, frozen=True):
    """What an account bought in the window."""

    days_since: int
    """Since its last order."""
    orders: int
    amount: int


class Score(msgspec.Struct, frozen=True):
    """Scores from 1 to 5, 5 the best."""

    recency: int
    frequency: int
    money: int
    group: str

    @property
    def code(self) -> str:
        """The three digits: 544."""
        return f"{self.recency}{self.frequency}{self.money}"


DAY_SECONDS = 86_400


def days_since(then: tuple[int, int], now: tuple[int, int]) -> int:
    """Whole days between two moments, each a day as ordinal and the seconds since midnight + 1, 0 for a time not known.

    Where both times are known a day is over after 24 hours; else it is over at midnight.
    """
    days = now[0] - then[0]
    if then[1] and now[1]:
        return (days * DAY_SECONDS + now[1] - then[1]) // DAY_SECONDS
    return days


def rfm(accounts: Mapping[str, Bought]) -> dict[str, Score]:
    """Each account's scores and group (C29); accounts in the order of `accounts`.

    Recency and money are cut at the quintiles, so that equal values share a score. Orders are small whole numbers
    whose quintiles often coincide: they are ranked, equal ones in the order of `accounts`, and the ranks are cut.
    With fewer than 10 accounts all three are ranked, equal values of each with the mean of their ranks.
    """
    names = list(accounts)
    few = len(names) < 2 * BINS
    level: Callable[[Sequence[int]], list[float]] = _shared_ranks if few else list
    recency = [BINS + 1 - score for score in _scores(level([accounts[name].days_since for name in names]))]
    orders = [accounts[name].orders for name in names]
    frequency = _scores(level(orders) if few else _ranks(orders))
    money = _scores(level([accounts[name].amount for name in names]))
    return {
        name: Score(r, f, m, group_of(r, f))
        for name, r, f, m in zip(names, recency, frequency, money, strict=True)
    }  # fmt: skip


@cache
def group_of(recency: int, frequency: int) -> str:
    """The group of two scores from 1 to 5."""
    return next(name for name, pattern in GROUPS if re.fullmatch(pattern, f"{recency}{frequency}"))


def _ranks(values: Sequence[int]) -> list[float]:
    """By value its rank from 1, equal ones as they come."""
    ranks = [0.0] * len(values)
    for rank, place in enumerate(sorted(range(len(values)), key=lambda place: values[place]), 1):
        ranks[place] = rank
    return ranks


def _shared_ranks(values: Sequence[int]) -> list[float]:
    """By value the mean of the ranks that it has."""
    ordered = sorted(values)
    return [(1 + bisect_left(ordered, value) + bisect_right(ordered, value)) / 2 for value in values]


def _scores(values: Sequence[float]) -> list[int]:
    """By value its fifth, 1 the lowest; the upper edge of a fifth belongs to it."""
    ordered = sorted(values)
    edges = [quantile(ordered, step / BINS) for step in range(1, BINS)] if values else []
    return [1 + bisect_left(edges, value) for value in values]


def quantile(ordered: Sequence[float], part: float) -> float:
    """The value below which `part` of the sorted values lie, between two of them in proportion."""
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
