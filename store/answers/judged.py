"""Figures of what people have judged: criteria and vendors of a deal, health of an account (C20, C40, C41)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kamtui.store.answers.building import answer, dims_of, works
from kamtui.store.answers.counting import accounts_asked
from kamtui.store.answers.deals import grouped
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, Row
from kamtui.store.figures.circle import circle
from kamtui.store.figures.criteria import spec_influence, vendor_fit
from kamtui.store.figures.health import account_health, filled, of_people, of_plan, of_surveys
from kamtui.store.figures.periods import shifted
from kamtui.store.figures.relationship import status
from kamtui.store.figures.scoring import HEALTH
from kamtui.store.records import US, Account, Contact, Criterion, Opportunity, Service, Task


def _with_criteria(desk: Desk) -> Iterator[tuple[dict[str, str], Opportunity, list[Criterion]]]:
    """The deals asked for that have criteria, each in its groups; those without any are counted out."""
    by = tuple(name for name in desk.question.by if name not in ("opportunity", "vendor"))
    own: dict[str, list[Criterion]] = {}
    for each in desk.workspace.records(Criterion).values():
        if not each.archived:
            own.setdefault(each.opportunity, []).append(each)
    deals = desk.deals()
    desk.excluded["no-criteria"] += sum(deal.id not in own for deal in deals)
    for key, group in grouped(desk, [deal for deal in deals if deal.id in own], by).items():
        for deal in group:
            yield {**dims_of(by, key), "opportunity": deal.id}, deal, own[deal.id]


@works("spec-influence")
def influence(desk: Desk, figure: Figure) -> Answer:
    """Σ weight of the criteria with our mark − those with a rival's, ÷ Σ weight, by opportunity (C40, A3.14)."""
    rows = []
    for dims, deal, criteria in _with_criteria(desk):
        found = spec_influence(criteria, deal, desk.workspace.method)
        more = {"ours": found.ours, "rivals": found.rivals, "neutral": found.neutral, "unknown": found.unknown,
                "unweighted": found.unweighted, "price_war": found.price_war}  # fmt: skip
        rows.append(Row(dims, None if found.value is None else float(found.value), len(criteria), "", more))
    return answer(desk, figure, rows)


@works("vendor-fit")
def fit(desk: Desk, figure: Figure) -> Answer:
    """Σ weight·score ÷ (5·Σ weight) by opportunity and vendor, over the criteria that have a score (C41, A3.15)."""
    rows = []
    for dims, deal, criteria in _with_criteria(desk):
        scored = (vendor for each in criteria for vendor in each.scores)
        vendors = list(dict.fromkeys((US, *deal.competitors, *scored)))
        for found in vendor_fit(criteria, vendors):
            rows.append(
                Row({**dims, "vendor": found.vendor}, None if found.value is None else float(found.value),
                    len(criteria) - len(found.missing), "", {"without_score": len(found.missing)})
            )  # fmt: skip
    return answer(desk, figure, rows)


@works("account-health")
def health(desk: Desk, figure: Figure) -> Answer:
    """Profile, key people, plan and satisfaction by the method's weights, less what has gone stale (C20)."""
    thresholds = desk.workspace.method.thresholds
    by = tuple(name for name in desk.question.by if name != "account")
    surveys: dict[str, list[Service]] = {}
    since = shifted(desk.today, -12)
    for each in desk.workspace.records(Service).values():
        if not each.archived and each.date and since < each.date <= desk.today and each.score is not None:
            surveys.setdefault(each.account, []).append(each)
    rows = []
    for account in accounts_asked(desk):
        dims = {name: desk.account_value(account, name) for name in by} | {"account": account.id}
        last = last_met(desk, account)
        found = account_health(parts_of(desk, account, surveys.get(account.id, [])), last, desk.today, thresholds)
        if found is None:
            desk.excluded["not-rated"] += 1
            continue
        more: dict[str, object] = {name: found.parts[name] for name in HEALTH}
        more |= {"known": found.known, "penalty": found.penalty, "last_met": last.isoformat() if last else None}
        rows.append(Row(dims, found.value, sum(value is not None for value in found.parts.values()), "", more))
    return answer(desk, figure, rows)


def last_met(desk: Desk, account: Account) -> dt.date | None:
    """The day of the latest activity with an account, up to today."""
    trail = desk.workspace.trail(account.id)
    days = [*trail.kinds.values(), *trail.people.values()]
    return max((day for day in days if day <= desk.today), default=None)


def parts_of(desk: Desk, account: Account, surveys: list[Service]) -> dict[str, float | None]:
    """The four parts of an account's health, 0 … 100; None where nothing is known."""
    workspace = desk.workspace
    people = [each for each in workspace.of_account(Contact, account.id) if not each.archived]
    deals = [each for each in workspace.of_account(Opportunity, account.id) if each.status == "open"]
    tasks = [each for each in workspace.of_account(Task, account.id) if not each.archived]
    around = circle(people, [deal for deal in deals if not deal.archived], (), workspace.method, desk.today)
    return {
        "profile": filled(account),
        "players": of_people(status(around)),
        "plan": of_plan(account, tasks, desk.today),
        "satisfaction": of_surveys(surveys),
    }
