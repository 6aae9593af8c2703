"""Several processes write into one folder while others read it, and not one acknowledged change is lost."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from pathlib import Path

from torture.scale import cases, family

from kamtui.store.records import Account, Contact
from kamtui.store.workspace import ChangedElsewhereError, LockedError, Workspace

WRITERS, READERS = 4, 2
EDITS = cases(250)
"""Of each writer: every other one adds a word to a note that all share, the others add a person."""


def write(root: Path) -> None:
    """Make the changes, each again until it is acknowledged."""
    workspace = Workspace.open(root)
    for number in range(EDITS):
        while True:
            workspace.refresh()
            (account,) = workspace.records(Account).values()
            try:
                with workspace.change("Write") as change:
                    if number % 2:
                        change.add(Contact(name=f"{os.getpid()}-{number}", account=account.id))
                    else:
                        change.set(account, note=f"{account.note} {os.getpid()}-{number}")
                break
            except (ChangedElsewhereError, LockedError):
                continue


def read(root: Path, stop: Path) -> None:
    """Look again and again: it is always whole, and nothing that was there goes."""
    workspace, people, words = Workspace.open(root), 0, 0
    while not stop.exists():
        workspace.refresh(everything=True)
        (account,) = workspace.records(Account).values()
        assert workspace.findings == []
        assert len(workspace.records(Contact)) >= people
        assert len(account.note.split()) >= words
        people, words = len(workspace.records(Contact)), len(account.note.split())


def child(act: Callable[[], None], complaint: Path) -> int:
    """A process that does this; what it raises is found in `complaint`."""
    number = os.fork()
    if number == 0:
        try:
            act()
            os._exit(0)
        except BaseException:
            complaint.write_text(traceback.format_exc())
        finally:
            os._exit(1)
    return number


def test_four_writers_lose_no_change_and_two_readers_never_stumble(folder: Path) -> None:
    with family("concurrent edits") as count:
        root, stop = folder / "w", folder / "stop"
        workspace = Workspace.create(root)
        with workspace.change("Start") as change:
            change.add(Account(name="Acme"))
        writers = [child(lambda: write(root), folder / f"writer {number} failed") for number in range(WRITERS)]
        readers = [child(lambda: read(root, stop), folder / f"reader {number} failed") for number in range(READERS)]
        ended = [os.waitstatus_to_exitcode(os.waitpid(writer, 0)[1]) for writer in writers]
        stop.touch()
        ended += [os.waitstatus_to_exitcode(os.waitpid(reader, 0)[1]) for reader in readers]
        assert ended == [0] * (WRITERS + READERS), [path.read_text() for path in folder.glob("* failed")]
        workspace = Workspace.open(root)
        (account,) = workspace.records(Account).values()
        written = account.note.split() + [person.name for person in workspace.records(Contact).values()]
        assert sorted(written) == sorted(f"{writer}-{number}" for writer in writers for number in range(EDITS))
        assert workspace.findings == []
        count.cases += WRITERS * EDITS
