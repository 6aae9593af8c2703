"""Running a command of kamtui in a test, inside this process."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Done(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs `kamtui` with these arguments; the fixture `run` is one."""

    def __call__(self, *arguments: object) -> Done:
        """How it ended."""
        ...
