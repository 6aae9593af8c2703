"""Two people, one field: a dialog shows both values, and nothing that was typed is lost on any way out of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual.widgets import Input
from workbench import BANK, GRID, METERS, Bench, bench, set_elsewhere

from kamtui.screens.dialogs.clash import ClashDialog
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.store.records import Account, Opportunity
from kamtui.store.workspace import Workspace


def field(shown: Bench, name: str) -> Input:
    return shown.screen.query_one(f"#field-{name}", Input)


def remove_elsewhere(root: Path, account: str) -> None:
    """Take a card away in another process, as a colleague's merge would."""
    program = (
        "import sys; from pathlib import Path; from kamtui.store.workspace import Workspace;"
        "from kamtui.store.records import *; w = Workspace.open(Path(sys.argv[1])); a = w.get(Account, sys.argv[2])\n"
        "with w.change('merge') as change:\n"
        "    for kind in (Contact, Opportunity, Task, Activity):\n"
        "        for record in w.records(kind).values():\n"
        "            record.account == a.id and change.remove(record)\n"
        "    change.remove(a)"
    )
    subprocess.run([sys.executable, "-c", program, str(root), account], check=True)


async def clash(shown: Bench) -> None:
    """Change two fields of an account in the form while a colleague changes the same."""
    await shown.press("E")
    field(shown, "region").value = "华中"
    field(shown, "industry").value = "水电"
    set_elsewhere(shown.workspace.root, Account, GRID, region="西北", industry="核电")
    await shown.press("f2")
    assert isinstance(shown.screen, ClashDialog)


@pytest.fixture(autouse=True)
def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """No screen looks by itself for what others have written, however slow the machine is."""
    monkeypatch.setattr("kamtui.app.WATCH", 3600.0)


async def test_both_values_are_shown_with_who_and_when_and_theirs_stand_by_default(workspace: Workspace) -> None:
    async with bench(workspace, (100, 30)) as shown:
        await clash(shown)
        line = shown.line_with("Region ")
        assert "[x] 西北" in line
        assert "[ ] 华中" in line
        assert "colleague" in shown.text
        assert "[ ] 水电" in shown.line_with("Industry ")
        await shown.press("enter")
        kept = shown.kept(Account, GRID)
        assert (kept.region, kept.industry) == ("西北", "核电")
        assert isinstance(shown.screen, AccountsScreen)


async def test_each_field_is_decided_by_itself_and_saved_as_one_step(workspace: Workspace) -> None:
    async with bench(workspace, (100, 30)) as shown:
        await clash(shown)
        first = shown.table.cursor_key
        await shown.press("m")
        kept_mine = "region" if str(first).endswith(":region") else "industry"
        await shown.press("f2")
        kept = shown.kept(Account, GRID)
        mine = {"region": "华中", "industry": "水电"}
        theirs = {"region": "西北", "industry": "核电"}
        wanted = theirs | {kept_mine: mine[kept_mine]}
        assert (kept.region, kept.industry) == (wanted["region"], wanted["industry"])
        await shown.press("u")
        kept = shown.kept(Account, GRID)
        assert (kept.region, kept.industry) == ("西北", "核电")


async def test_arrow_and_space_choose_too_and_every_key_is_named(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await clash(shown)
        for keys in (("right",), ("left",), ("space",), ("t",)):
            await shown.press(*keys)
        for named in ("t Take theirs", "m Take mine", "Space Other", "Enter Save", "e Edit", "Esc Back"):
            assert named in shown.text
        await shown.press("space", "down", "space", "ctrl+s")
        kept = shown.kept(Account, GRID)
        assert (kept.region, kept.industry) == ("华中", "水电")


async def test_esc_goes_back_to_the_form_with_everything_that_was_typed(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await clash(shown)
        await shown.press("escape")
        assert isinstance(shown.screen, FormDialog)
        assert (field(shown, "region").value, field(shown, "industry").value) == ("华中", "水电")
        field(shown, "region").value = "西北"
        field(shown, "industry").value = "核电"
        await shown.press("f2")
        assert isinstance(shown.screen, AccountsScreen), "what both say is no clash"


async def test_a_third_value_is_typed_in_the_form_and_then_chosen(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await clash(shown)
        while not str(shown.table.cursor_key).endswith(":industry"):
            await shown.press("down")
        await shown.press("e")
        assert shown.app.focused is field(shown, "industry")
        await shown.type_over("风电")
        await shown.press("f2")
        while not str(shown.table.cursor_key).endswith(":industry"):
            await shown.press("down")
        await shown.press("m", "enter")
        kept = shown.kept(Account, GRID)
        assert (kept.region, kept.industry) == ("西北", "风电")


async def test_a_value_that_changes_once_more_while_one_decides_is_asked_about_again(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await clash(shown)
        await shown.press("m", "down", "m")
        set_elsewhere(workspace.root, Account, GRID, region="华南")
        await shown.press("enter")
        assert isinstance(shown.screen, ClashDialog)
        assert "华南" in shown.text
        await shown.press("m", "enter")
        assert shown.kept(Account, GRID).region == "华中"


async def test_a_card_that_a_colleague_moved_meanwhile_asks_on_the_board_too(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        before = workspace.get(Opportunity, METERS)
        set_elsewhere(workspace.root, Opportunity, METERS, stage="design")
        assert workspace.get(Opportunity, METERS) is before, "the screen has not seen it yet"
        await shown.press("greater_than_sign")
        assert isinstance(shown.screen, ClashDialog)
        await shown.press("escape")
        assert shown.kept(Opportunity, METERS).stage == "design"


async def test_a_record_that_is_gone_can_be_added_again_with_what_was_typed(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("E")
        field(shown, "region").value = "华中"
        remove_elsewhere(workspace.root, GRID)
        await shown.press("f2")
        assert isinstance(shown.screen, ConfirmDialog)
        assert "removed by someone else" in shown.text
        await shown.press("enter")
        assert isinstance(shown.screen, FormDialog)
        assert field(shown, "region").value == "华中"
        await shown.press("f2", "right", "enter")
        kept = shown.kept(Account, GRID)
        assert (kept.name, kept.region) == ("华北电网", "华中")


async def test_a_deal_that_was_moved_to_another_account_is_followed_there(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("E")
        field(shown, "next_step").value = "约见"
        program = (
            "import sys; from pathlib import Path; from kamtui.store.workspace import Workspace;"
            "from kamtui.store.records import *; w = Workspace.open(Path(sys.argv[1]))\n"
            "with w.change('move') as change: change.move(w.get(Opportunity, sys.argv[2]), sys.argv[3])"
        )
        subprocess.run([sys.executable, "-c", program, str(workspace.root), METERS, BANK], check=True)
        await shown.press("f2")
        kept = shown.kept(Opportunity, METERS)
        assert (kept.account, kept.next_step) == (BANK, "约见")


async def test_a_locked_workspace_gives_the_form_back_and_says_who_writes(workspace: Workspace) -> None:
    program = (
        "import sys, time; from pathlib import Path; from kamtui.store.files.locks import Locks\n"
        "with Locks(Path(sys.argv[1]) / '.kamtui' / 'locks').everything(): print('held', flush=True); time.sleep(60)"
    )
    async with bench(workspace) as shown:
        await shown.press("E")
        field(shown, "region").value = "华中"
        with subprocess.Popen(
            [sys.executable, "-c", program, str(workspace.root)], stdout=subprocess.PIPE, text=True
        ) as holder:
            assert holder.stdout
            assert holder.stdout.readline() == "held\n"
            await shown.press("f2")
            holder.kill()
        assert f"pid {holder.pid}" in shown.told[-1]
        assert field(shown, "region").value == "华中"
        await shown.press("f2")
        assert shown.kept(Account, GRID).region == "华中"
