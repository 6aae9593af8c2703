"""The same deals, in whatever encoding, format, date or unit they are written, are the same records."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kamtui.store.exchange.importer import ImportOptions, import_files
from kamtui.store.records import Account, Opportunity, Record, Salesperson, document
from kamtui.store.workspace import Workspace

xlsxwriter = pytest.importorskip("xlsxwriter")

Rows = list[tuple[str, str, str, dt.date, int, str, str]]

STAMPS = ("created", "updated", "updated_by")
TITLES = ("商机编号", "商机名称", "客户名称", "预计成交日期", "预计金额", "负责人", "销售阶段")
DEALS: Rows = [
    ("S1", "营业网点笔记本", "华北电网", dt.date(2026, 12, 25), 1_200_000, "王敏", "需求分析"),
    ("S2", "机房改造，二期", "远洋银行", dt.date(2027, 1, 31), 3_505_000, "李强", "合同签订"),
    ("S3", "培训; 上门", "中石化", dt.date(2026, 11, 2), 80_000, "王敏", "招标"),
]
# Written with characters that Big5 has too; its titles are the traditional ones.
BIG5_TITLES = ("商機編號", "商機名稱", "客戶名稱", "預計成交日期", "預計金額", "負責人", "銷售階段")
BIG5_DEALS: Rows = [
    ("S1", "機房改造", "臺灣電力", dt.date(2026, 12, 25), 1_200_000, "陳先生", "需求分析"),
    ("S2", "會議室設備", "遠東銀行", dt.date(2027, 1, 31), 3_505_000, "林小姐", "合同簽訂"),
    ("S3", "訓練課程", "中華電信", dt.date(2026, 11, 2), 80_000, "陳先生", "招標"),
]
SCALES = {"": 1, "（元）": 1, "（万元）": 10**4, "(百万元)": 10**6, "（萬元）": 10**4}
DATES = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d", "%b %d, %Y")


def table(deals: Rows = DEALS, sign: str = ",", dates: str = "%Y-%m-%d", unit: str = "", suffix: str = "") -> str:
    """The deals as text; `suffix` stands behind each amount, which counts in it then."""
    titles = [*(BIG5_TITLES if deals is BIG5_DEALS else TITLES)]
    titles[4] += unit
    scale = {"万": 10**4, "万元": 10**4, "百万": 10**6, "萬": 10**4}.get(suffix) or SCALES[unit]
    lines = [sign.join(titles)]
    for key, name, account, day, amount, owner, stage in deals:
        cells = (key, name, account, f"{day:{dates}}", f"{amount / scale:.10g}{suffix}", owner, stage)
        lines.append(sign.join(f'"{cell}"' if sign in cell else cell for cell in cells))
    return "\n".join(lines) + "\n"


def brought(folder: Path, name: str, content: bytes) -> dict[str, dict[str, Any]]:
    """The records that come of a file, by id, without the times of their making."""
    folder.mkdir()
    (folder / name).write_bytes(content)
    workspace = Workspace.create(folder / "data", currency="CNY")
    report = import_files(workspace, [folder / name], ImportOptions())
    assert (report.rejected, report.deciding) == (0, 0)
    found: dict[str, Record] = {}
    for kind in (Salesperson, Account, Opportunity):
        found |= workspace.records(kind)
    return {
        key: {name: value for name, value in document(record, keep_account=True).items() if name not in STAMPS}
        for key, record in found.items()
    }


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the plainest file gives: UTF-8, commas, ISO dates, yuan."""
    found = brought(tmp_path_factory.mktemp("plain") / "x", "deals.csv", table().encode())
    deals = sorted((one["name"], one["amount"], one["close_date"]) for one in found.values() if "amount" in one)
    assert deals == sorted((name, 100 * amount, str(day)) for _, name, _, day, amount, *_ in DEALS)
    return found


def workbook(unit: str, typed: bool) -> bytes:
    """The deals as a workbook, with days and numbers as such or as texts."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet, day = book.add_worksheet("商机"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, [*TITLES[:4], TITLES[4] + unit, *TITLES[5:]])
        for row, (key, name, account, closes, amount, *texts) in enumerate(DEALS, 1):
            sheet.write_row(row, 0, [key, name, account])
            if typed:
                sheet.write_datetime(row, 3, dt.datetime.combine(closes, dt.time()), day)
                sheet.write_number(row, 4, amount / SCALES[unit])
            else:
                sheet.write_string(row, 3, f"{closes:%Y/%m/%d}")
                sheet.write_string(row, 4, f"{amount / SCALES[unit]:.10g}")
            sheet.write_row(row, 5, texts)
    return made.getvalue()


def files() -> Iterator[tuple[str, str, bytes]]:
    """Every way to write the deals: what is special, the name of the file, its bytes."""
    for encoding in ("utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"):
        yield encoding, "deals.csv", table().encode(encoding)
    for sign in (";", "\t", "|"):
        yield f"separated by {sign!r}", "deals.csv", table(sign=sign).encode()
    yield "semicolons in GBK with carriage returns", "deals.txt", table(sign=";").replace("\n", "\r\n").encode("gbk")
    for dates in DATES:
        yield f"days as {dates}", "deals.csv", table(dates=dates).encode()
    for unit in SCALES:
        yield f"amounts in {unit or 'yuan'}", "deals.csv", table(unit=unit).encode("gbk")
    for suffix in ("万", "万元", "百万", "元"):
        yield f"amounts with {suffix}", "deals.csv", table(suffix=suffix).encode()
    for unit in ("", "（万元）"):
        yield f"xlsx, typed, {unit}", "deals.xlsx", workbook(unit, typed=True)
        yield f"xlsx, texts, {unit}", "deals.xlsx", workbook(unit, typed=False)
    # Made with xlwt 1.3, days and numbers as such, amounts in 万元.
    yield "xls", "deals.xls", (Path(__file__).parent / "deals.xls").read_bytes()


@pytest.mark.parametrize(("name", "content"), [each[1:] for each in files()], ids=[each[0] for each in files()])
def test_the_same_deals_are_the_same_records_however_they_are_written(
    tmp_path: Path, plain: dict[str, dict[str, Any]], name: str, content: bytes
) -> None:
    assert brought(tmp_path / "other", name, content) == plain


@pytest.mark.parametrize(("unit", "suffix"), [("", ""), ("（萬元）", ""), ("", "萬")])
def test_big5_with_traditional_titles_gives_the_records_that_utf_8_and_simplified_titles_give(
    tmp_path: Path, unit: str, suffix: str
) -> None:
    text = table(BIG5_DEALS)
    plain = dict(zip(BIG5_TITLES, TITLES, strict=True)) | {"合同簽訂": "合同签订", "招標": "招标"}
    for traditional, simplified in plain.items():
        text = text.replace(traditional, simplified)
    expected = brought(tmp_path / "utf-8", "deals.csv", text.encode())
    assert {one["name"] for one in expected.values()} >= {"臺灣電力", "遠東銀行", "機房改造", "陳先生"}
    assert {one.get("stage") for one in expected.values()} == {None, "design", "commitment", "evaluation"}
    written = table(BIG5_DEALS, unit=unit, suffix=suffix).encode("big5")
    assert brought(tmp_path / "big5", "deals.csv", written) == expected
