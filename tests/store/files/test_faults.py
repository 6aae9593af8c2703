"""A change is all or nothing: whatever call fails or wherever the process dies, old or new is there, never a mix."""

from __future__ import annotations

import builtins
import errno
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kamtui.store.files import atomic
from kamtui.store.files.ids import is_id
from kamtui.store.records import Account, Competitor, Contact
from kamtui.store.workspace import Workspace

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
"""A call fails with each in turn: disk full, disk broken, rights withdrawn."""
CALLS = ("open", "write", "fsync", "replace", "link", "unlink", "rmdir", "mkdir")
LINE = "01K0000000000000000000{:04}"


Act = Callable[[str, Callable[..., Any], tuple[Any, ...]], Any]
"""Takes the place of a call: its name, the real thing, its arguments."""


class Seam:
    """Stands between the store and the operating system, and counts the calls that can fail."""

    def __init__(self) -> None:
        """Count from nothing, and let every call through."""
        self.count = 0
        self.at = 0
        self.act: Act | None = None
        self.for_ever = False
        self._real = {name: getattr(os, name) for name in CALLS}
        self._open = builtins.open

    def __enter__(self) -> Seam:
        """Step in."""
        for name, real in self._real.items():
            setattr(os, name, self._watched(name, real))
        builtins.open = io.open = self._watched("open", self._open)
        return self

    def __exit__(self, *_: object) -> None:
        """Step out."""
        for name, real in self._real.items():
            setattr(os, name, real)
        builtins.open = io.open = self._open

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self.count += 1
            if self.act and (self.count == self.at or (self.for_ever and self.count > self.at)):
                return self.act(name, lambda *given: real(*given, **options), args)
            return real(*args, **options)

        return call


def failing(number: int, for_ever: bool) -> Act:
    """The call fails with this error; what fails for ever can still remove files, as a full disk can."""

    def act(name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        if for_ever and name in ("unlink", "rmdir"):
            return real(*args)
        raise OSError(number, os.strerror(number), str(args[0]))

    return act


def writing_little(name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """A write takes some of the bytes and says so."""
    return real(args[0], bytes(args[1])[:7]) if name == "write" else real(*args)


def dying(name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """The process is gone; a write may have come half-way."""
    if name == "write":
        real(args[0], bytes(args[1])[: len(args[1]) // 2])
    os._exit(9)


def one_field(workspace: Workspace) -> None:
    with workspace.change("Rate") as change:
        change.set(named(workspace, "Acme"), tier="A")


def two_cards(workspace: Workspace) -> None:
    with workspace.change("Rate both") as change:
        change.set(named(workspace, "Acme"), tier="A")
        change.set(named(workspace, "Bolt"), tier="A")
        change.add(Competitor(name="Rival"))


def bulk_import(workspace: Workspace) -> None:
    with workspace.change("Import", via="import") as change:
        for month in ("2026-10", "2026-11"):
            change.merge_orders(month, {LINE.format(n): {"amount_e4": n} for n in range(50)})
        for n in range(40):
            account = change.add(Account(name=f"New {n}"))
            change.add(Contact(name=f"Person {n}", account=account.id))


def undo(workspace: Workspace) -> None:
    assert workspace.undo()


def redo(workspace: Workspace) -> None:
    assert workspace.redo()


ACTS: dict[str, tuple[Callable[[Workspace], None], int]] = {
    "one field": (one_field, 1),
    "two cards": (two_cards, 2),
    "undo": (undo, 3),
    "redo": (redo, 4),
    "import": (bulk_import, 53),
}
"""What is done, and at how manieth call each it is made to fail: an import makes hundreds."""


def named(workspace: Workspace, name: str) -> Account:
    return next(account for account in workspace.records(Account).values() if account.name == name)


def state(workspace: Workspace) -> dict[str, Any]:
    """What a person would see."""
    return {
        "accounts": {account.name: account.tier for account in workspace.records(Account).values()},
        "people": sorted(person.name for person in workspace.records(Contact).values()),
        "rivals": sorted(rival.name for rival in workspace.records(Competitor).values()),
        "events": sorted(str(event.new) for key in workspace.records(Account) for event in workspace.events(key)),
        "orders": {month: sorted(workspace.order_documents(month)) for month in workspace.order_months()},
    }


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No power fails in these tests: waiting for the disk thousands of times would show nothing."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(os, "sync", lambda: None)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two accounts, one month, one step that is done and one that is undone."""
    workspace = Workspace.create(tmp_path_factory.mktemp("template") / "w")
    with workspace.change("Start") as change:
        change.add(Account(name="Acme", tags=("x",)))
        change.add(Account(name="Bolt"))
        change.merge_orders("2026-10", {LINE.format(7): {"amount_e4": 1}})
    for tier in ("B", "C"):
        with workspace.change("Rate") as change:
            change.set(named(workspace, "Acme"), tier=tier)
            change.set(named(workspace, "Bolt"), tier=tier)
    workspace.undo()
    workspace.close()
    return workspace.root


class Trial:
    """One way to do something, again and again on fresh copies of the template."""

    def __init__(self, template: Path, folder: Path, name: str) -> None:
        """Do it once without a fault, to know how many calls it makes and what comes of it."""
        self.act, self.step = ACTS[name]
        self.template, self.folder = template, folder
        self.old = state(Workspace.open(template))
        workspace = self.fresh()
        with Seam() as seam:
            self.act(workspace)
        self.calls = seam.count
        self.new = state(Workspace.open(workspace.root))
        assert self.new != self.old

    def fresh(self) -> Workspace:
        """The template's copy, as it was."""
        root = self.folder / "w"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.template, root)
        return Workspace.open(root)

    def points(self) -> Iterator[int]:
        """The calls at which something is to happen."""
        yield from range(1, self.calls + 1, self.step)

    def check(self, where: str) -> dict[str, Any]:
        """The state afterwards: old or new, without findings or leftovers, and fit for the next change."""
        workspace = Workspace.open(self.folder / "w")
        seen = state(workspace)
        assert seen in (self.old, self.new), where
        assert workspace.findings == [], where
        workspace.close()
        Workspace.open(workspace.root).close()
        left = [
            path for path in workspace.root.rglob("*") if atomic.is_temporary(path.name) and not is_id(path.parent.name)
        ]
        assert left == [], where
        with workspace.change("Go on") as change:
            change.set(named(workspace, "Bolt"), industry="Steel")
        assert named(Workspace.open(workspace.root), "Bolt").industry == "Steel", where
        return seen


@pytest.fixture
def trial(request: pytest.FixtureRequest, template: Path, tmp_path: Path) -> Trial:
    """The trial of the action that the test is given."""
    return Trial(template, tmp_path, str(request.param))


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("trial", ACTS, indirect=True)
def test_a_call_that_fails_leaves_all_as_it_was(trial: Trial, for_ever: bool) -> None:
    for point in trial.points():
        workspace = trial.fresh()
        failed = None
        with Seam() as seam:
            seam.at, seam.for_ever = point, for_ever
            seam.act = failing(ERRORS[point % len(ERRORS)], for_ever)
            try:
                trial.act(workspace)
            except OSError as error:
                failed = error
        where = f"call {point} of {trial.calls}: {failed}"
        seen = trial.check(where)
        if not failed:
            assert seen == trial.new, where
        elif not for_ever:
            assert seen == trial.old, f"{where} was raised, and the change is there all the same"


@pytest.mark.parametrize("trial", ACTS, indirect=True)
def test_a_write_that_takes_only_some_bytes_goes_on_with_the_rest(trial: Trial) -> None:
    workspace = trial.fresh()
    with Seam() as seam:
        seam.at, seam.for_ever, seam.act = 1, True, writing_little
        trial.act(workspace)
    assert trial.check("short writes") == trial.new


def killed(workspace: Workspace, act: Callable[[Workspace], object], point: int) -> bool:
    """Do it in a child that dies at this call; whether it came so far."""
    child = os.fork()
    if child == 0:
        with Seam() as seam:
            seam.at, seam.act = point, dying
            act(workspace)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.parametrize("trial", ACTS, indirect=True)
def test_a_process_that_dies_leaves_old_or_new(trial: Trial) -> None:
    for point in trial.points():
        workspace = trial.fresh()
        killed(workspace, trial.act, point)
        trial.check(f"killed at call {point} of {trial.calls}")


def test_a_process_that_dies_while_it_repairs_leaves_the_repair_to_the_next(template: Path, tmp_path: Path) -> None:
    trial = Trial(template, tmp_path, "two cards")
    root = trial.folder / "w"
    half = next(
        point for point in range(1, trial.calls + 1) if killed(trial.fresh(), trial.act, point) and is_mixed(root)
    )
    workspace = trial.fresh()
    point = 0
    died = True
    while died:
        point += 2
        workspace = trial.fresh()
        killed(workspace, trial.act, half)
        died = killed(workspace, lambda broken: Workspace.open(broken.root), point)
        assert trial.check(f"killed at call {half}, and at call {point} of the repair") == trial.old
    assert point > 10


def is_mixed(root: Path) -> bool:
    """Whether the cards, read without a repair, are partly old and partly new."""
    cards = [json.loads(path.read_bytes())["accounts"] for path in (root / "accounts").rglob("*.json")]
    return len({record["tier"] for accounts in cards for record in accounts.values()}) > 1
