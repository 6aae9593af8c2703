"""A change is all or nothing: whatever call fails or wherever the process dies, old or new is there, never a mix."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from torture.acts import ACTS
from torture.scale import ROUND, cases, dice, family
from torture.seam import CLEANING, FAULTS, Fault, KilledError, Seam
from torture.trial import Trial

from kamtui.cli.errors import explain
from kamtui.store.workspace import Workspace

POINTS = cases(44)
"""Calls of each action at which each fault is tried; shorter actions are tried at every call."""

pytestmark = pytest.mark.usefixtures("quick_disk")


def points(trial: Trial, fault: Fault) -> list[int]:
    """The calls at which this fault is to happen: spread over the action, others for each fault."""
    fitting = [n for n, name in enumerate(trial.calls, 1) if fault.kind != "short" or name == "write"]
    if fault.kind == "short" and fault.for_ever:
        return fitting[:1]
    step = max(1, -(-len(fitting) // POINTS))
    return fitting[dice(fault).randrange(step) :: step]


@pytest.mark.parametrize("name", ACTS)
def test_whatever_call_fails_old_or_new_is_there_and_never_a_mix(name: str, folder: Path) -> None:
    with family("fault points") as count:
        trial = Trial(folder, name)
        for fault in FAULTS:
            for point in points(trial, fault):
                count.cases += 1
                tried(trial, fault, point, go_on=point % 5 == 0)


def tried(trial: Trial, fault: Fault, point: int, *, go_on: bool) -> None:
    """Let one fault happen at one call, and look at what it leaves."""
    workspace = trial.fresh()
    error: BaseException | None = None
    with Seam(point, fault) as seam:
        try:
            trial.act.do(workspace)
        except (Exception, KilledError) as raised:
            error = raised
    called = seam.names[point - 1] if len(seam.names) >= point else "no call"
    where = f"{fault} at call {point} of {len(trial.calls)}, {called}: {error!r}"
    found = trial.check(where, go_on=go_on, swept=fault.kind == "kill" or called not in CLEANING)
    if isinstance(error, KilledError):
        return
    if error is None:
        assert found == trial.new, f"{where}: nothing was said, and it was not done"
        return
    assert fault.kind != "short", where
    assert isinstance(error, Exception)
    assert explain(error), f"{where}: a person would see a traceback"
    if not fault.for_ever and not trial.heals:
        assert found == trial.old, f"{where} was raised, and the change is there all the same"


def test_a_process_that_dies_while_it_repairs_leaves_the_repair_to_the_next(folder: Path) -> None:
    with family("faults in a repair") as count:
        trial = Trial(folder, "two cards")
        for half in replaced(trial):
            killed(trial, half)
            with Seam() as watched:
                Workspace.open(trial.root)
            calls = len(watched.names)
            for point in range(1, calls + 1, 1 if ROUND else 7):
                for fault in (FAULTS[0], *(FAULTS[1:] if ROUND else FAULTS[1:2])):
                    count.cases += 1
                    killed(trial, half)
                    with Seam(point, fault), suppress(OSError, KilledError):
                        Workspace.open(trial.root)
                    where = f"killed at call {half}, and {fault} at call {point} of the repair"
                    assert trial.check(where, go_on=point % 5 == 0) == trial.old, where


def replaced(trial: Trial) -> list[int]:
    """The calls that come right after each file but the last has been put in place, and the next has not."""
    renames = [number for number, name in enumerate(trial.calls, 1) if name == "replace"]
    return [number + 1 for number in renames[1:-1]]


def killed(trial: Trial, point: int) -> None:
    """A fresh workspace in which a process has died at this call of the action."""
    workspace = trial.fresh()
    with pytest.raises(KilledError), Seam(point, FAULTS[0]):
        trial.act.do(workspace)
