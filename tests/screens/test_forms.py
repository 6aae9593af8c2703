"""The form of a record: only what was changed is saved, and nothing that was typed is lost."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, TextArea
from workbench import GRID, METERS, TODAY, Bench, bench, set_elsewhere

from kamtui.screens.accounts import AccountsScreen
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.form import FormDialog
from kamtui.store.records import Account, Opportunity
from kamtui.store.workspace import Workspace


def field(shown: Bench, name: str) -> Input:
    return shown.screen.query_one(f"#field-{name}", Input)


def echo(shown: Bench, name: str) -> str:
    return str(shown.screen.query_one(f"#echo-{name}").render())


def cards(workspace: Workspace) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in workspace.root.rglob("accounts/**/*.json")}


async def test_what_a_colleague_changed_in_another_field_meanwhile_stays(workspace: Workspace) -> None:
    async with bench(workspace, (120, 30)) as shown:
        await shown.press("E")
        field(shown, "region").value = "华中"
        set_elsewhere(workspace.root, Account, GRID, industry="新能源")
        await shown.press("f2")
        kept = shown.kept(Account, GRID)
        assert (kept.region, kept.industry) == ("华中", "新能源")
        assert shown.told == []
        assert "华中" in shown.line_with("华北电网")


async def test_a_form_that_changes_nothing_writes_nothing(workspace: Workspace) -> None:
    before = cards(workspace)
    async with bench(workspace) as shown:
        await shown.press("ctrl+e", "f2", "E", "escape")
        assert isinstance(shown.screen, AccountsScreen)
    assert cards(workspace) == before


async def test_esc_asks_before_it_drops_what_was_typed_and_goes_on_by_default(workspace: Workspace) -> None:
    before = cards(workspace)
    async with bench(workspace) as shown:
        await shown.press("E")
        field(shown, "region").value = "华中"
        for keys in (("enter",), ("escape",)):
            await shown.press("escape")
            assert isinstance(shown.screen, ConfirmDialog)
            assert "Go on editing" in shown.line_with("Save")
            assert "Discard" in shown.line_with("Save")
            await shown.press(*keys)
            assert isinstance(shown.screen, FormDialog)
            assert field(shown, "region").value == "华中"
        await shown.press("escape", "tab", "tab", "enter")
        assert isinstance(shown.screen, AccountsScreen)
        assert cards(workspace) == before
        await shown.press("E")
        field(shown, "region").value = "华中"
        await shown.press("escape", "right", "enter")
        assert shown.kept(Account, GRID).region == "华中"


async def test_what_is_typed_is_read_at_once_and_what_is_wrong_is_said_and_kept(workspace: Workspace) -> None:
    async with bench(workspace, (100, 50)) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("E")
        field(shown, "amount").value = "1.2亿"
        await shown.pilot.pause()
        assert "¥120M" in echo(shown, "amount")
        field(shown, "close_date").value = "+7"
        await shown.pilot.pause()
        assert "2026-11-30" in echo(shown, "close_date")
        field(shown, "close_date").value = "someday"
        await shown.press("f2")
        assert isinstance(shown.screen, FormDialog)
        assert shown.app.focused is field(shown, "close_date")
        assert "someday" in echo(shown, "close_date")
        assert field(shown, "amount").value == "1.2亿"
        field(shown, "close_date").value = "+7"
        await shown.press("f2")
        kept = shown.kept(Opportunity, METERS)
        assert (kept.amount, str(kept.close_date)) == (12_000_000_000, "2026-11-30")


async def test_enter_goes_on_to_the_next_field_and_behind_the_last_one_saves(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("E")
        editors = list(shown.screen.query("Input, TextArea"))
        await shown.press("enter")
        assert shown.app.focused is editors[1]
        await shown.press("down", "down", "up", "shift+tab")
        assert shown.app.focused is editors[1]
        field(shown, "region").value = "华中"
        inputs = [editor for editor in editors if isinstance(editor, Input)]
        inputs[-1].focus()
        await shown.press("enter")
        if isinstance(editors[-1], TextArea):
            assert shown.app.focused is editors[-1]
            await shown.press("ctrl+s")
        assert shown.kept(Account, GRID).region == "华中"


async def test_a_deal_that_is_moved_in_the_form_starts_its_days_anew(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("E")
        field(shown, "stage").value = "Evaluation"
        await shown.press("f2")
        kept = shown.kept(Opportunity, METERS)
        assert shown.told == []
        assert (kept.stage, kept.stage_since) == ("evaluation", TODAY)
        assert shown.board.cursor_card == METERS


async def test_letters_typed_into_a_form_are_text_and_no_commands(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("E")
        await shown.type_over("qu2?D[n/")
        assert isinstance(shown.screen, FormDialog)
        assert field(shown, "name").value == "qu2?D[n/"
        await shown.press("f2")
        assert shown.kept(Account, GRID).name == "qu2?D[n/"
        assert "qu2?D[n/" in shown.text


async def test_quitting_from_a_form_asks_what_is_to_become_of_what_was_typed(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("n", *"Acme", "ctrl+q")
        assert isinstance(shown.screen, ConfirmDialog)
        assert shown.app.is_running
