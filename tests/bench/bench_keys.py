"""Keys on a terminal of 120 × 40: time until the last byte of the answer, and its bytes; and the first screen's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from bench.measure import NO_AIM, Aim, Line, Side, interleave, place
from bench.samples import workspace
from bench.terminals import QUIET, Burst, Stopwatch

RIVALS = Path(__file__).with_name("rivals")
ACCOUNTS, DEALS = 2_000, 20_000
OPEN = DEALS * 3 // 20
KEYS = 60
CTRL_HOME = "\x1b[1;5H"

Press = Callable[[], Burst]


def compare(
    what: str, rival: str, ours: Press, theirs: Press, rounds: int = KEYS, aims: tuple[Aim, Aim] = (NO_AIM, NO_AIM)
) -> None:
    """Press a key on both sides in turn and print times and bytes, each with its aim."""
    sizes: tuple[list[float], list[float]] = ([], [])

    def side(press: Press, into: list[float]) -> Side:
        def once() -> float:
            burst = press()
            into.append(burst.size)
            return burst.milliseconds

        return once

    mine, plain = interleave(rounds, side(ours, sizes[0]), side(theirs, sizes[1]))
    Line(what, rival, mine, plain, "ms", aims[0]).show()
    Line(f"{what}: bytes", rival, sizes[0][1:], sizes[1][1:], "B", aims[1]).show()


def steps(terminal: Stopwatch, *keys: str, quiet: float = QUIET) -> Press:
    """Press these keys in turn, each when there was no output for `quiet` seconds."""
    turn = cycle(keys)
    return lambda: terminal.press(next(turn), quiet)


@contextmanager
def shown(command: list[str], env: dict[str, str], mark: str) -> Iterator[Stopwatch]:
    """A program that has come to rest after its first screen."""
    with Stopwatch(command, env) as terminal:
        terminal.until(mark.encode())
        terminal.read(1.5)
        yield terminal


def main() -> None:
    """Measure and print."""
    folder, env = place()
    root = folder / "workspace"
    workspace(root, ACCOUNTS, DEALS, visits=5)
    kamtui = [sys.executable, "-m", "kamtui", "--data", str(root)]
    table = [sys.executable, str(RIVALS / "data_table.py"), str(ACCOUNTS)]
    board = [sys.executable, str(RIVALS / "card_board.py"), str(OPEN)]
    with shown(kamtui, env, "#") as ours, shown(table, env, "_0001") as rival:
        what = f"first screen, {ACCOUNTS:,} accounts: bytes"
        Line(what, "Textual DataTable", [len(ours.raw)], [len(rival.raw)], "B", NO_AIM).show()
        what = f"cursor down, list of {ACCOUNTS:,}"
        compare(what, "Textual DataTable", steps(ours, "down"), steps(rival, "down"))
        ours.press("2", 1.0)
        rival.press(CTRL_HOME, 1.0)
        what = f"cursor down, board of {OPEN:,}"
        compare(what, "Textual DataTable", steps(ours, "down"), steps(rival, "down"))
    with shown(kamtui, env, "#") as ours, shown(board, env, "Card_00000") as rival:
        ours.press("2", 1.0)
        what = f"a card moved to the next stage, board of {OPEN:,}, saved"
        compare(
            what,
            "a widget per card, not saved",
            steps(ours, ">", "<", quiet=0.5),
            steps(rival, ">", "<", quiet=0.5),
            14,
            (Aim("faster", 2), Aim("faster", 20)),
        )


if __name__ == "__main__":
    main()
