"""kamtui itself on a real pseudo-terminal: what hostile names send to it, and how a crash leaves it."""

from __future__ import annotations

import json
import re
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile import CONTROL, MARKUP, naughty
from ptyharness import Terminal
from workbench import make, poisoned, small

from kamtui.driver import PROBE
from kamtui.store.text.safe import clean, is_clean

OURS = re.compile(
    r"\x1b\[[\d;]*[mHGCX]|\x1b\[\?(?:1049|7|25|100\d|101\d|2004|2026|2048)[hl]|\x1b\[\?\d+\$p|\x1b\[[<>]\d*u"
    r"|\x1b\]22;\w*\x07|[\r\n]"
)
"""All that kamtui and Textual themselves send: styles, moves, erasing, modes, queries, the pointer's shape."""

CANARY = "13912345678"

CRASHING = """
import sys
from pathlib import Path
from kamtui.session import run
from kamtui.screens.{module} import {screen}

def fail(self, *_):
    phone = sys.argv[2]
    try:
        int("x" + phone)
    except ValueError as error:
        raise RuntimeError("no such number: " + phone) from error

{screen}.{method} = fail
sys.exit(run(Path(sys.argv[1])))
"""

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start kamtui on a folder, or a program of these lines; it is ended after the test."""
    running: list[Terminal] = []

    def run(root: Path, *program: str, columns: int = 80, rows: int = 24, lang: str = "en") -> Terminal:
        command = ["-c", *program] if program else ["-m", "kamtui", "--data", str(root)]
        terminal = Terminal([sys.executable, *command], columns, rows, {"HOME": str(tmp_path), "KAMTUI_LANG": lang})
        running.append(terminal)
        return terminal

    yield run
    for terminal in running:
        terminal.stop()


@pytest.fixture
def texts(real_data: Path) -> list[str]:
    """Every hostile text that a file can keep; those with controls or brackets come first."""
    big = sorted(naughty(real_data), key=lambda text: text.isprintable() and "[" not in text)
    return [text for text in (*MARKUP, *CONTROL, *big) if "\ud800" not in text]


def leave(terminal: Terminal, text: str, key: str = "escape") -> None:
    """Press Esc and wait until `text` is gone, so that no program takes the next key for the rest of a sequence."""
    terminal.read(0.3)
    terminal.keys(key)
    end = time.monotonic() + 10
    while text in terminal.text:
        assert time.monotonic() < end, f"{text!r} is still on the screen:\n{terminal.text}"
        terminal.read(0.05)


def scroll_through(terminal: Terminal, key: str, most: int = 60) -> str:
    """Press `key` until the screen no longer changes; everything that was seen."""
    seen = [terminal.text]
    for _ in range(most):
        terminal.keys(key)
        terminal.read(0.05)
        if terminal.text == seen[-1]:
            break
        seen.append(terminal.text)
    return "\n".join(seen)


def kept_names(root: Path) -> set[str]:
    """The names of all accounts, as they stand in the files."""
    documents = [json.loads(path.read_text("utf-8")) for path in root.rglob("accounts/**/*.json")]
    return {record["name"] for document in documents for record in document.get("accounts", {}).values()}


def type_into_everything(terminal: Terminal) -> None:
    """Type into the form, the help and the filter line, and leave each."""
    terminal.keys("n")
    terminal.wait_for("New account")
    terminal.read(0.3)
    terminal.send(b"typed[/x]")
    terminal.wait_for("typed[/x]")
    terminal.keys("escape")
    terminal.wait_for("Discard")
    terminal.read(0.3)
    terminal.keys("tab tab")
    leave(terminal, "New account", "enter")
    terminal.keys("?")
    terminal.wait_for("all keys")
    leave(terminal, "all keys")
    terminal.keys("/")
    terminal.wait_for("Type words")
    terminal.read(0.3)
    terminal.send(b"nosuchname")
    terminal.wait_for("No account matches")
    leave(terminal, "No account matches")


def test_of_all_hostile_names_on_all_screens_nothing_acts_on_the_terminal(
    start: Start, tmp_path: Path, texts: list[str]
) -> None:
    root = tmp_path / "work"
    make(root, poisoned(texts), "\x1b]0;owned\x07")
    terminal = start(root, columns=200, rows=100)
    terminal.wait_for("␛]0;owned␇")
    terminal.wait_for("| Tier A")
    terminal.keys("p")  # the preview leaves less room for names
    accounts = scroll_through(terminal, "pagedown")
    terminal.keys("home enter")
    terminal.wait_for("Record")
    page = scroll_through(terminal, "pagedown")
    leave(terminal, "Record")
    terminal.keys("home")
    for _ in range(8):
        terminal.keys("j E")
        terminal.wait_for("F2 save")
        leave(terminal, "F2 save")
    terminal.keys("2")
    terminal.wait_for("Pipeline")
    board = ""
    for column in range(7):
        board += scroll_through(terminal, "pagedown")
        if column < 5:
            terminal.keys("home m right")
            terminal.wait_for("Enter drops")
            leave(terminal, "Enter drops")
            terminal.keys("m right enter")
            terminal.wait_for("before the stage is left")
            leave(terminal, "before the stage is left")
        terminal.keys("right")
    terminal.keys("1 home D")
    terminal.wait_for("Archive account")
    terminal.keys("u")
    terminal.wait_for("Taken back")
    type_into_everything(terminal)
    terminal.keys("q")
    assert terminal.wait() == 0, terminal.text
    assert [text for text in MARKUP if text not in accounts or text not in page] == []
    assert [text for text in CONTROL[:8] if clean(text, 60) not in accounts or clean(text, 60) not in page] == []
    assert "␛]0;stage␇" in board
    nothing_acted_on(terminal)
    assert kept_names(root) == set(texts)


def nothing_acted_on(terminal: Terminal) -> None:
    """Fail if the terminal got more than Textual's own sequences."""
    assert terminal.raw.count(PROBE.encode()) == 1
    raw = terminal.raw.replace(PROBE.encode(), b"")
    sent = OURS.sub("", raw.decode("utf-8"))
    assert sorted({ascii(char) for char in sent if not is_clean(char)}) == []
    assert "owned" not in terminal.screen.title + terminal.screen.icon_name
    for sequence in (b"\x1b]0;", b"\x1b]2;", b"\x1b]52", b"\x1b]8;", b"\x1bP", b"\x1b[6n", b"\x1b[2J"):
        assert sequence not in raw


def test_a_person_moves_a_deal_takes_it_back_and_leaves(start: Start, tmp_path: Path) -> None:
    root = tmp_path / "work"
    make(root, small())
    terminal = start(root, lang="zh")
    terminal.wait_for("4 个客户")
    terminal.keys("2")
    terminal.wait_for("> 明日乳业")
    terminal.keys("m right enter")
    terminal.wait_for("原因")
    terminal.send(b"\x1b[Z" + "客户已立项".encode())
    terminal.wait_for("客户已立项")
    terminal.keys("f2")
    terminal.wait_for("→ 内部酝酿")
    terminal.keys("u")
    terminal.wait_for("已撤销")
    terminal.send("？".encode())
    terminal.wait_for("全部按键")
    leave(terminal, "全部按键")
    leave(terminal, "4 个在谈商机")
    terminal.keys("q")
    assert terminal.wait() == 0
    assert is_restored(terminal)


def is_restored(terminal: Terminal) -> bool:
    """Whether the terminal echoes, reads by lines, shows its cursor and its main screen, and reports no mouse."""
    modes = termios.tcgetattr(terminal.fd)[3]
    end = terminal.raw[-2000:]
    off = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1003l", b"\x1b[?2004l")
    return bool(modes & termios.ECHO and modes & termios.ICANON) and all(sequence in end for sequence in off)


@pytest.mark.parametrize(
    ("module", "screen", "method", "keys"),
    [
        ("lists.accounts", "AccountsScreen", "show", ""),
        ("board.pipeline", "PipelineScreen", "show", "2"),
        ("pages.page", "PageScreen", "show", "enter"),
        ("pages.page", "PageScreen", "action_new", "enter n"),
        ("dialogs.form", "FormDialog", "compose", "E"),
        ("widgets.board", "Board", "render_line", "2"),
        ("widgets.virtual_list", "VirtualList", "action_cursor_down", "j"),
    ],
)
def test_a_crash_leaves_the_terminal_usable_and_no_customers_value_anywhere(
    start: Start, tmp_path: Path, module: str, screen: str, method: str, keys: str
) -> None:
    root = tmp_path / "work"
    make(root, small())
    program = CRASHING.format(module=module, screen=screen, method=method)
    terminal = start(root, program, str(root), CANARY)
    if keys:
        terminal.wait_for("4 accounts")
        terminal.keys(keys)
    assert terminal.wait(10) == 1
    assert is_restored(terminal)
    sent = terminal.raw.decode("utf-8")
    assert CANARY not in sent
    said = " ".join(OURS.sub(" ", sent.rpartition("\x1b[?1049l")[2]).split())
    assert "kamtui has crashed" in said
    reports = list(tmp_path.rglob("crash-*.txt"))
    assert [report for report in reports if report.stem.removeprefix("crash-") in said]
    for report in reports:
        assert CANARY not in report.read_text("utf-8")
        assert report.stat().st_mode & 0o777 == 0o600
    text = "\n".join(report.read_text("utf-8") for report in reports)
    assert all(part in text for part in ("RuntimeError", "ValueError", " fail\n"))
