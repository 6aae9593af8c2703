"""A read-only session on the screens: no key of any screen writes, and none opens a form that could not be saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbench import GRID, METERS, Bench, bench, make, small

from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.keymap import commands_of
from kamtui.store.files.place import refuse_all
from kamtui.store.workspace import Workspace

LEAVING = {"leave", "back", "quit", "language", "mouse", "theme", "glyphs", "tour", "copy_page", "help", "palette",
           "menu"}  # fmt: skip
"""Commands that only go elsewhere, change the look, or offer the others."""


def files(root: Path) -> dict[str, bytes]:
    """Every file of the workspace."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def closed(tmp_path: Path) -> Workspace:
    """The small workspace, opened by someone who asked for a session that changes nothing."""
    make(tmp_path / "work", small()).close()
    refuse_all(True)
    try:
        return Workspace.open(tmp_path / "work")
    finally:
        refuse_all(False)


async def try_all(shown: Bench, screen: str) -> None:
    """Press every key of a kind of screen, and answer whatever comes with the keys that save."""
    front = shown.screen
    for command in commands_of(screen):
        if command.scope == "list" or command.opens_screen or command.name in LEAVING or command.name.startswith("go_"):
            continue
        await shown.press(*command.keys[0].split())
        assert not isinstance(shown.screen, FormDialog), command.id
        for key in ("f2", "enter"):
            if shown.screen is not front:
                await shown.press(key)
        for _ in range(4):
            if shown.screen is not front:
                await shown.press("escape")
        assert shown.screen is front, f"{command.id} cannot be left"


@pytest.mark.parametrize("screen", ["accounts", "pipeline", "stakeholders", "page"])
async def test_no_key_of_a_read_only_session_changes_a_file(closed: Workspace, screen: str) -> None:
    before = files(closed.root)
    async with bench(closed, (120, 40)) as shown:
        assert "READ-ONLY: nothing is changed in this session" in shown.lines[0]
        if screen == "page":
            shown.table.move_to(GRID)
            await shown.press("enter")
        elif screen != "accounts":
            await shown.press(next(each.keys[0] for each in commands_of("accounts") if each.name == screen))
        if screen == "pipeline":
            shown.board.move_to(METERS)
        await try_all(shown, screen)
    assert files(closed.root) == before
