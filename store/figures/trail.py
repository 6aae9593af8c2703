"""What lists and rules need of an account's past, kept small: pushes and slip (C08), who was met when (C18).

It is made when a card is read and kept with it, so that rules over thousands of deals read no card again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from kamtui.store.records import Activity, Event, Opportunity

TRACKS = ("stage", "selling_step")
"""Fields of a deal that hold where the buyer is and where we are."""
KEPT = 12
"""Latest activities that are kept for each deal."""


class Move(msgspec.Struct, frozen=True, array_like=True):
    """One step of a deal on either track, from one stage id to another; "" is not known."""

    day: dt.date
    field: str
    """`stage` for the buyer's, `selling_step` for ours."""
    old: str
    new: str


class DealTrail(msgspec.Struct, frozen=True, omit_defaults=True):
    """The past of one deal."""

    pushes: int = 0
    """How often its close date was moved later; moves to an earlier day do not take one back (C08)."""
    slip_days: int = 0
    """The sum of those moves."""
    waits: int = 0
    """How often it was given a day until which it waits."""
    picked_at: dt.datetime | None = None
    """When its forecast category was picked last, by whom and why."""
    picked_by: str = ""
    picked_why: str = ""
    met: tuple[tuple[dt.date, str], ...] = ()
    """Its latest activities, the latest first: day and kind."""
    moves: tuple[Move, ...] = ()
    """Its steps on both tracks, the oldest first (C13)."""


class Trail(msgspec.Struct, frozen=True, omit_defaults=True):
    """The past of an account and its deals."""

    deals: dict[str, DealTrail] = {}
    met: tuple[tuple[dt.date, str], ...] = ()
    """The latest activities that name no deal: they count for every deal of the account."""
    people: dict[str, dt.date] = {}
    """By contact the day of the latest activity with them."""
    kinds: dict[str, dt.date] = {}
    """By kind of activity its latest day."""

    def of(self, deal: str) -> DealTrail:
        """The past of a deal; an empty one where nothing is known."""
        return self.deals.get(deal) or DealTrail()

    def met_for(self, deal: str) -> tuple[tuple[dt.date, str], ...]:
        """The latest activities that count for a deal, the latest first."""
        own = self.deals[deal].met if deal in self.deals else ()
        return tuple(sorted((*own, *self.met), reverse=True)[:KEPT]) if own else self.met


def trail(activities: Iterable[Activity], events: Iterable[Event]) -> Trail:
    """What is kept of an account's activities and events (the oldest event first); archived activities are left out."""
    met: dict[str, list[tuple[dt.date, str]]] = {}
    people: dict[str, dt.date] = {}
    kinds: dict[str, dt.date] = {}
    for activity in activities:
        if activity.date is None or activity.archived:
            continue
        met.setdefault(activity.opportunity, []).append((activity.date, activity.kind))
        kinds[activity.kind] = max(activity.date, kinds.get(activity.kind, activity.date))
        for person in activity.contacts:
            people[person] = max(activity.date, people.get(person, activity.date))
    latest = {deal: tuple(sorted(each, reverse=True)[:KEPT]) for deal, each in met.items()}
    deals = _moved(events)
    for deal in latest.keys() - {""}:
        deals[deal] = msgspec.structs.replace(deals.get(deal) or DealTrail(), met=latest[deal])
    return Trail(deals, latest.get("", ()), people, kinds)


def _moved(events: Iterable[Event]) -> dict[str, DealTrail]:
    """By deal what its events tell: pushes, waits, who picked the category, steps."""
    deals: dict[str, DealTrail] = {}
    moved: dict[str, list[Move]] = {}
    for event in events:
        if event.kind == Opportunity.table and event.field in TRACKS:
            moved.setdefault(event.record, []).append(move_of(event))
        if event.kind != Opportunity.table or event.field not in ("close_date", "category", "wait_until"):
            continue
        known = deals.get(event.record) or DealTrail()
        if event.field == "close_date" and (later := later_by(event)) > 0:
            known = msgspec.structs.replace(known, pushes=known.pushes + 1, slip_days=known.slip_days + later)
        elif event.field == "wait_until" and event.new:
            known = msgspec.structs.replace(known, waits=known.waits + 1)
        elif event.field == "category":
            known = msgspec.structs.replace(known, picked_at=event.at, picked_by=event.by, picked_why=event.reason)
        deals[event.record] = known
    for deal, moves in moved.items():
        deals[deal] = msgspec.structs.replace(deals.get(deal) or DealTrail(), moves=tuple(moves))
    return deals


def move_of(event: Event) -> Move:
    """The step that an event of one of `TRACKS` tells of."""
    return Move(event.at.date(), event.field, str(event.old or ""), str(event.new or ""))


def later_by(event: Event) -> int:
    """The days by which a change of the close date moved it: below 0 for earlier, 0 where a day is not known."""
    try:
        return (dt.date.fromisoformat(str(event.new)) - dt.date.fromisoformat(str(event.old))).days
    except ValueError:
        return 0
