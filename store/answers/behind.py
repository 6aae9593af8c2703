"""What stands behind a number: the accounts, order lines or opportunities that it was made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import msgspec

from kamtui.store.answers.desk import TIMES, Desk
from kamtui.store.answers.model import Answer, Question, Row
from kamtui.store.answers.registry import FIGURES
from kamtui.store.figures import periods
from kamtui.store.figures.periods import UNDATED, days_of
from kamtui.store.records import Account, Opportunity, OrderLine
from kamtui.store.records.base import view
from kamtui.store.workspace import Workspace

SIMPLE = ("sales", "profit", "margin", "quantity", "lines", "returns", "orders", "average-order", "top")
"""Figures of order lines that are asked again for the accounts behind a bar; of the others the sales are."""
_YEAR = 4
"""Digits of a year, with which the name of every span of days begins."""
MOST_LINES = 2_000
"""Order lines that are listed, the newest first."""


class Behind(msgspec.Struct, frozen=True):
    """Which records stand behind a row: by dimension the value they have, and the days."""

    only: dict[str, str]
    first: dt.date | None
    last: dt.date | None


def behind(workspace: Workspace, answer: Answer, row: Row, only: Mapping[str, str]) -> Behind | None:
    """What a row is made of, within `only`; None for rows that are not made of records with such values.

    The year of a figure about accounts is no span of days: what was known of that year stands behind it.
    """
    first, last = answer.question.first, answer.question.last
    kept = dict(only)
    for name, value in row.dims.items():
        if name not in TIMES or answer.figure.about == "accounts":
            kept[name] = value
            continue
        if len(value) < _YEAR:  # a month or quarter of every year, or a day that is not known
            return None
        try:
            low, high = periods.bounds(value, workspace.config.fiscal_year_start)
        except ValueError:
            return None
        first, last = max(first or low, low), min(last or high, high)
    return Behind(kept, first, last)


def accounts_behind(figure: str, found: Behind) -> Question | None:
    """The question that shows the accounts behind a row; None where the figure knows none."""
    asked = FIGURES[figure]
    named = figure if asked.about != "orders" or figure in SIMPLE else "sales"
    if named == "forecast-history" or named == "conversion":
        named = "deals"
    dimensions = FIGURES[named].dimensions
    if "account" not in dimensions or not set(found.only) <= set(dimensions):
        return None
    by = tuple(dict.fromkeys((*found.only, "account")))
    return Question(named, by, found.first, found.last)


def within(answer: Answer, only: Mapping[str, str]) -> Answer:
    """The rows that have these values, without the dimensions that say so; totals are left out."""
    rows = [
        msgspec.structs.replace(row, dims={name: value for name, value in row.dims.items() if name not in only})
        for row in answer.rows
        if all(row.dims.get(name) == value for name, value in only.items())
    ]
    return msgspec.structs.replace(answer, rows=rows, totals={})


def lines_behind(workspace: Workspace, question: Question, only: Mapping[str, str]) -> Iterator[list[OrderLine]]:
    """The order lines with these values in the question's days, a list for each month, the newest first.

    A month is read when it is asked for. Archived lines are left out.
    """
    desk = Desk(workspace, question, "orders")
    passes = desk.passing(OrderLine)
    account = only.get("account", "").encode()
    window = desk.window
    for month in sorted(workspace.order_months(), key=lambda month: (month != UNDATED, month), reverse=True):
        if month != UNDATED and (days_of(month)[0] > window.end or (window.first and days_of(month)[1] < window.first)):
            continue
        found = []
        for key, spelled in workspace.order_spellings(month).items():
            if account and account not in bytes(spelled):
                continue
            try:
                line = view(OrderLine, key, msgspec.json.decode(spelled))
            except (msgspec.MsgspecError, TypeError):
                continue
            counts = not line.archived and window.has(line.date) and (passes is None or passes(line))
            if counts and all(_value(desk, line, name) == value for name, value in only.items()):
                found.append(line)
        yield sorted(found, key=lambda line: (str(line.date), line.order_no, line.id), reverse=True)


def deals_behind(workspace: Workspace, question: Question, only: Mapping[str, str]) -> list[Opportunity]:
    """The opportunities with these values in the question's days, the largest first."""
    desk = Desk(workspace, question, "deals")
    found = [
        deal
        for deal in desk.deals()
        if all(value in desk.deal_values(deal, name) for name, value in only.items())
        and (question.figure not in _OF or deal.status in _OF[question.figure])
    ]
    return sorted(found, key=lambda deal: (-(deal.amount or 0), deal.id))


_OF = {
    **dict.fromkeys(("open-pipeline", "weighted-pipeline", "ageing"), ("open",)),
    **dict.fromkeys(("won-value", "deal-size"), ("won",)),
    **dict.fromkeys(("win-rate", "win-rate-by-value", "win-loss"), ("won", "lost")),
}
"""By figure the states that it counts."""


def _value(desk: Desk, line: OrderLine, name: str) -> str:
    """An order line's value in a dimension, as `Desk.by` tells it."""
    account = desk.accounts.get(line.account) or Account(name="")
    match name:
        case "account" | "product" | "channel" | "country":
            return str(getattr(line, name))
        case "region":
            return line.region or desk.region_of(account)
        case "customer-type":
            return line.customer_type or account.kind
        case "owner":
            return line.owner or account.owner
        case "team":
            return (desk.team_of(line.owner) if line.owner else "") or desk.team_of(account.owner)
        case "product-line":
            return desk.line_of(line.product)
        case "key":
            return "key" if account.key and line.account else "other"
    return str(getattr(account, name))
