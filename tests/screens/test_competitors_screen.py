"""Screen 4 and a rival's page: where they sit, how we fared, what they say; side by side and on a battle card."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import AbstractContextManager
from typing import Literal

import pytest
from rich.cells import cell_len
from textual.widgets import Input
from workbench import BANK, GRID, LI, METER, METERS, RIVAL, TODAY, WANG, Bench, bench

from kamtui.__main__ import main
from kamtui.screens.deal.page import DealScreen
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.dialogs.text import TextDialog
from kamtui.screens.rivals.competitors import CompetitorsScreen
from kamtui.screens.rivals.presence import PresenceScreen
from kamtui.screens.rivals.rival import RivalScreen
from kamtui.screens.rivals.rows import news_row
from kamtui.screens.rivals.views import sheets_of
from kamtui.screens.widgets.cell_editor import CellEditor
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store.deals.rival_compare import side_by_side
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.records import Competitor, Intelligence, Objection, Opportunity, Rating, Rival
from kamtui.store.workspace import Change, Workspace

WIDE = (120, 50)
HOSTILE = "[red]x[/]\x1b[31m\u202e{0}"


def field(shown: Bench, name: str) -> Input:
    return shown.screen.query_one(f"#field-{name}", Input)


def cells(row: Row) -> list[str]:
    """What a row says, cell by cell."""
    return [cell.text if isinstance(cell, Cell) else cell for cell in row.cells]


def workspace_change(workspace: Workspace) -> AbstractContextManager[Change]:
    """One change, as a form makes it."""
    return workspace.change("prepare")


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
                                   lost_reason="price" if status == "lost" else "", lesson=f"lesson {number}",
                                   won_reason="criteria" if status == "won" else "", owner=WANG, products=(METER,),
                                   lost_to=RIVAL if status == "lost" else "",
                                   price_gap={2: 10, 3: 25, 4: 4}.get(number)))  # fmt: skip
        change.add(Opportunity(name="both", account=BANK, status="lost", amount=100_000_000, lost_to=other,
                               close_date=TODAY, stage="design"))  # fmt: skip
        change.add(Rival(competitor=RIVAL, account=GRID, product="old meters", share=60, issues="late deliveries",
                         quantity=200, spend=12_000_000, expires=dt.date(2027, 1, 31), rep="赵刚", style=("technical",),
                         satisfaction=Rating(value=2), relations={LI: Rating(value=-1)}))  # fmt: skip
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
        assert "Criteria in our favour 2" in shown.line_with("Why we won")
        # (10 + 25 + 4) ÷ 3, and the middle one
        assert "mean +13.0%, median +10.0% (n=3)" in shown.line_with("Cheaper where they won")
        assert "old meters" in shown.line_with("华北电网   ")
        assert "1. Stay calm" in shown.text
        # 80 % of a source B, halved after 180 days
        assert "worth 40% today" in shown.line_with("lowers prices")
        await shown.press("i")
        assert "Wilson" in shown.text


async def test_a_long_strength_is_read_to_its_end(fought: Workspace) -> None:
    with workspace_change(fought) as change:
        rival = fought.records(Competitor)[RIVAL]
        change.set(rival, strengths=" ".join(f"strength{number}" for number in range(20)))
    async with bench(fought, (80, 60)) as shown:
        await open_rivals(shown)
        await shown.press("enter", "G")
        assert "strength0 " in shown.text
        assert "strength19" in shown.text
        shown.table.move_to("more:field:strengths:1")
        await shown.press("e")
        assert shown.screen.query(CellEditor), "each of its lines edits it"


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
        line = shown.line_with("old meters") + shown.line_with("2027-01-31")
        for said in ("60%", "Quantity 200", "2027-01-31", "¥120K", "Satisfaction 2"):
            assert said in line, line
        people = shown.line_with("Their people")
        for said in ("赵刚", "technical", "李建国 -1"):
            assert said in people, people
        assert "late deliveries" in shown.line_with("Opening")
        assert shown.table.rows[0].key == f"accounts:{GRID}"
        shown.table.move_to(next(row.key for row in shown.table.rows if ":opening:" in row.key))
        await shown.press("enter")
        assert isinstance(shown.screen, PresenceScreen), "each line of a presence opens it"


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


async def test_a_long_comparison_is_wrapped_and_nothing_is_cut_at_80_columns(fought: Workspace) -> None:
    long = "cheap meters that are delivered at once, with a service team in every county and a loan for the customer"
    with workspace_change(fought) as change:
        for rival in fought.records(Competitor).values():
            change.set(rival, strengths=long)
    sheets = sheets_of(fought, TODAY)
    lines = side_by_side(sheets, 74)
    assert max(map(cell_len, lines)) <= 74
    told = [word for line in lines for word in line.split()]
    for word in long.split():
        assert told.count(word) >= 2, word
    async with bench(fought, (80, 24)) as shown:
        await open_rivals(shown)
        await shown.press("x", "x", "C")
        await shown.press(*["pagedown"] * 5)
        assert "county" in shown.text
        assert "…" not in shown.text


async def test_the_panel_lists_win_and_loss_as_the_command_tells_it(
    fought: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {}
    for by in ("competitor", "product", "region", "owner"):
        asked = ["figures", "win-loss", "--by", by, "--as-of", str(TODAY), "--json", "--lang", "en"]
        assert main(["--data", str(fought.root), *asked]) == 0
        told[by] = json.loads(capsys.readouterr().out)["rows"]
    async with bench(fought, (200, 50)) as shown:
        await open_rivals(shown)
        for view, keys in (("competitor", ""), ("product", "oo"), ("region", "o"), ("owner", "o")):
            await shown.press(*keys)
            rows = {row.key.partition(":")[2]: cells(row) for row in shown.table.rows}
            assert len(rows) == len(told[view])
            for row in told[view]:
                line = rows[row.get(f"{view}_id", row[view])]
                assert f"{row['won']}/{row['lost']}" in line
                if row["n"]:
                    rate = f"{round(row['value'] * 100)}%" + ("?" if row["few"] else "")
                    between = f"{round(row['low'] * 100)}%–{round(row['high'] * 100)}%"
                    assert rate in line
                    assert between in line
                if row["gaps"]:
                    gap = f"mean {row['price_gap']:+.1f}%, median {row['median_price_gap']:+.1f}% (n={row['gaps']})"
                    assert gap in line


async def test_enter_on_a_group_shows_its_deals_and_lessons_open_theirs(fought: Workspace) -> None:
    async with bench(fought, WIDE) as shown:
        await open_rivals(shown)
        await shown.press("o", "o")
        assert shown.table.move_to(f"group:{METER}")
        await shown.press("enter")
        assert "deal 0" in shown.text
        assert "deal 4" in shown.text
        await shown.press("escape", "o", "o", "o")
        assert "Lost" in shown.line_with("deal 3")
        assert "lesson 3" in shown.text
        shown.table.move_to(next(row.key for row in shown.table.rows if row.key.startswith("opportunities:")))
        await shown.press("enter")
        assert isinstance(shown.screen, DealScreen)


async def test_a_strategy_is_chosen_for_one_deal_with_a_reason_and_undone(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await open_rivals(shown)
        await shown.press("t")
        assert isinstance(shown.screen, FormDialog), "they are in one open deal"
        field(shown, "strategy").value = "flank"
        await shown.press("f2")
        assert "Say why" in str(shown.screen.query_one("#echo-why").render())
        field(shown, "why").value = "our precision"
        await shown.press("f2")
        (stance,) = shown.kept(Opportunity, METERS).strategies.values()
        assert (stance.strategy, stance.why, stance.date) == ("flank", "our precision", TODAY)
        assert stance.by
        await shown.press("u")
        assert shown.kept(Opportunity, METERS).strategies == {}


async def test_the_deals_page_shows_and_changes_the_strategy_against_each_rival(workspace: Workspace) -> None:
    with workspace_change(workspace) as change:
        change.add(Rival(competitor=RIVAL, account=GRID, strategy="defend"))
    async with bench(workspace, WIDE) as shown:
        shown.app.push_screen(DealScreen(workspace, "", Opportunity, METERS, []))
        await shown.pilot.pause()
        shown.table.move_to(f"stance:{RIVAL}")
        await shown.pilot.pause()
        assert "Defend (of the account)" in shown.line_with("Our strategy")
        await shown.press("enter")
        field(shown, "strategy").value = "frontal"
        field(shown, "why").value = "we are better"
        await shown.press("f2")
        assert "Head-on  we are better" in shown.line_with("Our strategy")
        await shown.press("e")
        field(shown, "strategy").value = ""
        await shown.press("f2")
        assert "Defend (of the account)" in shown.line_with("Our strategy")


async def test_the_rivals_page_asks_for_the_strategy_in_the_deal_under_the_cursor(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await open_rivals(shown)
        await shown.press("enter")
        assert shown.table.move_to(f"opportunities:{METERS}")
        await shown.press("t")
        field(shown, "strategy").value = "withdraw"
        field(shown, "why").value = "too dear"
        await shown.press("f2")
        assert shown.kept(Opportunity, METERS).strategies[RIVAL].strategy == "withdraw"
        assert "Withdraw  too dear" in shown.line_with("Our strategy")


async def test_hostile_names_stay_harmless_on_every_list_and_page(workspace: Workspace) -> None:
    with workspace_change(workspace) as change:
        change.set(workspace.records(Competitor)[RIVAL], name=HOSTILE, strengths=HOSTILE, weaknesses=HOSTILE)
        change.add(Rival(competitor=RIVAL, account=GRID, product=HOSTILE, rep=HOSTILE, issues=HOSTILE))
        change.add(Competitor(name=HOSTILE + "2"))
        change.add(Objection(subject=HOSTILE, competitor=RIVAL, kind="fact", answer=HOSTILE))
        change.add(Intelligence(subject=HOSTILE, competitor=RIVAL, source=HOSTILE, date=TODAY))
    async with bench(workspace, WIDE) as shown:
        await open_rivals(shown)
        for keys in (("x", "x", "C", "escape"), ("p", "escape"), ("i", "escape"), ("o",) * 6, ("enter",), ("Q",)):
            await shown.press(*keys)
            assert "\x1b" not in shown.text
            assert "\u202e" not in shown.text


async def test_a_rival_is_edited_explained_and_shown_on_a_card_from_its_page_too(fought: Workspace) -> None:
    async with bench(fought, WIDE) as shown:
        await open_rivals(shown)
        await shown.press("E")
        field(shown, "origin").value = "abroad"
        await shown.press("f2")
        assert shown.kept(Competitor, RIVAL).origin == "abroad"
        await shown.press("i")
        assert "Price gap =" in shown.text
        await shown.press("escape", "enter", "p")
        assert isinstance(shown.screen, TextDialog)
        assert "## Lessons" in shown.text
        await shown.press("escape", "i")
        assert "deal 4" in shown.text


async def test_what_has_faded_is_muted(fought: Workspace) -> None:
    with workspace_change(fought) as change:
        change.add(Intelligence(subject="old news", competitor=RIVAL, reliability="E",
                                date=TODAY - dt.timedelta(days=400)))  # fmt: skip
    rival = fought.records(Competitor)[RIVAL]
    looks = {item.subject: news_row(RivalSheet(fought, rival, TODAY), item, left).cells[1]
             for item, left in RivalSheet(fought, rival, TODAY).intelligence}  # fmt: skip
    # 20 % of a source E, halved more than twice; 80 % of a source B halved once
    assert looks["old news"] == Cell("old news  E unreliable  worth 4% today", "muted")
    assert looks["lowers prices"] == Cell("lowers prices  B usually reliable  worth 40% today", "")
