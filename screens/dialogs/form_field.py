"""One field of a form, and what stands below it: what was understood, what is wrong, or what fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from kamtui.screens.widgets.painter import fit
from kamtui.store.fields.matching import Complete, Match
from kamtui.store.text.words import word

_LABEL = 24
"""Cells for a match before the note that tells it from others."""


@dataclass(frozen=True)
class FormField:
    """One field of a form."""

    name: str
    """The record's field."""
    label: str
    """What people call it."""
    text: str
    """Its value as it is typed."""
    parse: Callable[[str], Any]
    """Reads what was typed; raises ValueError with a sentence for people."""
    echo: Callable[[Any], str]
    """Shows what was understood."""
    long: bool = False
    """Whether it may have several lines."""
    complete: Complete | None = None
    """Offers what fits while someone types."""
    several: bool = False
    """Whether it holds more than one value, so that after a match more may follow."""
    section: str = ""
    """The heading above it, if it is the first of a section."""
    hint: str = ""
    """Said below it while it has the focus and nothing else is to be said."""
    tick: str = ""
    """What Space enters into the empty field; such a field is shown with a box that is ticked when it is filled."""


class Below(Static):
    """The lines below a field."""

    DEFAULT_CSS = """
    Below { height: auto; color: $text-muted; display: none; }
    Below.-shown { display: block; }
    Below.-wrong { color: $text-error; text-style: bold; }
    """

    def __init__(self, *, id: str) -> None:
        """Begin with nothing said."""
        super().__init__("", id=id)
        self.matches: tuple[Match, ...] = ()
        """What is offered."""
        self.at = 0
        """Which of them Enter takes."""
        self._said, self._wrong = "", False

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say one thing; with `wrong` it is a fault. What is offered stays in front of it."""
        self._said, self._wrong = text, wrong
        self._draw()

    def offer(self, matches: Sequence[Match]) -> None:
        """Show what fits, the first one chosen; nothing closes the list."""
        self.matches, self.at = tuple(matches), 0
        self._draw()

    def move(self, step: int) -> None:
        """Choose another match."""
        self.at = (self.at + step) % len(self.matches)
        self._draw()

    def _draw(self) -> None:
        text = "\n".join(self._line(place) for place in range(len(self.matches))) or self._said
        wrong = self._wrong and not self.matches
        self.update(Content(f"{word('form.wrong')} {text}" if wrong else text))
        self.set_class(bool(text), "-shown")
        self.set_class(wrong, "-wrong")

    def _line(self, place: int) -> str:
        match = self.matches[place]
        mark = "> " if place == self.at else "  "
        if not match.note:
            return mark + match.label
        return mark + fit(match.label, max(_LABEL, cell_len(match.label))) + "  " + match.note
