"""Figures of how deals moved: pushes and slip (C08), the forecast by category (C10), what changed since (C12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kamtui.store.answers.building import answer, dims_of, works
from kamtui.store.answers.deals import grouped
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, Row, money_of_minor
from kamtui.store.figures.changes import EXITS, Look, Waterfall, diff
from kamtui.store.figures.forecast import OMITTED, forecast
from kamtui.store.figures.past import as_of, slip
from kamtui.store.figures.ratios import ratio
from kamtui.store.figures.snapshots import Keeper, snapshot
from kamtui.store.figures.spans import Span, span_of
from kamtui.store.files import reviews
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.records import Event, Opportunity, Snapshot
from kamtui.store.text import dates


@works("pushes", "slip-days")
def pushes(desk: Desk, figure: Figure) -> Answer:
    """How often close dates were moved later, and by how many days together (C08).

    Beside it how many of the deals were moved at all, and how many out of the quarter they were to close in.
    """
    by = desk.question.by
    deals = desk.deals()
    events = list(moves(desk, deals))

    def told(dims: dict[str, str], own: Iterable[Opportunity]) -> Row:
        found = slip(events, [deal.id for deal in own], desk.fiscal)
        value = found.pushes if figure.name == "pushes" else found.days
        more = {"pushes": found.pushes, "slip_days": found.days, "pushed": found.pushed, "crossed": found.crossed,
                "share": ratio(found.pushed, found.deals)}  # fmt: skip
        return Row(dims, value, found.deals, "", more)

    rows = [told(dims_of(by, key), own) for key, own in grouped(desk, deals, by).items()]
    return answer(desk, figure, rows, {"": told({}, deals).value})


def moves(desk: Desk, deals: Iterable[Opportunity]) -> Iterable[Event]:
    """The changes of close dates up to today, of the accounts that have any: no other card is read."""
    workspace = desk.workspace
    for account in {deal.account for deal in deals if workspace.trail(deal.account).of(deal.id).pushes}:
        for event in workspace.events(account):
            if event.field == "close_date" and event.at.date() <= desk.today:
                yield event


def span_asked(desk: Desk) -> Span:
    """The period that is asked for; the fiscal quarter of today where none is."""
    span = span_of(desk.today, "quarter", desk.fiscal)
    return Span(desk.question.first or span.first, desk.question.last or span.last)


@works("forecast")
def by_category(desk: Desk, figure: Figure) -> Answer:
    """What a period brings by forecast category, each with all that is surer (C10); without a period this quarter."""
    span = span_asked(desk)
    others = tuple(name for name in desk.question.by if name != "category")
    keeper = Keeper(desk.workspace.method, desk.currency)
    rows = []
    left_out: Counter[str] = Counter()
    for key, own in grouped(desk, desk.deals(dated=False), others).items():
        held = [keeper.kept(deal) for deal in own]
        known = {deal.currency for deal in held if deal.close_date in span and deal.status != "lost"}
        for currency in sorted(known):
            found = forecast(held, held, desk.workspace.method, span, currency)
            for line in found.lines:
                left_out["no-amount"] += line.unknown
                more = {"single": money_of_minor(line.amount, currency)}
                dims = {**dims_of(others, key), "category": line.category}
                rows.append(Row(dims, money_of_minor(line.cumulative, currency), line.n, currency, more))
    made = answer(desk, figure, rows, None, left_out)
    places = {entry.id: -at for at, entry in enumerate(desk.workspace.method.forecast_categories)}
    places[OMITTED] = 1
    made.rows.sort(
        key=lambda row: ([row.dims[name] for name in others], row.currency, places.get(row.dims["category"], 2))
    )
    made.first, made.last = span.first, span.last
    return made


@works("pipeline-change")
def pipeline_change(desk: Desk, figure: Figure) -> Answer:
    """From the pipeline of the latest snapshot before today to today's, cause by cause; it balances (C12)."""
    span = span_asked(desk)
    older = _latest(desk)
    if older is None:
        return answer(desk, figure, [], None, {"no-snapshot": 1})
    deals = _deals_then(desk)
    newer = snapshot(deals, desk.workspace.method, desk.currency, desk.today, older)
    passes = desk.passing(Opportunity)
    if passes is not None:
        kept = {deal.id for deal in desk.workspace.records(Opportunity).values() if passes(deal)}
        older, newer = (
            Snapshot(name=each.name, taken=each.taken, base=each.base,
                     deals={key: deal for key, deal in each.deals.items() if key in kept})
            for each in (older, newer)
        )  # fmt: skip
    rows = []
    left_out: Counter[str] = Counter()
    for fall in diff(older, newer, Look(span), desk.workspace.method).waterfalls:
        rows += _steps(fall)
        left_out["no-amount"] += fall.unknown_end
    made = answer(desk, figure, rows, None, left_out)
    made.rows = rows
    made.totals = {row.currency: row.value for row in rows if row.dims["change"] == "end"}
    made.first, made.last = span.first, span.last
    return made


def _steps(fall: Waterfall) -> list[Row]:
    """Begin, what came in and went out (below 0), end: the parts before the end add up to it."""

    def row(name: str, amount: int, n: int) -> Row:
        return Row({"change": name}, money_of_minor(amount, fall.currency), n, fall.currency)

    out = (*EXITS, "decreased")
    steps = [row(name, -amount if name in out else amount, fall.counts[name]) for name, amount in fall.booked.items()]
    return [row("begin", fall.begin, fall.n_begin), *steps, row("end", fall.end, fall.n_end)]


def _latest(desk: Desk) -> Snapshot | None:
    """The latest snapshot that can be read, taken before today."""
    heads, damaged = reviews.heads(desk.workspace.root)
    desk.excluded["unreadable-snapshot"] += len(damaged)
    for head in sorted(heads, key=lambda head: head.taken, reverse=True):
        if head.taken < desk.today:
            try:
                return reviews.read(desk.workspace.root, head.name)
            except DamagedFileError:
                desk.excluded["unreadable-snapshot"] += 1
    return None


def _deals_then(desk: Desk) -> list[Opportunity]:
    """The deals as they stood at the end of today, which may be an earlier day."""
    deals = list(desk.workspace.records(Opportunity).values())
    if desk.today >= dates.today():
        return deals
    events = [event for account in {deal.account for deal in deals} for event in desk.workspace.events(account)]
    return as_of(deals, events, desk.today)
