"""Ways of looking at the board: lanes, folded columns, only what is stuck, what a card shows; all of it remembered."""

from __future__ import annotations

import datetime as dt

import pytest
from rich.cells import cell_len
from workbench import BANK, COLD, FOOD, GRID, LAPTOPS, LI, METERS, TENDER, TODAY, Bench, bench

from kamtui.screens.board.cards import next_step_mark
from kamtui.screens.board.pipeline import PipelineScreen
from kamtui.screens.board.view import BoardSettings, BoardView
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.store.records import Contact, Evidence, Opportunity
from kamtui.store.text.words import use
from kamtui.store.workspace import Workspace

WIDE = (200, 60)


def cards(shown: Bench) -> set[str]:
    return {card.key for column in shown.board.columns for card in column.cards}


async def act(shown: Bench, name: str) -> None:
    """Do what a key that needs two strokes does."""
    await shown.screen.run_action(name)
    await shown.pilot.pause()


async def test_each_column_says_what_its_deals_are_worth_by_their_odds(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await shown.press("2")
        weighted = [cell.strip() for cell in shown.lines[3].split("│")]
        assert weighted == [
            "weighted ¥500K",
            "weighted -",
            "weighted ¥320K",
            "weighted ¥720K",
            "weighted -",
            "weighted -",
        ]
        assert "¥7M" in shown.lines[0]
        assert "weighted ¥1.54M" in shown.lines[0]


async def test_amounts_that_nobody_knows_and_other_currencies_stay_apart(workspace: Workspace) -> None:
    with workspace.change("x") as change:
        change.set(workspace.records(Opportunity)[COLD], currency="USD", amount=20_000_00)
        change.set(workspace.records(Opportunity)[LAPTOPS], amount=None)
    async with bench(workspace, WIDE) as shown:
        await shown.press("2")
        assert [cell.strip() for cell in shown.lines[2].split("│")][:3] == ["2 ¥3M $20K", "0", "1 1?"]
        assert [cell.strip() for cell in shown.lines[3].split("│")][:3] == [
            "weighted ¥300K $2K", "weighted -", "weighted 1?",
        ]  # fmt: skip


async def test_only_what_is_stalled_or_overdue_is_shown_until_the_key_is_pressed_again(workspace: Workspace) -> None:
    with workspace.change("x") as change:
        change.set(workspace.records(Opportunity)[COLD], next_date=TODAY - dt.timedelta(days=1))
    async with bench(workspace, WIDE) as shown:
        await shown.press("2", "exclamation_mark")
        assert cards(shown) == {TENDER, COLD}
        assert "only stalled and overdue" in shown.lines[0]
        await shown.press("fullwidth_exclamation_mark")
        assert cards(shown) == {METERS, TENDER, LAPTOPS, COLD}


async def test_o_puts_the_cards_into_lanes_by_owner_tier_and_category(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await shown.press("2")
        for lanes in (
            ["王芳  3  ¥5.8M", "No owner  1  ¥1.2M"],
            ["Tier A  3  ¥5M", "Tier B  1  ¥2M"],
            ["Best case  1  ¥1.2M", "Pipeline  3"],
            [],
        ):
            await shown.press("o")
            headings = [line for line in shown.lines if line.startswith("── ")]
            assert [lane for lane, line in zip(lanes, headings, strict=True) if lane not in line] == []


async def test_in_lanes_a_card_stands_below_its_heading_and_the_cursor_stays_in_the_lane(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await shown.press("2", "o", "o")
        shown.board.move_to(METERS)
        lines = shown.lines
        tier_b = next(place for place, line in enumerate(lines) if line.startswith("── Tier B"))
        assert next(place for place, line in enumerate(lines) if "明日乳业" in line) == tier_b + 1
        assert all("华北电网" not in line for line in lines[tier_b:-2])
        await shown.press("right", "right")
        assert shown.board.cursor_card == LAPTOPS, "the card of the same lane"
        await shown.press("left", "left", "down")
        assert shown.board.cursor_card == COLD
        await shown.press("m", "right", "right")
        lines = shown.lines
        tier_b = next(place for place, line in enumerate(lines) if line.startswith("── Tier B"))
        assert ">>明日乳业" in lines[tier_b + 1], "a carried card keeps its lane"


async def test_a_folded_column_is_a_stub_with_count_and_sum_and_stays_so_after_a_restart(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await shown.press("2", "right", "right")
        assert shown.board.cursor_card == LAPTOPS
        await shown.press("z", "c")
        assert shown.board.cursor_card is None, "what cannot be seen is not acted on"
        stub = [line.split("│")[2].strip() for line in shown.lines[1:-2]]
        assert stub[0] == "1"
        assert "".join(stub[3:]) == "Design¥800K"
        await shown.press("w", "enter", "m", "j")
        assert isinstance(shown.screen, PipelineScreen)
    async with bench(Workspace.open(workspace.root), WIDE) as shown:
        await shown.press("2")
        assert [column.key for column in shown.board.columns if column.folded] == ["design"]
        shown.board.move_to_column("design")
        await act(shown, "fold")
        assert shown.board.cursor_card == LAPTOPS
    assert [path.name for path in (workspace.root / ".kamtui" / "settings").rglob("*.json")] == ["board.json"]


async def test_what_cards_show_is_chosen_in_order_and_kept(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await shown.press("2")
        await shown.press("z", "f")
        assert "[1] Account" in shown.text
        await shown.press("space", *("down",) * 9, "space")
        assert "[6] Next step" in shown.text
        await shown.press("up", "space")
        assert "[7]" not in shown.text, "six at most"
        await shown.press("enter")
        assert "明日乳业" not in "".join(shown.lines[4:-2])
    kept = BoardSettings.of(Workspace.open(workspace.root))
    assert kept.fields == ("amount", "close", "days", "category", "deal", "next")


async def test_every_card_shows_both_tracks_the_gap_and_how_they_ran(workspace: Workspace) -> None:
    with workspace.change("tracks") as change:
        seen = {"need": Evidence(what="project paper")}
        change.set(workspace.records(Opportunity)[METERS], selling_step="design", evidence=seen)
        change.set(workspace.records(Opportunity)[LAPTOPS], selling_step="design")
    async with bench(workspace, (80, 24)) as shown:
        await shown.press("2")
        assert shown.line_with("¥3M 12-31").split("│")[0].rstrip().endswith("●●+2>"), "evidence, and we run ahead"
        assert "○?~" in shown.line_with("¥2M 12-31 10d").split("│")[0], "neither evidence nor a step of ours"
        shown.board.move_to(LAPTOPS)
        await shown.pilot.pause()
        assert "○●0=" in shown.line_with("¥800K 12-31"), "in step, but the buyer has shown nothing"
        await shown.press("z", "f", "enter")
        assert "●●+2>" in shown.text, "whatever the cards show"


def test_settings_that_are_damaged_or_unknown_do_no_harm(workspace: Workspace) -> None:
    workspace.prefer("board", {"fields": ["nonsense", "deal"], "folded": [], "group": "moon"})
    assert BoardSettings.of(workspace) == BoardSettings(fields=("deal",))
    (path,) = (workspace.root / ".kamtui" / "settings").rglob("board.json")
    path.write_text("{", encoding="utf-8")
    assert BoardSettings.of(workspace) == BoardSettings()


def test_the_mark_of_the_next_step_tells_its_day() -> None:
    deal = Opportunity(name="x", next_step="call")
    days = {-1: "!", 0: "*", 1: "."}
    for ahead, mark in days.items():
        due = Opportunity(name="x", next_date=TODAY + dt.timedelta(days=ahead))
        assert next_step_mark(due, TODAY) == mark
    assert (next_step_mark(deal, TODAY), next_step_mark(Opportunity(name="x"), TODAY)) == (".", "?")


def test_a_date_pushed_three_times_and_a_customer_who_decides_show_on_the_card(workspace: Workspace) -> None:
    for month in (1, 2, 3):
        with workspace.change("push") as change:
            change.set(workspace.records(Opportunity)[METERS], close_date=dt.date(2027, month, 5))
    with workspace.change("earlier") as change:
        change.set(workspace.records(Opportunity)[METERS], close_date=dt.date(2027, 1, 5))
    with workspace.change("know") as change:
        change.set(workspace.records(Contact)[LI], level="executive")
    view = BoardView(workspace)
    marks = {card.key: card.drawn.marks for column in view.columns(None, TODAY) for card in column.cards}
    assert (marks[METERS], marks[TENDER], marks[COLD]) == (".z»3", "?z", ".P")
    with workspace.change("leave") as change:
        change.set(workspace.records(Contact)[LI], level="", roles=("decider",), archived=True)
    marks = {card.key: card.drawn.marks for column in view.columns(None, TODAY) for card in column.cards}
    assert marks[METERS] == ".z»3P"


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40), (200, 60)], ids=str)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_lanes_and_folded_columns_fit_every_window(
    workspace: Workspace, size: tuple[int, int], language: str
) -> None:
    use(language)
    async with bench(workspace, size) as shown:
        await shown.press("2")
        for _ in range(6):
            await act(shown, "fold")
            await shown.press("o", "right")
            assert [cell_len(line) for line in shown.lines] == [size[0]] * size[1]
        assert {column.folded for column in shown.board.columns} == {True}
        await shown.press("m", "enter", "left", "home", "greater_than_sign")
        assert {BANK, FOOD, GRID}.isdisjoint(cards(shown))


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_at_120_columns_every_card_says_all_that_it_can(workspace: Workspace, language: str) -> None:
    use(language)
    async with bench(workspace, (120, 40)) as shown:
        await shown.press("2")
        column = [line.split("│")[0] for line in shown.lines[4:8]]
        first = [cell.strip("> ").split() for cell in column]
        assert first[0][0] == "明日乳业"
        assert first[1][0] == "冷链监控"
        assert len(first[2]) == 2, "amount and close date"
        assert first[3][0].startswith("10"), "days in stage"
        assert first[3][1:] == (["在谈", "○○?~"] if language == "zh" else ["Pipe", "○○?~"]), "category and both tracks"


async def test_esc_in_the_fields_of_cards_asks_only_if_others_were_ticked(workspace: Workspace) -> None:
    async with bench(workspace, WIDE) as shown:
        await shown.press("2")
        await act(shown, "card_fields")
        await shown.press("escape")
        assert isinstance(shown.screen, PipelineScreen)
        await act(shown, "card_fields")
        await shown.press("space", "escape")
        assert isinstance(shown.screen, ConfirmDialog)
        await shown.press("tab", "tab", "enter")
        assert isinstance(shown.screen, PipelineScreen)
        assert "account" in BoardSettings.of(workspace).fields
