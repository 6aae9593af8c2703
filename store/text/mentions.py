"""A person named in running text: found, and taken out, without touching the names of others (A4.25)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

LEAST = 2
"""Characters of a name from which on it is looked for."""
KEPT_KEYS = frozenset(("name", "phone", "mobile", "email", "wechat", "aliases", "slug"))
"""Fields that say what another record is called or how it is reached: nothing is taken out of them."""


class Mentions:
    """What tells one person in texts: the name, numbers, addresses."""

    def __init__(self, secrets: Iterable[str], others: Iterable[str], instead: str) -> None:
        """Look for `secrets`, longest first; a name in `others` that holds one of them stays as it is.

        `instead` is put where a secret stood. In Latin text only whole words count.
        """
        self._secrets = sorted({one.strip() for one in secrets if len(one.strip()) >= LEAST}, key=len, reverse=True)
        longer = {other for other in others if any(one in other and one != other for one in self._secrets)}
        self._instead = instead
        words = [*sorted(longer, key=len, reverse=True), *self._secrets]
        self._longer = frozenset(longer)
        self._pattern = re.compile("|".join(map(_whole, words))) if self._secrets else None
        self._bytes = [one.encode() for one in self._secrets]

    def may_be_in(self, data: bytes) -> bool:
        """Whether a file may name the person; it may be another person's longer name, too."""
        return any(one in data for one in self._bytes)

    def are_in(self, text: str) -> bool:
        """Whether a text names the person."""
        return self._pattern is not None and any(found[0] not in self._longer for found in self._pattern.finditer(text))

    def out_of(self, text: str) -> str:
        """A text without the person."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: found[0] if found[0] in self._longer else self._instead, text)

    def out_of_value(self, value: Any) -> Any:
        """A JSON value without the person in its texts; what others are called stays."""
        if type(value) is str:
            return self.out_of(value)
        if isinstance(value, Mapping):
            return {key: held if key in KEPT_KEYS else self.out_of_value(held) for key, held in value.items()}
        if isinstance(value, list | tuple):
            return [self.out_of_value(held) for held in value]
        return value


def _whole(text: str) -> str:
    """A pattern for a text; where it begins or ends with a Latin letter or a digit, none may stand beside it."""
    before = r"(?<![0-9A-Za-z])" if text[0].isascii() and text[0].isalnum() else ""
    after = r"(?![0-9A-Za-z])" if text[-1].isascii() and text[-1].isalnum() else ""
    return before + re.escape(text) + after
