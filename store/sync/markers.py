"""A file with git's conflict markers: both sides, and what they share if git wrote that too."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARKER = re.compile(rb"(<{7}|\|{7}|={7}|>{7})( .*)?\r?\n?")
_PARTS = {b"<<<<<<<": "ours", b"|||||||": "base", b"=======": "theirs", b">>>>>>>": ""}
_AFTER = {b"<<<<<<<": ("",), b"|||||||": ("ours",), b"=======": ("ours", "base"), b">>>>>>>": ("theirs",)}


class UnbalancedError(Exception):
    """The markers do not come in the order in which git writes them."""


def sides(data: bytes) -> tuple[bytes | None, bytes, bytes]:
    """The bytes of the base (None where git did not write it), of our side and of theirs.

    Raises UnbalancedError.
    """
    found: dict[str, list[bytes]] = {"base": [], "ours": [], "theirs": []}
    has_base = False
    for part, line in _lines(data):
        has_base |= part == "base"
        for side in found if not part else (part,):
            found[side].append(line)
    base, ours, theirs = (b"".join(lines) for lines in found.values())
    return base if has_base else None, ours, theirs


def _lines(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each line with the side to which it belongs, "" for all of them; a marker belongs to its side as no bytes."""
    part = ""
    for line in data.splitlines(keepends=True):
        marker = _MARKER.fullmatch(line)
        if not marker:
            yield part, line
            continue
        if part not in _AFTER[marker[1]]:
            raise UnbalancedError
        part = _PARTS[marker[1]]
        if part:
            yield part, b""
    if part:
        raise UnbalancedError
