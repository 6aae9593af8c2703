"""The driver that kamtui runs on: few bytes to the terminal, and no byte from it that can stop the program."""

from __future__ import annotations

import curses
import os
import select
import signal
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Sequence
from types import FrameType
from typing import Any

from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from kamtui.frame_differ import FrameDiffer, is_quiet
from kamtui.screens.widgets.glyphs import MEASURED

PROBE = f"\x1b[2H{MEASURED}\x1b[6n\x1b[2H\x1b[2K"
"""Asks how wide the terminal draws; below the first line, where the answer could be taken for a key, Ctrl+F3."""
BURST = 4
"""Characters in one piece of input that may have been pasted rather than typed."""


def terminal_erases() -> bool:
    """Say whether the terminal erases cells in the colour that is set, as its terminfo entry tells."""
    try:
        curses.setupterm()
    except curses.error:
        return False
    return bool(curses.tigetflag("bce") == 1 and curses.tigetstr("ech"))


class DiffingDriver(LinuxDriver):
    """Textual's driver for Unix terminals, which sends only the cells that changed.

    Use it as `App(driver_class=DiffingDriver)`. The screen counts as unknown at the start, after a suspension and
    at every change of the window, so that what the terminal did meanwhile is painted over. Input that is no UTF-8
    becomes U+FFFD instead of an exception, and a terminal that is gone ends the program as SIGHUP does.
    """

    class UndecodableInput(Message):
        """Sent to the app at the first byte that is not UTF-8; most likely the terminal is set to GBK."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        """Start as Textual's driver does, with nothing known of the screen."""
        self._differ = FrameDiffer(erases=terminal_erases())
        self._warned = False
        self._frame: list[str] | None = None
        super().__init__(app, debug=debug, mouse=mouse, size=size)

    class Measured(Message):
        """The terminal has told how wide it draws the characters that everything here counts as one cell."""

        def __init__(self, wide: bool) -> None:
            """Say whether any of them takes more."""
            super().__init__()
            self.wide = wide

    class Burst(Message):
        """Several characters came in one piece, more than a person types at once: the keys that follow are those."""

        def __init__(self, keys: Sequence[events.Key]) -> None:
            """Hold the keys in their order."""
            super().__init__()
            self.keys = tuple(keys)

    def use_mouse(self, on: bool) -> None:
        """Let the terminal report the mouse, or leave it to the terminal's own selection."""
        if on == self._mouse:
            return
        if on:
            self._mouse = True
            self._enable_mouse_support()
        else:
            self._disable_mouse_support()
            self._mouse = False

    def repaint(self) -> None:
        """Send every cell again with the next frame; follow it by a refresh of the screen (for Ctrl+L)."""
        self._differ.invalidate()

    def start_application_mode(self) -> None:
        """Enter application mode on a screen of which nothing is known.

        After a stop by the shell Textual would leave the screen empty until something changes, so a repaint is asked.
        """
        self._differ.forget()
        start: Callable[[], None] = super().start_application_mode
        start()
        LinuxDriver.write(self, PROBE)
        handler = signal.getsignal(signal.SIGWINCH)
        if callable(handler):
            signal.signal(signal.SIGWINCH, self._after_invalidating(handler))
        if self._app.is_running:
            self._loop.call_soon_threadsafe(self._app.call_later, self._app.refresh)

    def _after_invalidating(
        self, handler: Callable[[int, FrameType | None], Any]
    ) -> Callable[[int, FrameType | None], None]:
        """Wrap the handler of window changes so that it also drops what is known of the screen."""

        def on_window_change(number: int, frame: FrameType | None) -> None:
            self._differ.invalidate()
            handler(number, frame)

        return on_window_change

    def write(self, data: str) -> None:
        """Write what the terminal does not show yet; a frame in one piece, and no frame that changes nothing.

        The input thread writes too, but only modes and queries; those never reach the differ, so it needs no lock.
        """
        if data == SYNC_START:
            self._frame = []
        elif data == SYNC_END and self._frame is not None:
            painted, self._frame = "".join(self._frame), None
            if painted:
                super().write(f"{SYNC_START}{painted}{SYNC_END}")
        elif is_quiet(data):
            super().write(data)
        else:
            self._differ.resize(*self._app.size)
            self._paint(self._differ.feed(data))

    def _paint(self, data: str) -> None:
        """Put what changes the screen into the frame that has begun, or write it where there is none."""
        if self._frame is not None:
            self._frame.append(data)
        elif data:
            super().write(data)

    def run_input_thread(self) -> None:
        """Read keys until the application stops, whatever bytes come.

        Textual's own loop decodes strictly, so that one GBK byte ends it, and spins when the terminal is gone.
        """
        parser = XTermParser(self._debug)
        decoder = getincrementaldecoder("utf-8")(errors="replace")
        poll = select.poll()
        poll.register(self.fileno, select.POLLIN)
        while not self.exit_event.is_set():
            if poll.poll(100):
                data = self._read()
                if not data:
                    os.kill(os.getpid(), signal.SIGHUP)
                    return
                text = decoder.decode(data)
                self._warn_of_encoding(text)
                self._pass_on(parser.feed(text))
            for message in parser.tick():
                self.process_message(message)

    def _pass_on(self, understood: Iterable[Message]) -> None:
        """Send on what was understood; many characters of one piece together, so that the app can judge them."""
        messages = []
        for message in understood:
            if isinstance(message, events.CursorPosition):
                self.send_message(self.Measured(message.x > len(MEASURED)))
            else:
                messages.append(message)
        if len(messages) >= BURST and all(isinstance(each, events.Key) for each in messages):
            keys = [each for each in messages if isinstance(each, events.Key)]
            if sum(key.is_printable for key in keys) >= BURST:
                self.send_message(self.Burst(keys))
                return
        for message in messages:
            self.process_message(message)

    def _read(self) -> bytes:
        """Read what the terminal sent; nothing when it is gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _warn_of_encoding(self, text: str) -> None:
        """Tell the app once that the terminal does not speak UTF-8."""
        if "\ufffd" in text and not self._warned:
            self._warned = True
            self.send_message(self.UndecodableInput())
