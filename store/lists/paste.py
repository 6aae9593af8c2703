"""A block that was copied in a spreadsheet, laid onto a list from the cursor on: checked cell by cell."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence

from kamtui.store.lists.bulk import CellEdit, Plan, one_line, passing, typed_edit
from kamtui.store.lists.columns import ListColumn
from kamtui.store.records import Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

MOST = 2000
"""Rows of a block that are looked at."""


def cells_of(text: str) -> list[list[str]]:
    """The rows of a block as a spreadsheet copies it: tabs between cells, quotes where a cell holds a line break."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").rstrip("\n").split("\n")
    try:
        rows = list(csv.reader([line + "\n" for line in lines], dialect="excel-tab", strict=True))
    except csv.Error:
        rows = [line.split("\t") for line in lines]
    return [[cell.strip() for cell in row] for row in rows]


def pasted(
    workspace: Workspace,
    records: Sequence[Record],
    columns: Sequence[ListColumn],
    text: str,
    today: dt.date,
) -> Plan:
    """What a block would do to these records and columns, whose first ones are where the cursor stands.

    An empty cell leaves what is there. What has no place in the list is not pasted, and a note says so.
    """
    rows = cells_of(text)
    notes = []
    if len(rows) > len(records):
        notes.append(word("lists.paste.rows", n=len(rows) - len(records)))
    wide = max(map(len, rows), default=0)
    if wide > len(columns):
        notes.append(word("lists.paste.columns", n=wide - len(columns)))
    edits = [
        _edit(workspace, record, column, cell, today)
        for record, row in zip(records, rows[:MOST], strict=False)
        for column, cell in zip(columns, row, strict=False)
        if cell
    ]
    return Plan(tuple(edits), tuple(notes))


def _edit(workspace: Workspace, record: Record, column: ListColumn, cell: str, today: dt.date) -> CellEdit:
    if column.why_fixed or column.field is None:
        old = column.text(workspace, record, today)
        if clean(cell) == old:
            return CellEdit(record, column.label, old, old)
        return CellEdit(record, column.label, old, clean(cell, 60), problem=column.why_fixed)
    if cell == one_line(workspace, record, column.field):
        return CellEdit(record, column.label, cell, cell)
    return passing(workspace, typed_edit(workspace, record, column.field, cell, today))
