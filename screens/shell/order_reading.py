"""Order files that were never added up, or have changed much: read in the background while the screen goes on."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from textual import events
from textual.message import Message
from textual.screen import ModalScreen
from textual.worker import get_current_worker

from kamtui.screens.shell.base import WorkScreen
from kamtui.store.figures.periods import Window
from kamtui.store.files.order_cache import Need
from kamtui.store.text.words import word

Reading = Callable[[], Generator[int, None, None]]
"""Reads months one after the other, and says after each how many are done."""
_READING = "order files"
"""The group of the worker."""


class OrderReading(WorkScreen):
    """Adds up months of order lines in a thread, says how far it is, and shows the screen anew when it is done."""

    _unread: tuple[str, ...] = ()
    """The months that are being read."""
    _what: object = None
    """What they are read for."""
    _done = 0
    """How many of them have been."""

    @dataclass
    class MonthRead(Message):
        """So many of the months have been added up."""

        months: tuple[str, ...]
        done: int

    def orders_are_read(self) -> bool:
        """Whether all orders have been added up; if not, that begins now."""
        need = Need(Window(self.today()))
        unread = self.workspace.unread_orders(need)
        if unread:
            self.wait_for_orders(unread, need)
        return not unread

    def wait_for_orders(self, months: Sequence[str], need: Need) -> None:
        """Add up months in the background, and then show what needs them."""
        self.wait_for(need.name, months, partial(self.workspace.read_orders, months, need))

    def wait_for(self, what: object, months: Sequence[str], reading: Reading) -> None:
        """Read months in the background by `reading`, and then show what needs them; `what` tells it from others."""
        if what != self._what or not set(months) <= set(self._unread):
            self._what, self._unread, self._done = what, tuple(months), 0
            work = partial(self._read, self._unread, reading)
            self.run_worker(work, thread=True, exclusive=True, group=_READING)
        self._tell_reading()

    def stop_reading(self) -> None:
        """Read nothing more; what has been read is kept."""
        self._unread = ()
        self.workers.cancel_group(self, _READING)

    def show_reading(self, said: str) -> None:
        """Say how far it is; the footer does where the screen knows no better place."""
        self.tell(said)

    def orders_read(self) -> None:
        """Show what was waited for."""
        self.show()

    def on_screen_suspend(self, _: events.ScreenSuspend) -> None:
        """Stop when this screen is left for another; under a dialog it goes on."""
        if not isinstance(self.app.screen, ModalScreen):
            self.stop_reading()

    def on_order_reading_month_read(self, event: MonthRead) -> None:
        """Tell it; after the last month show what needs them."""
        event.stop()
        if event.months != self._unread:
            return
        self._done = event.done
        if event.done < len(event.months):
            self._tell_reading()
            return
        self._unread = ()
        self.orders_read()

    def _tell_reading(self) -> None:
        place = {"done": self._done, "all": len(self._unread), "month": self._unread[self._done]}
        self.show_reading(word("screens.adding_up", **place))

    def _read(self, months: tuple[str, ...], reading: Reading) -> None:
        """Read in a thread, which changes nothing of the screen by itself."""
        worker = get_current_worker()
        with closing(reading()) as steps:
            for done in steps:
                if worker.is_cancelled:
                    return
                self.post_message(self.MonthRead(months, done))
