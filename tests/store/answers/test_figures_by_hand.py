"""The borders of the sales figures, each worked out by hand for a handful of order lines."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from figured import Asked

from kamtui.store.records import Account, Product
from kamtui.store.workspace import Workspace

TODAY = ("--as-of", "2026-11-23")


def sold(root: Path, lines: list[tuple[str, str, int]], **accounts: dict[str, Any]) -> Asked:
    """A workspace in yuan; lines are account, day and amount, each an order of its own."""
    workspace = Workspace.create(root / "w", currency="CNY")
    with workspace.change("fill") as change:
        names = dict.fromkeys(name for name, _, _ in lines if name) | accounts
        ids = {"": ""} | {name: change.add(Account(name=name, **(more or {}))).id for name, more in names.items()}
        months: dict[str, dict[str, Any]] = {}
        for at, (account, day, amount) in enumerate(lines):
            months.setdefault(day[:7], {})[f"01K00000000000000000000{at:03}"] = {
                "account": ids[account], "date": day, "amount_e4": amount * 10_000, "order_no": f"N{at}",
                "quantity_e3": 1000,
            }  # fmt: skip
        for month, own in months.items():
            change.merge_orders(month, own)
    return Asked(workspace)


def left_out(found: dict[str, Any]) -> dict[str, int]:
    return {each["reason"]: each["n"] for each in found["excluded"]}


def test_the_regions_of_the_top_five_accounts(tmp_path: Path) -> None:
    north, east, coast = ({"region": name} for name in ("华北", "东北", "华东"))
    top = [("AA", 135), ("CC", 100), ("BB", 98), ("DD", 77), ("EE", 69)]
    lines = [(name, "2026-03-02", amount * 1_000_000) for name, amount in top]
    ask = sold(tmp_path, lines, AA=north, BB=north, CC=east, EE=east, DD=coast)
    regions = ask.by("sales", "--by", "region", *TODAY)
    assert regions == {"华北": 233_000_000, "东北": 169_000_000, "华东": 77_000_000}
    assert ask("sales", *TODAY)["total"] == 479_000_000
    (row,) = ask("hhi", *TODAY)["rows"]
    assert (round(row["value"], 1), round(row["effective"], 2), round(row["normalised"], 4)) == (2114.7, 4.73, 0.0143)
    assert [round(100 * row[f"cr{n}"], 2) for n in (1, 3, 5)] == [28.18, 69.52, 100]


def test_a_quarter_is_held_against_the_one_before_and_against_that_of_the_year_before(tmp_path: Path) -> None:
    ask = sold(tmp_path, [("a", "2025-02-01", 100), ("a", "2025-11-01", 50), ("a", "2026-02-01", 80)])
    rows = {row["quarter"]: row for row in ask("growth", "--by", "quarter", *TODAY)["rows"]}
    assert (rows["2026Q1"]["value"], rows["2026Q1"]["on_period_before"]) == (pytest.approx(-0.2), pytest.approx(0.6))
    assert rows["2025Q4"]["on_period_before"] is None


def test_the_remark_says_that_sales_fell_or_that_the_year_before_is_not_whole(tmp_path: Path) -> None:
    ask = sold(tmp_path, [("a", "2023-01-09", 100), ("a", "2024-06-01", 80), ("a", "2025-06-01", 90)])
    remarks = {row["year"]: row.get("remark") for row in ask("growth", "--period", "..2025", *TODAY)["rows"]}
    assert remarks == {"2023": None, "2024": "down 20.0%", "2025": ""}
    late = sold(tmp_path / "late", [("a", "2024-02-01", 100), ("a", "2025-06-01", 90)])
    (row,) = [row for row in late("growth", *TODAY)["rows"] if row["year"] == "2025"]
    assert row["remark"] == "the year before is not whole: orders from 2024-02"


def test_a_february_that_is_asked_for_in_part_is_held_against_the_whole_end_of_the_one_before(tmp_path: Path) -> None:
    ask = sold(tmp_path, [("a", "2024-02-10", 5), ("a", "2024-02-29", 40), ("a", "2025-02-20", 90)])
    (row,) = ask("growth", "--by", "month", "--period", "2025-02-15..2025-02-28", *TODAY)["rows"]
    assert (row["now"], row["before"], row["value"]) == (90, 40, 1.25)


@pytest.mark.parametrize(
    ("first", "last", "day", "full"),
    [
        ("2023-01-31", "2024-12-01", "2026-11-23", True),
        ("2023-02-01", "2024-12-01", "2026-11-23", False),
        ("2023-01-31", "2024-11-30", "2026-11-23", False),
        ("2023-01-31", "2024-12-01", "2024-12-30", False),
        ("2023-01-31", "2024-12-01", "2024-12-31", True),
    ],
)
def test_a_full_year_goes_from_january_to_the_last_of_december(
    tmp_path: Path, first: str, last: str, day: str, *, full: bool
) -> None:
    ask = sold(tmp_path, [("a", first, 100), ("a", "2023-06-01", 100), ("a", last, 100)])
    assert bool(ask("seasonality", "--as-of", day)["rows"]) is full
    assert bool(ask("cagr", "--as-of", day)["rows"]) is full


def test_the_account_on_the_line_of_a_class_is_in_the_lower_one_once_the_line_is_reached(tmp_path: Path) -> None:
    ask = sold(tmp_path, [(name, "2026-03-02", amount) for name, amount in (("a", 80), ("b", 15), ("c", 5))],
               a={"tier": "A"}, b={"tier": "A"})  # fmt: skip
    found = ask("abc", *TODAY)
    # Before b 80 % and before c 95 %: the lines are reached. With a 80 % and with b 95 %: they are not passed.
    assert [(row["class"], row["class_within"], row["differs"]) for row in found["rows"]] == [
        ("A", "A", False), ("B", "B", True), ("C", "C", False),
    ]  # fmt: skip
    assert found["total"]["class"] == {"A": 1, "B": 1, "C": 1}


def test_the_largest_fifth_is_at_least_one_account_and_never_a_part_of_one(tmp_path: Path) -> None:
    def held(*amounts: int) -> float:
        lines = [(f"account {at}", "2026-03-02", amount) for at, amount in enumerate(amounts)]
        return float(sold(tmp_path / str(len(amounts)), lines)("top-share", *TODAY)["rows"][0]["value"])

    assert held(40, 30, 20, 10) == 0.4
    assert held(30, 20, *[10] * 7) == 30 / 120
    assert held(30, 20, *[10] * 8) == 50 / 130


def test_new_customers_ordered_first_in_the_period(tmp_path: Path) -> None:
    lines = [("old", "2025-12-31", 1), ("old", "2026-01-01", 10), ("new", "2026-01-01", 20), ("", "2026-02-02", 5)]
    found = sold(tmp_path, lines)("new-old", "--period", "2026", *TODAY)
    assert {(row["customers"], row["value"], row["n"]) for row in found["rows"]} == {("old", 10, 1), ("new", 20, 1)}
    assert left_out(found) == {"no-account": 1}


def test_two_years_are_held_against_the_two_before(tmp_path: Path) -> None:
    lines = [("a", "2022-01-01", 40), ("a", "2023-12-31", 60), ("a", "2024-06-01", 10), ("a", "2025-12-31", 20)]
    (row,) = sold(tmp_path, lines)("nrr", "--period", "2024..2025", *TODAY)["rows"]
    assert (row["start"], row["shrunk"], row["value"]) == (100, 70, 0.3)
    assert sold(tmp_path / "m", lines)("nrr", "--period", "2023-12", *TODAY)["rows"] == []


def test_a_cycle_says_when_the_next_order_is_due_and_how_many_there_are_in_a_year(tmp_path: Path) -> None:
    days = ("2026-01-01", "2026-01-11", "2026-01-11", "2026-01-28")  # gaps of 10 and 17 days
    (row,) = sold(tmp_path, [("a", day, 30) for day in days])("purchase-cycle", "--as-of", "2026-02-24")["rows"]
    assert (row["value"], row["mean_days"], row["last"], row["next_due"]) == (13.5, 13.5, "2026-01-28", "2026-02-11")
    assert (row["overdue"], row["lost"], row["n"], row["average_order"]) == (2.0, False, 3, 30)
    assert row["per_year"] == pytest.approx(4 / (27 / 30.4375 + 1) * 12)


def test_a_lifetime_value_is_of_the_lines_whose_profit_is_known(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "w", currency="CNY")
    with workspace.change("fill") as change:
        one = change.add(Account(name="one")).id
        line: dict[str, Any] = {"account": one, "date": "2026-03-02", "amount_e4": 100_0000}
        lines: list[dict[str, Any]] = [{"profit_e4": 30_0000}, {}, {"profit_e4": 15_0000, "account": ""}]
        known = {f"01K0000000000000000000000{at}": {**line, **each} for at, each in enumerate(lines)}
        change.merge_orders("2026-03", known)
    found = Asked(workspace)("clv", *TODAY)
    (row,) = found["rows"]
    assert (row["value"], row["margin"], row["n"]) == (80, 30, 1)  # 30 × 0.8 ÷ (1 + 0.1 − 0.8)
    assert left_out(found) == {"no-account": 1, "no-cost": 1}
    (workspace.root / "method").mkdir()
    (workspace.root / "method" / "ours.yaml").write_text("thresholds: {retention_percent: 100, discount_percent: 0}\n")
    endless = Asked(Workspace.open(workspace.root))("clv", *TODAY)
    assert ([row["value"] for row in endless["rows"]], left_out(endless)["retention-too-high"]) == ([None], 1)


def test_average_sales_are_of_key_accounts_and_name_both_denominators(tmp_path: Path) -> None:
    ask = sold(tmp_path, [("k", "2026-03-02", 90), ("l", "2026-03-02", 10), ("other", "2026-03-02", 900)],
               silent={}, other={"key": False})  # fmt: skip
    (row,) = ask("average-sales", *TODAY)["rows"]
    assert (row["value"], row["n"]) == (50, 2)
    assert (row["over_all"], row["key_accounts"]) == (pytest.approx(33.33), 3)


def test_products_have_a_share_of_value_and_one_of_quantity_and_the_ranks_differ(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "w", currency="CNY")
    with workspace.change("fill") as change:
        pump, fan, hose = (change.add(Product(name=name)).id for name in ("pump", "fan", "hose"))
        sales = ((pump, 60, 1), (fan, 30, 2), (hose, 10, 7))
        change.merge_orders("2026-03", {
            f"01K0000000000000000000000{at}": {"product": product, "date": "2026-03-02", "amount_e4": amount * 10_000,
                                               "quantity_e3": pieces * 1000}
            for at, (product, amount, pieces) in enumerate(sales)
        })  # fmt: skip
    rows = Asked(workspace)("product-share", *TODAY)["rows"]
    assert [(row["product"], row["value"], row["quantity_share"], row["rank_difference"]) for row in rows] == [
        ("pump", 0.6, 0.1, 2), ("fan", 0.3, 0.2, 0), ("hose", 0.1, 0.7, -2),
    ]  # fmt: skip


def test_nothing_sold_is_an_order_and_no_return(tmp_path: Path) -> None:
    ask = sold(tmp_path, [("a", "2026-03-02", 0), ("a", "2026-03-03", 90), ("a", "2026-03-04", -30)])
    orders = ask("orders", *TODAY)
    assert (orders["total"], left_out(orders)) == (2, {"return-orders": 1})
    returns = ask("returns", *TODAY)
    assert (returns["total"], returns["rows"][0]["n"]) == (-30, 1)
    assert ask("average-order", *TODAY)["total"] == 30
    with ask.workspace.change("a line without a quantity") as change:
        change.merge_orders("2026-03", {"01K00000000000000000000900": {"date": "2026-03-05", "amount_e4": 0}})
    assert ask("returns", *TODAY)["rows"][0]["n"] == 1


def test_what_is_sold_beyond_an_account_s_part_of_a_product_is_told_and_never_below_zero(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "w", currency="CNY")
    with workspace.change("fill") as change:
        pump, fan = (change.add(Product(name=name, line=name)).id for name in ("pump", "fan"))
        ids = [
            change.add(Account(name=name, potential=potential)).id
            for name, potential in (("a", 200_00), ("b", None), ("c", 200_00))
        ]
        sales = ((ids[0], pump, 120), (ids[0], fan, 50), (ids[1], pump, 80), (ids[1], fan, 50), (ids[2], fan, 100))
        change.merge_orders("2026-03", {
            f"01K0000000000000000000000{at}": {"account": account, "product": product, "date": "2026-03-02",
                                               "amount_e4": amount * 10_000}
            for at, (account, product, amount) in enumerate(sales)
        })  # fmt: skip
    found = Asked(workspace)("whitespace", *TODAY)
    # All buy 200 of each: the potential of 200 is 100 pumps and 100 fans.
    told = {
        (row["account"], row["product-line"]): (row["value"], row["potential"], row["sales"], row["over"])
        for row in found["rows"]
    }
    assert told == {
        ("a", "pump"): (0, 100, 120, True), ("a", "fan"): (50, 100, 50, False),
        ("c", "pump"): (100, 100, 0, False), ("c", "fan"): (0, 100, 100, False),
    }  # fmt: skip
    assert left_out(found) == {"no-potential": 1}


def test_days_after_today_never_count_though_the_period_holds_them(tmp_path: Path) -> None:
    ask = sold(tmp_path, [("a", "2026-11-23", 10), ("a", "2026-11-24", 500), ("a", "2026-12-01", 700)])
    found = ask("sales", "--period", "2026", *TODAY)
    assert (found["total"], left_out(found)) == (10, {"future": 2})


@pytest.mark.parametrize(("start", "named"), [(4, "FY2026Q4"), (1, "2026Q1"), (3, "FY2027Q1"), (12, "FY2026Q2")])
def test_the_quarter_of_a_day_in_march_by_the_month_in_which_the_fiscal_year_starts(
    tmp_path: Path, start: int, named: str
) -> None:
    workspace = sold(tmp_path, [("a", "2026-03-31", 10)]).workspace
    path = workspace.root / "kamtui.yaml"
    path.write_text(path.read_text("utf-8").replace("fiscal_year_start: 1", f"fiscal_year_start: {start}"), "utf-8")
    ask = Asked(Workspace.open(workspace.root))
    assert list(ask.by("sales", "--by", "fiscal-quarter", *TODAY)) == [named]
    assert ask("sales", "--period", named, *TODAY)["total"] == 10
    assert dt.date.fromisoformat(ask("sales", "--period", named, *TODAY)["period"]["to"]) >= dt.date(2026, 3, 31)


def test_a_profit_that_nobody_knows_is_not_zero(tmp_path: Path) -> None:
    found = sold(tmp_path, [("a", "2026-03-02", 10)])("profit", "--by", "account", *TODAY)
    assert ([row["value"] for row in found["rows"]], found["total"], left_out(found)) == ([None], None, {"no-cost": 1})


def test_who_buys_more_than_its_potential_leaves_no_gap(tmp_path: Path) -> None:
    ask = sold(tmp_path, [("a", "2026-03-02", 500)], a={"potential": 400_00})
    assert [(row["value"], row["gap"]) for row in ask("wallet-share", *TODAY)["rows"]] == [(1.25, 0)]
