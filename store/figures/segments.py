"""Segments: accounts grouped by what they have in common (C45-C48, A8.*). Needs scikit-learn, the extra `segments`."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import msgspec

Way = Literal["kmeans", "ward", "average"]
Scale = Literal["z-score", "min-max"]
SEED = 20_240
_MODULES = ("cluster", "decomposition", "metrics")
MOST_GROUPS = 8
CLEAR = 0.25
"""A mean silhouette below this shows no clear structure (C48)."""
MOST_ROWS = {"ward": 500, "average": 500}
"""Hierarchical clustering is for so many rows at most (C47)."""


class SegmentsMissingError(Exception):
    """scikit-learn is not installed, or cannot be loaded."""


class TooManyGroupsError(ValueError):
    """More groups were asked for than there are distinct rows; `largest` is the most there can be."""

    def __init__(self, largest: int) -> None:
        """Say how many groups there can be."""
        super().__init__(str(largest))
        self.largest = largest


class Table(msgspec.Struct, frozen=True):
    """Rows to cluster: numbers by feature, with what was done to them."""

    features: tuple[str, ...]
    rows: tuple[tuple[float, ...], ...]
    dropped: tuple[str, ...] = ()
    """Features of which every row has the same value (C45)."""
    filled: dict[str, int] = {}
    """By feature how many missing values the median stands for."""


class Usual(msgspec.Struct, frozen=True):
    """The most frequent value of a choice in a group."""

    value: str
    share: float
    """Of the group's rows that have it."""
    overall: float
    """Of all rows."""


class Group(msgspec.Struct, frozen=True):
    """One segment against the whole."""

    number: int
    """From 1, the group with the largest mean sales first."""
    size: int
    means: dict[str, float]
    """By feature the mean of the group, in the feature's own unit."""
    apart: dict[str, float]
    """By feature how many standard deviations the group's mean is from that of all."""
    usual: dict[str, Usual] = {}
    """By feature that is a choice the most frequent value."""


class Segments(msgspec.Struct, frozen=True):
    """A clustering."""

    way: Way
    k: int
    labels: tuple[int, ...]
    """By row the number of its group."""
    silhouette: float | None
    groups: tuple[Group, ...]

    @property
    def clear(self) -> bool:
        """Whether the groups stand apart (C48)."""
        return self.silhouette is not None and self.silhouette >= CLEAR


def table(
    numbers: Mapping[str, Sequence[float | None]],
    choices: Mapping[str, Sequence[str]] | None = None,
    scale: Scale = "z-score",
) -> Table:
    """Features standardised for clustering (C45): z = (x − mean) ÷ population standard deviation.

    With the scale `min-max` they are (x − smallest) ÷ (largest − smallest), 0 … 1, instead.
    A missing number becomes the median and is counted; a feature without spread is dropped and named; a choice becomes
    one column per value, 1/√2 where it holds, so that two different choices are 1 apart.
    """
    columns: dict[str, list[float]] = {}
    dropped, filled = [], {}
    for name, values in numbers.items():
        known = [value for value in values if value is not None]
        if len(set(known)) < 2:
            dropped.append(name)
            continue
        if len(known) < len(values):
            filled[name] = len(values) - len(known)
        middle = statistics.median(known)
        full = [middle if value is None else value for value in values]
        mean, spread = statistics.fmean(full), statistics.pstdev(full)
        if scale == "min-max":
            mean, spread = min(full), max(full) - min(full)
        columns[name] = [(value - mean) / spread for value in full]
    for name, texts in (choices or {}).items():
        among = sorted(set(texts))
        if len(among) < 2:
            dropped.append(name)
            continue
        for value in among:
            columns[f"{name}={value}"] = [2**-0.5 if text == value else 0.0 for text in texts]
    rows = tuple(zip(*columns.values(), strict=True))
    return Table(tuple(columns), rows, tuple(dropped), filled)


def largest_k(rows: Sequence[Sequence[float]]) -> int:
    """The most groups there can be: distinct rows, and one fewer than rows (C46)."""
    return max(0, min(len(set(map(tuple, rows))), len(rows) - 1))


def cluster(
    rows: Sequence[Sequence[float]],
    k: int,
    way: Way = "kmeans",
    sales: Sequence[float] = (),
    originals: Mapping[str, Sequence[float | None]] | None = None,
    choices: Mapping[str, Sequence[str]] | None = None,
) -> Segments:
    """`k` groups of standardised rows: k-means++ with ten starts (C46), or Ward or average linkage cut at k (C47).

    The same rows give the same groups; they are numbered by mean `sales`. `originals` are the features in their own
    units and `choices` the texts, for the profiles.
    Raises TooManyGroupsError, and SegmentsMissingError without scikit-learn.
    """
    largest = largest_k(rows)
    if not 1 <= k <= largest:
        raise TooManyGroupsError(largest)
    if len(rows) > MOST_ROWS.get(way, len(rows)):
        raise ValueError(f"{way}: {len(rows)} > {MOST_ROWS[way]}")
    raw = _labels(rows, k, way)
    labels = _renumbered(raw, sales or [0.0] * len(rows))
    return Segments(way, k, labels, silhouette(rows, labels), _groups(labels, originals or {}, choices or {}))


def best(
    rows: Sequence[Sequence[float]],
    way: Way = "kmeans",
    sales: Sequence[float] = (),
    originals: Mapping[str, Sequence[float | None]] | None = None,
    choices: Mapping[str, Sequence[str]] | None = None,
    go_on: Callable[[], object] = lambda: None,
) -> tuple[Segments | None, dict[int, float]]:
    """The clustering with the highest mean silhouette for k = 2 … 8, and that of every k (C48); None if none fits.

    `go_on` is called before each k; what it raises ends the work.
    """
    tried = {}
    for k in range(2, min(MOST_GROUPS, largest_k(rows)) + 1):
        go_on()
        found = cluster(rows, k, way, sales, originals, choices)
        if found.silhouette is not None:
            tried[k] = found
    scores = {k: found.silhouette or 0.0 for k, found in tried.items()}
    chosen = max(scores, key=lambda k: (scores[k], -k), default=None)
    return (None if chosen is None else tried[chosen]), scores


def silhouette(rows: Sequence[Sequence[float]], labels: Sequence[int]) -> float | None:
    """The mean of (b − a) ÷ max(a, b) (C48); None unless there are 2 … n−1 groups."""
    if not 2 <= len(set(labels)) <= len(rows) - 1:
        return None
    return float(_sklearn("metrics").silhouette_score([list(row) for row in rows], list(labels)))


def principal(rows: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """The first two principal components of each row, for a scatter (A8.05); with one feature the second is 0."""
    count = min(2, len(rows[0]), len(rows)) if rows else 0
    if not count:
        return []
    points = _sklearn("decomposition").PCA(count, random_state=SEED).fit_transform([list(row) for row in rows])
    return [(float(point[0]), float(point[1]) if count > 1 else 0.0) for point in points]


def merges(rows: Sequence[Sequence[float]], way: Literal["ward", "average"] = "ward") -> list[tuple[int, int, float]]:
    """The joins of a dendrogram in order: two numbers and their distance; join i is called n + i (C47)."""
    if len(rows) < 2:
        return []
    model = _sklearn("cluster").AgglomerativeClustering(
        n_clusters=None, distance_threshold=0, linkage=way, compute_distances=True
    )
    model.fit([list(row) for row in rows])
    joined = zip(model.children_, model.distances_, strict=True)
    return [(int(pair[0]), int(pair[1]), float(distance)) for pair, distance in joined]


def prepare() -> None:
    """Import what is needed of scikit-learn, which takes seconds; a thread may do it.

    Raises SegmentsMissingError where that cannot be.
    """
    for module in _MODULES:
        _sklearn(module)


def _sklearn(module: str) -> Any:
    from importlib import import_module

    try:
        return import_module(f"sklearn.{module}")
    except Exception as error:  # a build that does not fit its numpy raises what it likes
        raise SegmentsMissingError from error


def _labels(rows: Sequence[Sequence[float]], k: int, way: Way) -> list[int]:
    if k == 1:
        return [0] * len(rows)
    points = [list(row) for row in rows]
    if way == "kmeans":
        model = _sklearn("cluster").KMeans(k, n_init=10, max_iter=300, random_state=SEED)
    else:
        model = _sklearn("cluster").AgglomerativeClustering(k, linkage=way)
    return [int(label) for label in model.fit_predict(points)]


def _renumbered(labels: Sequence[int], sales: Sequence[float]) -> tuple[int, ...]:
    """Groups numbered from 1 by mean sales, the largest first; equal ones by their first row."""
    order = sorted(
        set(labels),
        key=lambda label: (
            -statistics.fmean(value for value, own in zip(sales, labels, strict=True) if own == label),
            labels.index(label),
        ),
    )
    return tuple(order.index(label) + 1 for label in labels)


def _groups(
    labels: Sequence[int], originals: Mapping[str, Sequence[float | None]], choices: Mapping[str, Sequence[str]]
) -> tuple[Group, ...]:
    groups = []
    for number in sorted(set(labels)):
        means, apart = {}, {}
        for name, values in originals.items():
            known = [value for value in values if value is not None]
            own = [value for value, label in zip(values, labels, strict=True) if label == number and value is not None]
            if own:
                means[name] = statistics.fmean(own)
                spread = statistics.pstdev(known)
                apart[name] = (means[name] - statistics.fmean(known)) / spread if spread else 0.0
        usual = {name: _usual(labels, number, texts) for name, texts in choices.items()}
        groups.append(Group(number, labels.count(number), means, apart, usual))
    return tuple(groups)


def _usual(labels: Sequence[int], number: int, texts: Sequence[str]) -> Usual:
    """The most frequent text of a group; of equally frequent ones the first in the order of letters."""
    own = Counter(text for text, label in zip(texts, labels, strict=True) if label == number)
    value, n = min(own.items(), key=lambda item: (-item[1], item[0]))
    return Usual(value, n / own.total(), texts.count(value) / len(texts))
