"""What an import promises: again is nothing, blank leaves, wrong is told, all or nothing."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kamtui.store.exchange.importer import ImportOptions, import_files
from kamtui.store.exchange.problems import UnreadableFileError
from kamtui.store.exchange.report import ImportReport
from kamtui.store.records import Account, Activity, Competitor, Contact, Opportunity, Product, Salesperson, Task
from kamtui.store.text import words
from kamtui.store.workspace import Workspace

Importing = Callable[..., ImportReport]
OnDisk = Callable[[], dict[str, tuple[int, bytes]]]

DEALS = """商机编号,商机名称,客户名称,销售阶段,预计金额（万元）,预计成交日期,赢率,负责人
S1,营业网点笔记本,华北电网,需求分析,120,2026-12-25,40%,王敏
S2,机房改造,华北电网,招标,350.5,2027-1-31,60%,李强
S3,培训,远洋银行,赢单,8,2026-11-2,100%,王敏
"""
ORDERS = """订单号,行号,订单日期,客户名称,产品名称,数量,销售额
A1,1,2026-10-05,华北电网,交换机,2,9800.50
A1,2,2026-10-05,华北电网,路由器,1,12000
A2,1,2026-11-02,远洋银行,交换机,3,14701
"""


def only(workspace: Workspace, kind: Any, name: str) -> Any:
    (found,) = [record for record in workspace.records(kind).values() if record.name == name]
    return found


def codes(report: ImportReport) -> dict[str, int]:
    return {finding.code: finding.count for finding in report.findings}


def test_a_chinese_export_is_understood_without_a_map(workspace: Workspace, importing: Importing) -> None:
    report = importing(DEALS)
    assert report.new == {"salespeople": 2, "accounts": 2, "opportunities": 3}
    deal = only(workspace, Opportunity, "机房改造")
    assert deal.amount == 3_505_000_00
    assert (deal.stage, deal.odds, deal.close_date.isoformat()) == ("evaluation", 60, "2027-01-31")
    assert deal.external_ids == {"import": "S2"}
    assert workspace.records(Salesperson)[deal.owner].name == "李强"
    assert workspace.records(Account)[deal.account].name == "华北电网"
    assert only(workspace, Opportunity, "培训").status == "won"


@pytest.mark.parametrize("text", [DEALS, ORDERS])
def test_the_same_file_again_changes_nothing_and_touches_no_file(
    importing: Importing, on_disk: OnDisk, text: str
) -> None:
    importing(text)
    before = on_disk()
    report = importing(text)
    assert report.new == report.changed == {}
    assert sum(report.same.values()) == 3
    assert on_disk() == before


def test_a_corrected_file_changes_just_the_corrected_fields(workspace: Workspace, importing: Importing) -> None:
    importing(DEALS)
    before = workspace.records(Opportunity)
    report = importing(DEALS.replace("350.5", "360"))
    assert report.changed == {"opportunities": 1}
    assert report.same == {"opportunities": 2}
    after = workspace.records(Opportunity)
    (key,) = [key for key in after if after[key] != before[key]]
    assert after[key].amount == 3_600_000_00
    assert (after[key].name, after[key].stage, after[key].created) == (
        before[key].name,
        before[key].stage,
        before[key].created,
    )
    (event,) = [event for event in workspace.events(after[key].account) if event.record == key]
    assert (event.field, event.old, event.new, event.via) == ("amount", 350_500_000, 360_000_000, "import")


def test_a_corrected_order_line_changes_one_line(workspace: Workspace, importing: Importing) -> None:
    importing(ORDERS)
    report = importing(ORDERS.replace("14701", "14700").replace("2026-11-02", "2026-11-03"))
    assert (report.new, report.changed, report.same) == ({}, {"orders": 1}, {"orders": 2})
    (line,) = workspace.order_documents("2026-11").values()
    assert (line["amount_e4"], line["date"]) == (147_000_000, "2026-11-03")


def test_blank_cells_and_columns_that_are_not_there_leave_what_is(workspace: Workspace, importing: Importing) -> None:
    importing(DEALS)
    report = importing("商机编号,商机名称,客户名称,销售阶段,赢率\nS2,,华北电网,,70%\n")
    deal = only(workspace, Opportunity, "机房改造")
    assert report.changed == {"opportunities": 1}
    assert (deal.odds, deal.stage, deal.amount) == (70, "evaluation", 3_505_000_00)
    importing(ORDERS)
    importing("订单号,行号,订单日期,产品名称,数量,销售额\nA2,1,2026-11-02,,4,\n")
    (line,) = workspace.order_documents("2026-11").values()
    assert (line["quantity_e3"], line["amount_e4"]) == (4000, 147_010_000)
    assert "account" in line


def test_an_import_is_one_step_that_can_be_taken_back(workspace: Workspace, importing: Importing) -> None:
    importing(DEALS, ORDERS)
    workspace.undo()
    assert not workspace.records(Opportunity)
    assert not workspace.records(Account)
    assert workspace.order_months() == []
    workspace.redo()
    assert len(workspace.records(Opportunity)) == 3


def test_what_fails_half_way_leaves_the_workspace_as_it_was(
    workspace: Workspace, importing: Importing, on_disk: OnDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    importing(DEALS)
    before = on_disk()
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    monkeypatch.setattr("kamtui.store.exchange.importer._PAUSE", 0.0)

    def interrupt(done: int, total: int, what: str) -> None:
        if "2026-11" in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_files(workspace, [path], ImportOptions(), interrupt)
    assert on_disk() == before
    assert import_files(workspace, [path], ImportOptions()).new["orders"] == 3


def test_a_dry_run_counts_and_shows_but_writes_nothing(
    workspace: Workspace, importing: Importing, on_disk: OnDisk, tmp_path: Path
) -> None:
    before = on_disk()
    report = importing(DEALS + "S4,,,,x,,,\n", ORDERS, dry_run=True, rejects_dir=tmp_path)
    assert report.new == {"salespeople": 2, "products": 2, "accounts": 2, "opportunities": 3, "orders": 3}
    assert report.samples["opportunities"][0]["商机名称"] == "营业网点笔记本"
    assert on_disk() == before
    assert report.rejects == []
    assert workspace.undo() is None


def test_rejected_rows_come_with_line_field_value_and_reason_and_come_in_when_mended(
    workspace: Workspace, importing: Importing, tmp_path: Path
) -> None:
    report = importing(DEALS + "S4,新楼,华北电网,招标,50,2026-02-30,10%,王敏\n", name="商机.csv", rejects_dir=tmp_path)
    assert (report.rejected, report.new["opportunities"]) == (1, 3)
    (path,) = report.rejects
    assert path.name == "rejects-商机.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    header, row = csv.reader(path.read_text("utf-8-sig").splitlines())
    assert header[-4:] == ["kamtui line", "kamtui field", "kamtui value", "kamtui reason"]
    assert row[-4:] == ["5", "预计成交日期", "2026-02-30", "not a valid date"]
    mended = path.read_text("utf-8-sig").replace("2026-02-30,10%", "2026-02-28,10%")
    report = importing(mended, name="mended.csv")
    assert report.new == {"opportunities": 1}
    assert "unused-columns" not in codes(report)
    assert only(workspace, Opportunity, "新楼").close_date.isoformat() == "2026-02-28"


def test_a_rejected_cell_is_no_formula_in_a_spreadsheet_and_the_same_text_again_afterwards(
    workspace: Workspace, importing: Importing, tmp_path: Path
) -> None:
    report = importing(
        '客户名称,行业,员工数\n"=cmd()",电力,many\n好公司,电力,12\n另一家,电力,30\n', rejects_dir=tmp_path
    )
    text = report.rejects[0].read_text("utf-8-sig")
    assert "'=cmd()" in text
    importing(text.replace("many", "7"), name="mended.csv")
    assert only(workspace, Account, "=cmd()").employees == 7


def test_dates_that_read_two_ways_wait_for_a_decision(
    workspace: Workspace, importing: Importing, tmp_path: Path
) -> None:
    text = "Deal Name,Account Name,Stage,Close Date\nA,Acme,Proposal,3/4/2026\nB,Acme,Proposal,5/6/2026\n"
    report = importing(text)
    assert report.deciding == 2
    assert codes(report)["undecided-dates"] == 2
    assert {deal.close_date for deal in workspace.records(Opportunity).values()} == {None}
    decided = tmp_path / "map.yaml"
    decided.write_text("sheets:\n  - kind: opportunities\n    dates: dmy\n")
    report = importing(text, mapping=decided)
    assert (report.deciding, report.changed) == (0, {"opportunities": 2})
    assert only(workspace, Opportunity, "A").close_date.isoformat() == "2026-04-03"


def test_orders_whose_dates_read_two_ways_wait_as_a_whole(workspace: Workspace, importing: Importing) -> None:
    report = importing("Order No,Order Date,Customer,Product,Sales\n1,3/4/2026,Acme,Pen,5\n")
    assert report.new == {}
    assert codes(report)["orders-wait"] == 1
    assert workspace.order_months() == []


def test_names_that_only_look_alike_are_never_linked(workspace: Workspace, importing: Importing) -> None:
    importing("Account Name,Industry\nAcme Corporation,power\n")
    importing(
        "Deal Name,Account Name,Stage\nA,ACME  corporation,Proposal\nB,Acme Corporations,Proposal\n", name="d.csv"
    )
    accounts = workspace.records(Account)
    assert {account.name for account in accounts.values()} == {"Acme Corporation", "Acme Corporations"}
    assert accounts[only(workspace, Opportunity, "A").account].name == "Acme Corporation"


def test_an_alias_of_the_map_is_kept_and_no_longer_told(
    workspace: Workspace, importing: Importing, tmp_path: Path
) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("aliases:\n  products:\n    GTXPro: GTX Pro\n")
    texts = ("product,series,sales_price\nGTX Pro,GTX,4821\n", "deal name,account,stage,product\nA,Acme,Won,GTXPro\n")
    report = importing(*texts, mapping=path)
    assert "alias" not in codes(report)
    assert only(workspace, Product, "GTX Pro").aliases == ("GTXPro",)
    assert "alias" not in codes(importing(*texts))


def test_a_renamed_record_is_still_the_one_that_the_other_system_means(
    workspace: Workspace, importing: Importing
) -> None:
    importing(DEALS)
    with workspace.change("rename") as change:
        change.set(only(workspace, Account, "远洋银行"), name="远洋银行总行")
    report = importing(DEALS)
    assert "accounts" not in report.new
    assert len(workspace.records(Account)) == 2


def test_a_deal_that_another_account_gets_moves_to_its_card(workspace: Workspace, importing: Importing) -> None:
    importing(DEALS)
    report = importing(DEALS.replace("机房改造,华北电网", "机房改造,远洋银行"))
    assert report.changed == {"opportunities": 1}
    bank = only(workspace, Account, "远洋银行")
    assert {deal.name for deal in workspace.of_account(Opportunity, bank.id)} == {"培训", "机房改造"}


def test_equal_lines_of_an_order_are_all_kept(workspace: Workspace, importing: Importing) -> None:
    text = "Invoice No,Stock Code,Invoice Date,Quantity,Unit Price\n" + "7,PEN,2026-03-01 10:00,2,1.25\n" * 3
    report = importing(text + "7,PEN ,2026-03-01 11:00,2,1.25\n")
    assert report.new["orders"] == 4
    assert {line["amount_e4"] for line in workspace.order_documents("2026-03").values()} == {25_000}


def test_a_repeated_line_number_loses_no_line(workspace: Workspace, importing: Importing) -> None:
    report = importing(ORDERS.replace("A1,2,", "A1,1,"))
    assert report.new["orders"] == 3
    assert codes(report)["repeated-lines"] == 1


def test_people_visits_and_tasks_find_their_accounts(workspace: Workspace, importing: Importing) -> None:
    report = importing(
        "客户名称,姓名,职务,手机,态度,影响力,角色\n华北电网,刘伟,处长,13800000000,支持,4,决策者\n",
        "客户名称,主题,活动日期,联系人,活动类型\n华北电网,技术交流会,2026年3月4日,刘伟,技术交流\n",
        "客户名称,任务,截止日期,负责人\n华北电网,送样机,2026.4.1,王敏\n",
    )
    assert report.new == {"salespeople": 1, "accounts": 1, "contacts": 1, "activities": 1, "tasks": 1}
    person = only(workspace, Contact, "刘伟")
    assert (person.attitude.value, person.influence.value, person.roles) == (1, 4, ("decider",))
    (visit,) = workspace.records(Activity).values()
    assert (visit.contacts, visit.kind, str(visit.date)) == ((person.id,), "technical-exchange", "2026-03-04")
    (task,) = workspace.records(Task).values()
    assert (task.title, str(task.due), task.account) == ("送样机", "2026-04-01", person.account)


def test_totals_titles_and_notes_around_a_table_are_no_rows(workspace: Workspace, importing: Importing) -> None:
    report = importing("客户清单,,\n填写说明：红色必填,,\n客户名称,行业,员工数\n甲厂,机械,100\n,,\n合计,,100\n")
    assert report.new == {"accounts": 1}
    assert codes(report) == {"rows-blank": 1, "rows-total": 1}


def test_a_row_longer_than_the_header_is_rejected_with_what_was_too_much(
    workspace: Workspace, importing: Importing
) -> None:
    report = importing("客户名称,行业\n甲厂,机械\n乙厂,机械,多出来\n丙厂\n丁厂,电力,\n")
    assert report.new == {"accounts": 3}
    assert codes(report) == {"rejected": 1, "rows-short": 1}
    assert report.rejected == 1
    assert "3" in next(finding.text for finding in report.findings if finding.code == "rejected")


def test_every_kind_of_naughty_name_comes_through_unchanged(workspace: Workspace, importing: Importing) -> None:
    names = ["\x1b]0;x\x07", "[bold]x[/bold]", "‮abc", "a\u200bb", "Robert'); DROP TABLE", "∆˚¬…æ", "🏳️‍🌈"]
    rows = "".join(f'"{name}",x\n' for name in names)
    importing(f"account,industry\n{rows}")
    assert {account.name for account in workspace.records(Account).values()} == set(names)


def test_a_row_with_a_nul_is_rejected(importing: Importing) -> None:
    report = importing("account,industry\nA\0B,x\nC,x\n")
    assert (report.rejected, report.new) == (1, {"accounts": 1})


def test_a_file_that_cannot_be_read_stops_everything(importing: Importing, on_disk: OnDisk, tmp_path: Path) -> None:
    before = on_disk()
    with pytest.raises(UnreadableFileError, match=r"missing\.csv"):
        importing(DEALS, tmp_path / "missing.csv")
    assert on_disk() == before


def test_amounts_in_another_currency_say_so(workspace: Workspace, importing: Importing) -> None:
    importing("Deal Name,Account Name,Stage,Amount\nA,Acme,Won,$1200\nB,Acme,Won,80\n", currency="EUR")
    assert [(only(workspace, Opportunity, name).currency) for name in "AB"] == ["USD", "EUR"]
    importing("Deal Name,Account Name,Stage,Amount,Currency\nC,Acme,Won,1200,JPY\n", name="yen.csv")
    deal = only(workspace, Opportunity, "C")
    assert (deal.amount, deal.currency) == (1200, "JPY")


def test_progress_is_told_at_most_ten_times_a_second(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("account,industry\n" + "".join(f"Company {number},x\n" for number in range(20_000)))
    told: list[float] = []
    import_files(workspace, [path], ImportOptions(dry_run=True), lambda *_: told.append(time.monotonic()))
    assert told
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(told))


def test_the_report_prints_as_one_object(importing: Importing) -> None:
    shape = importing(DEALS).as_json()
    names = ["files", "new", "changed", "same", "rejected", "doubts", "findings", "folded", "spellings"]
    assert list(shape) == names
    assert shape["new"] == {"salespeople": 2, "accounts": 2, "opportunities": 3}
    assert shape["files"][0]["columns"]["销售阶段"] == "opportunities.stage"


def test_findings_are_words_in_both_languages(importing: Importing) -> None:
    words.use("zh")
    report = importing("客户名称,行业,口味\n甲厂,机械,甜\n")
    assert [finding.text for finding in report.findings] == ["1 列没有用到：口味"]


def test_odds_beyond_0_to_100_are_rejected(workspace: Workspace, importing: Importing) -> None:
    report = importing(
        "opportunity,account,close date,odds\nA,Z,2026-01-01,150\nB,Z,2026-01-01,50\nC,Z,2026-01-01,-5\n"
    )
    assert (report.new["opportunities"], report.rejected) == (1, 2)
    assert [deal.odds for deal in workspace.records(Opportunity).values()] == [50]


@pytest.mark.parametrize("row", ["A,Z,2026-01-01,$5,¥6,", "A,Z,2026-01-01,$5,6,CNY", "A,Z,2026-01-01,5,€6,USD"])
def test_a_row_in_two_currencies_is_rejected_and_says_that_one_is_expected(
    workspace: Workspace, importing: Importing, tmp_path: Path, row: str
) -> None:
    report = importing(
        f"opportunity,account,close date,amount,budget,currency\n{row}\nB,Z,2026-01-01,$5,6,USD\n"
        "C,Z,2026-01-01,$5,$6,\n",
        rejects_dir=tmp_path,
    )
    assert report.rejected == 1
    kept = {each.name: each for each in workspace.records(Opportunity).values()}
    assert {name: (each.amount, each.budget, each.currency) for name, each in kept.items()} == {
        "B": (500, 600, "USD"), "C": (500, 600, "USD"),
    }  # fmt: skip
    assert "one is expected" in Path(report.rejects[0]).read_text("utf-8-sig")


def test_a_deal_that_closes_before_it_was_opened_is_imported_and_told(
    workspace: Workspace, importing: Importing
) -> None:
    report = importing(
        "商机名称,客户名称,发现日期,预计成交日期\n机房,华北电网,2026-10-01,2026-09-01\n培训,华北电网,2026-10-01,2026-12-01\n"
    )
    assert codes(report)["close-before-opened"] == 1
    assert "(lines 2)" in next(each.text for each in report.findings if each.code == "close-before-opened")
    assert only(workspace, Opportunity, "机房").close_date.isoformat() == "2026-09-01", "nothing is lost"


def test_a_rival_that_is_ourselves_is_not_made(workspace: Workspace, importing: Importing) -> None:
    report = importing("商机名称,客户名称,预计成交日期,竞争对手\n机房,华北电网,2026-12-01,东方仪表;我们\n")
    assert [each.name for each in workspace.records(Competitor).values()] == ["东方仪表"]
    assert codes(report)["ourselves-named"] == 1
    report = importing("竞争对手,优势\n我们,好\n西部智能,便宜\n", kind="competitors")
    assert report.rejected == 1
    assert sorted(each.name for each in workspace.records(Competitor).values()) == ["东方仪表", "西部智能"]
