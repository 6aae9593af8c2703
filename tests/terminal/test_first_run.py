"""The first run, where no workspace is yet: a bilingual welcome that does what it offers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ptyharness import Terminal

from kamtui.store.records import Account
from kamtui.store.workspace import Workspace

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start kamtui in an empty folder of a person without settings; it is ended after the test."""
    running: list[Terminal] = []
    home = tmp_path / "home"
    home.mkdir()

    def run(*arguments: str, **env: str) -> Terminal:
        command = ["sh", "-c", f"cd {home} && exec {sys.executable} -m kamtui {' '.join(arguments)}"]
        terminal = Terminal(command, 80, 24, {"HOME": str(home), **env})
        running.append(terminal)
        return terminal

    yield run
    for terminal in running:
        terminal.stop()


def test_the_welcome_is_in_both_languages_and_left_by_q(start: Start) -> None:
    terminal = start(LANG="C")
    terminal.wait_for("Leave")
    for text in (
        "Welcome to kamtui: key account selling  /  欢迎使用 kamtui，大客户销售工作台\n",
        "1  Try the demo",
        "2  Make a new",
        "3  Import",
        "4  Change the language (Chinese, English)  /  切换语言",
    ):
        assert text in terminal.text
    terminal.keys("q")
    assert terminal.wait() == 0
    assert b"\x1b[?1049h" not in terminal.raw


def test_1_opens_the_demo_with_its_first_steps(start: Start) -> None:
    terminal = start()
    terminal.wait_for("Leave")
    terminal.keys("1")
    terminal.wait_for("1/8 Move with j and k")
    terminal.read(0.5)
    terminal.keys("j")
    terminal.wait_for("2/8 Press Enter")
    terminal.keys("enter")
    terminal.wait_for("3/8 Press Esc")
    terminal.read(0.3)
    terminal.keys("escape")
    terminal.wait_for("4/8 Press /")
    terminal.read(0.5)
    terminal.keys("escape")
    terminal.read(0.5)
    assert "/8" not in terminal.text, "Esc that is not asked for skips the rest"
    terminal.keys("z h")
    terminal.wait_for("1/8")
    terminal.keys("q")
    assert terminal.wait(10) == 0


def test_2_makes_a_workspace_and_the_next_start_finds_it(start: Start, tmp_path: Path) -> None:
    terminal = start()
    terminal.wait_for("Leave")
    terminal.keys("2")
    terminal.wait_for("In which folder?")
    terminal.send("客户 #1\r".encode())
    terminal.wait_for("All accounts are listed here")
    terminal.keys("q")
    assert terminal.wait(10) == 0
    assert (tmp_path / "home" / "客户 #1" / "kamtui.yaml").is_file()
    terminal = start()
    terminal.wait_for("All accounts are listed here")


def test_3_imports_a_table_into_a_new_workspace(start: Start, tmp_path: Path) -> None:
    table = tmp_path / "home" / "customers.csv"
    table.write_text("客户名称,行业\n华北电网,电力\n工商银行,银行\n", "utf-8")
    terminal = start()
    terminal.wait_for("Leave")
    terminal.keys("3")
    terminal.wait_for("Which file?")
    terminal.send(b"no-such.csv\r")
    terminal.wait_for("In which folder?")
    terminal.send(b"\r")
    terminal.wait_for("no-such.csv")
    terminal.read(0.5)
    terminal.keys("3")
    terminal.read(0.3)
    terminal.send(b"customers.csv\r")
    terminal.read(0.3)
    terminal.send(b"work\r")
    terminal.wait_for("2 accounts")
    names = {account.name for account in Workspace.open(tmp_path / "home" / "work").records(Account).values()}
    assert names == {"华北电网", "工商银行"}


def test_4_switches_the_language_and_remembers_it(start: Start, tmp_path: Path) -> None:
    terminal = start()
    terminal.wait_for("Leave")
    terminal.keys("4")
    terminal.wait_for("4  切换语言")
    terminal.keys("1")
    terminal.wait_for("1/8 试试")
    assert (tmp_path / "home/.config/kamtui/settings.yaml").read_text() == "lang: zh\n"


@pytest.mark.parametrize(
    ("env", "text"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "1/8 试试"),
        ({"LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "1"}, "1/8 试试"),
        ({"LANG": "C"}, "1/8 Move"),
        ({"LANG": "POSIX"}, "1/8 Move"),
        ({"LANG": "en_US.UTF-8"}, "1/8 Move"),
        ({"LANG": "nl_NL.UTF-8"}, "1/8 Move"),
        ({"LANG": ""}, "1/8 Move"),
        ({"LANG": "%&/garbage"}, "1/8 Move"),
        ({"LANG": "en_US.UTF-8", "KAMTUI_LANG": "zh"}, "1/8 试试"),
        ({"LANG": "zh_CN.UTF-8", "KAMTUI_LANG": "xx"}, "1/8 Move"),
    ],
)
def test_the_language_follows_the_environment_and_no_locale_stops_the_screens(
    start: Start, env: dict[str, str], text: str
) -> None:
    terminal = start("--demo", **env)
    terminal.wait_for(text)
