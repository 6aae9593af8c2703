"""Tab in the filter line completes names of fields and values, one after the other."""

from __future__ import annotations

from workbench import bench

from kamtui.screens.shell.filtering import FilterLine
from kamtui.store.workspace import Workspace


async def test_tab_completes_a_field_and_then_a_value_and_goes_on_to_the_next_that_fits(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("slash", *"hb tie", "tab")
        line = shown.screen.query_one(FilterLine)
        assert (line.value, line.cursor_position) == ("hb tier:", 8)
        await shown.press(*"a", "tab")
        assert line.value == 'hb tier:"Tier A"'
        assert "华北电网" in shown.text
        assert "明日乳业" not in shown.text
        line.value = "is:"
        seen = []
        for _ in range(3):
            await shown.press("tab")
            seen.append(line.value)
        assert len(set(seen)) == 3
        assert all(each.startswith("is:") for each in seen)


async def test_tab_where_nothing_fits_leaves_the_text_and_the_line(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("slash", *"zzzz", "tab")
        line = shown.screen.query_one(FilterLine)
        assert (line.value, line.has_focus) == ("zzzz", True)
