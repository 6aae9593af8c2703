"""Tables on stdout: fitted to a terminal's width, at full width into a pipe, or as CSV."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from kamtui.store.text.cells import fit, width
from kamtui.store.text.safe import clean

_GAP = "  "
_LOOKED_AT = 500
"""Rows that decide how wide the columns are."""
_NARROWEST = 6
_LONGEST = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool]) -> int:
    """Print `rows` under `head`, the columns in `right` flush right; the number of rows.

    On a terminal the columns are cut to its width, into a pipe they keep theirs.
    """
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    count = 0
    for line in fitted(head, rows, right, room):
        print(line)
        count += 1
    return max(0, count - 1)


def fitted(head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool], room: int) -> Iterator[str]:
    """The lines of a table, head first, at most `room` cells wide; with room 0 as wide as they are."""
    stream = iter(rows)
    first = list(islice(stream, _LOOKED_AT))
    widths = [max(map(width, column)) for column in zip(head, *first, strict=True)]
    if room:
        widths = squeezed(widths, room - len(_GAP) * (len(widths) - 1))
    for row in chain([head], first, stream):
        wide = widths if room else [max(cells, width(text)) for cells, text in zip(widths, row, strict=True)]
        fits = (
            fit(text, cells, "right" if flush else "left") for text, cells, flush in zip(row, wide, right, strict=True)
        )
        yield _GAP.join(fits).rstrip()


def squeezed(widths: Sequence[int], room: int) -> list[int]:
    """The widths of columns, the widest made narrower until all of them fit into `room` cells."""
    narrow = list(widths)
    while sum(narrow) > room and max(narrow) > _NARROWEST:
        narrow[narrow.index(max(narrow))] -= 1
    return narrow


def print_csv(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[bool]) -> int:
    """Print `rows` as CSV under `head`; the number of rows.

    A text that a spreadsheet would take for a formula gets a ' before it; the columns in `numbers` hold none.
    On a terminal the texts are made safe to show.
    """
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(head)
    shown = sys.stdout.isatty()
    count = 0
    for row in rows:
        texts = [text if number else disarmed(text) for text, number in zip(row, numbers, strict=True)]
        writer.writerow([clean(text, _LONGEST) for text in texts] if shown else texts)
        count += 1
    return count


def disarmed(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; an import takes the mark off again."""
    return f"'{text}" if text.startswith("\t") or text.lstrip(" \n").startswith(_FORMULA) else text
