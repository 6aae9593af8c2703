"""`kamtui quality` lists what looks wrong with the data, and no more what someone said is right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Run

from kamtui.store.exchange.importer import ImportOptions, import_files
from kamtui.store.workspace import Workspace


@pytest.fixture
def sold(tmp_path: Path) -> Path:
    """Two orders that are the same but for their number, a price far off, and a month in another unit."""
    rows = ["订单号,行号,订单日期,客户名称,产品名称,数量,销售额"]
    rows += [f"A{n},1,2026-10-{n + 1:02},华北电网,交换机,1,{1000 + n}" for n in range(10)]
    rows += ["B1,1,2026-10-20,远洋银行,路由器,2,700", "B2,1,2026-10-20,远洋银行,路由器,2,700"]
    rows += ["C1,1,2026-10-21,华北电网,交换机,1,990000"]
    rows += [f"D{n},1,2026-11-{n + 1:02},华北电网,线缆,1,{(1000 + n) / 1000}" for n in range(10)]
    file = tmp_path / "orders.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    workspace = Workspace.create(tmp_path / "w", currency="CNY")
    import_files(workspace, [file], ImportOptions())
    workspace.close()
    return tmp_path / "w"


def test_orders_that_came_twice_prices_far_off_and_months_in_another_unit_are_told(run: Run, sold: Path) -> None:
    done = run("quality", "--json", "--data", sold)
    assert done.code == 1
    told = json.loads(done.out)
    found = [(each["kind"], each["about"], each["n"]) for each in told["issues"] if each["table"] == "orders"]
    assert ("duplicate", "order", 2) in found
    assert ("outlier", "price", 1) in found
    units = [each for each in told["issues"] if each["kind"] == "unit"]
    assert {each["file"] for each in units} == {"orders/2026-10.json", "orders/2026-11.json"}
    assert told["counts"]["unit"] == 2


def test_an_issue_that_is_ignored_is_told_no_more_until_that_is_undone(run: Run, sold: Path) -> None:
    before = json.loads(run("quality", "--json", "--data", sold).out)
    key = next(each["key"] for each in before["issues"] if each["kind"] == "duplicate" and each["table"] == "orders")
    assert run("quality", "--ignore", key, "--note", "two trucks", "--data", sold).code == 0
    after = json.loads(run("quality", "--json", "--data", sold).out)
    assert (after["ignored"], len(after["issues"])) == (1, len(before["issues"]) - 1)
    assert run("quality", "--ignore", key, "--data", sold).code == 2
    assert run("undo", "--data", sold).code == 0
    assert json.loads(run("quality", "--json", "--data", sold).out) == before
