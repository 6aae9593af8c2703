"""Whether this terminal can show kamtui, which colours it takes, and how to leave it in every case.

Nothing here imports Textual: the checks run before it is loaded, the ways out work when it hangs.
"""

from __future__ import annotations

import os
import select
import signal
import termios
import threading
import time
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any, Literal, NamedTuple, TextIO

RESET = (
    b"\x1b\\\x1b[?2026l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l\x1b[?1004l\x1b[?2004l"
    b"\x1b[?2048l\x1b[<u\x1b[?7h\x1b[m\x1b[?1049l\x1b[?25h"
)
"""Ends a half-written sequence, then undoes every mode that Textual sets: mouse, focus, paste, kitty keys, screen."""

GRACE = 2
"""Seconds that saving may take after a signal before the program ends regardless."""

Refusal = Literal["stdin_no_tty", "stderr_no_tty", "term_dumb", "not_utf8"]
ColorSystem = Literal["auto", "256"]


class ColorPolicy(NamedTuple):
    """How to colour on this terminal."""

    monochrome: bool
    """No colour at all, greys included: use the theme without colours and `App(ansi_color=True)`."""
    system: ColorSystem
    """The value for TEXTUAL_COLOR_SYSTEM, to be set before Textual is imported."""


def check_terminal(stdin: TextIO | None, stderr: TextIO | None, environ: Mapping[str, str]) -> Refusal | None:
    """Say why the screens cannot run here, or None when they can.

    Textual reads keys from stdin and draws on stderr, so stdout may be a pipe. It draws on a dumb terminal too,
    which then shows thousands of escapes; and it spins when stdin is closed.

    Args:
        stdin: `sys.__stdin__`.
        stderr: `sys.__stderr__`.
        environ: The environment, for TERM.
    """
    if stdin is None or not stdin.isatty():
        return "stdin_no_tty"
    if stderr is None or not stderr.isatty():
        return "stderr_no_tty"
    if environ.get("TERM", "") in ("", "dumb", "unknown"):
        return "term_dumb"
    if stderr.encoding.lower().replace("-", "").replace("_", "") != "utf8":
        return "not_utf8"
    return None


def color_policy(environ: Mapping[str, str]) -> ColorPolicy:
    """Decide on colours from the environment.

    NO_COLOR counts when it is not empty (no-color.org); Textual alone would still send greys. GNU screen turns
    24-bit colours into wrong ones, and COLORTERM is often inherited into it, so it gets 256 colours.
    """
    in_screen = bool(environ.get("STY")) or environ.get("TERM", "").startswith("screen")
    return ColorPolicy(monochrome=bool(environ.get("NO_COLOR")), system="256" if in_screen else "auto")


def _cooked() -> list[Any] | None:
    """Return the terminal's line settings, if stdin is a terminal."""
    try:
        return termios.tcgetattr(0)
    except termios.error:
        return None


def restore(attributes: list[Any] | None = None, last_words: str = "") -> None:
    """Leave the terminal usable: modes off, main screen, cursor shown, line settings as they were.

    Writes past Textual and its buffers, and nothing at all when the terminal takes no bytes. Never raises.

    Args:
        attributes: What `termios.tcgetattr(0)` gave before the program changed it.
        last_words: A line to leave on the main screen.
    """
    try:
        if select.select([], [2], [], 0)[1] and os.isatty(2):
            os.write(2, RESET + last_words.encode("utf-8", "replace"))
        if attributes is not None:
            termios.tcsetattr(0, termios.TCSANOW, attributes)
    except (OSError, ValueError, termios.error):
        return


def install_exit_signals(save: Callable[[], object]) -> None:
    """On SIGHUP and SIGTERM save, restore the terminal and exit with 128 + the signal's number.

    Call it once, in the main thread, before the app runs. It uses `signal.signal`: a handler of the event loop does
    not run while the loop waits for a stalled terminal. A HUP ignored by nohup is heeded too, as a program without a
    terminal cannot go on. An alarm ends the program after `GRACE` seconds if saving hangs.

    Args:
        save: Writes what would be lost. It runs between any two instructions of the program, so it should only
            write what is prepared already; the kind of error it raises is told and does not stop the exit.
    """
    attributes = _cooked()
    leaving = 0

    def leave(last_words: str = "") -> None:
        restore(attributes, last_words)
        os._exit(128 + leaving)

    def on_alarm(_number: int, _frame: FrameType | None) -> None:
        leave()

    def on_signal(number: int, _frame: FrameType | None) -> None:
        nonlocal leaving
        if leaving:
            return
        leaving = number
        signal.signal(signal.SIGALRM, on_alarm)
        signal.alarm(GRACE)
        try:
            save()
        except Exception as error:
            leave(f"kamtui: {type(error).__name__}\r\n")
        leave()

    signal.signal(signal.SIGHUP, on_signal)
    signal.signal(signal.SIGTERM, on_signal)


def watch_for_hangup() -> None:
    """End the program when its terminal is gone, even if it reads no keys just then or its main thread hangs.

    A thread waits for the terminal to hang up, which costs nothing, and then does what the kernel's SIGHUP does; under
    nohup, or when the line dies while another program has the terminal, none comes. Call it after
    `install_exit_signals`.
    """
    threading.Thread(target=_wait_for_hangup, name="hangup", daemon=True).start()


def _wait_for_hangup() -> None:
    poll = select.poll()
    poll.register(0, 0)
    while not any(state & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, state in poll.poll()):
        time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGHUP)
    time.sleep(GRACE + 1)
    os._exit(128 + signal.SIGHUP)
