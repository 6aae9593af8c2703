"""The board with 3,000 open deals: from the key that opens it to its last byte, and from exec to the board."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.measure import NO_AIM, Aim, Line, Side, interleave, place
from bench.samples import workspace
from bench.terminals import Stopwatch

RIVALS = Path(__file__).with_name("rivals")
ACCOUNTS, DEALS = 2_000, 20_000
OPEN = DEALS * 3 // 20
ROUNDS = 7


def to_board(command: Sequence[str], env: Mapping[str, str]) -> Side:
    """The milliseconds from exec until the board is whole, its key sent ahead."""

    def once() -> float:
        with Stopwatch(command, env) as terminal:
            terminal.until(b"#")
            terminal.press("2", 0.5)
            return (terminal.latest - terminal.begun) * 1000

    return once


def opened(command: Sequence[str], env: Mapping[str, str]) -> Side:
    """The milliseconds from the key `2` until the board is whole, in a program that has come to rest."""

    def once() -> float:
        with Stopwatch(command, env) as terminal:
            terminal.until(b"#")
            terminal.read(1.0)
            return terminal.press("2", 0.5).milliseconds

    return once


def until(command: Sequence[str], env: Mapping[str, str], mark: bytes) -> Side:
    """The milliseconds from exec until `mark` is written."""

    def once() -> float:
        with Stopwatch(command, env) as terminal:
            return terminal.until(mark)

    return once


def main() -> None:
    """Measure and print."""
    folder, env = place()
    root = folder / "board"
    workspace(root, ACCOUNTS, DEALS, visits=5)
    kamtui = [sys.executable, "-m", "kamtui", "--data", str(root)]
    with Stopwatch(kamtui, env) as first:  # fills the cache and leaves in order
        first.until(b"#")
        first.read(1.0)
        first.send(b"q")
        first.read(3.0)
    bare = until([sys.executable, str(RIVALS / "bare.py")], env, b"ready")
    cards = until([sys.executable, str(RIVALS / "card_board.py"), str(OPEN)], env, b"Card_00000")
    ours, key, plain, rival = interleave(ROUNDS, to_board(kamtui, env), opened(kamtui, env), bare, cards)
    what = f"exec to the accounts and on to the board of {OPEN:,}"
    Line(what, "bare Textual app", ours, plain, "ms", NO_AIM).show()
    Line(what, "a widget per card", ours, rival, "ms", NO_AIM).show()
    what = f"the key that opens the board of {OPEN:,}"
    Line(what, "start of a bare Textual app", key, plain, "ms", Aim("within", 1.5)).show()


if __name__ == "__main__":
    main()
