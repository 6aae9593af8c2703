"""A workbook of wins and losses: header on its second row, rivals in 129 spellings that are 119."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Run

from kamtui.cli import spellings
from kamtui.store.records import Competitor, Opportunity
from kamtui.store.workspace import Workspace

xlsxwriter = pytest.importorskip("xlsxwriter")

HEADER = ("商机名称", "客户名称", "状态", "竞争对手", "金额", "成交日期", "丢单原因", "输给")
SPACED = {"Rival A Systems": "RIVAL  A systems", "远景甲智能": "远景甲 智能", "Nova": "Ｎｏｖａ"}
"""Rivals in two spellings that differ in case, width or spaces only: nobody has to be asked."""
PUNCTUATED = {"Rival B Systems": "Rival-B Systems.", "Rival C Systems": "Rival C-Systems"}
FORMED = {"Rival D Systems": "Rival D Systems, Inc.", "Becker Pumpen": "Becker Pumpen GmbH", "Orsa": "Orsa S.p.A."}
FORMED |= {"远景乙智能": "远景乙智能有限公司"}
TYPED = {"Schneider Electric": "Schnieder Electric"}
TWICE = {**SPACED, **PUNCTUATED, **FORMED, **TYPED}
"""Ten rivals that are spelled in two ways each."""
ONCE = [f"Other{number} Power" for number in range(109)]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """One decided deal for each spelling; of ten, those at 0, 3, 6 and 9 were won, and so were both of a rival."""
    path = tmp_path / "win-loss.xlsx"
    spellings = [*TWICE, *TWICE.values(), *ONCE]
    assert len(set(spellings)) == 129
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("输赢分析")
    sheet.write(0, 0, "2026 年输赢分析表")
    sheet.write_row(1, 0, HEADER)
    for number, rival in enumerate(spellings):
        won = number % 10 % 3 == 0
        ending = ("赢单", "", "") if won else ("丢单", "价格", rival)
        cells = (f"项目{number}", f"客户{number % 7}集团", ending[0], rival, 100_000, "2026-03-05", *ending[1:])
        sheet.write_row(number + 2, 0, cells)
    book.close()
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace."""
    Workspace.create(tmp_path / "w").close()
    monkeypatch.setenv("KAMTUI_DATA", str(tmp_path / "w"))
    return tmp_path / "w"


def rivals(home: Path) -> dict[str, Competitor]:
    """The rivals of the workspace by name."""
    return {each.name: each for each in Workspace.open(home).records(Competitor).values()}


def test_only_case_width_and_spaces_are_folded_unasked_and_the_rest_is_proposed(
    run: Run, home: Path, workbook: Path
) -> None:
    done = run("import", workbook)
    assert done.code == 0, done.err
    assert len(rivals(home)) == 129 - 3
    assert len(Workspace.open(home).records(Opportunity)) == 129
    lines = done.out.splitlines()
    for name, spelling in TWICE.items():
        (line,) = [line for line in lines if f"“{spelling}”" in line and f"“{name}”" in line]
        assert ("taken for the same" in line) == (name in SPACED)
        assert ("only the punctuation differs" in line) == (name in PUNCTUATED)
        assert ("only the legal form differs" in line) == (name in FORMED)
        assert ("spelled much alike" in line) == (name in TYPED)


def test_a_dry_run_proposes_the_same_for_people_and_for_programs_and_writes_nothing(
    run: Run, home: Path, workbook: Path
) -> None:
    told = json.loads(run("import", workbook, "--dry-run", "--json").out)
    assert {tuple(pair) for pair in told["folded"]} == {(spelling, name) for name, spelling in SPACED.items()}
    assert {(each["name"], each["spelling"], each["decided"]) for each in told["spellings"]} == {
        (name, spelling, "") for name, spelling in {**PUNCTUATED, **FORMED, **TYPED}.items()
    }
    assert rivals(home) == {}


def test_decided_once_129_spellings_are_119_rivals_and_nothing_is_asked_again(
    run: Run, home: Path, workbook: Path
) -> None:
    typed = next(f"{spelling}={name}" for name, spelling in TYPED.items())
    assert run("import", workbook, "--fold", "--rival", typed).code == 0
    kept = rivals(home)
    assert len(kept) == 119
    for name, spelling in {**PUNCTUATED, **FORMED, **TYPED}.items():
        assert kept[name].aliases == (spelling,)
    again = json.loads(run("import", workbook, "--json").out)
    assert again["spellings"] == []
    assert rivals(home) == kept


def test_that_two_are_not_the_same_is_remembered_in_both(run: Run, home: Path, workbook: Path) -> None:
    assert run("import", workbook, "--fold", "--apart", "Schneider Electric=Schnieder Electric").code == 0
    kept = rivals(home)
    assert len(kept) == 120
    assert kept["Schneider Electric"].distinct == ("Schnieder Electric",)
    assert kept["Schnieder Electric"].distinct == ("Schneider Electric",)
    assert json.loads(run("import", workbook, "--json").out)["spellings"] == []


def test_two_that_an_earlier_import_kept_are_made_one_with_their_deals(run: Run, home: Path, workbook: Path) -> None:
    run("import", workbook)
    assert run("import", workbook, "--rival", "Rival C-Systems=Rival C Systems").code == 0
    assert len(rivals(home)) == 125
    # rows 4 and 14 of the sheet: both lost
    told = json.loads(run("show", "Rival C Systems", "--json").out)["figures"]
    assert (told["won"], told["lost"]) == (0, 2)


def test_what_the_options_name_must_be_there(run: Run, home: Path, workbook: Path) -> None:
    done = run("import", workbook, "--rival", "Nobody=Rival A Systems")
    assert (done.code, "Nobody" in done.err) == (2, True)
    assert run("import", workbook, "--apart", "Nobody").code == 2
    assert rivals(home) == {}


def test_on_a_terminal_each_proposal_is_asked_and_a_takes_the_sure_ones(
    run: Run, home: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["n", "y", "", "a"])
    monkeypatch.setattr(spellings, "_somebody", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    done = run("import", workbook)
    assert "1/7" in done.err, "seven of the ten have to be asked"
    # no, yes, later, then yes to those that are left and not only alike
    kept = rivals(home)
    merged = sum(len(each.aliases) for each in kept.values())
    assert sum(len(each.distinct) for each in kept.values()) == 2
    assert len(kept) == 126 - merged
    assert 3 <= merged <= 5


def test_a_list_of_rivals_asks_the_same_and_keeps_the_name_that_was_decided(
    run: Run, home: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("竞争对手名称,优势\n东方仪表有限公司,便宜\n", "utf-8")
    second.write_text("竞争对手名称,优势\n东方仪表,服务好\n", "utf-8")
    assert run("import", first).code == 0
    assert "only the legal form differs" in run("import", second, "--dry-run").out
    assert run("import", second, "--fold").code == 0
    (kept,) = rivals(home).values()
    assert (kept.name, kept.aliases, kept.strengths) == ("东方仪表有限公司", ("东方仪表",), "服务好")


def test_importing_again_changes_nothing(run: Run, home: Path, workbook: Path) -> None:
    run("import", workbook)
    before = set(rivals(home))
    run("import", workbook)
    assert set(rivals(home)) == before


def test_the_record_counts_both_spellings_of_a_rival(run: Run, home: Path, workbook: Path) -> None:
    run("import", workbook)
    told = json.loads(run("show", "Rival A Systems", "--json").out)["figures"]
    # rows 0 and 10 are won
    assert (told["won"], told["lost"]) == (2, 0)
    rows = json.loads(run("figures", "win-loss", "--by", "competitor", "--json").out)["rows"]
    assert (sum(row["won"] for row in rows), sum(row["lost"] for row in rows)) == (51, 78)


def test_an_alias_that_a_map_decides_is_remembered(run: Run, home: Path, workbook: Path, tmp_path: Path) -> None:
    decided = tmp_path / "map.yaml"
    decided.write_text("aliases:\n  competitors:\n    Other1 Power: Other0 Power\n", "utf-8")
    done = run("import", workbook, "--map", decided)
    assert done.code == 0, done.err
    assert rivals(home)["Other0 Power"].aliases == ("Other1 Power",)
    run("import", workbook)
    assert len(rivals(home)) == 125


def test_a_saved_map_says_what_was_decided(run: Run, home: Path, workbook: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.yaml"
    run("import", workbook, "--fold", "--save-map", saved)
    elsewhere = tmp_path / "w2"
    Workspace.create(elsewhere).close()
    assert run("--data", elsewhere, "import", workbook, "--map", saved).code == 0
    assert set(rivals(elsewhere)) == set(rivals(home))


def test_why_a_deal_was_won_the_price_gap_and_the_lesson_are_read_too(run: Run, home: Path, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "more.xlsx")
    sheet = book.add_worksheet()
    sheet.write(0, 0, "输赢分析")
    sheet.write_row(1, 0, ("商机名称", "状态", "竞争对手", "赢单原因", "丢单原因", "输给", "价差", "经验教训"))
    sheet.write_row(2, 0, ("甲项目", "赢单", "东方仪表", "价格", "", "", "", "早做试点"))
    sheet.write_row(3, 0, ("乙项目", "丢单", "东方仪表", "", "价格", "东方仪表", 12, "早点报价"))
    book.close()
    done = run("import", tmp_path / "more.xlsx")
    assert done.code == 0, done.out
    won, lost = sorted(Workspace.open(home).records(Opportunity).values(), key=lambda deal: deal.lost_reason)
    assert (won.won_reason, won.lesson, won.price_gap) == ("price", "早做试点", None)
    assert (lost.lost_reason, lost.lesson, lost.price_gap) == ("price", "早点报价", 12)
