"""Screen 4 and a rival's page: where they sit, how we fared, what they say; side by side and on a battle card."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import pytest
from workbench import BANK, GRID, LI, RIVAL, TODAY, Bench, bench

from kamtui.screens.competitors import CompetitorsScreen
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.dialogs.text import TextDialog
from kamtui.screens.rival import RivalScreen
from kamtui.store.records import Competitor, Intelligence, Objection, Opportunity, Rating, Rival
from kamtui.store.workspace import Workspace

WIDE = (120, 50)


@pytest.fixture
def fought(workspace: Workspace) -> Workspace:
    """Five decided deals against one rival, two of them won, and one against a second."""
    with workspace.change("fight") as change:
        other = change.add(Competitor(name="West Power", strengths="cheap")).id
        ends: list[tuple[Literal["won", "lost"], int]] = [
            ("won", 100), ("won", 300), ("lost", 200), ("lost", 100), ("lost", 100),
        ]  # fmt: skip
        for number, (status, amount) in enumerate(ends):
            change.add(Opportunity(name=f"deal {number}", account=GRID, status=status, amount=amount * 1_000_000,
                                   competitors=(RIVAL,), close_date=dt.date(2026, 3, number + 1), stage="evaluation",
                                   lost_reason="price" if status == "lost" else ""))  # fmt: skip
        change.add(Opportunity(name="both", account=BANK, status="lost", amount=100_000_000, lost_to=other,
                               close_date=TODAY, stage="design"))  # fmt: skip
        change.add(Rival(competitor=RIVAL, account=GRID, product="old meters", share=60, issues="late deliveries",
                         relations={LI: Rating(value=-1)}))  # fmt: skip
        change.add(Intelligence(subject="lowers prices", competitor=RIVAL, reliability="B",
                                date=TODAY - dt.timedelta(days=180)))  # fmt: skip
        change.add(
            Objection(subject="we leave the market", competitor=RIVAL, kind="rumour", answer="we have just built")
        )
    return workspace


async def open_rivals(shown: Bench) -> None:
    """Go to screen 4, to the rival of the small workspace."""
    await shown.press("4")
    assert isinstance(shown.screen, CompetitorsScreen)
    assert shown.table.move_to(f"competitors:{RIVAL}")
    await shown.pilot.pause()


async def test_each_rival_stands_with_what_we_won_and_lost_against_them(fought: Workspace) -> None:
    async with bench(fought, WIDE) as shown:
        await open_rivals(shown)
        line = shown.line_with("东方仪表")
        # 2 of 5 by count, 400 of 800 by value, Wilson 95 % of 2 in 5
        for said in ("2/3", "40%", "12%–77%", "50%"):
            assert said in line, line
        assert "0/1" in shown.line_with("West Power")


async def test_marked_rivals_are_laid_side_by_side(fought: Workspace) -> None:
    async with bench(fought, WIDE) as shown:
        await open_rivals(shown)
        await shown.press("C")
        assert "Mark two" in shown.footer_message
        await shown.press("x", "x", "C")
        assert isinstance(shown.screen, TextDialog)
        names = next(line for line in shown.lines if "东方仪表" in line and "West Power" in line)
        assert names
        assert "n=5" in next(line for line in shown.lines if "Win rate" in line)


async def test_the_rivals_page_tells_why_and_where_we_lost_and_what_is_still_worth_knowing(fought: Workspace) -> None:
    async with bench(fought, WIDE) as shown:
        await open_rivals(shown)
        await shown.press("enter")
        assert isinstance(shown.screen, RivalScreen)
        assert "won 2, lost 3" in shown.line_with("Head to head")
        assert "Evaluation" in shown.line_with("Lost in")
        assert "3" in shown.line_with("Why we lost")
        assert "old meters" in shown.line_with("华北电网   ")
        # 80 % of a source B, halved after 180 days
        assert "worth 40% today" in shown.line_with("lowers prices")
        await shown.press("i")
        assert "Wilson" in shown.text


async def test_the_battle_card_answers_what_they_say_with_the_steps_of_the_method(fought: Workspace) -> None:
    async with bench(fought, WIDE) as shown:
        await open_rivals(shown)
        await shown.press("p")
        assert isinstance(shown.screen, TextDialog)
        for said in ("we leave the market (Rumour)", "→ we have just built", "1. Stay calm", "late deliveries"):
            assert said in shown.text


async def test_account_by_account_the_presence_shows_share_and_relations(fought: Workspace) -> None:
    async with bench(fought, WIDE) as shown:
        await open_rivals(shown)
        await shown.press("o")
        assert "60%" in shown.line_with("old meters")
        assert "李建国 -1" in shown.line_with("old meters")
        assert shown.table.rows[0].key == f"accounts:{GRID}"


async def test_what_was_heard_is_written_down_for_the_rival_under_the_cursor(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await open_rivals(shown)
        await shown.press("a")
        assert isinstance(shown.screen, FormDialog)
        await shown.type_over("new plant")
        await shown.press("f2")
        (item,) = workspace.records(Intelligence).values()
        assert (item.subject, item.competitor, item.date) == ("new plant", RIVAL, TODAY)


async def test_an_empty_panel_says_which_key_starts(workspace: Workspace) -> None:
    with workspace.change("archive") as change:
        change.set(workspace.records(Competitor)[RIVAL], archived=True)
    async with bench(workspace, WIDE) as shown:
        await shown.press("4")
        assert "Press n to add one" in shown.text
        for key in ("enter", "x", "C", "p", "i", "D", "o", "E"):
            await shown.press(key)
            await shown.press("escape") if isinstance(shown.screen, TextDialog) else None
        assert isinstance(shown.screen, CompetitorsScreen)


async def test_n_adds_a_rival_and_d_archives_it_and_u_brings_it_back(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await open_rivals(shown)
        await shown.press("n")
        await shown.type_over("New Rival")
        await shown.press("f2")
        assert "New Rival" in shown.text
        await open_rivals(shown)
        await shown.press("D")
        assert shown.kept(Competitor, RIVAL).archived
        await shown.press("u")
        assert not shown.kept(Competitor, RIVAL).archived
