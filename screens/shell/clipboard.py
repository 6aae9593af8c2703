"""The ways from here to a person's clipboard, over SSH and through tmux.

No single way is sure: a terminal may ignore the escape sequence for copying (OSC 52), and tmux as it comes keeps it
from the terminal. So tmux is given the text directly, the terminal gets the sequence, and a file always holds it.
"""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

MOST_ENCODED = 74_000
"""Bytes of base64 that terminals are known to take in one sequence."""
TMUX_SECONDS = 2
FILE = "clip.txt"


class Ways(NamedTuple):
    """By which ways a text was copied."""

    names: tuple[str, ...]
    """Of "tmux", "terminal" and "file"."""
    file: Path | None
    """Where it lies; None when it could not be written."""


def copy(text: str, to_terminal: Callable[[str], None], environ: Mapping[str, str] = os.environ) -> Ways:
    """Copy a text by every way that is open.

    Args:
        text: What to copy.
        to_terminal: Sends it as OSC 52; used outside tmux, for texts that are not too long.
        environ: The environment, for TMUX.
    """
    names: list[str] = []
    if environ.get("TMUX") and _to_tmux(text, environ):
        names.append("tmux")
    elif len(base64.b64encode(text.encode("utf-8", "replace"))) <= MOST_ENCODED:
        to_terminal(text)
        names.append("terminal")
    file = _to_file(text)
    return Ways((*names, "file") if file else tuple(names), file)


def clip_file() -> Path:
    """The file that holds what was copied last."""
    from platformdirs import user_state_path

    return user_state_path("kamtui") / FILE


def _to_tmux(text: str, environ: Mapping[str, str]) -> bool:
    """Give the text to tmux, which also hands it to the terminal outside; whether it took it."""
    try:
        done = subprocess.run(
            ["tmux", "load-buffer", "-w", "-"],
            input=text.encode("utf-8", "replace"), capture_output=True, timeout=TMUX_SECONDS, check=False,
            env=dict(environ),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _to_file(text: str) -> Path | None:
    """Write the text where only the person can read it."""
    path = clip_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            os.fchmod(descriptor, 0o600)
            file.write(text)
    except OSError:
        return None
    return path
