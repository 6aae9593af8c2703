"""Delimited text, such as csv and tsv, as a sheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from kamtui.store.exchange.problems import UnreadableFileError
from kamtui.store.exchange.sheets import BLOCK, Block, Sheet
from kamtui.store.exchange.sniff import find_delimiter, find_encoding

MOST_COLUMNS = 512
_SAMPLE = 1 << 16
_END = "\x00end of the file\x00"
_BREAK = re.compile(r"\r\n|\r|\n")


def read_text(file: str, data: bytes, encoding: str = "") -> Sheet:
    """The one sheet of a text file."""
    if data[:_SAMPLE].lstrip().lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise UnreadableFileError(file, "is-markup")
    encoding = encoding or find_encoding(data)
    try:
        sample = data[:_SAMPLE].decode(encoding, errors="ignore")
    except LookupError:
        raise UnreadableFileError(file, "unknown-encoding", encoding=encoding) from None
    delimiter = find_delimiter(sample)
    blocks = _blocks(file, data, encoding, delimiter)
    return Sheet(file, blocks, encoding=encoding, delimiter=delimiter, lines=data.count(b"\n") + 1)


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
