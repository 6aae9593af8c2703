"""Words in two languages: `word("key", name=value)` gives the text of the language in use.

The catalogues are `zh.py` and `en.py`, one flat dictionary each with the same keys and the same
`{named}` places; a test compares them. They are modules rather than YAML because a compiled module
loads in under a millisecond, and words are needed before the first paint.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module

LANGUAGES = ("zh", "en")

_language = "en"
_words: Mapping[str, str] = {}


def use(language: str) -> None:
    """Make `language` ("zh" or "en") the one that `word` speaks from now on."""
    global _language, _words
    _words = import_module(f"kamtui.store.text.{language}").WORDS
    _language = language


def language() -> str:
    """The language in use, "zh" or "en"."""
    return _language


def word(key: str, /, **places: object) -> str:
    """The text for `key`, its `{named}` places filled in.

    Raises KeyError for an unknown key: a missing translation is a bug, and a test finds it.
    """
    if not _words:
        use(_language)
    text = _words[key]
    return text.format(**places) if places else text


def choose(asked: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The language to speak: what was asked for, else KAMTUI_LANG, else the locale, else English."""
    names = (asked, *(environment.get(name) for name in ("KAMTUI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")))
    for name in names:
        if name and name.upper() not in ("C", "POSIX", "C.UTF-8", "C.UTF8"):
            return "zh" if name.lower().startswith("zh") else "en"
    return "en"
