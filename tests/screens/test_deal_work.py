"""Working a deal on its page: the full pass of questions, needs, negotiation, folds, drafts, and walking the lists."""

from __future__ import annotations

import pytest
from workbench import GRID, METERS, RIVAL, TENDER, TODAY, Bench, bench

from kamtui.screens.deal.page import DealScreen
from kamtui.screens.deals.answers import AnswersScreen
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.dialogs.text import TextDialog
from kamtui.screens.pages.quote import QuoteScreen
from kamtui.screens.shell.records import RecordActions
from kamtui.store.records import Bid, Concession, Criterion, Need, Opportunity, Quote, QuoteLine, Record
from kamtui.store.workspace import Workspace

TALL = (120, 120)


async def open_page(shown: Bench, record: str = METERS, kind: type[Record] = Opportunity) -> None:
    """Open the page of a record."""
    assert isinstance(shown.screen, RecordActions)
    shown.screen.open_page(kind, record, [])
    await shown.pilot.pause()


async def go_to(shown: Bench, key: str) -> None:
    """Put the cursor on the row of this key."""
    assert shown.table.move_to(key), [row.key for row in shown.table.rows]
    await shown.pilot.pause()


async def test_a_full_pass_with_evidence_takes_few_keys_enough_for_90_seconds(workspace: Workspace) -> None:
    keys = 0

    async with bench(workspace, TALL) as shown:

        async def press(*pressed: str) -> None:
            nonlocal keys
            keys += len(pressed)
            await shown.press(*pressed)

        await open_page(shown)
        await press("J")
        texts = 0
        for number in range(20):
            await press("enter", "plus", "enter")
            said = f"e{number}"
            await shown.press(*said)
            texts += len(said)
            await press("f2")
        kept = shown.kept(Opportunity, METERS).answers["us"]
        assert len(kept) == 20
        assert [(each.value, each.date, bool(each.by)) for each in kept.values()] == [(1, TODAY, True)] * 20
        assert sorted(each.evidence for each in kept.values()) == sorted(f"e{number}" for number in range(20))
        assert "+100, 100% known" in shown.lines[0]
    assert keys == 1 + 20 * 4, "J, and for each question: open, answer, next, keep"
    assert keys / 2 <= 90, "seconds at two keys a second, the words of the evidence apart"


async def test_needs_stand_in_a_table_of_importance_and_urgency_at_80_columns(workspace: Workspace) -> None:
    with workspace.change("fill") as change:
        for name, importance, urgency, fit in (
            ("losses", "5", "5", {"us": "4", "东方仪表": "3"}), ("in time", "4", "5", {"东方仪表": "5", "us": "2"}),
            ("price", "2", "4", {}), ("chips", "", "", {}), ("staff", "5", "1", {}),
        ):  # fmt: skip
            change.add(Need(name=name, account=GRID, opportunity=METERS, importance=importance, urgency=urgency,
                            fit=fit, trend="up"))  # fmt: skip
    async with bench(workspace, (80, 120)) as shown:
        await open_page(shown)
        assert "1 losses 2 in time  " in shown.line_with("important (from 4)")
        assert shown.line_with("important (from 4)").rstrip().endswith("4 staff")
        assert "3 price" in shown.line_with("less so (below 4)")
        assert "5 chips" in shown.line_with("not graded yet")
        assert "5×5  best: us 4 (东方仪表 3)  Rising" in shown.line_with("1 losses  ")
        assert "best: 东方仪表 5 (us 2)" in shown.line_with("4×5")
        assert max(len(line) for line in shown.lines) <= 80
        await go_to(shown, "sum:needs")
        await shown.press("i")
        assert isinstance(shown.screen, TextDialog)
        assert "1 to 5, from 4 on" in " ".join(shown.text.replace("|", " ").split())


async def test_n_on_the_needs_adds_one_that_belongs_to_the_deal(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_page(shown)
        await go_to(shown, "-section:needs")
        await shown.press("n", "enter")
        await shown.type_over("fewer readers")
        await shown.press("f2")
        (made,) = workspace.records(Need).values()
        assert (made.name, made.opportunity) == ("fewer readers", METERS)


def bargained(workspace: Workspace) -> None:
    """A target, a limit, a quote of 2.7 M, a rival at 2.6 M, and concessions on all sides."""
    with workspace.change("fill") as change:
        change.set(
            workspace.records(Opportunity)[METERS], target_price=280_000_000, walk_away=250_000_000,
            their_interests="a result in December", bids={RIVAL: Bid(price=260_000_000, technical="a sample")},
        )  # fmt: skip
        change.add(Quote(name="offer", account=GRID, opportunity=METERS, version=1,
                         lines={"1": QuoteLine(name="meter", quantity=1000, price=270_000)}))  # fmt: skip
        for name, by, what in (("2 % off", "us", "30 days"), ("training", "us", ""), ("a reference", "customer", "")):
            change.add(Concession(name=name, account=GRID, opportunity=METERS, by=by, for_what=what))
        change.add(Concession(name="long warranty", account=GRID, opportunity=METERS, by=RIVAL))


async def test_the_negotiation_sheet_says_prices_limits_and_who_gave_what(workspace: Workspace) -> None:
    bargained(workspace)
    async with bench(workspace, TALL) as shown:
        await open_page(shown)
        # 2.7 M is 0.1 M below the target and 0.2 M above the limit
        assert "we ¥2.7M  东方仪表 ¥2.6M" in shown.line_with(" Negotiation  ")
        assert "to target −¥100K  above walk-away +¥200K" in shown.line_with("Against our limits")
        assert "Given for nothing in return: training" in shown.text
        assert "¥2.7M (quote v1)" in shown.line_with("Price, promises: us")
        assert "¥2.6M  a sample" in shown.line_with("Price, promises: 东方")
        order = [
            shown.text.index(text) for text in ("We gave", "2 % off", "We got", "a reference", "Rivals gave", "long")
        ]
        assert order == sorted(order)
        await go_to(shown, "sum:negotiation")
        await shown.press("i")
        assert "To target = our price" in shown.text


async def test_interests_and_limits_are_edited_where_they_stand_and_taken_back(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_page(shown)
        await go_to(shown, "field:our_gain")
        await shown.press("e")
        await shown.type_over("sell to the cities")
        await shown.press("enter")
        assert shown.kept(Opportunity, METERS).our_gain == "sell to the cities"
        await go_to(shown, "field:walk_away")
        await shown.press("e")
        await shown.type_over("2.5m")
        await shown.press("enter")
        assert shown.kept(Opportunity, METERS).walk_away == 250_000_000
        await shown.press("u", "u")
        kept = shown.kept(Opportunity, METERS)
        assert (kept.our_gain, kept.walk_away) == ("", None)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("field:amount", "which level usually decides"),
        ("field:budget", "one of the ten things"),
        ("field:next_step", "No history is kept"),
        ("field:stage", "need"),
        ("evidence:need", "Gap = our step"),
        ("hint:periods", "watching, choosing"),
        ("go:", "A person decides".lower()),
        ("bid:us", "To target"),
        ("-section:money", "To target"),
        ("-section:needs", "graded 1 to 5"),
        ("-section:criteria", "Spec influence"),
        (f"competitors:{RIVAL}", "Four judging questions: we"),
    ],
)
async def test_i_explains_every_line_of_the_page(workspace: Workspace, row: str, says: str) -> None:
    async with bench(workspace, TALL) as shown:
        await open_page(shown)
        await go_to(shown, row)
        await shown.press("i")
        assert isinstance(shown.screen, TextDialog)
        assert says.casefold() in " ".join(shown.text.replace("|", " ").split()).casefold()


async def test_a_section_that_was_folded_stays_so_on_the_next_deal_and_at_the_next_start(
    workspace: Workspace,
) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("enter")
        await go_to(shown, "-section:process")
        await shown.press("enter")
        await go_to(shown, "-section:further")
        await shown.press("enter")
        before = shown.lines[0]
        await shown.press("right_square_bracket")
        assert shown.lines[0] != before, "another deal"
        assert "+ Process" in shown.text
        assert "- Further" in shown.text
    async with bench(Workspace.open(workspace.root), TALL) as shown:
        await open_page(shown, TENDER)
        assert "+ Process" in shown.text
        assert "- Further" in shown.text


async def test_brackets_walk_the_deals_of_the_agenda(workspace: Workspace) -> None:
    with workspace.change("fill") as change:
        for deal in (METERS, TENDER):
            change.set(workspace.records(Opportunity)[deal], next_step="call", next_date=TODAY)
    async with bench(workspace, TALL) as shown:
        await shown.press("7")
        listed = [row.key for row in shown.table.rows]
        await go_to(shown, next(key for key in listed if METERS in key))
        await shown.press("enter")
        assert isinstance(shown.screen, DealScreen)
        assert "/2 " in shown.lines[0]
        seen = {METERS: "智能电表", TENDER: "调度系统"}
        assert seen[METERS] in shown.lines[0]
        await shown.press("right_square_bracket", "left_square_bracket", "left_square_bracket", "right_square_bracket")
        names = [name for name in seen.values() if name in shown.lines[0]]
        assert len(names) == 1
        await shown.press("left_square_bracket" if "2/2" in shown.lines[0] else "right_square_bracket")
        assert names[0] not in shown.lines[0]


@pytest.mark.parametrize(
    ("row", "typed", "form"),
    [
        ("evidence:need", ("project paper",), "evidence:need"),
        (f"bid:{RIVAL}", ("260万",), f"bid:{RIVAL}"),
        ("go:", ("go",), "go:"),
    ],
)
async def test_a_short_form_that_a_session_left_is_opened_again_with_its_texts(
    workspace: Workspace, row: str, typed: tuple[str, ...], form: str
) -> None:
    async with bench(workspace, TALL) as shown:
        await open_page(shown)
        await go_to(shown, row)
        await shown.press("enter")
        assert isinstance(shown.screen, FormDialog)
        await shown.type_over(typed[0])
        (draft,) = workspace.drafts._drafts.values()
        assert draft.form == form
        await shown.press("escape")
        assert isinstance(shown.screen, RecordActions) or shown.screen is not None
        await shown.press(*["escape"] * 2)
    async with bench(workspace, TALL) as shown:
        assert isinstance(shown.screen, RecordActions)
        assert shown.screen.resume(draft)
        await shown.pilot.pause()
        await shown.pilot.pause()
        assert isinstance(shown.screen, FormDialog)
        assert typed[0] in shown.text


async def test_an_answer_and_a_line_of_a_quote_are_opened_again_too(workspace: Workspace) -> None:
    with workspace.change("fill") as change:
        change.add(Criterion(name="price", account=GRID, opportunity=METERS, weight=1))
        quote = change.add(Quote(name="offer", account=GRID, opportunity=METERS)).id
    async with bench(workspace, TALL) as shown:
        await open_page(shown)
        await shown.press("J")
        assert isinstance(shown.screen, AnswersScreen)
        await shown.press("enter", "tab")
        await shown.type_over("losses of 8 %")
        (draft,) = workspace.drafts._drafts.values()
        assert draft.form == "answer:judging:us:problem"
    async with bench(workspace, TALL) as shown:
        assert isinstance(shown.screen, RecordActions)
        assert shown.screen.resume(draft)
        await shown.pilot.pause()
        await shown.pilot.pause()
        assert isinstance(shown.screen, FormDialog)
        await shown.press("f2")
        assert shown.kept(Opportunity, METERS).answers["us"]["problem"].evidence == "losses of 8 %"
    async with bench(workspace, TALL) as shown:
        await open_page(shown, quote, Quote)
        await shown.press("n")
        await shown.type_over("training")
        line = list(workspace.drafts._drafts.values())[-1]
        assert line.form == "line:001"
    async with bench(workspace, TALL) as shown:
        assert isinstance(shown.screen, RecordActions)
        assert shown.screen.resume(line)
        await shown.pilot.pause()
        await shown.pilot.pause()
        assert isinstance(shown.screen, FormDialog)
        await shown.press("f2")
        assert isinstance(shown.screen, QuoteScreen)
        assert shown.kept(Quote, quote).lines["001"].name == "training"
