"""What was typed and not saved when a session ended: the next start offers it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from textual.widgets import Input
from workbench import BANK, COLD, GRID, METERS, Bench, bench, set_elsewhere

from kamtui.screens.dialogs.clash import ClashDialog
from kamtui.screens.dialogs.draft_list import DraftsDialog
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.dialogs.gate import GateDialog
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.store.draft_files import read
from kamtui.store.drafts import Drafts
from kamtui.store.records import Account
from kamtui.store.workspace import Workspace

TYPER = """
import sys, time
from pathlib import Path
from kamtui.store.records import Account
from kamtui.store.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]))
for account, text in zip(sys.argv[2::2], sys.argv[3::2]):
    record = workspace.get(Account, account) if account else Account(name="")
    field = "region" if account else "name"
    workspace.drafts.keep(workspace.drafts.start(record, "Account " + text), {field: text})
workspace.drafts.write()
print("typed", flush=True)
time.sleep(60)
"""


def left(workspace: Workspace, *typed: str) -> None:
    """Let another session of this person die with these texts in the forms of accounts."""
    with subprocess.Popen(
        [sys.executable, "-c", TYPER, str(workspace.root), *typed], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "typed\n"
        os.kill(process.pid, signal.SIGKILL)


def drafts_of(root: Path) -> list[Path]:
    return list((root / ".kamtui" / "drafts").rglob("*.json"))


async def offered(shown: Bench) -> None:
    await shown.wait_until(lambda: isinstance(shown.screen, DraftsDialog))


async def test_what_was_typed_is_offered_and_opens_in_its_form_as_it_was(workspace: Workspace) -> None:
    left(workspace, GRID, "华中")
    async with bench(workspace) as shown:
        await offered(shown)
        line = shown.line_with("华中")
        assert "Account 华中" in line
        assert "Region" in line
        assert "20" in line, "when it was typed"
        await shown.press("enter")
        assert isinstance(shown.screen, FormDialog)
        assert shown.screen.query_one("#field-region", Input).value == "华中"
        assert len(drafts_of(workspace.root)) == 1, "until it is saved"
        await shown.press("f2")
        assert shown.kept(Account, GRID).region == "华中"
        assert drafts_of(workspace.root) == []


async def test_later_keeps_it_and_discarding_forgets_it(workspace: Workspace) -> None:
    left(workspace, GRID, "华中")
    async with bench(workspace) as shown:
        await offered(shown)
        await shown.press("escape")
        assert isinstance(shown.screen, AccountsScreen)
    async with bench(Workspace.open(workspace.root)) as shown:
        await offered(shown)
        await shown.press("D")
        assert isinstance(shown.screen, AccountsScreen)
        assert drafts_of(workspace.root) == []
        assert shown.kept(Account, GRID).region == "华北"


async def test_several_are_saved_at_once_as_one_step(workspace: Workspace) -> None:
    left(workspace, GRID, "华中", BANK, "西南", "", "新客户")
    async with bench(workspace) as shown:
        await offered(shown)
        await shown.press("S")
        assert isinstance(shown.screen, AccountsScreen)
        assert (shown.kept(Account, GRID).region, shown.kept(Account, BANK).region) == ("华中", "西南")
        assert "新客户" in shown.text
        assert drafts_of(workspace.root) == []
        await shown.press("u")
        assert (shown.kept(Account, GRID).region, shown.kept(Account, BANK).region) == ("华北", "")
        assert "新客户" not in shown.text


async def test_one_of_several_is_saved_and_the_others_are_still_offered(workspace: Workspace) -> None:
    left(workspace, GRID, "华中", BANK, "西南")
    async with bench(workspace) as shown:
        await offered(shown)
        await shown.press("down", "s")
        await offered(shown)
        assert shown.kept(Account, BANK).region == "西南"
        assert shown.line_with("华中")
        assert shown.kept(Account, GRID).region == "华北"


async def test_a_draft_of_what_someone_has_changed_since_asks_which_is_to_stand(workspace: Workspace) -> None:
    left(workspace, GRID, "华中")
    set_elsewhere(workspace.root, Account, GRID, region="西北")
    async with bench(Workspace.open(workspace.root)) as shown:
        await offered(shown)
        await shown.press("enter", "f2")
        assert isinstance(shown.screen, ClashDialog)
        await shown.press("m", "enter")
        assert shown.kept(Account, GRID).region == "华中"


async def test_what_is_typed_is_written_within_two_seconds_and_on_leaving_a_field(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("E", "x")
        await shown.wait_until(lambda: bool(drafts_of(workspace.root)), 2)
        await shown.press("y", "tab")
        assert "xy" in drafts_of(workspace.root)[0].read_text(encoding="utf-8")
        await shown.press("escape", "right", "right", "enter")
        assert isinstance(shown.screen, AccountsScreen)
        assert drafts_of(workspace.root) == []


async def test_a_read_only_workspace_offers_nothing(workspace: Workspace) -> None:
    left(workspace, GRID, "华中")
    workspace.read_only = "folder"
    async with bench(workspace) as shown:
        await shown.pilot.pause(0.2)
        assert isinstance(shown.screen, AccountsScreen)
        assert len(Drafts(workspace.root).waiting()) == 1


async def test_a_short_form_about_a_deal_is_journalled_too_and_forgotten_when_it_is_left(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("equals_sign", *"call", "tab")
        (path,) = drafts_of(workspace.root)
        (draft,) = read(path)
        assert (draft.record, draft.texts["next_step"][-4:]) == (METERS, "call")
        await shown.press("escape", "right", "right", "enter")
        assert drafts_of(workspace.root) == []


async def test_a_form_that_leads_to_the_gate_comes_back_with_its_texts_when_the_gate_is_left(
    workspace: Workspace,
) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(COLD)
        await shown.press("E")
        shown.screen.query_one("#field-next_step", Input).value = "约见"
        shown.screen.query_one("#field-stage", Input).value = "Evaluation"
        await shown.press("f2")
        assert isinstance(shown.screen, GateDialog)
        await shown.press("escape")
        assert isinstance(shown.screen, FormDialog)
        assert not isinstance(shown.screen, GateDialog)
        assert shown.screen.query_one("#field-next_step", Input).value == "约见"
        assert len(drafts_of(workspace.root)) == 1
