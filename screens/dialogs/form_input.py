"""Where a form is typed into: one line, which can be taken back and which Space can tick, or several lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, TextArea

_STEPS = 200
"""Earlier texts that are kept."""


class FormInput(Input):
    """An input that takes back, and makes again, what was typed into it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo_text", show=False),
        Binding("ctrl+y", "redo_text", show=False),
    ]

    def __init__(self, text: str, *, id: str, tick: str = "") -> None:
        """Begin with `text`; with `tick`, Space in an empty line enters that."""
        super().__init__(text, id=id)
        self._tick = tick
        self._before: list[tuple[str, int]] = []
        self._after: list[tuple[str, int]] = []
        self._now = (text, len(text))
        self._restoring = False
        self.was_put = False
        """Whether the latest change was not typed."""

    def put(self, text: str, cursor: int | None = None) -> None:
        """Replace all of the text, as one step that can be taken back."""
        self.was_put = text != self.value
        self.value = text
        self.cursor_position = len(text) if cursor is None else cursor

    def before(self) -> str:
        """What stands in front of the cursor."""
        return self.value[: self.cursor_position]

    def take(self, text: str, *, whole: bool = False) -> None:
        """Put `text` in place of what stands in front of the cursor, and with `whole` of what is behind it too."""
        behind = "" if whole else self.value[self.cursor_position :]
        self.put(text + behind, len(text))

    def note(self) -> None:
        """Remember what was there before the latest change; the form calls it once for each."""
        self.was_put = False
        if self._restoring:
            self._restoring = False
        elif self.value != self._now[0]:
            self._before = [*self._before[-_STEPS:], self._now]
            self._after.clear()
        self._now = (self.value, self.cursor_position)

    def action_undo_text(self) -> None:
        """Take back the latest change of the text."""
        self._swap(self._before, self._after)

    def action_redo_text(self) -> None:
        """Make again what was taken back."""
        self._swap(self._after, self._before)

    def _swap(self, source: list[tuple[str, int]], into: list[tuple[str, int]]) -> None:
        if source:
            into.append((self.value, self.cursor_position))
            text, cursor = source.pop()
            self._restoring = self.was_put = text != self.value
            self.value = text
            self.cursor_position = cursor

    def on_key(self, event: events.Key) -> None:
        """Tick an empty line with Space."""
        if self._tick and event.key == "space" and not self.value:
            event.stop()
            event.prevent_default()
            self.put(self._tick)


class FormArea(TextArea):
    """Several lines to type in; while something is offered, up, down and Enter choose among it."""

    @dataclass
    class Chose(Message):
        """A key that chooses was pressed."""

        area: FormArea
        """Where it was pressed."""
        step: int
        """-1 or 1 for the match above or below, 0 to take the one that is chosen."""

        @property
        def control(self) -> FormArea:
            """Where it was pressed."""
            return self.area

    def __init__(self, text: str, *, id: str, choosing: Callable[[], bool]) -> None:
        """Begin with `text`; `choosing` says whether something is offered now."""
        super().__init__(text, id=id, soft_wrap=True, tab_behavior="focus")
        self._choosing = choosing
        self._given, self._shown = text, self.text

    @property
    def said(self) -> str:
        """The text, as it was given while nothing was typed: lines may end in ways of their own."""
        return self._given if self.text == self._shown else self.text

    def before(self) -> str:
        """What stands in front of the cursor."""
        return self.get_text_range((0, 0), self.cursor_location)

    def take(self, text: str, *, whole: bool = False) -> None:
        """Put `text` in place of what stands in front of the cursor, and with `whole` of what is behind it too."""
        pairs = zip(text, self.before(), strict=False)
        same = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        start = (same.count("\n"), len(same) - same.rfind("\n") - 1)
        end = self.document.end if whole else self.cursor_location
        self.replace(text[len(same) :], start, end)

    def on_key(self, event: events.Key) -> None:
        """Choose instead of moving the cursor or breaking the line."""
        steps = {"up": -1, "down": 1, "enter": 0}
        if event.key in steps and self._choosing():
            event.stop()
            event.prevent_default()
            self.post_message(self.Chose(self, steps[event.key]))
