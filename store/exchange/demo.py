"""The demo workspace: a copy of the one that kamtui ships, told as if its last day were today.

The shipped files tell two years that end on the day in `anchor.json`. A copy has every date moved by the
same number of days, so that what was overdue or due tomorrow still is, and every year and quarter by as many
as have passed, so that the targets are those of the period that is running.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

from kamtui.store import config
from kamtui.store.files.codec import encode_lines
from kamtui.store.files.layout import orders_name
from kamtui.store.text.words import word

ANCHOR = "anchor.json"
_DATE = re.compile(rb"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\d-])")
_PERIOD = re.compile(rb'(?<="period": ")(\d{4})(?:Q([1-4]))?(?=")')
_YEAR = re.compile(rb'(?<=")\d{4}(?=": -?\d)|(?<="year": )\d{4}')
"""The key of a number by year, and the year of a project."""


class DemoError(Exception):
    """There is no demo workspace to be had; the text tells the person why."""


def make_demo(target: Path, today: dt.date) -> Path:
    """Copy the demo workspace to `target`, its dates moved so that it ends `today`; returns `target`.

    Raises DemoError where `target` holds anything, or where kamtui was installed without its demo, and OSError.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DemoError(word("demo.not_empty", folder=target))
    source = files("kamtui") / "demo"
    try:
        anchor = msgspec.json.decode((source / ANCHOR).read_bytes(), type=dt.date)
    except (FileNotFoundError, NotADirectoryError):
        raise DemoError(word("demo.missing", place=source)) from None
    shift = _Shift((today - anchor).days)
    periods = _Periods(anchor, today)
    lines: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for name, file in _data_files(source):
        data = _DATE.sub(shift, file.read_bytes())
        if name.startswith("orders/"):
            for key, line in msgspec.json.decode(data)["orders"].items():
                lines[line["date"][:7]][key] = line
        else:
            _write(target / name, periods.moved(data))
    for month, records in lines.items():
        _write(target / orders_name(month), encode_lines({"orders": records}))
    config.write_new(target, config.Config(name=word("demo.name")))
    return target


class _Shift:
    """Moves the dates that a pattern finds; those that are no days stay."""

    def __init__(self, days: int) -> None:
        self._days = dt.timedelta(days=days)
        self._known: dict[bytes, bytes] = {}

    def __call__(self, found: re.Match[bytes]) -> bytes:
        text = found[0]
        if text not in self._known:
            try:
                moved = (dt.date.fromisoformat(text.decode()) + self._days).isoformat().encode()
            except ValueError:
                moved = text
            self._known[text] = moved
        return self._known[text]


class _Periods:
    """Moves years and quarters so that what was this one when the demo was told is this one today."""

    def __init__(self, anchor: dt.date, today: dt.date) -> None:
        self._years = today.year - anchor.year
        self._quarters = 4 * self._years + (today.month - 1) // 3 - (anchor.month - 1) // 3

    def moved(self, data: bytes) -> bytes:
        """The document with its periods and its years moved."""
        return _YEAR.sub(lambda found: b"%d" % (int(found[0]) + self._years), _PERIOD.sub(self._period, data))

    def _period(self, found: re.Match[bytes]) -> bytes:
        if not found[2]:
            return b"%d" % (int(found[1]) + self._years)
        year, quarter = divmod(4 * int(found[1]) + int(found[2]) - 1 + self._quarters, 4)
        return b"%dQ%d" % (year, quarter + 1)


def _data_files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    """The demo's JSON files below `folder` but for the anchor, each with its path from the root."""
    for entry in folder.iterdir():
        if entry.is_dir():
            if not entry.name.startswith("."):
                yield from _data_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".json") and entry.name != ANCHOR:
            yield f"{prefix}{entry.name}", entry


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
