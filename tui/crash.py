"""Crash reports: where it happened, never what was in the data.

Textual's own report shows the variables of every frame, customers' names and numbers among them.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from pathlib import Path

from kamtui import __version__


def write_report(error: BaseException) -> tuple[str, Path | None]:
    """Keep a report of `error` for whoever mends it; its number, and the file, if one could be written."""
    from platformdirs import user_state_path

    number = os.urandom(3).hex()
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    lines = [f"kamtui {__version__}, Python {sys.version.split()[0]}, {now}, {number}", *frames(error)]
    path = user_state_path("kamtui") / f"crash-{number}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        return number, None
    return number, path


def frames(error: BaseException) -> list[str]:
    """Kind and places of an error and its causes: files, lines and functions, no values and no messages."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or seen.__context__
    return lines
