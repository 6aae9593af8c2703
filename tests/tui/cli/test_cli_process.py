"""kamtui as a process of its own: no terminal, a closed pipe, the screens opened and refused, and what is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run, piped
from ptyharness import Terminal

from kamtui.__main__ import main
from kamtui.store.records import Account
from kamtui.store.workspace import Workspace

KAMTUI = [sys.executable, "-m", "kamtui"]


def kamtui(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run kamtui without a terminal."""
    return subprocess.run(
        [*KAMTUI, *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, env={**os.environ, **more},
    )  # fmt: skip


@pytest.mark.parametrize("arguments", [(), ("--demo",)])
def test_without_a_terminal_the_screens_name_the_command_instead(data: Path, arguments: tuple[str, ...]) -> None:
    done = kamtui(*arguments, LANG="C.UTF-8", LC_ALL="")
    assert (done.returncode, done.stdout) == (2, "")
    assert "kamtui list accounts" in done.stderr
    assert "\x1b" not in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("env", "expected"),
    [({"TERM": "dumb"}, "TERM=dumb"), ({"KAMTUI_DATA": "/nowhere"}, "There is no workspace in /nowhere")],
)
def test_on_a_terminal_a_refusal_is_one_sentence_without_escapes(
    tmp_path: Path, env: dict[str, str], expected: str
) -> None:
    with Terminal(
        ["sh", "-c", f"cd {tmp_path} && exec {' '.join(KAMTUI)}"], env={**env, "HOME": str(tmp_path)}
    ) as terminal:
        assert terminal.wait(20) == 2
        assert expected in " ".join(terminal.text.split())
        assert b"\x1b" not in terminal.raw


def test_a_pipe_that_closes_in_the_middle_is_no_error(data: Path) -> None:
    with Workspace.open(data).change("many") as change:
        for number in range(3000):
            change.add(Account(name=f"{number:04} with a rather long name that fills the pipe"))
    assert piped("list accounts --json | head -1") == (141, "[\n", "")


def test_a_pipe_that_nobody_reads_is_no_error(data: Path) -> None:
    assert piped("list accounts | true") == (141, "", "")


def test_listing_loads_nothing_that_only_other_things_need(data: Path) -> None:
    program = (
        "import sys; from kamtui.__main__ import main; main(['list', 'accounts']); "
        "print(*sorted({'textual', 'rich', 'plotext', 'yaml', 'tinydb', 'ulid'} & sys.modules.keys()), file=sys.stderr)"
    )
    Workspace.open(data).close()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr == "\n"


def test_the_exit_code_of_a_process_is_that_of_the_command(data: Path) -> None:
    assert kamtui("check").returncode == 0
    assert kamtui("nonsense").returncode == 2
    next((data / "accounts").glob("h/harbour*.json")).write_text("{")
    assert kamtui("check").returncode == 1


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, bool, bool]]:
    """What the screens were opened on: folder, whether as the demo, whether it was a workspace then."""
    calls: list[tuple[Path, bool, bool]] = []

    def open_app(root: Path, demo: bool) -> int:
        calls.append((root, demo, (root / "kamtui.yaml").is_file()))
        return 0

    monkeypatch.setattr("kamtui.__main__._open_app", open_app)
    monkeypatch.setattr("kamtui.cli.screens.check_terminal", lambda *_: None)
    return calls


def test_the_screens_open_on_the_workspace(run: Run, data: Path, opened: list[tuple[Path, bool, bool]]) -> None:
    assert run().code == 0
    assert opened == [(data, False, True)]
    assert run("--data", data.parent).code == 2
    assert len(opened) == 1


def test_the_demo_opens_in_a_private_folder_that_is_gone_afterwards(
    run: Run, opened: list[tuple[Path, bool, bool]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run("--demo").code == 0
    folder, demo, there = opened[0]
    assert (demo, there) == (True, True)
    assert folder.is_relative_to(tmp_path)
    assert not folder.exists()


def test_the_demo_can_be_kept_and_opened_again(run: Run, opened: list[tuple[Path, bool, bool]], tmp_path: Path) -> None:
    for _ in range(2):
        done = run("--demo", "--keep", tmp_path / "demo")
        assert done.code == 0
        assert str(tmp_path / "demo") in done.err
    assert opened == [(tmp_path / "demo", True, True)] * 2
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("")
    assert run("--demo", "--keep", tmp_path / "full").code == 2


def test_main_takes_the_arguments_of_the_process(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["kamtui", "--version"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("kamtui ")
