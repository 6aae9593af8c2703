"""Where kamtui refuses to draw, which colours it takes, and how a hanging save is cut short."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ptyharness import Terminal

from kamtui.terminal import ColorPolicy, check_terminal, color_policy

GOOD = {"TERM": "xterm-256color"}


class Stream(io.TextIOWrapper):
    """A text stream that says whether it is a terminal."""

    def __init__(self, *, tty: bool = True, encoding: str = "utf-8") -> None:
        """Make an empty stream."""
        super().__init__(io.BytesIO(), encoding=encoding)
        self._tty = tty

    def isatty(self) -> bool:
        """Say what was asked for."""
        return self._tty


def test_a_terminal_with_utf8_is_accepted() -> None:
    assert check_terminal(Stream(), Stream(), GOOD) is None


def test_a_pipe_a_closed_stream_a_dumb_terminal_and_a_foreign_encoding_are_refused_with_the_reason() -> None:
    assert check_terminal(Stream(tty=False), Stream(), GOOD) == "stdin_no_tty"
    assert check_terminal(None, Stream(), GOOD) == "stdin_no_tty"
    assert check_terminal(Stream(), Stream(tty=False), GOOD) == "stderr_no_tty"
    assert check_terminal(Stream(), None, GOOD) == "stderr_no_tty"
    assert check_terminal(Stream(), Stream(), {"TERM": "dumb"}) == "term_dumb"
    assert check_terminal(Stream(), Stream(), {}) == "term_dumb"
    assert check_terminal(Stream(), Stream(encoding="gbk"), GOOD) == "not_utf8"


@pytest.mark.parametrize(
    ("environ", "policy"),
    [
        ({"TERM": "xterm-256color"}, ColorPolicy(monochrome=False, system="auto")),
        ({"TERM": "xterm", "NO_COLOR": "1"}, ColorPolicy(monochrome=True, system="auto")),
        ({"TERM": "xterm", "NO_COLOR": ""}, ColorPolicy(monochrome=False, system="auto")),
        ({"TERM": "screen-256color", "COLORTERM": "truecolor"}, ColorPolicy(monochrome=False, system="256")),
        ({"TERM": "xterm", "STY": "123.pts"}, ColorPolicy(monochrome=False, system="256")),
    ],
)
def test_colours_follow_no_color_and_gnu_screen(environ: dict[str, str], policy: ColorPolicy) -> None:
    assert color_policy(environ) == policy


def test_restoring_a_terminal_that_is_none_does_nothing() -> None:
    code = "from kamtui.terminal import restore; restore()"
    done = subprocess.run([sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True, check=True)
    assert done.stderr == b""


def test_the_checks_run_before_textual_is_loaded() -> None:
    code = "import sys, kamtui.terminal; print([m for m in sys.modules if m.split('.')[0] in ('textual', 'rich')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("save", "shown"), [("time.sleep(60)", ""), ("1 / 0", "kamtui: ZeroDivisionError")], ids=["hangs", "fails"]
)
def test_a_save_that_hangs_or_fails_does_not_keep_the_program_alive(tmp_path: Path, save: str, shown: str) -> None:
    code = (
        "import os, signal, time\nfrom kamtui.terminal import install_exit_signals\n"
        f"install_exit_signals(lambda: {save})\nprint('ready', flush=True)\ntime.sleep(60)"
    )
    with Terminal([sys.executable, "-c", code], env={"HOME": str(tmp_path)}) as terminal:
        terminal.wait_for("ready")
        begin = time.monotonic()
        terminal.signal(15)
        assert terminal.wait(5) == 143
        assert time.monotonic() - begin < 10
        assert shown in terminal.text
