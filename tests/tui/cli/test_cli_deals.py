"""`kamtui show` of a deal and of a rival gives the figures of their pages, `figures win-loss` the same record."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from commands import Run

from kamtui.store.records import (
    Account,
    Competitor,
    Criterion,
    Intelligence,
    Judgement,
    Objection,
    Opportunity,
    Rating,
    Stance,
)
from kamtui.store.text.cells import width
from kamtui.store.workspace import Workspace


@pytest.fixture
def rivalry(data: Path) -> str:
    """Five decided deals against a rival, two of them won, and an open one; the rival's id."""
    workspace = Workspace.open(data)
    grid = next(each for each in workspace.records(Account).values() if each.name == "华北电网").id
    with workspace.change("fill") as change:
        rival = change.add(Competitor(name="East [red]Meters", strengths="cheap")).id
        for number in range(5):
            won, day = number < 2, dt.date(2026, 1, number + 1)
            change.add(Opportunity(name=f"old {number}", account=grid, status="won" if won else "lost", close_date=day,
                                   amount=100_000_00, competitors=(rival,), stage="design",
                                   lost_reason="" if won else "price", won_reason="criteria" if won else "",
                                   price_gap={2: 10, 3: 25, 4: 4}.get(number), lost_to="" if won else rival,
                                   lesson="help write the tender" if number == 1 else "",
                                   strategies={rival: Stance(strategy="flank", why="precision", by="li")}
                                   if number == 1 else {}))  # fmt: skip
        deal = change.add(
            Opportunity(name="Meters", account=grid, stage="evaluation", selling_step="commitment",
                        competitors=(rival,),
                        strategies={rival: Stance(strategy="divide", why="a pilot", by="li",
                                                  date=dt.date(2026, 2, 3))},
                        answers={"us": {"problem": Judgement(value=1)}, rival: {"problem": Judgement(value=-1)}})
        ).id  # fmt: skip
        change.add(Criterion(name="price", account=grid, opportunity=deal, weight=3, favours=rival,
                             scores={"us": Rating(value=2)}))  # fmt: skip
        change.add(Criterion(name="quality", account=grid, opportunity=deal, weight=1, favours="us"))
        change.add(Objection(subject="slow", competitor=rival, kind="fact"))
        change.add(Intelligence(subject="a new plant", competitor=rival))
    workspace.close()
    return rival


def test_the_figures_of_a_deal_are_in_its_json(run: Run, rivalry: str) -> None:
    told = json.loads(run("show", "Meters", "--json").out)["figures"]
    assert told["tracks"]["gap"] == 1
    assert told["spec_influence"] == {
        "value": -0.5, "ours": 1, "rivals": 1, "neutral": 0, "unknown": 0, "price_war": True,
    }  # fmt: skip
    # 30 of 100 in one of four sections of the same weight: 7.5, rounded half to even
    assert told["scores"]["judging"]["ours"]["score"] == 8
    assert told["scores"]["judging"]["lead"] == 16
    us, rival = told["fit"]
    assert (us["value"], len(us["missing"])) == (0.4, 1)
    assert (rival["vendor"], rival["value"], len(rival["missing"])) == (rivalry, None, 2)
    assert 0 <= told["health"] < 100
    assert told["health"] == max(0, 100 - sum(each["penalty"] for each in told["reasons"]))


def test_the_figures_of_a_deal_are_printed_in_words(run: Run, rivalry: str) -> None:
    out = run("show", "Meters").out
    assert "Spec influence: -50%" in out
    assert "Fit: us: 40%" in out
    assert "gap +1, straight line" in out
    assert "Decision(" not in out
    assert "Judgement(" not in out


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("option", [[], ["--plain"]])
def test_a_rival_is_shown_with_its_record_and_card(run: Run, rivalry: str, language: str, option: list[str]) -> None:
    done = run("--lang", language, "show", rivalry, *option)
    assert done.code == 0
    assert ("赢 2 丢 3" if language == "zh" else "won 2, lost 3") in done.out
    assert "a new plant" in done.out


def test_the_record_of_a_rival_is_the_same_wherever_it_is_asked_for(run: Run, rivalry: str) -> None:
    shown = json.loads(run("show", rivalry, "--json").out)["figures"]
    asked = json.loads(run("figures", "win-loss", "--by", "competitor", "--json").out)
    (row,) = [each for each in asked["rows"] if each["competitor_id"] == rivalry]
    assert (shown["won"], shown["lost"], shown["n"]) == (row["won"], row["lost"], row["n"]) == (2, 3, 5)
    assert shown["win_rate"] == row["value"] == 0.4
    assert (round(shown["low"], 3), round(shown["high"], 3)) == (round(row["low"], 3), round(row["high"], 3))
    assert shown["reasons"] == row["reasons"] == {"price": 3}
    # 10, 25 and 4 percent
    assert shown["price_gap"] == row["price_gap"] == 13
    assert shown["median_price_gap"] == row["median_price_gap"] == 10
    assert shown["gaps"] == row["gaps"] == 3
    assert shown["win_rate_by_value"] == row["by_value"] == 0.4
    assert shown["mean_discount"] is row["mean_discount"] is None


@pytest.mark.parametrize("by", ["competitor", "product", "region", "owner"])
def test_win_and_loss_is_broken_down_by_each_of_the_four(run: Run, rivalry: str, by: str) -> None:
    told = json.loads(run("figures", "win-loss", "--by", by, "--json").out)
    assert told["rows"]
    assert all(by in row for row in told["rows"])


def test_the_preparation_of_a_visit_is_printed_on_one_page(run: Run, rivalry: str) -> None:
    done = run("show", "Meters", "--visit")
    assert done.code == 0
    assert done.out.startswith("Visit preparation: Meters")
    assert "  - 王经理" in done.out
    assert "East [red]Meters / a new plant" not in done.out  # nobody said how reliable that is
    assert "  - East [red]Meters\n" in done.out
    lines = done.out.splitlines()
    assert len(lines) <= 60
    assert max(map(width, lines)) <= 78


def test_a_printed_page_is_markdown_where_it_is_asked_for(run: Run, rivalry: str) -> None:
    done = run("show", "Meters", "--visit", "--md")
    assert done.out.startswith("# Visit preparation: Meters")
    assert "- East \\[red\\]Meters" in done.out
    refused = run("show", "Meters", "--md")
    assert refused.code == 2
    assert "--visit" in refused.err


def test_a_case_study_is_of_a_won_deal_only(run: Run, rivalry: str) -> None:
    refused = run("show", "Meters", "--case")
    assert refused.code == 2
    assert "won" in refused.err
    told = run("show", "old 1", "--case", "--md").out
    assert "# Case study: old 1" in told
    assert "- East \\[red\\]Meters: Flank precision (li)" in told
    assert "- Criteria in our favour" in told
    assert "- help write the tender" in told
    assert "## Who decided" in told
    assert run("show", rivalry, "--visit").code == 2


def test_the_strategy_against_each_rival_is_told_with_the_deal_and_with_the_rival(run: Run, rivalry: str) -> None:
    (told,) = json.loads(run("show", "Meters", "--json").out)["figures"]["rivals"]
    assert told == {
        "id": rivalry, "name": "East [red]Meters", "strategy": "divide", "why": "a pilot", "by": "li",
        "date": "2026-02-03", "of": "deal",
    }  # fmt: skip
    assert "East [red]Meters: Divide  a pilot  (li, 2026-02-03)" in run("show", "Meters", "--plain").out
    shown = json.loads(run("show", rivalry, "--json").out)["figures"]
    assert [each["strategy"] for each in shown["strategies"].values()] == ["divide"]
    assert [each["steps"][0] for each in shown["said"]] == ["1. Admit it without excuses"]
    assert shown["lessons"] == [{"deal": "old 1", "lesson": "help write the tender"}]


def test_reasons_and_stages_are_called_what_the_method_calls_them(run: Run, rivalry: str) -> None:
    told = run("figures", "win-loss", "--by", "competitor").out
    assert "Price ×3" in told
    assert "Solution design ×3" in told
    assert "+13" not in told
    assert "13.0%" in told
