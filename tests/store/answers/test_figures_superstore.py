"""The figures of a Chinese superstore's 10,000 order lines add up to the cent."""

from __future__ import annotations

import pytest
from figured import Asked, real

from kamtui.store.answers import FIGURES


@pytest.fixture(scope="module", params=["gb18030", "utf8"])
def ask(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return real(tmp_path_factory.mktemp("superstore"), [f"cn_superstore/orders_{request.param}.csv"], "CNY")


def test_sales_profit_and_quantity(ask: Asked) -> None:
    assert ask("sales")["total"] == 16_117_548.24
    assert ask("profit")["total"] == 2_156_559.52
    assert ask("quantity")["total"] == 37_675
    assert ask("lines")["total"] == 10_000
    assert ask("sales")["currency"] == "CNY"


def test_order_numbers_customers_and_loss_making_lines(ask: Asked) -> None:
    orders = ask("orders", "--by", "region")
    assert orders["total"] == 2773
    apart = ask("account-orders", "--by", "region")
    assert apart["total"] == sum(row["value"] for row in apart["rows"]) > sum(row["value"] for row in orders["rows"])
    assert ask("average-order")["total"] == round(16_117_548.24 / 2773, 2)
    assert ask("buyers")["total"] == 790
    assert len({row["account"] for row in ask("buyers", "--by", "account")["rows"]}) == 771  # homonyms are real
    assert ask("lines", "--where", "profit<0")["total"] == 2051


def test_sales_by_year(ask: Asked) -> None:
    assert ask.by("sales", "--by", "year") == {
        "2014": 2_939_663.34,
        "2015": 3_443_376.34,
        "2016": 4_246_042.78,
        "2017": 5_488_465.79,
    }
    assert ask("sales", "--period", "2016")["total"] == 4_246_042.78


def test_sales_by_region_and_customer_type(ask: Asked) -> None:
    assert ask.by("sales", "--by", "region") == {
        "华东": 4_692_464.99,
        "中南": 4_147_884.01,
        "东北": 2_711_223.39,
        "华北": 2_447_301.02,
        "西南": 1_303_124.51,
        "西北": 815_550.32,
    }
    assert ask.by("sales", "--by", "customer-type") == {
        "公司": 5_160_328.10,
        "小型企业": 2_895_786.17,
        "消费者": 8_061_433.97,
    }


def test_the_top_customer_is_told_by_id_and_not_by_name(ask: Asked) -> None:
    (best,) = ask("top", "--top", "1")["rows"]
    assert (best["account"], best["value"], best["rank"]) == ("徐婵", 82_895.26, 1)


def test_growth_is_that_of_the_sales_by_year(ask: Asked) -> None:
    found = ask.by("growth", "--by", "year")
    assert found["2014"] is None
    assert found["2017"] == pytest.approx(5_488_465.79 / 4_246_042.78 - 1)


def test_compound_growth_is_that_of_the_first_and_the_last_of_four_years(ask: Asked) -> None:
    (row,) = ask("cagr")["rows"]
    assert row["value"] == pytest.approx((5_488_465.79 / 2_939_663.34) ** (1 / 3) - 1)
    assert (row["from_year"], row["to_year"], row["n"]) == (2014, 2017, 4)


@pytest.mark.parametrize("figure", ["sales", "profit", "quantity", "lines", "account-orders"])
def test_the_parts_of_every_breakdown_add_up_to_the_whole_but_for_their_rounding(ask: Asked, figure: str) -> None:
    whole = ask(figure)["total"]
    for dimension in FIGURES[figure].dimensions:
        found = ask(figure, "--by", dimension)
        parts = [row["value"] or 0 for row in found["rows"]]
        assert found["total"] == whole
        assert sum(parts) == pytest.approx(whole, abs=0.005 * len(parts) + 1e-6, rel=0), dimension
    shares = ask("sales-share", "--by", "region,year")["rows"]
    assert sum(row["value"] for row in shares) == pytest.approx(1)
