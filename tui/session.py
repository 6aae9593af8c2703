"""One session at the terminal: open, recover, run, keep what is left, close."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from kamtui import terminal
from kamtui.app import KamApp
from kamtui.settings import commits_on_quit
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import LockedError, Workspace


def run(root: Path, *, demo: bool = False, screen: str = "") -> int:
    """Open the workspace in `root` and show it until the person leaves; the exit status.

    Raises NotAWorkspaceError where there is none.
    """
    workspace = Workspace.open(root, _Progress(), quick=True)
    app = KamApp(workspace, demo=demo, told=_recovered(workspace), screen=screen)
    terminal.install_exit_signals(lambda: _cut_short(app))
    terminal.watch_for_hangup()
    try:
        app.run(mouse=app.uses_mouse)
    finally:
        workspace.drafts.write()
        if app.syncing:
            app.syncing.close()
    workspace.close()
    _commit(workspace)
    return app.return_code or 0


def _cut_short(app: KamApp) -> None:
    """What a signal that ends the process leaves time for: drafts on disk, and no git that waits for a remote."""
    app.workspace.drafts.write()
    if app.syncing:
        app.syncing.hang_up()


def _recovered(workspace: Workspace) -> list[str]:
    """Finish a merge that a `git pull` has left half-way; what is to be said about it."""
    if workspace.read_only or not (workspace.root / ".git").exists():
        return []
    from kamtui.store.sync import SyncError, finish_pending

    try:
        report = finish_pending(workspace.root)
    except (SyncError, LockedError, OSError) as error:
        return [clean(word("session.not_finished", why=str(error)), 400)]
    if report is None:
        return []
    workspace.refresh(everything=True)
    if report.unresolved:
        return [word("session.unresolved", n=len(report.unresolved))]
    told = [word("session.finished", n=len(report.merged))]
    return told + ([word("session.waiting", n=len(report.waiting))] if report.waiting else [])


def _commit(workspace: Workspace) -> None:
    """Commit what was changed, where the settings ask for it; what prevents it is said and nothing is lost."""
    if workspace.read_only or workspace.gone or not commits_on_quit(workspace.config):
        return
    from kamtui.store.sync import SyncError, commit_all

    try:
        commit_all(workspace.root)
    except (SyncError, LockedError, OSError) as error:
        print(clean(word("session.not_committed", why=str(error)), 400), file=sys.stderr)


class _Progress:
    """Says on stderr that many cards are being read, when that takes long."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._said = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._start > 0.5 and now - self._said > 0.2:
            self._said = now
            print("\r" + word("screens.reading", done=done, total=total), end="", file=sys.stderr, flush=True)
