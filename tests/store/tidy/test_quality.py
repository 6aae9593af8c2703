"""What is wrong with the data is found and counted, and what is merely large is not called wrong."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from kamtui.store.figures.oddities import outliers, suspect_units
from kamtui.store.records import Account, Contact, Opportunity, Salesperson
from kamtui.store.tidy import ignore, issues, likely_accounts, merge_orders, open_issues, rescale_orders
from kamtui.store.workspace import Workspace


def test_a_value_a_thousand_times_the_others_is_an_outlier() -> None:
    usual = {f"{number}": 90 + number for number in range(12)}
    assert outliers({**usual, "odd": 95_000}) == ["odd"]
    assert outliers(usual) == []
    assert outliers({"a": 1, "b": 1000}) == []
    assert outliers({**{str(number): 5 for number in range(10)}, "odd": 9}) == []


def test_a_discount_is_no_outlier_however_close_the_other_prices_are() -> None:
    usual = {f"{number}": 100 + number / 100 for number in range(12)}
    assert outliers({**usual, "half": 50}) == []
    assert outliers({**usual, "tenth": 10}) == ["tenth"]


def test_the_same_trade_name_and_industry_is_one_company_unless_the_places_differ() -> None:
    names = ("华为技术有限公司", "深圳华为技术有限公司", "上海顺达物流", "广州顺达物流")
    accounts = [Account(id=f"{at}", name=name) for at, name in enumerate(names)]
    assert [(pair.first, pair.second, pair.why) for pair in likely_accounts(accounts)] == [("0", "1", "same-trade")]


def test_a_group_a_hundred_times_off_is_in_another_unit() -> None:
    yuan = [1000 * number for number in range(10, 20)]
    found = suspect_units({"yuan": yuan, "ten-thousands": [value / 10_000 for value in yuan], "few": [1.0]})
    assert set(found) == {"yuan", "ten-thousands"}
    assert 9_000 < 1 / found["ten-thousands"] < 11_000
    assert suspect_units({"a": yuan, "b": [value * 50 for value in yuan]}) == {}


def test_the_workspace_is_looked_through(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "w")
    with workspace.change("fill") as change:
        li, wu = change.add(Salesperson(name="Li")), change.add(Salesperson(name="Wu"))
        one = change.add(Account(name="华北电网", tier="A", region="华北", industry="电力", owner=li.id))
        two = change.add(Account(name="华北电网有限公司", tier="A", region="华北", industry="电力"))
        change.add(Contact(name="A", account=one.id, email="a@b.cn", title="x"))
        change.add(Contact(name="B", account=two.id, email="A@b.cn", title="x"))
        for owner, unit in ((li, 1_000_00), (wu, 1_000_000_00)):
            for number in range(10, 20):
                change.add(Opportunity(name=f"{number}", account=one.id, amount=number * unit, stage="need",
                                       owner=owner.id))  # fmt: skip
    found = issues(workspace)
    by_kind = {(issue.kind, issue.table, issue.about): len(issue.records) for issue in found}
    assert by_kind == {
        ("missing", "accounts", "owner"): 1,
        ("missing", "opportunities", "close_date"): 20,
        ("duplicate", "accounts", "same-name"): 2,
        ("duplicate", "contacts", "mail"): 2,
        ("unit", "opportunities", "amount"): 10,
    }
    assert sorted(round(issue.times or 0, 3) for issue in found if issue.kind == "unit") == [0.001, 1000]


def sold(workspace: Workspace, lines: dict[str, dict[str, object]]) -> None:
    """Order lines by id: what they say, in the month of their day."""
    with workspace.change("sell") as change:
        months: dict[str, dict[str, dict[str, object]]] = {}
        for number, (name, fields) in enumerate(lines.items()):
            key = f"01K0000000000000000000{number:04}"
            months.setdefault(str(fields["date"])[:7], {})[key] = {"customer": "c", "order_no": name, **fields}
        for month, own in months.items():
            change.merge_orders(month, own)


def test_an_order_that_came_twice_is_found_across_months_and_counts_once_after_the_merge(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "w")
    sold(workspace, {
        "A1": {"date": "2026-09-30", "amount_e4": 7_0000, "quantity_e3": 2000},
        "B7": {"date": "2026-10-02", "amount_e4": 7_0000, "quantity_e3": 2000},
    })  # fmt: skip
    with workspace.change("again") as change:
        change.merge_orders("2026-10", {"01K00000000000000000001000": {
            "customer": "c", "order_no": "A1", "date": "2026-10-02", "amount_e4": 7_0000, "quantity_e3": 2000,
        }})  # fmt: skip
    found = {issue.about: issue for issue in issues(workspace)}
    assert {about: len(issue.records) for about, issue in found.items()} == {"order": 2, "order-again": 2}
    again = found["order-again"]
    with workspace.change("merge") as change:
        assert merge_orders(workspace, change, again.records) == 1
    left = [line.order_no for month in workspace.order_months() for line in workspace.order_lines(month)
            if not line.archived]  # fmt: skip
    assert left == ["A1", "B7"]
    assert issues(workspace) == []
    workspace.undo()
    assert {issue.about for issue in issues(workspace)} == {"order", "order-again"}


def test_a_month_in_another_unit_is_brought_into_the_usual_one(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "w")
    sold(workspace, {
        f"{month}-{day}": {
            "date": f"2026-{month:02}-{day:02}", "amount_e4": (1000 + day) * size, "profit_e4": 30 * size,
        }
        for month, size in ((9, 10_000), (10, 10_000), (11, 10))
        for day in range(1, 11)
    })  # fmt: skip
    (issue,) = [each for each in issues(workspace) if each.kind == "unit"]
    assert (issue.file, round(issue.times or 0, 3)) == ("orders/2026-11.json", 0.001)
    with workspace.change("fix") as change:
        assert rescale_orders(workspace, change, issue) == 10
    lines = sorted(workspace.order_lines("2026-11"), key=lambda line: line.date or dt.date.min)
    assert [(line.amount_e4, line.profit_e4) for line in lines][:2] == [(10_010_000, 300_000), (10_020_000, 300_000)]
    assert [each for each in issues(workspace) if each.kind == "unit"] == []


def test_what_is_missing_is_ignored_record_by_record_and_for_everyone(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "w")
    with workspace.change("fill") as change:
        one = change.add(Account(name="One", tier="A", region="r", owner="o"))
        change.add(Account(name="Two", tier="A", region="r", owner="o"))
    (missing,) = issues(workspace)
    part = next(each for each in missing.parts() if each.records == (one.id,))
    ignore(workspace, part)
    (left,), hidden = open_issues(Workspace.open(workspace.root))
    assert (len(left.records), hidden, one.id in left.records) == (1, 1, False)
    ignore(workspace, missing)
    assert open_issues(workspace) == ([], 2)
    workspace.undo()
    assert open_issues(workspace)[1] == 1
