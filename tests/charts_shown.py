"""The chart screen, opened on a page."""

from __future__ import annotations

from workbench import Bench

from kamtui.screens.charts.page import ChartsScreen
from kamtui.store.charts.pages import page_named


async def opened(shown: Bench, page: str) -> ChartsScreen:
    """The chart screen on a page."""
    await shown.press("5")
    assert isinstance(shown.screen, ChartsScreen)
    shown.screen.go_to_page(page_named(page))
    await shown.pilot.pause()
    return shown.screen
