"""Eight first steps for a newcomer: one line above the footer, which goes on when the step is done."""

from __future__ import annotations

from kamtui.store.text.words import word

STEPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("move", frozenset({"down", "up", "page_down", "last"})),
    ("open", frozenset({"open"})),
    ("back", frozenset({"back", "leave"})),
    ("filter", frozenset({"filter"})),
    ("board", frozenset({"go_to('pipeline')"})),
    ("stage", frozenset({"move", "next_stage", "previous_stage"})),
    ("undo", frozenset({"undo"})),
    ("help", frozenset({"help", "palette"})),
)
"""Each step's name and the actions that do it."""

_GIVES_UP = "back"
"""The action of Esc, which ends the tour where it is not what is asked for."""


class Tour:
    """Where a newcomer is; it watches and never stands in the way."""

    def __init__(self, on: bool) -> None:
        """Begin with the first step, or be over already."""
        self._step = 0 if on else len(STEPS)

    @property
    def text(self) -> str:
        """What to try next; "" when the tour is over."""
        if self._step >= len(STEPS):
            return ""
        name = STEPS[self._step][0]
        return word(f"shell.tour.{name}", n=self._step + 1, all=len(STEPS))

    def start(self) -> None:
        """Begin anew."""
        self._step = 0

    def did(self, action: str) -> bool:
        """Hear what was done; whether there is something else to say now."""
        if self._step >= len(STEPS):
            return False
        if action in STEPS[self._step][1]:
            self._step += 1
        elif action == _GIVES_UP:
            self._step = len(STEPS)
        return True
