"""The figures of a CRM export of 8,800 opportunities are those that others have computed from it."""

from __future__ import annotations

from collections import Counter

import pytest
from figured import Asked, real, within

FILES = ("sales_pipeline", "accounts", "products", "sales_teams")


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    names = [f"maven_crm/iso/{name}.csv" for name in FILES]
    return real(tmp_path_factory.mktemp("maven"), names, "USD", "maven.yaml")


def test_accounts_products_and_salespeople(ask: Asked) -> None:
    assert (ask("accounts")["total"], ask("products")["total"], ask("salespeople")["total"]) == (85, 7, 35)
    assert len(ask("salespeople", "--by", "team")["rows"]) == 6


def test_opportunities_by_status_and_stage(ask: Asked) -> None:
    assert ask("deals")["total"] == 8800
    assert ask.by("deals", "--by", "status") == {"won": 4238, "lost": 2473, "open": 2089}
    stages = ask.by("deals", "--by", "stage")
    assert (stages["deliberation"], stages["need"]) == (1589, 500)


def test_won_value_its_mean_and_its_median(ask: Asked) -> None:
    assert ask("won-value")["total"] == 10_005_534
    size = ask("deal-size")
    assert (size["total"], size["rows"][0]["median"], size["rows"][0]["n"]) == (2360.91, 1117, 4238)


def test_the_label_says_of_what_a_win_rate_is_the_share(ask: Asked) -> None:
    decided, everything = ask("win-rate"), ask("won-of-all")
    assert (round(decided["total"], 4), decided["formula"]) == (0.6315, "won ÷ (won + lost), by count")
    assert (round(everything["total"], 4), everything["formula"]) == (0.4816, "won ÷ all opportunities, open ones too")
    assert decided["excluded"] == [{"reason": "open", "n": 2089}]


def test_days_to_close_of_won_and_lost(ask: Asked) -> None:
    days = ask.by("cycle-length", "--by", "status")
    assert {status: round(value, 2) for status, value in days.items()} == {"won": 51.78, "lost": 41.48}


def test_won_value_by_quarter_with_the_number_of_deals(ask: Asked) -> None:
    rows = ask("won-value", "--by", "quarter")["rows"]
    assert [(row["quarter"], row["value"], row["n"]) for row in rows] == [
        ("2017Q1", 1_134_672, 531),
        ("2017Q2", 3_086_111, 1254),
        ("2017Q3", 2_982_255, 1257),
        ("2017Q4", 2_802_496, 1196),
    ]
    assert ask("won-value", "--period", "2017Q3")["total"] == 2_982_255


def test_won_value_by_region_and_industry(ask: Asked) -> None:
    assert ask.by("won-value", "--by", "region") == {"West": 3_568_647, "Central": 3_346_293, "East": 3_090_594}
    industries = ask.by("won-value", "--by", "industry")
    assert [industries[name] for name in ("retail", "technolgy", "medical")] == [1_867_528, 1_515_487, 1_359_595]


def test_the_top_accounts_and_the_top_agent(ask: Asked) -> None:
    rows = ask("won-value", "--by", "account", "--top", "3", "--where", "has:account")["rows"]
    assert [(row["account"], row["value"]) for row in rows] == [
        ("Kan-code", 341_455),
        ("Konex", 269_245),
        ("Condax", 206_410),
    ]
    (agent,) = ask("won-value", "--by", "owner", "--top", "1")["rows"]
    assert (agent["owner"], agent["value"], agent["n"]) == ("Darcel Schlecht", 1_153_214, 349)


def test_closed_lost_and_won_by_manager(ask: Asked) -> None:
    found = ask.by("deals", "--by", "team,status")
    expected = {
        "Losch": (745, 265, 480), "Sewald": (1287, 459, 828), "Rouche": (962, 352, 610),
        "Brinkmann": (1186, 439, 747), "Marxen": (1418, 536, 882), "Neubert": (1113, 422, 691),
    }  # fmt: skip
    for manager in {team for team, _ in found}:
        lost, won = found[manager, "lost"], found[manager, "won"]
        assert (lost + won, lost, won) == expected.pop(manager.split()[-1])
    assert not expected


def test_the_classes_by_won_value_and_the_share_of_the_top_fifth(ask: Asked) -> None:
    classes = ask("won-abc")
    rows = classes["rows"]
    assert classes["total"]["class_within"] == {"A": 58, "B": 18, "C": 9}
    assert classes["total"]["class"] == {"A": 59, "B": 18, "C": 8}
    assert within(rows, 0.80, 0.95) == [58, 18, 9]
    # The account that crosses a line stays in the upper class.
    assert Counter(row["class"] for row in rows) == {"A": 59, "B": 18, "C": 8}
    assert round(ask("won-top-share")["rows"][0]["value"], 4) == 0.3169


def test_what_is_missing_in_the_export_is_counted_not_hidden(ask: Asked) -> None:
    products = {row["product"]: row["n"] for row in ask("deals", "--by", "product")["rows"]}
    assert products["GTX Pro"] == 1480
    assert ask("deals", "--where", "no:account")["total"] == 1425
    assert ask("deals", "--where", "no:opened")["total"] == 500
    assert ask("open-pipeline")["excluded"] == [{"reason": "no-amount", "n": 2089}]
    assert {"reason": "no-close-date", "n": 2089} in ask("deals", "--period", "2017")["excluded"]
    assert {"reason": "no-amount", "n": 2473} in ask("win-rate-by-value")["excluded"]
    parents = ask("accounts", "--by", "parent", "--where", "has:parent")
    assert (parents["total"], len(parents["rows"])) == (15, 7)
