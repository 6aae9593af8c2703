"""What the widgets keep from one line to the next is worked out anew when the looks change."""

from __future__ import annotations

import pytest
from textual.color import Color

from kamtui.app import KamApp
from kamtui.screens.lists.record_table import RecordTable
from kamtui.settings import settings_file
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
async def test_the_cursor_of_a_list_looks_different_while_the_keys_go_elsewhere(workspace: Workspace) -> None:
    app = KamApp(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, RecordTable)
        variables = app.theme_variables
        focused = screen.list.look("cursor")
        assert focused.bgcolor == Color.parse(variables["block-cursor-background"]).rich_color
        screen.set_focus(None)
        await pilot.pause()
        assert screen.list.look("cursor").bgcolor != focused.bgcolor


@pytest.mark.asyncio
async def test_the_theme_of_the_settings_is_in_force_from_the_first_line(workspace: Workspace) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text("theme: light\n")
    app = KamApp(workspace)
    assert app.theme == "light"
    assert app.get_css_variables()["panel"].lower() == "#dcdcdc"
    async with app.run_test(size=(100, 30)):
        assert app.screen.styles.background == Color.parse("#f2f2f2")


@pytest.mark.asyncio
async def test_a_line_that_did_not_change_is_not_filtered_again(workspace: Workspace) -> None:
    app = KamApp(workspace)
    async with app.run_test():
        first, again = app.get_line_filters(), app.get_line_filters()
        assert all(one is other for one, other in zip(first, again, strict=True))
