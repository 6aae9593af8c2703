"""How far something is: a bar on a terminal, a line for every tenth of the way otherwise."""

from __future__ import annotations

import shutil
import sys
import time
from typing import TextIO

from kamtui.store.text.cells import cut, fit
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_BAR = 20
_SOON = 0.5
"""Seconds of a phase after which its speed says something."""


class Progress:
    """Shows what it is told; call `end` before anything else is written."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Show progress on `stream`, stderr if none is given."""
        self._stream = stream or sys.stderr
        self._bar = self._stream.isatty()
        self._what = ""
        self._began = 0.0
        self._tenth = 0
        self._drawn = False

    def __call__(self, done: int, total: int, what: str) -> None:
        """Show that `done` of `total` (0: not known) rows of `what` are done."""
        if what != self._what:
            self._what, self._began, self._tenth = what, time.monotonic(), 0
        if self._bar:
            self._draw(done, total)
        elif total and done * 10 // total > self._tenth:
            self._tenth = done * 10 // total
            print(self._line(done, total), file=self._stream)

    def end(self) -> None:
        """Wipe the bar."""
        if self._drawn:
            columns = shutil.get_terminal_size().columns
            print("\r" + " " * (columns - 1), end="\r", file=self._stream, flush=True)
            self._drawn = False

    def _draw(self, done: int, total: int) -> None:
        """Draw the bar over the one before; carriage returns move the cursor, so no escape is needed."""
        full = min(_BAR, done * _BAR // total) if total else 0
        bar = "[" + "#" * full + "." * (_BAR - full) + "] " if total else ""
        columns = shutil.get_terminal_size().columns
        print("\r" + fit(bar + self._line(done, total), columns - 1), end="", file=self._stream, flush=True)
        self._drawn = True

    def _line(self, done: int, total: int) -> str:
        """What is being done, how far it is, how fast, and how long it will take."""
        parts = [cut(clean(self._what), 60)]
        if total:
            parts.append(f"{min(100, done * 100 // total)}%")
        parts.append(word("cli.progress.rows", n=f"{done:,}"))
        took = time.monotonic() - self._began
        if took > _SOON and done:
            parts.append(word("cli.progress.speed", n=f"{done / took:,.0f}"))
            if total > done:
                parts.append(word("cli.progress.left", n=round((total - done) * took / done)))
        return "  ".join(parts)
