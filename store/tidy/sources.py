"""Where the numbers of every figure come from: which records, gathered how, how many, how fresh (A9.05)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import msgspec

from kamtui.store.figures.periods import UNDATED, Window, days_of
from kamtui.store.records import (
    Account,
    CompanyTotal,
    Criterion,
    Opportunity,
    Product,
    Promise,
    Record,
    Service,
    Target,
)
from kamtui.store.workspace import Workspace

Gathered = Literal["sales-records", "crm", "survey", "service", "market", "plan", "judgement"]
"""How data are gathered: sales records, the account team's own records, surveys, tickets, market research, planning,
ratings by people."""

KINDS: dict[str, type[Record]] = {
    "deals": Opportunity, "accounts": Account, "targets": Target, "services": Service, "promises": Promise,
    "company": CompanyTotal, "criteria": Criterion, "catalog": Product,
}  # fmt: skip
"""By what a figure is about the kind of record that it counts."""
GATHERED: dict[str, Gathered] = {
    "orders": "sales-records", "deals": "crm", "accounts": "crm", "targets": "plan", "services": "service",
    "promises": "crm", "company": "market", "criteria": "judgement",
    "catalog": "crm",
}  # fmt: skip
OTHERWISE: dict[str, tuple[str, Gathered]] = {
    "csat": ("services", "survey"), "nps": ("services", "survey"), "selection-score": ("accounts", "judgement"),
    "account-health": ("accounts", "judgement"), "spec-influence": ("criteria", "judgement"),
    "vendor-fit": ("criteria", "judgement"), "outlets": ("accounts", "market"),
}  # fmt: skip
"""Figures whose numbers are gathered in another way than others about such records."""


class Source(msgspec.Struct, frozen=True):
    """Where a figure's numbers come from."""

    figure: str
    about: str
    """The records: orders, deals, accounts, targets, services, promises, company, criteria."""
    gathered: Gathered
    n: int
    """Records there are, archived ones left out; of orders the lines."""
    outside: int | None
    """Of them those that another system has given an id; None for orders, which are not read for this."""
    newest: dt.date | None
    """The day of the newest order, or on which one of the records was changed last."""


def sources(workspace: Workspace, figures: Iterable[tuple[str, str]], today: dt.date) -> list[Source]:
    """The sources of these figures, given as pairs of name and what they are about."""
    known: dict[str, tuple[int, int | None, dt.date | None]] = {}
    found = []
    for figure, said in figures:
        about, gathered = OTHERWISE.get(figure, (said, GATHERED[said]))
        if about not in known:
            known[about] = _orders(workspace, today) if about == "orders" else _records(workspace, KINDS[about])
        found.append(Source(figure, about, gathered, *known[about]))
    return found


def _records(workspace: Workspace, kind: type[Record]) -> tuple[int, int | None, dt.date | None]:
    held = [each for each in workspace.records(kind).values() if not each.archived]
    days = [each.updated.date() for each in held if each.updated]
    return len(held), sum(bool(each.external_ids) for each in held), max(days, default=None)


def _orders(workspace: Workspace, today: dt.date) -> tuple[int, int | None, dt.date | None]:
    """The order lines up to today and the day of the newest, from the months that are added up already."""
    book = workspace.order_book(Window(today))
    lines = sum(sums.lines for each in book.tally((), ("lines",)).values() for sums in each.values())
    months = [month for month in book.months if month.month != UNDATED and month.last]
    newest = days_of(months[-1].month)[0].replace(day=months[-1].last) if months else None
    return lines, None, newest
