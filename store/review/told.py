"""How changes, forecasts and risks read: in the language in use for people, plain for programs."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from kamtui.store.figures.changes import DealChange, Diff, FieldChange, Waterfall
from kamtui.store.figures.forecast import Forecast
from kamtui.store.records import Account, Opportunity, Salesperson, SnapshotDeal
from kamtui.store.review.facts import AtRisk
from kamtui.store.text import amounts
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def value(workspace: Workspace, field: str, found: Any, currency: str) -> str:
    """A field of a snapshot as people read it."""
    if found is None or found == "":
        return "-"
    match field:
        case "amount":
            return amounts.show(found, currency)
        case "stage":
            return workspace.method.label_of("stages", found)
        case "category":
            return workspace.method.label_of("forecast_categories", found)
        case "status":
            return word(f"fields.statuses.{found}")
        case "owner":
            return person(workspace, found)
        case "odds":
            return f"{found}%"
    return str(found)


def person(workspace: Workspace, owner: str) -> str:
    """An owner's name; what to say where nobody owns a deal."""
    if not owner:
        return word("review.nobody")
    found = workspace.get(Salesperson, owner)
    return found.name if found else owner


def account_name(workspace: Workspace, account: str) -> str:
    """An account's name, or that it is not known."""
    found = workspace.get(Account, account) if account else None
    return found.name if found else word("screens.no_account")


def deal_name(workspace: Workspace, deal: SnapshotDeal | Opportunity) -> str:
    """A deal with its account, in one line."""
    return f"{account_name(workspace, deal.account)} / {deal.name}"


def change_text(workspace: Workspace, change: DealChange) -> str:
    """What changed in a deal: each field with what it was and is."""
    currency = change.deal.currency
    return word("fields.value.joint").join(field_text(workspace, each, currency) for each in change.fields)


def field_text(workspace: Workspace, change: FieldChange, currency: str) -> str:
    """One field with what it was and is."""
    from kamtui.store.fields import label

    old, new = (value(workspace, change.field, each, currency) for each in (change.old, change.new))
    return f"{label(Opportunity, change.field)} {old} > {new}"


def percent(share: Fraction | None) -> str:
    """A share in whole percent; n/a where there is nothing to divide by."""
    return word("review.na") if share is None else f"{round(share * 100)}%"


def times(share: Fraction | None) -> str:
    """A ratio such as coverage; n/a where there is nothing to divide by."""
    return word("review.na") if share is None else f"{float(share):.1f}x"


def coverage_text(found: Forecast) -> str:
    """The coverage, or that the target is met, or that there is none (C09)."""
    if found.gap is not None and found.gap <= 0:
        return word("review.met")
    return times(found.coverage)


def change_json(workspace: Workspace, change: DealChange) -> dict[str, Any]:
    """A change for programs."""
    return {
        "id": change.id,
        "account": account_name(workspace, change.deal.account),
        "name": change.deal.name,
        "owner": person(workspace, change.deal.owner),
        "cause": change.cause,
        "currency": change.deal.currency,
        "booked": change.booked,
        "amount": change.amount,
        "fields": {each.field: {"old": _plain(each.old), "new": _plain(each.new)} for each in change.fields},
    }


def waterfall_json(fall: Waterfall) -> dict[str, Any]:
    """A waterfall for programs, in the smallest unit of its currency."""
    return {
        "currency": fall.currency,
        "begin": fall.begin,
        "end": fall.end,
        "deals_begin": fall.n_begin,
        "deals_end": fall.n_end,
        "unknown_begin": fall.unknown_begin,
        "unknown_end": fall.unknown_end,
        "booked": fall.booked,
        "counts": fall.counts,
        "rest": fall.rest,
    }


def diff_json(workspace: Workspace, found: Diff) -> dict[str, Any]:
    """A comparison for programs."""
    return {
        "older": found.older,
        "newer": found.newer,
        "taken": [day.isoformat() for day in found.taken],
        "period": [found.span.first.isoformat(), found.span.last.isoformat()],
        "changes": [change_json(workspace, each) for each in found.changes],
        "waterfall": [waterfall_json(each) for each in found.waterfalls],
    }


def forecast_json(found: Forecast) -> dict[str, Any]:
    """A forecast for programs, in the smallest unit of its currency."""
    return {
        "period": [found.span.first.isoformat(), found.span.last.isoformat()],
        "currency": found.currency,
        "categories": [
            {"category": line.category, "deals": line.n, "single": line.amount, "cumulative": line.cumulative,
             "unknown": line.unknown}
            for line in found.lines
        ],
        "weighted": found.weighted,
        "unweighted_deals": found.unweighted,
        "open": found.open,
        "won": found.won,
        "target": found.target,
        "gap": found.gap,
        "coverage": _ratio(found.coverage),
        "committed": _ratio(found.committed),
        "deals_in_other_currencies": found.foreign,
    }  # fmt: skip


def risk_json(workspace: Workspace, found: AtRisk, currency: str) -> dict[str, Any]:
    """A deal at risk for programs."""
    deal = found.deal
    return {
        "id": deal.id,
        "account": account_name(workspace, deal.account),
        "name": deal.name,
        "owner": person(workspace, deal.owner),
        "amount": deal.amount,
        "currency": deal.currency or currency,
        "stage": deal.stage,
        "category": found.category,
        "close_date": deal.close_date.isoformat() if deal.close_date else None,
        "health": found.health,
        "stalled": any(each.rule.stalls for each in found.fired),
        "rules": [
            {"rule": each.rule.id, "n": each.n, "limit": each.limit, "reason": each.reason} for each in found.fired
        ],
    }


def _plain(found: Any) -> Any:
    return found.isoformat() if isinstance(found, dt.date) else found


def _ratio(share: Fraction | None) -> float | None:
    return None if share is None else round(float(share), 4)
