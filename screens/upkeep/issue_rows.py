"""Issues as rows: which records have one, and what is wrong with them in words."""

from __future__ import annotations

from collections.abc import Sequence

from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store import fields
from kamtui.store.answers.model import money
from kamtui.store.records import KINDS, OrderLine, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.tidy import Issue
from kamtui.store.workspace import Workspace


def issue_columns() -> list[Column]:
    """The columns of the list of issues."""
    return [
        Column("record", word("quality.record"), 20, flexible=True),
        Column("about", word("quality.about"), 24, flexible=True),
        Column("kind", word("quality.kind"), 10, priority=1),
    ]


def heading(kind: str, count: int) -> Row:
    """The line above the issues of a kind."""
    return Row(f"-{kind}", (Cell(f"{word(f'quality.kind.{kind}')} ({count})", "strong"),))


def issue_row(workspace: Workspace, found: Issue, records: Sequence[Record], *, ignored: bool) -> Row:
    """An issue with the records that have it; a dash in front says that it is ignored."""
    names = word("quality.and").join(_named(workspace, record) for record in records[:2])
    cell = Cell(names or clean(found.file, 80), "muted" if ignored else "")
    return Row(found.key, (cell, about(workspace, found, records), _kind_of(found)), "-" if ignored else "")


def about(workspace: Workspace, found: Issue, records: Sequence[Record]) -> str:
    """What is wrong, in words."""
    kind = KINDS.get(found.table)
    match found.kind:
        case "error" if found.about == "future":
            return word("quality.future", n=len(found.records))
        case "error":
            same = (each for each in workspace.findings if (each.code, each.file) == (found.about, found.file))
            return clean(next((each.text() for each in same), found.about), 200)
        case "duplicate":
            return word(f"quality.why.{found.about}")
        case "unit":
            times = f"{found.times or 0:,.{2 if (found.times or 0) >= 1 else 6}f}"
            if found.table == OrderLine.table:
                return word("quality.unit.orders", times=times)
            return word("quality.unit", n=len(found.records), times=times)
        case "outlier":
            return _far_off(workspace, found, records)
    return word("quality.missing", field=fields.label(kind, found.about) if kind else found.about)


def _far_off(workspace: Workspace, found: Issue, records: Sequence[Record]) -> str:
    if not records:
        return word("quality.outlier", value="")
    record = records[0]
    if isinstance(record, OrderLine):
        return word("quality.outlier.price")
    value = fields.show(workspace, record, fields.field_of(type(record), found.about))
    return word("quality.outlier", value=clean(value, 40))


def _named(workspace: Workspace, record: Record) -> str:
    """A record by name; an order line by its order, day and amount."""
    if not isinstance(record, OrderLine):
        return clean(fields.name_of(record), 60)
    currency = record.currency or workspace.config.currency
    amount = money(record.amount_e4, currency)
    told = (
        clean(record.order_no, 30),
        str(record.date or "-"),
        "-" if amount is None else f"{amount:,} {currency}",
    )
    return " ".join(filter(None, told))


def _kind_of(found: Issue) -> str:
    if found.table == OrderLine.table:
        return word("charting.about.orders")
    return word(f"screens.kind.{found.table}") if found.table in KINDS else "-"
