"""A question that waits for an answer."""

from __future__ import annotations

import pytest
from workbench import bench

from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.store.workspace import Workspace

QUESTION = f"/home/{'x' * 70}/work is no git repository, so it cannot be synced. Make it one with kamtui init --git"


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_every_word_of_a_long_question_can_be_read(workspace: Workspace, width: int) -> None:
    async with bench(workspace, (width, 24)) as shown:
        shown.app.push_screen(ConfirmDialog(QUESTION, [("close", "Close")]))
        await shown.wait_until(lambda: "Close" in shown.text, 20)
        inside = " ".join(line.split("|")[1] for line in shown.lines if line.count("|") == 2)
        assert "".join(QUESTION.split()) in "".join(inside.split())
