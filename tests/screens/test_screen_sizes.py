"""Every screen fits every window from 60 by 16 on, and says so where it does not."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from workbench import METERS, Bench, bench

from kamtui.screens.board.pipeline import PipelineScreen
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.screens.pages.page import PageScreen
from kamtui.store.text.words import use
from kamtui.store.workspace import Workspace

WAYS = {
    "accounts": (),
    "filtered accounts": ("slash", "h", "b"),
    "pipeline": ("2",),
    "filtered pipeline": ("2", "slash", "h"),
    "carried card": ("2", "m", "right"),
    "account": ("enter",),
    "deal": ("2", "enter"),
    "form": ("E",),
    "question": ("E", "x", "escape"),
    "help": ("question_mark",),
    "choice": ("enter", "n"),
    "nothing found": ("slash", "z", "z", "z"),
}
"""The keys that lead to everything there is to see."""


def fits(shown: Bench, columns: int, rows: int) -> None:
    """Fail if the lines are not exactly as many and as wide as the window."""
    assert [cell_len(line) for line in shown.lines] == [columns] * rows


@pytest.mark.parametrize(
    ("size", "language"),
    [((60, 16), "zh"), ((60, 16), "en"), ((80, 24), "zh"), ((120, 40), "en"), ((200, 60), "zh")],
    ids=str,
)
async def test_everything_can_be_drawn_at_this_size(workspace: Workspace, size: tuple[int, int], language: str) -> None:
    use(language)
    for keys in WAYS.values():
        async with bench(workspace, size) as shown:
            await shown.press(*keys)
            fits(shown, *size)


@pytest.mark.parametrize("way", WAYS)
async def test_a_window_that_changes_its_size_again_and_again_is_filled(workspace: Workspace, way: str) -> None:
    async with bench(workspace) as shown:
        await shown.press(*WAYS[way])
        kind = type(shown.screen)
        for size in ((60, 16), (200, 60), (61, 50), (199, 16), (300, 20), (80, 24)):
            await shown.pilot.resize_terminal(*size)
            await shown.pilot.pause()
            fits(shown, *size)
            assert type(shown.screen) is kind


async def test_the_cursor_stays_in_sight_when_the_window_shrinks(workspace: Workspace) -> None:
    async with bench(workspace, (120, 60)) as shown:
        await shown.press("enter", "G")
        last = shown.table.cursor_key
        for size in ((60, 16), (80, 24), (60, 16)):
            await shown.pilot.resize_terminal(*size)
            await shown.pilot.pause()
            assert shown.table.cursor_key == last
            assert [line for line in shown.lines[1:-1] if line.startswith(">")]


async def test_a_card_has_a_third_line_from_30_rows_on(workspace: Workspace) -> None:
    async with bench(workspace, (80, 24)) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        assert "智能电表" not in "".join(shown.lines[3:-2])
        await shown.pilot.resize_terminal(80, 30)
        await shown.pilot.pause()
        assert "智能电表" in "".join(shown.lines[3:-2])


@pytest.mark.parametrize("size", [(59, 24), (80, 15), (40, 10), (10, 3), (1, 1)], ids=str)
@pytest.mark.parametrize("way", ["accounts", "pipeline", "account", "form", "help"])
async def test_a_window_that_is_too_small_shows_a_notice_and_loses_nothing(
    workspace: Workspace, way: str, size: tuple[int, int]
) -> None:
    async with bench(workspace) as shown:
        await shown.press(*WAYS[way])
        kind, before = type(shown.screen), shown.text
        await shown.pilot.resize_terminal(*size)
        await shown.pilot.pause()
        if size[0] >= 40:
            assert "too small" in shown.text
        assert not isinstance(shown.screen, AccountsScreen | PipelineScreen | PageScreen)
        await shown.pilot.resize_terminal(80, 24)
        await shown.pilot.pause()
        assert type(shown.screen) is kind
        at_cursor = [line for line in before.splitlines() if "> " in line[:3]]
        assert [line for line in shown.text.splitlines() if "> " in line[:3]] == at_cursor
        if way != "help":  # a list in a window of three lines scrolls to its cursor
            assert shown.text == before


async def test_a_window_that_is_too_small_from_the_start_shows_the_notice(workspace: Workspace) -> None:
    async with bench(workspace, (50, 12)) as shown:
        assert "too small" in shown.text
        await shown.press("q", "j", "D", "2")
        assert shown.told == []
        await shown.pilot.resize_terminal(80, 24)
        await shown.pilot.pause()
        assert isinstance(shown.screen, AccountsScreen)
        assert len(shown.table.rows) == 4
