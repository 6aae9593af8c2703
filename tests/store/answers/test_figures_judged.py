"""Criteria, vendors, health, market share and growth over years: by hand, for a few records (C20, C24, C40, C41)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from figured import Asked

from kamtui.store.figures.health import account_health, penalty
from kamtui.store.method.loader import load
from kamtui.store.records import (
    Account,
    Activity,
    CompanyTotal,
    Competitor,
    Contact,
    Criterion,
    Opportunity,
    Rating,
    Service,
    Task,
)
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def ask(tmp_path: Path) -> Asked:
    """An empty workspace in yuan."""
    return Asked(Workspace.create(tmp_path / "w", currency="CNY"))


def test_criteria_tell_whose_mark_they_carry_and_how_well_each_vendor_meets_them(ask: Asked) -> None:
    with ask.workspace.change("fill") as change:
        rival = change.add(Competitor(name="Rival"))
        grid = change.add(Account(name="Grid"))
        deal = change.add(Opportunity(name="x", account=grid.id, stage="evaluation", competitors=(rival.id,)))
        change.add(Opportunity(name="without", account=grid.id, stage="need"))
        for name, weight, favours, ours, theirs in (
            ("price", 3, rival.id, 2, 4),
            ("service", 2, "us", 5, None),
            ("brand", None, "none", None, None),
        ):
            scores = {"us": Rating(value=ours), rival.id: Rating(value=theirs)}
            known = {key: each for key, each in scores.items() if each.value is not None}
            change.add(Criterion(name=name, account=grid.id, opportunity=deal.id, weight=weight, favours=favours,
                                 scores=known))  # fmt: skip
    found = ask("spec-influence", "--by", "account")
    (row,) = found["rows"]
    assert (row["value"], row["n"], row["unweighted"], row["price_war"]) == (pytest.approx(-1 / 6), 3, 1, True)
    assert (row["account"], row["opportunity"]) == ("Grid", "x")
    assert found["excluded"] == [{"reason": "no-criteria", "n": 1}]
    fits = {row["vendor"]: (row["value"], row["n"], row["without_score"]) for row in ask("vendor-fit")["rows"]}
    assert fits == {"Us": ((3 * 2 + 2 * 5) / 25, 2, 1), "Rival": (12 / 15, 1, 2)}


def test_health_is_of_the_parts_that_are_known_less_what_a_long_silence_takes_off(ask: Asked) -> None:
    with ask.workspace.change("fill") as change:
        one = change.add(Account(name="One", region="r", industry="i", expectations="e", plan_price="p"))
        change.add(Contact(name="D", account=one.id, roles=("decider",), attitude=Rating(value=1)))
        change.add(Activity(subject="visit", account=one.id, date=TODAY - dt.timedelta(days=40)))
        change.add(Task(title="call", account=one.id, due=TODAY))
        change.add(Service(subject="s", account=one.id, kind="csat", score=5, date=TODAY))
        change.add(Account(name="Two", tier="A"))
    rows = {row["account"]: row for row in ask("account-health", "--as-of", str(TODAY))["rows"]}
    row = rows["One"]
    parts = (row["profile"], row["players"], row["plan"], row["satisfaction"])
    assert parts == (pytest.approx(100 * 2 / 18), 100, 50, 100)
    assert (row["known"], row["penalty"], row["last_met"]) == (1, 10, "2026-10-14")
    assert row["value"] == pytest.approx(0.20 * 100 * 2 / 18 + 0.30 * 100 + 0.25 * 50 + 0.25 * 100 - 10)
    assert (rows["Two"]["satisfaction"], rows["Two"]["known"], rows["Two"]["value"]) == (None, 0.75, 0)
    assert [row["tier"] for row in ask("account-health", "--by", "tier", "--as-of", str(TODAY))["rows"]] == ["", "A"]


def test_health_of_nothing_known_is_none_and_silence_costs_from_thirty_days() -> None:
    thresholds = load()[0].thresholds
    assert account_health({}, TODAY, TODAY, thresholds) is None
    assert [penalty(TODAY - dt.timedelta(days=days), TODAY, thresholds) for days in (30, 31, 60, 61)] == [0, 10, 10, 20]
    assert penalty(None, TODAY, thresholds) == 20


def test_the_team_s_method_weighs_health_and_selection(ask: Asked) -> None:
    said = "thresholds: {health_profile: 0, health_players: 0, health_plan: 3, health_satisfaction: 1,"
    said += " health_quiet_days: 5, health_silent_days: 9, health_silent_points: 50, tier_b_points: 40,"
    said += " tier_a_points: 50, selection_cooperation: 0}\n"
    root = ask.workspace.root
    (root / "method").mkdir()
    (root / "method" / "ours.yaml").write_text(said, "utf-8")
    asked = Asked(Workspace.open(root))
    with asked.workspace.change("fill") as change:
        one = change.add(
            Account(
                name="One",
                expectations="e",
                plan_price="p",
                plan_product="p",
                buying_power=Rating(value=2),
                cooperation=Rating(value=5),
            )
        )
        change.add(Service(subject="s", account=one.id, kind="csat", score=5, date=TODAY))
        change.add(Activity(subject="visit", account=one.id, date=TODAY - dt.timedelta(days=10)))
    (row,) = asked("account-health", "--as-of", str(TODAY))["rows"]
    assert (row["plan"], row["satisfaction"], row["penalty"]) == (50, 100, 50)
    assert row["value"] == (3 * 50 + 1 * 100) / 4 - 50
    (row,) = asked("selection-score")["rows"]
    assert (row["value"], row["proposed"], row["missing_points"]) == (100 * 2 / 5, "B", 10)


def test_market_share_is_that_of_exactly_such_periods(ask: Asked) -> None:
    with ask.workspace.change("fill") as change:
        for period, share, rank in (("2024", 1800, 4), ("2025", 2150, 3), ("2026Q1", 3000, None), ("2023", None, None)):
            change.add(CompanyTotal(name=period, period=period, market_share_e4=share, market_rank=rank))
    found = ask("market-share")
    assert [(row["year"], row["value"], row["market_rank"], row["points"]) for row in found["rows"]] == [
        ("2024", 0.18, 4, None),
        ("2025", 0.215, 3, pytest.approx(3.5)),
    ]
    assert found["excluded"] == [{"reason": "no-market-share", "n": 2}]
    assert ask.by("market-share", "--by", "quarter") == {"2026Q1": 0.3}
