"""The shell on a real pseudo-terminal: copying, themes, glyphs, pasting, input methods, foreign key codes."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pyte.screens
import pytest
from ptyharness import Terminal
from workbench import make, small

from kamtui.screens.shell.clipboard import MOST_ENCODED, copy
from kamtui.screens.widgets.glyphs import MEASURED
from kamtui.store.records import Account
from kamtui.store.workspace import Workspace

Start = Callable[..., Terminal]

COLOR = re.compile(rb"\x1b\[[\d;:]*m")
PLAIN_STYLES = {"", "0", "1", "4", "7", "22", "24", "27", "39", "49"}
"""Bold, underlined, reversed and the terminal's own colours: the parameters that are no colour."""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start kamtui on the small workspace, with more environment and arguments; it is ended after the test."""
    running: list[Terminal] = []
    root = tmp_path / "work"
    make(root, small())

    def run(*arguments: str, columns: int = 80, rows: int = 24, **env: str) -> Terminal:
        command = [sys.executable, "-m", "kamtui", "--data", str(root), *arguments]
        terminal = Terminal(command, columns, rows, {"HOME": str(tmp_path), "KAMTUI_LANG": "en", **env})
        running.append(terminal)
        terminal.wait_for("4 accounts")
        terminal.read(0.3)
        return terminal

    yield run
    for terminal in running:
        terminal.stop()


def settings(home: Path, text: str) -> Path:
    """Write the person's settings."""
    path = home / ".config" / "kamtui" / "settings.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def archived(root: Path) -> int:
    """How many accounts are archived."""
    return sum(account.archived for account in Workspace.open(root).records(Account).values())


def test_without_tmux_copying_sends_the_sequence_and_always_writes_the_file(start: Start, tmp_path: Path) -> None:
    terminal = start()
    terminal.keys("y c")
    terminal.wait_for("Copied the name: the terminal, the file clip.txt")
    sent = re.search(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", terminal.raw)
    assert sent
    assert base64.b64decode(sent[1]).decode() == "华北电网"
    file = tmp_path / ".local/state/kamtui/clip.txt"
    assert file.read_text("utf-8") == "华北电网"
    assert file.stat().st_mode & 0o777 == 0o600
    terminal.keys("y v")
    terminal.wait_for("Select with the mouse")
    terminal.read(0.3)
    assert "华北电网" in terminal.text
    assert "│" not in terminal.text
    assert terminal.raw.rstrip().rfind(b"\x1b[?1003l") > terminal.raw.rfind(b"\x1b[?1003h")
    terminal.keys("q")
    terminal.wait_for("4 accounts")
    terminal.read(0.3)
    assert terminal.raw.rfind(b"\x1b[?1003h") > terminal.raw.rfind(b"\x1b[?1003l")


def test_a_long_text_goes_to_the_file_and_not_to_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    ways = copy("x" * MOST_ENCODED, sent.append, {})
    assert (sent, ways.names) == ([], ("file",))
    ways = copy("short", sent.append, {})
    assert (sent, ways.names) == (["short"], ("terminal", "file"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("no folder")
    assert copy("short", sent.append, {}).file is None


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed: apt-get install tmux")
def test_copying_inside_a_default_tmux_reaches_its_buffer(tmp_path: Path) -> None:
    root = tmp_path / "work"
    make(root, small())
    socket = tmp_path / "t"
    tmux = ["tmux", "-S", str(socket), "-f", "/dev/null"]
    home = {"HOME": str(tmp_path), "KAMTUI_LANG": "en"}
    command = [*tmux, "new-session", f"{sys.executable} -m kamtui --data {root}"]
    with Terminal(command, 80, 24, home) as terminal:
        terminal.wait_for("4 accounts", 20)
        terminal.read(0.5)
        terminal.keys("y c")
        terminal.wait_for("Copied the name: tmux, the file clip.txt")
        shown = subprocess.run([*tmux, "show-buffer"], capture_output=True, check=True)
        assert shown.stdout.decode() == "华北电网"
        subprocess.run([*tmux, "kill-server"], check=True)


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "colour-blind", "mono", "ansi-dark", "nord"])
def test_with_no_color_no_theme_sends_a_single_colour(start: Start, tmp_path: Path, theme: str) -> None:
    settings(tmp_path, f"theme: {theme}\n")
    terminal = start(NO_COLOR="1", TERM="xterm")
    terminal.keys("2 m right")
    terminal.wait_for("Enter drops")
    terminal.read(0.2)
    terminal.keys("escape")
    terminal.read(0.4)
    terminal.keys("?")
    terminal.wait_for("all keys")
    found = {code for style in COLOR.findall(terminal.raw) for code in style[2:-1].decode().split(";")}
    assert found - PLAIN_STYLES == set()
    assert {"1", "7"} <= found


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "colour-blind", "mono"])
@pytest.mark.parametrize("term", ["xterm", "xterm-256color"])
def test_no_theme_draws_a_text_in_the_colour_of_its_background(
    start: Start, tmp_path: Path, theme: str, term: str
) -> None:
    settings(tmp_path, f"theme: {theme}\n")
    terminal = start(TERM=term, COLORTERM="")
    for keys, text in (("", "4 accounts"), ("2", "Pipeline"), ("?", "all keys")):
        terminal.keys(keys)
        terminal.wait_for(text)
        terminal.read(0.3)
        buffer = terminal.screen.buffer
        for y, line in enumerate(terminal.display):
            cells = [buffer[y][x] for x in range(80)]
            hidden = [cell.data for cell in cells if cell.data.strip() and cell.fg == cell.bg != "default"]
            assert hidden == [], f"{line!r} on {theme}"
        if theme == "mono":
            assert {(cell.fg, cell.bg) for row in buffer.values() for cell in row.values()} == {("default", "default")}


def test_a_terminal_that_draws_lines_wide_gets_ascii(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = pyte.screens.wcwidth
    monkeypatch.setattr(pyte.screens, "wcwidth", lambda char: 2 if char in MEASURED else narrow(char))
    terminal = start()
    terminal.keys("2")
    terminal.wait_for("Pipeline")
    terminal.read(0.4)
    assert "|" in terminal.display[3]
    assert not set(MEASURED) & set(terminal.text)


def test_ascii_and_lines_can_be_asked_for_whatever_was_measured(start: Start, tmp_path: Path) -> None:
    for arguments, kept, shown in (((), "", "│"), (("--ascii",), "", "|"), ((), "glyphs: ascii\n", "|")):
        settings(tmp_path, kept)
        terminal = start(*arguments)
        terminal.keys("2")
        terminal.wait_for("Pipeline")
        terminal.read(0.3)
        assert shown in terminal.display[3]
        terminal.stop()


def test_the_mouse_is_left_alone_when_asked_and_switched_while_running(start: Start, tmp_path: Path) -> None:
    path = settings(tmp_path, "# mine\nlang: en # spoken here\n")
    for arguments in (("--no-mouse",),):
        terminal = start(*arguments)
        assert b"\x1b[?1000h" not in terminal.raw
        terminal.stop()
    terminal = start()
    assert b"\x1b[?1000h" in terminal.raw
    terminal.keys("z m")
    terminal.wait_for("Mouse off")
    assert terminal.raw.rfind(b"\x1b[?1000l") > terminal.raw.rfind(b"\x1b[?1000h")
    assert path.read_text() == "# mine\nlang: en # spoken here\nmouse: false\n"


def test_a_paste_outside_a_field_changes_nothing(start: Start, tmp_path: Path) -> None:
    terminal = start()
    terminal.keys("2")
    terminal.wait_for("4 open")
    text = "Delete DDDD nothing u R 客户 1 m > > q\n" * 6
    for data in (text, f"\x1b[200~{text}\x1b[201~"):
        terminal.send(data.encode())
        terminal.read(0.5)
        assert "4 open" in terminal.text
    terminal.wait_for("What was pasted went nowhere")
    assert archived(tmp_path / "work") == 0


def test_a_key_that_is_held_and_a_command_typed_at_once_are_no_paste(start: Start) -> None:
    terminal = start()
    terminal.send(b"jjjjjj")
    terminal.read(0.4)
    assert ">" in terminal.display[5]
    terminal.send(b"/hbdw")
    terminal.wait_for("1 account")


def test_chinese_typed_outside_a_field_says_that_the_input_method_is_on(start: Start) -> None:
    terminal = start()
    terminal.send("电".encode())
    terminal.wait_for("input method is on")
    terminal.send("？".encode())
    terminal.wait_for("all keys")


@pytest.mark.parametrize(
    ("putty", "xterm", "text"),
    [
        (b"\x1b[11~", b"\x1bOP", "all keys"),
        (b"\x1b[[A", b"\x1bOP", "all keys"),
        (b"\x1b[13~", b"\x1bOR", "Type words"),
        (b"\x1b[20~", b"\x1b[20~", "Find and open"),
        (b"\x1b[21~", b"\x1b[21~", "what can be done"),
        (b"\x1b[4~\r", b"\x1b[F\r", "顺达物流"),
        (b"\x1bOB\r", b"\x1b[B\r", "工商银行武汉分行"),
    ],
)
def test_the_bytes_of_putty_do_what_those_of_xterm_do(start: Start, putty: bytes, xterm: bytes, text: str) -> None:
    seen = []
    for data in (putty, xterm):
        terminal = start()
        terminal.send(data)
        terminal.wait_for(text)
        terminal.read(0.3)
        seen.append(terminal.text)
        terminal.stop()
    assert seen[0] == seen[1]


@pytest.mark.parametrize(("term", "codes"), [("screen-256color", rb"38;5;"), ("xterm-256color", rb"38;5;")])
def test_gnu_screen_and_terminals_of_256_colours_get_no_others(start: Start, term: str, codes: bytes) -> None:
    terminal = start(TERM=term, COLORTERM="truecolor" if term.startswith("screen") else "")
    assert codes in terminal.raw
    assert b"38;2;" not in terminal.raw


def test_a_terminal_of_16_colours_gets_only_those(start: Start) -> None:
    terminal = start(TERM="xterm", COLORTERM="")
    assert b"38;5;" not in terminal.raw
    assert b"38;2;" not in terminal.raw
    assert re.search(rb"\x1b\[[\d;]*(?:3|4|9|10)[0-7]m", terminal.raw)


def test_the_keys_of_the_settings_work_are_shown_and_a_clash_is_told_at_the_start(start: Start, tmp_path: Path) -> None:
    settings(tmp_path, "keymap: excel\nkeys: {records.new: 'f6', global.undo: 'f6, f9'}\n")
    terminal = start()
    assert "F6 New" in terminal.display[-1]
    terminal.wait_for("several uses")
    settings(tmp_path, "keymap: vim\nkeys: {records.new: f6}\n")
    terminal = start()
    terminal.keys("ctrl+d")
    terminal.read(0.3)
    assert ">" in terminal.display[5]
    terminal.keys("?")
    terminal.wait_for("all keys")
    assert "F6" in terminal.text
    terminal.keys("escape")
    terminal.read(0.5)
    terminal.send(b"\x1b[17~")
    terminal.wait_for("New account")
