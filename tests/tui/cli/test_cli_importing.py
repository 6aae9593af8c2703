"""`import` brings files into a workspace and says what became of every row."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from commands import Run

from kamtui.cli.progress import Progress
from kamtui.store.records import Account, Opportunity
from kamtui.store.workspace import Workspace


@pytest.fixture
def clean_sheet(tmp_path: Path) -> Path:
    """One account."""
    path = tmp_path / "clean.csv"
    path.write_text("客户名称,行业,员工人数\n华北电网,能源,120\n", encoding="utf-8")
    return path


def test_the_maven_files_import_in_one_command_into_a_new_folder(run: Run, tmp_path: Path, real_data: Path) -> None:
    files = [
        real_data / "maven_crm" / "iso" / f"{name}.csv"
        for name in ("accounts", "products", "sales_teams", "sales_pipeline")
    ]
    root = tmp_path / "new" / "maven"
    done = run("import", *files, "--data", root, "--json")
    report = json.loads(done.out)
    assert report["new"] == {"accounts": 85, "products": 7, "salespeople": 35, "opportunities": 8800}
    names = {"files", "new", "changed", "same", "rejected", "doubts", "findings", "folded", "spellings"}
    assert report.keys() == names
    assert all(finding.keys() == {"code", "text", "count", "file"} for finding in report["findings"])
    assert done.code == 0
    listed = json.loads(run("list", "opportunities", "--json", "--data", root).out)
    statuses = [deal["status"] for deal in listed]
    assert [statuses.count(one) for one in ("won", "lost", "open")] == [4238, 2473, 2089]
    assert sum(float(deal["amount"]["amount"]) for deal in listed if deal["status"] == "won") == 10_005_534
    again = json.loads(run("import", *files, "--data", root, "--json").out)
    assert (again["new"], again["changed"]) == ({}, {})


def test_rejected_rows_are_told_and_written_beside_the_person(run: Run, data: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "deals.csv"
    sheet.write_text("商机名称,客户名称,金额\n甲,海港银行,1万\n乙,海港银行,many\n", encoding="utf-8")
    done = run("import", sheet, "--as", "deals")
    assert done.code == 1
    assert "opportunities: 1 new" in done.out
    assert "many" in Path("rejects-deals.csv").read_text("utf-8-sig")
    assert "rejects-deals.csv" in done.err


def test_a_dry_run_says_what_would_be_and_writes_nothing(
    run: Run, data: Path, tmp_path: Path, clean_sheet: Path
) -> None:
    done = run("import", clean_sheet, "--dry-run", "--as", "accounts")
    assert done.code == 0
    assert "would be" in done.out
    assert "华北电网" in done.out
    fresh = tmp_path / "fresh"
    assert "1 would be new" in run("import", clean_sheet, "--dry-run", "--data", fresh).out
    assert not fresh.exists()
    assert len(Workspace.open(data).records(Account)) == 3


def test_the_map_that_was_used_is_kept_and_serves(run: Run, data: Path, clean_sheet: Path) -> None:
    assert run("import", clean_sheet, "--save-map", "used.yaml").code == 0
    assert "客户名称" in Path("used.yaml").read_text("utf-8")
    again = json.loads(run("import", clean_sheet, "--map", "used.yaml", "--json").out)
    assert again["same"] == {"accounts": 1}


def test_an_unreadable_file_or_map_ends_in_one_sentence(
    run: Run, data: Path, tmp_path: Path, clean_sheet: Path
) -> None:
    done = run("import", "gone.csv")
    assert (done.code, done.err.count("\n")) == (3, 1)
    assert "gone.csv" in done.err
    Path("m.yaml").write_text("shets: []\n")
    done = run("import", clean_sheet, "--map", "m.yaml")
    assert (done.code, done.err.count("\n")) == (3, 1)
    assert "m.yaml:1" in done.err


def test_a_failed_import_leaves_no_new_workspace(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for root in (empty, tmp_path / "absent"):
        assert run("import", "gone.csv", "--data", root).code == 3
    assert list(empty.iterdir()) == []
    assert not (tmp_path / "absent").exists()


def test_a_folder_with_other_files_is_not_made_a_workspace(run: Run, tmp_path: Path, clean_sheet: Path) -> None:
    done = run("import", clean_sheet, "--data", tmp_path)
    assert done.code == 2
    assert "kamtui init" in done.err
    assert not (tmp_path / "kamtui.yaml").exists()


def test_an_import_is_one_step_that_can_be_taken_back(run: Run, data: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "deals.csv"
    sheet.write_text("商机名称,客户名称,金额\n甲,新客户,1万\n乙,新客户,2万\n", encoding="utf-8")
    assert run("import", sheet, "--as", "opportunities").code == 0
    assert len(Workspace.open(data).records(Opportunity)) == 4
    assert "deals.csv" in run("undo").out
    assert len(Workspace.open(data).records(Opportunity)) == 2


class Tty(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_progress_is_a_line_for_every_tenth_without_a_terminal() -> None:
    stream = io.StringIO()
    progress = Progress(stream)
    for done in range(0, 1001, 7):
        progress(done, 1000, "Reading a.csv")
    progress(1, 0, "Reading b.csv")
    progress.end()
    lines = stream.getvalue().splitlines()
    assert [line.split("  ")[1] for line in lines] == [f"{tenth}0%" for tenth in range(1, 10)]
    assert lines[4].endswith("504 rows")


def test_progress_on_a_terminal_is_one_line_that_is_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    clock = iter([0.0, 0.0, 10.0])
    monkeypatch.setattr("kamtui.cli.progress.time.monotonic", lambda: next(clock))
    stream = Tty()
    progress = Progress(stream)
    progress(0, 100, "Reading\x1b a.csv")
    progress(50, 100, "Reading\x1b a.csv")
    progress.end()
    drawn = stream.getvalue()
    assert "\n" not in drawn
    assert "\x1b" not in drawn
    assert "[##########..........] Reading␛ a.csv  50%  50 rows  5 rows/s  10 s left" in drawn
    assert drawn.endswith("\r" + " " * 89 + "\r")
