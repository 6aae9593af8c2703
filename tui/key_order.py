"""Keys one after the other: each acts on what the one before it has left.

Textual hands a key to the focused widget as soon as it arrives. A fast typist, or one packet of a slow line,
brings `/` and `D` together: both go to the list, and the `D` meant for the filter line archives the account.

Text that is pasted into a terminal without bracketed paste arrives as such a packet too, and outside a field each of
its letters would be a command. A packet of four and more characters therefore counts as pasted, and is dropped with
a word, unless it goes into a field, begins with a key that opens one, or repeats one or two keys, as a key that is
held down on a slow line does. Keys that a person types, however fast, arrive in smaller pieces.
"""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections import deque
from collections.abc import Sequence

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.message import Message

from kamtui.driver import DiffingDriver

PATIENCE = 0.3
"""Seconds after which the next key no longer waits for one of which nothing is heard."""
HELD = 2
"""Different keys that may come again and again in one piece: a key held down, or two in turn."""


class OrderedKeys(App[None]):
    """An app that hands out a key when the one before it was used up, or has done what it is bound to."""

    OPENS_FIELD: frozenset[str] = frozenset()
    """Actions after which keys are typed into a field."""

    class Dropped(Message):
        """Keys came that no field took: pasted text, or a character of an input method that nothing is bound to."""

        def __init__(self, pasted: bool) -> None:
            """Say which of the two."""
            super().__init__()
            self.pasted = pasted

    def __init__(self, driver_class: type[Driver], ansi_color: bool | None) -> None:
        """Start with no key under way."""
        super().__init__(driver_class=driver_class, ansi_color=ansi_color)
        self._waiting: deque[events.Key] = deque()
        self._flying: events.Key | None = None
        self._patience: TimerHandle | None = None

    async def on_event(self, event: events.Event) -> None:
        """Take a new key into the row; run what a key is bound to when no widget has used it."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif event.is_forwarded:
            await self._act(event)
        else:
            self._waiting.append(event)
            await self._advance()

    async def on_diffing_driver_burst(self, event: DiffingDriver.Burst) -> None:
        """Take in the keys of one piece, unless they were pasted where no field takes them."""
        if self._is_pasted(event.keys):
            self.post_message(self.Dropped(pasted=True))
            return
        for key in event.keys:
            key.set_sender(self)
            self._waiting.append(key)
        await self._advance()

    def types_into_field(self) -> bool:
        """Whether a character that is typed now goes into a field."""
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    def _is_pasted(self, keys: Sequence[events.Key]) -> bool:
        if self._waiting or self._flying or self.types_into_field() or len({key.key for key in keys}) <= HELD:
            return False
        return not any(binding.action in self.OPENS_FIELD for binding in self._bound(keys[0].key))

    def _bound(self, key: str) -> list[Binding]:
        """What a key is bound to on the screen in front."""
        return [
            binding
            for _, bindings in self.screen._modal_binding_chain
            for binding in bindings.key_to_bindings.get(key, ())
        ]

    async def _advance(self) -> None:
        """Hand out the next key, unless one is still under way."""
        while self._flying is None and self._waiting:
            event = self._flying = self._waiting.popleft()
            target = self.focused or self.screen
            if self._is_foreign(event):
                self.post_message(self.Dropped(pasted=False))
            await self._act(event)
            if event.is_forwarded and self._flying is event:
                self._patience = get_running_loop().call_later(PATIENCE, self._land, event)
                target.call_later(self._seen, event)

    def _is_foreign(self, event: events.Key) -> bool:
        """Whether an input method sends this character where no field takes it and nothing is bound to it."""
        char = event.character or ""
        return bool(char) and not char.isascii() and not self.types_into_field() and not self._bound(event.key)

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
                self._patience.cancel()
            self.call_later(self._advance)
