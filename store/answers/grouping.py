"""Segments as people choose them: features, scale, method, number; and kept as tags with a strategy (A8.*)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from kamtui.store.answers.segmenting import Features
from kamtui.store.figures.segments import Scale, Segments, Table, Way, best, cluster, table
from kamtui.store.records import Account, Segment
from kamtui.store.workspace import Change, Workspace


class Wish(msgspec.Struct, frozen=True):
    """How the accounts are to be grouped."""

    features: tuple[str, ...] = ("sales", "orders", "days_since")
    way: Way = "kmeans"
    k: int | None = None
    """None is the number that the silhouette proposes."""
    scale: Scale = "z-score"


class Grouping(msgspec.Struct, frozen=True):
    """The accounts in groups."""

    data: Features
    rows: Table
    found: Segments | None
    """None where there are too few different accounts."""
    scores: dict[int, float]
    """The silhouette by number of groups (C48)."""

    @property
    def proposed(self) -> int | None:
        """The number of groups with the highest silhouette, the smallest of equal ones."""
        return max(self.scores, key=lambda k: (self.scores[k], -k), default=None)


def grouping(data: Features, wish: Wish) -> Grouping:
    """The accounts grouped as wished.

    Raises SegmentsMissingError without scikit-learn, TooManyGroupsError with the largest number that can be, and
    ValueError for more accounts than the method takes.
    """
    numbers = {name: values for name, values in data.numbers.items() if name in wish.features}
    choices = {name: values for name, values in data.choices.items() if name in wish.features}
    rows = table(numbers, choices, wish.scale)
    if not rows.rows:
        return Grouping(data, rows, None, {})
    sales = [value or 0.0 for value in data.numbers.get("sales", ())]
    found, scores = best(rows.rows, wish.way, sales, numbers)
    if wish.k is not None:
        found = cluster(rows.rows, wish.k, wish.way, sales, numbers)
    return Grouping(data, rows, found, scores)


def keep(
    workspace: Workspace,
    change: Change,
    data: Features,
    labels: tuple[int, ...],
    names: Mapping[int, str],
    strategies: Mapping[int, str],
) -> None:
    """Give each account the name of its group as a tag in place of those of earlier groups, and keep the strategies.

    A segment is one record in the catalog with one strategy, whatever number of accounts carry its tag. What is not
    said of a strategy stays as it was.
    """
    known = {each.name: each for each in workspace.records(Segment).values() if not each.archived}
    accounts = workspace.records(Account)
    old = known.keys() | set(names.values())
    for account_id, label in zip(data.accounts, labels, strict=True):
        account = accounts[account_id]
        tags = (*(tag for tag in account.tags if tag not in old), names[label])
        if tags != account.tags:
            change.set(account, tags=tags)
    for label, name in names.items():
        fields: dict[str, Any] = {"strategy": strategies[label]} if strategies.get(label) else {}
        if name not in known:
            change.add(Segment(name=name, **fields))
        elif fields:
            change.set(known[name], **fields)
