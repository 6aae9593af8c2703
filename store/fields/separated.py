"""Several values in one line of text: separated by commas or 顿号, in quotes where they hold one themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ITEM = r'\s*(?:"((?:[^"]|"")*)"\s*(?=[,，、\n]|$)|([^,，、\n]*))[,，、\n]?'
_NEEDS_QUOTES = r'[,，、\n"]|^\s|\s$|^$'


def split(text: str) -> list[str]:
    """The values in `text`, in order, each once; empty ones are left out unless they stand in quotes."""
    found = []
    item = re.compile(_ITEM)
    place = 0
    while place < len(text):
        match = item.match(text, place)
        if match is None or match.end() == place:
            break
        place = match.end()
        quoted, plain = match.groups()
        if quoted is not None:
            found.append(quoted.replace('""', '"'))
        elif plain.strip():
            found.append(plain.strip())
    return list(dict.fromkeys(found))


def join(values: Iterable[str]) -> str:
    """One line that `split` takes apart into the same values."""
    return ", ".join(
        '"' + value.replace('"', '""') + '"' if re.search(_NEEDS_QUOTES, value) else value for value in values
    )
