"""The agenda: everything that is due, from tasks to visits that a tier asks for (A9.17, C44, ux 3.2)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

import msgspec

from kamtui.store.figures.trail import Trail
from kamtui.store.method.model import Method
from kamtui.store.records import Account, Activity, Contact, Contract, Opportunity, Promise, Task

DueKind = Literal["task", "promise", "next_step", "close_date", "wait", "renewal", "visit", "birthday", "anniversary"]
Bucket = Literal["overdue", "today", "week", "later"]
NOTICE = 60
"""Days before a contract ends on which its renewal is due, where the contract does not say."""
FORGOTTEN = 180
"""Days after its end from which nobody is reminded of a contract any more."""
AHEAD = 30
"""Days ahead that birthdays and anniversaries are named."""
_YEARLY = re.compile(r"(?:\d{4}-)?(\d{2})-(\d{2})")
BUCKETS: tuple[Bucket, ...] = ("overdue", "today", "week", "later")


class Due(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that is due on a day."""

    kind: DueKind
    day: dt.date
    record: str
    """Id of the task, deal or account that it comes from."""
    account: str = ""
    opportunity: str = ""
    owner: str = ""
    text: str = ""
    """What is to be done, as a person wrote it; empty where the kind says it all."""
    every: int = 0
    """Of a visit: the days of the tier's cadence."""
    last: dt.date | None = None
    """Of a visit: the day of the last one."""

    @property
    def key(self) -> str:
        """Names it among all that is due."""
        return f"{self.kind}:{self.record}"


def bucket(due: Due, today: dt.date) -> Bucket:
    """Whether it is late, for today, for the next seven days, or for later."""
    days = (due.day - today).days
    return "overdue" if days < 0 else "today" if days == 0 else "week" if days <= 7 else "later"


def of_tasks(tasks: Iterable[Task]) -> Iterable[Due]:
    """The tasks that are to be done on a day."""
    for task in tasks:
        if task.done is None and task.due is not None and not task.archived:
            yield Due("task", task.due, task.id, task.account, task.opportunity, task.owner, task.title)


def of_deals(deals: Iterable[Opportunity], today: dt.date) -> Iterable[Due]:
    """The next steps of open deals, the days that they wait for, and close dates that have passed."""
    for deal in deals:
        if deal.status != "open" or deal.archived:
            continue
        if deal.next_date is not None:
            yield Due("next_step", deal.next_date, deal.id, deal.account, deal.id, deal.owner, deal.next_step)
        if deal.wait_until is not None and deal.wait_until >= today:
            yield Due("wait", deal.wait_until, deal.id, deal.account, deal.id, deal.owner, deal.wait_for)
        if deal.close_date is not None and deal.close_date < today:
            yield Due("close_date", deal.close_date, deal.id, deal.account, deal.id, deal.owner)


def of_visits(
    accounts: Iterable[Account], trails: Mapping[str, Trail], method: Method, today: dt.date
) -> Iterable[Due]:
    """The next visit that each account's tier asks for (A1.09, A9.17); an account never visited is due today."""
    in_person = [kind.id for kind in method.activity_kinds if kind.in_person]
    for account in accounts:
        tier = method.tier(account.tier)
        if tier is None or account.archived or not account.key:
            continue
        kinds = trails[account.id].kinds if account.id in trails else {}
        last = max((kinds[kind] for kind in in_person if kind in kinds), default=None)
        day = last + dt.timedelta(days=tier.visit_days) if last else today
        yield Due("visit", day, account.id, account.id, "", account.owner, "", tier.visit_days, last)


def of_promises(promises: Iterable[Promise]) -> Iterable[Due]:
    """What was promised to customers and is not kept yet (C44)."""
    for promise in promises:
        if promise.done is None and promise.due is not None and not promise.archived:
            yield Due("promise", promise.due, promise.id, promise.account, "", promise.owner, promise.title)


def of_contracts(contracts: Iterable[Contract], today: dt.date) -> Iterable[Due]:
    """The renewals to be talked about: the notice days before a contract ends, which is not long past (A2.23)."""
    for contract in contracts:
        if contract.ends is None or contract.archived or (today - contract.ends).days > FORGOTTEN:
            continue
        notice = NOTICE if contract.notice_days is None else contract.notice_days
        day = contract.ends - dt.timedelta(days=notice)
        text = f"{contract.name} {contract.ends.isoformat()}"
        yield Due("renewal", day, contract.id, contract.account, contract.opportunity, contract.owner, text)


def of_birthdays(people: Iterable[Contact], owners: Mapping[str, str], today: dt.date) -> Iterable[Due]:
    """The birthdays of the next `AHEAD` days, of people who are still there; `owners` by account (A4.25)."""
    for person in people:
        day = next_day(person.birthday, today)
        if day is not None and (day - today).days <= AHEAD and not person.archived and person.left is None:
            yield Due("birthday", day, person.id, person.account, "", owners.get(person.account, ""), person.name)


def next_day(yearly: str, today: dt.date) -> dt.date | None:
    """When a day such as `1970-04-15` or `04-15` comes next, None for no day; 29 February is else the 28th."""
    found = _YEARLY.fullmatch(yearly)
    if not found:
        return None
    for year in (today.year, today.year + 1):
        month, day = int(found[1]), int(found[2])
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        try:
            then = dt.date(year, month, 28 if (month, day) == (2, 29) and not leap else day)
        except ValueError:
            return None
        if then >= today:
            return then
    return None


def sorted_dues(dues: Iterable[Due]) -> list[Due]:
    """The earliest first; on one day tasks before next steps before visits."""
    order = {kind: place for place, kind in enumerate(get_args(DueKind))}
    return sorted(dues, key=lambda due: (due.day, order[due.kind], due.record))


class FirstVisits(msgspec.Struct, frozen=True):
    """How soon new deals were visited (A3.22, C44)."""

    n: int
    """Deals that were found and visited."""
    waiting: int
    """Deals that were found and not visited yet."""
    median_hours: float | None
    within: int
    """Deals visited within the limit."""


def first_visits(
    deals: Iterable[Opportunity], activities: Mapping[str, Iterable[Activity]], method: Method, limit_hours: int
) -> FirstVisits:
    """Hours from a new deal to the first visit on or after its day; `activities` by account.

    Activities carry days, so the hours are whole days. A visit counts that names the deal, or no deal at all.
    """
    in_person = {kind.id for kind in method.activity_kinds if kind.in_person}
    hours: list[float] = []
    waiting = 0
    for deal in deals:
        if deal.opened is None or deal.archived:
            continue
        days = [
            (each.date - deal.opened).days
            for each in activities.get(deal.account, ())
            if each.date and each.kind in in_person and each.opportunity in ("", deal.id) and each.date >= deal.opened
        ]
        if days:
            hours.append(24.0 * min(days))
        elif deal.status == "open":
            waiting += 1
    hours.sort()
    middle = len(hours) // 2
    median = (hours[middle] if len(hours) % 2 else (hours[middle - 1] + hours[middle]) / 2) if hours else None
    return FirstVisits(len(hours), waiting, median, sum(each <= limit_hours for each in hours))
