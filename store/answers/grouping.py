"""Segments as people choose them: features, scale, method, number; and kept as tags with a strategy (A8.*)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from kamtui.store.answers.segmenting import NUMBERS, Features
from kamtui.store.figures.segments import Scale, Segments, Table, Usual, Way, best, cluster, table
from kamtui.store.records import Account, Segment
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
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


def grouping(data: Features, wish: Wish, go_on: Callable[[], object] = lambda: None) -> Grouping:
    """The accounts grouped as wished; `go_on` is called now and then, and what it raises ends the work.

    Raises SegmentsMissingError without scikit-learn, TooManyGroupsError with the largest number that can be, and
    ValueError for more accounts than the method takes.
    """
    unknown = (None,) * len(data.accounts)
    numbers = {name: data.numbers.get(name, unknown) for name in NUMBERS if name in wish.features}
    choices = {name: values for name, values in data.choices.items() if name in wish.features}
    rows = table(numbers, choices, wish.scale)
    if not rows.rows:
        return Grouping(data, rows, None, {})
    sales = [value or 0.0 for value in data.numbers.get("sales", ())]
    found, scores = best(rows.rows, wish.way, sales, numbers, choices, go_on)
    if wish.k is not None:
        found = cluster(rows.rows, wish.k, wish.way, sales, numbers, choices)
    return Grouping(data, rows, found, scores)


def treated(rows: Table) -> list[str]:
    """What was done to the features before grouping, in words: those left out, and what stands for missing numbers."""
    joint = word("charts.joint")
    names = joint.join(word(f"segments.feature.{name}") for name in rows.dropped)
    filled = [word("segments.filled", name=word(f"segments.feature.{name}"), n=n) for name, n in rows.filled.items()]
    return [*([word("segments.dropped", names=names)] if names else []), *filled]


def most_are(data: Features, feature: str, usual: Usual) -> str:
    """The most frequent value of a choice in a group, in words, with its share there and among all accounts."""
    value = clean(data.names.get(feature, {}).get(usual.value, usual.value), 40) or word("figures.none")
    return word("segments.most_are", value=value, share=f"{usual.share:.0%}", overall=f"{usual.overall:.0%}")


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
