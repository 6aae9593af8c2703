"""Keys one after the other: each acts on what the one before it has left.

Textual hands a key to the focused widget as soon as it arrives. A fast typist, or one packet of a slow line,
brings `/` and `D` together: both go to the list, and the `D` meant for the filter line archives the account.
"""

from __future__ import annotations

from collections import deque

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.timer import Timer

PATIENCE = 0.3
"""Seconds after which the next key no longer waits for one of which nothing is heard."""


class OrderedKeys(App[None]):
    """An app that hands out a key when the one before it was used up, or has done what it is bound to."""

    def __init__(self, driver_class: type[Driver], ansi_color: bool) -> None:
        """Start with no key under way."""
        super().__init__(driver_class=driver_class, ansi_color=ansi_color)
        self._waiting: deque[events.Key] = deque()
        self._flying: events.Key | None = None
        self._patience: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        """Take a new key into the row; run what a key is bound to when no widget has used it."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif event.is_forwarded:
            await self._act(event)
        else:
            self._waiting.append(event)
            await self._advance()

    async def _advance(self) -> None:
        """Hand out the next key, unless one is still under way."""
        while self._flying is None and self._waiting:
            event = self._flying = self._waiting.popleft()
            target = self.focused or self.screen
            await self._act(event)
            if event.is_forwarded and self._flying is event:
                self._patience = self.set_timer(PATIENCE, lambda event=event: self._land(event))
                target.call_later(self._seen, event)

    async def _act(self, event: events.Key) -> None:
        """Let Textual forward the key or run its binding; a new screen is given time to take the focus."""
        fresh, screen = not event.is_forwarded, self.screen
        await super().on_event(event)
        if self.screen is not screen:
            self.screen.call_after_refresh(self._land, event)
        elif not (fresh and event.is_forwarded):
            self._land(event)

    def _seen(self, event: events.Key) -> None:
        """The focused widget has had the key; if it has used it, nothing more will come of it."""
        if event._stop_propagation:
            self._land(event)

    def _land(self, event: events.Key) -> None:
        if self._flying is event:
            self._flying = None
            if self._patience:
                self._patience.stop()
            self.call_later(self._advance)
