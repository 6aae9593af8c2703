"""What is wrong with the data is found and counted, and what is merely large is not called wrong."""

from __future__ import annotations

from pathlib import Path

from kamtui.store.figures.oddities import outliers, suspect_units
from kamtui.store.records import Account, Contact, Opportunity, Salesperson
from kamtui.store.tidy import issues
from kamtui.store.workspace import Workspace


def test_a_value_a_thousand_times_the_others_is_an_outlier() -> None:
    usual = {f"{number}": 90 + number for number in range(12)}
    assert outliers({**usual, "odd": 95_000}) == ["odd"]
    assert outliers(usual) == []
    assert outliers({"a": 1, "b": 1000}) == []
    assert outliers({**{str(number): 5 for number in range(10)}, "odd": 9}) == []


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
