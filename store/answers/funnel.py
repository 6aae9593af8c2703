"""The funnel: how many opportunities go on from stage to stage, and how long they stand in one (C03, C07)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from kamtui.store.answers.building import answer, dims_of, works
from kamtui.store.answers.deals import grouped
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, Row
from kamtui.store.figures.pipeline import days_in_stage
from kamtui.store.figures.ratios import mean, median, ratio
from kamtui.store.figures.winning import age, conversion, furthest, overall
from kamtui.store.records import Opportunity


@works("conversion")
def funnel(desk: Desk, figure: Figure) -> Answer:
    """Of the opportunities that reached a stage, the share that reached the next (C03), and overall.

    The cohort are opportunities opened in the period. Stages passed earlier come from the history; open ones in a
    stage for less than the median of those that left it count as immature.
    """
    question = desk.question
    others = tuple(name for name in question.by if name != "stage")
    deals = [deal for deal in desk.deals(dated=False) if _opened_in(desk, deal)]
    past = stages_passed(desk, deals)
    rows: list[Row] = []
    for key, own in sorted(grouped(desk, deals, others).items()) if others else [((), deals)]:
        rows += _steps(desk, own, past, dims_of(others, key))[0]
    _, whole, unknown = _steps(desk, deals, past, {})
    made = answer(desk, figure, rows, {"": whole}, {"no-stage": unknown})
    made.rows = rows if question.top is None else rows[: question.top]
    return made


def _steps(
    desk: Desk, deals: Iterable[Opportunity], past: dict[str, list[tuple[str, int | None]]], dims: dict[str, str]
) -> tuple[list[Row], float | None, int]:
    """The rows of a cohort, stage by stage; the product of its steps; how many stood in no known stage."""
    method, usual = desk.workspace.method, usual_days(past)
    reached, young, unknown = [], Counter[str](), 0
    for deal in deals:
        place = furthest(deal, (stage for stage, _ in past.get(deal.id, ())), method)
        if place is None:
            unknown += 1
            continue
        reached.append(place)
        days = days_in_stage(deal, desk.today)
        if deal.status == "open" and days is not None and days < usual.get(deal.stage, 0):
            young[deal.stage] += 1
    found = conversion(reached, [stage.id for stage in method.stages], young)
    rows = [
        Row({**dims, "stage": step.stage}, step.rate, step.reached, "", {"onward": step.onward,
            "immature": step.immature, "median_days": usual.get(step.stage)})
        for step in found
    ]  # fmt: skip
    return rows, overall(found), unknown


def _opened_in(desk: Desk, deal: Opportunity) -> bool:
    first, last = desk.question.first, desk.question.last
    if first is None and last is None:
        return True
    return deal.opened is not None and (first is None or deal.opened >= first) and (last is None or deal.opened <= last)


def stages_passed(desk: Desk, deals: Iterable[Opportunity]) -> dict[str, list[tuple[str, int | None]]]:
    """By opportunity the stages it has left, each with the days it stood there, None where that is not known."""
    own = {deal.id: deal for deal in deals}
    found: dict[str, list[tuple[str, int | None]]] = {}
    for account in {deal.account for deal in own.values()}:
        entered: dict[str, dt.date] = {}
        for event in desk.workspace.events(account):
            if event.field != "stage" or event.record not in own or not isinstance(event.old, str):
                continue
            since = entered.get(event.record) or own[event.record].opened
            found.setdefault(event.record, []).append((event.old, (event.at.date() - since).days if since else None))
            entered[event.record] = event.at.date()
    return found


def usual_days(passed: dict[str, list[tuple[str, int | None]]]) -> dict[str, float]:
    """By stage the median days of the opportunities that have left it."""
    by_stage: dict[str, list[int]] = {}
    for stays in passed.values():
        for stage, days in stays:
            if days is not None:
                by_stage.setdefault(stage, []).append(days)
    return {stage: found for stage, days in by_stage.items() if (found := median(days)) is not None}


@works("ageing")
def ageing(desk: Desk, figure: Figure) -> Answer:
    """Mean days of the open opportunities in their stage (C07), with how many are stalled; by stage unless said."""
    by = desk.question.by or ("stage",)
    deals = [deal for deal in desk.deals() if deal.status == "open"]
    usual = usual_days(stages_passed(desk, desk.deals(dated=False)))
    known = {deal.id: found for deal in deals if (found := age(deal, desk.workspace.method, desk.today, usual))}
    rows = []
    for key, each in grouped(desk, [deal for deal in deals if deal.id in known], by).items():
        ages = [known[deal.id] for deal in each]
        days = mean([each.days for each in ages])
        middle = median([each.usual for each in ages if each.usual is not None])
        more = {"stalled": sum(each.stalled for each in ages), "oldest": max(each.days for each in ages),
                "usual": middle, "to_usual": ratio(days, middle)}  # fmt: skip
        rows.append(Row(dims_of(by, key), days, len(ages), "", more))
    whole = mean([each.days for each in known.values()])
    return answer(desk, figure, rows, {"": whole}, {"no-stage-or-day": len(deals) - len(known)})
