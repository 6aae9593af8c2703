"""`figures` lists what can be asked, answers it in every form, and says what is not in it."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from commands import Run

from kamtui.store.answers import FIGURES
from kamtui.store.answers.building import WORKERS
from kamtui.store.answers.model import Unit
from kamtui.store.answers.telling import shown
from kamtui.store.records import (
    Account,
    CompanyTotal,
    Opportunity,
    Product,
    Promise,
    Rating,
    Salesperson,
    Service,
    Target,
)
from kamtui.store.workspace import Workspace

ORDERS: dict[str, list[tuple[str, int, int | None, str, str]]] = {
    "2025-03": [("grid", 100, 40, "2025-03-10", "1"), ("bank", 50, None, "2025-03-20", "2")],
    "2025-06": [("grid", 80, 20, "2025-06-10", "9")],
    "2026-03": [("grid", 120, 50, "2026-03-05", "3"), ("grid", 30, 5, "2026-03-25", "4"),
                ("", 9, 1, "2026-03-06", "5")],
    "2026-04": [("bank", -20, -5, "2026-04-01", "6"), ("usd", 70, 7, "2026-04-02", "7")],
    "2026-05": [("grid", 999, 9, "2026-05-01", "8")],
}  # fmt: skip


@pytest.fixture
def sold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in yuan with two key accounts, one customer in dollars, orders, deals, targets and promises."""
    root = tmp_path / "sold"
    workspace = Workspace.create(root)
    with workspace.change("fill") as change:
        li = change.add(Salesperson(name="李雷", team="North", region="华北"))
        ids = {
            "grid": change.add(Account(name="华北电网", tier="A", owner=li.id, potential=400_00, outlets=12,
                                       buying_power=Rating(value=5), cooperation=Rating(value=4))).id,
            "bank": change.add(Account(name="Harbour Bank", tier="B", region="华东")).id,
            "usd": change.add(Account(name="Dollar Shop", key=False)).id,
            "": "",
        }  # fmt: skip
        pump = change.add(Product(name="pump", line="wet"))
        for month, lines in ORDERS.items():
            change.merge_orders(
                month,
                {
                    f"01K9ZZZZZZ000000000000{number:>04}": {
                        "account": ids[account], "amount_e4": amount * 10_000, "date": day, "order_no": number,
                        "product": pump.id, "quantity_e3": 1000,
                        **({} if profit is None else {"profit_e4": profit * 10_000}),
                        **({"currency": "USD"} if account == "usd" else {}),
                    }
                    for account, amount, profit, day, number in lines
                },
            )  # fmt: skip
        day = dt.date(2026, 2, 1)
        change.add(Opportunity(name="x", account=ids["grid"], status="won", amount=90_00, opened=day, owner=li.id,
                               close_date=dt.date(2026, 3, 1)))  # fmt: skip
        change.add(Opportunity(name="y", account=ids["grid"], amount=60_00, stage="need", owner=li.id,
                               close_date=dt.date(2026, 12, 1), opened=day))  # fmt: skip
        change.add(
            Opportunity(name="z", account=ids["bank"], status="lost", close_date=dt.date(2026, 3, 2), owner=li.id)
        )
        change.add(CompanyTotal(name="2025", period="2025", sales=500_00))
        change.add(Target(name="North 2026", period="2026", amount=300_00, owner=li.id))
        change.add(Target(name="bank", period="2025", amount=100_00, customer=ids["bank"]))
        change.add(Target(name="won 2026", period="2026", amount=190_00, figure="won-value"))
        change.add(Service(subject="late", account=ids["grid"], date=day, closed=dt.date(2026, 2, 5)))
        change.add(Service(subject="survey", account=ids["grid"], kind="csat", score=5, date=day))
        change.add(Promise(title="call", account=ids["grid"], due=day, done=day))
        change.add(Promise(title="visit", account=ids["bank"], due=day))
    workspace.close()
    monkeypatch.setenv("KAMTUI_DATA", str(root))
    return root


def asked(run: Run, *arguments: object) -> dict[str, Any]:
    done = run("figures", *arguments, "--json", "--as-of", "2026-04-15")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_every_figure_is_listed_and_can_be_asked(run: Run, sold: Path) -> None:
    listed = json.loads(run("figures", "--json").out)
    assert [each["figure"] for each in listed] == list(FIGURES)
    for each in listed:
        if each["figure"] == "segments" and importlib.util.find_spec("sklearn") is None:
            continue
        found = asked(run, each["figure"], *(["--without", "Harbour Bank"] if each["figure"] == "what-if" else []))
        assert list(found) == ["figure", "formula", "unit", "currency", "period", "rows", "total", "excluded"]
        assert all({"value", "n"} <= row.keys() for row in found["rows"])
        for dimension in each["by"]:
            asked(run, each["figure"], "--by", dimension)


def test_two_currencies_are_never_one_sum(run: Run, sold: Path) -> None:
    found = asked(run, "sales")
    assert found["currency"] is None
    assert found["total"] == {"CNY": 369, "USD": 70}
    assert [(row["currency"], row["value"]) for row in found["rows"]] == [("CNY", 369), ("USD", 70)]


def test_a_date_to_come_is_left_out_and_counted(run: Run, sold: Path) -> None:
    assert {"reason": "future", "n": 1} in asked(run, "sales")["excluded"]
    late = json.loads(run("figures", "sales", "--json", "--as-of", "2026-06-01").out)
    assert late["total"]["CNY"] == 369 + 999


def test_missing_cost_is_left_out_and_counted(run: Run, sold: Path) -> None:
    found = asked(run, "margin", "--period", "2025")
    assert (found["total"], found["excluded"]) == (60 / 180, [{"reason": "no-cost", "n": 1}])


def test_returns_are_negative_and_no_orders(run: Run, sold: Path) -> None:
    assert asked(run, "returns")["total"]["CNY"] == -20
    orders = asked(run, "orders")
    assert (orders["total"], {"reason": "return-orders", "n": 1} in orders["excluded"]) == (7, True)
    assert asked(run, "average-order", "--period", "2025")["total"] == round(230 / 3, 2)


def test_a_year_under_way_is_compared_with_the_same_days(run: Run, sold: Path) -> None:
    rows = asked(run, "growth", "--by", "year,account", "--where", "account:华北电网")["rows"]
    (now,) = [row for row in rows if row["year"] == "2026"]
    assert (now["now"], now["before"], now["value"]) == (150, 100, 0.5)  # not the 180 of all 2025


def test_the_share_of_key_accounts_needs_the_company_total(run: Run, sold: Path) -> None:
    found = asked(run, "key-share")
    shares = {row["year"]: row["value"] for row in found["rows"] if "currency" not in row or row["currency"] == "CNY"}
    assert shares == {"2025": 230 / 500, "2026": None}
    assert "no-company-total" in {each["reason"] for each in found["excluded"]}


def test_dimensions_come_from_the_line_or_else_from_its_account(run: Run, sold: Path) -> None:
    rows = asked(run, "sales", "--by", "region", "--period", "2025")["rows"]
    assert {row["region"]: row["value"] for row in rows} == {"华北": 180, "华东": 50}
    rows = asked(run, "sales", "--by", "team,tier,product-line", "--period", "2025")["rows"]
    assert {(row["team"], row["tier"], row["product-line"]): row["value"] for row in rows} == {
        ("North", "A", "wet"): 180,
        ("", "B", "wet"): 50,
    }


def test_a_period_that_cuts_a_month_counts_only_its_days(run: Run, sold: Path) -> None:
    assert asked(run, "sales", "--period", "2025-03-01..2025-03-15")["total"] == 100
    assert asked(run, "buyers", "--period", "2025-03-15..2025-04-01")["total"] == 1


def test_a_period_from_a_later_year_to_an_earlier_one_is_that_of_both(run: Run, sold: Path) -> None:
    assert asked(run, "sales", "--period", "2026..2025")["period"] == {"from": "2025-01-01", "to": "2026-12-31"}
    assert asked(run, "sales", "--period", "2026..2025")["total"] == asked(run, "sales")["total"]


def test_fiscal_years_start_where_the_workspace_says(run: Run, sold: Path) -> None:
    path = sold / "kamtui.yaml"
    path.write_text(path.read_text().replace("fiscal_year_start: 1", "fiscal_year_start: 4"))
    rows = asked(run, "sales", "--by", "fiscal-year", "--where", "currency!=USD")["rows"]
    assert {row["fiscal-year"]: row["value"] for row in rows} == {"FY2025": 150, "FY2026": 239, "FY2027": -20}
    assert asked(run, "sales", "--period", "FY2025")["total"] == 150


def test_targets_are_reached_and_covered(run: Run, sold: Path) -> None:
    rows = {row["target"]: row for row in asked(run, "target-attainment")["rows"]}
    assert rows["North 2026"]["value"] == 150 / 300
    assert rows["won 2026"]["value"] == 90 / 190
    assert rows["bank"]["value"] == 50 / 100
    cover = {row["target"]: row for row in asked(run, "coverage")["rows"]}["won 2026"]
    assert (cover["value"], cover["required"], cover["gap"]) == (60 / 100, 2.0, 1.4)


def test_service_and_promises(run: Run, sold: Path) -> None:
    assert asked(run, "csat")["total"] == 1
    complaints = asked(run, "complaint-rate", "--period", "2026")
    assert (complaints["total"], complaints["rows"][0]["days_to_close"]) == (1 / 4, 4)
    assert asked(run, "kept-promises")["total"] == 0.5
    assert asked(run, "outlets")["total"] == 12
    (score,) = asked(run, "selection-score")["rows"]
    assert (score["value"], score["proposed"], score["known"]) == (90, "A", 0.5)


def test_wallet_share_and_whitespace_of_a_year(run: Run, sold: Path) -> None:
    (wallet,) = asked(run, "wallet-share")["rows"]
    assert (wallet["value"], wallet["gap"]) == (230 / 400, 170)
    (space,) = [row for row in asked(run, "whitespace")["rows"] if row["account"] == "华北电网"]
    assert (space["product-line"], space["value"]) == ("wet", 170)


def test_who_stayed(run: Run, sold: Path) -> None:
    churn = asked(run, "churn", "--period", "2026")["rows"]
    (yuan,) = [row for row in churn if row.get("currency", "CNY") == "CNY"]
    assert (yuan["n"], yuan["lost"], yuan["start"]) == (2, 1, 150)
    new = asked(run, "new-old", "--period", "2026")["rows"]
    assert {(row["customers"], row["currency"]): row["value"] for row in new} == {
        ("old", "CNY"): 130,
        ("new", "USD"): 70,
    }


def test_segments_need_an_extra_and_say_which(run: Run, sold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("sklearn", "sklearn.cluster", "sklearn.metrics"):
        monkeypatch.setitem(sys.modules, name, None)
    with_two = Workspace.open(sold)
    with with_two.change("more") as change:
        for number in range(3):
            other = change.add(Account(name=f"Other {number}"))
            line = {
                "account": other.id,
                "amount_e4": 10_000 * (number + 1),
                "date": "2025-07-01",
                "order_no": f"x{number}",
            }
            change.merge_orders("2025-07", {f"01K9ZZZZZZ00000000000001{number:02}": line})
    done = run("figures", "segments")
    assert done.code == 2
    assert 'pip install "kamtui[segments]"' in done.err


def test_forms_for_people_and_spreadsheets(run: Run, sold: Path) -> None:
    table = run("figures", "top", "--period", "2025")
    assert [row.split()[0] for row in table.out.splitlines()] == ["Account", "华北电网", "Harbour"]
    assert "Formula: by sales, the largest first" in table.err
    csv = run("figures", "sales", "--by", "account", "--period", "2025", "--csv").out.splitlines()
    assert csv == ["account,value,n", "华北电网,180.00,2", "Harbour Bank,50.00,1"]
    assert run("figures", "sales", "--period", "2025", "--plain").out == "1. Sales: 230.00 CNY; n: 3\n"
    assert run("figures", "sales", "--period", "2025", "--md").out.splitlines()[-1] == "| 230.00 CNY | 3 |"
    several = run("figures", "buyers", "--as-of", "2026-04-15"), run("figures", "growth", "--as-of", "2026-04-15")
    assert [done.out.splitlines()[0].split()[:2] for done in several] == [["Accounts", "that"], ["Year", "Currency"]]
    assert "净利润" in run("figures", "--lang", "zh").out
    assert run("figures", "sales", "--top", "1", "--by", "account", "--period", "2025").out.count("\n") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["salse"], "sales"),
        (["orders", "--by", "product"], "cannot be broken down"),
        (["growth", "--by", "year,month"], "only one"),
        (["sales", "--where", "nonsense:1"], "nonsense"),
        (["sales", "--period", "soon"], "soon"),
        (["sales", "--period", "FY26"], "“FY26” is no fiscal year or quarter; write FY2026"),
        (["sales", "--period", "FY2026Q7"], "FY2026Q7"),
    ],
)
def test_what_cannot_be_asked_is_explained(run: Run, sold: Path, arguments: list[str], said: str) -> None:
    done = run("figures", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_broken_order_line_is_counted_and_the_others_add_up(run: Run, sold: Path) -> None:
    path = sold / "orders" / "2025-06.json"
    path.write_text(path.read_text().replace("800000", '"eighty"'))
    found = asked(run, "sales", "--period", "2025")
    assert (found["total"], found["excluded"]) == (150, [{"reason": "misfit", "n": 1}])


def test_a_changed_month_is_read_again_and_a_damaged_cache_is_not_believed(run: Run, sold: Path) -> None:
    assert asked(run, "sales", "--period", "2025")["total"] == 230
    cached = sorted((sold / ".kamtui" / "cache" / "orders").glob("*.mp"))
    assert [path.stem for path in cached][:2] == ["2025-03", "2025-06"]
    cached[0].write_bytes(b"junk")
    path = sold / "orders" / "2025-06.json"
    path.write_text(path.read_text().replace("800000", "900000"))
    assert asked(run, "sales", "--period", "2025")["total"] == 240


def test_the_page_of_figures_tells_each_as_the_command_does() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "figures.md").read_text("utf-8")
    for figure in FIGURES.values():
        assert f"| `{figure.name}` {figure.label} | {figure.formula} | {figure.unit} |" in page


def test_what_if_an_account_leaves(run: Run, sold: Path) -> None:
    done = run(
        "figures", "what-if", "--without", "Harbour Bank", "--period", "2025-01..2026-03", "--as-of", "2026-04-15",
        "--json", "--data", sold,
    )  # fmt: skip
    assert done.code == 0, done.err
    account, deal = json.loads(done.out)["rows"]
    assert (account["account"], account["value"], account["n"]) == ("Harbour Bank", 50, 1)
    assert account["share"] == pytest.approx(50 / 380)
    assert account["hhi_before"] == pytest.approx(10_000 * (330**2 + 50**2) / 380**2)
    assert (account["hhi_after"], account["coverage"], account["closes"]) == (10_000, 1.2, True)
    assert (deal["opportunity"], deal["value"]) == ("y", 60)
    assert run("figures", "what-if", "--data", sold).code == 2


@pytest.mark.parametrize("unit", get_args(Unit))
def test_a_number_in_a_table_has_two_decimals_at_most_whatever_its_unit(unit: Unit) -> None:
    said = shown(100 / 19, unit, "CNY") if unit not in ("money", "money-per-day") else shown(Decimal("5.26"), unit, "")
    assert "5.26" in said.replace("526.32%", "5.26")
    assert "315" not in said


def test_nps_is_rounded_in_the_table_and_exact_for_programs(run: Run, tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "w").change("fill") as change:
        grid = change.add(Account(name="Grid"))
        for number in range(19):
            change.add(Service(subject="s", account=grid.id, kind="nps", score=10 if number == 0 else 7,
                               date=dt.date(2026, 1, 5)))  # fmt: skip
    asked = ("figures", "nps", "--data", tmp_path / "w", "--as-of", "2026-06-01")
    assert run(*asked).out.splitlines()[-1].split()[0] == "5.26"
    assert json.loads(run(*asked, "--json").out)["rows"][0]["value"] == 100 / 19


def test_quantities_are_told_without_zeros_that_say_nothing(run: Run, sold: Path) -> None:
    with Workspace.open(sold).change("half") as change:
        change.merge_orders("2026-05", {f"01K9ZZZZZZ000000000000{8:>04}": {"quantity_e3": 2500}})
    rows = run("figures", "top", "--data", sold, "--as-of", "2026-06-01", "--csv", "--lang", "en").out.splitlines()
    told = run("figures", "top", "--data", sold, "--as-of", "2026-06-01", "--lang", "en").out
    assert any("6.500" in row for row in rows)
    assert "6.5" in told
    assert "6.500" not in told
    assert "1.000" not in told


def test_what_works_a_figure_out_names_where_it_is_defined() -> None:
    assert [each.name for each in FIGURES.values() if each.source not in (WORKERS[each.name].__doc__ or "")] == []
