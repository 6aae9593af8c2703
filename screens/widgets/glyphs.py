"""The characters beyond ASCII that screens draw with, and what stands for each on a terminal that draws them wide.

East Asian terminals may give two cells to characters that everything here counts as one. Where that was measured,
or asked for, `plain` puts an ASCII character of one cell in the place of each.
"""

from __future__ import annotations

SEPARATOR = "│"
"""Between two columns of a board."""

UNDECIDED = "&"
"""Marks what holds a field about which someone has to decide."""

HOLLOW, FILLED = "○", "●"
"""On a track of a deal: reached without evidence or not known, and shown to be so."""

_LINES = {chr(code): "+" for code in range(0x2500, 0x2580)}
_BLOCKS = {chr(code): "#" for code in range(0x2580, 0x25A0)}
_OTHERS = dict(
    zip("─━═│┃║→←↑↓·…●○★☆◆◇▲△▼▽■□“”‘’×÷±§°–—①②③④⑤⑥⑦⑧⑨", "--=|||><^v.~*o**##^^vv#-\"\"''x/+S'--123456789", strict=True)
)

_SHADES = {**dict.fromkeys("▏▎▍", "|"), **dict(zip("░▒▓", ":=%", strict=True))}
"""Parts of a cell and shades, which charts tell apart."""

ASCII: dict[int, str] = str.maketrans({**_LINES, **_BLOCKS, **_OTHERS, **_SHADES})
"""What each ambiguous character becomes, as `str.translate` wants it."""

MEASURED = SEPARATOR + "─→●"
"""The characters by which a terminal is judged."""


def plain(text: str) -> str:
    """`text` with an ASCII character of one cell for each that may be drawn wide; as many characters as before."""
    return text if text.isascii() else text.translate(ASCII)
