"""Ids: ULIDs, either new or derived from what a source calls the thing.

A derived id is a pure function of its parts, so that two people who import the same export into two
clones write the same records, and git has nothing to merge.
"""

from __future__ import annotations

import datetime as dt
import re

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = tuple(a + b for a in _ALPHABET for b in _ALPHABET)
_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_EPOCH = dt.date(1970, 1, 1).toordinal()
_DAY_MS = 86_400_000


def new_id() -> str:
    """A fresh ULID: sorts by the moment it was made."""
    from ulid import ULID

    return str(ULID())


def is_id(text: str) -> bool:
    """Whether `text` is a ULID in its one canonical spelling."""
    return _ULID.fullmatch(text) is not None


def derived_id(*parts: str, day: dt.date | None = None) -> str:
    """The id that these parts always give: the time half from `day` (none: zero), the rest from a hash."""
    import hashlib

    digest = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=10).digest()
    moment = max(0, day.toordinal() - _EPOCH) * _DAY_MS if day else 0
    return _spell(moment, 10) + _spell(int.from_bytes(digest), 16)


def _spell(number: int, length: int) -> str:
    """`number` in Crockford's base 32, `length` (even) characters."""
    pairs = _PAIRS
    return "".join([pairs[(number >> shift) & 1023] for shift in range(length * 5 - 10, -1, -10)])
