"""A real process is killed, or a real call fails, at a chosen call: strace puts the fault into the kernel's way."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from torture.scale import cases, family
from torture.trial import Trial

ACTIONS = ("one field", "two cards", "move", "undo", "order merge")
POINTS = cases(18)
"""Faults for each action, spread over its calls."""
CALLS = ("openat", "write", "fsync", "rename", "unlink", "link", "mkdir", "fchmod", "pwrite64")
FAULTS = ("signal=KILL", "error=EIO", "error=ENOSPC")
FAILED = 7
"""The exit code of a child whose action raised an error."""


def why_not() -> str:
    """Why strace cannot be used here, or "" where it can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    tried = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, text=True, check=False)
    return f"strace may not trace here: {tried.stderr.strip()}" if tried.returncode else ""


REFUSED = why_not()


@pytest.mark.skipif(REFUSED != "", reason=REFUSED)
@pytest.mark.parametrize("name", ACTIONS)
def test_a_real_process_that_is_killed_or_refused_leaves_old_or_new(name: str, folder: Path) -> None:
    with family("kill and error points under strace") as count:
        trial = Trial(folder, name)
        log = folder / "strace.log"
        assert traced(trial, "-o", str(log), "-e", f"trace={','.join(CALLS)}") == 0
        calls = Counter(re.findall(r"^(\w+)\(", log.read_text(), re.MULTILINE))
        grid = [(call, number, fault) for call in CALLS for number in range(1, calls[call] + 1) for fault in FAULTS]
        points = min(POINTS, len(grid))
        for place in range(points):
            call, number, fault = grid[place * len(grid) // points]
            count.cases += 1
            code = traced(trial, "-o", os.devnull, "-e", f"inject={call}:{fault}:when={number}")
            where = f"{fault} at {call} {number} of {calls[call]}, exit {code}"
            assert code in ((-9,) if "KILL" in fault else (0, FAILED)), where
            found = trial.check(where, go_on=place % 3 == 0)
            if code == FAILED:
                assert found == trial.old, f"{where}: said to have failed, and it is there all the same"
            if code == 0:
                assert found == trial.new, f"{where}: nothing was said, and it was not done"


def traced(trial: Trial, *options: str) -> int:
    """Do the action in a child under strace; how the child ended."""
    workspace = trial.fresh()
    waits, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(go)
        os.read(waits, 1)
        try:
            trial.act.do(workspace)
        except BaseException:
            os._exit(FAILED)
        os._exit(0)
    os.close(waits)
    tracer = subprocess.Popen(["strace", "-q", "-p", str(child), *options], stderr=subprocess.DEVNULL)
    status = Path(f"/proc/{child}/status")
    while "TracerPid:\t0" in status.read_text() and tracer.poll() is None:
        time.sleep(0.001)
    time.sleep(0.003)
    os.close(go)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    tracer.wait(10)
    return code
