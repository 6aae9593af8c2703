"""Names that are spelled in several ways: which spellings are one beyond doubt, and which a person is asked about.

Spellings that differ in case, width or spaces only are one name. A different punctuation, a legal form (Inc, GmbH,
有限公司) or a likeness is a proposal: a person decides it once, and both answers are remembered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

import msgspec

from kamtui.store.text.names import is_veto, key

LIKELY = 85
"""Percent of likeness of two names from which a person is asked."""
_CLOSEST = 5
Why = Literal["punctuation", "legal-form", "alike"]
SURE: tuple[Why, ...] = ("punctuation", "legal-form")
"""Reasons for which many proposals can be accepted at once; a likeness is looked at one by one."""


class Known(msgspec.Struct, frozen=True):
    """A name that the catalog has, with what was decided about it."""

    name: str
    aliases: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    """Names that somebody said are others."""


class Proposal(msgspec.Struct, frozen=True):
    """A spelling that may be another name."""

    spelling: str
    name: str
    why: Why
    rows: int = 0
    """Cells that hold the spelling."""


class Spellings(msgspec.Struct, frozen=True):
    """What the spellings of some names come to."""

    folded: list[tuple[str, str]]
    """Spelling and name that differ in case, width or spaces only: one without a question."""
    proposals: list[Proposal]
    known: frozenset[str] = frozenset()
    """All spellings of the file, `tight`."""


@lru_cache(maxsize=65536)
def tight(text: str) -> str:
    """A name without case, width and spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def spellings(known: Iterable[Known], counts: Mapping[str, int]) -> Spellings:
    """Sort the spellings of a file, with their number of cells, by the names that are known and by each other.

    A spelling is proposed for the name of the catalog, else for the spelling that more cells have; what was said to
    be distinct is not proposed again.
    """
    return _Sorter(list(known)).sort(counts)


def pairs(known: Iterable[Known]) -> list[Proposal]:
    """The names of the catalog that may be one."""
    names = list(known)
    return _Sorter(names).sort({each.name: 0 for each in names}).proposals


class _Sorter:
    def __init__(self, known: list[Known]) -> None:
        self._heads: dict[str, str] = {}
        """Every spelling that has its place, by what is left of it without case, width and spaces: its name."""
        self._by_key: dict[str, list[str]] = {}
        self._names: list[str] = []
        self._keys: list[str] = []
        self._proposed: dict[str, Proposal] = {}
        self._apart = {frozenset((tight(each.name), tight(other))) for each in known for other in each.distinct}
        self._same_text = {text for each in known for text in (each.name, *each.aliases)}
        for each in known:
            self._heads.update(dict.fromkeys(map(tight, each.aliases), each.name))
        for each in sorted(known, key=lambda one: (len(one.name), one.name)):
            self._place(each.name)

    def sort(self, counts: Mapping[str, int]) -> Spellings:
        """What is to be said of these spellings, those of the most cells first."""
        folded = []
        for text in sorted(counts, key=lambda one: -counts[one]):
            name = self._heads.get(tight(text))
            if name is None:
                self._place(text)
            elif text not in (name, *self._same_text):
                folded.append((text, name))
        asked = {tight(text) for text in counts}
        rows: dict[str, int] = {}
        for text, n in counts.items():
            rows[tight(text)] = rows.get(tight(text), 0) + n
        found = [
            msgspec.structs.replace(each, rows=rows.get(tight(each.spelling), 0))
            for each in self._proposed.values()
            if {tight(each.spelling), tight(each.name)} & asked
        ]
        return Spellings(folded, found, frozenset(asked))

    def _place(self, text: str) -> None:
        """Give a spelling its place: beside a name that it may be, or as a name of its own."""
        if tight(text) in self._heads and self._heads[tight(text)] != text:
            return
        self._heads[tight(text)] = text
        found = self._likeness(text)
        if found:
            self._proposed[text] = found
        else:
            self._by_key.setdefault(key(text), []).append(text)
            self._names.append(text)
            self._keys.append(key(text))

    def _likeness(self, text: str) -> Proposal | None:
        from rapidfuzz import fuzz, process

        if not _letters(text):
            return None
        sought = key(text)
        for name in self._by_key.get(sought, ()):
            if self._may_be(text, name):
                why: Why = "punctuation" if _letters(text) == _letters(name) else "legal-form"
                return Proposal(text, name, why)
        close = process.extract(sought, self._keys, scorer=fuzz.ratio, score_cutoff=LIKELY, limit=_CLOSEST)
        names = (self._names[place] for _, _, place in close)
        found = (name for name in names if _initials(name) == _initials(text) and self._may_be(text, name))
        return next((Proposal(text, name, "alike") for name in found), None)

    def _may_be(self, text: str, name: str) -> bool:
        return frozenset((tight(text), tight(name))) not in self._apart and not is_veto(text, name)


def _initials(text: str) -> list[str]:
    """The words of one sign: Plant A and Plant B are two, however alike they look."""
    return [each for each in re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()) if len(each) == 1]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, tight(text)))
