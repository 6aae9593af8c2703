"""Screen 5: the sales charts: the pages of the report, any measure by any breakdown, and what stands behind a bar."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import msgspec
from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from kamtui.screens.bindings import bindings_of
from kamtui.screens.charts.choices import ChartChoices
from kamtui.screens.charts.look import look_at
from kamtui.screens.charts.out import ChartOut
from kamtui.screens.charts.table import table_columns, table_rows
from kamtui.screens.widgets.chart_view import ChartView
from kamtui.screens.widgets.fact_lines import FactLines
from kamtui.screens.widgets.list_columns import Column
from kamtui.screens.widgets.plot_guard import load
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.answers import Answer, QuestionError, Row, UnreadOrdersError
from kamtui.store.answers.behind import Behind, accounts_behind, behind, within
from kamtui.store.answers.telling import shown
from kamtui.store.charts.making import chart_of, currencies_of, label_of, note_of, rows_of, totals_said
from kamtui.store.charts.model import GAP, Chart
from kamtui.store.charts.pages import PAGES, Page
from kamtui.store.records import Account, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

BESIDE = 130
"""Cells from which the table stands beside the chart."""
PRELOAD = 0.4
"""Seconds after the first paint in which the plotting library is read in the background."""


class ChartsScreen(ChartChoices, ChartOut):
    """A chart, or its table, with one cursor on its bars; Enter goes down to accounts and records."""

    DEFAULT_CSS = """
    ChartsScreen {
        & Horizontal { height: 1fr; }
        & VirtualList { width: 1fr; }
    }
    """

    KIND = "charts"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Show the first page over `workspace`."""
        super().__init__(workspace, notice)
        self.look = look_at(PAGES[0], self.today(), workspace.config.fiscal_year_start)
        self.view = ChartView()
        self.list = VirtualList([Column("name", "", 20, flexible=True)], empty=word("charts.empty"))
        self.facts = FactLines(3)
        self._ways: list[tuple[Page, str]] = []

    def body(self) -> Iterable[Widget]:
        """Chart and table, and below them what the cursor is on."""
        yield Horizontal(self.view, self.list)
        yield self.facts

    def on_mount(self) -> None:
        """Read the plotting library in the background, once this is painted."""
        self._lay_out()
        self.set_timer(PRELOAD, lambda: self.run_worker(load, thread=True, exit_on_error=False))

    def on_resize(self, _: events.Resize) -> None:
        """Put the table beside the chart where there is room."""
        self._lay_out()

    def show(self) -> None:
        """Ask anew and draw; a question that cannot be answered says why, or that order files are read first."""
        where = self._where()
        try:
            self.answer = self._asked(where)
            before = None
            if self.look.compare and self.may_compare(self.look):
                before = self.ask(self.look.question_before(where, self.today()))
                before = within(before, self.look.only) if self.look.only else before
        except UnreadOrdersError as unread:
            if self._drawn != self.look:
                self.answer, self.rows = None, []
                self.list.set_rows([])
            self.wait_for_orders(unread.months, unread.need)
            self._tell_place()
            return
        except QuestionError as error:
            self.stop_reading()
            self.answer, self.rows, self.chart = None, [], Chart("rows", "", "count", empty=clean(str(error), 400))
            self._before = None
            self.list.set_rows([])
            self._point()
            self._tell_place()
            return
        self.stop_reading()
        self._drawn = self.look
        known = currencies_of(self.answer)
        self.currency = self.currency if self.currency in known else known[0] if known else ""
        stages = [stage.id for stage in self.workspace.method.stages]
        self.rows = rows_of(self.answer, self.look.page, self.currency, stages)
        self.chart = chart_of(self.answer, self.look.page, self.currency, before, stages)
        self._before = before
        self.list.set_columns(table_columns(self.answer, compared=before is not None))
        self.list.set_rows(table_rows(self.answer, self.rows, self.chart, before is not None))
        self._point()
        self._tell_place()

    def _asked(self, where: str) -> Answer:
        found = self.ask(self.look.question(where, self.today()))
        return within(found, self.look.only) if self.look.only else found

    def _where(self) -> str:
        """The filter, as long as it is understood."""
        asked = self.parsed(self.filtered_kind()) if self.query_text.strip() else None
        self.say("", asked)
        return "" if asked and asked.problems else self.query_text

    def subject(self) -> Record | None:
        """The account of the bar under the cursor, where it has one."""
        row = self.row()
        account = (row.dims.get("account") if row else "") or self.look.only.get("account", "")
        return self.workspace.get(Account, account) if account else None

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Mark the bar under the cursor and tell its numbers."""
        event.stop()
        self._point()

    def action_left(self) -> None:
        """Go to the page before."""
        self._leaf(-1)

    def action_right(self) -> None:
        """Go to the next page."""
        self._leaf(1)

    def action_preview(self) -> None:
        """Show the numbers as a table instead of the chart, or the chart again."""
        self.as_table = not self.as_table
        self._lay_out()

    def action_back(self) -> None:
        """Close the filter, come up from behind a bar, or go back."""
        if not self.query(".filter") and self._up:
            self.look, at = self._up.pop()
            self.show()
            self.list.move_to(at)
            return
        super().action_back()

    def action_open(self) -> None:
        """Go down: from a bar to its accounts, from an account to its orders or opportunities."""
        row = self.row()
        if row is None or self.answer is None:
            return
        about = self.answer.figure.about
        account = row.dims.get("account", "")
        found = behind(self.workspace, self.answer, row, self.look.only)
        if found is None:
            self.tell(word("charting.nothing_behind"))
        elif account and about not in ("orders", "deals"):
            self.open_page(Account, account, [each.dims["account"] for each in self.rows])
        elif "account" in row.dims or "account" in self.look.only:
            self._open_records(found)
        else:
            self._go_down(found, row)

    def _go_down(self, found: Behind, row: Row) -> None:
        """Show the accounts behind a bar."""
        question = accounts_behind(self.look.page.figure, found)
        if question is None or not row.n:
            self.tell(word("charting.nothing_behind"))
            return
        page = Page(
            name="", group=self.look.page.group, figure=question.figure, by=("account",), where=self.look.page.where
        )
        self._up.append((self.look, self.list.cursor_key or ""))
        self.look = msgspec.structs.replace(
            self.look, page=page, only=found.only, first=found.first, last=found.last, compare=False
        )
        self.show()
        self.list.action_first()

    def _open_records(self, found: Behind) -> None:
        """Show the order lines or opportunities behind a bar."""
        assert self.answer is not None
        question = msgspec.structs.replace(self.answer.question, first=found.first, last=found.last)
        self.show_screen("chart_records", question, found.only, self.where_text())

    def _leaf(self, step: int) -> None:
        names = [page.name for page in PAGES]
        at = names.index(self.look.page.name) if self.look.page.name in names else -1 if step > 0 else 0
        self.go_to_page(PAGES[(at + step) % len(PAGES)])

    def _lay_out(self) -> None:
        """Chart, table, or both."""
        both = self.size.width >= BESIDE
        self.view.display = not self.as_table
        self.list.display = self.as_table or both
        self.focus_body()

    def focus_body(self) -> None:
        """Give the keys to the table where it is shown, else to the screen."""
        self.set_focus(self.list if self.list.display else None)

    def _point(self) -> None:
        """Draw the cursor on its bar and tell its numbers."""
        at = self.list.cursor_row
        place = -1 if at is None else self.place_in_chart(at)
        row = self.row()
        self.view.show(self.chart, place, -1 if at is None or row is None else self.column_in_chart(at))
        look = self.said_of_look()
        if row is None or self.answer is None:
            self.facts.set_lines([("", []), ("", []), ("", look)])
            return
        unit, page = self.answer.figure.unit, self.look.page
        said = [] if "value" in page.notes else [shown(row.value, unit, row.currency)]
        said += [f"n {row.n:,}"]
        said += [note_of(self.answer, row, part, page) for part in page.parts if part not in ("value", "n")]
        if self._before is not None and 0 <= place < len(self.chart.labels) and len(self.chart.series) > 1:
            earlier = self.chart.series[1].values[place]
            said.append(word("charting.year_before", value="-" if earlier is None else f"{earlier:,.2f}"))
        said.append(self.chart.note(place))
        whole = self._remarks(place)
        whole += totals_said(self.answer, self.currency)
        left_out = sum(self.answer.excluded.values())
        if left_out:
            whole.append(word("charting.left_out", n=f"{left_out:,}"))
        others = [name for name in currencies_of(self.answer) if name != self.currency]
        if others and self.currency:
            whole.append(word("charting.currencies", now=self.currency, others=" ".join(others)))
        while len(whole) > 1 and cell_len(GAP.join(whole)) > self.size.width - 3:
            look.append(whole.pop())
        self.facts.set_lines([(label_of(self.answer, row), said), ("", whole), ("", look)])

    def _remarks(self, place: int) -> list[str]:
        """What stands behind the other bars of a chart that has no room for it beside them."""
        if self.chart.kind not in ("bars", "lines"):
            return []
        noted = [(at, label, self.chart.note(at)) for at, label in enumerate(self.chart.labels)]
        return [f"{label} {note}" for at, label, note in noted if note and at != place]

    def _tell_place(self) -> None:
        names = [page.name for page in PAGES]
        page = self.look.page
        place = f"{names.index(page.name) + 1}/{len(names)}" if page.name in names else ""
        crumbs = [place, self.title_of(self.look), *self.behind_names()]
        self.title_bar.show(crumbs=[crumb for crumb in crumbs if crumb])
