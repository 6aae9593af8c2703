"""The page of a quote and of a rival in an account: lines and relations are added, refused, and taken back."""

from __future__ import annotations

import pytest
from textual.widgets import Input
from workbench import GRID, LI, METERS, RIVAL, Bench, bench

from kamtui.screens.dialogs.draft_list import DraftsDialog
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.pages.quote import QuoteScreen
from kamtui.screens.rivals.presence import PresenceScreen
from kamtui.screens.shell.records import RecordActions
from kamtui.store.draft_files import Draft
from kamtui.store.records import Quote, QuoteLine, Record, Rival
from kamtui.store.records.base import document
from kamtui.store.workspace import Workspace

TALL = (120, 60)


async def open_page(shown: Bench, kind: type[Record], record: str) -> None:
    """Open the page of a record."""
    assert isinstance(shown.screen, RecordActions)
    shown.screen.open_page(kind, record, [])
    await shown.pilot.pause()


@pytest.fixture
def quote(workspace: Workspace) -> str:
    """A quote with a line that is sold below its floor."""
    with workspace.change("fill") as change:
        line = QuoteLine(name="meter", quantity=10, price=100_00, cost=60_00, floor=95_00, bundle="kit")
        return change.add(Quote(name="first", account=GRID, opportunity=METERS, lines={"001": line}, discount=10)).id


async def test_the_lines_are_added_up_with_discount_and_margin(workspace: Workspace, quote: str) -> None:
    async with bench(workspace, TALL) as shown:
        await open_page(shown, Quote, quote)
        assert isinstance(shown.screen, QuoteScreen)
        assert "¥1K − 10% = ¥900  margin 33%" in shown.line_with("Total")
        assert "below the floor" in shown.line_with("10 × ¥100")
        assert "fill in who approved it" in shown.text
        assert "¥900" in shown.line_with(" bundle kit               ¥")


async def test_a_line_is_added_in_the_quotes_own_currency_only(workspace: Workspace, quote: str) -> None:
    async with bench(workspace, TALL) as shown:
        await open_page(shown, Quote, quote)
        await shown.press("n")
        assert isinstance(shown.screen, FormDialog)
        await shown.type_over("training")
        await shown.press("tab", "tab")
        await shown.type_over("50 USD")
        await shown.press("f2")
        assert isinstance(shown.screen, FormDialog)
        assert "USD" in shown.text
        await shown.type_over("50")
        await shown.press("f2")
        assert shown.kept(Quote, quote).lines["002"] == QuoteLine(name="training", price=50_00)
        await shown.press("u")
        assert set(shown.kept(Quote, quote).lines) == {"001"}


async def test_a_line_is_changed_and_taken_out(workspace: Workspace, quote: str) -> None:
    async with bench(workspace, TALL) as shown:
        await open_page(shown, Quote, quote)
        shown.table.move_to("line:001")
        await shown.press("enter", "tab")
        await shown.type_over("0")
        await shown.press("f2")
        assert "1 to ∞ is expected" in shown.text
        await shown.type_over("20")
        await shown.press("f2")
        assert shown.kept(Quote, quote).lines["001"].quantity == 20
        shown.table.move_to("line:001")
        await shown.press("D")
        assert shown.kept(Quote, quote).lines == {}


async def test_the_standing_of_their_representative_with_a_contact_is_kept(workspace: Workspace) -> None:
    with workspace.change("fill") as change:
        rival = change.add(Rival(competitor=RIVAL, account=GRID)).id
    async with bench(workspace, TALL) as shown:
        await open_page(shown, Rival, rival)
        assert isinstance(shown.screen, PresenceScreen)
        assert "东方仪表" in shown.lines[0]
        shown.table.move_to(f"relation:{LI}")
        await shown.press("enter")
        await shown.type_over("3")
        await shown.press("f2")
        assert "-2 to +2 is expected" in shown.text
        await shown.type_over("-2")
        await shown.press("f2")
        assert shown.kept(Rival, rival).relations[LI].value == -2
        assert "-2" in shown.line_with("李建国")


async def test_a_draft_of_how_well_they_know_someone_comes_back_where_it_was_typed(workspace: Workspace) -> None:
    with workspace.change("fill") as change:
        rival = change.add(Rival(competitor=RIVAL, account=GRID))
    seen = document(rival, keep_account=True)
    form, texts = f"relation:{LI}", {"value": "-1", "source": "a colleague"}
    workspace.drafts.take_in([Draft("abcd", "rivals", "standing", seen, rival.id, texts, form=form)])
    async with bench(Workspace.open(workspace.root), TALL) as shown:
        await shown.wait_until(lambda: isinstance(shown.screen, DraftsDialog))
        await shown.press("enter")
        await shown.wait_until(lambda: isinstance(shown.screen, FormDialog))
        assert shown.screen.query_one("#field-source", Input).value == "a colleague"
        await shown.press("f2")
        known = shown.kept(Rival, rival.id).relations[LI]
        assert (known.value, known.source) == (-1, "a colleague")
