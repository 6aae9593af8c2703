"""How deals end and how fast: win rate, cycle, velocity, coverage, conversion, ageing (C02-C09, C39)."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from kamtui.store.figures.pipeline import days_in_stage, odds
from kamtui.store.figures.ratios import median, wilson
from kamtui.store.method.model import Method
from kamtui.store.records import Opportunity

FEW = 5
"""Below so many decided deals a win rate is shown as uncertain (C04)."""


class WinRate(msgspec.Struct, frozen=True):
    """Won among the decided deals (C04). A deal given up counts as lost."""

    won: int
    lost: int
    won_value: int | None
    """In the smallest unit; None where currencies differ, or where one of these deals has no amount."""
    lost_value: int | None
    """The same; a lost deal of 0 has no amount either."""

    @property
    def n(self) -> int:
        """Won and lost."""
        return self.won + self.lost

    @property
    def by_count(self) -> float | None:
        """won ÷ (won + lost)."""
        return self.won / self.n if self.n else None

    @property
    def by_value(self) -> float | None:
        """The same of the amounts."""
        if self.won_value is None or self.lost_value is None or self.won_value + self.lost_value <= 0:
            return None
        return self.won_value / (self.won_value + self.lost_value)

    @property
    def interval(self) -> tuple[float, float] | None:
        """95 % Wilson interval of the rate by count."""
        return wilson(self.won, self.n)


def win_rate(deals: Iterable[Opportunity]) -> WinRate:
    """The win rate of those deals that are decided (C04)."""
    decided = [deal for deal in deals if deal.status != "open"]
    won = [deal for deal in decided if deal.status == "won"]
    lost = [deal for deal in decided if deal.status == "lost"]
    same = len({deal.currency for deal in decided}) <= 1
    return WinRate(len(won), len(lost), _sum(won) if same else None, _sum(lost) if same else None)


def lacks_amount(deal: Opportunity) -> bool:
    """Whether a decided deal cannot count in a rate by value. Exports write 0 for what a lost deal would have been."""
    return deal.amount is None if deal.status == "won" else deal.status == "lost" and not deal.amount


def _sum(deals: Iterable[Opportunity]) -> int | None:
    return None if any(map(lacks_amount, deals)) else sum(deal.amount or 0 for deal in deals)


class PriceGap(msgspec.Struct, frozen=True):
    """By how many percent those who won deals from us were cheaper (C39); negative where they were dearer."""

    mean: float | None
    median: float | None
    n: int
    """Lost deals whose gap is known."""


def price_gap(deals: Iterable[Opportunity], rival: str = "") -> PriceGap:
    """The gap of the deals among these that we lost, to `rival` where one is named: a competitor that was in the deal
    but did not win it says nothing about the price."""
    known = [
        deal.price_gap for deal in deals
        if deal.status == "lost" and deal.price_gap is not None and (not rival or deal.lost_to == rival)
    ]  # fmt: skip
    return PriceGap(statistics.fmean(known) if known else None, median(known), len(known))


def cycle_days(deal: Opportunity) -> int | None:
    """Days from opened to decided (C05); None while open and where one of the two is not known."""
    if deal.status == "open" or not deal.opened or not deal.close_date:
        return None
    return (deal.close_date - deal.opened).days


class Velocity(msgspec.Struct, frozen=True):
    """Money a day that the pipeline yields (C06)."""

    deals: int
    size: float
    """Average amount, in the smallest unit."""
    rate: float
    """Won ÷ decided, 0 … 1."""
    days: float
    """Average cycle."""

    @property
    def per_day(self) -> float | None:
        """deals × size × rate ÷ days; None where the cycle is 0."""
        return self.deals * self.size * self.rate / self.days if self.days else None

    def levers(self) -> dict[str, float]:
        """By how much a 10 % better lever raises the velocity: +10 % each, a cycle shorter by 10 % +11.1 %."""
        return {"deals": 0.1, "size": 0.1, "rate": 0.1, "days": 1 / 0.9 - 1}


class Coverage(msgspec.Struct, frozen=True):
    """How often the open pipeline covers what is missing to the target (C09)."""

    pipeline: float
    missing: float
    """Target − won."""
    win_rate: float | None
    buffer: float = 0.0
    """Share of the pipeline that will slip."""

    @property
    def met(self) -> bool:
        """Whether the target is reached already."""
        return self.missing <= 0

    @property
    def ratio(self) -> float | None:
        """pipeline ÷ missing; None where the target is met."""
        return None if self.met else self.pipeline / self.missing

    @property
    def required(self) -> float | None:
        """1 ÷ win rate × (1 + buffer); None where nothing was ever won."""
        return (1 + self.buffer) / self.win_rate if self.win_rate else None

    @property
    def gap(self) -> float | None:
        """required − ratio: above 0 the pipeline is too thin."""
        return None if self.ratio is None or self.required is None else self.required - self.ratio

    @property
    def attainment(self) -> float | None:
        """The share of what is missing that this pipeline can be expected to bring: ratio ÷ required."""
        return None if self.ratio is None or not self.required else self.ratio / self.required


class Step(msgspec.Struct, frozen=True):
    """One step of the funnel: of the deals that reached a stage, how many reached the next (C03)."""

    stage: str
    reached: int
    onward: int
    immature: int
    """Open deals in this stage for less than the median time of those that went on."""

    @property
    def rate(self) -> float | None:
        """onward ÷ reached."""
        return self.onward / self.reached if self.reached else None


def furthest(deal: Opportunity, past: Iterable[str], method: Method) -> int | None:
    """The furthest stage a deal ever reached, from 0; after the last one where it is won; None where none is known.

    `past` are the stages it stood in before. Moves back do not undo what was reached.
    """
    if deal.status == "won":
        return len(method.stages)
    places = [place for stage in (deal.stage, *past) if (place := method.stage_index(stage)) is not None]
    return max(places, default=None)


def conversion(reached: Sequence[int], steps: Sequence[str], young: Mapping[str, int] | None = None) -> list[Step]:
    """The funnel from the furthest place of each deal (C03): reached ≥ s+1 ÷ reached ≥ s.

    `steps` are the ids of the stages; the place after the last is "won". `young` counts immature deals by stage.
    """
    counts = [sum(place >= step for place in reached) for step in range(len(steps) + 1)]
    young = young or {}
    return [Step(stage, counts[at], counts[at + 1], young.get(stage, 0)) for at, stage in enumerate(steps)]


def overall(steps: Iterable[Step]) -> float | None:
    """The product of the steps; None where one of them has no deals."""
    product = 1.0
    for step in steps:
        if step.rate is None:
            return None
        product *= step.rate
    return product


class Age(msgspec.Struct, frozen=True):
    """How long an open deal has been where it is (C07)."""

    days: int
    limit: int
    usual: float | None
    """Median days of the deals that went on from this stage; None where there are none."""

    @property
    def stalled(self) -> bool:
        """Whether it has been there for longer than the method allows."""
        return self.days > self.limit


def age(deal: Opportunity, method: Method, today: dt.date, usual: Mapping[str, float]) -> Age | None:
    """The age of an open deal in its stage (C07); None where its stage or its day is not known."""
    stage, days = method.stage(deal.stage), days_in_stage(deal, today)
    if deal.status != "open" or stage is None or days is None:
        return None
    return Age(days, stage.stall_days, usual.get(deal.stage))


def recorded_odds(deal: Opportunity, method: Method) -> int | None:
    """Percent: what was recorded on the deal even after it was decided, else as in C01."""
    return odds(deal, method) if deal.odds is None else deal.odds


def weighted(
    deals: Iterable[Opportunity], method: Method, chance: Callable[[Opportunity, Method], int | None] = odds
) -> tuple[dict[str, int], int, int]:
    """Σ amount × odds (C02) by currency in 1/100 of the smallest unit, how many count, how many lack amount or odds."""
    sums: dict[str, int] = {}
    n = unknown = 0
    for deal in deals:
        percent = chance(deal, method)
        if deal.amount is None or percent is None:
            unknown += 1
            continue
        n += 1
        sums[deal.currency] = sums.get(deal.currency, 0) + deal.amount * percent
    return sums, n, unknown


def sizes(deals: Iterable[Opportunity]) -> tuple[float | None, float | None, int]:
    """Mean and median amount of the deals that have one, in the smallest unit, and their number."""
    amounts = [deal.amount for deal in deals if deal.amount is not None]
    return (statistics.fmean(amounts) if amounts else None), median(amounts), len(amounts)


def decided_against(deals: Iterable[Opportunity]) -> dict[str, list[Opportunity]]:
    """Decided deals by rival (C39): a deal with two rivals counts for both, the one it was lost to among them."""
    found: dict[str, list[Opportunity]] = {}
    for deal in deals:
        if deal.status != "open":
            for rival in dict.fromkeys((*deal.competitors, *filter(None, [deal.lost_to]))):
                found.setdefault(rival, []).append(deal)
    return found
