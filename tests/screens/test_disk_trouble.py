"""The disk refuses: what happened is said, the old version is whole, and what was typed is kept."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from platformdirs import user_state_path
from textual.widgets import Input
from workbench import GRID, METERS, Bench, bench

from kamtui.screens.board.pipeline import PipelineScreen
from kamtui.screens.dialogs.ask import AskDialog
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.store.draft_files import read
from kamtui.store.files import atomic
from kamtui.store.records import Account, Opportunity
from kamtui.store.workspace import Workspace


class Disk:
    """A disk on which writing below some folders fails."""

    def __init__(self) -> None:
        """Work at first."""
        self.bad: tuple[str, ...] = ()
        self.error = errno.ENOSPC

    def fail(self, *folders: str, error: int = errno.ENOSPC) -> None:
        """Fail from now on when a file is written whose path holds one of these."""
        self.bad, self.error = folders, error


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """A disk that can be told to fail."""
    state, write_all = Disk(), atomic._write_all

    def refuse(descriptor: int, data: bytes) -> None:
        path = os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115
        if any(part in path for part in state.bad):
            raise OSError(state.error, os.strerror(state.error), path)
        write_all(descriptor, data)

    monkeypatch.setattr(atomic, "_write_all", refuse)
    yield state
    state.bad = ()


def cards(workspace: Workspace) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in workspace.root.rglob("accounts/**/*.json")}


def said(shown: Bench) -> str:
    """The words on the screen, whatever line they are on."""
    return " ".join(shown.text.replace("|", " ").split())


async def edited(shown: Bench, text: str) -> None:
    """Change the region of the first account in its form, and save."""
    await shown.press("E")
    shown.screen.query_one("#field-region", Input).value = text
    await shown.press("f2")


async def test_a_full_disk_leaves_the_old_version_and_a_draft_and_can_be_tried_again(
    workspace: Workspace, disk: Disk
) -> None:
    before = cards(workspace)
    async with bench(workspace) as shown:
        disk.fail("/accounts/")
        await edited(shown, "华中")
        assert isinstance(shown.screen, ConfirmDialog)
        assert "the disk is full" in said(shown)
        assert "old version on disk is whole" in said(shown)
        assert "kept as a draft" in said(shown)
        assert cards(workspace) == before
        await shown.press("enter")
        assert isinstance(shown.screen, ConfirmDialog), "it is still full"
        disk.fail()
        await shown.press("enter")
        assert isinstance(shown.screen, AccountsScreen)
        assert shown.kept(Account, GRID).region == "华中"
        assert not list(workspace.root.rglob("drafts/**/*.json"))


async def test_an_error_of_the_disk_goes_back_to_the_form_with_esc(workspace: Workspace, disk: Disk) -> None:
    async with bench(workspace) as shown:
        disk.fail("/accounts/", error=errno.EIO)
        await edited(shown, "华中")
        assert "the disk failed" in said(shown)
        await shown.press("escape")
        assert isinstance(shown.screen, FormDialog)
        assert shown.screen.query_one("#field-region", Input).value == "华中"


async def test_a_draft_that_is_left_is_offered_at_the_next_start(workspace: Workspace, disk: Disk) -> None:
    async with bench(workspace) as shown:
        disk.fail("/accounts/")
        await edited(shown, "华中")
        await shown.press("right", "right", "enter")
        assert isinstance(shown.screen, AccountsScreen)
        (left,) = workspace.root.rglob("drafts/**/*.json")
        assert [draft.texts for draft in read(left)] == [{"region": "华中"}]


async def test_where_the_whole_workspace_is_full_the_draft_goes_to_the_persons_own_folder(
    workspace: Workspace, disk: Disk
) -> None:
    async with bench(workspace) as shown:
        disk.fail(str(workspace.root))
        await edited(shown, "华中")
        assert "kept as a draft" in said(shown)
        assert len(list((user_state_path("kamtui") / "drafts").rglob("*.json"))) == 1


async def test_where_nothing_can_be_written_the_change_goes_into_a_file_that_the_person_names(
    workspace: Workspace, disk: Disk, tmp_path: Path
) -> None:
    async with bench(workspace) as shown:
        disk.fail(str(workspace.root), str(user_state_path("kamtui")))
        await edited(shown, "华中")
        assert "only in memory" in said(shown)
        assert "Leave as a draft" not in shown.text
        await shown.press("right", "enter")
        assert isinstance(shown.screen, AskDialog)
        await shown.type_over("/nowhere/at/all.json")
        await shown.press("enter")
        assert "/nowhere/at/all.json" in shown.told[-1]
        await shown.press("right", "enter")
        await shown.type_over(str(tmp_path / "mine.json"))
        await shown.press("enter")
        assert isinstance(shown.screen, AccountsScreen)
        assert [draft.texts for draft in read(tmp_path / "mine.json")] == [{"region": "华中"}]
        assert (tmp_path / "mine.json").stat().st_mode & 0o777 == 0o600


async def test_a_move_on_the_board_that_was_not_written_is_kept_as_a_draft_too(
    workspace: Workspace, disk: Disk
) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        disk.fail("/accounts/")
        await shown.press("greater_than_sign")
        assert isinstance(shown.screen, ConfirmDialog)
        (left,) = workspace.root.rglob("drafts/**/*.json")
        (draft,) = read(left)
        assert draft.record == METERS
        assert set(draft.texts) == {"stage", "stage_since"}
        disk.fail()
        await shown.press("enter")
        assert isinstance(shown.screen, PipelineScreen)
        assert shown.kept(Opportunity, METERS).stage not in ("", "need")
        assert not list(workspace.root.rglob("drafts/**/*.json"))


async def test_a_read_only_workspace_says_why_at_each_editing_key_and_writes_nothing(workspace: Workspace) -> None:
    before = cards(workspace)
    workspace.read_only = "folder"
    async with bench(workspace) as shown:
        assert "READ-ONLY" in shown.lines[0]
        for key in ("E", "n", "D", "u", "U"):
            await shown.press(key)
            assert isinstance(shown.screen, AccountsScreen), key
            assert len(shown.told) == 1, "one message, not a wall of them"
            assert "cannot be written" in shown.told[-1]
    assert cards(workspace) == before


async def test_a_folder_that_is_gone_is_said_and_its_return_is_noticed(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        away = workspace.root.with_name("away")
        workspace.root.rename(away)
        await shown.wait_until(lambda: "FOLDER GONE" in shown.lines[0], 3)
        assert "华北电网" in shown.text, "what was read can still be looked at"
        await shown.press("E")
        assert isinstance(shown.screen, AccountsScreen)
        assert "is gone" in shown.told[-1]
        path = next(path for path in away.rglob("accounts/**/*.json") if "华北电网" in path.read_text("utf-8"))
        document = json.loads(path.read_text("utf-8"))
        document["accounts"][GRID]["name"] = "华北新电网"
        path.write_text(json.dumps(document), "utf-8")
        away.rename(workspace.root)
        await shown.wait_until(lambda: "FOLDER GONE" not in shown.lines[0], 3)
        assert "华北新电网" in shown.text
        await edited(shown, "华中")
        assert shown.kept(Account, GRID).region == "华中"


async def test_a_folder_that_goes_while_one_types_keeps_what_was_typed(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("E")
        shown.screen.query_one("#field-region", Input).value = "华中"
        away = workspace.root.with_name("away")
        workspace.root.rename(away)
        await shown.press("f2")
        assert isinstance(shown.screen, ConfirmDialog)
        assert "Not saved: the folder" in said(shown)
        assert not workspace.root.exists(), "it is not made anew"
        away.rename(workspace.root)
        await shown.press("enter")
        assert shown.kept(Account, GRID).region == "华中"
