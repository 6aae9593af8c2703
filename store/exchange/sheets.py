"""Files as sheets: whatever the format, a sheet is a stream of blocks of rows of text with their line numbers.

Text files (csv, tsv, gz of those) are read here, workbooks by `workbooks`. What kind a file is, its first
bytes say, not its name: many an "xls" from a web system is text. Limits keep a hostile or runaway file
from eating the machine; a file beyond them, or cut in the middle, is refused as a whole.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

import msgspec

from kamtui.store.exchange.problems import UnreadableFileError
from kamtui.store.exchange.sniff import find_delimiter, find_encoding

Block = tuple[Sequence[int], Sequence[list[str]]]
"""Some rows that follow each other: the lines they start on (from 1), and the cells of each."""

BLOCK = 4096
"""Rows that are read at a time."""

MOST_BYTES = 512 << 20
MOST_COLUMNS = 512
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_GZIP = b"\x1f\x8b"
_SAMPLE = 1 << 16
_END = "\x00end of the file\x00"
_BREAK = re.compile(r"\r\n|\r|\n")


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


def read_sheets(path: Path, encoding: str = "", delimiter: str = "") -> list[Sheet]:
    """The sheets of the file at `path`; `encoding` and `delimiter` overrule what the file looks like.

    Raises UnreadableFileError here or while the rows are read.
    """
    data = _bytes(path)
    if data.startswith(_WORKBOOKS):
        from kamtui.store.exchange.workbooks import read_workbook

        return read_workbook(path.name, data)
    from kamtui.store.exchange.vcards import is_vcards, read_vcards

    if is_vcards(data):
        return [read_vcards(path.name, data, encoding)]
    return [read_text(path.name, data, encoding, delimiter)]


def read_text(file: str, data: bytes, encoding: str = "", delimiter: str = "") -> Sheet:
    """The one sheet of a text file."""
    if data[:_SAMPLE].lstrip().lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise UnreadableFileError(file, "is-markup")
    encoding = encoding or find_encoding(data)
    try:
        sample = data[:_SAMPLE].decode(encoding, errors="ignore")
    except LookupError:
        raise UnreadableFileError(file, "unknown-encoding", encoding=encoding) from None
    delimiter = delimiter or find_delimiter(sample)
    blocks = _blocks(file, data, encoding, delimiter)
    return Sheet(file, blocks, encoding=encoding, delimiter=delimiter, lines=data.count(b"\n") + 1)


def _bytes(path: Path) -> bytes:
    """What the file holds, unpacked."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == _GZIP
            file.seek(0)
            data = (gzip.GzipFile(fileobj=file) if packed else file).read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UnreadableFileError(path.name, "cannot-open", why=why) from error
    if len(data) > MOST_BYTES:
        raise UnreadableFileError(path.name, "too-large", most=MOST_BYTES >> 20)
    return data


def _blocks(file: str, data: bytes, encoding: str, delimiter: str) -> Iterator[Block]:
    """The rows of a text. A last line of our own shows whether a quote was left open: it would swallow it."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    reader = csv.reader(chain(text, [_END]), delimiter=delimiter)
    rows: list[list[str]] = []
    start = last = 1
    try:
        while not rows or rows[-1] != [_END]:
            rows = []
            rows.extend(islice(reader, BLOCK))  # what was read before an error stays in the list
            if not rows:
                raise UnreadableFileError(file, "open-quote", line=last)
            lines = _lines(rows, start, reader.line_num)
            if max(map(len, rows)) > MOST_COLUMNS:
                wide = next(line for line, row in zip(lines, rows, strict=True) if len(row) > MOST_COLUMNS)
                raise UnreadableFileError(file, "too-wide", line=wide, most=MOST_COLUMNS)
            yield (lines[:-1], rows[:-1]) if rows[-1] == [_END] else (lines, rows)
            last, start = lines[-1], reader.line_num + 1
    except UnicodeDecodeError as error:
        raise UnreadableFileError(file, "not-encoded", line=_next(rows, start), encoding=encoding) from error
    except csv.Error as error:
        raise UnreadableFileError(file, "bad-csv", line=_next(rows, start), why=error) from error


def _lines(rows: Sequence[list[str]], start: int, end: int) -> Sequence[int]:
    """The line on which each row starts, when they fill the lines from `start` to `end`."""
    if end - start + 1 == len(rows):
        return range(start, end + 1)
    lines = []
    for row in rows:
        lines.append(start)
        start += 1 + sum(len(_BREAK.findall(cell)) for cell in row)
    return lines


def _next(rows: Sequence[list[str]], start: int) -> int:
    """The line after these rows, which begin at `start`."""
    return start + len(rows) + sum(len(_BREAK.findall(cell)) for row in rows for cell in row)
