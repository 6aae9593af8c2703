"""What things are called in filters, in both languages, and what a mistyped name was meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from kamtui.store.fields.options import fold
from kamtui.store.text import pinyin
from kamtui.store.text.safe import clean
from kamtui.store.text.words import LANGUAGES, language, word
from kamtui.store.text.words.filters import WORDS

_MOST = 8
_SHOWN = 40
_ALIKE = 60
"""Percent of likeness from which a name may have been meant."""
_ALIKE_IN_SOUND = 80
_HEARD = 3000
"""Up to so many names are compared by sound too."""
_GAPS = re.compile(r"[\s_-]+")


class ProblemError(ValueError):
    """A condition that means nothing; the text tells the person who typed it why."""


def plain(name: str) -> str:
    """A name as names are compared: without case, width, blanks, `_` and `-`."""
    return _GAPS.sub("", fold(name))


def names(key: str) -> tuple[str, ...]:
    """Every name under a key of the words, in the language in use first."""
    both = WORDS.get(key, ("", ""))
    own = LANGUAGES.index(language())
    return tuple(f"{both[own]} {both[1 - own]}".split())


@cache
def named(group: str) -> Mapping[str, str]:
    """What each name of a group means: `停滞` and `stalled` in `is` mean `stalled`."""
    start = f"filters.{group}."
    keys = [key.removeprefix(start) for key in WORDS if key.startswith(start)]
    return {plain(name): key for key in keys for name in names(f"{start}{key}")}


def first(listing: str) -> str:
    """The name to suggest out of a list of names."""
    return listing.split()[0]


def listed(found: Iterable[str]) -> str:
    """A few names in one line."""
    shown = [clean(name, _SHOWN) for name in found]
    return word("fields.value.joint").join(shown[:_MOST]) + (" …" if len(shown) > _MOST else "")


def alike(text: str, among: Iterable[str], most: int = _MOST) -> list[str]:
    """The names that `text` may have been meant to be, the likest first: by their letters or by their sound."""
    from rapidfuzz import fuzz, process

    known = {fold(name): name for name in among}
    sought = fold(text)
    found = {name: score for name, score, _ in process.extract(
        sought, known.keys(), scorer=fuzz.ratio, limit=most, score_cutoff=_ALIKE
    )}  # fmt: skip
    if len(known) <= _HEARD:
        sounds: dict[str, str] = {}
        for name in known:
            sounds.setdefault(_sound(name), name)
        for sound, score, _ in process.extract(
            _sound(sought), sounds.keys(), scorer=fuzz.ratio, limit=most, score_cutoff=_ALIKE_IN_SOUND
        ):
            found[sounds[sound]] = max(score, found.get(sounds[sound], 0))
    return [known[name] for name in sorted(found, key=lambda name: -found[name])[:most]]


@lru_cache(maxsize=20_000)
def _sound(text: str) -> str:
    return pinyin.full(text[:_SHOWN])


def unknown(label: str, text: str, among: Iterable[str]) -> ProblemError:
    """The problem of a value that does not exist: the like ones, or else what there is."""
    known = list(dict.fromkeys(among))
    shown = clean(text, _SHOWN)
    if len(known) <= _MOST and known:
        return ProblemError(word("filters.problem.value", label=label, text=shown, known=listed(known)))
    if close := alike(text, known):
        return ProblemError(word("filters.problem.value_close", label=label, text=shown, known=listed(close)))
    if known:
        return ProblemError(word("filters.problem.value", label=label, text=shown, known=listed(known)))
    return ProblemError(word("filters.problem.value_none", label=label, text=shown))


def nothing_after(name: str, known: Iterable[str] = ()) -> ProblemError:
    """The problem of a condition whose value is still to be typed."""
    if found := listed(known):
        return ProblemError(word("filters.problem.empty_known", name=clean(name, _SHOWN), known=found))
    return ProblemError(word("filters.problem.empty", name=clean(name, _SHOWN)))
