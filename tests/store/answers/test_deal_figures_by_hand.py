"""The borders of the figures about deals, targets and service, each worked out by hand for a few records."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest
from figured import Asked

from kamtui.store.records import Account, Call, Competitor, Opportunity, Promise, Service, Target
from kamtui.store.review.library import Library
from kamtui.store.workspace import Workspace

TODAY = dt.datetime.now(dt.UTC).date()
ASOF = ("--as-of", "2026-11-23")


@pytest.fixture
def ask(tmp_path: Path) -> Asked:
    """An empty workspace in yuan."""
    return Asked(Workspace.create(tmp_path / "w", currency="CNY"))


def deal(ask: Asked, **values: Any) -> Opportunity:
    """Add a deal; days are texts, amounts in the smallest unit."""
    with ask.workspace.change("deal") as change:
        return change.add(msgspec.convert({"name": "x", "stage": "need", **values}, Opportunity))


def left_out(found: dict[str, Any]) -> dict[str, int]:
    return {each["reason"]: each["n"] for each in found["excluded"]}


def test_velocity_has_its_rate_and_cycle_from_the_last_twelve_months(ask: Asked) -> None:
    deal(ask, status="won", amount=1_00, opened="2025-11-13", close_date="2025-11-23")  # a day too old
    deal(ask, status="won", amount=1_00, opened="2026-01-11", close_date="2026-01-31")
    deal(ask, status="lost", opened="2026-01-11", close_date="2026-02-01")
    for amount in (100_00, 300_00, None):
        deal(ask, amount=amount)
    found = ask("velocity", *ASOF)
    (row,) = found["rows"]
    assert (row["value"], row["n"], row["size"], row["rate"], row["days"]) == (2 * 200 * 0.5 / 20, 2, 200, 0.5, 20)
    assert left_out(found) == {"no-amount": 1}
    assert ask("cycle-length", "--period", "2026-01-31..2026-01-31", *ASOF)["total"] == 20


def test_decided_deals_are_in_the_weighted_value_by_their_recorded_odds_and_not_in_the_pipeline(ask: Asked) -> None:
    deal(ask, status="won", amount=100_00, odds=50, close_date="2026-11-23")
    deal(ask, amount=50_00, odds=20)
    assert ask("weighted-pipeline", *ASOF)["total"] == 10
    assert ask("weighted-value", *ASOF)["total"] == 60


def test_a_deal_decided_tomorrow_is_not_decided_and_the_last_day_of_a_period_is_in_it(ask: Asked) -> None:
    deal(ask, status="won", amount=1_00, close_date="2026-11-23")
    deal(ask, status="won", amount=2_00, close_date="2026-11-24")
    found = ask("won-value", *ASOF)
    assert (found["total"], left_out(found)) == (1, {"future": 1})
    assert ask("won-value", "--period", "2026-11-01..2026-11-23", *ASOF)["total"] == 1


def test_a_stage_once_reached_stays_reached_and_a_deal_is_young_below_the_usual_days(ask: Asked) -> None:
    ten, nine = str(TODAY - dt.timedelta(days=10)), str(TODAY - dt.timedelta(days=9))
    back = deal(ask, opened=ten)
    for stage in ("evaluation", "need"):
        with ask.workspace.change("move") as change:
            change.set(ask.workspace.get(Opportunity, back.id) or back, stage=stage)
    deal(ask, opened=ten, stage_since=ten)  # exactly the ten days that the other stood in its first stage
    deal(ask, opened=nine, stage_since=nine)
    rows = {row["stage"]: row for row in ask("conversion", "--period", f"{ten}..{nine}")["rows"]}
    assert [(row["n"], row["onward"]) for row in list(rows.values())[:4]] == [(3, 1), (1, 1), (1, 1), (1, 0)]
    first = next(iter(rows.values()))
    assert (first["median_days"], first["immature"]) == (10, 1)


def test_a_deal_is_stalled_once_it_stands_longer_than_its_stage_allows(ask: Asked) -> None:
    stage = ask.workspace.method.stage("need")
    assert stage is not None
    for more in (0, 1):
        deal(ask, stage_since=str(TODAY - dt.timedelta(days=stage.stall_days + more)))
    (row,) = ask("ageing")["rows"]
    assert (row["n"], row["stalled"], row["oldest"]) == (2, 1, stage.stall_days + 1)


def test_a_close_date_crosses_a_quarter_on_the_day_after_its_last(ask: Asked) -> None:
    stages = {"within": "need", "across": "need", "still": "design"}
    deals = [deal(ask, name=name, stage=stage, close_date="2027-01-10") for name, stage in stages.items()]
    for each, day in zip(deals, ("2027-03-31", "2027-04-01", "2027-01-10"), strict=True):
        with ask.workspace.change("move") as change:
            change.set(each, close_date=dt.date.fromisoformat(day))
    (row,) = ask("pushes")["rows"]
    assert (row["value"], row["pushed"], row["crossed"]) == (2, 2, 1)
    assert [row["value"] for row in ask("pushes", "--by", "stage")["rows"]] == [2, 0]


def test_a_target_is_covered_by_what_is_open_against_what_is_missing(ask: Asked) -> None:
    deal(ask, status="won", amount=40_00, close_date="2026-01-10")
    deal(ask, status="lost", close_date="2026-01-11")
    deal(ask, status="lost", close_date="2024-06-01")  # more than twelve months ago
    deal(ask, amount=90_00, stage="evaluation", close_date="2026-01-31")
    deal(ask, amount=30_00, stage="design", close_date="2026-01-20")
    deal(ask, amount=500_00, stage="design", close_date="2026-02-01")
    with ask.workspace.change("target") as change:
        change.add(Target(name="January", period="2026-01", amount=100_00, figure="won-value"))
    (row,) = ask("coverage", "--as-of", "2026-01-15")["rows"]
    assert (row["value"], row["missing"], row["pipeline"], row["n"]) == (2, 60, 120, 2)
    assert (row["required"], row["gap"], row["attainment"], row["late"]) == (2, 0, 1, 1.5)  # 90 ÷ 60 is late
    (row,) = ask("target-attainment", "--as-of", "2026-01-15")["rows"]
    assert (row["value"], row["elapsed"]) == (0.4, 15 / 31)
    assert row["run_rate"] == pytest.approx(40 * 31 / 15, abs=0.005)
    deal(ask, status="lost", close_date="2026-01-12")
    (row,) = ask("coverage", "--as-of", "2026-01-15")["rows"]
    assert (row["required"], row["gap"]) == (pytest.approx(3), pytest.approx(1))


def test_won_value_is_as_concentrated_as_its_largest_accounts(ask: Asked) -> None:
    with ask.workspace.change("accounts") as change:
        ids = [change.add(Account(name=name)).id for name in "abcd"]
    for account, amount in zip(ids, (40_00, 30_00, 20_00, 10_00), strict=True):
        deal(ask, status="won", account=account, amount=amount, close_date="2026-01-10")
    (row,) = ask("won-hhi", *ASOF)["rows"]
    assert (row["value"], row["effective"]) == (pytest.approx(3000), pytest.approx(10 / 3))
    assert [row["cr1"], row["cr3"], row["cr5"]] == pytest.approx([0.4, 0.9, 1])


def test_scores_that_cannot_be_and_days_that_are_not_known_do_not_count(ask: Asked) -> None:
    with ask.workspace.change("surveys") as change:
        for score, day in ((5, "2026-03-01"), (3, "2026-03-02"), (0, "2026-03-03"), (6, "2026-03-03"), (5, None)):
            when = dt.date.fromisoformat(day) if day else None
            change.add(Service(subject="s", kind="csat", score=score, date=when))
    ever, year = ask("csat", *ASOF), ask("csat", "--period", "2026", *ASOF)
    assert (ever["total"], ever["rows"][0]["n"], left_out(ever)) == (2 / 3, 3, {"no-score": 2})
    assert (year["total"], year["rows"][0]["n"]) == (1 / 2, 2)


def test_a_complaint_rate_is_held_against_that_of_the_year_before(ask: Asked) -> None:
    with ask.workspace.change("fill") as change:
        grid = change.add(Account(name="Grid")).id
        for year, n in ((2025, 1), (2026, 2)):
            for number in range(4):
                line = {"account": grid, "date": f"{year}-03-02", "amount_e4": 10_000, "order_no": f"{year}-{number}"}
                change.merge_orders(f"{year}-03", {f"01K000000000000000000{year}{number}": line})
            for _ in range(n):
                change.add(Service(subject="late", account=grid, date=dt.date(year, 3, 3)))
    (row,) = ask("complaint-rate", "--period", "2026", *ASOF)["rows"]
    assert (row["value"], row["n"], row["complaints"], row["change"]) == (0.5, 4, 2, 1)


def test_a_promise_is_not_broken_on_the_day_on_which_it_is_due(ask: Asked) -> None:
    with ask.workspace.change("promise") as change:
        change.add(Promise(title="call", due=dt.date(2026, 3, 1)))
    assert left_out(ask("kept-promises", "--as-of", "2026-03-01")) == {"not-due": 1}
    assert ask("kept-promises", "--as-of", "2026-03-02")["total"] == 0


def test_a_called_number_is_judged_on_the_day_after_its_period(ask: Asked) -> None:
    deal(ask, status="won", amount=80_00, close_date="2026-03-31")
    library = Library(ask.workspace)
    call = Call(id="01", review="r", first=dt.date(2026, 1, 1), last=dt.date(2026, 3, 31), amount=60_00)
    library.write(msgspec.structs.replace(library.take(dt.date(2026, 2, 1), "r"), calls={"01": call}))
    assert ask("forecast-accuracy", "--as-of", "2026-03-31")["rows"] == []
    (row,) = ask("forecast-accuracy", "--as-of", "2026-04-01")["rows"]
    assert (row["value"], row["bias"]) == (0.75, -0.25)


def test_the_pipeline_is_held_against_the_snapshot_before_today_and_not_today_s(ask: Asked) -> None:
    library = Library(ask.workspace)
    span = f"{TODAY}..{TODAY + dt.timedelta(days=30)}"
    opened, closes = (str(TODAY + dt.timedelta(days=days)) for days in (-90, 5))
    one = deal(ask, amount=10_00, opened=opened, close_date=closes)
    library.write(library.take(TODAY - dt.timedelta(days=7), "last week"))
    with ask.workspace.change("more") as change:
        change.set(one, amount=25_00)
    library.write(library.take(TODAY, "today"))
    rows = {row["change"]: row["value"] for row in ask("pipeline-change", "--period", span)["rows"]}
    assert rows == {"begin": 10, "increased": 15, "end": 25}


def test_only_the_rival_that_won_says_how_much_cheaper_it_was(ask: Asked) -> None:
    with ask.workspace.change("rivals") as change:
        winner, other = (change.add(Competitor(name=name)).id for name in ("Winner", "Other"))
    deal(ask, status="lost", close_date="2026-03-01", competitors=(winner, other), lost_to=winner, price_gap=12)
    rows = {row["competitor"]: (row["n"], row["gaps"], row["price_gap"]) for row in ask("win-loss", *ASOF)["rows"]}
    assert rows == {"Winner": (1, 1, 12), "Other": (1, 0, None)}
