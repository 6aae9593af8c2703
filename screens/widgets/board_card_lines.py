"""Which of a card's texts stand on which of its lines, when there is not room for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from kamtui.screens.widgets.board_state import BoardCard

GUTTER = 2
"""Cells before the text of a card, for the cursor's mark."""


def laid_out(card: BoardCard, lines: int, room: int) -> list[tuple[str, str]]:
    """What each of a card's `lines` says at its left and at its right, in `room` cells.

    The title with the marks always comes first. Then as many of the other texts as there are lines for, and the
    details: on the last line, and on the last two where there is a line for every text and two more. So the deal goes
    before a detail does, and a detail that fits on no line is left out, the least important first.
    """
    title, *texts = card.lines or ("",)
    count = min(2, max(lines - len(card.lines), 1)) if card.details or card.tracks else 0
    kept = texts[: max(lines - 1 - count, 0)]
    said = [(title, _end(card.marks)), *((text, "") for text in kept), *_details(card, count, room)]
    return [*said, *[("", "")] * (lines - len(said))][:lines]


def _details(card: BoardCard, count: int, room: int) -> list[tuple[str, str]]:
    """The details on so many lines, the tracks at the end of the last."""
    if not count:
        return []
    end = _end(card.tracks)
    below = room - cell_len(end)
    if count == 1:
        return [(packed(card.details, below)[0], end)]
    half = (len(card.details) + 1) // 2  # the same details stand on the same line of most cards
    above, left = packed(card.details[:half], room)
    if left or packed(card.details[half:], below)[1]:
        above, left = packed(card.details, room)
    else:
        left = list(card.details[half:])
    return [(above, ""), (packed(left, below)[0], end)]


def _end(marks: str) -> str:
    return f" {marks}" if marks else ""


def packed(pieces: Sequence[str], room: int) -> tuple[str, list[str]]:
    """As many whole pieces as fit, the first ones first, and those that are left; a piece alone is always taken."""
    line, left = "", []
    for piece in pieces:
        longer = f"{line} {piece}" if line else piece
        if line and cell_len(longer) > room:
            left.append(piece)
        else:
            line = longer
    return line, left


def joined(text: str | tuple[str, ...], room: int, more: str = "") -> str:
    """Join pieces as far as they fit; a piece that is cut, such as a number, would say something else.

    `more` stands for what is left out.
    """
    if isinstance(text, str):
        return text
    line = text[0] if text else ""
    for place, piece in enumerate(text[1:], 2):
        kept = cell_len(more) if place < len(text) else 0
        if cell_len(line) + 1 + cell_len(piece) + kept > room:
            return line + more
        line = f"{line} {piece}"
    return line
