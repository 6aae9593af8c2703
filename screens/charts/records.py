"""The order lines or opportunities behind a bar of a chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import monotonic
from typing import ClassVar

import msgspec
from textual.binding import BindingType

from kamtui.screens.bindings import bindings_of
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.widgets.list_columns import Column, LazyRows, Row, keys_of
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.answers import FIGURES, Question
from kamtui.store.answers.behind import MOST_LINES, deals_behind, lines_behind
from kamtui.store.answers.model import money, money_of_minor
from kamtui.store.fields import name_of
from kamtui.store.records import Account, Opportunity, OrderLine, Product, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

AT_ONCE = 0.05
"""Seconds for which order files are read before keys are answered again; a file is read to its end."""


class ChartRecordsScreen(ListScreen, RecordActions):
    """What a number was made of, record by record."""

    KIND = "chart_records"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(
        self, workspace: Workspace, notice: str, question: Question, only: Mapping[str, str], where: str
    ) -> None:
        """Show the records with the values `only` in the days of `question`."""
        super().__init__(workspace, notice)
        self._question = msgspec.structs.replace(question, where=where, by=(), top=None)
        self._only = dict(only)
        self._of_orders = FIGURES[question.figure].about == "orders"
        self._lines: dict[str, OrderLine] = {}
        self._reading: Iterator[list[OrderLine]] | None = None
        """The months that are still to be read, None when all have been."""
        self._read: list[OrderLine] = []
        self._read_at = -1
        """The workspace's generation when the reading began."""
        columns = _line_columns() if self._of_orders else _deal_columns()
        self.list = VirtualList(columns, empty=word("charts.empty"))

    def show(self) -> None:
        """Look anew what stands behind; order files are read one after the other, and keys answered in between."""
        if not self._of_orders:
            deals = deals_behind(self.workspace, self._question, self._only)
            self.list.set_rows([self._deal_row(deal) for deal in deals])
            self._count(word("charting.deals", n=len(deals)))
        elif self._read_at != self.workspace.generation:
            waiting = self._reading is not None
            self._reading = lines_behind(self.workspace, self._question, self._only)
            self._read, self._read_at = [], self.workspace.generation
            if not waiting:
                self._read_on()

    def _read_on(self) -> None:
        """Read some months, and go on a moment later unless that was all; what was shown before stays until then."""
        until, before = monotonic() + AT_ONCE, len(self._lines)
        for month in self._reading or ():
            self._read += month
            if len(self._read) > MOST_LINES or monotonic() > until:
                break
        else:
            self._reading = None
        if len(self._read) > MOST_LINES:
            self._reading = None
        if self._reading is None or len(self._read) > before:
            self._lines = {line.id: line for line in self._read[:MOST_LINES]}
            keys = list(self._lines)
            self.list.set_rows(LazyRows(keys, lambda at: self._line_row(self._lines[keys[at]])))
        more = "+" if self._reading is not None or len(self._read) > MOST_LINES else ""
        self._count(word("charting.lines", n=f"{len(self._lines):,}{more}"))
        if self._reading is not None:
            self.set_timer(0.01, self._read_on)

    def _count(self, said: str) -> None:
        account = self.workspace.get(Account, self._only.get("account", ""))
        self.title_bar.show(crumbs=[*([clean(account.name, 40)] if account else []), said])

    def subject(self) -> Record | None:
        """The deal under the cursor, or the account of the order line."""
        return self._record_at(self.list.cursor_key or "")

    def _record_at(self, key: str) -> Record | None:
        if not self._of_orders:
            return self.workspace.get(Opportunity, key)
        line = self._lines.get(key)
        return self.workspace.get(Account, line.account) if line else None

    def action_open(self) -> None:
        """Open the deal, or the account that ordered."""
        record = self.subject()
        if record is not None:
            self.open_among(record, map(self._record_at, keys_of(self.list.rows)))

    def _line_row(self, line: OrderLine) -> Row:
        product = self.workspace.get(Product, line.product) if line.product else None
        currency = line.currency or self.workspace.config.currency
        amount = money(line.amount_e4, currency)
        account = self.workspace.get(Account, line.account) if line.account else None
        return Row(line.id, (
            str(line.date or "-"), clean(line.order_no, 40) or "-",
            clean(account.name if account else line.customer, 80) or "-",
            clean(name_of(product) if product else line.product, 80) or "-",
            "-" if line.quantity_e3 is None else f"{line.quantity_e3 / 1000:,.3f}".rstrip("0").rstrip("."),
            "-" if amount is None else f"{amount:,} {currency}",
        ))  # fmt: skip

    def _deal_row(self, deal: Opportunity) -> Row:
        currency = deal.currency or self.workspace.config.currency
        amount = money_of_minor(deal.amount, currency)
        account = self.workspace.get(Account, deal.account) if deal.account else None
        method = self.workspace.method
        state = (
            method.label_of("stages", deal.stage) if deal.status == "open" else method.label_of("outcomes", deal.status)
        )
        return Row(deal.id, (
            clean(deal.name, 80), clean(account.name, 80) if account else "-", clean(state, 30) or "-",
            str(deal.close_date or "-"), "-" if amount is None else f"{amount:,} {currency}",
        ))  # fmt: skip


def _line_columns() -> list[Column]:
    return [
        Column("date", word("charting.date"), 10),
        Column("order", word("charting.order_no"), 14, priority=1),
        Column("account", word("figuring.dim.account"), 14, flexible=True, priority=2),
        Column("product", word("figuring.dim.product"), 12, flexible=True),
        Column("quantity", word("charting.quantity"), 9, "right"),
        Column("amount", word("charting.amount"), 18, "right"),
    ]


def _deal_columns() -> list[Column]:
    return [
        Column("name", word("charting.deal"), 16, flexible=True),
        Column("account", word("figuring.dim.account"), 14, flexible=True),
        Column("stage", word("figuring.dim.stage"), 10, priority=1),
        Column("close", word("charting.close"), 10),
        Column("amount", word("charting.amount"), 18, "right"),
    ]
