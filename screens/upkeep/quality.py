"""The data quality page: what is wrong with the data, and what makes it right with one key (A9.03, A9.04)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from kamtui.screens.bindings import bindings_of
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.order_reading import OrderReading
from kamtui.screens.upkeep.issue_list import IssueList
from kamtui.screens.upkeep.issue_rows import about, heading, issue_columns, issue_row
from kamtui.screens.upkeep.putting_right import PuttingRight
from kamtui.screens.upkeep.source_rows import source_columns, source_row
from kamtui.screens.widgets.fact_lines import FactLines
from kamtui.screens.widgets.list_columns import LazyRows, Row, keys_of
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.answers import FIGURES
from kamtui.store.records import Account, OrderLine, Record
from kamtui.store.text.words import word
from kamtui.store.tidy import Issue, searching, sources
from kamtui.store.workspace import Workspace


class QualityScreen(ListScreen, OrderReading, PuttingRight):
    """Errors, duplicates, suspect units, outliers and missing values, each with the record that has it."""

    KIND = "quality"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Look through `workspace`."""
        super().__init__(workspace, notice)
        self.list = VirtualList(issue_columns(), empty=word("quality.none"))
        self.facts = FactLines(2)
        self._issues = IssueList(workspace)
        self._of_sources = False
        self._with_ignored = False

    def body(self) -> Iterable[Widget]:
        """The issues, and what the one under the cursor means for the figures."""
        yield self.list
        yield self.facts

    def show(self) -> None:
        """Look again, where something has changed."""
        if self._of_sources:
            figures = ((figure.name, figure.about) for figure in FIGURES.values())
            self.list.set_rows([source_row(each) for each in sources(self.workspace, figures, self.today())])
            self.title_bar.show(crumbs=[word("quality.sources")])
            self.facts.set_lines([])
            return
        if self.data_stay:
            self._issues.keep_found()
        elif months := self._issues.unread(self.today()):
            self.wait_for("quality", months, partial(searching, self.workspace, months, self.today()))
            return
        self._issues.look(self.today())
        keys = self._issues.keys(self._with_ignored)
        self.list.set_rows(LazyRows(keys, lambda at: self._row(keys[at])))
        if (self.list.cursor_key or "").startswith("-") and self.list.cursor_row == 0 and len(keys) > 1:
            self.list.move_to(keys[1])
        counts = [f"{word(f'quality.kind.{kind}')} {n}" for kind, n in self._issues.counts.items()]
        self.title_bar.show(crumbs=counts or [word("quality.clean")])
        self._describe()

    def show_reading(self, said: str) -> None:
        """Say how far the looking through is: in place of the rows, or in the footer where there are rows."""
        self.list.set_empty(said)
        self.tell(said)

    def orders_read(self) -> None:
        """Show what was waited for."""
        self.list.set_empty(word("quality.none"))
        self.show()

    def subject(self) -> Record | None:
        """The record under the cursor; of two that may be one, the first."""
        return self._record_at(self.list.cursor_key or "")

    def issue(self) -> Issue | None:
        """The issue under the cursor."""
        return None if self._of_sources else self._issues.shown.get(self.list.cursor_key or "")

    def records_of(self, found: Issue | None) -> list[Record]:
        """The records of an issue that are there."""
        return self._issues.records(found)

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Say what the issue does to the figures."""
        event.stop()
        self._describe()

    def action_open(self) -> None:
        """Open the page of the record; of an order line that of the account that ordered."""
        if record := self._paged(self.list.cursor_key or ""):
            self.open_among(record, map(self._paged, keys_of(self.list.rows)))
        else:
            self.tell(word("quality.no_page"))

    def action_preview(self) -> None:
        """Show where the numbers of each figure come from, or the issues again."""
        self._of_sources = not self._of_sources
        self.list.set_columns(source_columns() if self._of_sources else issue_columns())
        self.show()

    def action_stuck(self) -> None:
        """Show what is ignored too, or hide it again."""
        self._with_ignored = not self._with_ignored
        self.show()

    def _record_at(self, key: str) -> Record | None:
        records = () if self._of_sources else self._issues.records(self._issues.shown.get(key))
        return records[0] if records else None

    def _paged(self, key: str) -> Record | None:
        record = self._record_at(key)
        return self.workspace.get(Account, record.account) if isinstance(record, OrderLine) else record

    def _row(self, key: str) -> Row:
        if key.startswith("-"):
            kind = key.removeprefix("-")
            return heading(kind, self._issues.counts[kind])
        found = self._issues.shown[key]
        return issue_row(self.workspace, found, self._issues.records(found), ignored=key in self._issues.hidden)

    def _describe(self) -> None:
        found = self.issue()
        if found is None:
            self.facts.set_lines([])
            return
        self.facts.set_lines([
            (word(f"quality.kind.{found.kind}"), [about(self.workspace, found, self._issues.records(found))]),
            ("", [word(f"quality.effect.{found.kind}")]),
        ])  # fmt: skip
