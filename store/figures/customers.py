"""What an account is worth and whether it stays: cycles, lifetime value, churn, wallet share (C28, C30-C32, C35)."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from operator import sub

import msgspec

FEWEST_DAYS = 3
"""Order days from which there is a cycle (C28)."""


class Cycle(msgspec.Struct, frozen=True):
    """How often an account orders (C28)."""

    n: int
    """Days with an order; orders of one day count once."""
    median_gap: float
    mean_gap: float
    """Days between order days."""
    per_year: float
    """Orders ÷ months from the first to the last order, both counted, × 12."""
    next_due: int
    """Ordinal of the last order day + the median gap."""
    overdue: float
    """Days since the last order ÷ median gap: above 1 the next order is due."""


def cycle(days: Sequence[int], today: int, orders: int | None = None) -> Cycle | None:
    """The cycle of sorted order days (ordinals) seen on `today`; None with fewer than three days (C28)."""
    if len(days) < FEWEST_DAYS:
        return None
    gaps = list(map(sub, days[1:], days))
    middle = statistics.median(gaps)
    months = (days[-1] - days[0]) / 30.4375 + 1
    per_year = (orders or len(days)) / months * 12
    return Cycle(
        len(days),
        middle,
        (days[-1] - days[0]) / len(gaps),
        per_year,
        days[-1] + round(middle),
        (today - days[-1]) / middle,
    )


def is_lost(days: Sequence[int], today: int, after: float) -> bool | None:
    """Whether an account has not ordered for `after` × its median gap (C35); None with fewer than three order days."""
    found = cycle(days, today)
    return None if found is None else found.overdue > after


class Churn(msgspec.Struct, frozen=True):
    """What became of the accounts that were active at the start of a period (C35)."""

    n: int
    """Accounts active at the start."""
    lost: int
    start: int
    """What they bought in the period before, in 1/10,000."""
    lost_value: int
    shrunk: int
    grown: int

    @property
    def rate(self) -> float | None:
        """Accounts lost ÷ active at the start."""
        return self.lost / self.n if self.n else None

    @property
    def gross(self) -> float | None:
        """GRR = (start − lost − shrink) ÷ start; never above 1, since what has grown is not in it."""
        return (self.start - self.lost_value - self.shrunk) / self.start if self.start > 0 else None

    @property
    def net(self) -> float | None:
        """NRR = (start − lost − shrink + growth) ÷ start, of the same accounts."""
        whole = self.start - self.lost_value - self.shrunk + self.grown
        return whole / self.start if self.start > 0 else None


def churn(before: Mapping[str, int], now: Mapping[str, int], silent: Mapping[str, bool]) -> Churn:
    """Accounts with sales above 0 `before`, compared with `now` (C35).

    `silent` says of accounts with a usual gap whether they are lost; the others are lost without sales above 0 now.
    What a lost account still bought is kept, the rest of its sales is lost with it; of another it is shrunk.
    """
    lost = lost_value = shrunk = grown = start = n = 0
    for account, then in before.items():
        if then <= 0:
            continue
        n, start = n + 1, start + then
        today = now.get(account, 0)
        gone = silent.get(account, today <= 0)
        lost += gone
        less = then - max(today, 0)
        if less < 0:
            grown -= less
        elif gone:
            lost_value += less
        else:
            shrunk += less
    return Churn(n, lost, start, lost_value, shrunk, grown)


def clv_multiplier(retention: float, discount: float, *, margin_now: bool = False) -> float | None:
    """What a yearly margin is worth over a customer's life (C30, Gupta & Lehmann).

    r ÷ (1+i−r) where the first margin comes next year, (1+i) ÷ (1+i−r) where it comes now. Retention and discount are
    shares, 0 … 1. None where r ≥ 1+i: the sum has no end.
    """
    if retention >= 1 + discount:
        return None
    return (1 + discount if margin_now else retention) / (1 + discount - retention)


def wallet_share(sales: int, spend: int | None) -> float | None:
    """Our sales ÷ what the account spends on the category (C31); None where the spend is not known or not above 0."""
    return sales / spend if spend is not None and spend > 0 else None


def wallet_rule(rank: int | None, brands: int | None) -> float | None:
    """Share of wallet from the rank among so many brands: (1 − rank/(n+1)) × 2/n, which adds up to 1 (C31).

    None where one of them is not known, or there is no such rank.
    """
    return (1 - rank / (brands + 1)) * 2 / brands if rank and brands and 1 <= rank <= brands else None
