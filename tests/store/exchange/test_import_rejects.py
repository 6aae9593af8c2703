"""The file of rejected rows, mended, brings what the right file would have brought; unmended it says the same again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kamtui.store.exchange.importer import ImportOptions, import_files
from kamtui.store.exchange.report import ImportReport
from kamtui.store.records import KINDS, OrderLine, document
from kamtui.store.text.spreadsheet import armed
from kamtui.store.workspace import Workspace

xlsxwriter = pytest.importorskip("xlsxwriter")

Rows = list[list[str]]
STAMPS = ("created", "updated", "updated_by")
OWN = 4
"""Columns that say what is wrong: line, field, value, reason."""

SHEETS: dict[str, tuple[Rows, dict[tuple[int, int], str]]] = {
    "deals": (
        [
            ["商机编号", "商机名称", "客户名称", "销售阶段", "预计金额（万元）", "预计成交日期", "赢率", "负责人"],
            ["S1", "=营业网点", "华北电网", "需求分析", "120", "2026-12-25", "40%", "王敏"],
            ["S2", "机房改造", "+华北电网", "招标", "350.5", "2027-01-31", "60%", "李强"],
            ["S3", "培训", "远洋银行", "赢单", "8", "2026-11-02", "100%", "王敏"],
            ["S4", "备件\n三年", "@远洋银行", "招标", "12.25", "2026-11-30", "20%", "-李强"],
            ["S5", "网络", "华北电网", "招标", "1", "2026-12-01", "10%", "王敏"],
        ],
        {(1, 5): "2026-02-30", (2, 6): "170%", (3, 4): "8 or so", (4, 5): "soon"},
    ),
    "orders": (
        [
            ["订单号", "行号", "订单日期", "客户名称", "产品名称", "数量", "销售额"],
            ["A1", "1", "2026-10-05", "华北电网", "=交换机", "2", "9800.50"],
            ["A1", "2", "2026-10-05", "华北电网", "路由器", "1", "12000"],
            ["A2", "1", "2026-11-02", "远洋银行", "交换机", "3", "14701"],
            ["A3", "1", "2026-11-03", "远洋银行", "交换机", "4", "15000"],
        ],
        {(1, 2): "2026-13-05", (3, 6): "many"},
    ),
    "targets": (
        [
            ["目标名称", "期间", "指标", "目标金额", "币种"],
            ["=华东", "2026Q4", "sales", "1200", "CNY"],
            ["华北", "2026Q4", "profit", "300.5", "CNY"],
            ["西南", "2026-11", "sales", "80", "CNY"],
            ["东北", "2026-12", "sales", "90", "CNY"],
            ["华南", "2026-12", "profit", "95", "CNY"],
        ],
        {(1, 1): "2026Q5", (3, 3): "eighty"},
    ),
}  # fmt: skip
"""By kind the right rows, title first, and by row and column what stands wrongly in them."""


def as_csv(rows: Rows, encoding: str = "utf-8") -> bytes:
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    return made.getvalue().encode(encoding)


def as_workbook(rows: Rows) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("表")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return made.getvalue()


WRITTEN: dict[str, Callable[[Rows], bytes]] = {
    "csv": as_csv,
    "gbk.csv": lambda rows: as_csv(rows, "gbk"),
    "xlsx": as_workbook,
}


def bring(workspace: Workspace, file: Path, content: bytes) -> ImportReport:
    file.write_bytes(content)
    return import_files(workspace, [file], ImportOptions(rejects_dir=file.parent))


def told(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """Everything that is kept, by id, without the times of its making."""
    found = {
        key: document(record, keep_account=True)
        for kind in KINDS.values()
        if kind is not OrderLine
        for key, record in workspace.records(kind).items()
    }
    for month in workspace.order_months():
        found |= {key: dict(line) for key, line in workspace.order_documents(month).items()}
    return {key: {name: value for name, value in fields.items() if name not in STAMPS} for key, fields in found.items()}


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("ending", WRITTEN)
def test_the_rejected_rows_come_back_mended_as_if_they_had_been_right(tmp_path: Path, kind: str, ending: str) -> None:
    right, faults = SHEETS[kind]
    wrong = [[faults.get((row, column), cell) for column, cell in enumerate(cells)] for row, cells in enumerate(right)]
    expected = Workspace.create(tmp_path / "expected", currency="CNY")
    assert bring(expected, tmp_path / f"{kind}.{ending}", WRITTEN[ending](right)).rejected == 0
    workspace = Workspace.create(tmp_path / "data", currency="CNY")
    report = bring(workspace, tmp_path / f"{kind}.{ending}", WRITTEN[ending](wrong))
    (path,) = report.rejects
    assert report.rejected == len(faults)
    rejects = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    rows = sorted({row for row, _ in faults})
    assert [[armed(cell) for cell in cells[: len(right[0])]] for cells in rejects[1:]] == [wrong[row] for row in rows]
    assert not [cell for cells in rejects for cell in cells if cell.startswith(("=", "+", "@"))]
    said = [cells[-OWN + 2] for cells in rejects[1:]]
    assert said == [value for _, value in sorted(faults.items())]
    before = told(workspace)
    again = bring(workspace, tmp_path / "unmended.csv", path.read_bytes())
    assert (again.rejected, told(workspace)) == (len(faults), before)
    for (_, column), cells, row in zip(sorted(faults), rejects[1:], rows, strict=True):
        cells[column] = right[row][column]
    mended = bring(workspace, tmp_path / "mended.csv", as_csv(rejects, "utf-8-sig"))
    assert mended.rejected == 0
    assert told(workspace) == told(expected)
    once_more = bring(workspace, tmp_path / f"{kind}.{ending}", WRITTEN[ending](right))
    assert (once_more.new, once_more.changed) == ({}, {})
