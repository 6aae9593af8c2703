"""Several people and processes work in one folder; some die, some have no room, some may only read."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kamtui.store.files import atomic
from kamtui.store.files.locks import LockedError, Locks
from kamtui.store.records import Account
from kamtui.store.workspace import ReadOnlyError, Workspace

NOBODY = 65534
ANOTHER = 65533
AsSomeone = Callable[[int, Callable[[], object]], str]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with two accounts that count in `employees`."""
    return filled(tmp_path / "w")


def filled(root: Path) -> Workspace:
    """A workspace with two accounts in `root`."""
    workspace = Workspace.create(root)
    with workspace.change("Start") as change:
        change.add(Account(name="Acme", employees=0))
        change.add(Account(name="Bolt", employees=0))
    return workspace


def started(root: Path, code: str) -> subprocess.Popen[str]:
    """A process that has `workspace` open and runs this code."""
    head = f"""
    import sys
    from pathlib import Path
    from kamtui.store.workspace import ChangedElsewhereError, LockedError, Workspace
    from kamtui.store.records import Account
    workspace = Workspace.open(Path({str(root)!r}))
    def named(name):
        return next(account for account in workspace.records(Account).values() if account.name == name)
    """
    text = textwrap.dedent(head) + textwrap.dedent(code)
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", text], stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def counts(workspace: Workspace) -> dict[str, int | None]:
    """How far each account has been counted."""
    workspace.refresh()
    return {account.name: account.employees for account in workspace.records(Account).values()}


def test_a_killed_process_loses_nothing_that_it_said_was_written(workspace: Workspace) -> None:
    code = """
    while True:
        number = named("Acme").employees + 1
        with workspace.change("Count both") as change:
            for name in ("Acme", "Bolt"):
                change.set(named(name), employees=number)
        print(number, flush=True)
    """
    chance = random.Random(7)
    for _ in range(20):
        process = started(workspace.root, code)
        assert process.stdout
        said = process.stdout.readline()
        time.sleep(chance.uniform(0, 0.02))
        process.send_signal(signal.SIGKILL)
        said += process.communicate(timeout=10)[0]
        acknowledged = int(said.split()[-1]) if said.endswith("\n") else int(said.split()[-2])
        opened = Workspace.open(workspace.root)
        seen = counts(opened)
        assert seen["Acme"] == seen["Bolt"], "one card is old and one is new"
        assert seen["Acme"] in (acknowledged, acknowledged + 1)
        assert opened.findings == []
        opened.close()
    Workspace.open(workspace.root).close()
    kept = workspace.root / ".kamtui" / "journal"
    assert [path for path in workspace.root.rglob(".*.tmp") if kept not in path.parents] == []


def test_a_lock_that_is_not_given_says_who_holds_it(workspace: Workspace) -> None:
    code = """
    with workspace.change("Hold") as change:
        change.merge_orders("2026-11", {"01K00000000000000000000000": {"amount_e4": 1}})
        print("held", flush=True)
        sys.stdin.read()
    """
    process = started(workspace.root, code)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    began = time.monotonic()
    with pytest.raises(LockedError) as raised, workspace.change("Import") as change:
        change.merge_orders("2026-11", {"01K00000000000000000000001": {"amount_e4": 1}})
    assert 1.5 < time.monotonic() - began < 10
    assert f"pid {process.pid}" in raised.value.holder
    assert os.uname().nodename in raised.value.holder
    assert re.search(r"since \d\d:\d\d:\d\d", raised.value.holder)
    process.kill()
    process.communicate()
    with workspace.change("Import") as change:
        change.merge_orders("2026-11", {"01K00000000000000000000001": {"amount_e4": 1}})
    assert len(workspace.order_documents("2026-11")) == 1


def test_two_threads_of_one_process_keep_each_other_out(tmp_path: Path) -> None:
    locks = Locks(tmp_path / "locks")
    said: list[str] = []

    def intrude() -> None:
        try:
            with locks.exclusive(["card"], wait=0.05):
                said.append("in")
        except LockedError as error:
            said.append(error.holder)

    with locks.everything(), locks.exclusive(["card"]):
        other = threading.Thread(target=intrude)
        other.start()
        other.join()
    (holder,) = said
    assert f"pid {os.getpid()}" in holder
    intrude()
    assert said[1] == "in"


def test_a_lock_that_came_too_late_is_given_back(tmp_path: Path) -> None:
    held, late = Locks(tmp_path / "locks"), Locks(tmp_path / "locks")
    with held.exclusive(["card"]):
        for _ in range(5):
            with pytest.raises(LockedError), late.exclusive(["card"], wait=0.0):
                pass
    for _ in range(5):
        with late.exclusive(["card"], wait=2.0):
            pass


def test_locks_may_be_nested_and_are_free_afterwards(tmp_path: Path) -> None:
    locks, other = Locks(tmp_path / "locks"), Locks(tmp_path / "locks")
    names = [f"accounts/a/a{n}.json" for n in range(200)]
    with locks.exclusive(names), locks.exclusive(names[:3]), pytest.raises(LockedError):
        other.exclusive(names[7:8], wait=0.01).__enter__()
    with other.exclusive(names, wait=0.01):
        pass


@pytest.mark.parametrize("limit", [1, 200, 1000, 4000])
def test_a_full_disk_leaves_the_old_version(workspace: Workspace, limit: int) -> None:
    code = f"""
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
    try:
        with workspace.change("Write") as change:
            for name in ("Acme", "Bolt"):
                change.set(named(name), note="x" * 5000, employees=7)
    except OSError as error:
        print(error.errno)
    print(named("Acme").employees)
    """
    out, errors = started(workspace.root, code).communicate(timeout=20)
    assert (out.split(), errors) == (["27", "0"], "")
    opened = Workspace.open(workspace.root)
    assert counts(opened) == {"Acme": 0, "Bolt": 0}
    assert opened.findings == []
    opened.close()
    assert [path for path in workspace.root.rglob("*") if atomic.is_temporary(path.name)] == []


def test_it_opens_and_a_change_says_why_not(open_folder: Path, as_someone: AsSomeone) -> None:
    workspace = filled(open_folder / "w")
    rights(workspace.root, 0o555, 0o444)

    def act() -> object:
        opened = Workspace.open(workspace.root)
        said = [opened.read_only, sorted(counts(opened)), [finding.code for finding in opened.findings]]
        for attempt in (opened.undo, opened.redo, lambda: opened.change("Try").__enter__()):
            try:
                attempt()
            except ReadOnlyError as error:
                said.append(str(error))
        opened.close()
        return said

    said = as_someone(NOBODY, act)
    rights(workspace.root, 0o755, 0o644)
    assert said == "['folder', ['Acme', 'Bolt'], [], 'folder', 'folder', 'folder']"


def test_a_card_that_may_not_be_written_is_an_error_and_stays(open_folder: Path, as_someone: AsSomeone) -> None:
    workspace = filled(open_folder / "w")
    rights(workspace.root, 0o775, 0o664)
    for path in (workspace.root, *workspace.root.rglob("*")):
        os.chown(path, -1, NOBODY if os.getuid() == 0 else -1)
    closed = workspace.root / "accounts" / "b"
    closed.chmod(0o555)
    before = {path: path.read_bytes() for path in (workspace.root / "accounts").rglob("*.json")}

    def act() -> object:
        opened = Workspace.open(workspace.root)
        with opened.change("Count") as change:
            for account in opened.records(Account).values():
                change.set(account, employees=9)
        return "written"

    said = as_someone(NOBODY, act)
    closed.chmod(0o755)
    assert said.startswith("PermissionError")
    assert {path: path.read_bytes() for path in (workspace.root / "accounts").rglob("*") if path.is_file()} == before
    assert Workspace.open(workspace.root).findings == []


two_people = pytest.mark.skipif(os.getuid() != 0, reason="only root can become two other people")


@pytest.fixture
def shared_folder(open_folder: Path) -> Path:
    """A folder of a group, as an administrator makes it."""
    root = open_folder / "shared"
    root.mkdir()
    if os.getuid() == 0:
        os.chown(root, 0, NOBODY)
    root.chmod(0o2770)
    return root


@two_people
@pytest.mark.parametrize("umask", [0o002, 0o022, 0o077])
def test_two_people_of_one_group_share_a_folder_whatever_their_umask(
    shared_folder: Path, as_someone: AsSomeone, umask: int
) -> None:
    root = shared_folder

    def begin() -> object:
        os.umask(umask)
        return counts(filled(root))

    def go_on() -> object:
        os.umask(umask)
        opened = Workspace.open(root)
        for _ in range(2):
            with opened.change("Count both") as change:
                for account in opened.records(Account).values():
                    change.set(account, employees=(account.employees or 0) + 1)
        opened.undo()
        opened.close()
        return counts(opened)

    assert as_someone(NOBODY, begin) == "{'Acme': 0, 'Bolt': 0}"
    for expected, person in ((1, ANOTHER), (2, NOBODY), (3, ANOTHER)):
        assert as_someone(person, go_on) == f"{{'Acme': {expected}, 'Bolt': {expected}}}"
    assert all(path.stat().st_gid == NOBODY for path in root.rglob("*"))
    assert all(path.stat().st_mode & 0o060 == 0o060 for path in (root / "accounts").rglob("*.json"))


@two_people
@pytest.mark.parametrize("umask", [0o002, 0o077])
def test_one_person_repairs_what_another_left_half_done(shared_folder: Path, as_someone: AsSomeone, umask: int) -> None:
    def die_half_way() -> None:
        os.umask(umask)
        workspace = filled(shared_folder)
        replace = atomic.Draft.replace
        replaced: list[atomic.Draft] = []

        def replace_one(draft: atomic.Draft) -> None:
            if replaced:
                os._exit(9)
            replace(draft)
            if "accounts" in draft.path.parts:
                replaced.append(draft)

        setattr(atomic.Draft, "replace", replace_one)  # noqa: B010
        with workspace.change("Count both") as change:
            for account in workspace.records(Account).values():
                change.set(account, employees=9)

    def look() -> object:
        opened = Workspace.open(shared_folder)
        return counts(opened), opened.findings

    assert as_someone(NOBODY, die_half_way) == ""
    assert as_someone(ANOTHER, look) == "({'Acme': 0, 'Bolt': 0}, [])"


def test_a_private_folder_stays_private(tmp_path: Path) -> None:
    root = tmp_path / "mine"
    root.mkdir(mode=0o700)
    workspace = filled(root)
    workspace.close()
    files = [path for path in root.rglob("*") if path.is_file() and path.suffix in (".json", ".yaml", ".mp")]
    assert len(files) > 4
    assert {oct(path.stat().st_mode & 0o007) for path in files if "journal" not in path.parts} == {"0o0"}


def rights(root: Path, folders: int, files: int) -> None:
    """Give everything in `root` these rights."""
    for path in (root, *root.rglob("*")):
        path.chmod(folders if path.is_dir() else files)
