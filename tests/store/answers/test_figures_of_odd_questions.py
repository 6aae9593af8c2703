"""Questions that cut a year, filter both sides of a ratio or find nothing are answered right, or refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest
from figured import Asked

from kamtui.store.answers import Question, QuestionError
from kamtui.store.answers import ask as answered
from kamtui.store.records import (
    Account,
    Call,
    CompanyTotal,
    Opportunity,
    Product,
    Promise,
    Rating,
    Salesperson,
    Service,
    Target,
)
from kamtui.store.review.library import Library
from kamtui.store.workspace import Workspace

TODAY = "2026-11-23"
SOLD = (
    ("grid", "2023-12-05", 10), ("grid", "2024-01-10", 100), ("grid", "2024-03-10", 40), ("grid", "2024-12-20", 60),
    ("grid", "2025-01-10", 150), ("grid", "2025-03-10", 10), ("grid", "2025-12-01", 40),
    ("bank", "2024-02-10", 80), ("", "2025-05-05", 7), ("", "2025-06-05", 3),
)  # fmt: skip
"""Account, day, amount; every line an order of its own."""


def fill(workspace: Workspace, lines: tuple[tuple[str, str, int], ...], **accounts: Any) -> dict[str, str]:
    """Add accounts and their order lines; the ids by name."""
    with workspace.change("fill") as change:
        ids = {"": ""} | {name: change.add(Account(name=name, **more)).id for name, more in accounts.items()}
        months: dict[str, dict[str, Any]] = {}
        for at, (account, day, amount) in enumerate(lines):
            months.setdefault(day[:7], {})[f"01K00000000000000000000{at:03}"] = {
                "account": ids[account], "date": day, "amount_e4": amount * 10_000, "order_no": str(at),
            }  # fmt: skip
        for month, own in months.items():
            change.merge_orders(month, own)
    return ids


@pytest.fixture
def ask(tmp_path: Path) -> Asked:
    """A grid that buys every year, a bank that left after 2024, and two lines of nobody."""
    workspace = Workspace.create(tmp_path / "w", currency="CNY")
    fill(workspace, SOLD, grid={"potential": 400_00}, bank={})
    return Asked(workspace)


def left_out(found: dict[str, Any]) -> dict[str, int]:
    return {each["reason"]: each["n"] for each in found["excluded"]}


def grew(found: dict[str, Any]) -> dict[Any, Any]:
    return {(row["year"], row["account"]): (row["now"], row["before"], row["value"]) for row in found["rows"]}


def test_who_bought_a_year_before_and_no_more_fell_to_nothing(ask: Asked) -> None:
    found = grew(ask("growth", "--by", "year,account", "--as-of", TODAY, "--period", "2024..2025"))
    assert found["2025", "bank"] == (0, 80, -1)
    assert found["2024", "bank"] == (80, None, None)
    assert found["2025", "grid"] == (200, 200, 0)


def test_a_year_after_one_without_sales_has_no_base(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "gap", currency="CNY")
    fill(workspace, (("grid", "2022-05-05", 50), ("grid", "2024-05-05", 60), ("grid", "2025-05-05", 90)), grid={})
    found = Asked(workspace)("growth", "--as-of", TODAY)
    rows = {row["year"]: (row["now"], row["before"], row["value"]) for row in found["rows"]}
    assert rows == {
        "2022": (50, None, None), "2023": (0, 50, -1), "2024": (60, None, None), "2025": (90, 60, 0.5),
        "2026": (0, 90, -1),
    }  # fmt: skip
    assert left_out(found) == {"no-base": 2}


def test_a_period_that_cuts_a_year_is_compared_with_the_same_days_of_the_year_before(ask: Asked) -> None:
    (row,) = ask("growth", "--period", "2025-02-01..2025-03-31", "--where", "account:grid", "--as-of", TODAY)["rows"]
    assert (row["year"], row["now"], row["before"], row["value"]) == ("2025", 10, 40, -0.75)
    until_march = ask("growth", "--period", "2024..2025-03-31", "--where", "account:grid", "--as-of", TODAY)["rows"]
    assert [(row["year"], row["now"], row["before"]) for row in until_march] == [("2024", 200, 10), ("2025", 160, 140)]


def test_the_company_total_of_a_year_is_no_denominator_for_a_quarter(ask: Asked) -> None:
    with ask.workspace.change("total") as change:
        change.add(CompanyTotal(name="2025", period="2025", sales=400_00))
    (year,) = ask("key-share", "--period", "2025", "--as-of", TODAY)["rows"]
    assert (year["value"], year["other"]) == (0.5, 200)
    quarter = ask("key-share", "--period", "2025Q1", "--as-of", TODAY)
    assert [(row["key"], row["value"]) for row in quarter["rows"]] == [(160, None)]
    assert left_out(quarter) == {"no-company-total": 1}


def test_a_year_that_the_period_cuts_is_no_full_year(ask: Asked) -> None:
    where = ("--where", "account:grid", "--as-of", TODAY)
    (row,) = ask("cagr", "--period", "2023-12..2025", *where)["rows"]
    assert (row["from_year"], row["to_year"], row["value"]) == (2024, 2025, 0)
    cut = ask("cagr", "--period", "2024-01-05..2025-12-31", *where)
    assert (cut["rows"], left_out(cut)) == ([], {"under-two-years": 1})
    assert left_out(ask("seasonality", "--period", "2024-01-05..2025-12-31", *where)) == {"under-two-years": 1}
    quarters = ask.by("seasonality", "--by", "quarter", "--period", "2024..2025", *where)
    assert quarters == {"Q1": 3.0, "Q2": 0, "Q3": 0, "Q4": 1.0}  # means 150, 0, 0, 50 of 50


def test_orders_of_a_period_without_any_are_none_whatever_they_are_broken_down_by(ask: Asked) -> None:
    for figure in ("orders", "average-order", "account-orders", "sales", "abc", "hhi"):
        found = ask(figure, "--by", "account", "--period", "2020", "--as-of", TODAY)
        assert found["rows"] == []
    assert ask("orders", "--by", "region,year", "--period", "2020", "--as-of", TODAY)["rows"] == []


def test_lines_of_nobody_rank_nowhere_and_are_counted(ask: Asked) -> None:
    top = ask("top", "--period", "2025", "--as-of", TODAY)
    assert [(row["account"], row["value"], row["share"]) for row in top["rows"]] == [("grid", 200, 200 / 210)]
    assert (top["total"], left_out(top)) == (210, {"no-account": 2})
    assert left_out(ask("hhi", "--period", "2025", "--as-of", TODAY)) == {"no-account": 2}
    both = ask("hhi", "--by", "account,region", "--period", "2025", "--as-of", TODAY)
    assert ([row["n"] for row in both["rows"]], left_out(both)) == ([1], {"no-account": 2})


def test_what_is_held_against_a_year_is_the_year_up_to_the_end_of_the_period(ask: Asked) -> None:
    for period in ("2025Q4", "2025", "2020..2025"):
        found = ask("wallet-share", "--period", period, "--as-of", TODAY)
        assert found["period"] == {"from": "2025-01-01", "to": "2025-12-31"}
        assert [(row["account"], row["value"]) for row in found["rows"]] == [("grid", 0.5)]


def test_a_target_of_an_owner_and_a_product_line_is_reached_by_the_lines_of_both(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "w", currency="CNY")
    with workspace.change("fill") as change:
        li, wang = (change.add(Salesperson(name=name)).id for name in ("Li", "Wang"))
        wet, dry = (change.add(Product(name=name, line=name)).id for name in ("wet", "dry"))
        sold = ((li, wet, 30), (li, dry, 5), (wang, wet, 200), (li, wet, 20))
        change.merge_orders("2026-03", {
            f"01K00000000000000000000{at:03}": {"owner": owner, "product": product, "amount_e4": amount * 10_000,
                                                "date": "2026-03-02", "order_no": str(at)}
            for at, (owner, product, amount) in enumerate(sold)
        })  # fmt: skip
        change.add(Target(name="wet of Li", period="2026", amount=100_00, owner=li, line="wet"))
    (row,) = Asked(workspace)("target-attainment", "--as-of", "2026-12-31")["rows"]
    assert (row["value"], row["actual"], row["n"]) == (0.5, 50, 2)


def test_complaints_are_held_against_the_orders_that_fit_the_same_filter(ask: Asked) -> None:
    with ask.workspace.change("complaints") as change:
        ids = {account.name: account.id for account in ask.workspace.records(Account).values()}
        for name in ("grid", "grid", "bank"):
            change.add(Service(subject="late", account=ids[name], date=dt.date(2025, 1, 5)))
    assert ask("complaint-rate", "--as-of", TODAY)["total"] == 3 / 10
    assert ask("complaint-rate", "--where", "account:grid", "--as-of", TODAY)["total"] == 2 / 7
    with pytest.raises(QuestionError, match=r"what it is divided by .* There is no field “subject”"):
        answered(ask.workspace, Question("complaint-rate", where="subject:late"))


def test_what_happened_after_the_day_of_the_question_had_not_happened(ask: Asked) -> None:
    with ask.workspace.change("fill") as change:
        grid = next(each.id for each in ask.workspace.records(Account).values() if each.name == "grid")
        day = dt.date(2026, 3, 1)
        change.add(Promise(title="early", account=grid, due=day, done=dt.date(2026, 2, 20)))
        change.add(Promise(title="late", account=grid, due=dt.date(2026, 2, 1), done=dt.date(2026, 2, 25)))
        change.add(Service(subject="s", account=grid, date=dt.date(2026, 2, 1), answered=dt.date(2026, 2, 5),
                           closed=dt.date(2026, 2, 9)))  # fmt: skip
    promised = ask("kept-promises", "--as-of", "2026-02-15")
    assert (promised["total"], promised["rows"][0]["n"], left_out(promised)) == (0, 1, {"not-due": 1})
    assert ask("kept-promises", "--as-of", "2026-03-02")["total"] == 0.5
    assert ask("response", "--as-of", "2026-02-03")["total"] is None
    assert ask("response", "--as-of", "2026-02-05")["total"] == 4
    closed = {
        day: ask("complaint-rate", "--period", "2026", "--as-of", day)["rows"][0]["days_to_close"]
        for day in ("2026-02-08", "2026-02-09")
    }
    assert closed == {"2026-02-08": None, "2026-02-09": 8}


def test_a_rate_by_value_needs_the_amount_of_every_decided_deal(ask: Asked) -> None:
    def decided(status: str, amount: int | None) -> None:
        with ask.workspace.change("deal") as change:
            deal = {"name": "x", "status": status, "amount": amount, "close_date": dt.date(2026, 3, 1)}
            change.add(msgspec.convert(deal, Opportunity))

    decided("won", 300_00)
    decided("lost", 100_00)
    found = ask("win-rate-by-value", "--as-of", TODAY)
    assert (found["total"], left_out(found)) == (0.75, {})
    decided("won", None)
    found = ask("win-rate-by-value", "--as-of", TODAY)
    assert (found["total"], left_out(found)) == (None, {"no-amount": 1})
    assert ask("win-rate", "--as-of", TODAY)["total"] == 2 / 3


def test_called_numbers_are_those_of_the_period_asked_for_and_no_filter_takes_them_apart(ask: Asked) -> None:
    library = Library(ask.workspace)
    calls = {
        str(quarter): Call(id=str(quarter), review="r", amount=10_00, first=dt.date(2025, first, 1),
                           last=dt.date(2025, first + 2, 30))
        for quarter, first in ((1, 1), (2, 4))
    }  # fmt: skip
    library.write(msgspec.structs.replace(library.take(dt.date(2025, 1, 20), "r"), calls=calls))
    assert len(ask("forecast-accuracy", "--as-of", TODAY)["rows"]) == 2
    (row,) = ask("forecast-accuracy", "--period", "2025Q2", "--as-of", TODAY)["rows"]
    assert row["period"] == "2025-04-01 .. 2025-06-30"
    with pytest.raises(QuestionError, match="leave --where out"):
        answered(ask.workspace, Question("forecast-accuracy", where="owner:x"))


def test_n_of_a_selection_score_is_how_many_factors_are_rated_whatever_they_weigh(tmp_path: Path) -> None:
    root = Workspace.create(tmp_path / "w", currency="CNY").root
    (root / "method").mkdir()
    (root / "method" / "ours.yaml").write_text("thresholds: {selection_buying_power: 100}\n", "utf-8")
    workspace = Workspace.open(root)
    fill(workspace, (), grid={"buying_power": Rating(value=4)})
    (row,) = Asked(workspace)("selection-score")["rows"]
    assert (row["value"], row["n"], row["known"]) == (80, 1, 100 / 175)


def test_the_team_s_method_says_from_how_many_a_rate_is_sure_and_after_how_many_gaps_an_account_is_lost(
    tmp_path: Path,
) -> None:
    root = Workspace.create(tmp_path / "w", currency="CNY").root
    (root / "method").mkdir()
    said = "thresholds: {sample_at_least: 2, nps_sample_at_least: 3, churn_gaps: 4}\n"
    (root / "method" / "ours.yaml").write_text(said, "utf-8")
    workspace = Workspace.open(root)
    ids = fill(workspace, tuple(("grid", f"2025-0{month}-01", 5) for month in (1, 2, 3)), grid={})
    with workspace.change("fill") as change:
        for status in ("won", "lost"):
            deal = {"name": "x", "account": ids["grid"], "status": status, "close_date": dt.date(2025, 3, 1)}
            change.add(msgspec.convert(deal, Opportunity))
        for score in (9, 9, 3):
            change.add(Service(subject="s", account=ids["grid"], kind="nps", score=score, date=dt.date(2025, 3, 1)))
    ask = Asked(workspace)
    assert ask("win-rate", "--as-of", TODAY)["rows"][0]["few"] is False
    assert ask("nps", "--as-of", TODAY)["rows"][0]["few"] is False
    gaps = {day: ask("purchase-cycle", "--as-of", day)["rows"][0]["lost"] for day in ("2025-06-27", "2025-06-28")}
    assert gaps == {"2025-06-27": False, "2025-06-28": True}  # gaps of 31 and 28 days: 4 × 29.5 = 118 after 1 March


def test_lost_is_who_has_not_ordered_for_two_of_its_usual_gaps(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "w", currency="CNY")
    weekly = (*(("weekly", f"2025-06-{day:02}", 10) for day in (1, 8, 15, 22)), ("weekly", "2026-01-02", 10))
    slow = (*(("slow", f"{year}-12-01", 100) for year in (2022, 2023, 2024)), ("slow", "2025-12-20", 60))
    yearly = tuple(("yearly", day, 30) for day in ("2023-03-01", "2024-03-01", "2025-03-01"))
    once = (("once", "2025-05-05", 50),)
    kept = (*(("kept", f"2025-{month:02}-01", 20) for month in range(1, 13)), ("kept", "2026-04-01", 260))
    fill(workspace, (*weekly, *slow, *yearly, *once, *kept), weekly={}, slow={}, yearly={}, once={}, kept={})
    ask = Asked(workspace)
    (row,) = ask("churn", "--period", "2026", "--as-of", "2026-04-15")["rows"]
    # Until 15 April 2025: kept 4 × 20 and yearly 30; weekly, slow and once had not bought in these days.
    assert (row["n"], row["start"], row["lost"], row["value"]) == (2, 110, 0, 0)
    assert (row["lost_value"], row["shrunk"], row["grown"]) == (0, 30, 180)
    (row,) = ask("churn", "--period", "2025-04-16..2026-04-15", "--as-of", "2026-04-15")["rows"]
    # The year before: kept 80, slow 100, yearly 30. None is silent for two of its gaps: a month, a year, a year.
    assert (row["n"], row["start"], row["lost"]) == (3, 210, 0)
    (row,) = ask("churn", "--period", "2026", "--as-of", "2026-12-31")["rows"]
    # 2025: weekly 40, slow 60, yearly 30, once 50, kept 240. By the end of 2026 weekly has been silent for a year (its
    # gap is a week) although it bought 10 in 2026, and kept for nine months; once has no gap and bought nothing.
    assert (row["n"], row["start"], row["lost"], row["value"]) == (5, 420, 3, 0.6)
    assert (row["lost_value"], row["shrunk"], row["grown"]) == (30 + 50, 60 + 30, 20)
    assert ask("grr", "--period", "2026", "--as-of", "2026-12-31")["rows"][0]["value"] == pytest.approx(250 / 420)
    assert ask("nrr", "--period", "2026", "--as-of", "2026-12-31")["rows"][0]["value"] == pytest.approx(270 / 420)


def test_a_wallet_of_which_only_our_rank_is_known_is_an_estimate_and_named_so(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "w", currency="CNY")
    lines = (("ranked", "2025-05-05", 300), ("known", "2025-05-05", 100), ("neither", "2025-05-05", 9))
    fill(
        workspace, lines,
        ranked={"supplier_rank": 2, "suppliers": 3, "region": "north"},
        known={"potential": 400_00, "supplier_rank": 1, "suppliers": 2, "region": "north"},
        neither={"supplier_rank": 4, "suppliers": 3}, silent={"supplier_rank": 1, "suppliers": 2},
    )  # fmt: skip
    ask = Asked(workspace)
    found = ask("wallet-share", "--as-of", "2025-12-31")
    told = {row["account"]: (row["value"], row["potential"], row["gap"], row["estimate"]) for row in found["rows"]}
    # By rank: (1 − 2/4) × 2/3 = 1/3, so that the account spends three times what it bought here.
    assert told == {"ranked": (pytest.approx(1 / 3), 900, 600, "by-rank"), "known": (0.25, 400, 300, "")}
    assert left_out(found) == {"no-potential": 1}
    (north,) = ask("wallet-share", "--by", "region", "--as-of", "2025-12-31")["rows"]
    assert (north["value"], north["estimate"]) == (pytest.approx(400 / 1300), "by-rank")


def test_an_account_that_pays_in_two_currencies_has_one_rhythm(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "w", currency="CNY")
    days = ("2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01", "2025-06-01", "2025-12-01")
    ids = fill(workspace, tuple(("grid", day, 10) for day in days), grid={})
    with workspace.change("dollars") as change:
        line = {"account": ids["grid"], "date": "2026-03-01", "amount_e4": 10_0000, "order_no": "d", "currency": "USD"}
        change.merge_orders("2026-03", {"01K00000000000000000000900": line})
    found = Asked(workspace)("churn", "--period", "2026", "--as-of", "2026-04-15")["rows"]
    # A month is its usual gap; it ordered, in dollars, 45 days before.
    assert [(row["n"], row["lost"]) for row in found] == [(1, 0)]
