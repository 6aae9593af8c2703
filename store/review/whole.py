"""A whole review as one value for programs, and the views that commands print of it."""

from __future__ import annotations

from statistics import median
from typing import Any

from kamtui.store.figures.agenda import FirstVisits, first_visits
from kamtui.store.figures.forecast import Accuracy, accuracies, needed_per_week, pace
from kamtui.store.figures.past import Slip, slip
from kamtui.store.figures.pipeline import by_stage, total
from kamtui.store.figures.quality import Kept, kept_promises
from kamtui.store.figures.spans import Span
from kamtui.store.records import Account, Call, Decision, Promise, Service, Snapshot, Task
from kamtui.store.review import told
from kamtui.store.review.closing import earlier_actions
from kamtui.store.review.facts import Facts
from kamtui.store.review.library import Library, events_of_deals
from kamtui.store.review.targets import odd_targets
from kamtui.store.workspace import DamagedFileError

VIEWS = ("forecast", "pipeline", "changes", "risks", "stalled", "hygiene", "actions", "slip", "accuracy", "visits")


def view_json(facts: Facts, view: str) -> Any:
    """One view for programs; each is also a key of `whole_json`."""
    return _VIEWS[view](facts)


def whole_json(facts: Facts) -> dict[str, Any]:
    """Everything that a review looks at."""
    head = {
        "scope": facts.scope.name,
        "day": facts.today.isoformat(),
        "period": [facts.span.first.isoformat(), facts.span.last.isoformat()],
        "base": facts.base.name if facts.base else None,
        "red_flags": red_flags(facts),
    }
    return head | {view: view_json(facts, view) for view in VIEWS}


def red_flags(facts: Facts) -> int:
    """Deals that a rule speaks about and that are counted on or count as stalled."""
    return len({each.deal.id for each in (*facts.at_risk, *facts.stalled)})


def slips(facts: Facts) -> tuple[Slip, dict[str, Slip], dict[str, Slip]]:
    """Pushes and slip of the open deals (C08): of all, by deal and by owner; every card is read for it."""
    start = facts.workspace.config.fiscal_year_start
    events = [event for event in events_of_deals(facts.workspace) if event.at.date() <= facts.today]
    by_owner: dict[str, list[str]] = {}
    for deal in facts.open:
        by_owner.setdefault(deal.owner, []).append(deal.id)
    moved = {event.record for event in events if event.field == "close_date"}
    deals = {deal.id: slip(events, [deal.id], start) for deal in facts.open if deal.id in moved}
    owners = {owner: slip(events, ids, start) for owner, ids in by_owner.items()}
    return slip(events, [deal.id for deal in facts.open], start), deals, owners


def accuracy(facts: Facts) -> list[Accuracy]:
    """How close the calls of past reviews came (C11)."""
    library = Library(facts.workspace)
    taken: list[Snapshot] = []
    for head in library.heads:
        try:
            taken.append(library.read(head.name))
        except DamagedFileError:
            continue

    def actual(call: Call) -> int:
        return facts.won_in(Span(call.first, call.last), call.owner, call.currency)

    return accuracies(taken, actual, facts.today)


def visits(facts: Facts) -> FirstVisits:
    """How soon new deals were visited (C44); every card is read for it."""
    activities = {account: facts.workspace.activities(account) for account in facts.workspace.records(Account)}
    limit = facts.workspace.method.thresholds["first_visit_hours"]
    return first_visits(facts.open, activities, facts.workspace.method, limit)


def promises_of(facts: Facts) -> Kept:
    """Promises that were due, and those kept in time (C44)."""
    found = [each for each in facts.workspace.records(Promise).values() if not each.archived]
    return kept_promises(((each.due, each.done) for each in found), facts.today)


def response_hours(facts: Facts) -> float | None:
    """Median hours from what a customer told us to our first reply, in whole days (C44); None without any."""
    found = facts.workspace.records(Service).values()
    hours = [24.0 * (each.answered - each.date).days for each in found if each.answered and each.date]
    return median(hours) if hours else None


def actions(facts: Facts) -> list[tuple[Decision, Task | None]]:
    """The actions of the last review and the open ones of those before, with their tasks."""
    found = earlier_actions(facts.workspace, facts.base.name if facts.base else "")
    return [(each, facts.workspace.get(Task, each.task)) for each in found]


def _forecast(facts: Facts) -> dict[str, Any]:
    now, required = facts.forecast, facts.required
    return {
        "now": told.forecast_json(now),
        "before": told.forecast_json(facts.forecast_before) if facts.forecast_before else None,
        "quarters": [told.forecast_json(each) for each in facts.quarters],
        "required_coverage": float(required.coverage) if required.coverage else None,
        "win_rate": {"won": required.won, "lost": required.lost},
        "pace": float(found) if (found := pace(now.won, now.target, facts.span, facts.today)) is not None else None,
        "needed_per_week": needed_per_week(now.gap, facts.span, facts.today),
        "notes": odd_targets(facts.workspace, facts.span),
        "picks": [_pick(facts, deal) for deal, held in sorted(facts.now.deals.items()) if held.pinned],
    }


def _pick(facts: Facts, deal: str) -> dict[str, Any]:
    """A category that a person picked: which, who, when and why."""
    held = facts.now.deals[deal]
    known = facts.workspace.trail(held.account).of(deal)
    at = known.picked_at.isoformat() if known.picked_at else None
    return {"id": deal, "category": held.category, "by": known.picked_by, "at": at, "why": known.picked_why}


def _pipeline(facts: Facts) -> list[dict[str, Any]]:
    found = []
    for stage, deals in by_stage(facts.open, facts.workspace.method).items():
        summed = total(deals, facts.currency)
        found.append(
            {
                "stage": stage,
                "deals": summed.n,
                "amounts": summed.amounts,
                "unknown": summed.unknown,
                "ids": [deal.id for deal in deals],
            }
        )
    return found


def _changes(facts: Facts) -> dict[str, Any] | None:
    return told.diff_json(facts.workspace, facts.diff) if facts.diff else None


def _risks(facts: Facts) -> list[dict[str, Any]]:
    return [told.risk_json(facts.workspace, each, facts.currency) for each in facts.at_risk]


def _stalled(facts: Facts) -> list[dict[str, Any]]:
    return [told.risk_json(facts.workspace, each, facts.currency) for each in facts.stalled]


def _hygiene(facts: Facts) -> dict[str, Any]:
    listed, scores = facts.hygiene
    workspace = facts.workspace
    return {
        "deals": [
            {"id": each.deal.id, "account": told.account_name(workspace, each.deal.account), "name": each.deal.name,
             "owner": told.person(workspace, each.deal.owner), "defects": list(each.defects)}
            for each in listed
        ],
        "scores": [
            {"owner": told.person(workspace, each.owner), "deals": each.deals, "clean": each.clean,
             "defects": each.defects, "percent": each.percent}
            for each in scores
        ],
    }  # fmt: skip


def _actions(facts: Facts) -> list[dict[str, Any]]:
    return [
        {"review": each.review, "text": task.title if task else each.text, "task": each.task,
         "owner": told.person(facts.workspace, task.owner if task else each.owner),
         "due": str(task.due if task else each.due), "done": str(task.done) if task and task.done else None}
        for each, task in actions(facts)
    ]  # fmt: skip


def _slip(facts: Facts) -> dict[str, Any]:
    whole, deals, owners = slips(facts)
    return {
        "all": _slip_json(whole),
        "deals": {deal: _slip_json(each) for deal, each in sorted(deals.items())},
        "owners": {told.person(facts.workspace, owner): _slip_json(each) for owner, each in sorted(owners.items())},
    }


def _slip_json(found: Slip) -> dict[str, int]:
    return {"deals": found.deals, "pushed": found.pushed, "pushes": found.pushes, "days": found.days,
            "crossed": found.crossed}  # fmt: skip


def _accuracy(facts: Facts) -> list[dict[str, Any]]:
    return [
        {"snapshot": each.snapshot, "role": each.call.role, "owner": told.person(facts.workspace, each.call.owner),
         "period": [each.call.first.isoformat(), each.call.last.isoformat()], "weeks_to_end": each.weeks,
         "called": each.call.amount, "currency": each.call.currency, "actual": each.actual,
         "accuracy": float(each.accuracy) if each.accuracy is not None else None,
         "bias": float(each.bias) if each.bias is not None else None}
        for each in accuracy(facts)
    ]  # fmt: skip


def _visits(facts: Facts) -> dict[str, Any]:
    found, promises = visits(facts), promises_of(facts)
    return {"visited": found.n, "waiting": found.waiting, "median_hours": found.median_hours, "within": found.within,
            "limit_hours": facts.workspace.method.thresholds["first_visit_hours"],
            "response_median_hours": response_hours(facts),
            "promises_due": promises.due, "promises_kept": promises.kept}  # fmt: skip


_VIEWS = {
    "forecast": _forecast,
    "pipeline": _pipeline,
    "changes": _changes,
    "risks": _risks,
    "stalled": _stalled,
    "hygiene": _hygiene,
    "actions": _actions,
    "slip": _slip,
    "accuracy": _accuracy,
    "visits": _visits,
}
