"""Every way out of kamtui on a real terminal: what was typed is kept, and the terminal is as it was before."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ptyharness import Terminal
from workbench import GRID, make, small

from kamtui.store.draft_files import read
from kamtui.store.records import Account
from kamtui.store.workspace import Workspace

MODES_OFF = (b"\x1b[?1049l", b"\x1b[?1003l", b"\x1b[?25h", b"\x1b[?2004l")
NOHUP = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"

Start = Callable[..., Terminal]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small workspace, in English."""
    return make(tmp_path / "work", small(english=True), "sales").root


@pytest.fixture
def start(root: Path, tmp_path: Path) -> Iterator[Start]:
    """Start kamtui on the small workspace and wait for its first screen; it is ended after the test."""
    running: list[Terminal] = []

    def run(*before: str, **env: str) -> Terminal:
        command = [sys.executable, *before, "-m", "kamtui", "--data", str(root)]
        terminal = Terminal(command, 80, 24, {"HOME": str(tmp_path), "KAMTUI_LANG": "en", **env})
        running.append(terminal)
        terminal.wait_for("> Northern Grid")
        return terminal

    yield run
    for terminal in running:
        terminal.stop()


def type_into_form(terminal: Terminal, text: str = "typed") -> None:
    """Open the form of the first account and type at the end of its name."""
    terminal.keys("E")
    terminal.wait_for("Esc cancel")
    terminal.keys("end")
    terminal.send(text.encode())
    terminal.wait_for(f"Northern Grid{text}")


def draft_texts(root: Path) -> list[dict[str, str]]:
    """What the drafts in the workspace hold."""
    return [draft.texts for path in root.glob(".kamtui/drafts/*/*.json") for draft in read(path)]


def line_settings(terminal: Terminal) -> int:
    """The local modes of the terminal: echo, whole lines, signals from keys."""
    return int(termios.tcgetattr(terminal.fd)[3])


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_loses_nothing_that_was_typed_and_the_next_start_offers_it(
    start: Start, root: Path, number: int
) -> None:
    terminal = start()
    type_into_form(terminal)
    terminal.signal(number)
    assert terminal.wait() == 128 + number
    assert all(sequence in terminal.raw[-400:] for sequence in MODES_OFF)
    assert line_settings(terminal) & termios.ECHO
    assert draft_texts(root) == [{"name": "Northern Gridtyped"}]
    again = start()
    again.wait_for("Not saved last time")
    again.keys("enter")
    again.wait_for("Northern Gridtyped")
    again.keys("f2")
    again.wait_for("> Northern Gridtyped")
    again.keys("q")
    assert again.wait() == 0
    assert draft_texts(root) == []


def test_a_kill_loses_at_most_what_was_typed_in_the_last_two_seconds(start: Start, root: Path) -> None:
    terminal = start()
    type_into_form(terminal)
    end = time.monotonic() + 2
    while not draft_texts(root) and time.monotonic() < end:
        time.sleep(0.05)
    terminal.signal(signal.SIGKILL)
    terminal.wait()
    assert draft_texts(root) == [{"name": "Northern Gridtyped"}]


@pytest.mark.parametrize("before", [(), ("-c", NOHUP, sys.executable)], ids=["", "under nohup"])
def test_a_line_that_drops_ends_the_program_with_its_draft(start: Start, root: Path, before: tuple[str, ...]) -> None:
    terminal = start(*before)
    type_into_form(terminal)
    os.close(terminal.fd)
    terminal.fd = -1
    assert gone(terminal) == 128 + signal.SIGHUP
    assert draft_texts(root) == [{"name": "Northern Gridtyped"}]


def gone(terminal: Terminal, seconds: float = 5) -> int | None:
    """Wait for a program whose terminal is closed; its exit status."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pid, status = os.waitpid(terminal.pid, os.WNOHANG)
        if pid:
            terminal.exit_code = os.waitstatus_to_exitcode(status)
            return terminal.exit_code
        time.sleep(0.02)
    return None


def test_a_stalled_line_keeps_nobody_from_leaving_with_the_draft(start: Start, root: Path) -> None:
    terminal = start()
    type_into_form(terminal)
    for _ in range(300):
        terminal.send(b"\x1b[B\x1b[A")
    time.sleep(0.3)
    terminal.signal(signal.SIGTERM)
    assert gone(terminal) == 128 + signal.SIGTERM
    assert draft_texts(root) == [{"name": "Northern Gridtyped"}]


def test_quitting_restores_the_terminal_and_leaves_no_draft(start: Start, root: Path) -> None:
    terminal = start()
    terminal.keys("q")
    assert terminal.wait() == 0
    assert all(sequence in terminal.raw for sequence in MODES_OFF)
    assert line_settings(terminal) & termios.ECHO
    assert not list(root.glob(".kamtui/drafts/*/*.json"))


def test_gbk_bytes_are_told_of_and_the_keys_go_on_working(start: Start) -> None:
    terminal = start()
    terminal.keys("/")
    terminal.wait_for("Type words")
    terminal.send("客户".encode("gbk"))
    terminal.wait_for("GBK")
    terminal.keys("escape")
    terminal.read(0.3)
    terminal.keys("down")
    terminal.wait_for("> Wuhan City Bank")


def test_ctrl_z_undoes_and_never_leaves_a_raw_terminal_behind(start: Start) -> None:
    terminal = start()
    terminal.keys("ctrl+z")
    terminal.wait_for("Taken back: fill")
    assert terminal.wait(0) is None


def test_a_stop_by_the_shell_restores_the_terminal_and_comes_back_whole(start: Start) -> None:
    terminal = start()
    terminal.read(0.2)
    terminal.signal(signal.SIGTSTP)
    terminal.read(0.4)
    assert line_settings(terminal) & termios.ECHO
    terminal.screen.reset()
    terminal.signal(signal.SIGCONT)
    terminal.wait_for("> Northern Grid")
    terminal.keys("down")
    terminal.wait_for("> Wuhan City Bank")


EDITORS = {
    "saves": 'import sys; open(sys.argv[1], "w").write("from outside\\n")',
    "fails": "import sys; sys.exit(3)",
    "fails after writing": 'import sys; open(sys.argv[1], "w").write("half\\n"); sys.exit(3)',
    "waits": 'import time; print("EDITOR IS UP", flush=True); time.sleep(60)',
    "says where": """
import os, stat, sys
path = sys.argv[1]
modes = [stat.S_IMODE(os.stat(each).st_mode) for each in (path, os.path.dirname(path))]
open(path, "w").write(f"{path} {modes[0]:o} {modes[1]:o} {os.getcwd()}\\n")
""",
}
"""Programs that take the place of an editor."""


@pytest.fixture
def editor(tmp_path: Path) -> Callable[[str], str]:
    """The command of an editor of this kind; its name has a blank in it."""

    def command(what: str) -> str:
        script = tmp_path / "an editor.py"
        script.write_text(EDITORS[what], encoding="utf-8")
        return f"{sys.executable} '{script}'"

    return command


def edit_note(terminal: Terminal) -> None:
    """Type into the note of the first account, the last field of its form, and open the editor on it."""
    terminal.keys("E")
    terminal.wait_for("Esc cancel")
    terminal.keys("up")
    terminal.send(b"before")
    terminal.wait_for("before")
    terminal.keys("ctrl+e")


def note_of(root: Path) -> str:
    """The note of the first account, as it is on disk."""
    found = Workspace.open(root).get(Account, GRID)
    assert found
    return found.note


def test_the_editor_hands_its_text_back(start: Start, editor: Callable[[str], str], root: Path) -> None:
    terminal = start(EDITOR=editor("saves"))
    edit_note(terminal)
    terminal.wait_for("from outside")
    terminal.keys("f2")
    terminal.wait_for("> Northern Grid")
    assert note_of(root) == "from outside"


def test_the_editor_works_on_a_file_of_the_persons_own_outside_the_data(
    start: Start, editor: Callable[[str], str], root: Path, tmp_path: Path
) -> None:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    terminal = start(EDITOR=editor("says where"), XDG_RUNTIME_DIR=str(runtime))
    edit_note(terminal)
    terminal.wait_for("text.txt")
    terminal.keys("f2")
    terminal.wait_for("> Northern Grid")
    path, file_mode, folder_mode, here = note_of(root).split()
    assert (file_mode, folder_mode) == ("600", "700")
    assert Path(path).parent == Path(here)
    assert Path(path).parent.parent == runtime
    assert list(runtime.iterdir()) == []


@pytest.mark.parametrize(("kind", "said"), [("fails", "code 3"), ("fails after writing", "wrote is in")])
def test_an_editor_that_fails_loses_nothing(
    start: Start, editor: Callable[[str], str], root: Path, kind: str, said: str
) -> None:
    terminal = start(EDITOR=editor(kind))
    edit_note(terminal)
    terminal.wait_for(said)
    terminal.keys("f2")
    terminal.wait_for("> Northern Grid")
    assert note_of(root) == "before"


@pytest.mark.parametrize(
    ("command", "said"),
    [("/nowhere/editor", "was not found"), ("'unbalanced", "cannot be read"), ("/etc/hostname", "could not be run")],
)
def test_an_editor_that_cannot_be_run_is_told_and_the_form_goes_on(
    start: Start, root: Path, command: str, said: str
) -> None:
    terminal = start(EDITOR=command)
    edit_note(terminal)
    terminal.wait_for(said)
    terminal.keys("x")
    terminal.wait_for("beforex")
    terminal.keys("f2")
    terminal.wait_for("> Northern Grid")
    assert note_of(root) == "beforex"


def test_a_line_that_drops_while_the_editor_is_open_keeps_the_draft(
    start: Start, editor: Callable[[str], str], root: Path
) -> None:
    terminal = start(EDITOR=editor("waits"))
    edit_note(terminal)
    terminal.wait_for("EDITOR IS UP")
    os.close(terminal.fd)
    terminal.fd = -1
    assert gone(terminal) == 128 + signal.SIGHUP
    assert draft_texts(root) == [{"note": "before"}]
