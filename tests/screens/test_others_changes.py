"""What a colleague changes shows on every open screen by itself, and the cursor stays on its record."""

from __future__ import annotations

import pytest
from workbench import COLD, FOOD, GRID, METERS, Bench, bench, set_elsewhere

from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.records import Account, Opportunity
from kamtui.store.workspace import Workspace


async def shows(shown: Bench, text: str) -> None:
    """Fail unless `text` shows within two seconds without a key."""
    await shown.wait_until(lambda: text in shown.text, 2)


async def test_on_the_account_list(workspace: Workspace) -> None:
    async with bench(workspace, (120, 30)) as shown:
        await shown.press("down", "down")
        cursor = shown.table.cursor_key
        set_elsewhere(workspace.root, Account, GRID, tier="C")
        await shows(shown, "Tier C")
        assert shown.table.cursor_key == cursor


async def test_on_the_board(workspace: Workspace) -> None:
    async with bench(workspace, (120, 30)) as shown:
        await shown.press("2")
        shown.board.move_to(COLD)
        set_elsewhere(workspace.root, Opportunity, METERS, name="新电表")
        await shows(shown, "新电表")
        assert shown.board.cursor_card == COLD
        set_elsewhere(workspace.root, Opportunity, COLD, stage="design")
        await shown.wait_until(lambda: shown.board.cursor_card == COLD and shown.board.cursor_column == "design", 2)


@pytest.mark.parametrize(("keys", "field", "text"), [((), "industry", "新能源"), (("I",), "region", "东北")])
async def test_on_a_page_and_in_a_history(workspace: Workspace, keys: tuple[str, ...], field: str, text: str) -> None:
    async with bench(workspace, (120, 40)) as shown:
        await shown.press("enter", "down", "down", *keys)
        cursor = shown.table.cursor_key
        set_elsewhere(workspace.root, Account, GRID, **{field: text})
        await shows(shown, text)
        if not keys:
            assert shown.table.cursor_key == cursor


async def test_on_the_list_of_what_needs_a_person(workspace: Workspace) -> None:
    async with bench(workspace, (120, 30)) as shown:
        await shown.press("Q")
        assert "All is well" in shown.text
        (workspace.root / "accounts" / "h" / "Odd Name.json").write_text("{}")
        await shows(shown, "Odd Name")


async def test_behind_a_form_that_keeps_what_is_typed(workspace: Workspace) -> None:
    async with bench(workspace, (120, 40)) as shown:
        await shown.press("E", *"abc")
        set_elsewhere(workspace.root, Account, FOOD, name="明天乳业")
        below = shown.app.screen_stack[0].query_one(VirtualList)
        await shown.wait_until(lambda: any("明天乳业" in str(row.cells) for row in below.rows), 2)
        assert isinstance(shown.screen, FormDialog)
        assert shown.screen.changed()
