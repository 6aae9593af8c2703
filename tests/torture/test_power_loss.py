"""The power fails: what was not yet on the disk is lost, in part or in another order, and old or new is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from torture.acts import ACTS
from torture.disk import Disk, Recorder
from torture.scale import cases, dice, family
from torture.trial import Trial

STATES = cases(64)
"""Moments and losses tried for each action."""
TRIED = ("one field", "two cards", "add", "move", "remove", "undo", "redo", "order merge", "import", "absorb")


@pytest.mark.parametrize("name", TRIED)
def test_after_a_power_cut_old_or_new_is_there_and_what_was_acknowledged_stays(name: str, folder: Path) -> None:
    with family("power loss") as count:
        trial = Trial(folder, name)
        workspace = trial.fresh()
        with Recorder(trial.root) as recorder:
            ACTS[name].do(workspace)
        throw = dice(name)
        moments = [throw.randrange(len(recorder.log) + 1) for _ in range(STATES * 3 // 4)]
        for number, moment in enumerate([*moments, *[len(recorder.log)] * (STATES - len(moments))]):
            count.cases += 1
            disk = Disk(recorder, moment)
            shutil.rmtree(trial.root)
            lost = disk.after_power_cut(trial.root, throw)
            where = f"after {moment} of {len(recorder.log)}, case {number}, lost: {lost}"
            found = trial.check(where, go_on=number % 8 == 0)
            if moment == len(recorder.log) and not trial.heals:
                assert found == trial.new, f"acknowledged, and gone: {where}"
