"""Time travel: deals as they stood on an earlier day, by taking back what their events tell (issue: as of any date)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from kamtui.store.figures.snapshots import came
from kamtui.store.figures.spans import span_of
from kamtui.store.figures.trail import later_by
from kamtui.store.records import Event, Opportunity, Record

R = TypeVar("R", bound=Record)


def as_of(deals: Iterable[Opportunity], events: Iterable[Event], day: dt.date) -> list[Opportunity]:
    """The deals that existed at the end of `day`, as they then stood.

    Events after that day are taken back, the latest first. Where no event tells when a deal was closed, as in data
    that was imported, its close date does: a deal that closed later was still open. Its other fields then stay as they
    are, since nobody wrote down what they were. Events carry the day in UTC.
    """
    later: dict[str, list[Event]] = {}
    entered: dict[str, dt.date] = {}
    told: set[str] = set()
    for event in events:
        if event.kind != Opportunity.table:
            continue
        if event.at.date() > day:
            later.setdefault(event.record, []).append(event)
        elif event.field == "status":
            told.add(event.record)
        elif event.field == "stage":
            entered[event.record] = max(event.at.date(), entered.get(event.record, dt.date.min))
    found = []
    for deal in deals:
        born = came(deal)
        if born is None or born <= day:
            then = _then(deal, later.get(deal.id, ()), entered.get(deal.id))
            known = deal.id in told or any(event.field == "status" for event in later.get(deal.id, ()))
            found.append(then if known else _not_yet_closed(then, day))
    return found


def _then(deal: Opportunity, later: Iterable[Event], entered: dt.date | None) -> Opportunity:
    patch: dict[str, Any] = {}
    for event in sorted(later, key=lambda each: (each.at, each.id), reverse=True):
        if event.field in Opportunity.__struct_fields__:
            patch[event.field] = event.old
    if "stage" in patch:
        since = entered or deal.opened
        patch["stage_since"] = since.isoformat() if since else None
    return patched(deal, patch) if patch else deal


def _not_yet_closed(deal: Opportunity, day: dt.date) -> Opportunity:
    """A closed deal as it was before its close date."""
    if deal.status != "open" and deal.close_date is not None and deal.close_date > day:
        return msgspec.structs.replace(deal, status="open", lost_reason="", lost_to="")
    return deal


def patched(record: R, patch: dict[str, Any]) -> R:
    """The record with fields as they stand in events; a value that no longer fits leaves the field as it is."""
    plain = msgspec.to_builtins(record)
    for name, old in patch.items():
        tried = {**plain, name: old}
        if old is None:
            del tried[name]
        try:
            msgspec.convert(tried, type(record))
        except msgspec.ValidationError:
            continue
        plain = tried
    return msgspec.convert(plain, type(record))


class Slip(msgspec.Struct, frozen=True):
    """How often and how far close dates were moved later (C08)."""

    deals: int
    """Deals that were looked at."""
    pushed: int
    """Deals of them that were pushed at all."""
    pushes: int
    days: int
    crossed: int
    """Deals pushed out of the quarter in which they were to close."""


def slip(events: Iterable[Event], deals: Iterable[str], fiscal_start: int = 1) -> Slip:
    """Pushes and slip of these deals, in quarters of a fiscal year that starts in the month `fiscal_start`."""
    wanted = set(deals)
    pushes = days = 0
    pushed: set[str] = set()
    crossed: set[str] = set()
    for event in events:
        by = later_by(event) if event.record in wanted and event.field == "close_date" else 0
        if by <= 0:
            continue
        pushes, days = pushes + 1, days + by
        pushed.add(event.record)
        old, new = dt.date.fromisoformat(str(event.old)), dt.date.fromisoformat(str(event.new))
        if new > span_of(old, "quarter", fiscal_start).last:
            crossed.add(event.record)
    return Slip(len(wanted), len(pushed), pushes, days, len(crossed))
