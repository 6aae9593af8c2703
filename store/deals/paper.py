"""Laying out a page about a deal: parts with a few lines each, as Markdown or as plain text for a printer."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kamtui.store.text.cells import width, wrap
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

LINES = 60
"""Lines of a printed page."""
CELLS = 78
"""Cells of its lines."""
_ROUND = 3
"""Lines that every part gets, if it has so many, before any part gets more."""
_LONGEST = 300
_MARKS = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|"})


class Part(msgspec.Struct, frozen=True):
    """One heading with what is said under it; a part of which nothing is known says so, so that the hole is seen."""

    title: str
    said: tuple[str, ...]


class Paper(msgspec.Struct, frozen=True):
    """One page."""

    title: str
    account: str
    parts: tuple[Part, ...]


def markdown(paper: Paper) -> str:
    """The page as Markdown, whose marks no text of a customer can make."""
    kept, lines = _kept(paper), [f"# {_safe(paper.title)}", ""]
    if paper.account:
        lines += [named(word("fields.account"), _safe(paper.account)), ""]
    for part, said in zip(paper.parts, kept, strict=True):
        lines += [f"## {part.title}", "", *(f"- {_safe(text)}" for text in said), ""]
    return "\n".join(lines)


def plain(paper: Paper) -> str:
    """The page as text of 78 columns and 60 lines, which any printer takes."""
    kept = _kept(paper)
    lines = [_line(paper.title), "=" * min(width(paper.title), CELLS)]
    if paper.account:
        lines.append(named(word("fields.account"), _line(paper.account)))
    for part, said in zip(paper.parts, kept, strict=True):
        lines += ["", part.title, *(line for text in said for line in _wrapped(text))]
    return "\n".join(lines) + "\n"


def named(name: str, text: str) -> str:
    """A text with what it is, or whose it is, before it."""
    return word("printed.named", name=name, text=text)


def _kept(paper: Paper) -> list[list[str]]:
    """What of each part fits on the page: a few lines of every part, then a few more, while there is room.

    What does not fit is counted where it is left out.
    """
    told = [[_line(text) for text in part.said if text.strip()] for part in paper.parts]
    heights = [[len(_wrapped(text)) for text in said] for said in told]
    room = LINES - 3 - sum(2 if said else 3 for said in told)
    shown = [0] * len(told)
    for most in range(_ROUND, LINES, _ROUND):
        for place, own in enumerate(heights):
            for height in own[shown[place] : most]:
                if room < height:
                    break
                room -= height
                shown[place] += 1
    return [_with_rest(said, most) for said, most in zip(told, shown, strict=True)]


def _with_rest(said: Sequence[str], most: int) -> list[str]:
    if not said:
        return [word("printed.none")]
    if len(said) <= most:
        return list(said)
    keep = max(most - 1, 0)
    return [*said[:keep], word("printed.more", n=len(said) - keep)]


def _wrapped(text: str) -> list[str]:
    first, *rest = wrap(text, CELLS - 4)
    return [f"  - {first}", *(f"    {line}" for line in rest)]


def _line(text: str) -> str:
    return clean(" ".join(text.split()), _LONGEST)


def _safe(text: str) -> str:
    """A text in one line whose marks Markdown does not read."""
    return _line(text).translate(_MARKS)
