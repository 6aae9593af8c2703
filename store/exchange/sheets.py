"""Files as sheets: whatever the format, a sheet is a stream of rows of text with their line numbers.

Text files (csv, tsv, gz of those) are read here, workbooks by `workbooks`. What kind a file is, its first
bytes say, not its name: many an "xls" from a web system is text. Limits keep a hostile or runaway file
from eating the machine; a file beyond them, or cut in the middle, is refused as a whole.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kamtui.store.exchange.problems import UnreadableFileError
from kamtui.store.exchange.sniff import find_delimiter, find_encoding

Row = tuple[int, list[str]]
"""The line a row starts on (from 1), and its cells."""

MOST_BYTES = 512 << 20
MOST_COLUMNS = 512
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_GZIP = b"\x1f\x8b"
_SAMPLE = 1 << 16
_END = "\x00end of the file\x00"


class Sheet(msgspec.Struct):
    """One table of a file, its rows not yet read."""

    file: str
    """The file's name without its folder, for messages."""
    rows: Iterator[Row]
    name: str = ""
    """The sheet's name in a workbook."""
    encoding: str = ""
    delimiter: str = ""
    typed: bool = False
    """Whether numbers and dates come from typed cells, so that they need no guess at their spelling."""
    lines: int = 0
    """About how many lines there are, for showing progress."""

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
    rows = _rows(file, data, encoding, delimiter)
    return Sheet(file, rows, encoding=encoding, delimiter=delimiter, lines=data.count(b"\n") + 1)


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


def _rows(file: str, data: bytes, encoding: str, delimiter: str) -> Iterator[Row]:
    """The rows of a text. A last line of our own shows whether a quote was left open: it would swallow it."""

    def lines() -> Iterator[str]:
        yield from io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
        yield _END

    reader = csv.reader(lines(), delimiter=delimiter)
    line = start = 1
    try:
        for row in reader:
            if row == [_END]:
                return
            if len(row) > MOST_COLUMNS:
                raise UnreadableFileError(file, "too-wide", line=line, most=MOST_COLUMNS)
            yield line, row
            start, line = line, reader.line_num + 1
    except UnicodeDecodeError as error:
        raise UnreadableFileError(file, "not-encoded", line=line, encoding=encoding) from error
    except csv.Error as error:
        raise UnreadableFileError(file, "bad-csv", line=line, why=error) from error
    raise UnreadableFileError(file, "open-quote", line=start)
