"""Every screen has its twin in lines of text, with the same numbers, and a menu that leads to them."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from commands import Run
from workbench import METERS, TODAY, bench, make, small

from kamtui.screens.shell.base import WorkScreen
from kamtui.store.text.words import use
from kamtui.store.workspace import Workspace

DRAWN = re.compile("[\u2500-\u259f]")
NUMBER = re.compile(r"\d[\d,.]*(?:万|亿)?")


@pytest.fixture
def small_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The small workspace, which commands find by $KAMTUI_DATA."""
    monkeypatch.setattr(WorkScreen, "today", lambda _: TODAY)
    monkeypatch.setenv("KAMTUI_DATA", str(tmp_path / "work"))
    return make(tmp_path / "work", small())


async def test_the_plain_list_has_the_numbers_of_the_account_list(run: Run, small_one: Workspace) -> None:
    use("zh")
    async with bench(small_one, (200, 40)) as shown:
        lines = [line for line in shown.lines if "华北电网" in line and "王芳" in line]
    out = run("list", "accounts", "--plain", "--lang", "zh").out
    (plain,) = (line for line in out.splitlines() if "华北电网" in line)
    on_screen = NUMBER.findall(lines[0].partition("王芳")[2])
    assert len(on_screen) >= 3
    assert [number for number in on_screen if number.rstrip("0.") not in plain] == []
    assert "商机数: 2" in plain
    assert not DRAWN.search(out)
    assert len(out.splitlines()) == 4


async def test_the_plain_board_has_the_counts_sums_and_deals_of_the_board(run: Run, small_one: Workspace) -> None:
    use("zh")
    async with bench(small_one, (200, 60)) as shown:
        await shown.press("2")
        heads = [(len(column.cards), column.summary) for column in shown.board.columns]
    out = run("pipeline", "--plain", "--lang", "zh").out
    stages = [line for line in out.splitlines() if not line.startswith(" ")]
    counts = [int(found[1]) for line in stages if (found := re.search(r"(\d+) 个商机", line))]
    assert counts == [count for count, _ in heads] == [2, 0, 1, 1, 0, 0]
    assert "500万" in stages[0]
    assert "500万" in heads[0][1]
    deals = [line for line in out.splitlines() if line.startswith("  ")]
    assert len(deals) == 4
    assert "停滞" in next(line for line in deals if "调度系统" in line)
    assert "已过期" in next(line for line in deals if "调度系统" in line)
    assert not DRAWN.search(out)


def test_the_pipeline_is_a_table_and_json_too_and_takes_a_filter(run: Run, small_one: Workspace) -> None:
    table = run("pipeline").out.splitlines()
    assert len(table) == 7
    assert re.search(r"2 +.*5", table[1])
    stages = json.loads(run("pipeline", "--json", "hbdw").out)
    assert [stage["count"] for stage in stages] == [1, 0, 0, 1, 0, 0]
    assert stages[0]["amounts"] == {"CNY": 300_000_000}
    assert stages[0]["opportunities"][0]["id"] == METERS


async def test_the_plain_page_has_every_field_and_part_of_the_page(run: Run, small_one: Workspace) -> None:
    out = run("show", "--plain", "华北电网").out
    async with bench(small_one, (200, 60)) as shown:
        await shown.press("enter")
        text = shown.text
    for said in ("华北电网", "电力", "王芳", "智能电表", "调度系统", "李建国"):
        assert said in out
        assert said in text
    assert "Industry: 电力\n" in out
    assert not re.search(r"\S {2,}\S", out), "nothing stands in columns"


def test_by_ear_a_numbered_menu_leads_to_the_same_lines(
    run: Run, small_one: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMTUI_A11Y", "1")
    out = run().out
    assert "1  The accounts" in out
    assert "2  The pipeline" in out
    typed = io.StringIO("1\n2\n3\n华北电网\n4\n5\n6\nq\n")
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", typed)
    done = run()
    assert done.code == 0
    for command in (
        ("list", "accounts", "--plain"),
        ("pipeline", "--plain"),
        ("show", "--plain", "华北电网"),
        ("review", "forecast"),
        ("review", "risks"),
        ("due",),
        ("keys",),
    ):
        assert run(*command).out in done.out
