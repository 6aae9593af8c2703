"""Figures that need targets: attainment and coverage (C09, C43)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal

import msgspec

from kamtui.store.answers.building import answer, works
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, Row, money_of_minor
from kamtui.store.figures.periods import Window, bounds, shifted
from kamtui.store.figures.ratios import ratio
from kamtui.store.figures.winning import Coverage, win_rate
from kamtui.store.records import Opportunity, Target
from kamtui.store.text.currencies import minor_digits

SCOPES = {"owner": "owner", "team": "team", "line": "product-line", "customer": "account", "tier": "tier"}
"""By field of a target the dimension that it limits the target to."""
MEASURED = ("sales", "profit", "won-value")


def asked(desk: Desk, left_out: Counter[str]) -> list[tuple[Target, dt.date, dt.date]]:
    """The targets that pass the filter and whose period meets the one asked for, with its days."""
    passes = desk.passing(Target)
    found = []
    for target in desk.workspace.records(Target).values():
        if target.archived or (passes and not passes(target)):
            continue
        try:
            first, last = bounds(target.period, desk.fiscal)
        except ValueError:
            left_out["no-period"] += 1
            continue
        if not target.amount or (target.figure or "sales") not in MEASURED:
            left_out["no-target"] += 1
        elif last >= (desk.question.first or first) and first <= (desk.question.last or last):
            found.append((target, first, last))
    return found


def scope(target: Target) -> dict[str, str]:
    """What a target is limited to, by dimension."""
    return {dimension: getattr(target, name) for name, dimension in SCOPES.items() if getattr(target, name)}


def actual(desk: Desk, target: Target, first: dt.date, last: dt.date, currency: str) -> tuple[int, int]:
    """What was reached of a target, in the smallest unit, and from how many records."""
    limits = scope(target)
    if target.figure == "won-value":
        won = [deal for deal in deals_of(desk, target, first, last, currency) if deal.status == "won"]
        return sum(deal.amount or 0 for deal in won), len(won)
    name = target.figure or "sales"
    book = desk.book(Window(desk.today, first, last), filtered=False)
    sums = desk.tally(tuple(limits), (name,), book).get(tuple(limits.values()), {}).get(currency)
    if sums is None:
        return 0, 0
    return round(Decimal(getattr(sums, name)).scaleb(minor_digits(currency) - 4)), sums.lines


def deals_of(desk: Desk, target: Target, first: dt.date, last: dt.date, currency: str) -> list[Opportunity]:
    """The deals of a target's scope that close in these days."""
    plain = msgspec.structs.replace(desk.question, where="", first=first, last=last)
    limits = scope(target)
    return [
        deal
        for deal in Desk(desk.workspace, plain, "deals").deals()
        if deal.currency == currency
        and all(value in desk.deal_values(deal, dimension) for dimension, value in limits.items())
    ]


@works("target-attainment")
def attainment(desk: Desk, figure: Figure) -> Answer:
    """actual ÷ target (C43, A7.26); beside it what the period would end with at this rate."""
    rows = []
    left_out: Counter[str] = Counter()
    for target, first, last in asked(desk, left_out):
        currency = target.currency or desk.currency
        reached, n = actual(desk, target, first, last, currency)
        elapsed = min(1.0, max(0, (desk.today - first).days + 1) / ((last - first).days + 1))
        more = {
            "period": target.period, "measure": target.figure or "sales",
            "actual": money_of_minor(reached, currency), "goal": money_of_minor(target.amount, currency),
            "run_rate": money_of_minor(ratio(reached, elapsed), currency), "elapsed": elapsed,
        }  # fmt: skip
        rows.append(Row(_dims(desk, target), ratio(reached, target.amount), n, currency, more))
    return answer(desk, figure, rows, None, left_out)


@works("coverage")
def coverage(desk: Desk, figure: Figure) -> Answer:
    """Open pipeline closing in the period ÷ (target − won) (C09), with what the win rate requires.

    The win rate is that of the same scope in the twelve months up to today.
    """
    rows = []
    left_out: Counter[str] = Counter()
    for target, first, last in asked(desk, left_out):
        currency = target.currency or desk.currency
        deals = deals_of(desk, target, first, last, currency)
        still_open = [deal for deal in deals if deal.status == "open"]
        left_out["no-amount"] += sum(deal.amount is None for deal in still_open)
        reached, _ = actual(desk, target, first, last, currency)
        past = deals_of(desk, target, shifted(desk.today, -12), desk.today, currency)
        found = Coverage(
            sum(deal.amount or 0 for deal in still_open), (target.amount or 0) - reached, win_rate(past).by_count
        )
        late = sum(deal.amount or 0 for deal in still_open if _is_late(desk, deal))
        more = {
            "period": target.period, "met": found.met, "required": found.required, "gap": found.gap,
            "attainment": found.attainment, "late": None if found.met else late / found.missing,
            "pipeline": money_of_minor(int(found.pipeline), currency),
            "missing": money_of_minor(int(found.missing), currency),
        }  # fmt: skip
        rows.append(Row(_dims(desk, target), found.ratio, len(still_open), currency, more))
    return answer(desk, figure, rows, None, left_out)


def _dims(desk: Desk, target: Target) -> dict[str, str]:
    """What the target is limited to, as far as asked, and the target itself."""
    limits = scope(target)
    return {name: limits.get(name, "") for name in desk.question.by} | {"target": target.id}


def _is_late(desk: Desk, deal: Opportunity) -> bool:
    """Whether a deal stands in the second half of the stages."""
    place = desk.workspace.method.stage_index(deal.stage)
    return place is not None and 2 * place >= len(desk.workspace.method.stages)
