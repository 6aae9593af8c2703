"""Keys on a terminal of 120 × 40: time to the first answer and to the last byte, and the bytes.

The first answer ends with the first pause: the cursor has moved then, and a preview beside it, which waits until nobody
moves on, comes with the last byte.
"""

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
HELD, RATE = 90, 30
"""How often a held key comes, and how many times a second."""
KEY_DOWN = b"\x1b[B"
CTRL_HOME = "\x1b[1;5H"

Press = Callable[[], Burst]


def compare(
    what: str, rival: str, ours: Press, theirs: Press, rounds: int = KEYS, aims: tuple[Aim, Aim] | None = None
) -> None:
    """Press a key on both sides in turn and print times and bytes.

    Aims, for the last byte and for bytes, are for what has to be whole; of anything else the first answer is told too.
    """
    bursts: tuple[list[Burst], list[Burst]] = ([], [])

    def side(press: Press, into: list[Burst]) -> Side:
        def once() -> float:
            into.append(press())
            return into[-1].milliseconds

        return once

    mine, plain = interleave(rounds, side(ours, bursts[0]), side(theirs, bursts[1]))
    if aims is None:
        first, first_plain = ([burst.first for burst in own[1:]] for own in bursts)
        Line(f"{what}: first answer", rival, first, first_plain, "ms").show()
        Line(f"{what}: first answer, 95 of 100", rival, [slow(first)], [slow(first_plain)], "ms").show()
    whole, size = aims or (NO_AIM, NO_AIM)
    Line(f"{what}: until it rests", rival, mine, plain, "ms", whole).show()
    sizes, sizes_plain = ([burst.size for burst in own[1:]] for own in bursts)
    Line(f"{what}: bytes", rival, sizes, sizes_plain, "B", size).show()


def slow(taken: list[float]) -> float:
    """What 95 of 100 stay below."""
    return sorted(taken)[round(len(taken) * 0.95) - 1]


def compare_held(what: str, rival: str, ours: Stopwatch, theirs: Stopwatch, rounds: int = 3) -> None:
    """Hold the down key on both sides in turn; processor time and bytes for each key."""
    costs: tuple[list[float], list[float]] = ([], [])

    def side(terminal: Stopwatch, into: list[float]) -> Side:
        def once() -> float:
            used, before = terminal.processor_time(), len(terminal.raw)
            for _ in range(HELD):
                terminal.send(KEY_DOWN)
                terminal.read_for(1 / RATE)
            terminal.read(QUIET)
            into.append((len(terminal.raw) - before) / HELD)
            return (terminal.processor_time() - used) * 1000 / HELD

        return once

    mine, plain = interleave(rounds, side(ours, costs[0]), side(theirs, costs[1]))
    Line(f"{what}: processor time a key", rival, mine, plain, "ms", Aim("faster", 4)).show()
    Line(f"{what}: bytes a key", rival, costs[0][1:], costs[1][1:], "B", Aim("faster", 10)).show()


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
        compare_held(f"down held, list of {ACCOUNTS:,}", "Textual DataTable", ours, rival)
        ours.press("2", 1.0)
        rival.press(CTRL_HOME, 1.0)
        what = f"cursor down, board of {OPEN:,}"
        compare(what, "Textual DataTable", steps(ours, "down"), steps(rival, "down"))
    with shown(kamtui, env, "#") as ours, shown(board, env, "Card_00000") as rival:
        ours.press("2", 1.0)
        ours.press("right", 1.0)
        # Back and undone: on the way on, the board would ask what is not known yet.
        what = f"a card moved to another stage, board of {OPEN:,}, saved"
        compare(
            what,
            "a widget per card, not saved",
            steps(ours, "<", "u", quiet=0.5),
            steps(rival, ">", "<", quiet=0.5),
            14,
            (Aim("faster", 2), Aim("faster", 20)),
        )


if __name__ == "__main__":
    main()
