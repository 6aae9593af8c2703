"""The page of decisions: two rivals that may be one are decided once, and the answer is remembered."""

from __future__ import annotations

import pytest
from workbench import FOOD, GONE, RIVAL, Bench, bench

from kamtui.screens.upkeep.attention import AttentionScreen
from kamtui.store.records import Competitor, Ignored, Opportunity
from kamtui.store.workspace import Workspace


@pytest.fixture
def twice(workspace: Workspace) -> Workspace:
    """The rival of the small workspace a second time, with a deal of its own."""
    with workspace.change("twice") as change:
        other = change.add(Competitor(name="东方仪表有限公司")).id
        change.set(workspace.records(Opportunity)[GONE], competitors=(other,))
    return workspace


async def decisions(shown: Bench) -> None:
    """Go to the page and to the pair."""
    await shown.press("Q")
    assert isinstance(shown.screen, AttentionScreen)
    shown.table.move_to(next(row.key for row in shown.table.rows if row.key.startswith("pair:")))
    await shown.pilot.pause()


async def test_two_that_may_be_one_wait_with_the_reason(twice: Workspace) -> None:
    async with bench(twice) as shown:
        await decisions(shown)
        assert "only the legal form differs" in shown.text
        assert "Is “东方仪表有限公司” the rival “东方仪表”?" in shown.text


@pytest.mark.parametrize("keys", [("M",), ("enter", "right", "enter")])
async def test_they_are_one_and_the_name_stays_as_an_alias(twice: Workspace, keys: tuple[str, ...]) -> None:
    async with bench(twice) as shown:
        await decisions(shown)
        await shown.press(*keys)
        (kept,) = Workspace.open(twice.root).records(Competitor).values()
        assert (kept.id, kept.aliases) == (RIVAL, ("东方仪表有限公司",))
        assert shown.kept(Opportunity, GONE).competitors == (RIVAL,)
        assert "u takes it back" in shown.footer_message
        await shown.press("u")
        assert len(Workspace.open(twice.root).records(Competitor)) == 2
        assert shown.kept(Opportunity, GONE).account == FOOD


@pytest.mark.parametrize("keys", [("K",), ("enter", "right", "right", "enter")])
async def test_they_are_two_and_nobody_is_asked_again(twice: Workspace, keys: tuple[str, ...]) -> None:
    async with bench(twice) as shown:
        await decisions(shown)
        await shown.press(*keys)
        kept = Workspace.open(twice.root).records(Competitor)
        assert kept[RIVAL].distinct == ("东方仪表有限公司",)
        assert sorted(len(each.distinct) for each in kept.values()) == [1, 1]
        assert "All is well" in shown.text


async def test_the_page_of_data_quality_remembers_in_both_that_they_are_two(twice: Workspace) -> None:
    async with bench(twice) as shown:
        await shown.press("5", "g", "q")
        shown.table.move_to(next(row.key for row in shown.table.rows if "东方仪表有限公司" in str(row.cells)))
        await shown.press("K")
        kept = Workspace.open(twice.root)
        assert sorted(len(each.distinct) for each in kept.records(Competitor).values()) == [1, 1]
        assert not kept.records(Ignored)
        assert "Duplicates" not in shown.lines[0]
        assert "u takes it back" in shown.footer_message
        await shown.press("u")
        assert "Duplicates 1" in shown.lines[0]


async def test_later_leaves_it_for_later(twice: Workspace) -> None:
    async with bench(twice) as shown:
        await decisions(shown)
        await shown.press("enter", "enter")
        assert "Rivals that may be one (1)" in shown.text
    assert len(Workspace.open(twice.root).records(Competitor)) == 2
