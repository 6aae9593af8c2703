"""Syncing while people go on working: in a thread, said in every title, and stopped when someone asks for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from textual.app import App

from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.shell.base import WorkScreen
from kamtui.store.sync import SyncError, SyncReport, sync
from kamtui.store.sync.git import stop
from kamtui.store.sync.told import lines
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import DamagedFileError, LockedError, Workspace

AT_THE_LINE = ("fetch", "push")
"""Steps that wait for another machine, and can be ended at any moment."""

PATIENCE = 10.0
"""Seconds that leaving waits for a merge that is under way."""


class StoppedError(Exception):
    """The person has asked for the sync to stop."""


class Syncing:
    """One sync at a time for the whole app."""

    def __init__(self, app: App[None], workspace: Workspace, show: Callable[[], None]) -> None:
        """Sync `workspace`; `show` is called whenever there is something new to be seen."""
        self._app, self._workspace, self._show = app, workspace, show
        self._thread: threading.Thread | None = None
        self._step = ""
        self._stopped = False

    def toggle(self) -> None:
        """Start a sync, or stop the one that goes on."""
        if self._thread:
            self._stop()
            return
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._say("commit")
        self._thread.start()

    def close(self) -> None:
        """Leave nothing behind: end what waits for another machine, and wait for what must not be broken off."""
        if self._thread:
            self._stop()
            self._thread.join(PATIENCE)

    def hang_up(self) -> None:
        """End what waits for another machine; what writes here is left to end by itself."""
        self._stopped = True
        if self._step in AT_THE_LINE:
            stop()

    def _stop(self) -> None:
        self._workspace.busy = word("sync.stopping")
        self._show()
        self.hang_up()

    def _run(self) -> None:
        """What the thread does; the app hears of it in its own thread."""
        report: SyncReport | None = None
        failed = ""
        try:
            report = sync(self._workspace.root, progress=self._go_on)
        except StoppedError:
            failed = word("sync.stopped")
        except LockedError as error:
            failed = word("screens.locked", holder=error.holder)
        except DamagedFileError as error:
            failed = error.finding.text()
        except (SyncError, OSError) as error:
            failed = word("sync.stopped") if self._stopped else str(error)
        self._app.call_later(self._done, report, failed)

    def _go_on(self, step: str) -> None:
        """Between two steps: stop here, or say what comes next."""
        if self._stopped:
            raise StoppedError
        self._step = step
        self._app.call_later(self._say, step)

    def _say(self, step: str) -> None:
        if self._stopped or self._thread is None:
            return
        self._workspace.busy = word(f"sync.step.{step}")
        self._show()

    def _done(self, report: SyncReport | None, failed: str) -> None:
        """Show what came in, what went out and what needs a decision, or why there was no sync."""
        self._thread, self._step, self._workspace.busy = None, "", ""
        self._workspace.refresh(everything=True)
        self._show()
        told = [failed] if report is None else [word("sync.done"), *lines(report)]
        answers = [("close", word("sync.close"))]
        if report and (report.waiting or report.unresolved or report.left):
            answers.append(("attention", word("keys.attention")))
        text = "\n".join(clean(line, 300) for line in told)
        if not isinstance(self._app.screen, WorkScreen):  # someone types: no dialog between their keys
            self._app.notify(text, timeout=20, markup=False)
            return
        self._app.push_screen(ConfirmDialog(text, answers), self._answered)

    async def _answered(self, answer: str | None) -> None:
        if answer == "attention":
            await self._app.screen.run_action("attention")
