"""The journal: what makes a change of several files all or nothing, and lets it be taken back.

Each step of a person is a folder under `.kamtui/journal/USER/` with the files as they were before and as
they became. Undo works field by field: what someone has changed since is left as it is, and said so.

A step of several files is first marked in `.kamtui/unfinished`; if its process dies half-way, the next one
to open the workspace puts the files back.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.atomic import drafts_of
from kamtui.store.files.ids import new_id
from kamtui.store.files.images import Images, keep_after, keep_before, pack
from kamtui.store.files.layout import Stamp, data_folders, stamp_of
from kamtui.store.files.locks import LockedError, Locks, user
from kamtui.store.files.reverting import Kept, Signed, overruled, reverted
from kamtui.store.files.steps import Step, is_whole, load, needed, restate, save
from kamtui.store.files.unfinished import Mark, marked, put_back, recover
from kamtui.store.records.event import Via
from kamtui.store.text.words import word

KEPT = 200
"""Steps that one person can take back."""


class Reverted(msgspec.Struct, frozen=True):
    """What undo or redo did: the step, and the fields left as someone else has made them since."""

    step: Step
    kept: tuple[Kept, ...]


class Placed(NamedTuple):
    """A step whose files are in place; `Journal.keep` makes it last."""

    step: Step
    folder: Path
    stamps: tuple[Stamp | None, ...]
    """The versions that it has put in place; None for a file that it has removed."""
    after: dict[int, bytes] | None
    """The small new versions by number; None where the disk had no room for the large ones."""


class Journal:
    """The steps that were made in one workspace, and the way files are written there."""

    def __init__(self, root: Path) -> None:
        """Keep the journal of the workspace at `root`."""
        self.root = root
        self.local = root / ".kamtui"
        self.locks = Locks(self.local / "locks")
        self.mine = self.local / "journal" / re.sub(r"[^\w.-]", "_", f"u-{user()}")
        self._again = self.mine.with_name(f"again-{self.mine.name}")
        """There while something may be done again: no step has to be looked at to know that there is nothing."""

    def write(self, what: str, via: Via, drafts: Mapping[str, atomic.Draft | None]) -> Step:
        """Put prepared drafts in place (None removes the file) as one step; call with the files' locks held.

        Raises OSError, with every file as it was before.
        """
        placed = self.place(what, via, drafts)
        self.keep(placed)
        return placed.step

    def place(self, what: str, via: Via, drafts: Mapping[str, atomic.Draft | None]) -> Placed:
        """What `write` does while the locks are held; `keep` may follow when others can have them again.

        Until then a power cut may undo a step of one file, so nobody must be told that it is saved.
        """
        step = Step(
            new_id(), what, user(), via, tuple(drafts), after=tuple(draft is not None for draft in drafts.values())
        )
        folder = self.mine / step.id
        with self._all_or_nothing(folder, step, drafts) as existed:
            self._swap(drafts)
            if len(drafts) > 1:
                self._sync(drafts)
        after = None
        with suppress(OSError):  # as in `keep`
            after = keep_after(drafts.values(), folder)
        stamps = tuple(draft.stamp if draft else None for draft in drafts.values())
        return Placed(msgspec.structs.replace(step, before=existed), folder, stamps, after)

    def keep(self, placed: Placed) -> None:
        """Bring a step to the disk for good, and let it be taken back.

        Raises OSError, with its file as it was before, unless someone has built on it meanwhile.
        """
        step, folder, _, after = placed
        if len(step.files) == 1:
            try:
                self._sync(step.files)
            except BaseException:
                self._withdraw(placed)
                raise
        with suppress(OSError):  # the change is on disk; all that can be lost here is taking it back
            self._forget_undone()
            if after is not None and len(step.files) >= atomic.FLUSH_ALL:
                pack(folder, after)
                after = {}
            if after is not None:
                save(folder, step, after)

    def replace(self, what: str, files: Mapping[str, bytes]) -> None:
        """Put these bytes in place, all or nothing, as what cannot be taken back; call with the locks held.

        Raises OSError, with every file as it was before.
        """
        step = Step(new_id(), what, user(), "command", tuple(files))
        drafts = drafts_of(self.root, files)
        scratch = self.mine / step.id
        with self._all_or_nothing(scratch, step, drafts):
            self._replace(drafts)
        shutil.rmtree(scratch, ignore_errors=True)

    def undo(self, mine: bool = False) -> Reverted | None:
        """Take back the latest step of this person that still stands; None where there is none.

        What others have changed since stays. With `mine` it becomes what it was before the step as well: for the
        latest undo, if that left something to others, else for the step that is taken back now. That is a
        step of its own, so that undoing it gives the others' values back.
        """
        if mine and (last := self._undone()) and last.kept:
            return self._overrule(last)
        step = next((step for step in self.steps() if step.state == "done"), None)
        return self._taken(self._revert(step, "before", "after", "undone"), mine) if step else None

    def redo(self, mine: bool = False) -> Reverted | None:
        """Do again what was taken back last; None where nothing was. `mine` as in `undo`."""
        if mine and (last := next(self.steps(), None)) and last.state == "done" and last.kept:
            return self._overrule(last)
        undone = self._undone()
        return self._taken(self._revert(undone, "after", "before", "done"), mine) if undone else None

    def steps(self) -> Iterator[Step]:
        """This person's steps, the latest first; those left out cannot be taken back.

        Their process has died too early, or a power cut has taken a version that they kept: without it, a file
        that was there would look as if it had not been, and be removed.
        """
        for name in reversed(self._names()):
            saved = load(self.mine / name)
            if saved and is_whole(self.mine / name, saved):
                yield saved.step

    def recover(self) -> list[Step]:
        """Put back what a dead process left half-written; the steps that were taken back."""
        return recover(self.root, self.local, self.locks)

    def prune(self) -> None:
        """Forget all but the latest steps, and what dead processes left half-written beside the files."""
        for folder in (*data_folders(self.root), self.local / "backups"):
            for path in folder.glob(".*.tmp"):
                atomic.sweep(path)
        for name in self._names()[:-KEPT]:
            shutil.rmtree(self.mine / name, ignore_errors=True)

    def _names(self) -> list[str]:
        """The steps' folders, the oldest first; asked for at every change, so without a Path for each."""
        try:
            return sorted(os.listdir(self.mine))  # noqa: PTH208
        except FileNotFoundError:
            return []

    def _undone(self) -> Step | None:
        """The step that was taken back last, as far as nothing new was done since."""
        undone = None
        for step in self.steps():
            if step.state == "done":
                break
            undone = step
        return undone

    def _taken(self, reverted: Reverted, mine: bool) -> Reverted:
        return self._overrule(reverted.step) if reverted.kept and mine else reverted

    def _overrule(self, step: Step) -> Reverted:
        """Put what undo or redo of this step left to others as the step would have put it."""
        names = sorted({one.file for one in step.kept})
        kept: list[Kept] = []
        signed = Signed(user())
        with self.locks.exclusive(names):
            goals: dict[str, bytes | None] = {}
            for name in names:
                mine = [one for one in step.kept if one.file == name]
                goals[name], left = overruled(self.root / name, name, mine, signed)
                kept += left
            if len(kept) < len(step.kept):
                self.write(word("journal.overruled", what=step.what), step.via, drafts_of(self.root, goals))
        return Reverted(step, tuple(kept))

    def _revert(self, step: Step, wanted: str, replaced: str, state: Literal["done", "undone"]) -> Reverted:
        folder = self.mine / step.id
        with self.locks.exclusive(step.files):
            images = Images(folder, needed(folder).after)
            versions = [
                (name, images.read(number, wanted, name), images.read(number, replaced, name))
                for number, name in enumerate(step.files)
            ]
            goals, kept = reverted(self.root, versions, Signed(user()))
            drafts = drafts_of(self.root, goals)
            scratch = self.mine / new_id()
            with self._all_or_nothing(scratch, step, drafts):
                if state == "undone" and not self._again.exists():
                    atomic.write(self._again, b"")
                self._replace(drafts)
                done = msgspec.structs.replace(step, state=state, kept=tuple(kept))
                restate(folder, done)
            shutil.rmtree(scratch, ignore_errors=True)
        return Reverted(done, tuple(kept))

    @contextmanager
    def _all_or_nothing(
        self, folder: Path, step: Step, drafts: Mapping[str, atomic.Draft | None]
    ) -> Iterator[tuple[bool, ...]]:
        """Keep the old versions in `folder`; put them back if the block fails, or at the next start if it dies.

        The block is told for each file whether there was one.
        """
        try:
            atomic.make_folder(folder)
            existed = tuple(keep_before(self.root / name, folder / f"{n}.before") for n, name in enumerate(step.files))
            mark = Mark(str(folder.relative_to(self.local)), step, existed)
            with marked(self.local, folder, mark) if len(drafts) > 1 else nullcontext(_nothing) as unmark:
                try:
                    yield existed
                    unmark()
                except BaseException:
                    put_back(self.root, self.local, mark)
                    unmark()
                    shutil.rmtree(folder, ignore_errors=True)
                    raise
        except BaseException:
            for draft in drafts.values():
                if draft:
                    draft.discard()
            raise

    def _replace(self, drafts: Mapping[str, atomic.Draft | None]) -> None:
        self._swap(drafts)
        self._sync(drafts)

    def _swap(self, drafts: Mapping[str, atomic.Draft | None]) -> None:
        if not all(draft.durable for draft in drafts.values() if draft):
            os.sync()
        for name, draft in drafts.items():
            if draft:
                draft.replace()
            else:
                (self.root / name).unlink(missing_ok=True)

    def _sync(self, names: Iterable[str]) -> None:
        for folder in {(self.root / name).parent for name in names}:
            atomic.sync_folder(folder)

    def _withdraw(self, placed: Placed) -> None:
        """Put a step of one file back, whose locks others may have had meanwhile."""
        step, folder, stamps, _ = placed
        with suppress(LockedError), self.locks.exclusive(step.files):
            path = self.root / step.files[0]
            if stamps == (stamp_of(path.lstat()) if path.exists() else None,):
                put_back(self.root, self.local, Mark(str(folder.relative_to(self.local)), step, step.before))
            shutil.rmtree(folder, ignore_errors=True)

    def _forget_undone(self) -> None:
        """Drop what could be done again: a new step ends it."""
        if not self._again.exists():
            return
        for step in self.steps():
            if step.state == "done":
                break
            shutil.rmtree(self.mine / step.id, ignore_errors=True)
        self._again.unlink(missing_ok=True)


def _nothing() -> None:
    """What one file needs instead of taking its mark away: replacing it is all or nothing by itself."""
