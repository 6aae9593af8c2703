"""The waterfall between two snapshots balances to the cent, whatever happened, and each deal has one cause."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamtui.store.figures.changes import ENTRIES, EXITS, SWAPPED, Look, diff, waterfall
from kamtui.store.figures.spans import Span
from kamtui.store.method.loader import load
from kamtui.store.records import Opportunity, Snapshot, SnapshotDeal

METHOD = load()[0]
MONDAY, NEXT = dt.date(2026, 11, 16), dt.date(2026, 11, 23)
QUARTER = Span(dt.date(2026, 10, 1), dt.date(2026, 12, 31))
LI, WANG = "li", "wang"
IN, AFTER, BEFORE = dt.date(2026, 12, 10), dt.date(2027, 2, 1), dt.date(2026, 9, 1)


def held_by(chance: random.Random) -> dict[str, SnapshotDeal]:
    """Up to nine deals of every sort; drawn from a seed, since 3,000 pairs built value by value take a minute."""
    days = [None, BEFORE, IN, dt.date(2026, 10, 1), dt.date(2026, 12, 31), AFTER]
    return {
        f"d{number}": SnapshotDeal(
            owner=chance.choice([LI, WANG]),
            status=chance.choice(["open", "open", "open", "won", "lost"]),
            stage=chance.choice(["need", "design", "evaluation", "elsewhere", ""]),
            amount=chance.choice([None, 0, 1, chance.randrange(10**13)]),
            currency=chance.choice(["CNY", "CNY", "USD"]),
            close_date=chance.choice(days),
            category=chance.choice(["pipeline", "best_case", "commit", "omitted"]),
            since=chance.choice([None, BEFORE, MONDAY, NEXT]),
        )
        for number in range(9)
        if chance.random() < 0.7
    }


SEEDS = st.integers(0, 2**63).map(random.Random)


def taken(day: dt.date, deals: dict[str, SnapshotDeal]) -> Snapshot:
    return Snapshot(name=str(day), taken=day, deals=deals)


def of_li(deal: SnapshotDeal | Opportunity) -> bool:
    return deal.owner == LI


LOOKS = [
    Look(QUARTER, currency="CNY"),
    Look(QUARTER, of_li, "CNY"),
    Look(QUARTER, currency="USD"),
    Look(QUARTER, currency="CNY", category="commit"),
    Look(QUARTER, of_li, "CNY", "pipeline"),
]


@settings(max_examples=3000, deadline=None)
@given(chance=SEEDS)
def test_every_waterfall_balances_and_turns_round(chance: random.Random) -> None:
    before, after, look = held_by(chance), held_by(chance), chance.choice(LOOKS)
    older, newer = taken(MONDAY, before), taken(NEXT, after)
    forth = waterfall(older, newer, look)
    assert forth.begin == sum(deal.amount or 0 for deal in before.values() if look.counts(deal))
    assert forth.end == sum(deal.amount or 0 for deal in after.values() if look.counts(deal))
    assert forth.rest == 0
    assert all(amount >= 0 for amount in forth.booked.values())
    assert forth.n_begin + sum(forth.counts.get(name, 0) for name in ENTRIES) == forth.n_end + sum(
        forth.counts.get(name, 0) for name in EXITS
    )
    back = waterfall(newer, older, look)
    assert (back.begin, back.end, back.rest) == (forth.end, forth.begin, 0)
    for name in SWAPPED.keys() - {"new", "deleted", "reopened", "won", "lost"}:
        assert back.booked.get(SWAPPED[name], 0) == forth.booked.get(name, 0), name
    found, gone = (
        sum(fall.booked.get(name, 0) for name in names)
        for fall, names in ((forth, ("new", "reopened")), (back, ("deleted", "won", "lost")))
    )
    assert found == gone


@settings(max_examples=300, deadline=None)
@given(chance=SEEDS)
def test_ends_do_not_depend_on_what_happened_between(chance: random.Random) -> None:
    look = LOOKS[0]
    first, second, third = (taken(day, held_by(chance)) for day in (MONDAY, MONDAY, NEXT))
    whole = waterfall(first, third, look)
    assert waterfall(first, second, look).begin == whole.begin
    assert waterfall(second, third, look).end == whole.end


@given(chance=SEEDS)
@settings(max_examples=100, deadline=None)
def test_nothing_has_changed_between_a_snapshot_and_itself(chance: random.Random) -> None:
    same = taken(MONDAY, held_by(chance))
    found = diff(same, same, Look(QUARTER), METHOD)
    assert found.changes == ()
    assert all(fall.booked == {} and fall.begin == fall.end for fall in found.waterfalls)


OPEN = SnapshotDeal(owner=LI, stage="design", amount=1000, currency="CNY", close_date=IN, category="pipeline")


def turned(**fields: Any) -> SnapshotDeal:
    return msgspec.structs.replace(OPEN, **fields)


@pytest.mark.parametrize(
    ("before", "after", "cause", "bucket", "amount"),
    [
        (OPEN, None, "deleted", "deleted", 1000),
        (OPEN, turned(owner=WANG, status="won"), "moved_out", "moved_out", 1000),
        (turned(owner=WANG), turned(amount=1200), "moved_in", "moved_in", 1200),
        (OPEN, turned(status="won", amount=900, close_date=AFTER), "won", "won", 1000),
        (OPEN, turned(status="lost", stage="need"), "lost", "lost", 1000),
        (None, turned(since=NEXT), "new", "new", 1000),
        (None, turned(since=BEFORE), "reopened", "reopened", 1000),
        (turned(status="lost"), turned(amount=700), "reopened", "reopened", 700),
        (turned(close_date=AFTER), turned(amount=500), "pulled_in", "pulled_in", 500),
        (turned(close_date=None), OPEN, "pulled_in", "pulled_in", 1000),
        (turned(close_date=BEFORE), OPEN, "pushed_in", "pushed_in", 1000),
        (OPEN, turned(close_date=AFTER, amount=1), "pushed_out", "pushed_out", 1000),
        (OPEN, turned(close_date=BEFORE), "pulled_out", "pulled_out", 1000),
        (OPEN, turned(category="commit", stage="need", amount=1300), "category_up", "increased", 300),
        (turned(category="commit"), OPEN, "category_down", None, 0),
        (OPEN, turned(stage="evaluation", amount=400), "stage_forward", "decreased", 600),
        (OPEN, turned(stage="need"), "stage_back", None, 0),
        (OPEN, turned(amount=1001), "increased", "increased", 1),
        (turned(amount=None), OPEN, "increased", "increased", 1000),
        (OPEN, turned(close_date=dt.date(2026, 12, 20)), "other", None, 0),
        (turned(close_date=AFTER), turned(close_date=IN, status="won", amount=800), "won", None, 0),
    ],
)  # fmt: skip
def test_a_deal_has_the_first_cause_that_fits_and_is_booked_once(
    before: SnapshotDeal | None, after: SnapshotDeal | None, cause: str, bucket: str | None, amount: int
) -> None:
    older, newer = taken(MONDAY, {"d": before} if before else {}), taken(NEXT, {"d": after} if after else {})
    [change] = diff(older, newer, Look(QUARTER, of_li), METHOD).changes
    assert (change.cause, change.booked, change.amount) == (cause, bucket, amount)


def test_what_was_closed_and_what_stayed_outside_is_not_a_change() -> None:
    older = taken(MONDAY, {"a": turned(status="won"), "b": turned(close_date=AFTER), "c": turned(owner=WANG)})
    elsewhere = {"b": turned(close_date=AFTER, amount=5), "c": turned(owner=WANG, stage="need")}
    newer = taken(NEXT, {"a": turned(status="won", amount=1), **elsewhere})
    assert diff(older, newer, Look(QUARTER, of_li), METHOD).changes == ()


def test_currencies_are_never_added_up() -> None:
    older = taken(MONDAY, {"a": OPEN, "b": turned(currency="USD", amount=7)})
    newer = taken(NEXT, {"a": turned(currency="USD"), "b": turned(currency="USD", amount=9)})
    found = diff(older, newer, Look(QUARTER), METHOD)
    falls = {fall.currency: (fall.begin, fall.booked, fall.end) for fall in found.waterfalls}
    assert falls == {
        "USD": (7, {"currency_in": 1000, "increased": 2}, 1009),
        "CNY": (1000, {"currency_out": 1000}, 0),
    }
    assert {change.id: change.booked for change in found.changes} == {"a": "currency_out", "b": "increased"}


def test_changes_come_in_the_order_of_their_causes_and_say_what_was_and_is() -> None:
    older = taken(MONDAY, {"a": OPEN, "b": OPEN, "c": OPEN, "d": OPEN})
    newer = taken(NEXT, {"a": turned(amount=2000), "b": turned(amount=1500), "c": turned(status="won"), "e": OPEN})
    found = diff(older, newer, Look(QUARTER), METHOD)
    assert [(each.id, each.cause) for each in found.changes] == [
        ("d", "deleted"), ("c", "won"), ("e", "new"), ("a", "increased"), ("b", "increased"),
    ]  # fmt: skip
    told = {each.id: [(field.field, field.old, field.new) for field in each.fields] for each in found.changes}
    assert told["a"] == [("amount", 1000, 2000)]
    assert told["c"] == [("status", "open", "won")]
    assert set(SWAPPED) == {*ENTRIES, *EXITS, "increased", "decreased"}
