"""Everything that a review looks at, worked out from the workspace once and kept until something changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

import msgspec

from kamtui.store.figures.changes import DealChange, Diff, Look, diff
from kamtui.store.figures.forecast import Forecast, Required, forecast, required
from kamtui.store.figures.hygiene import Score, Unclean, unclean
from kamtui.store.figures.pipeline import category_of
from kamtui.store.figures.risks import Fired, Standing, health, is_waiting
from kamtui.store.figures.snapshots import Keeper
from kamtui.store.figures.spans import Span, span_of
from kamtui.store.records import Opportunity, Snapshot, SnapshotDeal
from kamtui.store.review.library import deals_on
from kamtui.store.review.scope import EVERYTHING, Scoped
from kamtui.store.review.targets import target_for
from kamtui.store.workspace import Workspace


class AtRisk(msgspec.Struct, frozen=True):
    """An open deal with what the rules say of it."""

    deal: Opportunity
    category: str
    fired: tuple[Fired, ...]
    health: int

    @property
    def at_stake(self) -> int:
        """By what the risk list is sorted: the amount times what is missing to a health of 100."""
        return (self.deal.amount or 0) * (100 - self.health)


class Facts:
    """What a review shows of a scope in a period, against an older snapshot.

    Nothing in it is written. `day` is today, or an earlier day to look back on.
    """

    def __init__(
        self,
        workspace: Workspace,
        today: dt.date,
        scope: Scoped = EVERYTHING,
        span: Span | None = None,
        base: Snapshot | None = None,
    ) -> None:
        """Look at the deals of `scope` that close in `span` (the fiscal quarter if not given) against `base`."""
        self.workspace, self.today, self.scope = workspace, today, scope
        self.span = span or span_of(today, "quarter", workspace.config.fiscal_year_start)
        self.base = base
        self.rules = workspace.rules(today)
        self.currency = workspace.config.currency
        found, self._pushes = deals_on(workspace, today)
        self._deals = [deal for deal in found if not deal.archived]
        self._all = [deal for deal in self._deals if scope.holds(deal)] if scope.name else self._deals
        self._keeper = Keeper(workspace.method, self.currency)
        self.open = [deal for deal in self._all if deal.status == "open"]

    @cached_property
    def now(self) -> Snapshot:
        """The deals as they stand, those of other scopes too: one may have gone there."""
        known = self.base.deals if self.base else {}
        taken = self.base.taken if self.base else self.today
        held = {
            deal.id: self._keeper.kept(deal, self._pushes(deal))
            for deal in self._deals
            if deal.status == "open"
            or deal.id in known
            or (deal.close_date is not None and taken < deal.close_date <= self.today)
        }
        return Snapshot(taken=self.today, base=self.base.name if self.base else "", deals=held)

    @cached_property
    def diff(self) -> Diff | None:
        """What changed since the older snapshot; None where there is none."""
        if self.base is None:
            return None
        return diff(self.base, self.now, Look(self.span, self.scope.test), self.workspace.method)

    @cached_property
    def changes(self) -> dict[str, DealChange]:
        """By deal what changed in it."""
        return {change.id: change for change in self.diff.changes} if self.diff else {}

    @cached_property
    def forecast(self) -> Forecast:
        """What the period is going to bring."""
        return self._forecast(self.now.deals.values(), self.span, self.today)

    @cached_property
    def forecast_before(self) -> Forecast | None:
        """The same as it stood in the older snapshot: what had been won by then, and what was open."""
        return self._forecast(self.base.deals.values(), self.span, self.base.taken) if self.base else None

    @cached_property
    def quarters(self) -> list[Forecast]:
        """The period and the three after it."""
        spans = [self.span]
        for _ in range(3):
            spans.append(spans[-1].next)
        return [self._forecast(self.now.deals.values(), span, self.today) for span in spans]

    @cached_property
    def required(self) -> Required:
        """The coverage that the win rate of the last twelve months asks for (C09)."""
        return required(self._all, self.today)

    @cached_property
    def standings(self) -> list[Standing]:
        """The open deals with what is around them."""
        found = [self.workspace.standing(deal) for deal in self.open]
        for standing, deal in zip(found, self.open, strict=True):
            standing.deal = deal
        return found

    @cached_property
    def _fired(self) -> dict[str, tuple[Fired, ...]]:
        return {standing.deal.id: tuple(self.rules.fired(standing)) for standing in self.standings}

    @cached_property
    def judged(self) -> list[AtRisk]:
        """Every open deal with what the rules say of it, the one with most at stake first."""
        found = []
        for standing in self.standings:
            fired = self._fired[standing.deal.id]
            found.append(AtRisk(standing.deal, category_of(standing.deal, self.workspace.method), fired, health(fired)))
        return sorted(found, key=lambda each: (-each.at_stake, each.health, each.deal.id))

    @cached_property
    def at_risk(self) -> list[AtRisk]:
        """Deals of the period that are counted on (commit, best case) and about which a rule speaks."""
        counted = ("commit", "most_likely", "best_case")
        return [
            each for each in self.judged
            if each.fired and each.category in counted and (each.deal.close_date or self.today) <= self.span.last
        ]  # fmt: skip

    @cached_property
    def stalled(self) -> list[AtRisk]:
        """Deals that count as stalled, the longest in their stage first."""
        found = [each for each in self.judged if any(fired.rule.stalls for fired in each.fired)]
        return sorted(
            found, key=lambda each: (-max(fired.n for fired in each.fired if fired.rule.stalls), each.deal.id)
        )

    @cached_property
    def waiting(self) -> list[Opportunity]:
        """Deals that have been given a day until which no rule speaks of them."""
        return [deal for deal in self.open if is_waiting(deal, self.today)]

    @cached_property
    def hygiene(self) -> tuple[list[Unclean], list[Score]]:
        """What is to be mended before the meeting, and each owner's score."""
        return unclean((standing, self._fired[standing.deal.id]) for standing in self.standings)

    def fired(self, deal: Opportunity) -> list[Fired]:
        """What the rules say of one deal."""
        return self.rules.fired(self.workspace.standing(deal))

    def won_in(self, span: Span, owner: str, currency: str) -> int:
        """What was won in a span, of one owner or of all, in one currency."""
        return sum(
            deal.amount or 0
            for deal in self._all
            if deal.status == "won" and deal.close_date in span and owner in ("", deal.owner)
            and (deal.currency or self.currency) == currency
        )  # fmt: skip

    @cached_property
    def _won(self) -> list[SnapshotDeal]:
        """What has been won from the beginning of the period on."""
        return [
            self._keeper.kept(deal)
            for deal in self._all
            if deal.status == "won" and deal.close_date and self.span.first <= deal.close_date <= self.today
        ]

    def _forecast(self, held: Iterable[SnapshotDeal], span: Span, day: dt.date) -> Forecast:
        won = [held for held in self._won if held.close_date is not None and held.close_date <= day]
        target = target_for(self.workspace, span, self.scope, self.currency)
        return forecast(held, won, self.workspace.method, span, self.currency, self.scope.test, target)
