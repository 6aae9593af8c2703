"""Rows of added-up order lines put into groups: those of several months joined, then tallied by any dimensions.

A million lines leave a hundred thousand rows. They are joined once into as many rows as there are buyers, and whatever
is asked without a time is answered from those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count, repeat

import msgspec

from kamtui.store.figures.order_month import Rows

Key = tuple[str, ...]
"""One value for each dimension."""


class By(msgspec.Struct, frozen=True):
    """A dimension: what the rows of a month are grouped by."""

    name: str
    columns: tuple[str, ...] = ()
    """The columns of the rows that decide; none where the month itself does."""
    label: Callable[[str], str] = str
    """A function from the value in the first column, or from the month ("2026-11"), to the group's name."""
    otherwise: Callable[[str], str] = str
    """The same for the second column, which is looked at where the first one says nothing."""


class Joined:
    """The tables of several months as one, with a row for each combination of names that any of them has."""

    def __init__(self, tables: Sequence[Rows], columns: Iterable[str]) -> None:
        """Join the tables by these columns of names; sums are added up when they are asked for."""
        self._tables = tables
        self._sums: dict[str, list[int]] = {}
        known: dict[str, dict[str, int]] = {name: {} for name in columns}
        for name, places in known.items():
            for table in tables:
                for each in table.names.get(name, ()):
                    places.setdefault(each, len(places))
        self.names = {name: list(places) for name, places in known.items()}
        varying = [name for name, places in known.items() if len(places) > 1]
        rows: defaultdict[tuple[int, ...], int] = defaultdict(count().__next__)
        self.rows: list[list[int]] = []
        """By table and row the row of the whole."""
        for table in tables:
            own = {name: [known[name][each] for each in table.names.get(name, ())] for name in varying}
            codes = [map(places.__getitem__, table.places(name)) for name, places in own.items() if places]
            keys = zip(*codes, strict=True) if codes else repeat((), table.count)
            self.rows.append(list(map(rows.__getitem__, keys)))
        self.count = len(rows)
        self._codes: dict[str, tuple[int, ...]] = dict(zip(varying, zip(*rows, strict=True), strict=True))

    def places(self, name: str) -> Iterable[int]:
        """By row, where its name stands in `names[name]`."""
        return self._codes.get(name) or repeat(0, self.count)

    def column(self, name: str) -> list[int]:
        """By row, the sum of this name."""
        if name not in self._sums:
            whole = self._sums[name] = [0] * self.count
            for table, rows in zip(self._tables, self.rows, strict=True):
                if column := table.column(name):
                    _add(whole, rows, column)
        return self._sums[name]


Table = Rows | Joined


class Groups:
    """Sums by group and currency."""

    def __init__(self, by: Sequence[By], currency: str = "") -> None:
        """No group yet; `currency` is that of rows that name none."""
        self._by = (*by, By("currency", ("currency",), lambda own: own or currency))
        self._known: list[dict[str, str]] = [{} for _ in self._by]
        self._places: defaultdict[Key, int] = defaultdict(count().__next__)
        self._sums: dict[str, list[int]] = {}

    def add(self, month: str, table: Table, columns: Mapping[str, Sequence[int]]) -> None:
        """Add columns of a table with a row at least; an empty column is one of zeros."""
        rows = self._rows(month, table)
        for name, column in columns.items():
            if not column:
                continue
            whole = self._sums.setdefault(name, [])
            whole += [0] * (len(self._places) - len(whole))
            if isinstance(rows, int):
                whole[rows] += sum(column)
            else:
                _add(whole, rows, column)

    def sums(self) -> dict[str, list[int]]:
        """By name the sums of the groups, in the order of `keys`; a name whose sums are all 0 may be missing."""
        return {name: column + [0] * (len(self._places) - len(column)) for name, column in self._sums.items()}

    def keys(self) -> list[Key]:
        """The values of each group, the last of them its currency."""
        return list(self._places)

    def _rows(self, month: str, table: Table) -> int | list[int]:
        """By row its group, or that of all rows. Where one column decides, only its names are looked up."""
        places = self._places
        parts = [_labelled(month, table, by, known) for by, known in zip(self._by, self._known, strict=True)]
        varying = [at for at, (_, codes) in enumerate(parts) if codes is not None]
        if len(varying) > 1:
            return list(map(places.__getitem__, _keys(parts, table.count)))
        at = varying[0] if varying else 0
        labels, codes = parts[at]
        before, after = (tuple(labels[0] for labels, _ in some) for some in (parts[:at], parts[at + 1 :]))
        keys = ((*before, label, *after) for label in labels)
        own = list(map(places.__getitem__, keys))
        return own[0] if codes is None else list(map(own.__getitem__, codes))


def keys_of(month: str, table: Table, by: Sequence[By]) -> list[Key]:
    """By row the values of its group."""
    if not table.count:
        return []
    return list(_keys([_labelled(month, table, each, {}) for each in by], table.count))


Labels = tuple[list[str], Iterable[int] | None]
"""What there is to be told apart, and by row which of it; None where all rows say the same."""


def _keys(parts: Sequence[Labels], count: int) -> Iterable[Key]:
    if not count:
        return ()
    columns = [repeat(labels[0], count) if codes is None else map(labels.__getitem__, codes) for labels, codes in parts]
    return zip(*columns, strict=True) if columns else repeat((), count)


def _labelled(month: str, table: Table, by: By, known: dict[str, str]) -> Labels:
    """The labels of a dimension; those that are `known` by the name in the first column are not asked for again."""
    if not by.columns:
        return [by.label(month)], None
    own = table.names[by.columns[0]]
    for name in own:
        if name not in known:
            known[name] = by.label(name)
    labels = [known[name] for name in own]
    codes = table.places(by.columns[0])
    if len(by.columns) == 1 or "" not in labels:
        return labels, codes if len(labels) > 1 else None
    others = [by.otherwise(name) for name in table.names[by.columns[1]]]
    spread = map(labels.__getitem__, codes), map(others.__getitem__, table.places(by.columns[1]))
    return [said or fallen_back for said, fallen_back in zip(*spread, strict=True)], range(table.count)


def _add(whole: list[int], rows: Iterable[int], column: Iterable[int]) -> None:
    for row, value in zip(rows, column, strict=True):
        whole[row] += value
