"""What the figures of a deal, of a rival and of the people around a deal look like in `--json`."""

from __future__ import annotations

from typing import Any, TypedDict

from kamtui.store.figures.assessment import Score
from kamtui.store.figures.unknowns import What
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


class HowMet(TypedDict):
    """How we meet a rival, why, and who decided it when; of the deal, of the account, or "" where nothing is said."""

    strategy: str
    why: str
    by: str
    date: str | None
    of: str


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


class Heard(TypedDict):
    """A piece of intelligence with what it is still worth."""

    id: str
    subject: str
    date: str | None
    source: str
    reliability: str
    worth: int | float | None


class SaidOfUs(TypedDict):
    """What a rival says, whether it is a rumour or true, our answer, and the steps of the method."""

    id: str
    subject: str
    kind: str
    answer: str
    steps: list[str]


class Lesson(TypedDict):
    """What was learned from a deal."""

    deal: str
    lesson: str


class ByCurrency(TypedDict):
    """Won and lost in the smallest unit of one currency."""

    won_value: int | None
    lost_value: int | None
    win_rate_by_value: float | None


class RivalFigures(TypedDict):
    """Every figure of a rival; shares are 0 … 1, null is n/a; low and high bound the win rate."""

    won: int
    lost: int
    n: int
    few: bool
    win_rate: float | None
    low: float | None
    high: float | None
    win_rate_by_value: float | None
    reasons: dict[str, int]
    lost_in: dict[str, int]
    mean_discount: float | None
    quotes: int
    price_gap: float | None
    median_price_gap: int | float | None
    gaps: int
    won_reasons: dict[str, int]
    by_currency: dict[str, ByCurrency]
    strategies: dict[str, HowMet]
    lessons: list[Lesson]
    said: list[SaidOfUs]
    accounts: list[str]
    open_deals: list[str]
    intelligence: list[Heard]


class SeenRating(TypedDict):
    """A judgement about a person and how far it can be relied on."""

    value: int | None
    source: str
    date: str | None
    confidence: int | None
    state: str


class PersonTie(TypedDict):
    """What a person is to another: kind, and strength 1 … 3."""

    kind: str
    strength: int


class Stakeholder(TypedDict):
    """One person of the map; rivals and ties are by name and by id."""

    id: str
    name: str
    title: str
    level: str
    function: str
    roles: list[str]
    attitude: SeenRating
    influence: SeenRating
    closeness: SeenRating
    key: bool
    decides: bool
    coach: Any
    reports_to: str
    last_contact: str | None
    rivals: dict[str, int]
    ties: dict[str, PersonTie]


class RelationshipStatus(TypedDict):
    """The light, the step 0 … 3, and the ids of the people it rests on."""

    light: str
    step: int
    key: list[str]
    supporters: list[str]
    deciding: list[str]


class CoveredSeat(TypedDict):
    """How far a place at the table is covered, with what goes into it."""

    seat: str
    group: str
    now: bool
    holder: str | None
    people: list[str]
    weight: float
    met: float
    fresh: float
    attitude: float
    gaps: list[str]


class CoverageTold(TypedDict):
    """Coverage 0 … 100 and its seats."""

    value: float | None
    seats: list[CoveredSeat]


class Focus(TypedDict):
    """Seats of now whose people were met in this stage, of how many."""

    touched: int
    seats: int


class UnknownTold(TypedDict):
    """Something that is not known of a person, or who sits on an empty seat, and what it is worth now."""

    what: What
    person: str | None
    seat: str | None
    worth: int


class StakeholderMap(TypedDict):
    """The people around an account or a deal: status, coverage, warnings, empty places."""

    account: str
    opportunity: str | None
    day: str
    people: list[Stakeholder]
    status: RelationshipStatus
    coverage: CoverageTold
    focus: Focus
    flags: list[str]
    unknown: list[UnknownTold]
    holes: list[str]
