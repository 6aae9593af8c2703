"""What a cell of a spreadsheet may hold: no text that it takes for a formula, and each text comes back as it was."""

from __future__ import annotations

import re

_FORMULA = r"(?:[\t\r\0]|\s*[=+\-@＝＋－＠])"
_DISARMED = re.compile(rf"'+{_FORMULA}")
_DANGEROUS = re.compile(rf"'*{_FORMULA}")


def disarmed(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: with a ' before it where that is needed.

    A text that looks as if it had the mark gets one too, so that `armed` gives back every text as it was.
    """
    return f"'{text}" if _DANGEROUS.match(text) else text


def armed(cell: str) -> str:
    """The text that a cell stands for, without the mark of `disarmed`."""
    return cell[1:] if _DISARMED.match(cell) else cell
