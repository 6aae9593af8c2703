"""Order files that were never added up, or have changed much: read in the background while the screen goes on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from textual import events
from textual.message import Message
from textual.screen import ModalScreen
from textual.worker import get_current_worker

from kamtui.screens.base import WorkScreen
from kamtui.store.figures.periods import Window
from kamtui.store.text.words import word

_READING = "order files"
"""The group of the worker."""


class OrderReading(WorkScreen):
    """Adds up months of order lines in a thread, says how far it is, and shows the screen anew when it is done."""

    _unread: tuple[str, ...] = ()
    """The months that are being read."""
    _done = 0
    """How many of them have been."""

    @dataclass
    class MonthRead(Message):
        """So many of the months have been added up."""

        months: tuple[str, ...]
        done: int

    def orders_are_read(self) -> bool:
        """Whether all orders have been added up; if not, that begins now."""
        unread = self.workspace.unread_orders(Window(self.today()))
        if unread:
            self.wait_for_orders(unread)
        return not unread

    def wait_for_orders(self, months: Sequence[str]) -> None:
        """Read months in the background, and then show what needs them."""
        if not set(months) <= set(self._unread):
            self._unread, self._done = tuple(months), 0
            self.run_worker(partial(self._read, self._unread), thread=True, exclusive=True, group=_READING)
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

    def _read(self, months: tuple[str, ...]) -> None:
        """Read in a thread, which changes nothing of the screen by itself."""
        worker = get_current_worker()
        with closing(self.workspace.read_orders(months)) as reading:
            for done in reading:
                if worker.is_cancelled:
                    return
                self.post_message(self.MonthRead(months, done))
