"""A sheet's rows as columns: each keeps a distinct text once, and a small number for every row.

Half a million order lines have a few thousand distinct dates, products and prices. Kept this way they fit
into some tens of megabytes, and every conversion is done once for each distinct text.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import chain
from operator import itemgetter
from typing import TypeVar

import msgspec

from kamtui.store.exchange.headers import find_header
from kamtui.store.exchange.sheets import Block, Sheet

K = TypeVar("K")

HEADER_WITHIN = 20
_TOTALS = frozenset({"合计", "总计", "小计", "总和", "total", "totals", "grandtotal", "subtotal", "sum", "总合计"})
_TOTAL_STARTS = frozenset({"", " ", "\u3000", *(name[0] for name in _TOTALS), *(name[0].upper() for name in _TOTALS)})
"""How the first cell of a line of totals begins."""
_first = itemgetter(0)

Tick = Callable[[int], None]
"""Told how many lines of the sheet have been read."""


class Column(msgspec.Struct):
    """One column: `texts[codes[row]]` is what the cell of a row says."""

    texts: list[str]
    codes: array[int]


class Table(msgspec.Struct):
    """A sheet with its header set apart and its rows as columns."""

    sheet: Sheet
    header: list[str]
    columns: list[Column]
    lines: array[int]
    """By row the line that it starts on."""
    skipped: dict[str, list[int]]
    """Lines that are no rows, by why: `blank` and `total`; `short` ones are kept."""
    surplus: dict[int, str]
    """By line what stands in cells beyond the header: the columns of such a row are shifted."""

    def row(self, place: int) -> list[str]:
        """The texts of one row."""
        return [column.texts[column.codes[place]] for column in self.columns]


class Codes(dict[K, int]):
    """Gives everything new the next number."""

    def __missing__(self, key: K) -> int:
        """The number of what is met for the first time."""
        code = self[key] = len(self)
        return code


def read_table(sheet: Sheet, wanted: Sequence[frozenset[str]] = (), tick: Tick | None = None) -> Table | None:
    """Read all of a sheet; `wanted` are sets of header keys that mappings ask for. None when there is no header."""
    lines, rows = next(sheet.blocks, ((), ()))
    place = find_header(rows[:HEADER_WITHIN], wanted)
    if place < 0:
        return None
    header = [cell.strip() for cell in rows[place]]
    skipped: dict[str, list[int]] = {"blank": [], "total": [], "short": []}
    surplus: dict[int, str] = {}
    kept = array("I")
    codes = [Codes[str]() for _ in header]
    columns = [array("I") for _ in header]
    for block in chain([(lines[place + 1 :], rows[place + 1 :])], sheet.blocks):
        lines, rows = _kept(block, len(header), skipped, surplus)
        if not rows:
            continue
        kept.extend(lines)
        for code, column, cells in zip(codes, columns, zip(*rows, strict=True), strict=True):
            column.extend(map(code.__getitem__, cells))
        if tick:
            tick(lines[-1])
    texts = [Column(list(code), column) for code, column in zip(codes, columns, strict=True)]
    return Table(sheet, header, texts, kept, skipped, surplus)


def _kept(block: Block, width: int, skipped: dict[str, list[int]], surplus: dict[int, str]) -> Block:
    """The rows that hold something, each as wide as the header; where the others stood goes into `skipped`."""
    if _is_regular(block[1], width):
        return block
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, row in zip(*block, strict=True):
        if not any(row):
            if row:
                skipped["blank"].append(line)
            continue
        if len(row) != width:
            if more := " ".join(filter(None, map(str.strip, row[width:]))):
                surplus[line] = more
            if len(row) < width:
                skipped["short"].append(line)
            row = row[:width] + [""] * (width - len(row))
        if row[0][:1] in _TOTAL_STARTS and _is_total(row):
            skipped["total"].append(line)
            continue
        lines.append(line)
        rows.append(row)
    return lines, rows


def _is_regular(rows: Sequence[list[str]], width: int) -> bool:
    """Whether every row can be kept as it is: asked of a whole block at once, which is much quicker."""
    return (
        set(map(len, rows)) == {width}
        and all(map(any, rows))
        and not any(text[:1] in _TOTAL_STARTS and (not text or _is_total([text])) for text in set(map(_first, rows)))
    )


def _is_total(row: Sequence[str]) -> bool:
    """Whether the first cell that says anything says "total"."""
    first = row[0] or next((cell for cell in row if cell), "")
    return first.strip().casefold().replace(" ", "").rstrip(":：") in _TOTALS
