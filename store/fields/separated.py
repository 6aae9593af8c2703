"""Several values in one text: separated by commas or 顿号, in a spreadsheet by semicolons; in quotes where need be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

TYPED = ",，、\n"
"""What stands between values that a person types; the first of them is what we write."""
IN_CELLS = ";；、|\n"
"""What stands between values in a cell of a spreadsheet: a comma is part of many a name there."""


def split(text: str, marks: str = TYPED) -> list[str]:
    """The values in `text`, in order, each once; empty ones are left out unless they stand in quotes."""
    found = []
    place = 0
    while place < len(text):
        match = _item(marks).match(text, place)
        if match is None or match.end() == place:
            break
        place = match.end()
        quoted, plain = match.groups()
        if quoted is not None:
            found.append(quoted.replace('""', '"'))
        elif plain.strip():
            found.append(plain.strip())
    return list(dict.fromkeys(found))


def join(values: Iterable[str], marks: str = TYPED) -> str:
    """One line that `split` takes apart into the same values."""
    needs_quotes = _needs_quotes(marks)
    quoted = ('"' + value.replace('"', '""') + '"' if needs_quotes.search(value) else value for value in values)
    return f"{marks[0]} ".join(quoted)


@cache
def _item(marks: str) -> re.Pattern[str]:
    """One value with what ends it."""
    return re.compile(rf'\s*(?:"((?:[^"]|"")*)"\s*(?=[{marks}]|$)|([^{marks}]*))[{marks}]?')


@cache
def _needs_quotes(marks: str) -> re.Pattern[str]:
    return re.compile(rf'[{marks}"]|^\s|\s$|^$')
