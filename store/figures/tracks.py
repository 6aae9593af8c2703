"""The two tracks of a deal: the buyer's steps beside ours, the gap between them, what it shows (C13, A3.04-A3.06)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

import msgspec

from kamtui.store.figures.trail import Move
from kamtui.store.method.model import Method
from kamtui.store.records import Opportunity

Mode = Literal["resonance", "straight-line", "feeling"]
"""In step with the buyer; ahead regardless of the buyer; without knowing where the buyer stands (A3.05)."""
HALF = Fraction(1, 2)


class Gap(msgspec.Struct, frozen=True):
    """Where both tracks stand today; places count from 0, None is not known."""

    buyer: int | None
    seller: int | None
    gap: int | None
    """Our step − the buyer's: above 0 we run ahead, below we lag (C13)."""


class Course(msgspec.Struct, frozen=True):
    """How the tracks ran from the day the deal was opened, in days."""

    days: int
    known: int
    """Days on which both steps are known."""
    in_step: int
    ahead: int
    behind: int
    resonance: Fraction | None
    """Days in step ÷ known days (C13); None without a known day."""
    mode: Mode


def gap(deal: Opportunity, method: Method) -> Gap:
    """Where the buyer and we stand (C13, A3.04). A step that the method does not know counts as unknown."""
    buyer, seller = method.stage_index(deal.stage), method.stage_index(deal.selling_step)
    return Gap(buyer, seller, None if buyer is None or seller is None else seller - buyer)


def course(deal: Opportunity, moves: Iterable[Move], method: Method, today: dt.date) -> Course:
    """How both tracks ran, day by day, as its moves, the oldest first, tell it (C13, A3.05).

    A deal closed earlier is followed to its close date. Resonance: in step on at least half of the known days;
    straight line: ahead on at least half of them; feeling: neither, or the steps are known on less than half of all
    days. The rule is our own: the source names the three modes only.
    """
    end = min(deal.close_date, today) if deal.status != "open" and deal.close_date else today
    spans = _spans(deal, tuple(moves), method, end)
    counts = {"in_step": 0, "ahead": 0, "behind": 0, "unknown": 0}
    for days, buyer, seller in spans:
        counts[_standing(buyer, seller)] += days
    whole = sum(counts.values())
    known = whole - counts["unknown"]
    resonance = Fraction(counts["in_step"], known) if known else None
    return Course(
        whole, known, counts["in_step"], counts["ahead"], counts["behind"], resonance, _mode(whole, known, counts)
    )


def found_on(deal: Opportunity) -> dt.date | None:
    """The day on which a deal began for us: it was opened, or written down where that was earlier or is all we know."""
    known = [day for day in (deal.opened, deal.created.date() if deal.created else None) if day]
    return min(known, default=None)


def periods(deal: Opportunity, method: Method) -> dict[str, str]:
    """The period that each side is in, by side: "buyer" by the buying stage, "seller" by our own step (A3.06)."""
    sides = {period.id: period.side for period in method.periods}
    found: dict[str, str] = {}
    for side, step in (("buyer", deal.stage), ("seller", deal.selling_step)):
        stage = method.stage(step)
        named = [period for period in stage.periods if sides.get(period) == side] if stage else []
        found[side] = named[0] if named else ""
    return found


def _mode(whole: int, known: int, counts: dict[str, int]) -> Mode:
    if not known or known < HALF * whole:
        return "feeling"
    if counts["in_step"] >= HALF * known:
        return "resonance"
    return "straight-line" if counts["ahead"] >= HALF * known else "feeling"


def _standing(buyer: int | None, seller: int | None) -> str:
    if buyer is None or seller is None:
        return "unknown"
    return "in_step" if seller == buyer else "ahead" if seller > buyer else "behind"


def _spans(
    deal: Opportunity, moves: tuple[Move, ...], method: Method, end: dt.date
) -> list[tuple[int, int | None, int | None]]:
    """Days, the buyer's place and ours, from the day the deal was opened to `end`; the day itself counts whole."""
    steps = {"stage": deal.stage, "selling_step": deal.selling_step}
    for move in reversed(moves):
        steps[move.field] = move.old
    since = found_on(deal) or (moves[0].day if moves else end)
    spans = []
    for move in moves:
        day = min(max(move.day, since), end)
        spans.append(((day - since).days, *_places(steps, method)))
        since = day
        steps[move.field] = move.new
    spans.append(((end - since).days + 1 if end >= since else 0, *_places(steps, method)))
    return spans


def _places(steps: dict[str, str], method: Method) -> tuple[int | None, int | None]:
    return method.stage_index(steps["stage"]), method.stage_index(steps["selling_step"])
