"""Commands that print, against a Python that does nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bench.measure import Aim, Line, interleave, place, run, timed
from bench.samples import workspace


def main() -> None:
    """Measure and print."""
    folder, env = place()
    root = folder / "workspace"
    workspace(root, 85, 8_800)
    rival = [sys.executable, "-c", "pass"]

    def compare(what: str, words: Sequence[str]) -> None:
        command = [sys.executable, "-m", "kamtui", *words]
        mine, theirs = interleave(15, timed(lambda: run(command, env)), timed(lambda: run(rival, env)))
        Line(what, "python -c pass", mine, theirs, "ms", Aim("below", 250)).show()

    compare("kamtui --version", ["--version"])
    compare("kamtui list accounts, 85 of them", ["list", "accounts", "--data", str(root)])
    compare("kamtui list opportunities, 8,800 of them", ["list", "opportunities", "--data", str(root)])


if __name__ == "__main__":
    main()
