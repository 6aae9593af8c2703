"""What customers tell us, what we promise them, what we aim at: all of it comes in from files, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from kamtui.store.exchange.report import ImportReport
from kamtui.store.records import CompanyTotal, Contract, Need, Project, Promise, Record, Service, Target
from kamtui.store.workspace import Workspace

Importing = Callable[..., ImportReport]

FILES: dict[type[Record], str] = {
    Service: "客户名称,投诉内容,服务类型,投诉日期,首次回复,评分\n华北电网,送货晚,投诉,2026-10-05,2026-10-06,\n"
    "华北电网,,满意度,2026-10-07,,4\n",
    Promise: "Account,Promise,Promise date,Due date,Kept on\n"
    "Grid,Spare parts on site,2026-10-01,2026-10-31,2026-10-30\n",
    Need: "客户名称,需求,重要性,提出日期\n华北电网,备件三天到,,2026-09-01\n",
    Project: 'Account,Project,Year,Budget,Fund source\nGrid,New substation,2027,"1,200,000",Own funds\n',
    Contract: "客户名称,合同名称,合同号,生效日期,到期日期,合同金额\n"
    "华北电网,框架协议,HT-7,2026-01-01,2027-12-31,500万\n",
    Target: "季度,负责人,销售目标\n2026Q4,林蔚,120万\n2026Q4,周敏,90万\n",
    CompanyTotal: "Year,Company sales,Market share\n2025,9000000,12.5%\n2026,9500000,13%\n",
}
EXPECTED: dict[type[Record], dict[str, Any]] = {
    Service: {"subject": "送货晚", "kind": "complaint", "date": dt.date(2026, 10, 5), "answered": dt.date(2026, 10, 6)},
    Promise: {"title": "Spare parts on site", "due": dt.date(2026, 10, 31), "done": dt.date(2026, 10, 30)},
    Need: {"name": "备件三天到", "first_seen": dt.date(2026, 9, 1)},
    Project: {"name": "New substation", "year": 2027, "budget": 120_000_000, "fund_source": "Own funds"},
    Contract: {"name": "框架协议", "number": "HT-7", "ends": dt.date(2027, 12, 31), "amount": 500_000_000},
    Target: {"period": "2026Q4", "amount": 120_000_000, "name": "2026Q4 林蔚"},
    CompanyTotal: {"period": "2025", "sales": 900_000_000, "market_share_e4": 1250},
}


@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.table)
def test_a_list_is_recognised_read_and_the_same_again_changes_nothing(
    workspace: Workspace, importing: Importing, kind: type[Record]
) -> None:
    report = importing(FILES[kind])
    rows = FILES[kind].count("\n") - 1
    assert (report.rejected, report.new.get(kind.table)) == (0, rows)
    assert any(
        all(getattr(record, name) == value for name, value in EXPECTED[kind].items())
        for record in workspace.records(kind).values()
    )
    again = importing(FILES[kind])
    assert (again.new, again.changed) == ({}, {})


def test_a_survey_is_of_its_kind_and_a_target_of_a_period_that_cannot_be_is_refused(
    workspace: Workspace, importing: Importing
) -> None:
    importing(FILES[Service])
    assert {(each.kind, each.score) for each in workspace.records(Service).values()} == {
        ("complaint", None),
        ("csat", 4),
    }
    assert importing(FILES[Target].replace("2026Q4,周敏", "soon,周敏")).rejected == 1
    importing(FILES[Target].replace("120万", "150万"))
    assert sorted(each.amount or 0 for each in workspace.records(Target).values()) == [90_000_000, 150_000_000]
