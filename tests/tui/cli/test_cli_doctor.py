"""`kamtui doctor` looks at the terminal, the folder and the installation, and says what to do."""

from __future__ import annotations

import json
import os
import stat
import termios
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import cache_from_source
from pathlib import Path

import pytest
from commands import Run

from kamtui.cli import doctor, terminal_facts
from kamtui.cli.terminal_facts import HANZI, Remark, ask, clipboard, colours, locale, size, tmux, widths


def remarks(run: Run, *arguments: object) -> dict[str, list[tuple[str, str]]]:
    """Level and text of each remark, by subject."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in json.loads(run("doctor", "--json", *arguments).out):
        found.setdefault(one["subject"], []).append((one["level"], one["text"]))
    return found


def test_every_part_is_looked_at_and_a_sound_place_ends_with_0(run: Run, data: Path) -> None:
    done = run("doctor")
    assert (done.code, done.err) == (0, "")
    found = remarks(run)
    assert {
        "python",
        "libraries",
        "extras",
        "settings",
        "term",
        "locale",
        "folder",
        "file_system",
        "locks",
        "room",
    } <= (found.keys())
    assert found["folder"] == [("ok", f"{data} ({stat.S_IMODE(data.stat().st_mode):04o})")]
    assert found["locks"] == [("ok", "tried with two processes, they work")]
    assert found["term"][0][0] == "hint"
    assert "textual" in found["libraries"][0][1]
    assert done.out.startswith("OK")
    chinese = run("doctor", "--lang", "zh")
    assert "正常  Python" in chinese.out
    assert "工作区" in chinese.out
    assert "两个进程试过，有效" in chinese.out


def test_advice_stands_below_its_line(run: Run, data: Path) -> None:
    lines = run("doctor").out.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("HINT  Terminal"))
    assert lines[place + 1].strip() == "→ run kamtui doctor in the terminal itself"
    assert lines[place + 1].index("→") == lines[place].index("not on a terminal")


def test_without_a_workspace_the_rest_is_looked_at(run: Run, tmp_path: Path) -> None:
    assert remarks(run)["folder"] == [("hint", "none is named")]
    found = remarks(run, "--data", tmp_path / "none")
    assert found["folder"][0][0] == "error"
    assert run("doctor", "--data", tmp_path / "none").code == 1


def test_a_folder_that_others_can_read_is_a_warning_and_one_they_can_change_an_error(run: Run, data: Path) -> None:
    (data / "catalog.json").chmod(0o644)
    assert remarks(run)["rights"][0][0] == "warning"
    assert run("doctor").code == 0
    data.chmod(0o777)
    assert ("error", ".: can be changed by everyone (0777); run chmod o-w on it") in remarks(run)["rights"]
    assert run("doctor").code == 1


def test_a_network_file_system_is_a_warning(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "file_system", lambda _: "nfs4")
    assert remarks(run)["file_system"] == [("warning", "nfs4")]
    assert "kamtui sync" in run("doctor").out


def test_locks_that_do_not_work_are_an_error(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "locking", lambda _: "broken")
    done = run("doctor")
    assert done.code == 1
    assert "two processes got the same lock" in done.out
    assert "两个进程同时拿到了锁" in run("doctor", "--lang", "zh").out


@pytest.mark.parametrize(("left", "level"), [(10_000_000, "error"), (100_000_000, "warning"), (10**10, "ok")])
def test_little_room_is_told_before_saving_fails(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch, left: int, level: str
) -> None:
    monkeypatch.setattr(doctor, "room", lambda _: left)
    assert remarks(run)["room"][0][0] == level


def test_a_newer_workspace_is_looked_at_without_writing_into_it(run: Run, data: Path) -> None:
    (data / "kamtui.yaml").write_text("format: 99\n")
    found = remarks(run)
    assert found["folder"][0][0] == "warning"
    assert "locks" not in found


def test_settings_that_are_not_understood_are_warnings(
    run: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    file = tmp_path / "config" / "kamtui" / "settings.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("lnag: zh\n")
    ((level, text),) = remarks(run)["settings"]
    assert level == "warning"
    assert f"{file}:1" in text
    assert "Did you mean lang?" in text


def test_extras_and_libraries_that_are_missing_are_named(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_EXTRAS", {"segments": "json", "slides": "no_such_module_pptx"})
    assert remarks(run)["extras"] == [("ok", "segments"), ("hint", "not installed: slides")]
    assert "pip install 'kamtui[slides]'" in run("doctor").out
    monkeypatch.setattr(doctor, "_LIBRARIES", ("tinydb", "no-such-package"))
    done = run("doctor")
    assert done.code == 1
    assert "not installed: no-such-package" in done.out


def test_starts_that_compile_anew_are_told_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "p" / "__init__.py"
    package.parent.mkdir()
    package.touch()
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    (remark,) = doctor.start(package)
    assert (remark.level, "PYTHONDONTWRITEBYTECODE" in remark.advice) == ("hint", True)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    assert list(doctor.start(package)) == []
    monkeypatch.setattr("os.access", lambda *_: False)
    (remark,) = doctor.start(package)
    assert f"compileall {package.parent}" in remark.advice
    compiled = Path(cache_from_source(package))
    compiled.parent.mkdir()
    compiled.touch()
    assert [remark.level for remark in doctor.start(package)] == ["ok"]


@pytest.mark.parametrize(
    ("encoding", "level"), [("utf-8", "ok"), ("UTF8", "ok"), ("gbk", "error"), ("ascii", "error"), ("", "error")]
)
def test_the_encoding_has_to_be_utf8(encoding: str, level: str) -> None:
    remark = locale(encoding, {"LANG": "zh_CN.GBK", "LC_ALL": ""})
    assert remark.level == level
    assert "LANG=zh_CN.GBK" in remark.text


@pytest.mark.parametrize(
    ("columns", "lines", "level"),
    [(80, 24, "ok"), (200, 60, "ok"), (79, 24, "hint"), (80, 23, "hint"), (59, 24, "warning"), (80, 15, "warning")],
)
def test_a_small_window_is_told(columns: int, lines: int, level: str) -> None:
    assert size(os.terminal_size((columns, lines))).level == level


@pytest.mark.parametrize(
    ("environ", "level", "text"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "ok", "24 bit"),
        ({"TERM": "xterm-256color"}, "ok", "256"),
        ({"TERM": "xterm"}, "hint", "16"),
        ({"TERM": "screen.xterm-256color", "COLORTERM": "truecolor"}, "ok", "256"),
        ({"TERM": "xterm", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "ok", "none, as NO_COLOR asks"),
    ],
)
def test_colours_are_what_the_terminal_says(environ: Mapping[str, str], level: str, text: str) -> None:
    assert colours(environ)[:3] == (level, "colours", text)


@pytest.mark.parametrize(
    ("found", "level"),
    [
        ({HANZI: 2, "★": 1, "─": 1}, "ok"),
        ({HANZI: 2, "★": 2, "─": 1}, "warning"),
        ({HANZI: 2, "★": 1, "─": 2}, "warning"),
        ({HANZI: 1, "★": 1, "─": 1}, "error"),
        ({}, "hint"),
    ],
)
def test_widths_that_differ_from_ours_are_told(found: Mapping[str, int], level: str) -> None:
    (remark,) = widths(found)
    assert remark.level == level
    assert bool(remark.advice) is (level in ("warning", "error"))


@contextmanager
def terminal(answer: Callable[[bytes], bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """A pseudo-terminal that answers what is written to it, and the writes."""
    master, line = os.openpty()
    heard: list[bytes] = []

    def serve() -> None:
        try:
            while data := os.read(master, 1024):
                heard.append(data)
                if reply := answer(data):
                    os.write(master, reply)
        except OSError:
            return

    server = threading.Thread(target=serve, daemon=True)
    server.start()
    try:
        yield line, heard
    finally:
        os.close(line)
        os.close(master)


def test_the_terminal_is_asked_how_wide_it_draws_and_is_left_as_it_was() -> None:
    def answer(data: bytes) -> bytes:
        column = 3 if HANZI.encode() in data else 2
        return b"x\x1b[7;%dR" % column if b"\x1b[6n" in data else b""

    with terminal(answer) as (line, heard):
        before = termios.tcgetattr(line)
        assert ask(line, (HANZI, "★")) == {HANZI: 2, "★": 1}
        assert termios.tcgetattr(line) == before
        until = time.monotonic() + 5
        while b"".join(heard).count(b"\r\x1b[K") < 2 and time.monotonic() < until:
            time.sleep(0.01)
    assert b"".join(heard).count(b"\r\x1b[K") == 2


def test_a_terminal_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal_facts, "_PATIENCE", 0.05)
    with terminal(lambda _: b"") as (line, heard):
        assert ask(line, (HANZI, "★")) == {}
    assert "★" not in b"".join(heard).decode()


def fake_tmux(folder: Path, clipboard: str, escape: int) -> Mapping[str, str]:
    """An environment whose tmux has these settings."""
    program = folder / "tmux"
    program.write_text(
        f'#!/bin/sh\ncase "$*" in -V) echo "tmux 3.3a";; *clipboard) echo {clipboard};; *) echo {escape};; esac\n'
    )
    program.chmod(0o755)
    return {"PATH": f"{folder}:/usr/bin:/bin", "TMUX": "/x"}


@pytest.mark.parametrize(
    ("clipboard", "escape", "levels"),
    [("external", 10, ["ok"]), ("on", 100, ["ok"]), ("off", 10, ["warning"]), ("external", 500, ["ok", "hint"])],
)
def test_the_tmux_around_us_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clipboard: str, escape: int, levels: list[str]
) -> None:
    environ = fake_tmux(tmp_path, clipboard, escape)
    monkeypatch.setenv("PATH", environ["PATH"])
    monkeypatch.setattr(terminal_facts, "_TMUX_SECONDS", 30)  # a busy machine is no tmux that does not answer
    found = list(tmux(environ))
    assert [remark.level for remark in found] == levels
    assert found[0].text == f"tmux 3.3a, set-clipboard {clipboard}"


@pytest.mark.parametrize(
    ("environ", "level"),
    [({"TERM": "xterm-256color"}, "ok"), ({"TERM": "linux"}, "warning"), ({"TERM": "putty-256color"}, "warning"),
     ({"TERM": "screen", "STY": "1.x"}, "warning"), ({"TERM": "tmux-256color", "TMUX": "/x", "STY": "1.x"}, "ok")],
)  # fmt: skip
def test_what_stands_between_a_copy_and_the_clipboard_is_named(environ: dict[str, str], level: str) -> None:
    found = clipboard(environ)
    assert (found.level, bool(found.advice)) == (level, level == "warning")
    assert found.text.startswith("OSC 52")


def test_a_tmux_that_cannot_be_asked_is_a_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [remark.level for remark in tmux({"TMUX": "/x", "PATH": str(tmp_path)})] == ["hint"]


def test_a_dumb_terminal_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal_facts, "check_terminal", lambda *_: "term_dumb")
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((80, 24)))
    found = {remark.subject: remark for remark in terminal_facts.examine({"TERM": "dumb"})}
    assert (found["term"].level, found["term"].text) == ("error", "TERM=dumb")
    assert "widths" not in found
    assert isinstance(found["size"], Remark)
