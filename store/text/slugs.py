"""File names for records: readable, ASCII, and the same on every system.

A card is named once, when its account is created, and keeps the name: 华北电网 with an id that ends in
7Q2K9D becomes `huabeidianwang-7q2k9d`.
"""

from __future__ import annotations

import unicodedata

from kamtui.store.text.pinyin import syllables

LONGEST = 40
_TAIL = 6


def _pieces(name: str) -> list[str]:
    """The ASCII pieces of `name`: pinyin syllables, latin letters, and "-" where something else stood."""
    pieces: list[str] = []
    for part in syllables(name):
        kept = "".join(char for char in unicodedata.normalize("NFKD", part) if char.isascii() and char.isalnum())
        if kept:
            pieces.append(kept)
        elif pieces and pieces[-1] != "-":
            pieces.append("-")
    return pieces


def slug(name: str, record_id: str) -> str:
    """A file name without ending: `name` in at most 40 ASCII characters, "-", the end of `record_id`.

    It is cut between syllables, never empty, begins with a letter or a digit, and because of its tail is
    never a name that Windows reserves. Raises ValueError for an id without an ASCII letter or digit.
    """
    tail = "".join(char for char in record_id if char.isascii() and char.isalnum())[-_TAIL:].lower()
    if not tail:
        raise ValueError(f"an id needs letters or digits, this has none: {record_id!r}")
    stem = ""
    for piece in _pieces(name):
        if len(stem) + len(piece) > LONGEST:
            break
        stem += piece
    return f"{stem.strip('-') or 'account'}-{tail}"
