"""Driver, filter, widgets and signals on a real pseudo-terminal."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ptyharness import Terminal

from kamtui.driver import PROBE
from kamtui.store.text.safe import is_clean

APP = str(Path(__file__).with_name("widgets_app.py"))
PLAIN = [f"客户{number}" for number in range(30)]
HOSTILE = [
    "EVIL0\x1b]52;c;cm0gLXJmIH4=\x07end",
    "EVIL1\x1b]0;owned\x1b\\end",
    "EVIL2\x1b[2J\x1b[H\x1b[31mend",
    'EVIL3\x1bP$q"p\x1b\\end',
    "EVIL4\x9b2J\x9d0;x\x9cend",
    "EVIL5\x00\x08\x0d\x0e\x0f\x7f\x0c\x0bend",
    "EVIL6\u202egnol\u2066x\u2069\u200b\ufeffend",
    "EVIL7\U000e0041\U000e007f\u2028\u2029\x85end",
    "EVIL8\n\t\ud800end",
    "[/x] EVIL9 [b='",
    "[@click=app.quit()]EVIL10[/] [link=http://e]",
    "👩\u200d\u202e👧 EVIL11 客\x1b[31m户",
]
OURS = re.compile(
    r"\x1b\[[\d;]*[mHGCX]|\x1b\[\?(?:1049|7|25|100\d|101\d|2004|2026|2048)[hl]|\x1b\[\?\d+\$p|\x1b\[[<>]\d*u"
    r"|\x1b\]22;\w*\x07|[\r\n]"
)
"""All that kamtui and Textual themselves send: styles, moves, erasing, modes, queries, the pointer's shape."""

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the program with these texts; it is ended after the test."""
    running: list[Terminal] = []

    def run(texts: list[str], *options: str, columns: int = 80, rows: int = 30) -> Terminal:
        file = tmp_path / "texts.json"
        file.write_text(json.dumps(texts), encoding="utf-8")
        command = [sys.executable, APP, str(file), *options]
        terminal = Terminal(command, columns, rows, {"HOME": str(tmp_path)})
        running.append(terminal)
        return terminal

    yield run
    for terminal in running:
        terminal.stop()


def test_hostile_texts_reach_the_terminal_without_any_control_byte_of_theirs(start: Start) -> None:
    terminal = start(HOSTILE)
    terminal.wait_for("EVIL11")
    terminal.keys(" ".join(["down"] * len(HOSTILE)))
    terminal.keys("q")
    assert terminal.wait() == 0
    sent = OURS.sub("", terminal.raw.decode("utf-8").replace(PROBE, "", 1))
    assert [ascii(char) for char in sent if not is_clean(char)] == []
    assert "owned" not in terminal.screen.title


def test_brackets_in_a_name_are_shown_as_they_are(start: Start) -> None:
    terminal = start(HOSTILE)
    terminal.wait_for("EVIL11")
    assert "[/x] EVIL9 [b='" in terminal.text
    assert "[@click=app.quit()]EVIL10[/] [link=http://e]" in terminal.text


def test_a_cursor_move_costs_a_few_hundred_bytes_and_shows_on_the_right_row(start: Start) -> None:
    terminal = start(PLAIN)
    terminal.wait_for("客户1 ")
    terminal.read(0.3)
    before = len(terminal.raw)
    terminal.keys("down")
    terminal.wait_for("> 客户1 ")
    assert len(terminal.raw) - before < 1000


def test_a_window_that_changes_its_size_is_painted_anew(start: Start) -> None:
    terminal = start(PLAIN)
    terminal.wait_for("> 客户0")
    for columns, rows in ((60, 20), (100, 40), (40, 16), (80, 30)):
        terminal.resize(columns, rows)
        terminal.read(0.4)
    terminal.screen.reset()
    terminal.screen.resize(30, 90)
    terminal.resize(90, 30)
    terminal.wait_for("> 客户0")
    terminal.wait_for("help")
    assert sum("客户" in line for line in terminal.display) > 20


def test_the_screen_comes_back_whole_after_another_program_had_the_terminal(start: Start) -> None:
    terminal = start(PLAIN)
    terminal.wait_for("> 客户0")
    terminal.keys("s")
    terminal.read(0.5)
    terminal.wait_for("> 客户0")
    terminal.wait_for("help")
    assert "other program" in terminal.raw.decode()
    assert "other program" not in terminal.text


def test_the_screen_comes_back_whole_after_a_stop_by_the_shell(start: Start) -> None:
    terminal = start(PLAIN)
    terminal.wait_for("> 客户0")
    terminal.read(0.3)
    terminal.signal(signal.SIGTSTP)
    terminal.read(0.5)
    terminal.screen.reset()
    terminal.signal(signal.SIGCONT)
    terminal.wait_for("> 客户0")
    terminal.wait_for("help")


def test_bytes_of_another_encoding_are_reported_and_keys_go_on_working(start: Start) -> None:
    terminal = start(PLAIN)
    terminal.wait_for("> 客户0")
    terminal.send("客户".encode("gbk"))
    terminal.wait_for("not UTF-8")
    terminal.keys("down")
    terminal.wait_for("> 客户1 ")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_hang_up_saves_the_draft_and_restores_the_terminal(start: Start, tmp_path: Path, number: int) -> None:
    draft = tmp_path / "draft"
    terminal = start(PLAIN, "--draft", str(draft))
    terminal.wait_for("> 客户0")
    terminal.signal(number)
    assert terminal.wait() == 128 + number
    assert draft.read_text(encoding="utf-8") == "saved"
    end = terminal.raw[-200:]
    for sequence in (b"\x1b[?1049l", b"\x1b[?1003l", b"\x1b[?25h", b"\x1b[?2004l"):
        assert sequence in end


def test_a_stalled_line_does_not_keep_the_program_from_saving_and_leaving(start: Start, tmp_path: Path) -> None:
    draft = tmp_path / "draft"
    terminal = start([f"客户{number}" for number in range(2000)], "--draft", str(draft))
    terminal.wait_for("> 客户0")
    for _ in range(1500):
        terminal.send(b"\x1b[B")
    time.sleep(1)
    terminal.signal(signal.SIGTERM)
    end = time.monotonic() + 5
    while not draft.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert draft.read_text(encoding="utf-8") == "saved"
    assert terminal.wait(3) == 143


def test_a_terminal_that_is_gone_ends_the_program(start: Start, tmp_path: Path) -> None:
    draft = tmp_path / "draft"
    terminal = start(PLAIN, "--draft", str(draft))
    terminal.wait_for("> 客户0")
    os.close(terminal.fd)
    terminal.fd = -1
    deadline = time.monotonic() + 5
    status = (0, 0)
    while status[0] == 0 and time.monotonic() < deadline:
        status = os.waitpid(terminal.pid, os.WNOHANG)
        time.sleep(0.02)
    terminal.exit_code = os.waitstatus_to_exitcode(status[1])
    assert status[0] == terminal.pid
    assert draft.read_text(encoding="utf-8") == "saved"
