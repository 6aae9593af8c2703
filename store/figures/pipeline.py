"""Figures of the open pipeline: sums by stage, odds and weight (C01, C02), days in a stage (C07)."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from kamtui.store.method.model import Method
from kamtui.store.records import Opportunity


class Total(msgspec.Struct, frozen=True):
    """A sum of amounts. Currencies are never added up, and an amount that is not known is counted, not zero."""

    n: int = 0
    """Opportunities in the sum, those without an amount too."""
    amounts: dict[str, int] = {}
    """In the smallest unit, by currency, largest sum first."""
    unknown: int = 0
    """Opportunities without an amount."""


def odds(opportunity: Opportunity, method: Method) -> int | None:
    """Percent (C01): the pinned odds, else those of the stage; won 100, lost 0; None where no one knows."""
    outcome = method.outcome(opportunity.status)
    if outcome:
        return outcome.odds
    if opportunity.odds is not None:
        return opportunity.odds
    stage = method.stage(opportunity.stage)
    return stage.odds if stage else None


def total(opportunities: Iterable[Opportunity], currency: str) -> Total:
    """The sum of the opportunities' amounts; `currency` is that of amounts which name none."""
    sums: dict[str, int] = {}
    n = unknown = 0
    for opportunity in opportunities:
        n += 1
        if opportunity.amount is None:
            unknown += 1
        else:
            name = opportunity.currency or currency
            sums[name] = sums.get(name, 0) + opportunity.amount
    return Total(n, largest_first(sums), unknown)


def weighted(opportunities: Iterable[Opportunity], method: Method, currency: str) -> Total:
    """The sum of amount times odds (C02), by currency and rounded half-even once for each.

    An opportunity whose amount or odds nobody knows is counted as unknown, not as 0. `currency` is that of amounts
    which name none.
    """
    sums: dict[str, int] = {}
    n = unknown = 0
    for opportunity in opportunities:
        n += 1
        percent = odds(opportunity, method)
        if opportunity.amount is None or percent is None:
            unknown += 1
        else:
            name = opportunity.currency or currency
            sums[name] = sums.get(name, 0) + opportunity.amount * percent
    return Total(n, largest_first({name: hundredth(amount) for name, amount in sums.items()}), unknown)


def in_currency(summed: Total, currency: str) -> Total:
    """The same total where `currency` is that of amounts which name none."""
    if "" not in summed.amounts:
        return summed
    sums = dict(summed.amounts)
    sums[currency] = sums.get(currency, 0) + sums.pop("")
    return Total(summed.n, largest_first(sums), summed.unknown)


def hundredth(amount: int) -> int:
    """A hundredth of an amount that was multiplied by percent, rounded half-even."""
    whole, rest = divmod(amount, 100)
    return whole + (rest > 50 or (rest == 50 and whole % 2 == 1))


def largest_first(sums: dict[str, int]) -> dict[str, int]:
    """Sums by currency, the largest number first."""
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def by_stage(opportunities: Iterable[Opportunity], method: Method) -> dict[str, list[Opportunity]]:
    """Open opportunities by buying stage: every stage of the method in order, then stages it does not know.

    In each stage the one that closes first comes first; one without a close date comes last.
    """
    groups: dict[str, list[Opportunity]] = {stage.id: [] for stage in method.stages}
    for opportunity in opportunities:
        if opportunity.status == "open" and not opportunity.archived:
            groups.setdefault(opportunity.stage, []).append(opportunity)
    for group in groups.values():
        group.sort(key=lambda deal: (deal.close_date or dt.date.max, deal.name, deal.id))
    return groups


def category_of(opportunity: Opportunity, method: Method) -> str:
    """The forecast category (C10): the one picked by a person, else that of the outcome or the stage; "" if unknown."""
    outcome = method.outcome(opportunity.status)
    if outcome:
        return outcome.category
    stage = method.stage(opportunity.stage)
    return opportunity.category or (stage.category if stage else "")


def days_in_stage(opportunity: Opportunity, today: dt.date) -> int | None:
    """Days since the opportunity entered its stage (C07); since it was opened where that is all that is known."""
    since = opportunity.stage_since or opportunity.opened
    return (today - since).days if since else None
