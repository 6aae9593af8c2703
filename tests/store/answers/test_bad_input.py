"""Bad input never becomes a wrong figure: what cannot be counted is left out, and the answer says so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from figured import Asked

from kamtui.store.answers import FIGURES
from kamtui.store.figures.segments import TooManyGroupsError, cluster
from kamtui.store.records import Account, CompanyTotal, Opportunity
from kamtui.store.tidy import issues
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)


def line(day: str, amount: int, **more: Any) -> dict[str, Any]:
    return {"date": day, "amount_e4": amount * 10_000, "quantity_e3": 1000, **more}


@pytest.fixture
def ask(tmp_path: Path) -> Asked:
    """Yuan and dollars, a return, a line without cost, one dated next year."""
    workspace = Workspace.create(tmp_path / "w", currency="CNY")
    with workspace.change("fill") as change:
        one = change.add(Account(name="One")).id
        two = change.add(Account(name="Two")).id
        lines = [
            line("2026-03-02", 100, account=one, order_no="1", profit_e4=30_0000),
            line("2026-03-03", 60, account=one, order_no="2"),
            line("2026-03-04", -20, account=one, order_no="3", profit_e4=-5_0000),
            line("2026-03-05", 70, account=two, order_no="4", currency="USD", profit_e4=7_0000),
        ]
        change.merge_orders("2026-03", {f"01K00000000000000000000{at:03}": each for at, each in enumerate(lines)})
        late = {"01K00000000000000000000900": line("2027-03-02", 999, account=one, order_no="9")}
        change.merge_orders("2027-03", late)
        day = dt.date(2026, 3, 2)
        change.add(Opportunity(name="a", account=one, status="won", amount=10_00, currency="CNY", close_date=day))
        change.add(Opportunity(name="b", account=two, status="won", amount=10_00, currency="USD", close_date=day))
        change.add(Opportunity(name="c", account=two, stage="need", amount=50_00, currency="USD", close_date=TODAY))
        change.add(
            Opportunity(
                name="d", account=two, status="won", amount=9_00, currency="USD", close_date=dt.date(2027, 1, 1)
            )
        )
        change.add(CompanyTotal(name="x", period="2025", sales=500_00))
    return Asked(workspace)


def left_out(found: dict[str, Any]) -> dict[str, int]:
    return {each["reason"]: each["n"] for each in found["excluded"]}


@pytest.mark.parametrize("name", [each.name for each in FIGURES.values() if each.unit in ("money", "money-per-day")])
def test_mixed_currencies_are_never_summed(ask: Asked, name: str) -> None:
    arguments = ["--without", "One"] if name == "what-if" else []
    found = ask(name, "--as-of", TODAY, *arguments)
    if found["currency"] is None:
        assert all(row["currency"] in ("CNY", "USD") for row in found["rows"])
        assert found["total"] is None or set(found["total"]) <= {"CNY", "USD"}
    if name in ("sales", "profit", "won-value", "deal-value"):
        assert found["currency"] is None
        assert set(found["total"]) == {"CNY", "USD"}


def test_a_missing_cost_is_left_out_and_counted(ask: Asked) -> None:
    found = ask("margin", "--as-of", TODAY)
    assert (found["total"]["CNY"], left_out(found)["no-cost"]) == (25 / 80, 1)
    assert ask("profit", "--as-of", TODAY)["total"]["CNY"] == 25


def test_returns_are_negative(ask: Asked) -> None:
    assert ask("sales", "--as-of", TODAY)["total"]["CNY"] == 140
    assert ask("returns", "--as-of", TODAY)["total"]["CNY"] == -20
    found = ask("orders", "--as-of", TODAY)
    assert (found["total"], left_out(found)["return-orders"]) == (3, 1)


def test_a_date_to_come_is_left_out_counted_and_flagged(ask: Asked) -> None:
    assert left_out(ask("sales", "--as-of", TODAY))["future"] == 1
    assert left_out(ask("won-value", "--as-of", TODAY))["future"] == 1
    flagged = [issue for issue in issues(ask.workspace, TODAY) if issue.about == "future"]
    assert sorted((issue.kind, issue.table, issue.file, len(issue.records)) for issue in flagged) == [
        ("error", "opportunities", "", 1),
        ("error", "orders", "orders/2027-03.json", 1),
    ]


def test_a_period_without_a_company_total_is_not_available_and_says_why(ask: Asked) -> None:
    found = ask("key-share", "--as-of", TODAY)
    (row,) = [row for row in found["rows"] if row["year"] == "2026" and row["currency"] == "CNY"]
    assert (row["value"], row["other"], row["key"]) == (None, None, 140)
    assert left_out(found)["no-company-total"] == 2
    with ask.workspace.change("none is key") as change:
        for account in ask.workspace.records(Account).values():
            change.set(account, key=False)
    others = ask("key-share", "--as-of", TODAY, "--period", "2026")
    assert (others["rows"], left_out(others)) == ([], {"no-company-total": 2})


def test_more_groups_than_distinct_rows_are_refused_with_the_largest_allowed() -> None:
    with pytest.raises(TooManyGroupsError) as refused:
        cluster([(0.0,), (0.0,), (1.0,), (2.0,)], 4)
    assert refused.value.largest == 3
