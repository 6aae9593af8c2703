"""Everything about one rival: where they sit, how we fare against them, what we heard, how to meet them (A5.*, C39)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from kamtui.store.figures.offers import MeanDiscount, last_quotes, mean_discount
from kamtui.store.figures.qualified import worth
from kamtui.store.figures.winning import PriceGap, WinRate, decided_against, price_gap, win_rate
from kamtui.store.records import (
    Account,
    Competitor,
    Intelligence,
    Objection,
    Opportunity,
    Quote,
    Record,
    Rival,
    Stance,
)
from kamtui.store.workspace import Workspace

R = TypeVar("R", bound=Record)


def against(workspace: Workspace, today: dt.date) -> dict[str, list[Opportunity]]:
    """Decided deals by rival (C39), as `figures win-loss` counts them: none archived, none decided after today."""
    currency = workspace.config.currency
    deals = [
        msgspec.structs.replace(deal, currency=deal.currency or currency)
        for deal in workspace.records(Opportunity).values()
        if not deal.archived and not (deal.status != "open" and deal.close_date and deal.close_date > today)
    ]
    return decided_against(deals)


class RivalSheet:
    """One rival on one day."""

    def __init__(self, workspace: Workspace, competitor: Competitor, today: dt.date) -> None:
        """Look at a competitor as the workspace has it now."""
        self.workspace, self.competitor, self.today = workspace, competitor, today
        self.method = workspace.method

    @cached_property
    def decided(self) -> list[Opportunity]:
        """The decided deals in which they competed."""
        return against(self.workspace, self.today).get(self.competitor.id, [])

    @cached_property
    def rate(self) -> WinRate:
        """How often we won against them (C39, C04)."""
        return win_rate(self.decided)

    @cached_property
    def by_currency(self) -> dict[str, WinRate]:
        """The same of the deals of each currency: amounts of two are never added up."""
        currencies = sorted({deal.currency for deal in self.decided})
        return {name: win_rate(deal for deal in self.decided if deal.currency == name) for name in currencies}

    @cached_property
    def lost(self) -> list[Opportunity]:
        """The deals among them that we lost, the latest first."""
        found = [deal for deal in self.decided if deal.status == "lost"]
        return sorted(found, key=lambda deal: (deal.close_date or dt.date.min, deal.id), reverse=True)

    @cached_property
    def reasons(self) -> list[tuple[str, int]]:
        """Ids of the reasons why we lost, the most frequent first."""
        return Counter(deal.lost_reason for deal in self.lost if deal.lost_reason).most_common()

    @cached_property
    def stages(self) -> list[tuple[str, int]]:
        """Ids of the buying stages in which we lost, the most frequent first."""
        return Counter(deal.stage for deal in self.lost if deal.stage).most_common()

    @cached_property
    def lessons(self) -> list[tuple[str, str]]:
        """Name and lesson of the decided deals in which one was written down."""
        return [(deal.name, deal.lesson) for deal in self.decided if deal.lesson]

    @cached_property
    def open_deals(self) -> list[Opportunity]:
        """The open deals in which they compete."""
        deals = self.workspace.records(Opportunity).values()
        own = self.competitor.id
        return [deal for deal in deals if deal.status == "open" and not deal.archived and own in deal.competitors]

    @cached_property
    def discount(self) -> MeanDiscount:
        """By how much we went down against them (C39)."""
        return mean_discount(self.decided, last_quotes(self.workspace.records(Quote).values()))

    @cached_property
    def price_gap(self) -> PriceGap:
        """By how much they were cheaper where they won (C39)."""
        return price_gap(self.decided, self.competitor.id)

    @cached_property
    def won_reasons(self) -> list[tuple[str, int]]:
        """Ids of the reasons why we won against them, the most frequent first."""
        return Counter(deal.won_reason for deal in self.decided if deal.won_reason).most_common()

    @cached_property
    def presences(self) -> list[tuple[Account | None, Rival]]:
        """The accounts in which they sit, the largest share first."""
        found = [(self.workspace.get(Account, each.account), each) for each in self._of(Rival)]
        return sorted(found, key=lambda pair: (-(pair[1].share or 0), pair[0].name if pair[0] else ""))

    @cached_property
    def intelligence(self) -> list[tuple[Intelligence, int | None]]:
        """What we heard of them with what it is worth today, the most valuable first (A4.16)."""
        found = [(each, worth(each, self.method, self.today)) for each in self._of(Intelligence)]
        return sorted(found, key=lambda pair: (-(pair[1] or -1), str(pair[0].date), pair[0].id))

    @cached_property
    def objections(self) -> list[Objection]:
        """What they say of us."""
        return self._of(Objection)

    def stance(self, deal: Opportunity) -> tuple[Stance, bool]:
        """How we meet them in a deal, and whether that was said of the deal itself (A5.07).

        Where it was not, the strategy of the account stands.
        """
        if deal.id and (own := deal.strategies.get(self.competitor.id)):
            return own, True
        mine = next((each for _, each in self.presences if each.account == deal.account), None)
        return Stance(strategy=mine.strategy if mine else ""), False

    def _of(self, kind: type[R]) -> list[R]:
        every: Any = self.workspace.records(kind).values()
        return [each for each in every if each.competitor == self.competitor.id and not each.archived]
