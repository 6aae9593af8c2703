"""A workbook of wins and losses: header on its second row, rivals in 129 spellings that are 119."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Run

from kamtui.store.records import Competitor, Opportunity
from kamtui.store.workspace import Workspace

xlsxwriter = pytest.importorskip("xlsxwriter")

HEADER = ("商机名称", "客户名称", "状态", "竞争对手", "金额", "成交日期", "丢单原因", "输给")
TWICE = {f"Rival {letter} Systems": f"RIVAL {letter}  SYSTEMS." for letter in "ABCDE"}
TWICE |= {f"远景{one}智能": f"远景{one} 智能" for one in "甲乙丙丁戊"}
"""Ten rivals that are spelled in two ways each."""
ONCE = [f"Other{number} Power" for number in range(109)]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """One decided deal for each spelling; every third one was won."""
    path = tmp_path / "win-loss.xlsx"
    spellings = [*TWICE, *TWICE.values(), *ONCE]
    assert len(set(spellings)) == 129
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("输赢分析")
    sheet.write(0, 0, "2026 年输赢分析表")
    sheet.write_row(1, 0, HEADER)
    for number, rival in enumerate(spellings):
        won = number % 3 == 0
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


def test_129_spellings_become_119_rivals_and_each_fold_is_told(run: Run, home: Path, workbook: Path) -> None:
    done = run("import", workbook)
    assert done.code == 0, done.err
    workspace = Workspace.open(home)
    assert len(workspace.records(Competitor)) == 119
    assert len(workspace.records(Opportunity)) == 129
    told = done.out + done.err
    for name, spelling in TWICE.items():
        assert spelling in told
        assert name in told


def test_importing_again_changes_nothing(run: Run, home: Path, workbook: Path) -> None:
    run("import", workbook)
    before = set(Workspace.open(home).records(Competitor))
    run("import", workbook)
    assert set(Workspace.open(home).records(Competitor)) == before


def test_the_record_counts_both_spellings_of_a_rival(run: Run, home: Path, workbook: Path) -> None:
    run("import", workbook)
    told = json.loads(run("show", "Rival A Systems", "--json").out)["figures"]
    # rows 0 and 10: the first won, the second lost
    assert (told["won"], told["lost"]) == (1, 1)
    rows = json.loads(run("figures", "win-loss", "--by", "competitor", "--json").out)["rows"]
    assert (sum(row["won"] for row in rows), sum(row["lost"] for row in rows)) == (43, 86)


def test_an_alias_that_was_decided_once_is_remembered(run: Run, home: Path, workbook: Path, tmp_path: Path) -> None:
    decided = tmp_path / "map.yaml"
    decided.write_text("aliases:\n  competitors:\n    Other1 Power: Other0 Power\n", "utf-8")
    done = run("import", workbook, "--map", decided)
    assert done.code == 0, done.err
    kept = [each for each in Workspace.open(home).records(Competitor).values() if each.name == "Other0 Power"]
    assert [each.aliases for each in kept] == [("Other1 Power",)]
    run("import", workbook)
    assert len(Workspace.open(home).records(Competitor)) == 118
