"""The page of a deal: what it shows, and that everything on it is answered, edited and taken back in place."""

from __future__ import annotations

import datetime as dt

import pytest
from workbench import GRID, METERS, RIVAL, TODAY, Bench, bench

from kamtui.screens.deal.page import DealScreen
from kamtui.screens.deals.answers import AnswersScreen
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.dialogs.pick import PickDialog
from kamtui.screens.dialogs.text import TextDialog
from kamtui.store.records import Criterion, Evidence, Judgement, Objection, Opportunity, Quote, QuoteLine, Rating, Rival
from kamtui.store.workspace import Workspace

TALL = (120, 90)


async def open_deal(shown: Bench) -> None:
    """Open the page of the meters."""
    await shown.press("2")
    shown.board.move_to(METERS)
    await shown.press("enter")
    assert isinstance(shown.screen, DealScreen)


async def go_to(shown: Bench, key: str) -> None:
    """Put the cursor on the row of this key."""
    assert shown.table.move_to(key), [row.key for row in shown.table.rows]
    await shown.pilot.pause()


def with_criteria(workspace: Workspace) -> None:
    """Two criteria of the meters, one of which favours the rival."""
    with workspace.change("criteria") as change:
        change.add(Criterion(name="precision", account=GRID, opportunity=METERS, weight=60, favours="us",
                             scores={"us": Rating(value=4), RIVAL: Rating(value=3)}))  # fmt: skip
        change.add(Criterion(name="price", account=GRID, opportunity=METERS, weight=40, favours=RIVAL,
                             scores={RIVAL: Rating(value=5)}))  # fmt: skip


async def test_the_page_shows_headline_health_and_every_section(workspace: Workspace) -> None:
    with_criteria(workspace)
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        assert "¥3M" in shown.line_with(" Amount ")
        assert "10% (by stage)" in shown.line_with(" Odds ")
        assert "for 3 days" in shown.line_with("Buying stage")
        assert "/100" in shown.line_with(" Health ")
        for section in ("Process gap ?", "Qualification", "People 1", "Purchase criteria 2", "Rivals 1", "Money 0"):
            assert f"- {section}" in shown.text
        # 60 of ours less 40 of the rival's, of 100; ours is met 4 of 5, the rival (3·60 + 5·40) of 500
        assert "20%" in shown.line_with("Spec influence")
        assert "80%  1 score missing" in shown.line_with("Fit: us")
        assert "76%" in shown.line_with("Fit: 东方仪表")


async def test_enter_on_a_section_folds_it_and_opens_it_again(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        await go_to(shown, "-section:process")
        await shown.press("enter")
        assert "+ Process" in shown.text
        assert "hollow" not in shown.text
        await shown.press("enter")
        assert "- Process" in shown.text


async def test_evidence_of_the_buyer_fills_a_hollow_step_and_is_taken_back(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        assert "hollow" in shown.line_with("1 Need")
        await go_to(shown, "evidence:need")
        await shown.press("enter")
        assert isinstance(shown.screen, FormDialog)
        await shown.type_over("project paper")
        await shown.press("f2")
        assert shown.kept(Opportunity, METERS).evidence == {"need": Evidence(what="project paper", date=TODAY)}
        assert "[x]<" in shown.line_with("1 Need")
        assert "project paper  (2026-11-23)" in shown.line_with("1 Need")
        await shown.press("u")
        assert shown.kept(Opportunity, METERS).evidence == {}


async def test_an_amount_is_edited_where_it_stands_and_a_bad_one_is_refused_there(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        await go_to(shown, "field:amount")
        await shown.press("e")
        await shown.type_over("5 m USD")
        await shown.press("enter")
        assert "USD" in shown.text
        assert shown.kept(Opportunity, METERS).amount == 300_000_000
        await shown.type_over("500万")
        await shown.press("enter")
        assert shown.kept(Opportunity, METERS).amount == 500_000_000


async def test_go_or_no_go_wants_a_reason_and_keeps_who_and_when(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        await go_to(shown, "go:")
        await shown.press("enter")
        await shown.type_over("go")
        await shown.press("f2")
        assert "Say why" in shown.text
        await shown.type_over("a showcase")
        await shown.press("f2")
        verdict = shown.kept(Opportunity, METERS).go
        assert (verdict.go, verdict.reason, verdict.date) == (True, "a showcase", TODAY)
        assert verdict.by
        assert "Go  a showcase" in shown.line_with("Go or no-go")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("sum:health", "100 − the penalties"),
        ("sum:gap", "Gap = our step"),
        ("field:odds", "as someone pinned them"),
        ("sum:score:judging", "Left out, 20"),
        ("sum:known", "Quantified = known"),
        ("sum:level", "up to the limit"),
        ("sum:influence", "Spec influence = "),
        ("sum:fit:us", "Left out, 1"),
    ],
)
async def test_i_explains_the_number_under_the_cursor(workspace: Workspace, row: str, says: str) -> None:
    with_criteria(workspace)
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        await go_to(shown, row)
        await shown.press("i")
        assert isinstance(shown.screen, TextDialog)
        assert says in shown.text
        await shown.press("i")
        assert isinstance(shown.screen, DealScreen)


async def test_a_full_pass_takes_one_key_for_each_question(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        await shown.press("J")
        assert isinstance(shown.screen, AnswersScreen)
        await shown.press(*["plus"] * 19, "minus")
        kept = shown.kept(Opportunity, METERS).answers["us"]
        assert [answer.value for answer in kept.values()].count(1) == 19
        assert kept["effort"] == Judgement(value=-1, date=TODAY, by=kept["effort"].by)
        # the last section is 25 + 25 + 20 + 15 − 15 of 100, and the four weigh the same: (300 + 70) ÷ 4
        assert "+92, 100% known" in shown.lines[0]
        await shown.press("q")
        assert "+92 good  100% known" in shown.line_with("Four judging questions")


async def test_a_rival_is_judged_by_the_same_questions_and_our_lead_is_told(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        await shown.press("J", "plus", "right", "k", "minus")
        answers = shown.kept(Opportunity, METERS).answers
        assert answers["us"]["problem"].value == 1
        assert answers[RIVAL]["problem"].value == -1
        await shown.press("q")
        # 30 of 100 in one of four sections: 7.5 rounds to 8, for each side
        assert "lead over 东方仪表 +16" in shown.line_with("Four judging questions")


async def test_an_answer_keeps_its_evidence_and_can_be_cleared_again(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        await shown.press("J", "0", "k", "enter")
        assert isinstance(shown.screen, FormDialog)
        await shown.press("tab")
        await shown.type_over("losses of 8 %")
        await shown.press("f2")
        said = shown.kept(Opportunity, METERS).answers["us"]["problem"]
        assert (said.value, said.evidence, said.date) == (0, "losses of 8 %", TODAY)
        await shown.press("k", "backspace")
        assert "us" not in shown.kept(Opportunity, METERS).answers
        await shown.press("u")
        assert shown.kept(Opportunity, METERS).answers["us"]["problem"].evidence == "losses of 8 %"


async def test_a_level_without_evidence_is_marked_and_counts_less(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        await shown.press("J", "o", "plus", "plus", "plus")
        assert "3!" in shown.line_with("15 Metrics")
        await shown.press("q")
        # 15 · 1 ÷ (3 · 100), as a 3 without evidence counts 1
        assert "5 poor  15% known" in shown.line_with("MEDDPICC")


async def test_criteria_are_scored_for_each_vendor_and_9_of_5_is_refused(workspace: Workspace) -> None:
    with_criteria(workspace)
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        await go_to(shown, "sum:fit:us")
        await shown.press("enter", "j", "enter")
        await shown.type_over("9")
        await shown.press("f2")
        assert isinstance(shown.screen, FormDialog)
        assert "0 to 5 is expected" in shown.text
        await shown.type_over("2")
        await shown.press("f2")
        (price,) = [each for each in workspace.records(Criterion).values() if each.name == "price"]
        assert price.scores["us"].value == 2
        assert price.scores[RIVAL].value == 5


@pytest.mark.parametrize(
    ("section", "table"),
    [("criteria", "criteria"), ("rivals", "rivals"), ("money", "quotes"), ("people", "contacts"), ("plan", "tasks")],
)
async def test_n_offers_first_what_the_section_lists(workspace: Workspace, section: str, table: str) -> None:
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        await go_to(shown, f"-section:{section}")
        await shown.press("n")
        assert isinstance(shown.screen, PickDialog)
        assert shown.table.cursor_key == table


async def test_a_criterion_and_a_rival_are_added_to_the_deal(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        await go_to(shown, "-section:criteria")
        await shown.press("n", "enter")
        await shown.type_over("delivery")
        await shown.press("f2")
        (made,) = workspace.records(Criterion).values()
        assert (made.name, made.opportunity, made.account) == ("delivery", METERS, GRID)
        await go_to(shown, "-section:rivals")
        await shown.press("n", "enter")
        await shown.type_over("东方仪表")
        await shown.press("f2")
        (rival,) = workspace.records(Rival).values()
        assert rival.competitor == RIVAL
        assert "东方仪表" in shown.text


async def test_brackets_turn_to_the_next_deal_of_the_board(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        before = shown.lines[0]
        await shown.press("right_square_bracket")
        assert isinstance(shown.screen, DealScreen)
        assert shown.lines[0] != before


async def test_a_quote_below_its_floor_is_said_to_want_approval(workspace: Workspace) -> None:
    with workspace.change("quote") as change:
        line = QuoteLine(name="meter", quantity=10, price=100_00, cost=60_00, floor=95_00)
        change.add(Quote(name="first", account=GRID, opportunity=METERS, lines={"1": line}, discount=10,
                         date=dt.date(2026, 11, 1)))  # fmt: skip
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        # 10 × 100 − 10 % = 900; (900 − 600) ÷ 900
        said = shown.line_with("v1 first")
        assert "¥900" in said
        assert "margin 33%" in said
        assert "below the floor" in said


async def test_a_visit_is_prepared_on_one_page_that_is_written_and_shown(workspace: Workspace) -> None:
    with workspace.change("fill") as change:
        change.add(Objection(subject="slow *service*", account=GRID, kind="rumour"))
    async with bench(workspace, TALL) as shown:
        await open_deal(shown)
        await shown.press("P", "1")
        assert isinstance(shown.screen, TextDialog)
        (page,) = (workspace.root / "reports").glob("visit-*.md")
        text = page.read_text("utf-8")
        assert "# Visit preparation: 智能电表 (2026-11-23)" in text
        assert "slow \\*service\\* (Rumour): Stay calm" in text
        assert "- 李建国 (处长)" in text
        assert "- Funding" in text
        await shown.press("escape", "P", "2")
        assert "Only a deal that was won" in shown.footer_message
