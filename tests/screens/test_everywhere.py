"""What every screen does: help, the ways back, undo, and what it says when the workspace cannot be written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from workbench import BANK, FOOD, GRID, METERS, Bench, bench, make, set_elsewhere

from kamtui.screens.board.pipeline import PipelineScreen
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.dialogs.pick import PickDialog
from kamtui.screens.keymap import commands_of
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.screens.pages.page import PageScreen
from kamtui.store.records import Account, Opportunity
from kamtui.store.workspace import Workspace

WAYS = {"accounts": (), "pipeline": ("2",), "page": ("enter",)}
"""The keys that lead from the start to each kind of screen."""


@pytest.mark.parametrize("screen", WAYS)
async def test_the_help_lists_every_command_of_the_screen_with_its_keys(workspace: Workspace, screen: str) -> None:
    async with bench(workspace, (120, 90)) as shown:
        await shown.press(*WAYS[screen], "question_mark")
        assert isinstance(shown.screen, PickDialog)
        for command in commands_of(screen):
            parts = (command.shown_keys, command.label, command.about)
            assert [line for line in shown.lines if all(part in line for part in parts)], parts
        await shown.press("f1")
        assert not isinstance(shown.screen, PickDialog)


async def test_the_help_is_searched_and_runs_what_is_picked(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("f1", *"board", "enter")
        assert isinstance(shown.screen, PipelineScreen)
        shown.board.move_to(METERS)
        await shown.press("question_mark", *"next stage", "enter")
        assert shown.kept(Opportunity, METERS).stage == "deliberation"
        await shown.press("question_mark", *"record in a form", "enter")
        assert isinstance(shown.screen, FormDialog)
        await shown.press("escape", "question_mark", *"zzz")
        assert "No such command" in shown.text
        await shown.press("enter")
        assert isinstance(shown.screen, PickDialog)
        await shown.press("escape")
        assert isinstance(shown.screen, PipelineScreen)


async def test_the_help_of_the_board_explains_the_marks_on_its_cards(workspace: Workspace) -> None:
    async with bench(workspace, (120, 100)) as shown:
        await shown.press("2", "question_mark")
        for mark, text in (
            ("!", "next step is overdue"), ("*", "due today"), (".", "still ahead"), ("?", "no next step"),
            ("z", "Stalled"), ("»3", "pushed"), ("P", "No contact who decides"), ("12-31!", "close date has passed"),
        ):  # fmt: skip
            assert [line for line in shown.lines if f" {mark} " in line and text in line]


async def test_esc_goes_back_screen_by_screen_and_never_quits(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2", "enter")
        for kind in (PipelineScreen, AccountsScreen, AccountsScreen, AccountsScreen):
            await shown.press("escape")
            assert isinstance(shown.screen, kind)
        assert shown.app.is_running
        assert not shown.app._exit


async def test_q_goes_back_screen_by_screen_and_quits_on_the_first(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("enter", "q")
        assert isinstance(shown.screen, AccountsScreen)
        assert not shown.app._exit
        await shown.press("q")
        assert shown.app._exit
        assert shown.app.return_code == 0


@pytest.mark.parametrize("way", [(), ("2",), ("enter",), ("2", "enter"), ("f1",)])
async def test_ctrl_q_quits_from_everywhere(workspace: Workspace, way: tuple[str, ...]) -> None:
    async with bench(workspace) as shown:
        await shown.press(*way, "ctrl+q")
        assert shown.app._exit


async def test_digits_go_to_the_main_screens_from_everywhere_and_pile_nothing_up(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2", "enter", "1")
        assert isinstance(shown.screen, AccountsScreen)
        assert len(shown.app.screen_stack) == 1
        await shown.press("enter", "2", "2")
        assert isinstance(shown.screen, PipelineScreen)
        assert len(shown.app.screen_stack) == 2


@pytest.mark.parametrize(
    ("key", "kind"),
    [("fullwidth_question_mark", PickDialog), ("fullwidth_solidus", AccountsScreen), ("ideographic_comma", None)],
)
async def test_punctuation_from_a_chinese_input_method_works(
    workspace: Workspace, key: str, kind: type[object] | None
) -> None:
    async with bench(workspace) as shown:
        await shown.press(key)
        assert isinstance(shown.screen, kind or AccountsScreen)
        assert bool(shown.screen.query(".filter")) is (kind is not PickDialog)


async def test_a_click_on_the_footer_does_what_its_key_does(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.pilot.click(offset=(shown.lines[-1].index("? Help"), 23))
        await shown.pilot.pause()
        assert isinstance(shown.screen, PickDialog)


async def test_the_change_of_a_colleague_shows_within_two_seconds_and_the_cursor_stays(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("j", "j")
        set_elsewhere(workspace.root, Account, FOOD, name="晨光乳业", tier="A")
        set_elsewhere(workspace.root, Account, GRID, region="西北")
        await shown.wait_until(lambda: "晨光乳业" in shown.text and "明日乳业" not in shown.text, 2)
        assert shown.table.cursor_key == FOOD
        assert shown.line_with("晨光乳业").startswith(">")
        await shown.press("2")
        shown.board.move_to(METERS)
        set_elsewhere(workspace.root, Opportunity, METERS, stage="commitment")
        await shown.wait_until(lambda: shown.board.cursor_column == "commitment", 2)
        assert shown.board.cursor_card == METERS


async def test_a_card_that_is_carried_stays_so_while_a_colleague_changes_another_one(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("m", "right")
        set_elsewhere(workspace.root, Account, BANK, name="商业银行")
        await shown.pilot.pause(1.5)
        assert shown.board.carrying
        assert "Enter drops" in shown.lines[-1]
        await shown.press("enter")
        assert shown.kept(Opportunity, METERS).stage == "deliberation"


async def test_f5_reads_from_disk_at_once(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        for key, region in (("f5", "西北"), ("R", "华南")):
            set_elsewhere(workspace.root, Account, GRID, region=region)
            await shown.press(key)
            assert shown.workspace.records(Account)[GRID].region == region


async def test_a_workspace_of_a_newer_version_says_so_on_every_screen_and_refuses_every_change(
    workspace: Workspace,
) -> None:
    setup = workspace.root / "kamtui.yaml"
    setup.write_text(setup.read_text("utf-8").replace("format: 1", "format: 99"), encoding="utf-8")
    before = {path: path.read_bytes() for path in workspace.root.rglob("accounts/**/*.json")}
    async with bench(Workspace.open(workspace.root), (100, 30)) as shown:

        async def is_refused(*keys: str) -> None:
            shown.app.clear_notifications()
            await shown.press(*keys)
            assert len(shown.told) == 1
            assert "READ-ONLY" in shown.told[-1]
            assert "READ-ONLY" in shown.lines[0]

        await is_refused("D")
        await is_refused("u")
        await is_refused("U")
        await is_refused("n", "x", "f2")
        await is_refused("E", "x", "f2")
        await shown.press("2")
        await is_refused("greater_than_sign")
        await is_refused("m", "right", "enter")
        assert shown.board.cursor_column == "need"
        await shown.press("enter")
        await is_refused("D")
    assert {path: path.read_bytes() for path in workspace.root.rglob("accounts/**/*.json")} == before


def card_of(workspace: Workspace, record: str) -> Path:
    return next(path for path in workspace.root.rglob("accounts/**/*.json") if record in path.read_text("utf-8"))


async def test_a_damaged_file_is_counted_in_the_title_and_all_else_works(workspace: Workspace) -> None:
    card = card_of(workspace, FOOD)
    card.write_bytes(card.read_bytes()[:200])
    damaged = card.read_bytes()
    async with bench(Workspace.open(workspace.root)) as shown:
        for keys in ((), ("2",), ("escape", "enter")):
            await shown.press(*keys)
            assert "1 set aside" in shown.lines[0]
        await shown.press("escape", "j", "D")
        assert shown.kept(Account, BANK).archived
    assert card.read_bytes() == damaged


async def test_a_file_that_is_damaged_while_it_is_shown_refuses_the_change_with_a_reason(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        card = card_of(workspace, GRID)
        damaged = card.read_bytes()[:200]
        other = workspace.root / "kept-elsewhere"
        other.write_bytes(damaged)
        other.replace(card)
        await shown.press("D")
        assert "is not JSON" in shown.told[-1]
        assert card.name in shown.told[-1]
        await shown.wait_until(lambda: "1 set aside" in shown.lines[0], 2)
        assert card.read_bytes() == damaged


async def test_while_another_process_is_writing_a_message_says_who_and_nothing_is_saved(workspace: Workspace) -> None:
    program = (
        "import sys; from pathlib import Path; from kamtui.store.files.locks import Locks\n"
        "with Locks(Path(sys.argv[1])).exclusive(sys.argv[2:]): print('held', flush=True); sys.stdin.read()"
    )
    names = [str(path.relative_to(workspace.root)) for path in workspace.root.rglob("accounts/**/*.json")]
    command = [sys.executable, "-c", program, str(workspace.root / ".kamtui" / "locks"), *names]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        async with bench(workspace) as shown:
            await shown.press("D")
            assert f"(pid {holder.pid}" in shown.told[-1]
            assert "Not saved" in shown.told[-1]
            assert shown.kept(Account, GRID).archived is False
            holder.communicate("")
            await shown.press("D")
            assert shown.kept(Account, GRID).archived is True


async def test_a_disk_that_is_full_is_told_and_nothing_is_lost(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bench(workspace) as shown:

        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device", "card.json")

        monkeypatch.setattr("kamtui.store.files.atomic.Draft.__init__", full)
        await shown.press("D")
        assert isinstance(shown.screen, ConfirmDialog)
        assert "disk is full (card.json)" in shown.text
        await shown.press("escape")
        assert shown.kept(Account, GRID).archived is False
        assert "华北电网" in shown.line_with("华北电网")


async def test_undo_leaves_what_a_colleague_has_changed_since(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("greater_than_sign")
        set_elsewhere(workspace.root, Opportunity, METERS, stage="commitment")
        await shown.press("u")
        assert shown.kept(Opportunity, METERS).stage == "commitment"


async def test_every_key_of_every_screen_works_on_an_empty_workspace(tmp_path: Path) -> None:
    async with bench(make(tmp_path / "empty", [])) as shown:
        for screen in ("1", "2"):
            await shown.press(screen)
            for command in commands_of("accounts" if screen == "1" else "pipeline"):
                if command.name not in ("quit", "leave"):
                    await shown.press(command.keys[0])
                    await leave_dialogs(shown)
            await shown.press("1")
        assert isinstance(shown.screen, AccountsScreen)
        assert shown.told == []


async def leave_dialogs(shown: Bench) -> None:
    """Close whatever a command has opened."""
    while not isinstance(shown.screen, AccountsScreen | PipelineScreen | PageScreen):
        await shown.press("escape")
    if shown.screen.query(".filter"):
        await shown.press("escape")
