"""`make bench`: every bench_*.py in a process of its own, one table of ratios.

Both sides of a line are measured in turn in one run, so that a busy machine slows both. `ratio` compares the
medians, `at best` the least disturbed rounds. A missed aim is shown and is no error.

Usage: python -m bench [NAME…], where a name is what follows `bench_`.

About 1 GB is written below TMPDIR, or below /var/tmp, which unlike /tmp is seldom kept in memory. It stays
until the end: file systems are slow to make files where many were just removed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measure import HEADS, load, machine, new_file, show_cells


def main() -> int:
    """Print the machine and the table; 1 when a bench broke."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    names = sys.argv[1:] or sorted(
        path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py")
    )
    home = os.environ.get("TMPDIR") or ("/var/tmp" if Path("/var/tmp").is_dir() else None)
    with tempfile.TemporaryDirectory(prefix="kamtui-bench-", dir=home) as folder:
        print(f"{machine()}; load {load()}; a new file takes {new_file(Path(folder))}")
        show_cells(*HEADS)
        commands = {name: [sys.executable, "-m", f"bench.bench_{name}", folder] for name in names}
        broken = [name for name, command in commands.items() if subprocess.run(command, env=env).returncode]
    print(f"load afterwards {load()}")
    for name in broken:
        print(f"bench_{name} broke", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
