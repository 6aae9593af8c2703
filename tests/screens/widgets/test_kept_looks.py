"""What the widgets keep from one line to the next is worked out anew when the looks change."""

from __future__ import annotations

import pytest

from kamtui.app import KamApp
from kamtui.screens.record_table import RecordTable
from kamtui.store.workspace import Workspace


@pytest.mark.asyncio
async def test_another_theme_reaches_every_line(workspace: Workspace) -> None:
    app = KamApp(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, RecordTable)
        before = screen.list.own_look
        app.theme = "light"
        await pilot.pause()
        assert screen.list.own_look == screen.list.rich_style != before


@pytest.mark.asyncio
async def test_a_line_that_did_not_change_is_not_filtered_again(workspace: Workspace) -> None:
    app = KamApp(workspace)
    async with app.run_test():
        first, again = app.get_line_filters(), app.get_line_filters()
        assert all(one is other for one, other in zip(first, again, strict=True))
