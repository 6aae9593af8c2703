"""The one door to a workspace: open, look up, change, undo, watch.

Screens and commands use nothing below this module.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from kamtui.store import config
from kamtui.store.applying import ChangedElsewhereError, Conflict, ErasedError
from kamtui.store.change import Answer, Change
from kamtui.store.drafts import Drafts
from kamtui.store.files import preferences
from kamtui.store.files.findings import DamagedFileError, Finding
from kamtui.store.files.formats import FORMAT
from kamtui.store.files.history import changes
from kamtui.store.files.journal import Journal, Reverted
from kamtui.store.files.layout import CATALOG, CONFIG, Stamp, stamp_of
from kamtui.store.files.locks import LockedError
from kamtui.store.files.order_merge import Tally
from kamtui.store.files.place import refusal
from kamtui.store.files.reverting import Kept
from kamtui.store.files.steps import Step
from kamtui.store.reading import Reading
from kamtui.store.records import Account, Event, Record
from kamtui.store.records.event import Via
from kamtui.store.upgrade import upgrade

__all__ = [
    "Answer",
    "Change",
    "ChangedElsewhereError",
    "Conflict",
    "DamagedFileError",
    "ErasedError",
    "Finding",
    "Kept",
    "LockedError",
    "NotAWorkspaceError",
    "ReadOnlyError",
    "Reverted",
    "Step",
    "Tally",
    "Workspace",
]

T = TypeVar("T")


class NotAWorkspaceError(Exception):
    """There is no workspace in this folder."""


class ReadOnlyError(Exception):
    """This workspace cannot be written; the text is the reason's key: "format", or what `place.refusal` says."""


class Workspace(Reading):
    """A folder of records, and everything that can be done with it."""

    def __init__(self, root: Path, setup: config.Setup) -> None:
        """Use `Workspace.open`."""
        super().__init__(root, setup)
        self._journal = Journal(root)
        self.drafts = Drafts(root)
        """What is being typed, and what was typed when a session died."""
        self._settings_stamp = self._stamp_of_settings()
        self.upgraded: Path | None = None
        """Where the files lie that were written anew because they were of an older format."""
        self.read_only = _why_read_only(root, setup)
        """Why nothing can be written: "format", "folder", "link", "open_to_all", "sticky", "no_locks", or "".

        Banners are `screens.read_only.KEY`, sentences with advice `place.KEY`.
        """

    @classmethod
    def open(cls, root: Path, progress: Callable[[int, int], None] | None = None, *, quick: bool = False) -> Workspace:
        """Open the workspace in `root`; `progress(done, total)` is called while changed cards are read.

        With `quick` it shows what was known when it was closed last, until `refresh` is called.
        Raises NotAWorkspaceError where there is no `kamtui.yaml`.
        """
        root = root.resolve()
        if not (root / CONFIG).is_file():
            raise NotAWorkspaceError(str(root))
        workspace = cls(root, config.load(root))
        if not workspace.read_only:
            workspace._journal.recover()
        workspace._index.load(progress, quick)
        return workspace

    @classmethod
    def create(cls, root: Path, name: str = "", currency: str = "CNY", method: str = "default") -> Workspace:
        """Make a workspace in `root`, which may hold other files; one that is there already is only opened."""
        config.write_new(root, config.Config(name=name or root.resolve().name, currency=currency, method=method))
        return cls.open(root)

    @contextmanager
    def change(self, what: str, via: Via = "command") -> Iterator[Change]:
        """Gather a change; it is written as one step when the block ends, and not at all if the block fails.

        Raises ReadOnlyError, ChangedElsewhereError, ErasedError, LockedError, DamagedFileError, OSError.
        """
        self._prepare()
        change = Change(self.root, self._journal, self._card_of, what, via)
        try:
            yield change
            if change.abandoned:
                return
            step, written = change.commit()
        except ChangedElsewhereError:
            self.refresh()
            raise
        finally:
            change.discard()
        for name, (document, data, stamp) in written.items():
            self._index.put(name, document, data, stamp)
        if step is None or any(name not in written for name in step.files):
            self._take_in()

    def rewrite(self, what: str, make: Callable[[], Mapping[str, bytes]]) -> None:
        """Put what `make` gives in place, all or nothing, for good: it cannot be taken back.

        `make` runs while every file is locked. Raises ReadOnlyError, LockedError, OSError.
        """
        self._prepare()
        with self._journal.locks.everything():
            if files := make():
                self._journal.replace(what, files)
        self._take_in()

    def sketched(self, act: Callable[[Change], object]) -> list[tuple[Record, dict[str, Any]]]:
        """What `act` asks of a change, without writing anything: see `Change.gathered`."""
        change = Change(self.root, self._journal, self._card_of, "", "tui")
        try:
            act(change)
        finally:
            change.discard()
        return change.gathered

    def undo(self, mine: bool = False) -> Reverted | None:
        """Take back this person's latest step; None where there is none. Raises as `change` does.

        Fields that someone else has changed since stay theirs and are in `Reverted.kept` with both values. Called
        again with `mine`, they get this person's; that can be undone as well.
        """
        return self._reverted(lambda: self._journal.undo(mine))

    def redo(self, mine: bool = False) -> Reverted | None:
        """Do again what was taken back last; None where nothing was. As `undo` in the rest."""
        return self._reverted(lambda: self._journal.redo(mine))

    def history(self, record: Record | None = None, since: dt.date | None = None) -> list[Event]:
        """What changed, the latest first: in all records, in an account's card, or in one record; `since` a local day.

        Tracked fields come from the events, all others from the journal, which knows the latest steps on this machine.
        The field "" is a record that was added or removed.
        """
        account = record.id if isinstance(record, Account) else getattr(record, "account", None)
        files = None
        if isinstance(record, Account) or account is not None:
            files = {self._card_of(account or "")}
        elif record is not None:
            files = {CATALOG}
        owners = (*self._cards(), "") if record is None else () if account is None else (account,)
        told = [event for owner in owners for event in self.events(owner)]
        told = [event for event in told if since is None or event.at.astimezone().date() >= since]
        told += changes(self._journal, files, since)
        if record is not None and not isinstance(record, Account):
            told = [event for event in told if event.record == record.id]
        return sorted(told, key=lambda event: (event.at, event.id), reverse=True)

    def refresh(self, everything: bool = False) -> set[str]:
        """Read what other processes have written since; the names of the files that changed.

        Without `everything`, a file that an editor has written in place may take half a minute to show. While the
        folder is gone, what was read from it stays.
        """
        return self._index.refresh(everything) if self._is_there() else set()

    def preference(self, topic: str, kind: type[T]) -> T | None:
        """What this person has set here for a topic, such as "board"; None where that is nothing."""
        return preferences.read(self.root, topic, kind)

    def prefer(self, topic: str, value: object) -> None:
        """Keep what this person sets for a topic, for this workspace and on this machine."""
        if not self.read_only and self._is_there():
            preferences.write(self.root, topic, value)

    def close(self) -> None:
        """Keep the caches for the next start."""
        if not self.read_only and self._is_there():
            self._index.save()
            self._journal.prune()

    def _reverted(self, act: Callable[[], Reverted | None]) -> Reverted | None:
        self._prepare()
        reverted = act()
        if reverted:
            self._take_in()
        return reverted

    @property
    def gone(self) -> bool:
        """Whether the folder is no longer to be found: removed, or unmounted under us."""
        return not self._is_there()

    def _take_in(self) -> None:
        """Read what has just been written; a disk that fails at this must not look like a change that failed."""
        with suppress(OSError):
            self._index.refresh(everything=True)

    def _is_there(self) -> bool:
        """Whether the folder is still a workspace, and not removed or unmounted under us."""
        return (self.root / CONFIG).is_file()

    def _prepare(self) -> None:
        """See to it that a change is built on whole files of today's format; raises ReadOnlyError where it cannot be.

        Another process may have changed the settings, left a step half-done, or brought all to a newer format.
        """
        if not self._is_there():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.root))
        if self._settings_stamp != self._stamp_of_settings():
            self._settings_stamp = self._stamp_of_settings()
            self._use(config.load(self.root))
            self.read_only = _why_read_only(self.root, self._setup)
        if self.read_only:
            raise ReadOnlyError(self.read_only)
        if self._journal.recover():
            self._index.refresh(everything=True)
        if self.config.format < FORMAT:
            self.upgraded = upgrade(self._journal) or self.upgraded
            self._settings_stamp = (0, 0, 0)
            self._prepare()
            self._index.refresh(everything=True)

    def _stamp_of_settings(self) -> Stamp:
        return stamp_of((self.root / CONFIG).lstat())


def _why_read_only(root: Path, setup: config.Setup) -> str:
    if setup.config.format > FORMAT:
        return "format"
    return refusal(root)
