"""What cannot be is refused where it is typed, in the form, in a cell and by the board's key, and stays to be mended.

The store's own refusals are in `tests/store/test_unsound_records.py`; here they are met at each place of the screens.
"""

from __future__ import annotations

import datetime as dt

import pytest
from textual.widgets import Input
from workbench import GRID, METERS, RIVAL, TENDER, Bench, bench

from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.widgets.cell_editor import CellEditor
from kamtui.store.records import Competitor, Criterion, Opportunity, Quote, QuoteLine, Record
from kamtui.store.workspace import Workspace

TALL = (120, 90)
EARLY = "2026-09-30"


@pytest.fixture
def opened(workspace: Workspace) -> Workspace:
    """The meters were found on the first of October."""
    with workspace.change("fill") as change:
        change.set(workspace.records(Opportunity)[METERS], opened=dt.date(2026, 10, 1))
    return workspace


async def open_page(shown: Bench, kind: type[Record], record: str) -> None:
    """Open the page of a record."""
    assert isinstance(shown.screen, RecordActions)
    shown.screen.open_page(kind, record, [])
    await shown.pilot.pause()


def typed(shown: Bench, name: str) -> Input:
    """The input of a field of the form."""
    return shown.screen.query_one(f"#field-{name}", Input)


async def fill(shown: Bench, name: str, text: str) -> None:
    """Type a text into a field of the form."""
    typed(shown, name).focus()
    typed(shown, name).value = text
    await shown.pilot.pause()


def said(shown: Bench) -> str:
    """Everything that the screen says, without frames and breaks."""
    return " ".join(shown.text.replace("|", " ").split())


def closes(shown: Bench) -> str:
    """The close date that is kept."""
    return str(shown.kept(Opportunity, METERS).close_date)


async def test_a_close_date_before_the_deal_was_opened_stays_in_the_form(opened: Workspace) -> None:
    async with bench(opened, TALL) as shown:
        await open_page(shown, Opportunity, METERS)
        await shown.press("E")
        await fill(shown, "close_date", EARLY)
        await fill(shown, "lesson", "kept")
        await shown.press("f2")
        assert isinstance(shown.screen, FormDialog)
        assert "is before 2026-10-01" in said(shown)
        assert (typed(shown, "close_date").value, typed(shown, "lesson").value) == (EARLY, "kept")
        await fill(shown, "close_date", "2026-10-01")
        await shown.press("f2")
        assert (closes(shown), shown.kept(Opportunity, METERS).lesson) == ("2026-10-01", "kept")


async def test_a_close_date_before_the_deal_was_opened_stays_in_the_cell(opened: Workspace) -> None:
    async with bench(opened, TALL) as shown:
        await open_page(shown, Opportunity, METERS)
        shown.table.move_to("field:close_date")
        await shown.press("e")
        await shown.type_over(EARLY)
        await shown.press("enter")
        assert "is before 2026-10-01" in said(shown)
        assert shown.screen.query(CellEditor)
        assert closes(shown) == "2026-12-31"
        await shown.type_over("2026-10-02")
        await shown.press("enter")
        assert closes(shown) == "2026-10-02"


async def test_a_close_date_before_the_deal_was_opened_stays_in_the_forms_of_the_board(opened: Workspace) -> None:
    async with bench(opened, TALL) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("d")
        await fill(shown, "close_date", EARLY)
        await shown.press("f2")
        assert "is before 2026-10-01" in said(shown)
        assert typed(shown, "close_date").value == EARLY
        assert closes(shown) == "2026-12-31"


async def test_weights_that_add_up_to_nothing_are_refused_in_the_form_of_a_criterion(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_page(shown, Opportunity, METERS)
        shown.table.move_to("-section:criteria")
        await shown.press("n", "enter")
        await fill(shown, "name", "price")
        await fill(shown, "weight", "0")
        await shown.press("f2")
        assert "one above 0 is expected" in said(shown)
        await fill(shown, "weight", "3")
        await shown.press("f2")
        (made,) = workspace.records(Criterion).values()
        assert (made.name, made.weight) == ("price", 3)


async def test_criteria_whose_weights_were_left_at_nothing_are_flagged_on_the_page(workspace: Workspace) -> None:
    with workspace.change("fill") as change:
        change.add(Criterion(name="price", account=GRID, opportunity=METERS, weight=0))
    async with bench(workspace, TALL) as shown:
        await open_page(shown, Opportunity, METERS)
        assert "The weights add up to 0" in said(shown)


async def test_a_rival_that_is_ourselves_is_refused_where_a_deal_is_lost(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_page(shown, Opportunity, TENDER)
        await shown.press("W")
        await fill(shown, "lost_reason", "price")
        await fill(shown, "rival", "我们")
        await shown.press("f2")
        assert isinstance(shown.screen, FormDialog)
        assert "is ourselves" in said(shown)
        assert typed(shown, "rival").value == "我们"
        assert set(workspace.records(Competitor)) == {RIVAL}


async def test_a_rival_that_is_ourselves_is_refused_in_its_form_and_in_its_cell(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_page(shown, Competitor, RIVAL)
        await shown.press("E")
        await fill(shown, "name", "大客户")
        await shown.press("f2")
        assert "is ourselves" in said(shown), "the name of the workspace is our own"
        assert typed(shown, "name").value == "大客户"


async def test_a_quote_keeps_to_one_currency_in_every_amount_of_a_line(workspace: Workspace) -> None:
    with workspace.change("fill") as change:
        quote = change.add(Quote(name="first", account=GRID, opportunity=METERS, lines={
            "001": QuoteLine(name="meter", price=100_00)})).id  # fmt: skip
    async with bench(workspace, TALL) as shown:
        await open_page(shown, Quote, quote)
        shown.table.move_to("line:001")
        await shown.press("enter")
        for name in ("price", "cost", "floor"):
            await fill(shown, name, "$5")
            await shown.press("f2")
            assert "USD" in said(shown)
            assert "CNY" in said(shown), "what is expected"
            assert typed(shown, name).value == "$5"
            await fill(shown, name, "5")
        await shown.press("f2")
        assert shown.kept(Quote, quote).lines["001"] == QuoteLine(name="meter", price=500, cost=500, floor=500)


async def test_a_bid_of_a_rival_is_in_the_currency_of_the_deal(workspace: Workspace) -> None:
    async with bench(workspace, TALL) as shown:
        await open_page(shown, Opportunity, METERS)
        shown.table.move_to(f"bid:{RIVAL}")
        await shown.press("enter")
        await fill(shown, "price", "$5")
        await shown.press("f2")
        assert "USD" in said(shown)
        await fill(shown, "price", "260万")
        await fill(shown, "technical", "a sample")
        await shown.press("f2")
        bid = shown.kept(Opportunity, METERS).bids[RIVAL]
        assert (bid.price, bid.technical) == (260_000_000, "a sample")
        await shown.press("u")
        assert shown.kept(Opportunity, METERS).bids == {}
