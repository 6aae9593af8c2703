"""Files as sheets: whatever the format, a sheet is a stream of blocks of rows of text with their line numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

Block = tuple[Sequence[int], Sequence[list[str]]]
"""Some rows that follow each other: the lines they start on (from 1), and the cells of each."""

BLOCK = 4096
"""Rows that are read at a time."""


class Sheet(msgspec.Struct):
    """One table of a file, its rows not yet read."""

    file: str
    """The file's name without its folder, for messages."""
    blocks: Iterator[Block]
    name: str = ""
    """The sheet's name in a workbook."""
    encoding: str = ""
    delimiter: str = ""
    typed: bool = False
    """Whether numbers and dates come from typed cells, so that they need no guess at their spelling."""
    lines: int = 0
    """About how many lines there are, for showing progress."""

    @property
    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows one by one, each with the line it starts on."""
        return (row for lines, rows in self.blocks for row in zip(lines, rows, strict=True))

    @property
    def title(self) -> str:
        """What messages call the sheet."""
        return f"{self.file} [{self.name}]" if self.name else self.file
