"""The figures of half a million invoice lines are those that others have computed from them."""

from __future__ import annotations

import pytest
from figured import Asked, real, within

FILE = "online_retail_uci/online_retail.csv.gz"
CLEAN = ("--where", "has:account quantity>0 price>0")


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return real(tmp_path_factory.mktemp("retail"), [FILE], "GBP")


def test_all_lines_and_those_with_a_customer(ask: Asked) -> None:
    found = ask("sales")
    assert (found["total"], found["rows"][0]["n"]) == (9_747_747.93, 541_909)
    assert found["period"] == {"from": "2010-12-01", "to": "2011-12-09"}
    (without,) = [row for row in ask("sales", "--by", "account")["rows"] if not row["account_id"]]
    assert (round(found["total"] - without["value"], 2), without["n"]) == (8_300_065.81, 135_080)
    with_customer = ask("sales", "--where", "has:account")
    assert (with_customer["total"], with_customer["rows"][0]["n"]) == (8_300_065.81, 541_909 - 135_080)


def test_invoices_articles_and_countries(ask: Asked) -> None:
    orders = ask("orders")
    returns = {each["reason"]: each["n"] for each in orders["excluded"]}["return-orders"]
    assert orders["total"] + returns == 25_900
    assert len(ask("lines", "--by", "product")["rows"]) == 4070
    countries = ask.by("sales", "--by", "country")
    assert (len(countries), countries["United Kingdom"]) == (38, 8_187_806.36)


def test_clean_lines_alone(ask: Asked) -> None:
    sales = ask("sales", *CLEAN)
    assert (sales["total"], sales["rows"][0]["n"]) == (8_911_407.90, 397_884)
    assert ask("buyers", *CLEAN)["total"] == 4338
    assert ask("orders", *CLEAN)["total"] == 18_532
    top = ask("top", *CLEAN, "--top", "3")["rows"]
    assert [(row["account"], row["value"]) for row in top] == [
        ("14646", 280_206.02),
        ("18102", 259_657.30),
        ("17450", 194_550.79),
    ]
    months = ask.by("sales", *CLEAN, "--by", "month")
    assert max(months.items(), key=lambda item: item[1]) == ("2011-11", 1_161_817.38)
    classes = ask("abc", *CLEAN)
    assert within(classes["rows"], 0.80, 0.95) == [1132, 1469, 1737]
    assert classes["total"]["class_within"] == {"A": 1132, "B": 1469, "C": 1737}
    assert classes["total"]["class"] == {"A": 1133, "B": 1469, "C": 1736}
    assert round(ask("top-share", *CLEAN)["rows"][0]["value"], 4) == 0.7459


def test_cancellations(ask: Asked) -> None:
    assert ask("lines", "--where", "order_no:C")["total"] == 9288


def test_the_published_groups_come_out_by_the_clock(ask: Asked) -> None:
    groups = ask.by("rfm", "--by", "group", "--where", "has:account quantity>0", "--as-of", "2011-12-11")
    assert groups == {
        "champions": 633, "hibernating": 1065, "at-risk": 580, "loyal": 827, "need-attention": 186, "new": 42,
        "potential-loyalists": 492, "promising": 100, "about-to-sleep": 351, "cannot-lose": 63,
    }  # fmt: skip
    assert sum(groups.values()) == 4339
