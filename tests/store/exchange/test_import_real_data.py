"""Real exports come in complete: every number is the one that the data's own documentation gives."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kamtui.store.exchange.importer import ImportOptions, import_files
from kamtui.store.exchange.report import ImportReport
from kamtui.store.records import Account, Opportunity, Product, Record, Salesperson, document
from kamtui.store.workspace import Workspace

MAPS = Path(__file__).resolve().parents[3] / "examples" / "maps"
FILES = ("sales_pipeline.csv", "accounts.csv", "products.csv", "sales_teams.csv")
STAMPS = ("created", "updated", "updated_by")


def bring(root: Path, paths: list[Path], currency: str = "CNY", **options: Any) -> tuple[Workspace, ImportReport]:
    workspace = Workspace.create(root, currency=currency)
    return workspace, import_files(workspace, paths, ImportOptions(**options))


def maven(root: Path, folder: Path, **options: Any) -> tuple[Workspace, ImportReport]:
    return bring(root, [folder / name for name in FILES], "USD", **options)


def counted(report: ImportReport, code: str) -> int:
    return sum(finding.count for finding in report.findings if finding.code == code)


def timeless(record: Record) -> dict[str, Any]:
    fields = document(record, keep_account=True)
    return {name: value for name, value in fields.items() if name not in STAMPS}


def every_line(workspace: Workspace) -> dict[str, dict[str, Any]]:
    return {key: line for month in workspace.order_months() for key, line in workspace.order_documents(month).items()}


@pytest.mark.parametrize("spelling", ["iso", "mdy"])
def test_the_four_crm_files_come_in_complete_in_whatever_order_they_are_named(
    tmp_path: Path, real_data: Path, spelling: str
) -> None:
    workspace, report = maven(tmp_path, real_data / "maven_crm" / spelling, mapping=MAPS / "maven.yaml")
    assert report.new == {"salespeople": 35, "products": 7, "accounts": 85, "opportunities": 8800}
    deals = workspace.records(Opportunity).values()
    assert Counter(deal.status for deal in deals) == {"won": 4238, "lost": 2473, "open": 2089}
    assert Counter(deal.stage for deal in deals if deal.status == "open") == {"deliberation": 1589, "need": 500}
    assert sum(deal.amount or 0 for deal in deals if deal.status == "won") == 10_005_534_00
    assert {deal.amount for deal in deals if deal.status == "lost"} == {0}
    assert sum(deal.amount is None for deal in deals) == 2089
    assert sum(deal.opened is None for deal in deals) == 500
    assert report.rejected == 0


def test_parents_and_deals_without_an_account_are_kept_and_told(tmp_path: Path, real_data: Path) -> None:
    workspace, report = maven(tmp_path, real_data / "maven_crm" / "iso", mapping=MAPS / "maven.yaml")
    accounts = workspace.records(Account)
    parents = [account.parent for account in accounts.values() if account.parent]
    assert (len(parents), len(set(parents))) == (15, 7)
    assert accounts[next(a.parent for a in accounts.values() if a.name == "Cheers")].name == "Massive Dynamic"
    assert len(workspace.of_account(Opportunity, "")) == 1425
    assert counted(report, "no-account-opportunities") == 1425
    assert (
        next(account.revenue for account in accounts.values() if account.name == "Acme Corporation") == 110_004_000_000
    )


def test_a_product_spelled_with_and_without_a_space_is_linked_and_an_alias_offered(
    tmp_path: Path, real_data: Path
) -> None:
    workspace, report = maven(tmp_path, real_data / "maven_crm" / "iso", mapping=MAPS / "maven.yaml")
    (finding,) = [finding for finding in report.findings if finding.code == "alias"]
    assert finding.count == 1480
    assert "GTXPro" in finding.text
    pro = next(product for product in workspace.records(Product).values() if product.name == "GTX Pro")
    assert pro.aliases == ()
    assert sum(pro.id in deal.products for deal in workspace.records(Opportunity).values()) == 1480


def test_both_spellings_of_dates_give_the_same_records(tmp_path: Path, real_data: Path) -> None:
    one, _ = maven(tmp_path / "iso", real_data / "maven_crm" / "iso", mapping=MAPS / "maven.yaml")
    other, _ = maven(tmp_path / "mdy", real_data / "maven_crm" / "mdy", mapping=MAPS / "maven.yaml")
    for kind in (Account, Opportunity, Product, Salesperson):
        ours, theirs = one.records(kind), other.records(kind)
        assert {key: timeless(record) for key, record in ours.items()} == {
            key: timeless(record) for key, record in theirs.items()
        }


def test_without_a_map_won_and_lost_are_known_and_an_ambiguous_stage_is_told(tmp_path: Path, real_data: Path) -> None:
    workspace, report = maven(tmp_path, real_data / "maven_crm" / "mdy")
    deals = workspace.records(Opportunity).values()
    assert Counter(deal.status for deal in deals) == {"won": 4238, "lost": 2473, "open": 2089}
    assert counted(report, "unknown-choice") == 1589


def test_a_page_that_explains_the_data_is_not_taken_for_data(tmp_path: Path, real_data: Path) -> None:
    path = real_data / "maven_crm" / "iso" / "data_dictionary.csv"
    _, report = bring(tmp_path, [path])
    assert report.new == {}
    assert [finding.code for finding in report.findings] == ["unknown-sheet"]


def test_a_chinese_superstore_gives_the_same_workspace_in_both_encodings(tmp_path: Path, real_data: Path) -> None:
    lines, accounts = [], []
    for name in ("gb18030", "utf8"):
        workspace, report = bring(tmp_path / name, [real_data / "cn_superstore" / f"orders_{name}.csv"])
        assert report.files[0].encoding == {"gb18030": "gb18030", "utf8": "utf-8"}[name]
        assert report.new["orders"] == 10_000
        lines.append([path.read_bytes() for path in sorted((workspace.root / "orders").iterdir())])
        accounts.append({key: timeless(record) for key, record in workspace.records(Account).items()})
    assert lines[0] == lines[1]
    assert accounts[0] == accounts[1]


def test_a_chinese_superstore_adds_up_to_the_cent(tmp_path: Path, real_data: Path) -> None:
    workspace, _ = bring(tmp_path, [real_data / "cn_superstore" / "orders_utf8.csv"])
    lines = every_line(workspace).values()
    assert round(sum(line["amount_e4"] for line in lines) / 100) == 16_117_548_24
    assert round(sum(line["profit_e4"] for line in lines) / 100) == 2_156_559_52
    assert sum(line["quantity_e3"] for line in lines) == 37_675_000
    assert sum(line["profit_e4"] < 0 for line in lines) == 2051
    assert len({line["order_no"] for line in lines}) == 2773
    customers = workspace.records(Account).values()
    assert (len(customers), len({customer.name for customer in customers})) == (790, 771)
    assert not any(customer.key for customer in customers)
    top = Counter[str]()
    for line in lines:
        top[line["account"]] += line["amount_e4"]
    best, amount = top.most_common(1)[0]
    assert (workspace.records(Account)[best].name, round(amount / 100)) == ("徐婵", 82_895_26)


def test_customers_may_stay_other_customers(tmp_path: Path, real_data: Path) -> None:
    workspace, report = bring(tmp_path, [real_data / "cn_superstore" / "orders_utf8.csv"], others=True)
    assert "accounts" not in report.new
    assert len({line["customer"] for line in every_line(workspace).values()}) == 790


def test_a_pipeline_report_gives_its_thousand_deals_and_says_why_4841_lines_are_none(
    tmp_path: Path, real_data: Path
) -> None:
    path = real_data / "pipeline_snapshots" / "sales_pipeline.csv"
    workspace, report = bring(tmp_path, [path], "USD", mapping=MAPS / "pipeline-snapshots.yaml")
    deals = workspace.records(Opportunity).values()
    assert len(deals) == 1000
    assert counted(report, "rows-blank") + counted(report, "rows-stray") == 4841
    assert counted(report, "rows-blank") == 4840
    open_stages = Counter(deal.stage for deal in deals if deal.status == "open")
    assert open_stages == {"need": 355, "deliberation": 226, "design": 188, "evaluation": 145}
    assert Counter(deal.status for deal in deals)["won"] == 53
    assert Counter(deal.status for deal in deals)["lost"] == 33
    assert sum(deal.amount or 0 for deal in deals) == 2_551_620_00
    assert sum((deal.amount or 0) * (deal.odds or 0) for deal in deals) == 1_784_441_00 * 100
    assert all(account.key for account in workspace.records(Account).values())


def test_half_a_million_invoice_lines_come_in_to_the_cent_in_little_memory(tmp_path: Path, real_data: Path) -> None:
    path = real_data / "online_retail_uci" / "online_retail.csv.gz"
    told: list[tuple[int, int, str]] = []
    workspace = Workspace.create(tmp_path, currency="GBP")
    report = import_files(workspace, [path], ImportOptions(), lambda *step: told.append(step))
    assert report.new["orders"] == 541_909
    total = known = nobody = 0
    for month in workspace.order_months():
        for line in workspace.order_documents(month).values():
            total += line["amount_e4"]
            known += line["amount_e4"] if "account" in line else 0
            nobody += "account" not in line
    assert round(total / 100) == 9_747_747_93
    assert round(known / 100) == 8_300_065_81
    assert nobody == counted(report, "no-customer") == 135_080
    assert told
    assert all(done <= total for done, total, _ in told if total)
