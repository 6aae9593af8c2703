"""How deals end: won, lost to someone for a reason, opened again; and what is said of their forecast."""

from __future__ import annotations

import pytest
from textual.widgets import Input
from workbench import COLD, FOOD, GRID, METERS, RIVAL, TENDER, TODAY, Bench, bench

from kamtui.screens.board.pipeline import PipelineScreen
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.form import FormDialog
from kamtui.store.records import Competitor, Opportunity
from kamtui.store.workspace import Workspace

TALL = (100, 40)


def field(shown: Bench, name: str) -> Input:
    return shown.screen.query_one(f"#field-{name}", Input)


def echo(shown: Bench, name: str) -> str:
    return str(shown.screen.query_one(f"#echo-{name}").render())


async def on(shown: Bench, deal: str, *keys: str) -> None:
    """Press keys on a deal of the board."""
    await shown.press("2")
    shown.board.move_to(deal)
    await shown.press(*keys)


async def test_a_deal_is_won_today_for_the_amount_that_is_said_and_leaves_the_board(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await on(shown, METERS, "w")
        assert field(shown, "close_date").value == TODAY.isoformat()
        await shown.press("f2")
        assert "Say why it was won" in echo(shown, "won_reason")
        assert "Write down a lesson" in echo(shown, "lesson")
        field(shown, "won_reason").value = "criteria"
        field(shown, "amount").value = "280万"
        field(shown, "lesson").value = "early tests"
        await shown.press("f2")
        kept = shown.kept(Opportunity, METERS)
        assert (kept.status, kept.close_date, kept.amount, kept.lesson) == ("won", TODAY, 280_000_000, "early tests")
        assert kept.won_reason == "criteria"
        why = [event.reason for event in workspace.events(GRID) if event.field == "status"]
        assert why == ["Criteria in our favour"]
        assert METERS not in {card.key for column in shown.board.columns for card in column.cards}
        assert "Won: 智能电表; u takes it back" in shown.footer_message
        await shown.press("u")
        assert shown.kept(Opportunity, METERS).amount == 300_000_000, "one step"
        assert METERS in {card.key for card in shown.board.columns[0].cards}


async def test_esc_leaves_a_deal_that_was_not_won_after_all_without_a_question(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await on(shown, METERS, "w", "escape")
        assert isinstance(shown.screen, PipelineScreen)
        await shown.press("w", "tab", "5", "escape")
        assert isinstance(shown.screen, ConfirmDialog)
    assert Workspace.open(workspace.root).get(Opportunity, METERS) == workspace.get(Opportunity, METERS)


async def test_a_lost_deal_needs_reason_winner_price_gap_step_and_lesson(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await on(shown, TENDER, "W", "f2")
        assert "Say why it was lost" in echo(shown, "lost_reason")
        field(shown, "lost_reason").value = "price"
        await shown.press("f2")
        assert isinstance(shown.screen, FormDialog)
        assert "Say who won it" in echo(shown, "rival")
        field(shown, "rival").focus()
        await shown.press(*"dfyb")
        assert "东方仪表" in echo(shown, "rival")
        await shown.press("enter")
        assert field(shown, "rival").value == "东方仪表"
        await shown.press("f2")
        assert "By how many percent" in echo(shown, "price_gap")
        assert "Write down a lesson" in echo(shown, "lesson")
        field(shown, "price_gap").value = "12"
        field(shown, "lesson").value = "ask sooner"
        await shown.press("f2")
        kept = shown.kept(Opportunity, TENDER)
        assert (kept.status, kept.lost_reason, kept.lost_to) == ("lost", "price", RIVAL)
        assert (kept.close_date, kept.lesson, kept.price_gap, kept.stage) == (TODAY, "ask sooner", 12, "evaluation")
        assert ("status", "Price") in [(event.field, event.reason) for event in workspace.events(GRID)]


@pytest.mark.parametrize(("reason", "rival"), [("Customer stopped", ""), ("price", "nobody")])
async def test_no_competitor_is_asked_for_where_there_was_none(workspace: Workspace, reason: str, rival: str) -> None:
    async with bench(workspace, TALL) as shown:
        await on(shown, COLD, "W")
        field(shown, "lost_reason").value = "no-decision" if not rival else reason
        field(shown, "rival").value = rival
        field(shown, "lesson").value = "ask for the budget"
        await shown.press("f2")
        assert (shown.kept(Opportunity, COLD).status, shown.kept(Opportunity, COLD).lost_to) == ("lost", "")


async def test_a_competitor_that_nobody_has_heard_of_is_added_in_the_same_step(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await on(shown, COLD, "W")
        field(shown, "lost_reason").value = "price"
        field(shown, "rival").value = "Newcomer"
        await shown.pilot.pause()
        assert "a new competitor: Newcomer" in echo(shown, "rival")
        field(shown, "price_gap").value = "?"
        field(shown, "lesson").value = "look around"
        await shown.press("f2")
        lost_to = shown.kept(Opportunity, COLD).lost_to
        assert shown.kept(Competitor, lost_to).name == "Newcomer"
        await shown.press("u")
        assert [one.name for one in Workspace.open(workspace.root).records(Competitor).values()] == ["东方仪表"]


async def test_a_deal_said_to_be_lost_in_its_form_is_asked_why(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await on(shown, COLD, "E")
        field(shown, "status").value = "lost"
        await shown.press("f2")
        field(shown, "lost_reason").value = "no-budget"
        field(shown, "lesson").value = "ask sooner"
        await shown.press("f2")
        assert (shown.kept(Opportunity, COLD).status, shown.kept(Opportunity, COLD).lost_reason) == (
            "lost",
            "no-budget",
        )


async def test_a_deal_that_is_lost_takes_thirty_keys_and_the_lesson(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await on(shown, TENDER)
        keys = ["W", *"price", "tab", *"dfyb", "enter", *"12", "enter", *"sooner", "f2"]
        await shown.press(*keys)
        kept = shown.kept(Opportunity, TENDER)
        assert (kept.status, kept.lost_reason, kept.lost_to, kept.price_gap, kept.lesson) == (
            "lost", "price", RIVAL, 12, "sooner",
        )  # fmt: skip
        assert len(keys) <= 30


async def test_a_deal_said_to_be_won_in_its_form_is_asked_why(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await on(shown, COLD, "E")
        field(shown, "status").value = "won"
        await shown.press("f2")
        assert shown.screen.query_one("#field-won_reason", Input)
        field(shown, "won_reason").value = "early"
        field(shown, "lesson").value = "start early"
        await shown.press("f2")
        assert (shown.kept(Opportunity, COLD).status, shown.kept(Opportunity, COLD).won_reason) == ("won", "early")


@pytest.mark.parametrize("key", ["w", "W"])
async def test_a_closed_deal_is_opened_again_from_its_page(workspace: Workspace, key: str) -> None:
    with workspace.change("lose") as change:
        deal = workspace.records(Opportunity)[COLD]
        change.set(deal, status="lost", lost_reason="price", lost_to=RIVAL)
    async with bench(workspace, TALL) as shown:
        shown.table.move_to(FOOD)
        await shown.press("enter")
        shown.table.move_to(f"opportunities:{COLD}")
        await shown.press("greater_than_sign")
        assert "closed" in shown.footer_message
        await shown.press(key)
        assert "It is closed: Lost" in shown.text
        field(shown, "close_date").value = "+30"
        await shown.press("f2")
        kept = shown.kept(Opportunity, COLD)
        assert (kept.status, kept.lost_reason, kept.lost_to, kept.stage) == ("open", "", "", "need")
        assert (kept.close_date, kept.stage_since) == (TODAY.replace(month=12), TODAY)


async def test_a_category_is_picked_for_a_reason_and_stays_when_the_deal_moves(workspace: Workspace) -> None:
    async with bench(workspace, (200, 60)) as shown:
        await on(shown, METERS, "f")
        assert "By its stage it is Pipeline" in shown.text
        field(shown, "category").value = "Commit"
        await shown.press("f2")
        assert "Say why" in echo(shown, "reason")
        field(shown, "reason").value = "signed letter"
        await shown.press("f2")
        assert shown.kept(Opportunity, METERS).category == "commit"
        assert "Comm*" in shown.text
        assert [event.reason for event in workspace.events(GRID)] == ["signed letter"]
        await shown.press("greater_than_sign")
        assert shown.kept(Opportunity, METERS).category == "commit"
        await shown.press("f")
        field(shown, "category").value = ""
        await shown.press("f2")
        assert shown.kept(Opportunity, METERS).category == ""
        assert "follows its stage (Pipeline)" in shown.footer_message


async def test_the_next_step_and_the_dates_are_said_in_two_fields_each(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await on(shown, COLD, "equals_sign")
        assert [one.id for one in shown.screen.query(Input)] == ["field-next_step", "field-next_date"]
        field(shown, "next_step").value = "call"
        field(shown, "next_date").value = "明天"
        await shown.press("f2")
        assert (shown.kept(Opportunity, COLD).next_step, str(shown.kept(Opportunity, COLD).next_date)) == (
            "call", "2026-11-24",
        )  # fmt: skip
        await shown.press("d")
        field(shown, "close_date").value = "月底"
        await shown.press("f2")
        assert str(shown.kept(Opportunity, COLD).close_date) == "2026-11-30"
