"""The gate of a stage: what should be known is asked for, ticked off, or passed over for a reason that is kept."""

from __future__ import annotations

import pytest
from textual.widgets import Input
from workbench import BANK, COLD, FOOD, GRID, LAPTOPS, METERS, TENDER, TODAY, Bench, bench

from kamtui.screens.board.pipeline import PipelineScreen
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.gate import GateDialog
from kamtui.screens.pages.page import PageScreen
from kamtui.store.records import Opportunity
from kamtui.store.workspace import Workspace

TALL = (100, 50)


def field(shown: Bench, name: str) -> Input:
    return shown.screen.query_one(f"#field-{name}", Input)


async def leave(shown: Bench, deal: str = COLD) -> None:
    """Try to move a deal one stage on."""
    await shown.press("2")
    shown.board.move_to(deal)
    await shown.press("greater_than_sign")
    assert isinstance(shown.screen, GateDialog)


async def test_leaving_a_stage_lists_what_the_method_wants_known_and_is_not(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await leave(shown)
        for question in ("What problem is to be solved", "[ ] Who inside could be our coach", "Where the lead came"):
            assert question in shown.text
        assert "6 things should be known" in shown.text
        assert shown.kept(Opportunity, COLD).stage == "need"


async def test_a_reason_moves_the_deal_anyway_and_is_kept_with_the_move(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await leave(shown)
        await shown.press("f2")
        assert isinstance(shown.screen, GateDialog), "nothing was said"
        assert "6 things are still not known" in shown.text
        assert shown.app.focused is field(shown, "reason")
        await shown.press(*"boss", "enter")
        assert isinstance(shown.screen, PipelineScreen)
        assert shown.kept(Opportunity, COLD).stage == "deliberation"
        assert shown.board.cursor_card == COLD
        (event,) = [event for event in workspace.events(FOOD) if event.record == COLD]
        assert (event.field, event.new, event.reason) == ("stage", "deliberation", "boss")
        await shown.press("u")
        assert shown.kept(Opportunity, COLD).stage == "need"


async def test_what_is_filled_in_and_ticked_off_at_the_gate_is_kept_with_the_move(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await leave(shown)
        field(shown, "problem").value = "milk turns"
        field(shown, "source").value = "trade fair"
        for name in ("alternative", "organisation", "worth-it"):
            field(shown, f"known-{name}").focus()
            await shown.press("space")
        assert "[x] Which departments" in shown.text
        field(shown, "known-coach").value = "Chen Jing"
        await shown.press("f2")
        kept = shown.kept(Opportunity, COLD)
        assert (kept.stage, kept.stage_since, kept.problem, kept.source) == (
            "deliberation", TODAY, "milk turns", "trade fair",
        )  # fmt: skip
        assert kept.known["coach"].answer == "Chen Jing"
        assert (kept.known["worth-it"].answer, kept.known["worth-it"].date) == ("", TODAY)
        assert kept.known["coach"].source
        await shown.press("u")
        assert (shown.kept(Opportunity, COLD).stage, shown.kept(Opportunity, COLD).known) == ("need", {}), "one step"


async def test_esc_goes_back_and_answers_can_be_kept_without_moving(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await leave(shown)
        await shown.press("escape")
        assert isinstance(shown.screen, PipelineScreen), "nothing was typed, nothing is asked"
        await shown.press("greater_than_sign")
        field(shown, "problem").value = "milk turns"
        await shown.press("escape")
        assert isinstance(shown.screen, ConfirmDialog)
        await shown.press("right", "enter")
        assert isinstance(shown.screen, PipelineScreen)
        kept = shown.kept(Opportunity, COLD)
        assert (kept.stage, kept.problem) == ("need", "milk turns")


async def test_a_jump_asks_for_every_stage_that_is_left_and_the_way_back_asks_nothing(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("2")
        shown.board.move_to(COLD)
        await shown.press("semicolon", "3")
        assert isinstance(shown.screen, GateDialog)
        assert "── Need arises" in shown.text
        assert "── Internal deliberation" in shown.text
        await shown.press("escape")
        shown.board.move_to(LAPTOPS)
        await shown.press("semicolon", "1")
        assert shown.kept(Opportunity, LAPTOPS).stage == "need"


@pytest.mark.parametrize("key", ["semicolon", "fullwidth_semicolon"])
async def test_the_stage_is_set_by_its_number(workspace: Workspace, key: str) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press(key)
        assert "3  Solution design" in shown.text
        await shown.press("9", "5")
        assert shown.kept(Opportunity, METERS).stage == "commitment"
        assert shown.board.cursor_card == METERS
        await shown.press(key, "down", "enter")
        assert shown.kept(Opportunity, METERS).stage == "implementation"
        await shown.press(key, "escape")
        assert isinstance(shown.screen, PipelineScreen)


async def test_a_carried_card_that_the_gate_stops_is_back_where_it_was(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("2")
        shown.board.move_to(LAPTOPS)
        await shown.press("m", "right", "enter")
        assert isinstance(shown.screen, GateDialog)
        await shown.press("escape")
        assert (shown.board.cursor_column, shown.board.cursor_card) == ("design", LAPTOPS)
        assert shown.kept(Opportunity, LAPTOPS).stage == "design"
        assert workspace.events(BANK) == []


async def test_a_deal_that_is_moved_in_its_form_passes_the_gate_too(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("2")
        shown.board.move_to(TENDER)
        await shown.press("E")
        field(shown, "stage").value = "Commitment"
        field(shown, "source").value = "fair"
        await shown.press("f2")
        assert isinstance(shown.screen, GateDialog)
        field(shown, "reason").value = "asked to"
        await shown.press("f2")
        kept = shown.kept(Opportunity, TENDER)
        assert (kept.stage, kept.source) == ("commitment", "fair")
        assert [event.reason for event in workspace.events(GRID) if event.record == TENDER] == ["asked to"]


async def test_a_deal_is_moved_from_its_own_page_and_from_its_account(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("enter", "greater_than_sign")
        assert isinstance(shown.screen, PageScreen)
        assert shown.kept(Opportunity, METERS).stage == "deliberation"
        await shown.press("1", "enter")
        shown.table.move_to(f"opportunities:{METERS}")
        await shown.press("less_than_sign")
        assert shown.kept(Opportunity, METERS).stage == "need"
