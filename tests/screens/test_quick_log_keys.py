"""A visit is logged wherever one works with a customer, in a handful of keys beyond what has to be said."""

from __future__ import annotations

import datetime as dt

import pytest
from workbench import GRID, LI, VISIT, bench

from kamtui.screens.board.pipeline import PipelineScreen
from kamtui.screens.dialogs.line import LineDialog
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.screens.pages.page import PageScreen
from kamtui.screens.shell.quick_log import QuickLogging
from kamtui.store.records import Account, Activity, Opportunity
from kamtui.store.workspace import Workspace

MOST = 8
"""Keys beyond the text, those to get there from the first screen among them."""
TEXT = "访 李建国 谈了价格 下步 3/20 催审批"

PLACES: dict[str, tuple[tuple[str, ...], type[QuickLogging]]] = {
    "the account list, at the account of the first line": ((), AccountsScreen),
    "the page of that account": (("enter",), PageScreen),
    "the board, at the second card": (("2", "down"), PipelineScreen),
    "the page of that deal": (("2", "down", "enter"), PageScreen),
}
"""By place the keys that lead there from the start, and the screen that it is."""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("key", ["a", "f7"])
async def test_a_visit_is_logged_in_at_most_eight_keys_beyond_the_text(
    workspace: Workspace, place: str, key: str
) -> None:
    way, screen = PLACES[place]
    pressed = [*way, key, *TEXT, "enter"]
    assert len(pressed) - len(TEXT) <= MOST
    async with bench(workspace) as shown:
        await shown.press(*way)
        assert isinstance(shown.screen, screen)
        there = shown.screen.subject()
        assert isinstance(there, Account | Opportunity)
        await shown.press(key, *TEXT, "enter")
        assert isinstance(shown.screen, screen), "nothing is asked, and one is where one was"
        kept = Workspace.open(workspace.root)
        (made,) = [each for each in kept.records(Activity).values() if each.id != VISIT]
        assert (made.kind, made.subject, made.contacts) == ("visit", "谈了价格", (LI,))
        assert made.account == GRID
        if isinstance(there, Opportunity):
            assert made.opportunity == there.id
            deal = kept.get(Opportunity, there.id)
            assert deal is not None
            assert (deal.next_step, deal.next_date) == ("催审批", dt.date(2027, 3, 20))
        else:
            assert there.id == GRID


async def test_an_at_sign_offers_the_people_of_the_account_and_enter_takes_one(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        shown.table.move_to(GRID)
        await shown.press("a", *"访 @ljg")
        assert "> 李建国" in shown.text
        assert "陈静" not in shown.text, "she works for another account"
        await shown.press("escape")
        assert isinstance(shown.screen, LineDialog), "Esc closes the list first"
        await shown.press("backspace", "g", "down", "enter", *" 谈了价格", "enter")
        (made,) = [each for each in Workspace.open(workspace.root).records(Activity).values() if each.id != VISIT]
        assert (made.kind, made.subject, made.contacts) == ("visit", "谈了价格", (LI,))
