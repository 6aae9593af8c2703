"""How an account stands: weighted pipeline (C01, C02), won in a year, next step, relationship (C16).

The account list shows all of it for thousands of accounts. It is therefore drawn from the account's deals, people
and tasks once, when the card is read, and kept in few bytes with the list's cache. What depends on the method or on
today's date is worked out from that when it is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from kamtui.store.figures.deciders import is_key, is_there, roles_in
from kamtui.store.figures.pipeline import Total, hundredth, largest_first
from kamtui.store.method.model import Method
from kamtui.store.records import Contact, Opportunity, Task


class OpenDeal(msgspec.Struct, frozen=True, array_like=True):
    """What counts of an open opportunity."""

    stage: str
    odds: int | None
    """Percent pinned by a person."""
    currency: str
    """Empty where the deal names none."""
    amount: int | None
    """In the smallest unit."""


class WonMonth(msgspec.Struct, frozen=True, array_like=True):
    """The opportunities that were won in a month, in one currency."""

    month: str
    """ "2026-11"; empty where the day is not known."""
    currency: str
    n: int
    amount: int
    """In the smallest unit; the sum of the amounts that are known."""
    unknown: int


class Person(msgspec.Struct, frozen=True, array_like=True):
    """What counts of a person for the relationship."""

    roles: tuple[str, ...]
    """Those in the open deals; of the contact where none names the person."""
    influence: int | None
    attitude: int | None
    closeness: int | None


class AccountSummary(msgspec.Struct, frozen=True, array_like=True):
    """What the account list needs to know of an account's members; archived ones do not count."""

    open: tuple[OpenDeal, ...] = ()
    won: tuple[WonMonth, ...] = ()
    next_date: dt.date | None = None
    """The earliest day of an open task or of the next step of an open deal."""
    next_step: str = ""
    people: tuple[Person, ...] = ()


SHAPE = (OpenDeal, WonMonth, Person, AccountSummary)
"""Everything that is kept, for caches to know when they are of an older version."""


class Relationship(msgspec.Struct, frozen=True):
    """How well an account is covered (C16)."""

    status: int
    """0 nobody is known, 1 no key person is known, 2 no key person supports us, 3 at least one does."""
    closeness: int | None
    """The highest turning point reached with a key person (A3.08), None where none is known."""


def summary_of(
    contacts: Iterable[Contact], opportunities: Iterable[Opportunity], tasks: Iterable[Task]
) -> AccountSummary:
    """How an account with these members stands."""
    deals = [deal for deal in opportunities if not deal.archived]
    still_open = [deal for deal in deals if deal.status == "open"]
    steps = sorted(_steps(still_open, tasks), key=lambda step: (step[0] is None, step[0] or dt.date.max))
    next_date, next_step = steps[0] if steps else (None, "")
    return AccountSummary(
        tuple(OpenDeal(deal.stage, deal.odds, deal.currency, deal.amount) for deal in still_open),
        _won(deal for deal in deals if deal.status == "won"),
        next_date,
        next_step,
        tuple(
            Person(
                roles_in(still_open, one),
                one.influence.value,
                one.attitude.value,
                one.closeness.value,
            )
            for one in contacts
            if is_there(one)
        ),
    )


def _steps(deals: Iterable[Opportunity], tasks: Iterable[Task]) -> Iterator[tuple[dt.date | None, str]]:
    """Every next step of an account: its open tasks, and what its open deals say."""
    for task in tasks:
        if task.done is None and not task.archived:
            yield task.due, task.title
    for deal in deals:
        if deal.next_date or deal.next_step:
            yield deal.next_date, deal.next_step or deal.name


def _won(deals: Iterable[Opportunity]) -> tuple[WonMonth, ...]:
    sums: dict[tuple[str, str], list[int]] = {}
    for deal in deals:
        key = (deal.close_date.isoformat()[:7] if deal.close_date else "", deal.currency)
        kept = sums.setdefault(key, [0, 0, 0])
        kept[0] += 1
        kept[1] += deal.amount or 0
        kept[2] += deal.amount is None
    return tuple(WonMonth(month, currency, *kept) for (month, currency), kept in sorted(sums.items()))


def weighted(summary: AccountSummary, method: Method, currency: str) -> Total:
    """The open amounts times their odds (C02), by currency; rounded half-even once for each currency.

    The odds are those pinned, else those of the stage (C01). A deal whose amount or odds nobody knows is counted as
    unknown, not as 0. `currency` is that of amounts which name none.
    """
    odds = {stage.id: stage.odds for stage in method.stages}
    sums: dict[str, int] = {}
    unknown = 0
    for deal in summary.open:
        percent = odds.get(deal.stage) if deal.odds is None else deal.odds
        if deal.amount is None or percent is None:
            unknown += 1
            continue
        name = deal.currency or currency
        sums[name] = sums.get(name, 0) + deal.amount * percent
    return Total(len(summary.open), largest_first({name: hundredth(sum_) for name, sum_ in sums.items()}), unknown)


def won_in_year(summary: AccountSummary, today: dt.date, year_start: int, currency: str) -> Total:
    """What was won in the fiscal year of `today`, by the month of the close date; unknown amounts are counted.

    The fiscal year begins with the month `year_start` (1 … 12). A won deal without a close date belongs to no year.
    """
    first = today.year if today.month >= year_start else today.year - 1
    begin, end = f"{first}-{year_start:02}", f"{first + 1}-{year_start:02}"
    sums: dict[str, int] = {}
    n = unknown = 0
    for won in summary.won:
        if begin <= won.month < end:
            n += won.n
            unknown += won.unknown
            if won.n > won.unknown:
                name = won.currency or currency
                sums[name] = sums.get(name, 0) + won.amount
    return Total(n, largest_first(sums), unknown)


def relationship(summary: AccountSummary, method: Method) -> Relationship:
    """How well the account is covered (C16), by the same key people as on the map.

    A supporter has an attitude of +1 or more; an attitude that nobody knows supports nothing.
    """
    key = [one for one in summary.people if is_key(one.influence, one.roles, method)]
    if not key:
        return Relationship(1 if summary.people else 0, None)
    supported = any(one.attitude is not None and one.attitude >= 1 for one in key)
    return Relationship(3 if supported else 2, max((one.closeness for one in key if one.closeness), default=None))
