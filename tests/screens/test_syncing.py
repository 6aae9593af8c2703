"""Syncing from the screens: in the background, with its steps said, and stopped by the same key."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from copies import git, two_copies
from workbench import Bench, bench

from kamtui import syncing
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.upkeep.attention import AttentionScreen
from kamtui.store.records import Account, Contact
from kamtui.store.sync import SyncReport, sync
from kamtui.store.workspace import Workspace


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of one shared repository."""
    return two_copies(tmp_path)


def rename(root: Path, region: str) -> None:
    """Change the first account's region."""
    workspace = Workspace.open(root)
    account = next(iter(workspace.records(Account).values()))
    with workspace.change("edit") as change:
        change.set(account, region=region)


async def summary(shown: Bench) -> str:
    """Wait for the summary; its words."""
    await shown.wait_until(lambda: isinstance(shown.screen, ConfirmDialog) and "Close" in shown.text, 20)
    return " ".join(shown.text.replace("|", " ").split())


async def test_a_key_syncs_and_says_what_came_in_and_what_went_out(copies: tuple[Path, Path]) -> None:
    first, second = copies
    rename(first, "North")
    sync(first)
    workspace = Workspace.open(second)
    contact = next(iter(workspace.records(Contact).values()))
    with workspace.change("edit") as change:
        change.set(contact, title="head")
    async with bench(workspace, (150, 30)) as shown:
        await shown.press("F")
        said = await summary(shown)
        assert "In: 1 commits, 1 files" in said
        assert "Out:" in said
        await shown.press("enter")
        assert "North" in shown.text
        assert "…" not in shown.lines[0]
    sync(first)
    assert git(first, "status", "--porcelain") == ""
    assert Workspace.open(first).records(Contact)[contact.id].title == "head"


async def test_what_needs_a_decision_is_said_and_one_key_away(copies: tuple[Path, Path]) -> None:
    first, second = copies
    rename(first, "North")
    sync(first)
    rename(second, "South")
    async with bench(Workspace.open(second), (100, 30)) as shown:
        await shown.press("ctrl+o")
        assert "1 field was changed to different values" in await summary(shown)
        await shown.press("right", "enter")
        assert isinstance(shown.screen, AttentionScreen)
        assert "Decisions that wait (1)" in shown.text


async def test_a_folder_that_is_no_repository_is_told_in_words(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("F")
        assert "kamtui init --git" in await summary(shown)


async def test_the_same_key_stops_a_sync_between_two_steps(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(_root: Path, progress: object = None) -> SyncReport:
        assert callable(progress)
        for _ in range(200):
            progress("merge")
            time.sleep(0.05)
        raise AssertionError("not stopped")

    monkeypatch.setattr(syncing, "sync", slowly)
    async with bench(workspace) as shown:
        await shown.press("F")
        await shown.wait_until(lambda: "Merging" in shown.lines[0])
        await shown.press("F")
        assert "The sync was stopped" in await summary(shown)
        await shown.press("enter")
        assert "Merging" not in shown.lines[0]


async def test_someone_who_types_is_not_interrupted_by_the_summary(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(_root: Path, progress: object = None) -> SyncReport:
        time.sleep(0.3)
        return SyncReport()

    monkeypatch.setattr(syncing, "sync", slowly)
    async with bench(workspace) as shown:
        await shown.press("F", "E")
        form = shown.screen
        await shown.wait_until(lambda: bool(shown.told))
        assert shown.screen is form
        assert "Everything is committed" in shown.told[-1]
