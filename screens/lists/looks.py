"""How the columns of a list look on a screen: headings, widths, which go first when there is no room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len

from kamtui.screens.widgets.glyphs import UNDECIDED
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store.lists.columns import DEFAULTS, NUMBERS, ListColumn
from kamtui.store.records import Account
from kamtui.store.text.safe import clean
from kamtui.store.workspace import Workspace

_WIDTHS = {"money": 10, "date": 10, "int": 7, "percent": 6, "quantity": 8, "bool": 6, "rating": 12, "choice": 10}
_OWN_WIDTHS = {"name": 20, "title": 20, "tier": 6, "region": 6, "industry": 10, "owner": 8, "next": 22, "won": 13,
               "account": 18, "next_step": 18, "relation": 16, "currency": 6}  # fmt: skip
_RANK = (
    "name",
    "title",
    "pipeline",
    "last",
    "tier",
    "owner",
    "weighted",
    "next",
    "won",
    "relation",
    "region",
    "industry",
)
"""Columns by how long they stay when there is less and less room; others go before them, from the right."""
_NAMES = ("name", "title", "subject")
_LONGEST = 120
_BRACKETS = 2
"""Cells that a heading needs beside its title when the column cursor is on it."""


def widget_columns(columns: Sequence[ListColumn], sort: str, reverse: bool) -> list[Column]:
    """The columns for the widget; a mark in the heading shows which one sorts, and which way.

    Of the usual columns `_RANK` says which ones go when there is no room; of chosen ones the rightmost go first.
    """
    usual = tuple(column.key for column in columns) == (DEFAULTS.get(columns[0].of.table) if columns else ())
    made = []
    for place, column in enumerate(columns):
        mark = (" ^" if reverse else " v") if column.key == sort else ""
        width = _OWN_WIDTHS.get(column.key, _WIDTHS.get(column.kind, 14))
        title = clean(column.label, 30) + mark
        rank = _RANK.index(column.key) if usual and column.key in _RANK else len(_RANK) + place
        made.append(
            Column(
                column.key, title, max(width, min(cell_len(title) + _BRACKETS, width + 4)),
                align="right" if column.kind in NUMBERS else "left",
                flexible=place == 0 or column.key in _NAMES, priority=rank,
            )
        )  # fmt: skip
    return made


def row_of(workspace: Workspace, record: Any, columns: Sequence[ListColumn], today: dt.date) -> Row:
    """The row of a record; an account that is not key is muted."""
    cells: list[str | Cell] = [clean(column.text(workspace, record, today), _LONGEST) for column in columns]
    if isinstance(record, Account) and cells:
        mark = f"{UNDECIDED} " if record.id in workspace.undecided_accounts else ""
        cells[0] = Cell(f"{mark}{cells[0]}", "" if record.key else "muted")
    return Row(record.id, tuple(cells))
