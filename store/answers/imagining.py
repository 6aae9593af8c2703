"""What if: an account leaves, or the gap to a target is to be closed with open deals (domain B5.20)."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import msgspec

from kamtui.store.answers.buying import bought
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Question
from kamtui.store.answers.targets import actual, asked, deals_of
from kamtui.store.figures.periods import shifted
from kamtui.store.figures.pipeline import odds
from kamtui.store.figures.whatif import Leaving, closing, leaving
from kamtui.store.records import Target
from kamtui.store.workspace import Workspace


class Gap(msgspec.Struct, frozen=True):
    """What is missing to a target that is not met, and what could close it."""

    target: Target
    currency: str
    missing: int
    """In the smallest unit, above 0."""
    pipeline: int
    """The open deals that close in the period, with an amount."""
    by_account: dict[str, int]
    """The same by account."""
    deals: tuple[str, ...] | None
    """The likeliest deals that together close it (`figures.whatif.closing`); None where all of them do not."""

    @property
    def coverage(self) -> float:
        """Pipeline ÷ what is missing (C09)."""
        return self.pipeline / self.missing

    def coverage_without(self, account: str) -> float:
        """The same, had the account left with all its deals."""
        return (self.pipeline - self.by_account.get(account, 0)) / self.missing


class Loss(msgspec.Struct, frozen=True):
    """What would be without an account; amounts in 1/10,000."""

    account: str
    currency: str
    effect: Leaving


def losses(workspace: Workspace, today: dt.date) -> list[Loss]:
    """By account what would be missing, over twelve months; the largest first, by currency."""
    first = shifted(today, -12) + dt.timedelta(days=1)
    desk = Desk(workspace, Question("sales", first=first, last=today, as_of=today), "orders")
    found = []
    by_currency = bought(desk, desk.book(), Counter())
    for currency in sorted(by_currency, key=lambda name: (-len(by_currency[name]), name)):
        values = {account: buyer.sales for account, buyer in by_currency[currency].items()}
        for account in sorted(values, key=lambda name: -values[name]):
            found.append(Loss(account, currency, leaving(values, account)))
    return found


def gaps(workspace: Workspace, today: dt.date) -> list[Gap]:
    """The targets whose period is under way and that are not met, with the deals that would close the gap."""
    desk = Desk(workspace, Question("coverage", as_of=today), "targets")
    found = []
    for target, first, last in asked(desk, Counter()):
        if not first <= today <= last:
            continue
        currency = target.currency or desk.currency
        missing = (target.amount or 0) - actual(desk, target, first, last, currency)[0]
        if missing <= 0:
            continue
        still_open = [
            deal for deal in deals_of(desk, target, first, last, currency) if deal.status == "open" and deal.amount
        ]
        by_account: Counter[str] = Counter()
        for deal in still_open:
            by_account[deal.account] += deal.amount or 0
        likely = [(deal.id, deal.amount or 0, float(odds(deal, workspace.method) or 0)) for deal in still_open]
        chosen = closing(likely, missing)
        pipeline = sum(by_account.values())
        found.append(
            Gap(target, currency, missing, pipeline, dict(by_account), None if chosen is None else tuple(chosen))
        )
    return found
