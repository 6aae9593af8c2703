"""Drafts of short forms about a deal: each is offered in the dialog that it was typed into, with all of its texts."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.widgets import Input
from workbench import BANK, COLD, FOOD, GONE, GRID, METERS, TODAY, Bench, bench

from kamtui.screens.dialogs.draft_list import DraftsDialog
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.dialogs.gate import GateDialog
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.store.draft_files import Draft, read
from kamtui.store.records import Account, Competitor, Opportunity, document
from kamtui.store.workspace import Workspace

TALL = (100, 50)

SESSION = """
import asyncio, datetime as dt, os, sys
sys.path[:0] = sys.argv[3:]
from pathlib import Path
from textual.widgets import Input
from workbench import bench, TODAY
from kamtui.screens.shell.base import WorkScreen
from kamtui.store.workspace import Workspace
WorkScreen.today = lambda _: TODAY

async def type_and_die(root, deal, keys):
    async with bench(Workspace.open(Path(root)), (100, 50)) as shown:
        await shown.press("2")
        shown.board.move_to(deal)
        for key in keys:
            name, typed, value = key.partition("=")
            if typed:
                shown.screen.query_one(f"#field-{name}", Input).value = value
            await shown.press(*([] if typed else [key]))
        await shown.pilot.pause()
        shown.workspace.drafts.write()
        os.kill(os.getpid(), 9)

root, what = sys.argv[1:3]
deal, *keys = what.split("|")
asyncio.run(type_and_die(root, deal, keys))
"""


def crash(workspace: Workspace, deal: str, *keys: str) -> None:
    """Let another session press keys on a deal of the board, or fill fields ("name=text"), and be killed."""
    tests = str(Path(__file__).parents[1])
    command = [sys.executable, "-c", SESSION, str(workspace.root), "|".join([deal, *keys]), tests]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL


def left(workspace: Workspace, deal: str, form: str, texts: dict[str, str], **wanted: Any) -> None:
    """Leave a draft of a short form on disk, as a session that died would have."""
    record = workspace.get(Opportunity, deal)
    assert record
    seen = document(record, keep_account=True)
    seen.pop("id", None)
    draft = Draft(os.urandom(4).hex(), "opportunities", f"{form} {record.name}", seen, deal, texts, form=form)
    workspace.drafts.take_in([msgspec.structs.replace(draft, wanted=wanted)])


async def offered(shown: Bench) -> None:
    await shown.wait_until(lambda: isinstance(shown.screen, DraftsDialog))


async def opened(shown: Bench, kind: type[FormDialog] = FormDialog) -> None:
    """Open the draft under the cursor."""
    await offered(shown)
    await shown.press("enter")
    await shown.wait_until(lambda: isinstance(shown.screen, kind))


def text(shown: Bench, name: str) -> str:
    return shown.screen.query_one(f"#field-{name}", Input).value


async def test_a_gate_that_a_crash_has_closed_opens_again_with_reason_and_ticks(workspace: Workspace) -> None:
    crash(workspace, COLD, "greater_than_sign", "problem=milk", "known-coach=yes", "reason=boss")
    async with bench(Workspace.open(workspace.root), TALL) as shown:
        await offered(shown)
        assert "Who inside" in shown.line_with("冷链监控")
        await opened(shown, GateDialog)
        assert [text(shown, name) for name in ("problem", "known-coach", "reason")] == ["milk", "yes", "boss"]
        assert "[x] Who inside could be our coach" in shown.text
        await shown.press("f2")
        kept = shown.kept(Opportunity, COLD)
        assert (kept.stage, kept.problem, list(kept.known)) == ("deliberation", "milk", ["coach"])
        (event,) = [each for each in Workspace.open(workspace.root).events(FOOD) if each.record == COLD]
        assert event.reason == "boss"


async def test_a_gate_keeps_the_other_fields_that_were_to_change_with_the_move(workspace: Workspace) -> None:
    wanted = {"stage": "deliberation", "next_step": "约见", "next_date": "2026-12-01", "tags": ["x"], "amount": None}
    left(workspace, COLD, "gate", {"reason": "boss"}, **wanted)
    async with bench(Workspace.open(workspace.root), TALL) as shown:
        await opened(shown, GateDialog)
        assert text(shown, "reason") == "boss"
        await shown.press("f2")
        kept = shown.kept(Opportunity, COLD)
        assert (kept.stage, kept.next_step, kept.next_date) == ("deliberation", "约见", dt.date(2026, 12, 1))
        assert (kept.tags, kept.amount) == (("x",), None)


async def test_why_and_to_whom_a_deal_was_lost_survive_a_crash(workspace: Workspace) -> None:
    crash(workspace, METERS, "W", *"price", "tab", *"Newcomer")
    async with bench(Workspace.open(workspace.root), TALL) as shown:
        await offered(shown)
        assert "Reason lost: price; Lost to: Newc" in shown.text
        await opened(shown)
        assert (text(shown, "lost_reason"), text(shown, "rival")) == ("price", "Newcomer")
        assert text(shown, "close_date") == TODAY.isoformat()
        shown.screen.query_one("#field-price_gap", Input).value = "?"
        shown.screen.query_one("#field-lesson", Input).value = "ask sooner"
        await shown.press("f2")
        kept = shown.kept(Opportunity, METERS)
        rival = shown.kept(Competitor, kept.lost_to)
        assert (kept.status, kept.lost_reason, rival.name) == ("lost", "price", "Newcomer")


async def test_the_draft_of_a_short_form_knows_the_deal_as_it_is_kept_and_what_is_to_change(
    workspace: Workspace,
) -> None:
    async with bench(workspace, TALL) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("E")
        shown.screen.query_one("#field-status", Input).value = "lost"
        shown.screen.query_one("#field-next_step", Input).value = "重新报价"
        await shown.press("f2", *"price", "tab")
        found = [each for path in (workspace.root / ".kamtui" / "drafts").rglob("*.json") for each in read(path)]
        (draft,) = [each for each in found if each.form == "lost"]
        assert (draft.seen["next_step"], draft.wanted["next_step"]) == ("寄报价", "重新报价")


async def test_a_deal_that_the_full_form_called_lost_keeps_its_other_new_fields(workspace: Workspace) -> None:
    left(workspace, METERS, "lost", {"lost_reason": "no-budget", "lesson": "ask sooner"}, next_step="重新报价")
    async with bench(Workspace.open(workspace.root), TALL) as shown:
        await opened(shown)
        await shown.press("f2")
        kept = shown.kept(Opportunity, METERS)
        assert (kept.status, kept.lost_reason, kept.next_step) == ("lost", "no-budget", "重新报价")


@pytest.mark.parametrize(
    ("deal", "form", "texts", "becomes"),
    [
        (
            METERS,
            "won",
            {"won_reason": "price", "lesson": "early tests"},
            {"status": "won", "won_reason": "price", "lesson": "early tests", "close_date": TODAY},
        ),
        (GONE, "reopen", {"next_step": "again"}, {"status": "open", "next_step": "again"}),
        (METERS, "category", {"category": "commit", "reason": "signed"}, {"category": "commit"}),
        (METERS, "next", {"next_step": "call"}, {"next_step": "call"}),
        (METERS, "dates", {"close_date": "2027-01-05"}, {"close_date": dt.date(2027, 1, 5)}),
    ],
)
async def test_every_short_form_comes_back_as_itself_and_saves_what_it_was_for(
    workspace: Workspace, deal: str, form: str, texts: dict[str, str], becomes: dict[str, Any]
) -> None:
    left(workspace, deal, form, texts)
    async with bench(Workspace.open(workspace.root), TALL) as shown:
        await opened(shown)
        assert {name: text(shown, name) for name in texts} == texts
        await shown.press("f2")
        kept = shown.kept(Opportunity, deal)
        assert {name: getattr(kept, name) for name in becomes} == becomes


async def test_after_one_draft_is_saved_or_dropped_the_others_are_offered_again(workspace: Workspace) -> None:
    left(workspace, METERS, "next", {"next_step": "call"})
    left(workspace, COLD, "next", {"next_step": "write"})
    left(workspace, METERS, "dates", {"close_date": "2027-01-05"})
    async with bench(Workspace.open(workspace.root), TALL) as shown:
        await opened(shown)
        await shown.press("f2")
        await offered(shown)
        assert "(2)" in shown.text
        await opened(shown)
        await shown.press("escape", "right", "right", "enter")
        await offered(shown)
        assert "(1)" in shown.text
        await shown.press("D")
        assert not isinstance(shown.screen, DraftsDialog)
        assert not [path for path in (workspace.root / ".kamtui" / "drafts").rglob("*.json") if read(path)]


async def test_saving_all_leaves_out_what_a_dialog_has_to_ask_first(workspace: Workspace) -> None:
    left(workspace, COLD, "gate", {"reason": "boss"}, stage="deliberation")
    left(workspace, METERS, "", {"status": "lost"})
    left(workspace, COLD, "", {"stage": "evaluation"})
    left(workspace, METERS, "", {"next_step": "call"})
    async with bench(Workspace.open(workspace.root), TALL) as shown:
        await offered(shown)
        await shown.press("S")
        await offered(shown)
        assert "(3)" in shown.text
        assert shown.kept(Opportunity, METERS).next_step == "call"
        await shown.press("S")
        await offered(shown)
        assert "questions" in shown.told[-1]
        kept = shown.kept(Opportunity, METERS), shown.kept(Opportunity, COLD)
        assert [(each.status, each.stage) for each in kept] == [("open", "need"), ("open", "need")]
        await shown.press("escape")
        assert isinstance(shown.screen, AccountsScreen)


async def test_a_short_form_that_this_version_does_not_know_stays_where_it_is(workspace: Workspace) -> None:
    left(workspace, METERS, "seance", {"reason": "boss"})
    async with bench(Workspace.open(workspace.root), TALL) as shown:
        await offered(shown)
        await shown.press("enter")
        await offered(shown)
        assert "another version" in shown.told[-1]


async def test_drafts_of_accounts_are_still_offered_in_the_form_of_all_fields(workspace: Workspace) -> None:
    account = workspace.get(Account, GRID)
    assert account
    assert account.id != BANK
    seen = document(account)
    seen.pop("id", None)
    workspace.drafts.take_in([Draft("a", "accounts", "Grid", seen, GRID, {"region": "华中"})])
    async with bench(Workspace.open(workspace.root), TALL) as shown:
        await opened(shown)
        assert text(shown, "region") == "华中"
