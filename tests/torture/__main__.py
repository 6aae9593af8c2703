"""`make torture`: the tests of this folder in rounds with other dice and more cases, until the time is up.

Usage: python -m torture, with $TORTURE_MINUTES (20 by default). The first round may take longer than that. Prints
what each family has tried; the exit code is 1 when anything was lost or a test failed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FAILED = 1


def main() -> int:
    """Run rounds, print the table; 1 when a test failed in one of them."""
    until = time.monotonic() + 60 * float(os.environ.get("TORTURE_MINUTES", "20"))
    with tempfile.TemporaryDirectory(prefix="kamtui-torture-") as folder:
        figures = Path(folder) / "figures"
        code, number, longest = 0, 0, 0.0
        while not code and (number == 0 or time.monotonic() + longest < until):
            number += 1
            began = time.monotonic()
            code = one_round(number, figures)
            longest = max(longest, time.monotonic() - began)
            print(f"round {number}: {time.monotonic() - began:.0f} s", flush=True)
        return show(figures) or (FAILED if code else 0)


def one_round(number: int, figures: Path) -> int:
    """One round of all tests; pytest's exit code. The mutants do not change: once is enough."""
    tests = [str(HERE)] if number == 1 else [str(HERE), f"--ignore={HERE / 'test_mutants.py'}"]
    environment = {**os.environ, "KAMTUI_TORTURE_ROUND": str(number), "KAMTUI_TORTURE_FIGURES": str(figures)}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--no-header", "-rs", *tests]
    return subprocess.run(command, cwd=HERE.parents[1], env=environment, check=False).returncode


def show(figures: Path) -> int:
    """Print the table; 1 where a family did not come through, or nothing was tried at all."""
    rows: dict[str, dict[str, Any]] = defaultdict(lambda: {"cases": 0, "seconds": 0.0, "failed": 0})
    for line in figures.read_text("utf-8").splitlines() if figures.exists() else []:
        told = json.loads(line)
        row = rows[told["family"]]
        row["cases"] += told["cases"]
        row["seconds"] += told["seconds"]
        row["failed"] += not told["kept"]
    print(f"\n{'family':36}{'cases':>12}{'failed':>8}{'seconds':>10}")
    for name, row in sorted(rows.items()):
        print(f"{name:36}{row['cases']:>12,}{row['failed']:>8}{row['seconds']:>10.1f}")
    print(f"{'together':36}{sum(row['cases'] for row in rows.values()):>12,}")
    return FAILED if not rows or any(row["failed"] for row in rows.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
