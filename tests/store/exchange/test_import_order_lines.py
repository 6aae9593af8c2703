"""An order line stays the line it is: with its date corrected, when it is rejected first, when another is like it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kamtui.store.exchange.report import ImportReport
from kamtui.store.workspace import Workspace

Importing = Callable[..., ImportReport]
OnDisk = Callable[[], dict[str, tuple[int, bytes]]]

NUMBERED = """订单号,行号,订单日期,客户名称,产品名称,数量,销售额
A1,1,2026-10-05,华北电网,交换机,2,9800
A1,2,2026-10-05,华北电网,路由器,1,12000
A2,1,2026-11-02,远洋银行,交换机,3,14701
"""
ALIKE = """订单号,订单日期,客户名称,产品名称,数量,销售额
A1,2026-10-05,华北电网,交换机,2,9800
A1,2026-10-05,华北电网,交换机,2,9800
A2,2026-10-06,华北电网,交换机,1,4900
"""


def lines(workspace: Workspace) -> dict[str, list[tuple[str, int]]]:
    """By month the day and the amount in main units of each line."""
    return {
        month: sorted((line["date"], line["amount_e4"] // 10_000) for line in workspace.order_documents(month).values())
        for month in workspace.order_months()
    }


def test_a_line_whose_date_is_corrected_into_another_month_moves(workspace: Workspace, importing: Importing) -> None:
    importing(NUMBERED)
    report = importing(NUMBERED.replace("A1,2,2026-10-05", "A1,2,2026-12-09"))
    assert (report.new, report.changed, report.same) == ({}, {"orders": 1}, {"orders": 2})
    assert lines(workspace) == {
        "2026-10": [("2026-10-05", 9800)],
        "2026-11": [("2026-11-02", 14701)],
        "2026-12": [("2026-12-09", 12000)],
    }


def test_the_corrected_file_again_changes_nothing(importing: Importing, on_disk: OnDisk) -> None:
    importing(NUMBERED)
    corrected = NUMBERED.replace("A1,2,2026-10-05", "A1,2,2026-12-09").replace("A2,1,2026-11-02", "A2,1,2026-10-31")
    importing(corrected)
    before = on_disk()
    assert importing(corrected).same["orders"] == 3
    assert on_disk() == before


def test_a_correction_taken_back_in_the_source_moves_the_line_back(workspace: Workspace, importing: Importing) -> None:
    importing(NUMBERED)
    before = lines(workspace)
    importing(NUMBERED.replace("A2,1,2026-11-02", "A2,1,2026-10-31"))
    assert "2026-11" not in workspace.order_months()
    assert importing(NUMBERED).changed == {"orders": 1}
    assert lines(workspace) == before


def test_undo_puts_a_moved_line_back_and_redo_moves_it_again(
    workspace: Workspace, importing: Importing, on_disk: OnDisk
) -> None:
    importing(NUMBERED)
    before = {name: data for name, (_, data) in on_disk().items()}
    importing(NUMBERED.replace("A2,1,2026-11-02", "A2,1,2026-10-31"))
    after = {name: data for name, (_, data) in on_disk().items()}
    workspace.undo()
    assert {name: data for name, (_, data) in on_disk().items()} == before
    workspace.redo()
    assert {name: data for name, (_, data) in on_disk().items()} == after


def test_a_moved_line_keeps_what_the_file_does_not_say(workspace: Workspace, importing: Importing) -> None:
    importing(NUMBERED)
    path = workspace.root / "orders" / "2026-11.json"
    path.write_text(path.read_text("utf-8").replace('"amount_e4"', '"weight":1.10,"amount_e4"'), "utf-8")
    importing("订单号,行号,订单日期,产品名称,数量,销售额\nA2,1,2026-12-02,,4,\n")
    text = (workspace.root / "orders" / "2026-12.json").read_text("utf-8")
    assert '"weight":1.10' in text
    (line,) = workspace.order_documents("2026-12").values()
    assert (line["quantity_e3"], line["amount_e4"], "account" in line) == (4000, 147_010_000, True)


@pytest.mark.parametrize("which", [1, 2])
def test_of_two_equal_lines_just_the_corrected_one_moves(
    workspace: Workspace, importing: Importing, which: int
) -> None:
    importing(ALIKE)
    rows = ALIKE.splitlines(keepends=True)
    rows[which] = rows[which].replace("2026-10-05", "2026-11-09")
    report = importing("".join(rows))
    assert (report.changed, report.same["orders"], "orders" in report.new) == ({"orders": 1}, 2, False)
    assert lines(workspace) == {
        "2026-10": [("2026-10-05", 9800), ("2026-10-06", 4900)],
        "2026-11": [("2026-11-09", 9800)],
    }


def test_both_of_two_equal_lines_move_together(workspace: Workspace, importing: Importing) -> None:
    importing(ALIKE)
    assert importing(ALIKE.replace("A1,2026-10-05", "A1,2026-12-01")).changed == {"orders": 2}
    assert [len(found) for found in lines(workspace).values()] == [1, 2]


def test_an_order_number_that_comes_again_for_another_customer_is_another_order(
    workspace: Workspace, importing: Importing
) -> None:
    importing(NUMBERED)
    report = importing(NUMBERED.splitlines()[0] + "\nA2,1,2027-11-05,华北电网,交换机,1,5000\n", name="next.csv")
    assert report.new == {"orders": 1}
    assert lines(workspace)["2026-11"] == [("2026-11-02", 14701)]


def test_an_order_number_that_a_file_has_on_both_days_is_two_orders(workspace: Workspace, importing: Importing) -> None:
    importing(NUMBERED)
    report = importing(NUMBERED + "A2,1,2027-11-05,远洋银行,交换机,1,5000\n")
    assert (report.new, report.same["orders"]) == ({"orders": 1}, 3)
    assert lines(workspace)["2026-11"] == [("2026-11-02", 14701)]


def test_lines_without_an_order_number_are_others_on_other_days(workspace: Workspace, importing: Importing) -> None:
    head = "日期,客户名称,产品名称,数量,销售额\n"
    importing(head + "2026-10-05,华北电网,交换机,2,9800\n")
    assert importing(head + "2026-10-12,华北电网,交换机,1,4900\n2026-11-02,华北电网,交换机,1,4900\n").new == {
        "orders": 2
    }
    assert [len(found) for found in lines(workspace).values()] == [2, 1]


def test_a_damaged_month_elsewhere_is_left_alone_and_does_not_stop_the_import(
    workspace: Workspace, importing: Importing
) -> None:
    importing(NUMBERED)
    path = workspace.root / "orders" / "2026-10.json"
    path.write_bytes(b"{half a fi")
    assert importing("订单号,行号,订单日期,客户名称,销售额\nA9,1,2026-12-01,华北电网,1\n").new == {"orders": 1}
    assert path.read_bytes() == b"{half a fi"


@pytest.mark.parametrize("bad", [1, 2])
def test_a_mended_reject_does_not_write_over_its_equal(
    workspace: Workspace, importing: Importing, tmp_path: Path, bad: int
) -> None:
    rows = ALIKE.splitlines(keepends=True)
    good = rows[bad]
    rows[bad] = good.replace("9800", "many")
    report = importing("".join(rows), rejects_dir=tmp_path)
    assert (report.rejected, report.new["orders"]) == (1, 2)
    mended = report.rejects[0].read_text("utf-8-sig").replace("many,", "9800,", 1)
    assert importing(mended, name="mended.csv").new == {"orders": 1}
    assert lines(workspace) == {"2026-10": [("2026-10-05", 9800), ("2026-10-05", 9800), ("2026-10-06", 4900)]}
    assert importing(ALIKE).same["orders"] == 3, "the whole file, mended in the source, is what is there"


def test_a_rejects_file_made_in_one_language_comes_back_in_the_other(
    workspace: Workspace, importing: Importing, tmp_path: Path
) -> None:
    from kamtui.store.text import words

    rows = ALIKE.splitlines(keepends=True)
    words.use("zh")
    report = importing("".join([*rows[:2], rows[2].replace("9800", "many"), rows[3]]), rejects_dir=tmp_path)
    text = report.rejects[0].read_text("utf-8-sig")
    assert "kamtui 同类序号" in text.splitlines()[0]
    words.use("en")
    importing(text.replace("many,", "9800,", 1), name="mended.csv")
    assert [len(found) for found in lines(workspace).values()] == [3]


def document_of(workspace: Workspace, month: str) -> list[dict[str, Any]]:
    return list(workspace.order_documents(month).values())


def test_a_line_says_each_thing_that_its_row_says_and_nothing_for_blank_cells(
    workspace: Workspace, importing: Importing
) -> None:
    importing('Order No,Order Date,Sales,Channel,City\n"A""1",2026-10-05,9.5,,"Sao\nPaulo"\nA2,2026-10-06,1,web,\n')
    assert document_of(workspace, "2026-10") == [
        {"amount_e4": 95_000, "city": "Sao\nPaulo", "date": "2026-10-05", "order_no": 'A"1'},
        {"amount_e4": 10_000, "channel": "web", "date": "2026-10-06", "order_no": "A2"},
    ]


TIMED = """订单号,行号,订单日期,客户名称,产品名称,数量,销售额
A1,1,2026-10-05 08:26:00,华北电网,交换机,2,9800
A1,2,2026-10-05 08:26:31,华北电网,路由器,1,12000
A2,1,2026-11-02,远洋银行,交换机,3,14701
"""


def clocks(workspace: Workspace) -> list[str | None]:
    return [
        line.get("time")
        for month in workspace.order_months()
        for line in sorted(workspace.order_documents(month).values(), key=lambda line: -line["quantity_e3"])
    ]


def test_the_time_of_day_after_a_date_is_kept(workspace: Workspace, importing: Importing, on_disk: OnDisk) -> None:
    importing(TIMED)
    assert clocks(workspace) == ["08:26", "08:26:31", None]
    before = on_disk()
    assert importing(TIMED).same == {"orders": 3}
    assert on_disk() == before


def test_dates_at_midnight_throughout_say_no_time(workspace: Workspace, importing: Importing) -> None:
    importing(NUMBERED.replace("-05,", "-05 00:00:00,").replace("-02,", "-02 00:00:00,"))
    assert clocks(workspace) == [None, None, None]


def test_a_column_of_times_is_the_time_and_a_time_that_cannot_be_is_refused(
    workspace: Workspace, importing: Importing
) -> None:
    timed = (
        NUMBERED.replace("订单日期,", "订单日期,下单时间,")
        .replace("-05,", "-05,下午3:05,")
        .replace("-02,", "-02,25:61,")
    )
    assert importing(timed).rejected == 1
    assert clocks(workspace) == ["15:05", "15:05"]
