"""Running a command of kamtui in a test, inside this process or in a pipeline of the shell."""

from __future__ import annotations

import os
import subprocess
import sys
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


def piped(command: str) -> tuple[int, str, str]:
    """Exit code of kamtui in `kamtui … | …`, and what the pipeline printed and complained about."""
    script = f"{sys.executable} -m kamtui {command}; exit ${{PIPESTATUS[0]}}"
    # Without its buffer Python would not notice at exit that the pipe is closed.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, env=env)
    return done.returncode, done.stdout, done.stderr
