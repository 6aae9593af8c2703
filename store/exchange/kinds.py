"""What a sheet is about, seen from its headers, and what each of its columns is imported into."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kamtui.store.exchange.aliases import ALIASES
from kamtui.store.exchange.headers import OWN_PREFIX, Header, header, lookup, target
from kamtui.store.exchange.signatures import SIGNATURES
from kamtui.store.text.words.exchange import WORDS

ORDINAL = WORDS["exchange.reject-ordinal"]
"""What the column of ordinals is called in both languages."""
_CLOSE = 90
_LONG_ENOUGH = 4


class Layout(msgspec.Struct):
    """The reading of a sheet's headers."""

    kind: str
    """One of the kinds of records, "" when the sheet is none that kamtui knows."""
    titles: list[Header]
    targets: list[str]
    """By column what it is imported into, "" for nothing."""
    guessed: list[str]
    """Titles that were only similar to a known one."""


def recognise(row: Sequence[str], kind: str = "") -> Layout:
    """Read the header `row`; `kind` overrules what the sheet looks like."""
    titles = [header(text) for text in row]
    best = Layout(kind, titles, [""] * len(titles), [])
    most = 0.0
    for candidate in (kind,) if kind else ALIASES:
        targets = _targets(titles, candidate)
        score = _score(targets, candidate)
        if kind or (score > most and _is_signed(targets, candidate)):
            most, best = score, Layout(candidate, titles, targets, [])
    if best.kind:
        _guess(best)
    return best


def _targets(titles: Sequence[Header], kind: str) -> list[str]:
    """The target of each title; the first of two columns for the same thing gets it."""
    found: list[str] = []
    for title in titles:
        name = _own_target(title.text, kind) if title.text.startswith(OWN_PREFIX) else target(title, kind)
        found.append("" if name in found else name)
    return found


def _own_target(title: str, kind: str) -> str:
    """What a column that a rejects file adds is imported into: the ordinal of order lines, "" for the others."""
    return "orders.ordinal" if kind == "orders" and title.removeprefix(OWN_PREFIX) in ORDINAL else ""


def _score(targets: Sequence[str], kind: str) -> float:
    """Known columns, those of the kind itself counting full."""
    return sum(1.0 if name.startswith(f"{kind}.") else 0.5 for name in targets if name)


def _is_signed(targets: Sequence[str], kind: str) -> bool:
    """Whether the columns are there without which a sheet is not of this kind."""
    have = {name.removeprefix(f"{kind}.") for name in targets}
    return all(group & have for group in SIGNATURES[kind])


def _guess(layout: Layout) -> None:
    """Give titles that no alias knows the target of a very similar one that is still free."""
    from rapidfuzz import fuzz, process

    names = lookup(layout.kind)
    for column, title in enumerate(layout.titles):
        if layout.targets[column] or len(title.key) < _LONG_ENOUGH or title.text.startswith(OWN_PREFIX):
            continue
        match = process.extractOne(title.key, names.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if match and names[match[0]] not in layout.targets:
            layout.targets[column] = names[match[0]]
            layout.guessed.append(title.text)
