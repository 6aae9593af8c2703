"""Words in two languages: `word("board.empty", name=value)` gives the text of the language in use.

A key's first part names the module that holds it (`board.…` is in `words/board.py`). Each module keeps
one dictionary from key to the pair (Chinese, English), so that a text without its translation cannot be
written. They are modules rather than YAML because a compiled module loads in well under a millisecond,
and words are needed before the first paint.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from importlib import import_module

LANGUAGES = ("zh", "en")

_COUNTED = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")
"""A place of two words, `{n:deal|deals}`: the first after a 1, the second after any other number."""

_column = 1
_words: dict[str, tuple[str, str]] = {}


def use(language: str) -> None:
    """Make `language` ("zh" or "en") the one that `word` speaks from now on."""
    global _column
    _column = LANGUAGES.index(language)


def language() -> str:
    """The language in use, "zh" or "en"."""
    return LANGUAGES[_column]


def word(key: str, /, **places: object) -> str:
    """The text for `key`, its `{named}` places filled in; of `{n:deal|deals}` the word that goes with the number.

    Raises KeyError for an unknown key: that is a bug, and a test finds it.
    """
    if key not in _words:
        _words.update(import_module(f"{__name__}.{key.partition('.')[0]}").WORDS)
    text = _words[key][_column]
    if "|" in text:
        text = _COUNTED.sub(lambda found: found[2 if str(places.get(found[1])) == "1" else 3], text)
    return text.format(**places) if places else text


def choose(asked: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The language to speak: what was asked for, else KAMTUI_LANG, else the locale, else English."""
    names = (asked, *(environment.get(name) for name in ("KAMTUI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")))
    for name in names:
        if name and name.upper() not in ("C", "POSIX", "C.UTF-8", "C.UTF8"):
            return "zh" if name.lower().startswith("zh") else "en"
    return "en"
