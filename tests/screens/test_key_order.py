"""Keys that arrive together, as a slow line brings them, act as if they had been pressed one by one."""

from __future__ import annotations

from textual import events
from textual.widgets import Input
from workbench import METERS, Bench, bench

from kamtui.screens.dialogs.form import FormDialog
from kamtui.store.records import Account, Opportunity
from kamtui.store.workspace import Workspace


def arrive(shown: Bench, *keys: str) -> None:
    """Let keys arrive in one packet."""
    for key in keys:
        shown.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_a_letter_right_behind_the_filter_key_is_typed_and_no_command(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        arrive(shown, "slash", "D", "n", "E")
        await shown.wait_until(lambda: isinstance(shown.app.focused, Input) and shown.app.focused.value == "DnE")
        assert not any(account.archived for account in workspace.records(Account).values())


async def test_letters_right_behind_new_are_the_name(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        arrive(shown, "n", "A", "c", "m", "e")
        await shown.wait_until(lambda: isinstance(shown.app.focused, Input) and shown.app.focused.value == "Acme")
        assert isinstance(shown.screen, FormDialog)


async def test_letters_right_behind_the_help_key_search_it(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        arrive(shown, "question_mark", "u", "n", "d", "o")
        await shown.wait_until(lambda: isinstance(shown.app.focused, Input) and shown.app.focused.value == "undo")


async def test_undo_right_behind_a_drop_takes_the_drop_back_and_nothing_else(workspace: Workspace) -> None:
    async with bench(workspace, (200, 60)) as shown:
        await shown.press("2")
        assert shown.board.move_to(METERS)
        arrive(shown, "m", "right", "enter", "u")
        await shown.wait_until(lambda: "Taken back" in shown.text)
        deal = workspace.get(Opportunity, METERS)
        assert deal is not None
        assert deal.stage == "need"
        assert len(workspace.records(Account)) == 4
        await shown.press("U")
        deal = workspace.get(Opportunity, METERS)
        assert deal is not None
        assert deal.stage == "deliberation"
