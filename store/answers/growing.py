"""Growth: what sold in a period against the same period of the year before, and the period before (C24)."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from kamtui.store.answers.building import answer, dims_of, works
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, Row, money
from kamtui.store.answers.orders import covering
from kamtui.store.answers.trends import time_and_others
from kamtui.store.figures import periods
from kamtui.store.figures.book import Tally
from kamtui.store.figures.grouping import Key
from kamtui.store.figures.periods import Window, shifted
from kamtui.store.figures.ratios import growth as grown
from kamtui.store.text.words import word


class _Compared:
    """Sales by period and group, now and so many periods before.

    Of a period that today or the period asked for cuts, only the days that count are looked at, and the same days of
    the earlier ones.
    """

    def __init__(self, desk: Desk, time: str, others: tuple[str, ...]) -> None:
        self._desk = desk
        self.unit, self._start = desk.unit(time)
        self.a_year = 12 // periods.LENGTHS[self.unit]
        asked = desk.question.first
        reach = shifted(self.days(self._label(asked))[0], -12) if asked else None
        self.book = desk.book(Window(desk.today, reach, desk.question.last))
        self._whole = desk.tally((time, *others), ("sales",), self.book)
        names = {self._label(day) for day in (asked, desk.window.end) if day}
        self._cut: dict[str, dict[int, Tally]] = {
            name: {steps: self._part(name, steps, others) for steps in {0, 1, self.a_year}}
            for name in names
            if self._counted(name) != self.days(name)
        }

    def _label(self, day: dt.date) -> str:
        return periods.label(day, self.unit, self._start)

    def days(self, name: str) -> tuple[dt.date, dt.date]:
        """The first and the last day of a period."""
        return periods.bounds(name, self._start)

    def _counted(self, name: str) -> tuple[dt.date, dt.date]:
        """The days of a period that are asked for and not to come."""
        first, last = self.days(name)
        return max(first, self._desk.question.first or first), min(last, self._desk.window.end)

    def _part(self, name: str, steps: int, others: tuple[str, ...]) -> Tally:
        """The sales of the days that count of a period, so many periods earlier."""
        first, last = (shifted(day, -steps * periods.LENGTHS[self.unit]) for day in self._counted(name))
        if self._counted(name)[1] == self.days(name)[1]:
            last = self.days(periods.before(name, self.unit, steps, self._start))[1]
        return self._desk.tally(others, ("sales",), self._desk.book(Window(self._desk.today, first, last)))

    def groups(self) -> list[Key]:
        """The periods that are asked for with every group that bought in them or a year before."""
        found: dict[Key, None] = {}
        for key in self._whole:
            if key[0]:
                later = periods.before(key[0], self.unit, -self.a_year, self._start)
                found |= dict.fromkeys((key, (later, *key[1:])))
        for name, parts in self._cut.items():
            found |= dict.fromkeys((name, *key) for steps in (0, self.a_year) for key in parts[steps])
        return [key for key in found if self._is_asked(key[0])]

    def _is_asked(self, name: str) -> bool:
        first, last = self._counted(name)
        return first <= last

    def sales(self, key: Key, steps: int) -> dict[str, int]:
        """By currency what a group bought so many periods before the one in its key."""
        if key[0] in self._cut:
            found = self._cut[key[0]][steps].get(key[1:], {})
        else:
            found = self._whole.get((periods.before(key[0], self.unit, steps, self._start), *key[1:]), {})
        return {currency: sums.sales for currency, sums in found.items() if sums.lines}

    def lines(self, key: Key, currency: str) -> int:
        """How many order lines a group has in its period."""
        parts = self._cut.get(key[0])
        own = parts[0].get(key[1:], {}) if parts else self._whole.get(key, {})
        return own[currency].lines if currency in own else 0


@works("growth")
def growth(desk: Desk, figure: Figure) -> Answer:
    """Sales against the same period of the year before, and against the period before (C24, A7.07, A7.12).

    A period of which only some days count is compared with the same days of the earlier one. Who bought a year before
    and no more has a row too, in which the sales fell to 0.
    """
    time, others = time_and_others(desk, "year")
    compared = _Compared(desk, time, others)
    rows = []
    dated = [month for month in desk.workspace.order_months() if month != periods.UNDATED]
    begins = periods.days_of(min(dated))[0] if dated else None
    for key in compared.groups():
        own, year, last = (compared.sales(key, steps) for steps in (0, compared.a_year, 1))
        for currency in dict.fromkeys((*own, *(name for name, sales in year.items() if sales > 0))):
            now, then = own.get(currency, 0), year.get(currency)
            value = grown(now, then)
            more: dict[str, object] = {"now": money(now, currency), "before": money(then, currency)}
            if compared.unit != "year":
                more["on_period_before"] = grown(now, last.get(currency))
            if value is not None:
                more["remark"] = _remark(value, begins, compared.days(key[0])[0])
            rows.append(Row(dims_of((time, *others), key), value, compared.lines(key, currency), currency, more))
    left_out = Counter(compared.book.excluded)
    left_out["no-base"] += sum(row.value is None for row in rows)
    return covering(compared.book, answer(desk, figure, rows, None, left_out))


def _remark(value: float, begins: dt.date | None, first: dt.date) -> str:
    """That it fell (A7.07), or that the orders do not reach back to the beginning of what it is compared with.

    `begins` is the first day of the first month that has orders, `first` that of the period.
    """
    base = shifted(first, -12)
    if begins is not None and begins > base:
        return word("figures.remark.base", month=f"{begins:%Y-%m}")
    return word("figures.remark.falling", percent=f"{-100 * value:.1f}") if value < 0 else ""
