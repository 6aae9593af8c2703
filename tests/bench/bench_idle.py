"""What a program costs that nobody touches: processor time and bytes, from the tenth second on."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.measure import Aim, Line, place
from bench.samples import workspace
from bench.terminals import Stopwatch

RIVALS = Path(__file__).with_name("rivals")
REST, WATCHED = 10.0, 10.0
"""Seconds that a program is left alone, and that it is watched after them."""
LEAST = 0.01
"""Stands for nothing at all, of which there is no ratio."""
WAYS = {"account list of 2,000": (), "board of 3,000": ("2",)}


def idle(command: Sequence[str], env: Mapping[str, str], mark: bytes, keys: Sequence[str] = ()) -> tuple[float, float]:
    """The percent of a processor and the bytes a second of a program at rest."""
    with Stopwatch(command, env) as terminal:
        terminal.until(mark)
        for key in keys:
            terminal.press(key, 1.0)
        terminal.read_for(REST)
        used, size = terminal.processor_time(), len(terminal.raw)
        terminal.read_for(WATCHED)
        percent = (terminal.processor_time() - used) / WATCHED * 100
        return max(percent, LEAST), max((len(terminal.raw) - size) / WATCHED, LEAST)


def main() -> None:
    """Measure and print."""
    folder, env = place()
    root = folder / "workspace"
    workspace(root, 2_000, 20_000, visits=5)
    bare = idle([sys.executable, str(RIVALS / "bare.py")], env, b"ready")
    for what, keys in WAYS.items():
        ours = idle([sys.executable, "-m", "kamtui", "--data", str(root)], env, b"#", keys)
        Line(f"idle, {what}", "bare Textual app", [ours[0]], [bare[0]], "%", Aim("below", 0.5)).show()
        Line(f"idle, {what}: bytes a second", "bare Textual app", [ours[1]], [bare[1]], "B", Aim("below", 1)).show()


if __name__ == "__main__":
    main()
