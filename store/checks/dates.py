"""The check of dates: what cannot have happened yet, what ends before it begins, years nobody meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kamtui.store.checks.inventory import Inventory
from kamtui.store.records import Account, Opportunity, Record
from kamtui.store.workspace import Finding

_HAPPENED = {"opportunities": ("opened", "stage_since"), "tasks": ("done",)}
"""Dates that cannot lie in the future, by table."""
_EARLIEST = 1950
_AHEAD = 30
"""Years ahead of today after which a date is taken for a slip."""
_FOUNDED_FROM = 1000
_SKEW = dt.timedelta(minutes=5)
"""How far two computers' clocks may differ without a word."""


def dates(inventory: Inventory) -> Iterator[Finding]:
    """Dates that are in the future and cannot be, deals that close before they open, and absurd years."""
    today = inventory.today
    latest = today.year + _AHEAD
    for file, record, field in inventory.filled("date"):
        day = getattr(record, field.name)
        if not _EARLIEST <= day.year <= latest:
            yield inventory.fault("odd_year", file, record, field.name, "warning", f"{_EARLIEST}–{latest}")
        elif day > today and field.name in _HAPPENED.get(record.table, ()):
            yield inventory.fault("future", file, record, field.name, "warning", f"{today}")
    for file, record in inventory.records():
        for code, name, expected in _others(record, today, inventory.now):
            yield inventory.fault(code, file, record, name, "warning", expected)


def _others(record: Record, today: dt.date, now: dt.datetime) -> Iterator[tuple[str, str, str]]:
    """Code, field and what is expected, for what is wrong with the stamps of a record or between two of its fields."""
    for name in ("created", "updated"):
        moment = getattr(record, name)
        if moment is not None and moment.tzinfo is not None and moment > now + _SKEW:
            yield "future", name, f"{now:%Y-%m-%dT%H:%M%z}"
    if isinstance(record, Opportunity) and record.opened and record.close_date and record.close_date < record.opened:
        yield "close_before_opened", "close_date", f"{record.opened}"
    if isinstance(record, Account) and record.founded and not _FOUNDED_FROM <= record.founded <= today.year:
        yield "odd_year", "founded", f"{_FOUNDED_FROM}–{today.year}"
