"""Putting a chart together: page, measure, breakdown, period, comparison, currency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from kamtui.screens.charts.base import ChartBase
from kamtui.screens.charts.look import page_of
from kamtui.screens.dialogs.pick import PickDialog
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store.answers import FIGURES
from kamtui.store.charts.making import currencies_of
from kamtui.store.charts.pages import PAGES, page_named
from kamtui.store.figures import periods
from kamtui.store.figures.spans import span_of
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

YEAR = 12
_GROUPS = ("orders", "deals", "accounts", "targets", "services", "promises", "company", "catalog")


class ChartChoices(ChartBase):
    """Asks what is to be seen, and shows it."""

    def action_views(self) -> None:
        """Pick a page of the report."""
        rows: list[Row] = []
        for group in dict.fromkeys(page.group for page in PAGES):
            rows.append(Row(f"-{group}", (Cell(word(f"charting.group.{group}"), "strong"),)))
            rows += [
                Row(page.name, (page.title, clean(FIGURES[page.figure].label), page.source))
                for page in PAGES
                if page.group == group
            ]
        columns = [Column("name", word("charting.page"), 24, flexible=True),
                   Column("figure", word("charting.figure"), 20, flexible=True), Column("source", "", 8)]  # fmt: skip
        self._offer(word("charting.pick_page"), columns, rows, lambda name: self.go_to_page(page_named(name)))

    def action_columns(self) -> None:
        """Pick the figure; the breakdown stays as far as the figure knows it."""
        rows: list[Row] = []
        for about in _GROUPS:
            rows.append(Row(f"-{about}", (Cell(word(f"charting.about.{about}"), "strong"),)))
            rows += [
                Row(figure.name, (clean(figure.label), clean(figure.formula), figure.source))
                for figure in FIGURES.values()
                if figure.about == about
            ]
        columns = [
            Column("name", word("charting.figure"), 16),
            Column("formula", word("charting.formula"), 30, flexible=True),
            Column("source", "", 6, priority=1),
        ]

        def take(name: str) -> None:
            figure = FIGURES[name]
            by = tuple(each for each in self.look.page.by if each in figure.dimensions)
            self._combine(name, by or figure.dimensions[:1])

        self._offer(word("charting.pick_measure"), columns, rows, take)

    def action_group(self) -> None:
        """Pick what the figure is broken down by, or a second breakdown beside the first."""
        figure = FIGURES[self.look.page.figure]
        if not figure.dimensions:
            self.tell(word("charting.no_breakdown"))
            return
        rows = [Row(name, (word(f"figuring.dim.{name}"),)) for name in figure.dimensions]
        first = next((name for name in self.look.page.by if name in figure.dimensions), "")
        if first:
            rows.append(Row("-and", (Cell(word("charting.and_by", first=word(f"figuring.dim.{first}")), "strong"),)))
            rows += [
                Row(f"{first} {name}", (f"{word(f'figuring.dim.{first}')} × {word(f'figuring.dim.{name}')}",))
                for name in figure.dimensions
                if name != first
            ]
        columns = [Column("name", word("figures.by"), 30, flexible=True)]
        title = word("charting.pick_breakdown", measure=clean(figure.label))
        self._offer(title, columns, rows, lambda names: self._combine(figure.name, tuple(names.split())))

    def action_previous_record(self) -> None:
        """The period before, of the same length."""
        self._move(-self.look.months)

    def action_next_record(self) -> None:
        """The next period, of the same length."""
        self._move(self.look.months)

    def action_step_back(self) -> None:
        """The same period a year earlier."""
        self._move(-YEAR)

    def action_step_on(self) -> None:
        """The same period a year later."""
        self._move(YEAR)

    def action_span(self) -> None:
        """Type a period; an empty line means all time."""
        from kamtui.screens.dialogs.line import LineDialog

        def read(text: str) -> str:
            first, last = self._period(text)
            return f"{first or ''} .. {last or ''}" if first or last else word("charting.all_time")

        def take(text: str | None) -> None:
            if text is not None:
                first, last = self._period(text)
                self.look = msgspec.structs.replace(self.look, first=first, last=last)
                self.show()

        self.app.push_screen(LineDialog(word("charting.span"), read, hint=word("charting.span.hint")), take)

    def action_compare(self) -> None:
        """Put the year before beside it, or take it away."""
        if not self.may_compare(self.look):
            self.tell(word("charting.no_compare"))
            return
        self.look = msgspec.structs.replace(self.look, compare=not self.look.compare)
        self.show()

    def action_currency(self) -> None:
        """Show the next currency: amounts of several are never added up."""
        known = currencies_of(self.answer) if self.answer else []
        if len(known) < 2:
            self.tell(word("charting.one_currency"))
            return
        self.currency = known[(known.index(self.currency) + 1) % len(known)]
        self.show()

    def action_quality(self) -> None:
        """Show what is wrong with the data."""
        self.show_screen("quality")

    def action_segments(self) -> None:
        """Group accounts by how they buy."""
        self.show_screen("segments")

    def action_whatif(self) -> None:
        """Ask what would be if an account left, and which deals close a gap."""
        self.show_screen("whatif")

    def _combine(self, figure: str, by: tuple[str, ...]) -> None:
        """Show a measure by a breakdown, in the period that is shown."""
        page = page_of(FIGURES[figure], by)
        self._up.clear()
        self.look = msgspec.structs.replace(self.look, page=page, only={})
        self.show()
        self.list.action_first()

    def _move(self, months: int) -> None:
        if self.look.first is None or self.look.last is None:
            span = span_of(self.today(), "year", self.workspace.config.fiscal_year_start)
            self.look = msgspec.structs.replace(self.look, first=span.first, last=span.last)
        else:
            self.look = self.look.moved(months)
        self.show()

    def _period(self, text: str) -> tuple[dt.date | None, dt.date | None]:
        """The days that a text such as 2026, 2026Q3, last year or 2025..2026 means; ValueError with the reason."""
        from kamtui.store.filters.periods import period

        start = self.workspace.config.fiscal_year_start

        def ends(part: str) -> tuple[dt.date, dt.date]:
            if part[:2].upper() == "FY":
                return periods.bounds(part.upper(), start)
            return period(part, self.today(), start)

        low, separator, high = (part.strip() for part in text.partition(".."))
        first = ends(low) if low else None
        last = (ends(high) if high else None) if separator else first
        return first and first[0], last and last[1]

    def _offer(self, title: str, columns: list[Column], rows: list[Row], take: Callable[[str], object]) -> None:
        dialog = PickDialog(title, columns, rows, hint=word("screens.help.hint"), empty=word("screens.help.empty"))

        def chosen(key: str | None) -> None:
            if key:
                take(key)

        self.app.push_screen(dialog, chosen)
