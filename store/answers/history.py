"""How the forecast of a period has developed from snapshot to snapshot (C10, C11)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from contextlib import suppress

from kamtui.store.answers.building import answer, works
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, QuestionError, Row, money_of_minor
from kamtui.store.figures.forecast import CLOSED, OMITTED, accuracies
from kamtui.store.figures.spans import Span, span_of
from kamtui.store.files import reviews
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.records import Call, Opportunity, Snapshot
from kamtui.store.text.words import word

_TOLD = (CLOSED, "commit", "best_case", "pipeline")
"""The categories that have a line of their own; what a team adds counts in those that are less sure."""


@works("forecast-history")
def forecast_history(desk: Desk, figure: Figure) -> Answer:
    """By snapshot what was won, committed, best case and pipeline of a period: the one asked for, else this quarter.

    It is what calls are held against (C11). Each is cumulated (C10): commit holds what was won by then, best case holds
    commit, and pipeline all of them.
    """
    question = desk.question
    span = span_of(desk.today, "quarter", desk.fiscal)
    span = Span(question.first or span.first, question.last or span.last)
    passes = desk.passing(Opportunity)
    deals = desk.workspace.records(Opportunity)
    won = [
        deal for deal in deals.values() if deal.status == "won" and not deal.archived and (not passes or passes(deal))
    ]
    heads, damaged = reviews.heads(desk.workspace.root)
    left_out = Counter({"unreadable-snapshot": len(damaged)})
    rows = []
    for head in heads:
        if head.taken > desk.today:
            continue
        snapshot = None
        with suppress(DamagedFileError):
            snapshot = reviews.read(desk.workspace.root, head.name)
        if snapshot is None:
            left_out["unreadable-snapshot"] += 1
            continue
        shown = {key for key in snapshot.deals if passes is None or (key in deals and passes(deals[key]))}
        rows += _rows(desk, snapshot, shown, won, span, left_out)
    made = answer(desk, figure, rows, None, left_out)
    made.first, made.last = span.first, span.last
    return made


@works("forecast-accuracy")
def accuracy(desk: Desk, figure: Figure) -> Answer:
    """How close the numbers came that people called for periods which have ended (C11): 1 − miss ÷ what was won.

    With a period asked for it is of the calls for periods that meet it.

    Beside it the bias, (called − won) ÷ won, and how many weeks before the end it was called.
    """
    if desk.question.where.strip():
        raise QuestionError(word("figures.problem.no-filter", figure=figure.label))
    heads, damaged = reviews.heads(desk.workspace.root)
    left_out = Counter({"unreadable-snapshot": len(damaged)})
    taken = []
    for head in heads:
        try:
            held = reviews.read(desk.workspace.root, head.name)
        except DamagedFileError:
            held = None
        if held is None:
            left_out["unreadable-snapshot"] += 1
        elif held.taken <= desk.today:
            taken.append(held)
    won = [deal for deal in desk.workspace.records(Opportunity).values() if deal.status == "won" and not deal.archived]

    def actual(call: Call) -> int:
        return sum(
            deal.amount or 0
            for deal in won
            if deal.close_date in Span(call.first, call.last)
            and call.owner in ("", deal.owner)
            and (deal.currency or desk.currency) == (call.currency or desk.currency)
        )

    rows = []
    first, last = desk.question.first or dt.date.min, desk.question.last or dt.date.max
    for each in accuracies(taken, actual, desk.today):
        if each.call.last < first or each.call.first > last:
            continue
        currency = each.call.currency or desk.currency
        more = {"bias": None if each.bias is None else float(each.bias), "weeks": each.weeks,
                "called": money_of_minor(each.call.amount, currency), "actual": money_of_minor(each.actual, currency),
                "period": f"{each.call.first} .. {each.call.last}"}  # fmt: skip
        value = None if each.accuracy is None else float(each.accuracy)
        rows.append(Row({"snapshot": each.snapshot, "owner": each.call.owner}, value, 1, currency, more))
    left_out["nothing-won"] = sum(row.value is None for row in rows)
    return answer(desk, figure, rows, None, left_out)


def _rows(
    desk: Desk, snapshot: Snapshot, shown: set[str], won: list[Opportunity], span: Span, left_out: Counter[str]
) -> list[Row]:
    """A row for each currency of a snapshot."""
    sums: dict[str, Counter[str]] = {}
    counts: Counter[str] = Counter()
    for key in shown:
        deal = snapshot.deals[key]
        if deal.status != "open" or deal.close_date not in span or deal.category == OMITTED:
            continue
        if deal.amount is None:
            left_out["no-amount"] += 1
            continue
        sums.setdefault(deal.currency or desk.currency, Counter())[deal.category] += deal.amount
        counts[deal.currency or desk.currency] += 1
    for each in won:
        if each.close_date in span and each.close_date and each.close_date <= snapshot.taken and each.amount:
            sums.setdefault(each.currency or desk.currency, Counter())[CLOSED] += each.amount
            counts[each.currency or desk.currency] += 1
    rows = []
    for currency, own in sums.items():
        running, more = 0, {}
        for entry in reversed(desk.workspace.method.forecast_categories):
            if entry.id == OMITTED:
                continue
            running += own[entry.id]
            if entry.id in _TOLD:
                more[entry.id] = money_of_minor(running, currency)
        rows.append(Row({"snapshot": snapshot.name}, more.get("commit"), counts[currency], currency, dict(more)))
    return rows
