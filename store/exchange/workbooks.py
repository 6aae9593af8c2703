"""Workbooks (xlsx, xlsb, xls, ods) as sheets of text.

A workbook may be a bomb: a few kilobytes that unpack to gigabytes, or one cell in the far corner that
makes a grid of seventeen thousand million. So the zip's own directory and the addresses of the cells are
looked at before the reader gets it. Macros and links are never touched.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from kamtui.store.exchange.problems import UnreadableFileError
from kamtui.store.exchange.sheets import BLOCK, Block, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_UNPACKED = 100 << 20
MOST_RATIO = 100
MOST_ENTRIES = 1_000
MOST_CELLS = 5_000_000
_SMALL = 1 << 20
"""Below this much unpacked, the ratio says nothing."""
_ADDRESS = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_BLOCK = 1 << 20
_OVERLAP = 64

Cell: TypeAlias = "int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta"


def read_workbook(file: str, data: bytes) -> list[Sheet]:
    """The visible sheets that hold anything. Raises UnreadableFileError."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    if data.startswith(b"PK"):
        _check_zip(file, data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        sheets = [book.get_sheet_by_name(name) for name in names]
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFileError(file, "bad-workbook", why=error) from error
    return [
        Sheet(file, _blocks(sheet), name=sheet.name if len(names) > 1 else "", typed=True, lines=sheet.total_height)
        for sheet in sheets
        if sheet.height
    ]


def _blocks(sheet: CalamineSheet) -> Iterator[Block]:
    """The rows as text. A cell merged downwards fills every row that it covers, as a person reads it."""
    top, left = sheet.start or (0, 0)
    fill: dict[tuple[int, int], tuple[int, int]] = {}
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        for row in range(first + 1, min(last, top + sheet.height) + 1):
            fill[row - top, column - left] = (first - top, column - left)
    grid = sheet.to_python()
    for place, source in fill.items():
        if place[0] < len(grid) and source[0] >= 0 and 0 <= place[1] < len(grid[place[0]]):
            grid[place[0]][place[1]] = grid[source[0]][source[1]]
    for start in range(0, len(grid), BLOCK):
        rows = [list(map(as_text, cells)) for cells in grid[start : start + BLOCK]]
        yield range(top + start + 1, top + start + 1 + len(rows)), rows


def as_text(cell: Cell) -> str:
    """A typed cell as text: whole floats without fraction, dates ISO, truths as TRUE and FALSE."""
    match cell:
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case dt.datetime():
            return cell.date().isoformat() if cell.time() == dt.time.min else cell.isoformat(" ")
        case dt.date() | dt.time():
            return cell.isoformat()
    return str(cell)


def _check_zip(file: str, data: bytes) -> None:
    """Refuse what would unpack to too much, or spread a few cells over too large a grid."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            total = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_ENTRIES or total > max(_SMALL, min(MOST_UNPACKED, MOST_RATIO * len(data))):
                raise UnreadableFileError(file, "zip-bomb", size=total >> 20)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _check_part(file, archive, entry)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableFileError(file, "bad-workbook", why=error) from error


def _check_part(file: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read one XML part to its end, which checks its length and sum, looking for entities and far cells."""
    sheet = "/worksheets/" in entry.filename
    columns: set[bytes] = set()
    lowest, tail = 0, b""
    with archive.open(entry) as part:
        while block := part.read(_BLOCK):
            text = tail + block
            if b"<!DOCTYPE" in text:
                raise UnreadableFileError(file, "doctype")
            for letters, row in _ADDRESS.findall(text) if sheet else ():
                columns.add(letters)
                lowest = max(lowest, int(row))
            tail = text[-_OVERLAP:]
    if sheet and columns and max(map(_column, columns)) * lowest > MOST_CELLS:
        raise UnreadableFileError(file, "too-spread", most=MOST_CELLS)


def _column(letters: bytes) -> int:
    """The number of a column, from 1: A is 1, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
