"""Tables on stdout: fitted to a terminal's width, at full width into a pipe, or as CSV."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from kamtui.store.fields import UNKNOWN
from kamtui.store.text.cells import fit, width
from kamtui.store.text.safe import clean
from kamtui.store.text.spreadsheet import disarmed

_GAP = "  "
_LOOKED_AT = 500
"""Rows that decide how wide the columns are."""
_NARROWEST = 10
"""Cells below which a column is rather left out than made narrower."""
_FEWEST = 2
_LONGEST = 200


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
    """The lines of a table, head first; with room 0 every column is as wide as it is.

    In less room columns without any value are left out, then the ones before the last, and the rest made
    narrower; the first and the last column, by which a row is known, stay.
    """
    stream = iter(rows)
    first = list(islice(stream, _LOOKED_AT))
    widths = [max(map(width, column)) for column in zip(head, *first, strict=True)]
    places = list(range(len(head)))
    if room:
        places = [place for place in places if not first or any(row[place] != UNKNOWN for row in first)]
        while len(places) > _FEWEST and sum(min(widths[place], _NARROWEST) + len(_GAP) for place in places) > room:
            del places[-2]
        inner = squeezed([widths[place] for place in places], room - len(_GAP) * (len(places) - 1))
        widths = [inner[places.index(place)] if place in places else 0 for place in range(len(head))]
    for row in chain([head], first, stream):
        cells = (
            fit(row[place], max(widths[place], 0 if room else width(row[place])), "right" if right[place] else "left")
            for place in places
        )
        yield _GAP.join(cells).rstrip()


def squeezed(widths: Sequence[int], room: int) -> list[int]:
    """The widths of columns, the widest but for the last made narrower until all of them fit into `room` cells."""
    *narrow, last = widths
    while narrow and sum(narrow) + last > room and max(narrow) > 1:
        narrow[narrow.index(max(narrow))] -= 1
    return [*narrow, last]


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
