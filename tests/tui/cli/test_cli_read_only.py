"""A read-only session: no command and no key changes a single byte of the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Run

from kamtui.settings import settings_file
from kamtui.store.records import Account
from kamtui.store.workspace import Workspace

WRITING = (
    ("add", "account", "name=New"),
    ("set", "Harbour Bank", "region=North"),
    ("set", "account", "region=North", "--where", "bank"),
    ("merge", "Harbour Bank", "华北电网"),
    ("undo",),
    ("redo",),
    ("import", "{file}"),
    ("snapshot",),
    ("sync",),
    ("check", "--fix"),
    ("doctor", "--fix"),
    ("drafts", "{drafts}"),
    ("init", "{data}/new"),
    ("restore", "{file}"),
    ("clone", "file:///nowhere", "{data}/new"),
)
"""Every command that writes into a workspace."""


def files(root: Path) -> dict[str, bytes]:
    """Every file of the workspace, with those that are kept beside the data."""
    found = (path for path in root.rglob("*") if path.is_file() and ".git/" not in str(path))
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


@pytest.mark.parametrize("asked", ["flag", "setting"])
@pytest.mark.parametrize("command", WRITING, ids=lambda command: " ".join(command[:2]))
def test_a_read_only_session_refuses_every_command_that_writes(
    run: Run, data: Path, tmp_path: Path, command: tuple[str, ...], asked: str
) -> None:
    sheet = tmp_path / "accounts.csv"
    sheet.write_text("客户名称,区域\n新客户,华东\n", encoding="utf-8")
    drafts = tmp_path / "drafts.json"
    drafts.write_text(
        '{"drafts": [{"id": "a", "table": "accounts", "title": "New", "seen": {"name": ""}, "texts": {"name": "x"}}]}'
    )
    Workspace.open(data).close()
    before = files(data)
    places = {"file": sheet, "data": data, "drafts": drafts}
    given = [part.format(**places) for part in command]
    if asked == "setting":
        settings_file().parent.mkdir(parents=True, exist_ok=True)
        settings_file().write_text("read_only: true\n", encoding="utf-8")
    done = run(*given, *(["--read-only"] if asked == "flag" else []))
    assert (done.code, "ead-only" in done.err) == (2, True), done
    assert files(data) == before


def test_a_read_only_session_reads_and_the_next_one_writes_again(run: Run, data: Path) -> None:
    assert "Harbour Bank" in run("--read-only", "list", "accounts").out
    assert run("set", "Harbour Bank", "region=North").code == 0
    assert next(a for a in Workspace.open(data).records(Account).values() if a.name == "Harbour Bank").region == "North"
