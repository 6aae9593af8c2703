"""Snapshots of the pipeline: what is kept of each deal, so that two days can be compared (ux 6.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from kamtui.store.method.model import Method
from kamtui.store.records import Opportunity, Snapshot, SnapshotDeal


def came(deal: Opportunity) -> dt.date | None:
    """The day on which a deal came into being: found, or recorded if that is earlier or all there is."""
    recorded = deal.created.date() if deal.created else None
    if recorded is None or deal.opened is None:
        return deal.opened or recorded
    return min(deal.opened, recorded)


class Keeper:
    """Makes what a snapshot holds of a deal; the method is looked through once for all deals."""

    def __init__(self, method: Method, currency: str) -> None:
        """Keep by `method`; `currency` is that of amounts which name none."""
        self._currency = currency
        self._odds = {stage.id: stage.odds for stage in method.stages}
        self._categories = {stage.id: stage.category for stage in method.stages}
        self._outcomes = {outcome.id: (outcome.odds, outcome.category) for outcome in method.outcomes}

    def kept(self, deal: Opportunity, pushes: int = 0) -> SnapshotDeal:
        """What a snapshot holds of a deal; odds (C01) and category (C10) as `pipeline` defines them."""
        odds: int | None
        if deal.status in self._outcomes:
            odds, category = self._outcomes[deal.status]
        else:
            odds = self._odds.get(deal.stage) if deal.odds is None else deal.odds
            category = deal.category or self._categories.get(deal.stage, "")
        return SnapshotDeal(
            name=deal.name,
            account=deal.account,
            owner=deal.owner,
            status=deal.status,
            stage=deal.stage,
            amount=deal.amount,
            currency=deal.currency or self._currency,
            close_date=deal.close_date,
            category=category,
            pinned=bool(deal.category) and deal.status == "open",
            odds=odds,
            next_date=deal.next_date,
            pushes=pushes,
            products=deal.products,
            since=came(deal),
        )


def snapshot(
    deals: Iterable[Opportunity],
    method: Method,
    currency: str,
    taken: dt.date,
    base: Snapshot | None = None,
    pushes: Callable[[Opportunity], int] = lambda _: 0,
) -> Snapshot:
    """The open deals, and those that were open in `base` and have been closed since, or were found and closed since.

    A deal that is archived is not there. Equal deals on an equal day give equal snapshots.
    """
    held, keeper = {}, Keeper(method, currency)
    for deal in deals:
        if not deal.archived and (deal.status == "open" or _closed_since(deal, base)):
            held[deal.id] = keeper.kept(deal, pushes(deal))
    return Snapshot(taken=taken, base=base.name if base else "", deals=dict(sorted(held.items())))


def _closed_since(deal: Opportunity, base: Snapshot | None) -> bool:
    if base is None:
        return False
    before = base.deals.get(deal.id)
    if before is not None:
        return before.status == "open"
    day = came(deal)
    return day is not None and day > base.taken


def joined(later: Snapshot, between: Iterable[Snapshot]) -> Snapshot:
    """`later` with the deals that were closed in snapshots `between`, the latest first, and are no longer in it.

    A snapshot holds only what was closed since the one before it; without this a deal that was won three weeks ago
    would seem to have been deleted.
    """
    deals = dict(later.deals)
    for each in between:
        for deal, held in each.deals.items():
            if held.status != "open":
                deals.setdefault(deal, held)
    return Snapshot(
        name=later.name, taken=later.taken, base=later.base, deals=deals, calls=later.calls, decisions=later.decisions
    )
