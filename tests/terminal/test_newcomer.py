"""Somebody who has never seen kamtui, and somebody whose terminal can do very little."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ptyharness import Terminal
from workbench import make, small

from kamtui.screens.widgets.glyphs import ASCII

KAMTUI = [sys.executable, "-m", "kamtui"]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Terminal]:
    """The demo, as a newcomer opens it."""
    with Terminal([*KAMTUI, "--demo"], 80, 24, {"HOME": str(tmp_path), "KAMTUI_LANG": "en"}) as terminal:
        terminal.wait_for("1/8")
        terminal.read(0.5)
        yield terminal


def press(terminal: Terminal, named: str, shown: str) -> None:
    """Press a key that the screen itself names, and wait for what it leads to."""
    line = next((line for line in reversed(terminal.display) if named in line), None)
    assert line, f"the screen does not say {named!r}:\n{terminal.text}"
    terminal.keys(named.split()[0].lower() if len(named.split()[0]) > 1 else named.split()[0])
    terminal.wait_for(shown)
    terminal.read(0.3)


def deal_shown(terminal: Terminal) -> str:
    """The deal under the cursor, as the line below the board names it."""
    return next(line for line in reversed(terminal.display) if " / " in line).split("  ")[0]


def test_a_newcomer_finds_help_a_deal_a_move_undo_and_the_way_out_from_what_the_screen_shows(demo: Terminal) -> None:
    press(demo, "? Help", "all keys")
    demo.send(b"board by buying")
    demo.read(0.5)
    demo.keys("enter")
    demo.wait_for("open opportunities")
    demo.read(0.3)
    before = deal_shown(demo)
    press(demo, "Enter Open", "Deal")
    demo.keys("escape")
    demo.wait_for("open opportunities")
    demo.read(0.5)
    press(demo, "m Move", "Enter drops")
    demo.keys("right")
    demo.read(0.3)
    demo.keys("enter")
    demo.read(0.6)
    if "anyway" in demo.text.lower():  # the stage asks what is not known yet; another way back is the same key
        demo.keys("escape")
        demo.read(0.5)
    else:
        press(demo, "u Undo", "Taken back")
    assert deal_shown(demo) == before
    demo.keys("?")
    demo.wait_for("all keys")
    demo.send(b"leave kamtui")
    demo.read(0.5)
    assert "Ctrl+Q" in demo.text
    demo.keys("enter")
    assert demo.wait(10) == 0


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed: apt-get install tmux")
def test_the_whole_tour_can_be_made_in_tmux_without_colour_and_beyond_ascii_only_names(tmp_path: Path) -> None:
    root = tmp_path / "work"
    make(root, small(english=True), "Key accounts")
    tmux = ["tmux", "-S", str(tmp_path / "t"), "-f", "/dev/null"]
    env = {"HOME": str(tmp_path), "KAMTUI_LANG": "en", "NO_COLOR": "1", "TERM": "xterm", "COLORTERM": ""}
    inner = f"NO_COLOR=1 TERM=xterm {' '.join(KAMTUI)} --ascii --data {root}"
    with Terminal([*tmux, "new-session", "-x", "80", "-y", "24", inner], 80, 24, env) as terminal:
        terminal.wait_for("4 accounts", 20)
        states: dict[str, str] = {}
        for keys, text in (
            ("j", "4 accounts"), ("enter", "Record"), ("escape", "4 accounts"), ("/", "Type words"),
            ("escape", "4 accounts"),
            ("2", "open opportunities"), ("m", "Enter drops"), ("escape", "open opportunities"), ("?", "all keys"),
            ("escape", "open opportunities"), (":", "Find and open"), ("escape", "open opportunities"), ("g", "Go to"),
        ):  # fmt: skip
            terminal.read(0.4)
            terminal.keys(keys)
            terminal.wait_for(text)
            terminal.read(0.4)
            states.setdefault(text, "\n".join(terminal.display[:-1]))
        assert len(set(states.values())) == len(states), "every state differs by its text alone"
        assert not {char for text in states.values() for char in text if ord(char) in ASCII}
        subprocess.run([*tmux, "kill-server"], check=True)
