"""The `z` menu: themes, characters, language and the tour, switched while running and remembered."""

from __future__ import annotations

import pytest
from textual.theme import BUILTIN_THEMES
from workbench import bench

from kamtui.app import KamApp
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.screens.shell.appearance import THEMES
from kamtui.settings import settings_file
from kamtui.store.workspace import Workspace
from kamtui.themes import MONO
from kamtui.themes import THEMES as MADE
from kamtui.tour import STEPS, Tour


async def test_a_theme_is_picked_shown_at_once_and_remembered(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        assert shown.app.theme == "dark"
        await shown.press("z", "t", *"light", "enter")
        assert shown.app.theme == "light"
        assert settings_file().read_text() == "theme: light\n"
    async with bench(workspace) as shown:
        assert shown.app.theme == "light"
        await shown.press("colon", *"theme", "enter", *"contrast", "enter")
        assert shown.app.theme == "contrast"
    assert list(MADE) == list(THEMES)


async def test_textuals_own_themes_work_too_and_an_unknown_one_is_the_usual(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for asked, theme in (("nord", "nord"), ("no such theme", "dark")):
        monkeypatch.setenv("TEXTUAL_THEME", asked)
        assert KamApp(workspace).theme == theme
    assert "nord" in BUILTIN_THEMES


async def test_the_language_changes_on_every_screen_and_is_remembered(workspace: Workspace) -> None:
    async with bench(workspace, (120, 40)) as shown:
        await shown.press("2", "z", "l", *"Chin", "enter")
        assert isinstance(shown.screen, AccountsScreen)
        assert "客户" in shown.lines[0]
        assert "帮助" in shown.lines[-1]
        assert settings_file().read_text() == "lang: zh\n"
        await shown.press("2")
        assert "在谈商机" in shown.text
        await shown.press("z", "l", "down", "enter")
        assert "4 accounts" in shown.text


async def test_ascii_and_back_while_running(workspace: Workspace) -> None:
    async with bench(workspace, (120, 40)) as shown:
        await shown.press("2")
        assert "│" in shown.text
        filters = len(shown.app.get_line_filters())
        await shown.press("z", "g", *"ascii", "enter")
        assert len(shown.app.get_line_filters()) == filters + 1
        assert settings_file().read_text() == "glyphs: ascii\n"
        await shown.press("z", "g", *"Lines", "enter")
        assert len(shown.app.get_line_filters()) == filters


async def test_the_tour_goes_through_its_eight_steps_as_they_are_done(workspace: Workspace) -> None:
    async with bench(workspace, (120, 40)) as shown:
        await shown.press("z", "h")
        ways = (("j",), ("enter",), ("escape",), ("slash", "enter"), ("2",), ("m", "enter"), ("u",))
        for number, keys in enumerate(ways, 1):
            assert f"{number}/8" in shown.lines[-2], (keys, shown.text)
            await shown.press(*keys)
        assert "8/8" in shown.lines[-2]
        await shown.press("question_mark", "escape")
        await shown.pilot.pause()
        assert "8/8" not in shown.text


def test_a_tour_watches_and_ends_with_esc_where_esc_is_not_asked_for() -> None:
    tour = Tour(True)
    assert len(STEPS) == 8
    assert not Tour(False).text
    for name, actions in STEPS:
        tour.did("sort")
        assert tour.text
        tour.did(sorted(actions)[0])
        assert name
    assert tour.text == ""
    tour.start()
    tour.did("back")
    assert tour.text == ""


@pytest.mark.parametrize(("keys", "inside"), [("n", "New account"), ("question_mark", "all keys"), ("z", "Theme")])
async def test_without_colours_no_stubs_of_the_list_stand_beside_a_dialog_of_the_whole_height(
    workspace: Workspace, keys: str, inside: str
) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(f"theme: {MONO}\n")
    async with bench(workspace, (120, 40)) as shown:
        await shown.press(keys)
        assert inside in shown.text
        beside = "".join(line[:5] + line[-5:] for line in shown.lines).strip()
        assert bool(beside) == (keys == "z"), "a small menu leaves the list in sight"
