"""How a text file is written: its encoding and the sign between its columns.

UTF-8 proves itself, the older encodings do not: GB18030 reads nearly any bytes, Big5 and Western ones
included. They are therefore tried side by side, and the text decides that looks most like a table that
people keep: everyday characters, and headers that kamtui knows.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter

from kamtui.store.exchange.headers import is_known

DELIMITERS = ",\t;|"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_HEADER_LINES = 20
_CONVINCING = 0.6


def find_encoding(data: bytes) -> str:
    """The encoding of `data`: its byte order mark, else UTF-8 where all of it is, else the likeliest other."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    if is_encoded(data, "utf-8"):
        return wide_encoding(data) or "utf-8"
    scores = {name: likeness(data, name) for name in ("gb18030", "big5") if is_encoded(data, name)}
    best = max(scores, key=scores.__getitem__, default="")
    if best and scores[best] >= _CONVINCING:
        return best
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:_SAMPLE]).best()
    return guess.encoding if guess and is_encoded(data, guess.encoding) else best or "cp1252"


def wide_encoding(data: bytes) -> str:
    """UTF-16 without its mark, seen by the zero bytes that it puts beside every Latin letter; "" if it is not."""
    head = data[:_SAMPLE]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 5 < len(head):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def is_encoded(data: bytes, encoding: str) -> bool:
    """Whether all of `data` can be read in `encoding`, tried block by block to stay small."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(data), _BLOCK):
            decoder.decode(data[start : start + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def likeness(data: bytes, encoding: str) -> float:
    """How much `data` looks like a Chinese table in `encoding`.

    The share of everyday characters among those beyond ASCII (level 1 of GB 2312 or of Big5), plus a fifth
    for every known header in the first lines.
    """
    text = codecs.getincrementaldecoder(encoding)().decode(data[:_SAMPLE])
    foreign = [char for char in text if char > "\x7f" and char.isalnum()]
    everyday = sum(map(_is_everyday, foreign)) / len(foreign) if foreign else 0.0
    known = 0
    for line in text.splitlines()[:_HEADER_LINES]:
        cells = max((line.split(sign) for sign in DELIMITERS), key=len)
        known = max(known, sum(is_known(cell.strip('"')) for cell in cells if not cell.isascii()))
    return everyday + known / 5


def _is_everyday(char: str) -> bool:
    """Whether a character is among the common ones: level 1 of GB 2312, or of Big5."""
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        pass
    try:
        return 0xA4 <= char.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return False


def find_delimiter(text: str) -> str:
    """The sign that cuts the lines of `text` most evenly into more than one column; a comma if none does."""
    lines = text.splitlines()[:50]
    best, found = (0.0, 0), ","
    for sign in DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if any(cell.strip() for cell in row))
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]))
        score = (times / widths.total(), width)
        if width > 1 and score > best:
            best, found = score, sign
    return found
