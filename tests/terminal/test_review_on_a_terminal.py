"""A review on a real terminal: killed in the middle, it goes on where it stood."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
from pathlib import Path

import msgspec
from ptyharness import Terminal
from workbench import bench, make, small

from kamtui.store.records import Opportunity
from kamtui.store.workspace import Workspace


def kamtui(root: Path) -> Terminal:
    """The review of this workspace, opened by command."""
    command = [sys.executable, "-m", "kamtui", "review", "--data", str(root)]
    return Terminal(command, 100, 30, {**os.environ, "LANG": "C.UTF-8", "TERM": "xterm-256color"})


async def test_a_review_that_is_killed_goes_on_where_it_stood(tmp_path: Path) -> None:
    soon = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    records = [
        msgspec.structs.replace(each, close_date=soon, category="commit") if isinstance(each, Opportunity) else each
        for each in small(english=True)
    ]
    root = make(tmp_path / "work", records).root
    with kamtui(root) as terminal:
        terminal.wait_for("1/7 Hygiene")
        terminal.send(b"}}")
        terminal.wait_for("3/7 Deals at risk")
        terminal.send(b"'")
        terminal.wait_for("Decision:")
        terminal.send(b"ask the director\r")
        terminal.wait_for("Review: ask the director")
        terminal.signal(signal.SIGKILL)
        terminal.wait()
    async with bench(Workspace.open(root)) as shown:
        await shown.press("6")
        assert "3/7 Deals at risk" in shown.lines[0]
        assert "ask the director" in shown.text
        await shown.press("u")
        assert "ask the director" not in shown.text.rpartition("Said now")[2].split("Taken back")[0]
