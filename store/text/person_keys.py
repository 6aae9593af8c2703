"""What a person is recognised by in lists: telephone, mail, and the name at an account (ux 9.4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

_DIGITS = re.compile(r"\D")
_LEAST = 7
"""Digits from which a number tells a person; shorter ones are extensions."""
_TAIL = 11
"""Digits at the end of a number that are compared: a country code or a zero before them tells nothing."""
DESK = "desk:"
"""How the key of a telephone on a desk begins, which many share."""


@lru_cache(maxsize=65536)
def exact(text: str) -> str:
    """A name without case, width and repeated spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def reached_by(said: Mapping[str, Any]) -> list[str]:
    """The keys of a person's `mobile`, `phone` and `email`."""
    numbers = [
        (kind, _DIGITS.sub("", str(said.get(name) or ""))) for kind, name in (("tel:", "mobile"), (DESK, "phone"))
    ]
    keys = [f"{kind}{number[-_TAIL:]}" for kind, number in numbers if len(number) >= _LEAST]
    mail = str(said.get("email") or "").strip().casefold()
    return [*keys, f"mail:{mail}"] if "@" in mail else keys


def called(name: str, account: str) -> str:
    """The key of a name at an account."""
    return f"name:{account}\x1f{exact(name)}"


def marks(person: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Short sums of keys, by which a tombstone recognises the person without saying who it was.

    32 bits, keyed with the id: many names have the same sum, so that it proves nothing, and few of one list do.
    """
    from hashlib import blake2b

    sums = {blake2b(key.encode("utf-8", "surrogatepass"), digest_size=4, key=person.encode()[:64]) for key in keys}
    return tuple(sorted({each.hexdigest() for each in sums}))
