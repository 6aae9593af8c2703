"""git and the ends of a session: committing on quit, a merge found at the start, and a fetch that hangs."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from copies import card, edit, git, two_copies
from ptyharness import Terminal

from kamtui.store.records import Account
from kamtui.store.sync import sync
from kamtui.store.workspace import Workspace

Start = Callable[..., Terminal]


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of one shared repository."""
    return two_copies(tmp_path)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start kamtui on a copy and wait for its first screen; it is ended after the test."""
    running: list[Terminal] = []

    def run(root: Path, **env: str) -> Terminal:
        command = [sys.executable, "-m", "kamtui", "--data", str(root)]
        terminal = Terminal(command, 100, 30, {"HOME": str(tmp_path), "KAMTUI_LANG": "en", **env})
        running.append(terminal)
        terminal.wait_for("> 华北电网")
        return terminal

    yield run
    for terminal in running:
        terminal.stop()


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a remote that takes the call and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"git://127.0.0.1:{server.getsockname()[1]}/shared.git"


def programs_in(root: Path) -> list[str]:
    """The programs that work in this folder, by their command lines."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.joinpath("cwd").readlink() == root:
                found.append(process.joinpath("cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def wait_until(true: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def locks_of_git(root: Path) -> list[Path]:
    return list(root.joinpath(".git").rglob("*.lock"))


@pytest.mark.parametrize("commits", [True, False])
def test_quitting_commits_under_the_persons_name_where_the_settings_ask_for_it(
    start: Start, copies: tuple[Path, Path], tmp_path: Path, commits: bool
) -> None:
    root = copies[0]
    git(root, "config", "user.name", "Fay Wang")
    folder = tmp_path / "config" / "kamtui"
    folder.mkdir(parents=True)
    (folder / "settings.yaml").write_text(f"auto_commit: {str(commits).lower()}\n")
    before = git(root, "rev-parse", "HEAD")
    terminal = start(root, XDG_CONFIG_HOME=str(tmp_path / "config"))
    terminal.keys("E")
    terminal.wait_for("Esc cancel")
    terminal.keys("end")
    terminal.send(b"x")
    terminal.wait_for("华北电网x")
    terminal.keys("f2")
    terminal.wait_for("> 华北电网x")
    terminal.keys("q")
    assert terminal.wait() == 0
    if commits:
        assert git(root, "status", "--porcelain") == ""
        assert git(root, "log", "-1", "--format=%an") == "Fay Wang\n"
        assert git(root, "rev-parse", "HEAD~1") == before
    else:
        assert git(root, "rev-parse", "HEAD") == before
        assert "M accounts" in git(root, "status", "--porcelain")


def test_a_git_pull_that_stopped_half_way_is_finished_at_the_start_and_said(
    start: Start, copies: tuple[Path, Path]
) -> None:
    first, second = copies
    edit(first, 1, phone="2")
    sync(first)
    edit(second, 2, title="head")
    git(second, "commit", "-qam", "mine")
    git(second, "pull", "-q", "--no-rebase", right=(1,))
    assert "UU" in git(second, "status", "--porcelain")
    terminal = start(second)
    terminal.wait_for("half-way")
    assert git(second, "status", "--porcelain") == ""
    assert not second.joinpath(".git", "MERGE_HEAD").exists()
    (contact,) = [each for each in card(second)["contacts"].values() if each["name"] == "王敏"]
    assert (contact["phone"], contact["title"]) == ("2", "head")


def hang(terminal: Terminal, root: Path) -> None:
    """Start a sync and wait until git hangs at the remote."""
    terminal.keys("F")
    assert wait_until(lambda: any("fetch" in each for each in programs_in(root))), programs_in(root)
    terminal.wait_for("Fetching")


def test_a_sync_that_is_stopped_while_git_waits_for_a_remote_leaves_no_process_and_no_lock(
    start: Start, copies: tuple[Path, Path], silent: str
) -> None:
    root = copies[0]
    git(root, "remote", "set-url", "origin", silent)
    terminal = start(root)
    hang(terminal, root)
    terminal.keys("F")
    terminal.wait_for("The sync was stopped")
    assert wait_until(lambda: programs_in(root) == []), programs_in(root)
    assert locks_of_git(root) == []
    workspace = Workspace.open(root)
    (account,) = workspace.records(Account).values()
    with workspace.change("at once") as change:
        change.set(account, region="North")
    assert git(root, "fsck", "--strict") == ""


@pytest.mark.parametrize("way", ["q", signal.SIGTERM, signal.SIGHUP])
def test_no_way_out_leaves_a_process_behind_that_waits_for_a_remote(
    start: Start, copies: tuple[Path, Path], silent: str, way: str | int
) -> None:
    root = copies[0]
    git(root, "remote", "set-url", "origin", silent)
    terminal = start(root)
    hang(terminal, root)
    if isinstance(way, str):
        terminal.keys(way)
    else:
        terminal.signal(way)
    assert terminal.wait(15) == (0 if isinstance(way, str) else 128 + way)
    assert wait_until(lambda: programs_in(root) == [], 3), programs_in(root)
    assert locks_of_git(root) == []


def test_no_way_out_leaves_an_editor_behind(start: Start, copies: tuple[Path, Path], tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        f"import os, time; os.chdir({str(copies[0])!r}); print('EDITOR IS UP', flush=True)\ntime.sleep(60)"
    )
    terminal = start(copies[0], EDITOR=f"{sys.executable} {script}")
    terminal.keys("E")
    terminal.wait_for("Esc cancel")
    terminal.keys("up ctrl+e")
    terminal.wait_for("EDITOR IS UP")
    assert programs_in(copies[0])
    os.close(terminal.fd)
    terminal.fd = -1
    assert wait_until(lambda: programs_in(copies[0]) == [], 5), programs_in(copies[0])
    terminal.exit_code = os.waitstatus_to_exitcode(os.waitpid(terminal.pid, 0)[1])
    assert terminal.exit_code == 128 + signal.SIGHUP
