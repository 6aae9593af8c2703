"""What the parts of the chart screen share: what is looked at, the answer, its rows and the chart."""

from __future__ import annotations

import msgspec

from kamtui.screens.charts.look import Look, look_at
from kamtui.screens.shell.filtering import FilterScreen
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.order_reading import OrderReading
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.widgets.chart_view import ChartView
from kamtui.screens.widgets.fact_lines import FactLines
from kamtui.store.answers import FIGURES, Answer, Question, Row, ask
from kamtui.store.answers.desk import TIMES, Desk
from kamtui.store.answers.telling import named
from kamtui.store.charts.making import LABEL
from kamtui.store.charts.model import Chart
from kamtui.store.charts.pages import Page
from kamtui.store.filters import parse
from kamtui.store.records import Account, Opportunity, OrderLine, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

MOST_ANSWERS = 100
"""Answers that are kept."""
_FILTERED: dict[str, type[Record]] = {"orders": OrderLine, "deals": Opportunity}


class ChartBase(FilterScreen, ListScreen, OrderReading, RecordActions):
    """A chart, its question and its answer."""

    look: Look
    view: ChartView
    facts: FactLines
    answer: Answer | None = None
    rows: list[Row]
    chart: Chart
    currency = ""
    as_table = False
    _before: Answer | None = None
    _up: list[tuple[Look, str]]
    _drawn: Look | None = None
    """What the chart on the screen shows."""

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Begin with nothing asked."""
        super().__init__(workspace, notice)
        self.rows, self._up = [], []
        self._answers: dict[bytes, Answer] = {}
        self._asked_at = -1
        self.chart = Chart("rows", "", "count")

    def ask(self, question: Question) -> Answer:
        """The answer, kept until something changes: leafing back works nothing out again. Raises QuestionError, and
        UnreadOrdersError where months of orders have to be read first.
        """
        if self._asked_at != self.workspace.generation or len(self._answers) > MOST_ANSWERS:
            self._asked_at = self.workspace.generation
            self._answers.clear()
        key = msgspec.json.encode(question)
        if key not in self._answers:
            self._answers[key] = ask(self.workspace, question, at_once=True)
        return self._answers[key]

    def row(self) -> Row | None:
        """The row of the answer under the cursor."""
        at = self.list.cursor_row
        return self.rows[at] if at is not None and at < len(self.rows) else None

    def place_in_chart(self, at: int) -> int:
        """The label of the chart that a row belongs to: two breakdowns have a row for each cell."""
        if len(self.chart.labels) == len(self.rows) or self.answer is None or not self.rows:
            return at if at < len(self.chart.labels) else -1
        first = next(iter(self.rows[at].dims), "")
        named = self.answer.names.get(first, {})
        value = self.rows[at].dims.get(first, "")
        called = clean(named.get(value, value), 60) or word("figures.none")
        return self.chart.labels.index(called) if called in self.chart.labels else -1

    def column_in_chart(self, at: int) -> int:
        """The series that a row of two breakdowns belongs to; -1 where it is none, or one of several added up."""
        if self.answer is None or len(self.rows[at].dims) != 2:
            return -1
        second, value = list(self.rows[at].dims.items())[1]
        called = clean(named(self.answer, second, value), LABEL)
        return next((place for place, series in enumerate(self.chart.series) if series.name == called), -1)

    def filtered_kind(self) -> type[Record]:
        """The kind of record that a filter is about here."""
        return _FILTERED.get(FIGURES[self.look.page.figure].about, Account)

    def where_text(self) -> str:
        """The page's own condition and what is typed."""
        return " ".join(part for part in (self.look.page.where, self.query_text) if part.strip())

    def may_compare(self, look: Look) -> bool:
        """Whether last year can stand beside a chart: one breakdown, and one number for each."""
        dims = [name for name in look.page.by if name not in look.only]
        return (
            len(dims) == 1 and len(look.page.parts) <= 1 and look.page.figure not in ("seasonality", "forecast-history")
        )

    def title_of(self, look: Look) -> str:
        """What a chart is called."""
        if look.page.name:
            return look.page.title
        dims = [word(f"figuring.dim.{name}") for name in look.page.by]
        return word(
            "charting.title", measure=clean(FIGURES[look.page.figure].label), by=word("charts.joint").join(dims)
        )

    def behind_names(self) -> list[str]:
        """What was drilled into, by name."""
        desk = Desk(self.workspace, self.look.question("", self.today()), "orders")
        return [
            clean(desk.names(name, [value]).get(value, value) or word("figures.none"), 30)
            for name, value in self.look.only.items()
        ]

    def days_shown(self) -> Look:
        """What is looked at with the days that the answer covers, where none were asked for."""
        if self.look.first or self.look.last or self.answer is None:
            return self.look
        return msgspec.structs.replace(self.look, first=self.answer.first, last=self.answer.last)

    def said_of_look(self) -> list[str]:
        """Period, comparison and filter in words."""
        said = [self.days_shown().period_text(self.workspace.config.fiscal_year_start)]
        if self._before is not None:
            said.append(word("charting.compared"))
        if self.where_text():
            asked = parse(self.where_text(), self.filtered_kind(), self.workspace, self.today())
            said.append(clean(asked.explain(), 80))
        return said

    def go_to_page(self, page: Page) -> None:
        """Show a page from its beginning."""
        self._up.clear()
        self.look = look_at(page, self.today(), self.workspace.config.fiscal_year_start)
        self.show()
        self.to_beginning()

    def show_reading(self, said: str) -> None:
        """Say how far the reading of orders is: in place of the chart, or in the footer where there is a chart."""
        if self.answer is not None:
            self.tell(said)
            return
        self.chart = Chart("rows", "", "count", empty=said)
        self.view.show(self.chart)
        self.facts.set_lines([])

    def orders_read(self) -> None:
        """Show the chart that was waited for, the cursor where it was."""
        known = self._drawn == self.look
        self.show()
        if not known:
            self.to_beginning()

    def to_beginning(self) -> None:
        """Put the cursor where a page is read first: on the latest time that has a number, or on the first bar."""
        time = self.look.page.by[0] if self.look.page.by else ""
        dated = [at for at, row in enumerate(self.rows) if row.dims.get(time)]
        known = [at for at in dated if self.rows[at].value is not None] or dated
        if time in TIMES and self.look.page.period != "ahead" and known:
            self.list.move_to(self.list.rows[known[-1]].key)
        else:
            self.list.action_first()
