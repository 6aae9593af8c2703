"""Numbers and dates are understood by the whole column; what reads two ways is never guessed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.store.exchange import days, numbers
from kamtui.store.exchange.columns import Bad, Money, Spelling, read_column
from kamtui.store.exchange.days import to_clock
from kamtui.store.exchange.fields import fields
from kamtui.store.exchange.headers import find_header, header
from kamtui.store.exchange.kinds import recognise


def read(target: str, texts: list[str], title: str = "x", **spelling: Any) -> list[object]:
    reading = read_column(texts, fields()[target], header(title), Spelling(**spelling))
    assert not reading.undecided
    return reading.values


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["1,280", "3,500,000"], "."),
        (["1.280", "3.500.000"], ","),
        (["1.234,50"], ","),
        (["12,5", "3"], ","),
        (["0.125"], "."),
        (["17", "2.55"], "."),
        (["1.234", "5.678"], ""),
        (["1,5", "2.5"], ""),
        ([], "."),
    ],
)
def test_the_decimal_sign_is_what_the_column_proves(texts: list[str], sign: str) -> None:
    assert numbers.decimal_sign(texts) == sign


def test_a_comma_proves_nothing_where_semicolons_part_the_columns() -> None:
    assert numbers.decimal_sign(["1,280"], ";") == ""
    assert numbers.decimal_sign(["1.234"], typed=True) == "."


@pytest.mark.parametrize(
    ("text", "tenthousandths"),
    [
        ("125.43999999999998", 1_254_400),
        ("-60.70400000000001", -607_040),
        ("129.696", 1_296_960),
        ("1.2E+3", 12_000_000),
    ],
)
def test_float_noise_becomes_an_exact_amount(text: str, tenthousandths: int) -> None:
    assert read("orders.amount", [text, "0.1"])[0] == tenthousandths


@given(st.integers(-(10**12), 10**12))
def test_every_amount_with_four_decimals_is_read_exactly(amount: int) -> None:
    text = f"{Decimal(amount).scaleb(-4):f}"
    assert numbers.scaled(numbers.to_number(text)[0], 10_000) == amount


def test_units_stand_in_the_header_or_in_the_cell() -> None:
    assert read("opportunities.amount", ["120", "3.5"], "预计金额（万元）") == [
        Money(Decimal(1_200_000)),
        Money(Decimal(35_000)),
    ]
    assert read("opportunities.amount", ["￥1.2亿", "(1,200)"]) == [
        Money(Decimal(120_000_000), "CNY"),
        Money(Decimal(-1200)),
    ]
    assert read("accounts.revenue", ["1100.04"], unit="million") == [Money(Decimal(1_100_040_000))]


def test_percents_are_written_in_three_ways() -> None:
    assert read("opportunities.odds", ["65.0%", "5%"]) == [65, 5]
    assert read("opportunities.odds", ["0.65", "1"]) == [65, 100]
    assert read("opportunities.odds", ["65", "100"]) == [65, 100]
    assert read("opportunities.odds", ["1", "0"], "Probability (%)") == [1, 0]
    assert read("orders.discount", ["0.4", "0.0", ""]) == [4000, 0, None]


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["3/1/2017", "10/20/2016"], "mdy"),
        (["3/1/2017", "20.10.2016"], "dmy"),
        (["3/1/2017"], ""),
        (["13/1/2017", "1/13/2017"], "mixed"),
        (["2017-03-01"], "none"),
    ],
)
def test_the_order_of_day_and_month_is_what_the_column_proves(texts: list[str], order: str) -> None:
    assert days.day_order(texts) == order


@pytest.mark.parametrize(
    "text",
    ["2017-03-01", "2017/3/1", "2017.3.1", "2017年3月1日", "20170301", "2017-03-01 08:26:00", "2017-03-01T08:26:00Z",
     "01-Mar-2017", "1 March 2017", "Mar 1, 2017", "42795", "3/1/2017", "3/1/17", "２０１７－０３－０１"],
)  # fmt: skip
def test_a_day_is_written_in_many_ways(text: str) -> None:
    assert days.to_day(text, "mdy") == dt.date(2017, 3, 1)


@pytest.mark.parametrize("text", ["2026-02-30", "13/13/2026", "soon", "12", "1e5", "01-Foo-2017"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        days.to_day(text, "mdy")


def test_one_wrong_cell_is_wrong_but_a_column_of_them_is_another_column() -> None:
    assert read("opportunities.close_date", ["2026-01-01", "2026-02-30", ""])[1:] == [Bad("bad-date"), None]
    reading = read_column(["a lot", "some", "3"], fields()["accounts.employees"], header("x"), Spelling())
    assert reading.undecided == "unlike-number"


def test_a_number_that_excel_has_shortened_is_no_code() -> None:
    assert read("products.code", ["1.2E+11", "007"]) == [Bad("bad-damaged"), "007"]


def test_titles_are_compared_without_width_case_spaces_and_stars() -> None:
    assert header("* Ｃlose　Date ").key == header("close_date").key == "closedate"
    assert (header("合同额（百万元）").unit, header("Amount (USD)").currency) == ("百万元", "USD")


def test_the_header_is_found_below_titles_and_notes() -> None:
    assert find_header([["2026 客户清单", ""], ["客户名称", "所属行业"], ["行业", "x"]]) == 1
    assert find_header([["", ""]]) == -1


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["Opportunity Name", "Account Name", "Amount", "Stage", "Close Date", "Probability (%)"], "opportunities"),
        (["Deal - Title", "Deal - Value", "Deal - Stage", "Organization - Name", "Person - Name"], "opportunities"),
        (["Record ID", "Deal Name", "Deal Stage", "Pipeline", "Amount", "Close Date", "Deal owner"], "opportunities"),
        (["Id", "Name", "AccountId", "StageName", "CloseDate", "Amount"], "opportunities"),
        (["商机名称", "客户名称", "销售阶段", "商机金额", "赢率", "预计结单日期", "负责人"], "opportunities"),
        (["客户名称", "客户级别", "所属行业", "负责人"], "accounts"),
        (["客户名称", "姓名", "职务", "手机"], "contacts"),
        (["竞争对手", "优势", "劣势"], "competitors"),
        (["订单日期", "客户", "产品", "销售额", "毛利"], "orders"),
        (["Table", "Field", "Description"], ""),
    ],
)
def test_a_sheet_is_known_by_its_headers(row: list[str], kind: str) -> None:
    layout = recognise(row)
    assert layout.kind == kind
    assert layout.guessed == []


def test_a_title_with_a_slip_is_guessed_and_said_to_be() -> None:
    layout = recognise(["Opportunity Name", "Account Name", "Stage", "Probabilty"])
    assert layout.targets[3] == "opportunities.odds"
    assert layout.guessed == ["Probabilty"]


def test_object_and_field_are_told_apart() -> None:
    layout = recognise(["Deal - Title", "Deal - Stage", "Organization - Name", "Deal - Owner"])
    assert layout.targets == ["opportunities.name", "opportunities.stage", "accounts.name", "opportunities.owner"]


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2010-12-01 08:26:00", "08:26"), ("2010-12-01T08:26:05.120Z", "08:26:05"), ("12/1/2010 8:26", "08:26"),
        ("12/1/2010 8:26 PM", "20:26"), ("12/1/2010 12:00 AM", "00:00"), ("2026年11月2日 下午3时05分", "15:05"),
        ("44197.5", "12:00"), ("2010-12-01", ""), ("2010-12-01 24:00", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_time_of_day_in_a_cell(text: str, clock: str) -> None:
    assert to_clock(text) == clock
