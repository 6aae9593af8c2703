"""Shells complete the names of records: quickly, quoted as the line has begun, whatever the names hold."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.cli.record_names import offered_to_bash, typed
from kamtui.store.files.place import refuse_all
from kamtui.store.records import Account, Competitor, Contact
from kamtui.store.workspace import Workspace

AWKWARD = 'O\'Brien "& Söhne"; $HOME `id` $(id) ~*?[x]\\ Co'
HOSTILE = "\x1b]0;owned\x07Evil"


@pytest.fixture
def data(data: Path) -> Path:
    """The small workspace with names that shells and terminals stumble over."""
    workspace = Workspace.open(data)
    with workspace.change("fill") as change:
        kept = [change.add(Account(name=name)) for name in (AWKWARD, HOSTILE, "-rf")]
        change.add(Competitor(name="Rival Corp"))
        change.add(Contact(name="Wang Fang", account=kept[0].id))
    workspace.close()
    return data


@pytest.fixture(autouse=True)
def writable() -> object:
    """What one completion refuses is this process's business, not that of the next test."""
    yield
    refuse_all(False)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("kamtui show Har", ["Harbour Bank"]),
        ("kamtui show har", ["Harbour Bank"]),
        ("kamtui show hbdw", ["华北电网"]),
        ("kamtui set 调", ["调度系统"]),
        ("kamtui log Riv", ["Rival Corp"]),
        ("kamtui merge 'Harbour Bank' O", [AWKWARD]),
        ("kamtui erase ", ["王经理", "Wang Fang"]),
        ("kamtui figures what-if --without 华", ["华北电网"]),
        ("kamtui set opp", ["opportunities"]),
        ("kamtui show Old", []),
        ("kamtui show '华北", ["华北电网"]),
    ],
)
def test_what_is_offered_begins_with_what_is_typed_or_is_found_by_it(
    run: Run, data: Path, line: str, names: list[str]
) -> None:
    assert run("completion", "--names", line).out.splitlines() == names
    elsewhere = line.replace("kamtui", f"kamtui --data {data}", 1)
    assert run("completion", "--names", elsewhere).out.splitlines() == names


@pytest.mark.parametrize(("word", "name"), [("Evil", HOSTILE), ("␛", HOSTILE), ("-r", "-rf")])
def test_a_name_that_cannot_be_typed_is_offered_as_an_id(run: Run, data: Path, word: str, name: str) -> None:
    known = {account.name: account.id for account in Workspace.open(data).records(Account).values()}
    out = run("completion", "--names", f"kamtui show {word}").out
    assert out.split() == [known[name]]
    assert "\x1b" not in run("completion", "--names", "kamtui show ").out


def test_it_writes_nothing_and_without_a_workspace_offers_nothing(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    assert run("completion", "--names", "kamtui show ").out
    assert {path: path.stat().st_mtime_ns for path in data.rglob("*")} == before
    monkeypatch.delenv("KAMTUI_DATA")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(data / "none"))
    assert run("completion", "--names", "kamtui show ").out == ""


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), min_size=1), min_size=1))
def test_a_command_line_is_read_as_the_shell_reads_it(words: list[str]) -> None:
    state = typed(" ".join(map(shlex.quote, words)))
    assert [*state.words, state.last] == words


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
@pytest.mark.parametrize("begun", ["O", "O\\'", "'O", '"O', "\"O'", "O'", 'O"'])
def test_bash_reads_the_completed_word_as_the_name(run: Run, data: Path, begun: str) -> None:
    assert data
    (added,) = offered_to_bash(f"kamtui show {begun}")
    state = typed(f"kamtui show {begun}")
    word = state.last[: state.kept] and f"{begun[:-1]}{state.quote}"
    whole = f"{word or state.quote}{added}{state.quote}"
    done = subprocess.run(["bash", "-c", f"printf %s {whole}"], capture_output=True, text=True, check=True)
    assert done.stdout == AWKWARD


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_asks_kamtui_where_a_record_can_stand(run: Run, data: Path, tmp_path: Path) -> None:
    script = tmp_path / "kamtui.bash"
    script.write_text(run("completion", "bash").out, "utf-8")
    program = (
        f'kamtui() {{ {sys.executable} -m kamtui "$@"; }}; source {script}; COMP_LINE="kamtui show Har"; '
        'COMP_POINT=${#COMP_LINE}; COMP_WORDS=(kamtui show Har); COMP_CWORD=2; _shtab_kamtui; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "--norc", "-c", program], capture_output=True, text=True, check=True)
    assert (data.is_dir(), done.stdout) == (True, "Harbour\\ Bank\n")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_that_takes_a_record_completes_it(run: Run, shell: str) -> None:
    asked = "completion --names" if shell == "fish" else "_kamtui_names"
    lines = [line for line in run("completion", shell).out.splitlines() if asked in line]
    assert len(lines) >= 8, "show, set, log, export, erase, merge twice, figures --without"
