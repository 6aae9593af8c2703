"""What is on the terminal already, so that only the rest has to be sent.

Textual repaints whole regions. Over SSH that is kilobytes for each key. `FrameDiffer` reads the stream that Textual
writes, keeps a grid of the cells that the terminal shows, and gives back a shorter stream with the same effect.
It knows text, colours (SGR), cursor positions (CUP) and line feeds; sequences that touch neither cells nor cursor
go through in their place; at anything else it stops guessing: the rest of that write goes through as it is, and
nothing on the screen counts as known any more.
"""

from __future__ import annotations

import re
from bisect import bisect

from kamtui.sgr import change_style, shows_on_blanks

_NARROW = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x377), (0x384, 0x38A), (0x391, 0x3A1), (0x3A3, 0x482),
    (0x2010, 0x2027), (0x2030, 0x205E), (0x2500, 0x25FC), (0x2800, 0x28FF),
)  # fmt: skip
_WIDE = (
    (0x3001, 0x3029), (0x3041, 0x3096), (0x309B, 0x30FF), (0x3105, 0x312F), (0x3131, 0x3163), (0x3220, 0x3247),
    (0x3250, 0x4DBF), (0x4E00, 0xA48C), (0xAC00, 0xD7A3), (0xF900, 0xFA6D), (0xFE30, 0xFE52), (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6), (0x20000, 0x2FFFD),
)  # fmt: skip
"""The first and the last code point of each range of which all terminals know how wide it is; in order."""
_FIRST_WIDE = chr(_WIDE[0][0])
"""Every character of these ranges is one cell wide below this one and two cells wide from here on."""

_STARTS = [first for first, _ in _NARROW + _WIDE]
_ENDS = [last for _, last in _NARROW + _WIDE]
_met = set(map(chr, range(0x20, 0x7F)))
"""Characters that have been found in the ranges. A pattern of the ranges takes long to compile at each start."""

_QUIET = (
    r"\x1b\[\?(?:7|25|100[0-6]|1015|1016|2004|2026|2048)[hl]"
    r"|\x1b\[\?\d+\$p|\x1b\[[<>=]\d*u|\x1b\](?:0|1|2|22|52);[^\x07\x1b]*(?:\x07|\x1b\\)|\x07"
)
"""Modes, queries, titles, the clipboard, the bell: nothing that moves the cursor or changes a cell."""

_ALL_QUIET = re.compile(f"(?:{_QUIET})*")
_TOKEN = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)|\x1b\[(?P<sgr>[\d;:]*)m|(?P<move>\x1b\[(?:(\d+);(\d+))?H)"
    rf"|(?P<feed>\n)|(?P<quiet>{_QUIET})"
)
_ANYTHING = "\0"
"""Stands in a cell into which text of uncertain width was sent: it may be half of a wide character."""
_HALVES = frozenset(("", _ANYTHING))
_GAP = re.compile(" {14,}")
"""Blanks that are worth the sequences that erase them and step over them."""


def is_quiet(data: str) -> bool:
    """Say whether `data` holds only sequences that leave cells and cursor alone."""
    return _ALL_QUIET.fullmatch(data) is not None


def is_sure(text: str) -> bool:
    """Say whether all terminals agree on how wide `text` is; they do not for emoji, accents and joiners."""
    if _met.issuperset(text):
        return True
    new = set(text) - _met
    if not all(code <= _ENDS[bisect(_STARTS, code) - 1] for code in map(ord, new)):
        return False
    _met.update(new)
    return True


def _erase(gap: re.Match[str]) -> str:
    """Return the sequences that blank as many cells and leave the cursor behind them."""
    length = len(gap[0])
    return f"\x1b[{length}X\x1b[{length}C"


def _split(text: str) -> list[str]:
    """Split text into cells; the second cell of a wide character is the empty string."""
    if text.isascii():
        return list(text)
    cells: list[str] = []
    for character in text:
        cells.append(character)
        if character >= _FIRST_WIDE:
            cells.append("")
    return cells


class FrameDiffer:
    """The screen as the terminal has it, and the shortest way to what Textual wants.

    Two cursors and two styles are kept: those that Textual's stream has reached, and those the terminal is really
    in, since unchanged cells are never sent. `None` stands for "not known" in all four and in each cell. After each
    `feed` the terminal is brought to where Textual believes it is, so writes from elsewhere fit in between.
    """

    def __init__(self, width: int = 80, height: int = 24, *, erases: bool = True) -> None:
        """Start with a screen of which nothing is known.

        Args:
            width: Columns of the terminal.
            height: Lines of the terminal.
            erases: Whether the terminal erases with the background colour that is set (terminfo `bce` and `ech`).
        """
        self._width, self._height = width, height
        self._erases = erases
        self._stale = True
        self._out: list[str] = []
        self.forget()

    def forget(self) -> None:
        """Drop all knowledge at once: the next writer starts on a screen and in a state that may be anything."""
        self._blank()
        self._row: int | None = None
        self._column: int | None = None
        self._style: str | None = ""

    def invalidate(self) -> None:
        """Ask for every cell to be sent again from the next write on. Safe to call from a signal handler."""
        self._stale = True

    def resize(self, width: int, height: int) -> None:
        """Follow a new terminal size; the whole screen counts as unknown then."""
        if (width, height) != (self._width, self._height):
            self._width, self._height = width, height
            self._stale = True

    def feed(self, data: str) -> str:
        """Take what Textual would write and return what has to be written.

        Args:
            data: Any part of Textual's output that does not end inside an escape sequence.

        Returns:
            A stream that leaves the terminal looking as `data` would have left it.
        """
        if self._stale:
            self._blank()
        position = 0
        while position < len(data):
            token = _TOKEN.match(data, position)
            if token is None or not self._take(token):
                self._pass_through(data[position:])
                break
            position = token.end()
        self._settle()
        result = "".join(self._out)
        self._out.clear()
        return result

    def _blank(self) -> None:
        """Know no cell, and not where the terminal's cursor and style are."""
        self._stale = False
        self._cells: list[list[str | None]] = [[None] * self._width for _ in range(self._height)]
        self._styles: list[list[str]] = [[""] * self._width for _ in range(self._height)]
        self._at: tuple[int, int] | None = None
        self._shown: str | None = None

    def _take(self, token: re.Match[str]) -> bool:
        """Follow one token; False when it leads where the grid cannot follow."""
        kind = token.lastgroup
        if kind == "text":
            self._text(token[0])
        elif kind == "sgr":
            self._sgr(token[0], token["sgr"])
        elif kind == "move":
            row, column = int(token[4] or 1) - 1, int(token[5] or 1) - 1
            if not (0 <= row < self._height and 0 <= column < self._width):
                return False
            self._row, self._column = row, column
        elif kind == "feed":
            if self._row is None or self._row + 1 >= self._height:
                return False
            self._row, self._column = self._row + 1, 0
        else:
            self._settle()
            self._out.append(token[0])
        return True

    def _sgr(self, raw: str, codes: str) -> None:
        """Follow a change of style; codes that do not start with a reset add to the style before them."""
        if codes in ("", "0"):
            self._style = ""
        elif codes.startswith("0;"):
            self._style = codes[2:]
        elif self._style is None:
            self._out.append(raw)
        else:
            self._style = f"{self._style};{codes}" if self._style else codes

    def _text(self, text: str) -> None:
        """Write text where it differs from the cells that are there."""
        row, column, style = self._row, self._column, self._style
        if row is None or column is None or style is None or not is_sure(text):
            self._verbatim(text)
            return
        cells = _split(text)
        end = column + len(cells)
        if end > self._width:
            self._verbatim(text)
            return
        known, styles = self._cells[row], self._styles[row]
        if known[column:end] != cells or styles[column:end] != [style] * len(cells):
            self._send(row, column, cells, style)
        self._column = end

    def _send(self, row: int, column: int, cells: list[str], style: str) -> None:
        """Send the part of a run between its first and its last difference, never half of a wide character.

        A wide character that this cuts in half may stay in the grid: it can only be wanted again together with the
        cell that is overwritten here, which then differs, so both halves are sent.
        """
        known, styles = self._cells[row], self._styles[row]
        first, last = 0, len(cells)
        while known[column + first] == cells[first] and styles[column + first] == style:
            first += 1
        while known[column + last - 1] == cells[last - 1] and styles[column + last - 1] == style:
            last -= 1
        if cells[first] == "":
            first -= 1
        if last < len(cells) and cells[last] == "":
            last += 1
        start, end = column + first, column + last
        # Not every terminal erases the other half of a wide character with the one half.
        cuts = not _HALVES.isdisjoint((known[start], *known[end : end + 1]))
        known[start:end] = cells[first:last]
        styles[start:end] = [style] * (last - first)
        self._move(row, start)
        self._wear(style)
        text = "".join(cells[first:last])
        if self._erases and not cuts and _GAP.search(text) and not shows_on_blanks(style):
            text = _GAP.sub(_erase, text)
        self._out.append(text)
        self._at = (row, end) if end < self._width else None

    def _verbatim(self, text: str) -> None:
        """Send text of uncertain width, place or style as it is; where it ends is not known until the next move."""
        if self._row is not None and self._column is not None:
            if self._column == self._width:
                self._fill_line(self._row)
            else:
                self._move(self._row, self._column)
            start = max(min(self._column, self._width - 1) - 1, 0)
            self._cells[self._row][start:] = [_ANYTHING] * (self._width - start)
        if self._style is not None:
            self._wear(self._style)
        self._out.append(text)
        self._column = self._at = None

    def _fill_line(self, row: int) -> None:
        """Write the last character of a line again, which leaves the cursor just past the line, as no move can."""
        last = self._width - 1
        if self._cells[row][last] == "":
            last -= 1
        self._move(row, last)
        edge = self._cells[row][last]
        if edge and edge != _ANYTHING:
            self._wear(self._styles[row][last])
            self._out.append(edge)

    def _pass_through(self, data: str) -> None:
        """Send the rest of a write as it is and forget everything."""
        if self._row is not None and self._column == self._width:
            self._fill_line(self._row)
            self._column = None
        self._settle()
        self._out.append(data)
        self.forget()
        self._style = None

    def _settle(self) -> None:
        """Bring the terminal's cursor and style to where Textual's stream has them."""
        if self._style is not None:
            self._wear(self._style)
        if self._row is not None and self._column is not None:
            self._move(self._row, min(self._column, self._width - 1))

    def _move(self, row: int, column: int) -> None:
        """Put the terminal's cursor on a cell by the shortest sequence."""
        if self._at == (row, column):
            return
        if self._at is not None and self._at[0] == row:
            self._out.append(f"\x1b[{column + 1}G" if column else "\r")
        elif column:
            self._out.append(f"\x1b[{row + 1};{column + 1}H")
        else:
            self._out.append(f"\x1b[{row + 1}H" if row else "\x1b[H")
        self._at = (row, column)

    def _wear(self, style: str) -> None:
        """Set the terminal's style."""
        self._out.append(change_style(self._shown, style))
        self._shown = style
