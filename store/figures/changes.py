"""What changed between two snapshots: one cause for each deal, and a waterfall that balances (C12, ux 6.3).

A deal counts where it is open, in the scope, in the period and in the currency. What comes in is booked with its new
amount, what goes out with its old one; raised and lowered only where it counts on both days. So the sum of the
earlier day and all entries make the sum of the later day, to the cent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from kamtui.store.figures.spans import Span
from kamtui.store.method.model import Method
from kamtui.store.records import Opportunity, Snapshot, SnapshotDeal

CAUSES = (
    "deleted", "moved_out", "moved_in", "won", "lost", "new", "reopened", "pulled_in", "pushed_in", "pushed_out",
    "pulled_out", "currency_in", "currency_out", "category_up", "category_down", "stage_forward", "stage_back",
    "increased", "decreased", "other",
)  # fmt: skip
"""Why a deal stands in the list of changes, the first that fits."""

ENTRIES = ("new", "reopened", "moved_in", "pulled_in", "pushed_in", "currency_in", "category_in")
EXITS = (
    "won", "lost", "pushed_out", "pulled_out", "deleted", "moved_out", "currency_out", "category_out",
)  # fmt: skip
BUCKETS = (*ENTRIES, "increased", "decreased", *EXITS)

Scope = Callable[[SnapshotDeal | Opportunity], bool]
"""Whether a deal belongs to what is looked at: an owner's, a team's, a product line's."""

FIELDS = ("status", "category", "stage", "amount", "close_date", "owner", "next_date", "odds", "currency", "name")
"""What a change names, the weightiest first."""


class FieldChange(msgspec.Struct, frozen=True):
    """One field with what it was and is."""

    field: str
    old: Any
    new: Any


class DealChange(msgspec.Struct, frozen=True):
    """What happened to one deal."""

    id: str
    cause: str
    before: SnapshotDeal | None
    after: SnapshotDeal | None
    fields: tuple[FieldChange, ...] = ()
    booked: str | None = None
    """Where the waterfall of the deal's currency holds it; None where it holds it nowhere."""
    amount: int = 0
    """What is booked, in the smallest unit; always 0 or more."""

    @property
    def deal(self) -> SnapshotDeal:
        """The deal as it is, or was last."""
        found = self.after or self.before
        assert found is not None
        return found


class Waterfall(msgspec.Struct, frozen=True):
    """From the sum of one day to that of another, in one currency."""

    currency: str
    begin: int
    end: int
    n_begin: int
    n_end: int
    booked: dict[str, int]
    """By bucket the sum, always 0 or more."""
    counts: dict[str, int]
    unknown_begin: int = 0
    """Deals without an amount, which are counted but add nothing."""
    unknown_end: int = 0

    @property
    def rest(self) -> int:
        """What is not explained; always 0."""
        added = sum(self.booked.get(bucket, 0) for bucket in (*ENTRIES, "increased"))
        taken = sum(self.booked.get(bucket, 0) for bucket in (*EXITS, "decreased"))
        return self.begin + added - taken - self.end


class Diff(msgspec.Struct, frozen=True):
    """Everything that changed between two snapshots."""

    older: str
    newer: str
    taken: tuple[dt.date, dt.date]
    span: Span
    changes: tuple[DealChange, ...]
    waterfalls: tuple[Waterfall, ...]
    """One for each currency, the largest first."""


class Look(msgspec.Struct, frozen=True):
    """What is looked at: which deals, closing when, and in one currency or category only where one is named."""

    span: Span
    scope: Scope = lambda _: True
    currency: str = ""
    category: str = ""

    def counts(self, deal: SnapshotDeal | None) -> bool:
        """Whether a deal is in the sum of its day."""
        return (
            deal is not None
            and deal.status == "open"
            and deal.close_date in self.span
            and self.currency in ("", deal.currency)
            and self.category in ("", deal.category)
            and self.scope(deal)
        )


def diff(older: Snapshot, newer: Snapshot, look: Look, method: Method) -> Diff:
    """What changed in what `look` asks for, ordered by cause and then by size."""
    changes = []
    for deal in older.deals.keys() | newer.deals.keys():
        change = _change(deal, older.deals.get(deal), newer.deals.get(deal), look, method, older.taken)
        if change is not None:
            changes.append(change)
    changes.sort(key=lambda each: (_RANK[each.cause], -(each.deal.amount or 0), each.id))
    currencies = {each.currency for held in (older, newer) for each in held.deals.values() if look.counts(each)}
    falls = [
        waterfall(older, newer, msgspec.structs.replace(look, currency=currency))
        for currency in ([look.currency] if look.currency else sorted(currencies))
    ]
    falls.sort(key=lambda fall: (-max(fall.begin, fall.end), fall.currency))
    return Diff(older.name, newer.name, (older.taken, newer.taken), look.span, tuple(changes), tuple(falls))


def waterfall(older: Snapshot, newer: Snapshot, look: Look) -> Waterfall:
    """From the sum of the older to that of the newer snapshot, in the one currency that `look` names."""
    booked: dict[str, int] = {}
    counts: dict[str, int] = {}
    sums, numbers, unknown = [0, 0], [0, 0], [0, 0]
    for deal in older.deals.keys() | newer.deals.keys():
        before, after = older.deals.get(deal), newer.deals.get(deal)
        same = before == after
        if same and not look.counts(before):
            continue
        for day, held in enumerate((before, after)):
            if held is not None and (same or look.counts(held)):
                numbers[day] += 1
                sums[day] += held.amount or 0
                unknown[day] += held.amount is None
        bucket, amount = booking(before, after, look, older.taken) if not same else (None, 0)
        if bucket:
            booked[bucket] = booked.get(bucket, 0) + amount
            counts[bucket] = counts.get(bucket, 0) + 1
    ordered = {bucket: booked[bucket] for bucket in BUCKETS if bucket in booked}
    return Waterfall(look.currency, sums[0], sums[1], numbers[0], numbers[1], ordered, counts, unknown[0], unknown[1])


def booking(
    before: SnapshotDeal | None, after: SnapshotDeal | None, look: Look, taken: dt.date
) -> tuple[str | None, int]:
    """Where the waterfall holds a deal, and with how much; `taken` is the day of the older snapshot."""
    was, now = look.counts(before), look.counts(after)
    if was and now and before and after:
        more = (after.amount or 0) - (before.amount or 0)
        return ("increased" if more > 0 else "decreased", abs(more)) if more else (None, 0)
    if was and before:
        return _exit(before, after, look), before.amount or 0
    if now and after:
        return _entry(before, after, look, taken), after.amount or 0
    return None, 0


def _exit(before: SnapshotDeal, after: SnapshotDeal | None, look: Look) -> str:
    """Why a deal no longer counts."""
    if after is None:
        return "deleted"
    if not look.scope(after):
        return "moved_out"
    if after.status != "open":
        return after.status
    if after.close_date not in look.span:
        return "pulled_out" if _is_early(after, look.span) else "pushed_out"
    return "currency_out" if after.currency != before.currency else "category_out"


def _entry(before: SnapshotDeal | None, after: SnapshotDeal, look: Look, taken: dt.date) -> str:
    """Why a deal counts now and did not before."""
    if before is None:
        return "reopened" if after.since is not None and after.since <= taken else "new"
    if not look.scope(before):
        return "moved_in"
    if before.status != "open":
        return "reopened"
    if before.close_date not in look.span:
        return "pushed_in" if _is_early(before, look.span) else "pulled_in"
    return "currency_in" if after.currency != before.currency else "category_in"


def _is_early(deal: SnapshotDeal, span: Span) -> bool:
    """Whether the deal closes before the span; without a date it closes some time after."""
    return deal.close_date is not None and deal.close_date < span.first


def _change(
    deal: str, before: SnapshotDeal | None, after: SnapshotDeal | None, look: Look, method: Method, taken: dt.date
) -> DealChange | None:
    """What happened to a deal that the look is about on one of the two days; None for one that stayed as it was."""
    if before == after:
        return None
    if not (look.counts(before) or look.counts(after) or _closed_in(before, after, look, taken)):
        return None
    fields = () if before is None or after is None else tuple(_fields(before, after))
    if before is not None and after is not None and not fields:
        return None
    counted = before if look.counts(before) else after
    in_one = msgspec.structs.replace(look, currency=counted.currency) if counted else look
    bucket, amount = booking(before, after, in_one, taken)
    return DealChange(deal, _cause(before, after, look, method, taken), before, after, fields, bucket, amount)


def _closed_in(before: SnapshotDeal | None, after: SnapshotDeal | None, look: Look, taken: dt.date) -> bool:
    """Whether a deal of the scope was closed since, in the period, whenever it had been expected."""
    return (
        after is not None
        and after.status != "open"
        and after.close_date in look.span
        and (before.status == "open" if before else after.close_date is not None and after.close_date > taken)
        and look.currency in ("", after.currency)
        and look.scope(after)
    )


def _fields(before: SnapshotDeal, after: SnapshotDeal) -> Iterable[FieldChange]:
    for name in FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield FieldChange(name, old, new)


def _cause(before: SnapshotDeal | None, after: SnapshotDeal | None, look: Look, method: Method, taken: dt.date) -> str:
    """The first cause that fits (ux 6.3)."""
    was, now = look.counts(before), look.counts(after)
    if after is None:
        return "deleted"
    if before is None:
        return after.status if after.status != "open" else _new_or_reopened(after, taken)
    if (was and not now) or after.status != "open":
        found = _exit(before, after, look)
        return found if found != "category_out" else _step(before, after, method)
    if now and not was:
        found = _entry(before, after, look, taken)
        return found if found != "category_in" else _step(before, after, method)
    return _step(before, after, method)


def _new_or_reopened(after: SnapshotDeal, taken: dt.date) -> str:
    return "reopened" if after.since is not None and after.since <= taken else "new"


def _step(before: SnapshotDeal, after: SnapshotDeal, method: Method) -> str:
    """What changed in a deal that is looked at on both days."""
    if before.currency != after.currency:
        return "currency_in"
    if before.category != after.category:
        order = [entry.id for entry in method.forecast_categories]
        return "category_up" if _place(order, after.category) > _place(order, before.category) else "category_down"
    if before.stage != after.stage:
        stages = [stage.id for stage in method.stages]
        return "stage_forward" if _place(stages, after.stage) > _place(stages, before.stage) else "stage_back"
    if before.amount != after.amount:
        return "increased" if (after.amount or 0) > (before.amount or 0) else "decreased"
    return "other"


def _place(order: list[str], name: str) -> int:
    """The place of an id, -1 for one that the method does not know."""
    return order.index(name) if name in order else -1


_RANK: dict[str, int] = {cause: place for place, cause in enumerate(CAUSES)}
SWAPPED: dict[str, str] = {
    "new": "deleted", "deleted": "new", "reopened": "won", "won": "reopened", "lost": "reopened",
    "moved_in": "moved_out", "moved_out": "moved_in", "pulled_in": "pushed_out", "pushed_out": "pulled_in",
    "pushed_in": "pulled_out", "pulled_out": "pushed_in", "currency_in": "currency_out", "currency_out": "currency_in",
    "category_in": "category_out", "category_out": "category_in", "increased": "decreased", "decreased": "increased",
}  # fmt: skip
"""The bucket in which a comparison the other way round holds the same deal."""
