"""What the views of a review look like in `--json`; amounts are in the smallest unit of their currency."""

from __future__ import annotations

from typing import Any, TypedDict


class FieldMove(TypedDict):
    """What a field was and is."""

    old: Any
    new: Any


class DealMove(TypedDict):
    """What happened to one deal: its cause, where the waterfall books it, and each field."""

    id: str
    account: str
    name: str
    owner: str
    cause: str
    currency: str
    booked: str | None
    amount: int
    fields: dict[str, FieldMove]


class WaterfallTold(TypedDict):
    """From the sum of one day to that of another, in one currency; `rest` is always 0."""

    currency: str
    begin: int
    end: int
    deals_begin: int
    deals_end: int
    unknown_begin: int
    unknown_end: int
    booked: dict[str, int]
    counts: dict[str, int]
    rest: int


class Comparison(TypedDict):
    """What changed between two snapshots, or since one; `newer` is "" for now."""

    older: str
    newer: str
    taken: list[str]
    period: list[str]
    changes: list[DealMove]
    waterfall: list[WaterfallTold]


class NoComparison(TypedDict):
    """There is no snapshot to compare with."""

    older: None
    newer: None
    changes: list[DealMove]
    waterfall: list[WaterfallTold]


class CategoryLine(TypedDict):
    """One category of the forecast, alone and with all that is surer."""

    category: str
    deals: int
    single: int
    cumulative: int
    unknown: int


class ForecastTold(TypedDict):
    """What a period is going to bring, in one currency; null is n/a."""

    period: list[str]
    currency: str
    categories: list[CategoryLine]
    weighted: int
    unweighted_deals: int
    open: int
    won: int
    target: int | None
    gap: int | None
    coverage: float | None
    committed: float | None
    deals_in_other_currencies: int


class WonLost(TypedDict):
    """Deals won and lost."""

    won: int
    lost: int


class Pick(TypedDict):
    """A forecast category that a person picked: which, who, when and why."""

    id: str
    category: str
    by: str
    at: str | None
    why: str


class ForecastView(TypedDict):
    """The forecast now and before, the quarters to come, and what is needed."""

    now: ForecastTold
    before: ForecastTold | None
    quarters: list[ForecastTold]
    required_coverage: float | None
    win_rate: WonLost
    pace: float | None
    needed_per_week: int | None
    notes: list[str]
    picks: list[Pick]


class StageSum(TypedDict):
    """The open deals of one buying stage; amounts by currency."""

    stage: str
    deals: int
    amounts: dict[str, int]
    unknown: int
    ids: list[str]


class RuleFired(TypedDict):
    """A risk rule that found something; n is -1 where there is nothing to count from."""

    rule: str
    n: int
    limit: int
    reason: str


class RiskyDeal(TypedDict):
    """An open deal with what the rules say of it; health is 0 … 100."""

    id: str
    account: str
    name: str
    owner: str
    amount: int | None
    currency: str
    stage: str
    category: str
    close_date: str | None
    health: int
    stalled: bool
    rules: list[RuleFired]


class DefectiveDeal(TypedDict):
    """A deal that is not fit for the review."""

    id: str
    account: str
    name: str
    owner: str
    defects: list[str]


class HygieneScore(TypedDict):
    """How many deals of an owner are clean."""

    owner: str
    deals: int
    clean: int
    defects: int
    percent: int | None


class HygieneView(TypedDict):
    """Defects by deal, and the score of each owner."""

    deals: list[DefectiveDeal]
    scores: list[HygieneScore]


class ActionTold(TypedDict):
    """An action of a review, with its task."""

    review: str
    text: str
    task: str
    owner: str
    due: str
    done: str | None


class SlipTold(TypedDict):
    """Deals, those pushed, pushes, days, and pushes out of the quarter."""

    deals: int
    pushed: int
    pushes: int
    days: int
    crossed: int


class SlipView(TypedDict):
    """Slip of all open deals, by deal and by owner."""

    all: SlipTold
    deals: dict[str, SlipTold]
    owners: dict[str, SlipTold]


class CallAccuracy(TypedDict):
    """A past number and what came of it."""

    snapshot: str
    role: str
    owner: str
    period: list[str]
    weeks_to_end: int
    called: int | None
    currency: str
    actual: int
    accuracy: float | None
    bias: float | None


class VisitsView(TypedDict):
    """How soon new deals were visited, customers answered and promises kept."""

    visited: int
    waiting: int
    median_hours: float | None
    within: int
    limit_hours: int
    response_median_hours: float | None
    promises_due: int
    promises_kept: int


class Review(TypedDict):
    """Everything that a review looks at; each view is also printed by its name."""

    scope: str
    day: str
    period: list[str]
    base: str | None
    red_flags: int
    forecast: ForecastView
    pipeline: list[StageSum]
    changes: Comparison | None
    risks: list[RiskyDeal]
    stalled: list[RiskyDeal]
    hygiene: HygieneView
    actions: list[ActionTold]
    slip: SlipView
    accuracy: list[CallAccuracy]
    visits: VisitsView
