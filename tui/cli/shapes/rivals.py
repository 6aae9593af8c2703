"""What the figures of a rival look like in `--json`."""

from __future__ import annotations

from typing import TypedDict


class HowMet(TypedDict):
    """How we meet a rival, why, and who decided it when; of the deal, of the account, or "" where nothing is said."""

    strategy: str
    why: str
    by: str
    date: str | None
    of: str


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
