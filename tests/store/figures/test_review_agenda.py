"""What is due: tasks, promises, next steps, waits, renewals and the visits that a tier asks for; the forecast."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import msgspec

from kamtui.store.figures.agenda import (
    bucket,
    first_visits,
    of_contracts,
    of_deals,
    of_promises,
    of_tasks,
    of_visits,
    sorted_dues,
)
from kamtui.store.figures.forecast import accuracies, forecast, needed_per_week, pace, required
from kamtui.store.figures.past import slip
from kamtui.store.figures.spans import Span
from kamtui.store.figures.trail import trail
from kamtui.store.method.loader import load
from kamtui.store.records import (
    Account,
    Activity,
    Call,
    Contract,
    Event,
    Opportunity,
    Promise,
    Snapshot,
    SnapshotDeal,
    Task,
)
from kamtui.store.records.opportunity import Status

METHOD = load()[0]
TODAY = dt.date(2026, 11, 23)
ENDS: tuple[Status, Status] = ("won", "lost")
QUARTER = Span(dt.date(2026, 10, 1), dt.date(2026, 12, 31))


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def test_everything_that_is_due_is_listed_by_its_day() -> None:
    deal = Opportunity(id="deal", name="d", next_step="offer", next_date=ago(-1), close_date=ago(2),
                       wait_until=ago(-9), wait_for="bids")  # fmt: skip
    found = sorted_dues(
        [
            *of_tasks([Task(id="t", title="call", due=TODAY), Task(id="x", title="done", due=TODAY, done=TODAY)]),
            *of_promises([Promise(id="p", title="drawing", due=ago(1)), Promise(id="q", title="kept", done=TODAY)]),
            *of_contracts([Contract(id="c", name="c", ends=ago(-70))], TODAY),
            *of_contracts([Contract(id="o", name="o", ends=ago(400))], TODAY),
            *of_deals([deal], TODAY),
        ]
    )  # fmt: skip
    assert [(due.kind, due.day, bucket(due, TODAY)) for due in found] == [
        ("close_date", ago(2), "overdue"),
        ("promise", ago(1), "overdue"),
        ("task", TODAY, "today"),
        ("next_step", ago(-1), "week"),
        ("wait", ago(-9), "later"),
        ("renewal", ago(-10), "later"),
    ]


def test_a_tier_asks_for_visits_in_person_and_an_account_never_visited_is_due_today() -> None:
    tiers = {"a": "A", "b": "B", "n": "A", "x": ""}
    accounts = [Account(id=name, name=name, tier=tier) for name, tier in tiers.items()]
    visit, call = (Activity(subject=kind, kind=kind, date=ago(days)) for kind, days in (("visit", 20), ("call", 1)))
    met = {"a": trail([visit, call], ()), "b": trail([visit], ())}
    found = {due.record: (due.day, due.last) for due in of_visits(accounts, met, METHOD, TODAY)}
    assert found == {"a": (ago(6), ago(20)), "b": (ago(-10), ago(20)), "n": (TODAY, None)}


def test_hours_to_the_first_visit_count_whole_days_from_the_day_a_deal_was_found() -> None:
    deals = [Opportunity(id=name, name=name, account="g", opened=ago(30)) for name in ("one", "two", "new")]
    activities = {
        "g": [
            Activity(subject="v", kind="visit", date=ago(28), opportunity="one"),
            Activity(subject="v", kind="visit", date=ago(40), opportunity="two"),
            Activity(subject="v", kind="visit", date=ago(26), opportunity="two"),
            Activity(subject="c", kind="call", date=ago(29), opportunity="new"),
        ]
    }
    found = first_visits(deals, activities, METHOD, 48)
    assert (found.n, found.waiting, found.median_hours, found.within) == (2, 1, 72.0, 1)


def held(category: str, amount: int | None, odds: int, close: dt.date = TODAY, currency: str = "CNY") -> SnapshotDeal:
    deal = SnapshotDeal(category=category, amount=amount, odds=odds, close_date=close, currency=currency)
    return msgspec.structs.replace(deal, status="won") if category == "closed" else deal


def test_categories_roll_up_with_all_that_is_surer_and_the_weight_stands_apart() -> None:
    """By hand: won 100, commit 50, best case 40, pipeline 30; weighted 50·80 % + 40·60 % + 30·20 % = 70."""
    deals = [
        held("commit", 50, 80), held("best_case", 40, 60), held("pipeline", 30, 20), held("omitted", 900, 50),
        held("pipeline", None, 20), held("commit", 7, 80, currency="USD"), held("commit", 8, 80, dt.date(2027, 1, 1)),
    ]  # fmt: skip
    won = [held("closed", 100, 100), held("closed", 5, 100, dt.date(2026, 9, 30))]
    found = forecast(deals, won, METHOD, QUARTER, "CNY", target=200)
    assert [(line.category, line.n, line.amount, line.cumulative) for line in found.lines] == [
        ("closed", 1, 100, 100), ("commit", 1, 50, 150), ("best_case", 1, 40, 190), ("pipeline", 2, 30, 220),
        ("omitted", 1, 900, 900),
    ]  # fmt: skip
    assert (found.weighted, found.unweighted, found.foreign, found.open) == (70, 1, 1, 120)
    assert (found.gap, found.coverage, found.committed) == (100, Fraction(6, 5), Fraction(3, 4))


def test_coverage_says_nothing_once_the_target_is_met_and_is_needed_by_ones_own_win_rate() -> None:
    met = forecast([held("commit", 5, 80)], [held("closed", 300, 100)], METHOD, QUARTER, "CNY", target=200)
    assert (met.gap, met.coverage) == (-100, None)
    won, lost = (Opportunity(name="d", status=status, close_date=ago(10)) for status in ENDS)
    decided = [won, won, lost, lost, lost]
    old = Opportunity(name="old", status="won", close_date=ago(400))
    assert required([*decided, old], TODAY).coverage == Fraction(5, 2)
    assert required([], TODAY).coverage is None


def test_pace_compares_with_an_even_quarter_and_says_what_is_to_be_won_each_week() -> None:
    """23 November is day 54 of 92; 39 days are left with it, that is 5.57 weeks."""
    assert pace(54, 92, QUARTER, TODAY) == 1
    assert pace(27, 92, QUARTER, TODAY) == Fraction(1, 2)
    assert pace(1, None, QUARTER, TODAY) is None
    assert needed_per_week(390, QUARTER, TODAY) == 70
    assert needed_per_week(0, QUARTER, TODAY) is None


def test_a_call_is_held_against_what_came_of_it() -> None:
    """C11 by hand: 120 called, 100 won: accuracy 80 %, bias +20 %; 12 weeks and 2 days before the end."""
    quarter = Span(dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    call = Call(id="1", review="w", first=quarter.first, last=quarter.last, amount=120, currency="CNY")
    running = Call(id="2", review="w", first=QUARTER.first, last=QUARTER.last, amount=1, currency="CNY")
    taken = Snapshot(name="w", taken=dt.date(2026, 7, 6), calls={"1": call, "2": running})
    [found] = accuracies([taken], lambda _: 100, TODAY)
    assert (found.weeks, found.accuracy, found.bias) == (12, Fraction(4, 5), Fraction(1, 5))
    [nothing] = accuracies([taken], lambda _: 0, TODAY)
    assert (nothing.accuracy, nothing.bias) == (None, None)


def test_slip_sums_later_moves_and_counts_deals_pushed_out_of_their_quarter() -> None:
    """C08: +30 days within the quarter, −5, +40 out of it; another deal +1."""
    moves = [("a", "2026-10-01", "2026-10-31"), ("a", "2026-10-31", "2026-10-26"), ("a", "2026-11-30", "2027-01-09"),
             ("b", "2026-11-01", "2026-11-02"), ("c", "2026-11-01", "2027-11-02")]  # fmt: skip
    events = [
        Event(id=str(n), record=deal, kind="opportunities", field="close_date", old=old, new=new,
              at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
        for n, (deal, old, new) in enumerate(moves)
    ]  # fmt: skip
    found = slip(events, ["a", "b", "still"])
    assert (found.deals, found.pushed, found.pushes, found.days, found.crossed) == (3, 2, 3, 71, 1)
