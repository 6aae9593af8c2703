"""A second process that adds up order files from the last to the first, while this one begins with the first.

They meet where one finds what the other has kept, and share nothing but the cache: its files are written whole, and a
month that both have added up says the same twice.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kamtui.store.files.order_months import OrderMonths

WORTH_IT = 30_000_000
"""Bytes of order files below which starting a process costs more than it saves."""


@contextmanager
def helped(root: Path, months: Sequence[str], size: int) -> Iterator[None]:
    """Have help with so many bytes of order files, where there is a second core and the cache can be written.

    The helper ends with the month that it is at when this does: its standard input is closed then.
    """
    folder = root / ".kamtui"
    if size < WORTH_IT or (os.cpu_count() or 1) < 2 or not sys.executable or not os.access(folder, os.W_OK):
        yield
        return
    command = [sys.executable, "-m", __name__, str(root), *months]
    quiet = subprocess.DEVNULL
    try:
        helper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
    except OSError:  # too many processes: alone it takes longer
        yield
        return
    with helper:
        yield


def main(root: str, months: Sequence[str]) -> None:
    """Add up what nobody has yet, until the standard input is closed."""
    months_of = OrderMonths(Path(root))
    for month in reversed(months):
        if select.select([sys.stdin], [], [], 0)[0]:
            return
        months_of.month(month)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
