"""One session at the terminal: open, recover, run, keep what is left, close."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from kamtui import terminal
from kamtui.app import KamApp
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import LockedError, Workspace


def run(root: Path, *, demo: bool = False) -> int:
    """Open the workspace in `root` and show it until the person leaves; the exit status.

    Raises NotAWorkspaceError where there is none.
    """
    workspace = Workspace.open(root, _Progress(), quick=True)
    app = KamApp(workspace, demo=demo, told=_recovered(workspace))
    terminal.install_exit_signals(workspace.drafts.write)
    terminal.watch_for_hangup()
    try:
        app.run()
    finally:
        workspace.drafts.write()
    workspace.close()
    return app.return_code or 0


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
