"""`kamtui check` prints a line for each fault, mends on request, and its exit code says how bad it is."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from commands import Run

from kamtui.store.files import locks
from kamtui.store.files.loader import read_bytes
from kamtui.store.records import Opportunity
from kamtui.store.workspace import Workspace

LINE = "01ARZ3NDEKTSV4RRFFQ69G5FAV"


def misdate(data: Path) -> None:
    """Put an order line of December into November's file."""
    with Workspace.open(data).change("x") as change:
        change.merge_orders("2026-11", {LINE: {"date": "2026-12-03"}})


def dangle(data: Path) -> str:
    """Let a deal's owner be someone who is not there; the deal's id."""
    workspace = Workspace.open(data)
    deal = next(one for one in workspace.records(Opportunity).values() if one.name == "Laptops")
    with workspace.change("x") as change:
        change.set(deal, owner=LINE)
    return deal.id


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file below `root`."""
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_line_has_level_code_place_id_and_sentence(run: Run, data: Path) -> None:
    deal = dangle(data)
    done = run("check")
    assert done.code == 1
    level, code, place, record, *sentence = done.out.split()
    assert (level, code, record) == ("ERROR", "dangling", deal)
    file, line = place.split(":")
    assert "owner" in (data / file).read_text("utf-8").splitlines()[int(line) - 1]
    assert " ".join(sentence) == f"owner: {LINE} names a record that is not there (salespeople {LINE})"
    assert done.err == "errors: 1, warnings: 0, hints: 0\n"
    chinese = run("check", "--lang", "zh")
    assert "错误 dangling" in chinese.out
    assert "指向不存在的记录" in chinese.out
    assert chinese.err == "错误 1，警告 0，提示 0\n"


def test_json_says_the_same(run: Run, data: Path) -> None:
    deal = dangle(data)
    (finding,) = json.loads(run("check", "--json").out)
    assert finding.pop("file").startswith("accounts/h/harbour")
    assert finding.pop("line") > 0
    assert finding.pop("text").endswith(f"(salespeople {LINE})")
    assert finding == {
        "level": "error", "code": "dangling", "record": deal, "found": f"owner: {LINE}",
        "expected": f"salespeople {LINE}",
    }  # fmt: skip


def test_only_the_named_checks_run(run: Run, data: Path) -> None:
    dangle(data)
    misdate(data)
    assert {line.split()[1] for line in run("check").out.splitlines()} == {"dangling", "wrong_month"}
    assert {line.split()[1] for line in run("check", "orders", "dates").out.splitlines()} == {"wrong_month"}
    assert run("check", "dates", "money").code == 0
    for language, said in (("en", "is no check"), ("zh", "没有“cats”这项检查")):
        done = run("check", "cats", "--lang", language)
        assert (done.code, done.out) == (2, "")
        assert said in done.err
        assert "references" in done.err


def test_looking_changes_nothing(run: Run, data: Path) -> None:
    misdate(data)
    (data / "accounts" / "h" / ".x.json.1.0123abcd.tmp").write_text("{")
    run("check")
    before = snapshot(data)
    assert run("check").code == 1
    assert snapshot(data) == before


def test_fix_mends_says_what_and_where_the_copy_is_and_undo_takes_it_back(run: Run, data: Path) -> None:
    misdate(data)
    before = (data / "orders" / "2026-11.json").read_bytes()
    done = run("check", "--fix")
    assert done.code == 0
    assert done.out == "INFO fixed_month orders/2026-11.json - moved lines to orders/2026-12.json: 1\n"
    assert done.err == "Mended: 1. The files as they were are in .kamtui/backups.\nNo faults were found.\n"
    (copy,) = (data / ".kamtui" / "backups").glob("*/orders/2026-11.json")
    assert copy.read_bytes() == before
    assert run("undo").code == 0
    assert (data / "orders" / "2026-11.json").read_bytes() == before
    assert "已把 1 行移到 orders/2026-12.json" in run("check", "--fix", "--lang", "zh").out


def test_fix_leaves_what_needs_a_decision_and_says_so(run: Run, data: Path) -> None:
    dangle(data)
    misdate(data)
    done = run("check", "--fix", "--json")
    assert done.code == 1
    assert [finding["code"] for finding in json.loads(done.out)] == ["fixed_month", "dangling"]


def test_fix_waits_for_nobody_for_long(run: Run, data: Path) -> None:
    misdate(data)
    with locks.lock(data / ".kamtui" / "locks" / "33.lock"):
        done = run("check", "--fix")
    assert done.code == 5
    assert (data / "orders" / "2026-11.json").exists()


def test_a_newer_format_ends_with_4_and_is_not_mended(run: Run, data: Path) -> None:
    misdate(data)
    (data / "kamtui.yaml").write_text("format: 99\n")
    assert run("check", "dates").code == 4
    done = run("check", "--fix")
    assert done.code == 4
    assert "newer kamtui" in done.err
    assert LINE in (data / "orders" / "2026-11.json").read_text()


def test_a_file_that_cannot_be_read_ends_with_3(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = next(data.glob("accounts/h/harbour*.json"))
    card.touch()

    def fail(path: Path, name: str) -> bytes | None:
        if path == card:
            raise OSError(errno.EIO, "Input/output error")
        return read_bytes(path, name)

    monkeypatch.setattr("kamtui.store.files.index.read_bytes", fail)
    done = run("check")
    assert done.code == 3
    assert done.out.startswith(f"ERROR unreadable accounts/h/{card.name} - cannot be read (Input/output error)")


def test_no_workspace_ends_with_2(run: Run, tmp_path: Path) -> None:
    assert run("check", "--data", tmp_path).code == 2
