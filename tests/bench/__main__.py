"""`make bench`: every bench_*.py in a process of its own, one table of ratios.

Both sides of a line are measured in turn in one run, so that a busy machine slows both. `ratio` compares the
medians, `at best` the least disturbed rounds. A missed aim is shown and is no error.

Usage: python -m bench [NAME…], where a name is what follows `bench_`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench.measure import HEADS, load, machine, show_cells


def main() -> int:
    """Print the machine and the table; 1 when a bench broke."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    names = sys.argv[1:] or sorted(
        path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py")
    )
    print(f"{machine()}; load {load()}")
    show_cells(*HEADS)
    broken = [
        name for name in names if subprocess.run([sys.executable, "-m", f"bench.bench_{name}"], env=env).returncode
    ]
    print(f"load afterwards {load()}")
    for name in broken:
        print(f"bench_{name} broke", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
