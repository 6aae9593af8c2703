"""What the figures of a deal look like in `--json`."""

from __future__ import annotations

from typing import Any, TypedDict

from kamtui.cli.shapes.rivals import HowMet
from kamtui.store.figures.assessment import Score
from kamtui.store.records.event import Via


class DealEvent(TypedDict):
    """One change of a deal."""

    id: str
    field: str
    old: Any
    new: Any
    at: str
    by: str
    via: Via
    reason: str


class HealthReason(TypedDict):
    """A risk rule that found something, and what it takes off the health."""

    rule: str
    penalty: int
    says: str


class Tracks(TypedDict):
    """Where buyer and seller stand, and how far they went in step; places count from 0, null is not known."""

    buyer: int | None
    seller: int | None
    gap: int | None
    mode: str
    resonance: float | None
    days: int
    known_days: int
    ahead: int
    behind: int
    periods: dict[str, str]


class RivalScore(Score, frozen=True):
    """The score of a rival."""

    vendor: str = ""
    name: str = ""


class Standing(TypedDict):
    """Our score in an assessment beside those of the rivals; lead is null where no rival was judged.

    `high_risks` are the labels of what should not be poor any more in this stage.
    """

    ours: Score
    rivals: list[RivalScore]
    lead: int | None
    high_risks: list[str]


class SpecInfluence(TypedDict):
    """Whose mark the criteria carry: counts, and the share that is ours."""

    value: float | None
    ours: int
    rivals: int
    neutral: int
    unknown: int
    price_war: bool


class VendorFit(TypedDict):
    """How well a vendor meets the criteria, 0 … 1; ids of the criteria without a score."""

    vendor: str
    name: str
    value: float | None
    missing: list[str]


class Quantified(TypedDict):
    """How much of a deal is known in numbers."""

    percent: int
    missing: list[str]


class QuoteFigures(TypedDict):
    """What a quote comes to, in the smallest unit of its currency; margin is a share."""

    id: str
    version: int
    listed: int | None
    offered: int | None
    margin: float | None
    below_floor: list[str]
    currency: str


class Bargain(TypedDict):
    """Where a negotiation stands: amounts in the smallest unit of `currency`, prices by vendor, concessions by id."""

    currency: str
    prices: dict[str, int]
    from_quote: int | None
    lowest_rival: str
    over_lowest_rival: int | None
    to_target: int | None
    room: int | None
    target: int | None
    walk_away: int | None
    given: list[str]
    got: list[str]
    rivals_gave: list[str]
    for_nothing: list[str]


class NeedFigures(TypedDict):
    """A need: grades 1 … 5, its place by importance and urgency, marks 0 … 5 by supplier, and who meets it best."""

    id: str
    name: str
    importance: int | None
    urgency: int | None
    quadrant: str
    trend: str
    fit: dict[str, int]
    best: list[str]


class RivalInDeal(HowMet):
    """A rival of a deal, and how we meet it there."""

    id: str
    name: str


class DealFigures(TypedDict):
    """Every figure of a deal; shares are 0 … 1, scores −100 … 100, null is not known or n/a."""

    health: int | None
    reasons: list[HealthReason]
    odds: int | None
    category: str
    days_in_stage: int | None
    tracks: Tracks
    scores: dict[str, Standing]
    spec_influence: SpecInfluence
    fit: list[VendorFit]
    quantified: Quantified
    rivals: list[RivalInDeal]
    decider_level: str
    deciders_known: list[str]
    quotes: list[QuoteFigures]
    negotiation: Bargain
    needs: list[NeedFigures]
