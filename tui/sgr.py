"""The shortest way from one text style of a terminal to another.

A style is written as the parameters of an SGR sequence, such as "1;38;5;9"; "" is the plain style.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_OFF = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 7: 27, 8: 28, 9: 29}
"""What turns each attribute off; 22 ends bold and dim together."""

_FAINT_OR_BOLD = {1, 2}


class _Parts(NamedTuple):
    """What a style consists of; a colour is its own parameters, "" for the terminal's."""

    attributes: frozenset[int]
    foreground: str
    background: str


@lru_cache(2048)
def _parse(style: str) -> _Parts | None:
    """Take a style apart; None when it holds anything but the usual attributes and colours."""
    attributes: set[int] = set()
    colors = {"3": "", "4": ""}
    codes = iter(style.split(";") if style else ())
    for code in codes:
        if not code.isdecimal():
            return None
        number = int(code)
        if number in _OFF:
            attributes.add(number)
        elif number in (38, 48):
            kind = next(codes, "")
            rest = [next(codes, "") for _ in range(1 if kind == "5" else 3)]
            if kind not in ("2", "5") or not all(part.isdecimal() for part in rest):
                return None
            colors[code[0]] = ";".join([code, kind, *rest])
        elif 30 <= number < 50:
            colors[code[0]] = "" if number in (39, 49) else code
        elif 90 <= number < 108 and number not in (98, 99):
            colors["3" if number < 100 else "4"] = code
        else:
            return None
    return _Parts(frozenset(attributes), colors["3"], colors["4"])


def shows_on_blanks(style: str) -> bool:
    """Say whether a blank in this style needs more than its background: underlined, reversed, struck or unknown."""
    parts = _parse(style)
    return parts is None or not parts.attributes <= _FAINT_OR_BOLD


@lru_cache(4096)
def change_style(before: str | None, after: str) -> str:
    """Return the sequence that takes a terminal from one style to another.

    Args:
        before: The style the terminal is in; None when that is not known.
        after: The style wanted.
    """
    if before == after:
        return ""
    if not after:
        return "\x1b[m"
    if before == "":
        return f"\x1b[{after}m"
    anew = f"\x1b[0;{after}m"
    old, new = (None if before is None else _parse(before)), _parse(after)
    if old is None or new is None:
        return anew
    ends = {_OFF[number] for number in old.attributes - new.attributes}
    kept = old.attributes - _FAINT_OR_BOLD if 22 in ends else old.attributes
    codes = [str(number) for number in (*sorted(ends), *sorted(new.attributes - kept))]
    if old.foreground != new.foreground:
        codes.append(new.foreground or "39")
    if old.background != new.background:
        codes.append(new.background or "49")
    return min(f"\x1b[{';'.join(codes)}m" if codes else "", anew, key=len)
