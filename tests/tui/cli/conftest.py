"""What the tests of the command line share: running a command in this process, and a small workspace."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Done, Run

from kamtui.__main__ import main
from kamtui.store.records import Account, Contact, Opportunity, Salesperson
from kamtui.store.workspace import Workspace


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run `kamtui` with these arguments in an empty folder, in English unless they say otherwise."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    here = tmp_path / "here"
    here.mkdir(exist_ok=True)
    monkeypatch.chdir(here)

    def run(*arguments: object) -> Done:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with three accounts, one of them archived, that commands find by $KAMTUI_DATA."""
    root = tmp_path / "data"
    workspace = Workspace.create(root)
    with workspace.change("fill") as change:
        li = change.add(Salesperson(name="李雷"))
        grid = change.add(Account(name="华北电网", owner=li.id, tags=("能源",), aliases=("NCG",)))
        bank = change.add(Account(name="Harbour Bank"))
        change.add(Account(name="Old Mill", archived=True))
        change.add(Contact(name="王经理", account=grid.id))
        change.add(Opportunity(name="调度系统", account=grid.id, stage="need", amount=300_000_000, owner=li.id))
        change.add(Opportunity(name="Laptops", account=bank.id, status="won", amount=50_000))
    workspace.close()
    monkeypatch.setenv("KAMTUI_DATA", str(root))
    return root
