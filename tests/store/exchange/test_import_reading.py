"""Files of every sort are read for what they are, and refused with a reason when they are damaged or hostile."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from kamtui.store.exchange import opening, workbooks
from kamtui.store.exchange.opening import read_sheets
from kamtui.store.exchange.problems import UnreadableFileError
from kamtui.store.exchange.sniff import find_delimiter, find_encoding

xlsxwriter = pytest.importorskip("xlsxwriter")

TABLE = "客户名称,所属行业,负责人\n华北电网,电力,王敏\n远洋银行,金融,李强\n"


def rows_of(path: Path, **options: str) -> list[list[str]]:
    return [row for sheet in read_sheets(path, **options) for _, row in sheet.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le"])
def test_the_encoding_is_found(encoding: str) -> None:
    assert TABLE.encode(encoding).decode(find_encoding(TABLE.encode(encoding))).lstrip("\ufeff") == TABLE


def test_big5_is_not_taken_for_gb18030_which_can_read_it_too() -> None:
    text = "客戶名稱,產業,負責人\n臺灣電力,電力,陳先生\n遠東銀行,金融,林小姐\n"
    assert find_encoding(text.encode("big5")) == "big5"


def test_western_letters_are_not_taken_for_chinese() -> None:
    text = "account,city\nCafé Zürich,Zürich\nSociété Générale,Besançon\nMüller & Söhne,Köln\n"
    assert text.encode("cp1252").decode(find_encoding(text.encode("cp1252"))) == text


def test_a_named_encoding_wins_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TABLE.encode("gb18030"))
    assert rows_of(path, encoding="gb18030")[1][0] == "华北电网"
    with pytest.raises(UnreadableFileError, match="utf-8"):
        rows_of(path, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="nonsense"):
        rows_of(path, encoding="nonsense")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_columns_is_found(sign: str) -> None:
    assert find_delimiter(f"name{sign}city\nA, Inc{sign}X\nB, Inc{sign}Y\n") == sign


SPECTRUM = (
    "comma_in_quotes empty empty_crlf escaped_quotes json location_coordinates newlines newlines_crlf "
    "quotes_and_newlines simple simple_crlf utf8"
)


@pytest.mark.parametrize("name", SPECTRUM.split())
def test_the_quoting_of_the_csv_spectrum_is_read(real_data: Path, name: str) -> None:
    rows = rows_of(real_data / "hostile" / "csv_spectrum" / f"{name}.csv")
    assert len({len(row) for row in rows}) == 1
    if name == "json":
        assert json.loads(rows[1][1])["type"] == "Point"
    if name == "escaped_quotes":
        assert rows[1][1] == 'ha "ha" ha'
    if name == "newlines":
        assert any("\n" in cell for row in rows for cell in row)


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"two\nlines",x\nlast,y\n')
    assert [line for line, _ in read_sheets(path)[0].rows] == [1, 2, 4]


def test_a_quote_left_open_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,2\n"open,3\n4,5\n6,7\n')
    with pytest.raises(UnreadableFileError, match="line 3"):
        rows_of(path)


def test_a_field_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + "x" * 200_000 + ",y\n")
    with pytest.raises(UnreadableFileError, match="line 2"):
        rows_of(path)


def test_packed_text_is_unpacked_and_a_torn_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    packed = gzip.compress(TABLE.encode())
    path.write_bytes(packed)
    assert rows_of(path)[2][2] == "李强"
    path.write_bytes(packed[:-12])
    with pytest.raises(UnreadableFileError):
        rows_of(path)


def test_text_that_would_unpack_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 1 << 20)
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(bytes(2 << 20)))
    with pytest.raises(UnreadableFileError, match="MB"):
        rows_of(path)


def test_a_web_page_is_not_taken_for_a_table(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    path.write_text("<html><table><tr><td>x</td></tr></table></html>")
    with pytest.raises(UnreadableFileError, match="web page"):
        rows_of(path)


def test_a_workbook_gives_typed_cells_as_text_and_fills_merged_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("联系人")
        sheet.write_row(0, 0, ["客户名称", "姓名", "生日", "金额", "编号"])
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.merge_range(1, 0, 2, 0, "华北电网")
        for row, name in enumerate(("刘伟", "张红"), 1):
            sheet.write(row, 1, name)
            sheet.write_number(row, 2, 46000, day)
            sheet.write_number(row, 3, 1.5)
            sheet.write_number(row, 4, 17850)
    assert rows_of(path)[1:] == [
        ["华北电网", "刘伟", "2025-12-09", "1.5", "17850"],
        ["华北电网", "张红", "2025-12-09", "1.5", "17850"],
    ]


def workbook_with(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (b" " * (60 << 20), "unreasonable"),
        (b'<c r="A1"/><c r="XFD1048576"/>', "spread"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "DOCTYPE"),
    ],
)
def test_a_hostile_workbook_is_refused_before_it_is_opened(tmp_path: Path, part: bytes, why: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_with({"xl/worksheets/sheet1.xml": part}))
    with pytest.raises(UnreadableFileError, match=why):
        rows_of(path)


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing of a workbook")
    with pytest.raises(UnreadableFileError, match="workbook"):
        rows_of(path)


@pytest.mark.parametrize(("cell", "text"), [(3.0, "3"), (0.1, "0.1"), (True, "TRUE"), ("x", "x"), (12, "12")])
def test_a_cell_reads_as_a_person_would_write_it(cell: workbooks.Cell, text: str) -> None:
    assert workbooks.as_text(cell) == text
