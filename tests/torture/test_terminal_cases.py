"""kamtui on a real pseudo-terminal while windows change, lines drop and signals come: no hang, and no mess left."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from ptyharness import Terminal
from torture.scale import family
from workbench import make, small

SHOWN = "4 accounts"
STARTS = ((80, 24), (60, 16), (120, 40), (200, 60), (40, 10))
RESIZES = (
    (1, 1), (80, 24), (0, 0), (300, 100), (59, 24), (60, 16), (80, 15), (100, 30), (20, 5), (200, 60), (61, 17),
)  # fmt: skip
TAKEN: tuple[Mapping[str, str], ...] = (
    {"TERM": "xterm"}, {"TERM": "screen-256color", "STY": "1.pts"}, {"TERM": "tmux-256color"}, {"TERM": "linux"},
    {"TERM": "vt100"}, {"TERM": "putty", "NO_COLOR": "1"}, {"LANG": "zh_CN.UTF-8"}, {"LANG": "C"},
)  # fmt: skip
REFUSED: tuple[Mapping[str, str], ...] = (
    {"TERM": "dumb"}, {"TERM": "unknown"}, {"TERM": ""}, {"PYTHONIOENCODING": "gbk"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "latin-1"},
)  # fmt: skip

Start = Callable[..., Terminal]


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Start kamtui on a small workspace; whatever is still running after the test is ended."""
    root = folder / "w"
    make(root, small(english=True)).close()
    running: list[Terminal] = []

    def run(columns: int = 80, rows: int = 24, *, ignored: str = "", **env: str) -> Terminal:
        command = [sys.executable, "-m", "kamtui", "--data", str(root)]
        if ignored:
            command = ["sh", "-c", f'trap \'\' {ignored}; exec "$0" "$@"', *command]
        terminal = Terminal(command, columns, rows, {"HOME": str(folder), "KAMTUI_LANG": "en", **env})
        running.append(terminal)
        return terminal

    yield run
    for terminal in running:
        terminal.stop()


def is_restored(terminal: Terminal) -> bool:
    """Whether line settings, screen, cursor, mouse and pasting are as before."""
    modes = termios.tcgetattr(terminal.fd)[3]
    end = terminal.raw[-4000:]
    off = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1003l", b"\x1b[?2004l")
    return bool(modes & termios.ECHO and modes & termios.ICANON) and all(sequence in end for sequence in off)


def ended(terminal: Terminal, seconds: float = 15) -> int | None:
    """The exit code, None where it hangs: far more time than the five seconds that are promised, for slow machines."""
    return terminal.wait(seconds)


def resize(terminal: Terminal, columns: int, rows: int) -> None:
    """Give the window a size that the emulator may not be able to have."""
    if columns > 1 and rows > 1:
        terminal.screen.reset()
        terminal.resize(columns, rows)
    else:
        fcntl.ioctl(terminal.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def wait_until_filled(terminal: Terminal) -> None:
    """Wait until the accounts are shown and the first and the last line are drawn."""
    terminal.wait_for(SHOWN)
    until = time.monotonic() + 15
    while not (terminal.display[0].strip() and terminal.display[-1].strip()):
        assert time.monotonic() < until, f"the window is not filled:\n{terminal.text}"
        terminal.read(0.05)


@pytest.mark.parametrize("size", STARTS)
def test_a_window_of_any_size_can_become_any_other(start: Start, size: tuple[int, int]) -> None:
    with family("terminal: sizes") as count:
        terminal = start(*size)
        terminal.wait_for(SHOWN if size[0] >= 60 else "small")
        for columns, rows in RESIZES:
            resize(terminal, columns, rows)
            if columns >= 60 and rows >= 16:
                wait_until_filled(terminal)
            else:
                terminal.read(0.05)
            count.cases += 1
        terminal.keys("q")
        assert ended(terminal) == 0
        assert is_restored(terminal)


def test_terminals_that_cannot_show_it_get_a_sentence(start: Start) -> None:
    with family("terminal: kinds and locales") as count:
        for env in REFUSED:
            terminal = start(**env)
            assert ended(terminal) == 2, env
            assert b"\x1b" not in terminal.raw, env
            assert len(terminal.text.split()) > 4, env
            count.cases += 1


@pytest.mark.parametrize("part", range(2))
def test_terminals_that_can_show_it_do(start: Start, part: int) -> None:
    with family("terminal: kinds and locales") as count:
        for env in TAKEN[part::2]:
            terminal = start(**env)
            terminal.wait_for(SHOWN)
            terminal.keys("q")
            assert ended(terminal) == 0, env
            assert is_restored(terminal), env
            count.cases += 1


@pytest.mark.parametrize("where", ["", "2", "?", "n"], ids=["accounts", "pipeline", "help", "a form"])
def test_a_signal_ends_it_with_its_code_and_restores_the_terminal(start: Start, where: str) -> None:
    with family("terminal: signals") as count:
        sessions = {number: start() for number in (signal.SIGHUP, signal.SIGTERM)}
        for number, terminal in sessions.items():
            terminal.wait_for(SHOWN)
            terminal.read(0.1)
            if where:
                terminal.keys(where)
                terminal.read(0.1)
            terminal.signal(number)
            assert ended(terminal) == 128 + number
            assert is_restored(terminal)
            count.cases += 1


def test_a_hang_up_that_was_to_be_ignored_ends_it_all_the_same(start: Start) -> None:
    with family("terminal: signals") as count:
        terminal = start(ignored="HUP")
        terminal.wait_for(SHOWN)
        terminal.signal(signal.SIGHUP)
        assert ended(terminal) == 129
        count.cases += 1


def test_a_line_that_is_gone_ends_it(start: Start) -> None:
    with family("terminal: signals") as count:
        terminal = start()
        terminal.wait_for(SHOWN)
        os.close(terminal.fd)
        terminal.fd = -1
        until, status = time.monotonic() + 15, 0
        while not (gone := os.waitpid(terminal.pid, os.WNOHANG))[0]:
            assert time.monotonic() < until, "still running without a terminal"
            time.sleep(0.02)
        status = os.waitstatus_to_exitcode(gone[1])
        terminal.exit_code = status
        assert status != 0
        count.cases += 1


def test_a_line_that_stalls_does_not_keep_it_from_leaving(start: Start) -> None:
    with family("terminal: signals") as count:
        terminal = start(200, 60)
        terminal.wait_for(SHOWN)
        for _ in range(400):
            terminal.send(b"2")
            terminal.send(b"1")
        time.sleep(0.3)
        terminal.signal(signal.SIGTERM)
        until = time.monotonic() + 15
        while not (gone := os.waitpid(terminal.pid, os.WNOHANG))[0]:
            assert time.monotonic() < until, "hangs while the line is stalled"
            time.sleep(0.02)
        terminal.exit_code = os.waitstatus_to_exitcode(gone[1])
        assert terminal.exit_code in (143, -15)
        count.cases += 1


def test_foreign_bytes_and_a_stop_by_the_shell_leave_it_usable(start: Start) -> None:
    with family("terminal: signals") as count:
        terminal = start()
        terminal.wait_for(SHOWN)
        terminal.read(0.2)
        for data in ("客户".encode("gbk"), b"\xff\xfe\x00\x80", b"\x1b[200~\x1b]0;x\x07\x1b[201~", b"\x1b[999;999R"):
            terminal.send(data)
            terminal.read(0.2)
            count.cases += 1
        terminal.signal(signal.SIGTSTP)
        terminal.read(0.3)
        terminal.screen.reset()
        terminal.signal(signal.SIGCONT)
        terminal.read(0.3)
        terminal.keys("escape")
        terminal.read(0.3)
        terminal.keys("2")
        terminal.wait_for("Need")
        count.cases += 1
        terminal.signal(signal.SIGTERM)
        assert ended(terminal) == 143
