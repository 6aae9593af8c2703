"""The forecast of a period: categories, roll-up, weight, coverage, gap and pace (C02, C09, C10, ux 6.4).

Categories stand apart from stages, and the weighted sum apart from the categories: it is never mixed into what
someone commits to. All of it is for one currency; amounts of other currencies are counted, not converted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from fractions import Fraction

import msgspec

from kamtui.store.figures.changes import Scope
from kamtui.store.figures.spans import Span, weeks_to_end
from kamtui.store.method.model import Method
from kamtui.store.records import Call, Opportunity, Snapshot, SnapshotDeal

OMITTED, CLOSED = "omitted", "closed"
"""The categories at the two ends: not forecast at all, and won."""


class Line(msgspec.Struct, frozen=True):
    """One category of a roll-up."""

    category: str
    n: int
    amount: int
    """Single: of the deals in this category alone, in the smallest unit."""
    cumulative: int
    """With all that is surer, the won ones too (C10)."""
    unknown: int = 0
    """Deals in it without an amount."""


class Forecast(msgspec.Struct, frozen=True):
    """What a period is going to bring, in one currency."""

    span: Span
    currency: str
    lines: tuple[Line, ...]
    """From the surest to the least sure: won, commit, best case, pipeline; what is omitted comes last."""
    weighted: int
    """Sum of amount times odds of the open deals, without those omitted (C02)."""
    unweighted: int
    """Open deals that the weighted sum leaves out, because their amount or odds are not known."""
    target: int | None = None
    foreign: int = 0
    """Deals of the period in other currencies."""

    def line(self, category: str) -> Line:
        """A category's line; an empty one where there is none."""
        return next((line for line in self.lines if line.category == category), Line(category, 0, 0, 0))

    @property
    def won(self) -> int:
        """What has been won in the period."""
        return self.line(CLOSED).amount

    @property
    def open(self) -> int:
        """The open deals that close in the period, without those omitted (C10)."""
        return sum(line.amount for line in self.lines if line.category not in (CLOSED, OMITTED))

    @property
    def gap(self) -> int | None:
        """Target less won, below 0 once it is passed; None without a target."""
        return None if self.target is None else self.target - self.won

    @property
    def coverage(self) -> Fraction | None:
        """Open deals over the gap (C09); None without a target or where nothing is left to win."""
        return Fraction(self.open, self.gap) if self.gap is not None and self.gap > 0 else None

    @property
    def committed(self) -> Fraction | None:
        """Won and commit over the target; None without one."""
        return Fraction(self.line("commit").cumulative, self.target) if self.target else None


def forecast(
    held: Iterable[SnapshotDeal],
    won: Iterable[SnapshotDeal],
    method: Method,
    span: Span,
    currency: str,
    scope: Scope = lambda _: True,
    target: int | None = None,
) -> Forecast:
    """Roll up the open deals in `held` that close in the span, and those in `won` that were won in it."""
    groups: dict[str, list[SnapshotDeal]] = {entry.id: [] for entry in reversed(method.forecast_categories)}
    groups.setdefault(CLOSED, [])
    foreign = 0
    opened = [deal for deal in held if deal.status == "open" and deal.close_date in span and scope(deal)]
    closed = [deal for deal in won if deal.status == "won" and deal.close_date in span and scope(deal)]
    for deal in (*opened, *closed):
        if deal.currency != currency:
            foreign += 1
            continue
        groups.setdefault(CLOSED if deal.status == "won" else deal.category, []).append(deal)
    lines, running = [], 0
    for name, deals in groups.items():
        amount = sum(deal.amount or 0 for deal in deals)
        running += 0 if name == OMITTED else amount
        unknown = sum(deal.amount is None for deal in deals)
        lines.append(Line(name, len(deals), amount, amount if name == OMITTED else running, unknown))
    counted = [deal for name, deals in groups.items() if name not in (OMITTED, CLOSED) for deal in deals]
    known = [deal.amount * deal.odds for deal in counted if deal.amount is not None and deal.odds is not None]
    return Forecast(span, currency, tuple(lines), _share(sum(known)), len(counted) - len(known), target, foreign)


class Required(msgspec.Struct, frozen=True):
    """The coverage that one's own win rate asks for (C09)."""

    won: int
    lost: int

    @property
    def rate(self) -> Fraction | None:
        """Won over won and lost, by count (C04); None where nothing was decided."""
        decided = self.won + self.lost
        return Fraction(self.won, decided) if decided else None

    @property
    def coverage(self) -> Fraction | None:
        """1 over the win rate; None where nothing was won."""
        return 1 / self.rate if self.rate else None


def required(decided: Iterable[Opportunity], day: dt.date, scope: Scope = lambda _: True, days: int = 365) -> Required:
    """The win rate of the deals decided in the `days` before `day`, that day with them."""
    first = day - dt.timedelta(days=days)
    within = [deal for deal in decided if deal.close_date and first < deal.close_date <= day and scope(deal)]
    return Required(sum(deal.status == "won" for deal in within), sum(deal.status == "lost" for deal in within))


def pace(won: int, target: int | None, span: Span, day: dt.date) -> Fraction | None:
    """Won over what would be won by `day` if the target came evenly over the span's days; None without a target."""
    passed = (min(max(day, span.first), span.last) - span.first).days + 1
    due = Fraction((target or 0) * passed, (span.last - span.first).days + 1)
    return won / due if due else None


def needed_per_week(gap: int | None, span: Span, day: dt.date) -> int | None:
    """What is to be won each week until the end of the span, in the smallest unit; None without a gap or weeks."""
    days = (span.last - day).days + 1
    return None if gap is None or gap <= 0 or days <= 0 else _share(gap * 700, days)


class Accuracy(msgspec.Struct, frozen=True):
    """A past number and what came of it (C11)."""

    snapshot: str
    call: Call
    weeks: int
    """Whole weeks from the call to the end of the period."""
    actual: int
    """What was won in the period, in the smallest unit of the call's currency."""

    @property
    def accuracy(self) -> Fraction | None:
        """1 less the miss over what was won, below 0 for a miss of more than all of it; None where nothing was won."""
        miss = abs((self.call.amount or 0) - self.actual)
        return 1 - Fraction(miss, self.actual) if self.actual else None

    @property
    def bias(self) -> Fraction | None:
        """What was called too much, over what was won; below 0 for too little."""
        return Fraction((self.call.amount or 0) - self.actual, self.actual) if self.actual else None


def accuracies(taken: Iterable[Snapshot], actual: Callable[[Call], int], day: dt.date) -> list[Accuracy]:
    """How close the calls of these snapshots came, for the periods that have ended by `day`.

    `actual` says what was won in the period of a call. The earliest call of a period comes first.
    """
    found = [
        Accuracy(held.name, call, weeks_to_end(held.taken, Span(call.first, call.last)), actual(call))
        for held in taken
        for call in held.calls.values()
        if call.amount is not None and call.last < day
    ]
    return sorted(found, key=lambda each: (each.call.first, each.call.owner, each.call.role, -each.weeks))


def _share(hundredfold: int, parts: int = 1) -> int:
    """A hundredth of a number, by so many parts, rounded half-even."""
    return round(Fraction(hundredfold, 100 * parts))
