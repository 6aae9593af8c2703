"""The agenda and the rivals have their twins on the command line: the same lines, the same numbers."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from commands import Run
from workbench import bench, make, small

from kamtui.store.records import Account, Competitor, Opportunity, Task
from kamtui.store.text.words import use
from kamtui.store.workspace import Workspace


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small workspace, found by $KAMTUI_DATA, with a rival who won one deal and lost two, and two things late."""
    root = tmp_path / "work"
    workspace = make(root, small())
    grid = next(iter(workspace.records(Account).values()))
    with workspace.change("fill") as change:
        rival = change.add(Competitor(name="凌宇信息"))
        for status in ("lost", "won", "won"):
            winner = rival.id if status == "lost" else ""
            change.add(Opportunity(name="旧", account=grid.id, status=status, competitors=(rival.id,), lost_to=winner))
        for number in range(2):
            change.add(Task(title=f"迟了 {number}", account=grid.id, due=dt.date(2020, 1, 2)))
    workspace.close()
    monkeypatch.setenv("KAMTUI_DATA", str(root))
    return root


async def test_the_agenda_and_kamtui_due_list_the_same(run: Run, root: Path) -> None:
    use("zh")
    async with bench(Workspace.open(root), (160, 60)) as shown:
        await shown.press("7")
        head = shown.lines[0]
        on_screen = shown.text
    due = json.loads(run("due", "--format", "json").out)
    assert re.search(r"逾期 (\d+)", head)
    assert int(re.findall(r"逾期 (\d+)", head)[0]) == sum(each["days"] < 0 for each in due) >= 2
    for number in range(2):
        assert f"迟了 {number}" in on_screen
        assert f"迟了 {number}" in run("due").out


async def test_the_rivals_and_their_figure_tell_the_same_record(run: Run, root: Path) -> None:
    use("zh")
    async with bench(Workspace.open(root), (160, 60)) as shown:
        await shown.press("4")
        (line,) = (line for line in shown.lines if "凌宇信息" in line and "/" in line)
    rows = json.loads(run("figures", "win-loss", "--by", "competitor", "--json").out)["rows"]
    (row,) = (row for row in rows if row["won"] + row["lost"] == 3)
    assert f"{row['won']}/{row['lost']}" in line
    assert "2/1" in line
