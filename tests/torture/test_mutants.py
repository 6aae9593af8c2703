"""The tests are tested: with any one defence taken out of a copy of the source, a named test fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from torture.mutants import MUTANTS, Mutant
from torture.scale import family

import kamtui

PROJECT = Path(__file__).resolve().parents[2]
QUIET = ("-q", "-x", "-n0", "-p", "no:cacheprovider", "-p", "no:textual-snapshot", "--no-header", "--tb=line")
FAILED = 1
"""pytest's exit code where tests ran and one of them failed."""


def mutated(mutant: Mutant, folder: Path) -> None:
    """A copy of the package in `folder`, as links to its files but for the one that is broken."""
    package = folder / "kamtui"
    shutil.copytree(Path(kamtui.__file__).parent, package, copy_function=os.symlink)
    path = package / mutant.file
    source = path.read_text("utf-8")
    for old, new in mutant.swaps:
        assert old in source, f"{mutant.file} no longer says {old!r}"
        source = source.replace(old, new)
    path.unlink()
    path.write_text(source, "utf-8")


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.name for mutant in MUTANTS])
def test_without_this_defence_a_test_fails(mutant: Mutant, folder: Path) -> None:
    with family("mutants") as count:
        mutated(mutant, folder)
        tests = [str(PROJECT / mutant.caught_by)]
        environment = {
            **os.environ,
            "PYTHONPATH": str(folder),
            "KAMTUI_TORTURE_FIGURES": "",
            "KAMTUI_TORTURE_ROUND": "0",
        }
        environment.pop("PYTEST_XDIST_WORKER", None)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *QUIET, *tests],
            cwd=PROJECT, env=environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == FAILED, f"{mutant.name} was not noticed:\n{done.stdout[-2000:]}{done.stderr[-500:]}"
        count.cases += 1
