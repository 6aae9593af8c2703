"""Thousands of company names compared with each other: which of them may be the same company?

Names whose marks exclude each other never meet: they are sorted by their marks first, so that what is compared in C
is only what may be one company. Two thousand names take well under a second, however alike they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kamtui.store.text.names import Marks
from kamtui.store.text.places import compatible

MOST = 5
"""Names that are offered for one, the most alike first."""
_ANY = None
"""Stands for every number or every place."""
_ROUNDING = 0.01
"""Below the limit by this much is looked at too, so that no rounding decides what the exact comparison must."""


class Named(NamedTuple):
    """A name as it is compared."""

    name: str
    key: str
    marks: Marks


_Numbers = tuple[str, ...] | None
_Bag = tuple[frozenset[str], _Numbers, str | None]


def alike(known: Iterable[Named], least: float) -> Iterator[tuple[str, str]]:
    """Each name with up to `MOST` later ones (in the order of their letters) that are alike, name by name as given.

    `least` is the likeness from 0 to 1 that counts: the ratio of the keys. Names must differ from each other.
    """
    given = list(known)
    bags = _Bags(given)
    found: dict[int, list[int]] = {}
    for at in sorted(range(len(given)), key=lambda at: given[at].name):
        bags.drop(at)
        found[at] = bags.nearest(given[at], least)
    for at, named in enumerate(given):
        for other in found[at]:
            yield named.name, given[other].name


class _Bags:
    """Names by their marks: for every way in which a name may be looked for, the keys in the order given."""

    def __init__(self, given: Iterable[Named]) -> None:
        self._places: dict[str, list[str]] = {}
        self._keys: dict[_Bag, dict[int, str]] = {}
        self._bags: list[tuple[_Bag, ...]] = []
        for at, named in enumerate(given):
            branches, numbers, place = named.marks
            bags: tuple[_Bag, ...] = tuple((branches, n, p) for n in (numbers, _ANY) for p in (place, _ANY))
            self._bags.append(bags)
            self._places.setdefault(place, [])
            for bag in bags:
                self._keys.setdefault(bag, {})[at] = named.key
        for place, fitting in self._places.items():
            fitting += [other for other in self._places if not other or compatible(place, other)]

    def drop(self, at: int) -> None:
        """Compare no later name with this one."""
        for bag in self._bags[at]:
            del self._keys[bag][at]

    def nearest(self, named: Named, least: float) -> list[int]:
        """The names most like this one among those that are left and that its marks do not exclude."""
        from rapidfuzz import fuzz, process

        best: list[tuple[float, int]] = []
        for bag in self._fitting(named.marks):
            if keys := self._keys.get(bag):
                cutoff = least * 100 - _ROUNDING
                hits = process.extract(named.key, keys, scorer=fuzz.ratio, limit=MOST, score_cutoff=cutoff)
                best += [(-score, at) for _, score, at in hits if score / 100 >= least]
        return [at for _, at in sorted(best)[:MOST]]

    def _fitting(self, marks: Marks) -> Iterator[_Bag]:
        """The bags whose names may be one company with a name of these marks; no name lies in two of them."""
        for numbers in (marks.numbers, ()) if marks.numbers else (_ANY,):
            for place in self._places[marks.place] if marks.place else (_ANY,):
                yield marks.branches, numbers, place
