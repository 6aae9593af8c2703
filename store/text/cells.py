"""The width of text in terminal cells, and fitting text into a column of a printed table.

For the command line: the screens use the widths of their own toolkit. A Chinese character takes two
cells, a combining mark none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, combining, east_asian_width

ELLIPSIS = "…"
_EMOJI = range(0x1F300, 0x1FB00)


@lru_cache(maxsize=8192)
def _cell(char: str) -> int:
    """Cells of one character: 0, 1 or 2."""
    kind = category(char)
    if combining(char) or kind in ("Mn", "Me", "Cc", "Cf", "Zl", "Zp") or "\u1160" <= char <= "\u11ff":
        return 0
    if east_asian_width(char) in "WF":
        return 2
    # An emoji younger than the interpreter's Unicode tables is unassigned there, yet drawn wide.
    return 2 if kind == "Cn" and ord(char) in _EMOJI else 1


def width(text: str) -> int:
    """How many terminal cells `text` takes; control characters count 0."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_cell, text))


def cut(text: str, cells: int) -> str:
    """`text`, shortened to at most `cells` cells with "…" at its end when it is wider."""
    if 2 * len(text) <= cells or width(text) <= cells:
        return text
    if cells < 1:
        return ""
    used = 0
    for place, char in enumerate(text):
        used += _cell(char)
        if used > cells - 1:
            return text[:place] + ELLIPSIS
    return text


def fit(text: str, cells: int, align: str = "left") -> str:
    """`text` in exactly `cells` cells: padded with spaces, or cut with "…" and never inside a character.

    `align` is "left", "right" or "center".
    """
    short = cut(text, cells)
    room = cells - width(short)
    if align == "left":
        return short + " " * room
    before = room if align == "right" else room // 2
    return " " * before + short + " " * (room - before)


def wrap(text: str, cells: int) -> list[str]:
    """`text` in lines of at most `cells` cells, broken at spaces or beside Chinese characters, else inside a word."""
    lines, line = [], ""
    for piece in re.findall(r"(?:[\x21-\u2e7f]+|[^\x21-\u2e7f])[，。；：、！？）”]*", text):
        if line and width(line + piece) > cells:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece if line or not lines else piece.lstrip()
        while width(line) > cells:
            head = cut(line, cells + 1)[:-1] or line[0]
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line.rstrip()]
