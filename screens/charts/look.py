"""What a chart screen looks at: page, period, filter, comparison, and the way down behind its bars."""

from __future__ import annotations

import datetime as dt

import msgspec

from kamtui.store.answers.desk import TIMES
from kamtui.store.answers.model import Figure, Question
from kamtui.store.charts.making import ADDITIVE
from kamtui.store.charts.model import Kind
from kamtui.store.charts.pages import PAGES, Page
from kamtui.store.figures import periods
from kamtui.store.figures.periods import shifted
from kamtui.store.figures.spans import span_of
from kamtui.store.text.words import word


class Look(msgspec.Struct, frozen=True):
    """One chart as it is asked for."""

    page: Page
    first: dt.date | None = None
    last: dt.date | None = None
    compare: bool = False
    only: dict[str, str] = {}
    """By dimension the value that everything behind it has: where one has drilled to."""

    def question(self, where: str, today: dt.date) -> Question:
        """What is asked, with the filter that stands in the line."""
        said = " ".join(part for part in (self.page.where, where) if part.strip())
        by = tuple(dict.fromkeys((*self.only, *self.page.by)))
        top = None if self.only else self.page.top
        return Question(self.page.figure, by, self.first, self.last, said, today, top)

    def question_before(self, where: str, today: dt.date) -> Question:
        """The same for the year before, up to the same day: a period under way is compared with as many days."""
        last = min(self.last or today, today)
        first = shifted(self.first, -12) if self.first else None
        return msgspec.structs.replace(self.question(where, today), first=first, last=shifted(last, -12))

    def moved(self, months: int) -> Look:
        """The period so many months later."""
        if self.first is None or self.last is None:
            return self
        end = shifted(self.last + dt.timedelta(days=1), months) - dt.timedelta(days=1)
        return msgspec.structs.replace(self, first=shifted(self.first, months), last=end)

    @property
    def months(self) -> int:
        """How many months the period is long, at least one."""
        if self.first is None or self.last is None:
            return 12
        after = self.last + dt.timedelta(days=1)
        return max(1, (after.year - self.first.year) * 12 + after.month - self.first.month)

    def period_text(self, fiscal_start: int) -> str:
        """The period as it is named: 2026, 2026Q4, 2026-11, or its first and last day."""
        if self.first is None and self.last is None:
            return word("charting.all_time")
        if self.first and self.last:
            for start in (1, fiscal_start):
                for unit in ("year", "quarter", "month"):
                    named = periods.label(self.first, unit, start)
                    if periods.bounds(named, start) == (self.first, self.last):
                        return named
        return f"{self.first or ''} .. {self.last or ''}"


def look_at(page: Page, today: dt.date, fiscal_start: int) -> Look:
    """A page with the period that it begins with."""
    first: dt.date | None = None
    last: dt.date | None = None
    match page.period:
        case "year":
            span = span_of(today, "year", fiscal_start)
            first, last = span.first, span.last
        case "quarter":
            span = span_of(today, "quarter", fiscal_start)
            first, last = span.first, span.last
        case "months12":
            first, last = shifted(today, -12) + dt.timedelta(days=1), today
        case "ahead":
            first, last = today.replace(day=1), shifted(today.replace(day=1), 12) - dt.timedelta(days=1)
    return Look(page, first, last, page.compare)


def page_of(figure: Figure, by: tuple[str, ...]) -> Page:
    """The page of a measure and a breakdown that someone has put together."""
    known = next((page for page in PAGES if page.figure == figure.name and page.by == by), None)
    if known:
        return known
    return Page(name="", group="sales", figure=figure.name, by=by, kind=kind_for(figure, by))


def kind_for(figure: Figure, by: tuple[str, ...]) -> Kind:
    """The kind of chart that suits a breakdown."""
    if not by or (len(by) == 1 and by[0] not in TIMES):
        return "rows"
    if len(by) == 1:
        return "bars" if by[0].endswith("year") else "lines"
    if by[0] in TIMES:
        return "stacked" if figure.unit in ADDITIVE else "lines"
    return "heat"
