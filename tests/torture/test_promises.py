"""Promises that no other test of this folder keeps: planted links, locks that wait, and no word over the network."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from torture.mutants import MUTANTS
from workbench import make, set_elsewhere, small

from kamtui.app import KamApp
from kamtui.line_filter import CleanFilter
from kamtui.store.files import atomic
from kamtui.store.files.locks import lock
from kamtui.store.records import Account, Contact
from kamtui.store.workspace import Workspace

PROJECT = Path(__file__).resolve().parents[2]


def test_what_someone_has_planted_under_the_name_of_a_temporary_file_is_not_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim, card = folder / "victim", folder / "card.json"
    victim.write_bytes(b"mine")
    monkeypatch.setattr(os, "urandom", bytes)
    monkeypatch.setattr("os.getpid", lambda: 7)
    (folder / ".card.json.7.00000000.tmp").symlink_to(victim)
    with pytest.raises(FileExistsError):
        atomic.write(card, b"theirs")
    assert victim.read_bytes() == b"mine"
    assert not card.exists()


def test_a_lock_that_leads_elsewhere_is_not_opened(folder: Path) -> None:
    (folder / "victim").write_bytes(b"mine")
    (folder / "a.lock").symlink_to(folder / "victim")
    with pytest.raises(OSError, match="symbolic links"), lock(folder / "a.lock"):
        pass
    assert (folder / "victim").read_bytes() == b"mine"


def test_the_last_filter_of_the_app_is_the_one_that_lets_no_text_act(folder: Path) -> None:
    assert isinstance(KamApp(Workspace.create(folder / "w")).get_line_filters()[-1], CleanFilter)


def test_a_person_who_was_moved_and_changed_since_is_in_one_card_after_undo_and_redo(folder: Path) -> None:
    workspace = Workspace.create(folder / "w")
    with workspace.change("Start") as change:
        first, second = (change.add(Account(name=name)) for name in ("Acme", "Bolt"))
        person = change.add(Contact(name="Li", account=first.id))
    with workspace.change("Move") as change:
        change.move(person, second.id)
    set_elsewhere(workspace.root, Contact, person.id, title="CEO")
    workspace.refresh(everything=True)
    undone = workspace.undo()
    assert undone
    assert {one.record for one in undone.kept} == {person.id}
    assert held_by(workspace, person.id) == [(second.id, "CEO")]
    assert workspace.undo(mine=True)
    assert held_by(workspace, person.id) == [(first.id, "")]


def held_by(workspace: Workspace, key: str) -> list[tuple[str, str]]:
    """The accounts in whose cards a person stands, with the person's title."""
    cards = [json.loads(path.read_bytes()) for path in (workspace.root / "accounts").rglob("*.json")]
    return [
        (next(iter(card["accounts"])), card["contacts"][key].get("title", ""))
        for card in cards
        if key in card.get("contacts", {})
    ]


WATCHED = """
import sys
def watch(event, args):
    if event.startswith(("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto")):
        print("NETWORK", event, args, file=sys.stderr)
sys.addaudithook(watch)
from kamtui.__main__ import main
for command in ("list accounts", "check", "add account name=New", "undo", "log", "doctor", "backup"):
    main(["--data", sys.argv[1], *command.split()])
import asyncio
from pathlib import Path
from kamtui.app import KamApp
from kamtui.store.workspace import Workspace
async def look():
    async with KamApp(Workspace.open(Path(sys.argv[1]))).run_test() as pilot:
        await pilot.press("2", "1", "enter", "escape")
asyncio.run(look())
print("done")
"""


def test_commands_and_screens_open_no_connection_and_no_port(folder: Path) -> None:
    root = folder / "w"
    make(root, small(english=True)).close()
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(root)], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("done\n")
    assert "NETWORK" not in done.stderr


def test_every_test_that_the_page_about_testing_names_is_there_and_so_is_every_mutant() -> None:
    page = (PROJECT / "docs" / "testing.md").read_text("utf-8")
    for file, name in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page):
        assert (PROJECT / file).is_file(), file
        assert not name or f"def {name}(" in (PROJECT / file).read_text("utf-8"), f"{file}::{name}"
    rows = "\n".join(line for line in page.partition("## Mutants")[2].splitlines() if line.startswith("|"))
    for mutant in MUTANTS:
        assert mutant.name in rows
        assert mutant.caught_by.partition("[")[0] in rows
