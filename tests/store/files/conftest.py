"""What the tests of the files need: children that are someone else, and a folder that they may enter."""

from __future__ import annotations

import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kamtui.store.records import Account
from kamtui.store.workspace import Workspace

NOBODY = 65534

AsSomeone = Callable[[int, Callable[[], object]], str]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everyone may enter: pytest's own are closed to other people."""
    folder = Path(tempfile.mkdtemp(prefix="kamtui-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def as_someone(tmp_path: Path) -> AsSomeone:
    """Runs a function in a child with this user id, and gives what it returns as text.

    A person who is not root cannot become another: the child is then the same person. All modules that a
    workspace imports when it needs them are imported here, since another person may not read them.
    """
    workspace = Workspace.create(tmp_path / "first")
    with workspace.change("Start") as change:
        change.add(Account(name="First"))
    workspace.undo()
    workspace.close()
    return run_as


def run_as(person: int, act: Callable[[], object]) -> str:
    """What `act` returns, or the last line of what it raises, in a child that is `person`."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(person)
            said = str(act())
        except BaseException as error:
            said = "".join(traceback.format_exception_only(error)).strip()
        os.write(theirs, said.encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, encoding="utf-8") as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return text
