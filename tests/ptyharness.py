"""A program on a real pseudo-terminal, with a terminal emulator in front of it."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence

import pyte
from wcwidth import wcwidth

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "insert": "\x1b[2~",
    "delete": "\x1b[3~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f10": "\x1b[21~",
}
"""Names of keys and what a terminal sends for them; `ctrl+x` works for any letter."""

ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[c": b"\x1b[?62c"}
"""Queries and what this terminal answers: it knows synchronised output."""

FOREIGN = (b"\x1b[<u", b"\x1b[>25u")
"""Sequences of the kitty keyboard that the emulator would show as text."""


class CharacterScreen(pyte.Screen):
    """A screen that draws each character by itself: pyte loses what follows a joiner or selector in one text.

    A frame can be read while half of it is painted; pyte falls over half a wide character that is left then.

    Asked where its cursor is, it answers through `answer`.
    """

    answer: Callable[[bytes], object] | None = None

    def report_device_status(self, mode: int) -> None:
        """Say where the cursor is."""
        if mode == 6 and self.answer:
            self.answer(f"\x1b[{self.cursor.y + 1};{self.cursor.x + 1}R".encode())

    def draw(self, data: str) -> None:
        """Draw one character after the other."""
        for char in data:
            self._part(wcwidth(char))
            super().draw(char)

    def _part(self, width: int) -> None:
        """Blank the halves of wide characters that the next one covers, as terminals do."""
        line, start = self.buffer[self.cursor.y], self.cursor.x
        if start >= self.columns or width < 1:
            return
        if start and not line[start].data:
            line[start - 1] = line[start - 1]._replace(data=" ")
        if (end := start + width) < self.columns and not line[end].data:
            line[end] = line[end]._replace(data=" ")


class Terminal:
    """Runs a program on a pty and keeps what its terminal would show.

    The program's environment is `env` alone, on top of a plain UTF-8 terminal with 24-bit colours; in particular
    nothing of the tester's own settings comes through.
    """

    def __init__(
        self, command: Sequence[str], columns: int = 80, rows: int = 24, env: Mapping[str, str] | None = None
    ) -> None:
        """Start the program.

        Args:
            command: The program and its arguments.
            columns: Width of the terminal.
            rows: Its height.
            env: More environment variables; HOME should be among them.
        """
        self.raw = b""
        self.exit_code: int | None = None
        self._screen = CharacterScreen(columns, rows)
        self._screen.answer = self.send
        self._stream = pyte.ByteStream(self._screen)
        base = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execvpe(command[0], list(command), {**base, **(env or {})})
            finally:
                os._exit(127)
        self.resize(columns, rows)

    @property
    def display(self) -> list[str]:
        """The lines on the screen, blanks at their ends included."""
        return list(self._screen.display)

    @property
    def text(self) -> str:
        """The whole screen as one text."""
        return "\n".join(line.rstrip() for line in self.display)

    @property
    def screen(self) -> pyte.Screen:
        """The emulator, for colours, cursor and title."""
        return self._screen

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._screen.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def keys(self, names: str) -> None:
        """Press keys, given by name and parted by spaces: `"2 m right enter"`.

        A name that is no key is typed as it is. Each key waits for the one before it to be read.
        """
        for name in names.split():
            control = name.startswith("ctrl+") and len(name) == 6
            self.send((chr(ord(name[5].upper()) - 64) if control else KEYS.get(name, name)).encode())
            self.read(0.05)

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        os.write(self.fd, data)

    def read(self, seconds: float) -> bytes:
        """Take what the program writes until it has been quiet for `seconds`; returns the new bytes."""
        start = len(self.raw)
        while select.select([self.fd], [], [], seconds)[0] and self._take():
            pass
        return self.raw[start:]

    def wait_for(self, text: str, seconds: float = 10) -> None:
        """Wait until the screen shows `text` on one line.

        Raises:
            AssertionError: It did not; the message holds the screen.
        """
        end = time.monotonic() + seconds
        while text not in self.text:
            left = end - time.monotonic()
            if left <= 0 or (select.select([self.fd], [], [], left)[0] and not self._take()):
                raise AssertionError(f"{text!r} is not on the screen:\n{self.text}\nexit: {self.wait(0)}")

    def wait(self, seconds: float = 5) -> int | None:
        """Wait for the program to end; returns its exit status, 128 + n for a signal, None when it still runs."""
        end = time.monotonic() + seconds
        while self.exit_code is None:
            if select.select([self.fd], [], [], 0.02)[0]:
                self._take()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                self.exit_code = code if code >= 0 else 128 - code
                self.read(0.02)
            elif time.monotonic() >= end:
                break
        return self.exit_code

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def stop(self) -> None:
        """End the program, by force if need be, and close the terminal."""
        if self.exit_code is None and self.wait(0) is None:
            self.signal(signal.SIGKILL)
            self.wait()
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def _take(self) -> bool:
        """Take one piece of output and answer its queries; False at the end."""
        try:
            data = os.read(self.fd, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            data = b""
        self.raw += data
        for query, answer in ANSWERS.items():
            if query in data:
                os.write(self.fd, answer)
        for sequence in FOREIGN:
            data = data.replace(sequence, b"")
        self._stream.feed(data)
        return bool(data)

    def __enter__(self) -> Terminal:
        """Use the terminal in a `with` block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the program at the end of the block."""
        self.stop()
