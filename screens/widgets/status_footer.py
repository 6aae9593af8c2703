"""The last line of every screen: what the keys do here, or what a mode asks for."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from kamtui.screens.widgets.painter import Painter, fit, strip_of

GAP = "  "

MOST, NARROW = 7, 80
"""Entries in a window of up to so many columns, the last one included: more are not read."""


class FooterEntry(msgspec.Struct, frozen=True):
    """One key and what it does."""

    key: str
    """The key as a person reads it."""
    label: str
    """One or two words."""
    action: str
    """What `Chosen` carries when the entry is clicked."""

    @property
    def width(self) -> int:
        """Cells the entry takes."""
        return cell_len(self.key) + 1 + cell_len(self.label)


class StatusFooter(Painter):
    """One line of entries, as many as fit from the left, and one at the end that is always there.

    In a mode it shows a message first; the entries that still fit follow it.
    """

    DEFAULT_CSS = """
    StatusFooter { height: 1; width: 1fr; background: $panel; }
    """

    class Chosen(Message):
        """An entry was clicked."""

        def __init__(self, action: str) -> None:
            """Tell the action of the entry."""
            super().__init__()
            self.action = action

    def __init__(self, entries: Sequence[FooterEntry] = (), last: FooterEntry | None = None) -> None:
        """Create the line.

        Args:
            entries: In order of weight; those that do not fit are left out.
            last: The entry that is always visible, such as "? help".
        """
        super().__init__()
        self._entries, self._last, self._message = tuple(entries), last, ""

    @property
    def message(self) -> str:
        """The message of the mode; "" outside modes."""
        return self._message

    def show(self, entries: Sequence[FooterEntry], message: str = "") -> None:
        """Show other entries, and a message before them when a mode is on.

        Args:
            entries: In order of weight.
            message: What the mode asks for, cleaned.
        """
        self._entries, self._message = tuple(entries), message
        self.refresh()

    def placed(self) -> list[tuple[int, FooterEntry]]:
        """Return the entries that fit and the cell each starts at."""
        width = self.size.width
        end = width - (self._last.width + 1 if self._last else 0)
        placed: list[tuple[int, FooterEntry]] = []
        x = 1 + (cell_len(self._message) + len(GAP) if self._message else 0)
        for entry in self._entries:
            full = width <= NARROW and len(placed) + bool(self._last) >= MOST
            if full or x + entry.width + (len(GAP) if self._last else 0) > end:
                break
            placed.append((x, entry))
            x += entry.width + len(GAP)
        if self._last:
            placed.append((max(min(x, end), 0), self._last))
        return placed

    def on_click(self, event: events.Click) -> None:
        """Post the action of the entry under the mouse."""
        offset = event.get_content_offset(self)
        for x, entry in self.placed() if offset else []:
            if offset is not None and x <= offset.x < x + entry.width:
                self.post_message(self.Chosen(entry.action))

    def render(self) -> str:
        """Draw nothing at once; `render_line` draws."""
        return ""

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw the line."""
        width, plain = self.size.width, self.own_look
        placed = self.placed()
        parts: list[tuple[str, Style]] = []
        used = 0
        if self._message:
            room = placed[0][0] if placed else width
            text = f" {self._message}"
            used = min(cell_len(text), max(room - 1, 0))
            parts.append((fit(text, used), self.look("strong")))
        for x, entry in placed:
            parts += [(" " * (x - used), plain), (entry.key, self.look("accent")), (f" {entry.label}", plain)]
            used = x + entry.width
        return strip_of(parts, width, plain)
