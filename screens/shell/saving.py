"""Saving and taking back: the same for every screen, and whatever stands in the way is shown and decided there.

A save either is on disk, or waits for a decision, or gives what was typed back. Nothing typed is dropped here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kamtui.screens.shell.attempts import Attempt, Held
from kamtui.screens.shell.parts import ScreenPart
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import (
    Answer,
    Change,
    ChangedElsewhereError,
    Conflict,
    DamagedFileError,
    LockedError,
    ReadOnlyError,
)

if TYPE_CHECKING:
    from kamtui.screens.dialogs.clash import Decision


class SavingScreen(ScreenPart):
    """A screen that changes the workspace."""

    _held: tuple[Held, ...] = ()

    def show(self) -> None:
        """Take what is to be seen from the workspace anew; the cursor stays where it is."""
        raise NotImplementedError

    def action_reload(self) -> None:
        """Read from disk again."""
        raise NotImplementedError

    def may_write(self) -> bool:
        """Whether anything can be changed here; where nothing can, the reason is said."""
        if self.workspace.gone:
            self.warn(word("saving.gone", folder=self.workspace.root))
        elif self.workspace.read_only:
            self.warn(word("saving.read_only", why=word(f"screens.read_only.{self.workspace.read_only}")))
        else:
            return True
        return False

    def hold(self, draft: str, back: Callable[[str], object]) -> None:
        """Keep what a form has returned for the next `save`, which drops the draft, or opens the form again.

        Whoever asks something else in between and gets no answer calls `give_back`.
        """
        self._held += (Held(draft, back),)

    def give_back(self, name: str = "") -> None:
        """Open the form again whose texts are held, if one is: nothing will come of saving them now."""
        if self._held:
            *rest, last = self._held
            self._held = tuple(rest)
            last.back(name)

    def holds(self, draft: str) -> bool:
        """Whether what was held last is this draft."""
        return bool(self._held) and self._held[-1].draft == draft

    def let_go(self) -> None:
        """Forget what was held last: there was nothing to save in it."""
        if self._held:
            *rest, last = self._held
            self._held = tuple(rest)
            self.workspace.drafts.drop(last.draft)

    def save(self, what: str, act: Callable[[Change], object], then: Callable[[], object] | None = None) -> bool:
        """Make one change of the workspace and show it; whether it was saved at once.

        Where someone else has changed the same fields, or the disk refuses, a dialog asks what is to be done; what
        was held goes back into its form if it is not saved.

        Args:
            what: What is done, in the person's words; undo names it.
            act: Asks for the change; it is called again after a dialog.
            then: Called once it is saved, at once or after a dialog.
        """
        held, self._held = self._held, ()

        def back(name: str) -> None:
            self._held = held
            self.give_back(name)

        return self._try(Attempt(what, act, then, back if held else None, drafts=[each.draft for each in held]))

    def refuse(self, error: Exception) -> None:
        """Say why nothing was saved; raises what no person can help."""
        if isinstance(error, LockedError):
            said = word("screens.locked", holder=error.holder)
        elif isinstance(error, DamagedFileError):
            said = error.finding.text()
            self.action_reload()
        elif isinstance(error, UnicodeError):
            said = word("screens.not_text")
        elif isinstance(error, ReadOnlyError):
            self.may_write()
            return
        elif isinstance(error, OSError):
            said = word("screens.not_written", reason=error.strerror or str(error), file=error.filename or "")
        elif isinstance(error, LookupError) and error.args:
            said = str(error.args[0])
        else:
            raise error
        self.warn(said)

    def _try(self, attempt: Attempt) -> bool:
        try:
            with self.workspace.change(attempt.what, via="tui") as change:
                change.decide(attempt.answers)
                attempt.act(change)
        except ChangedElsewhereError as error:
            return self._clashed(attempt, error.conflicts)
        except OSError as error:
            self._not_written(attempt, error)
            return False
        except Exception as error:
            self.refuse(error)
            self._give_back(attempt)
            return False
        for key in attempt.drafts:
            self.workspace.drafts.drop(key)
        self.show()
        if attempt.asked:
            self.tell(attempt.what)
        if attempt.then:
            attempt.then()
        return True

    def _give_back(self, attempt: Attempt, name: str = "") -> None:
        if attempt.back:
            attempt.back(name)

    def _clashed(self, attempt: Attempt, conflicts: list[Conflict]) -> bool:
        """Ask which values are to stand; a record that was only moved to another account is followed there."""
        from kamtui.screens.shell.clashes import followed, is_unreadable

        self.show()
        moved = followed(self.workspace, conflicts)
        if moved:
            attempt.answers += moved
            return self._try(attempt)
        if any(is_unreadable(conflict) for conflict in conflicts):
            self.warn(word("saving.unreadable"))
            self._give_back(attempt)
        elif gone := [conflict for conflict in conflicts if not conflict.field]:
            self._ask_gone(attempt, gone)
        else:
            self._ask_which(attempt, conflicts)
        return False

    def _ask_which(self, attempt: Attempt, conflicts: list[Conflict]) -> None:
        """Show both values of each field; then save as one step, or go back."""
        from kamtui.screens.dialogs.clash import ClashDialog
        from kamtui.screens.shell.clashes import answers_of, disputed

        def decided(decision: Decision | None) -> None:
            if decision is None:
                self._give_back(attempt)
                return
            if decision.edit:
                self._give_back(attempt, decision.edit.partition(":")[2])
                return
            attempt.answers += answers_of(conflicts, decision.taken)
            attempt.asked = True
            self._try(attempt)

        rows = disputed(self.workspace, conflicts)
        dialog = ClashDialog(word("saving.clash"), rows, may_edit=attempt.back is not None)
        self.app.push_screen(dialog, decided)

    def _ask_gone(self, attempt: Attempt, gone: list[Conflict]) -> None:
        """Say that records are not there any more, and offer to add them again."""
        from kamtui.screens.dialogs.confirm import ConfirmDialog
        from kamtui.store.fields import name_of

        def decided(answer: str | None) -> None:
            if answer in ("again", "without"):
                attempt.answers += [Answer(conflict, "mine" if answer == "again" else "theirs") for conflict in gone]
                attempt.asked = True
                self._try(attempt)
            else:
                self._give_back(attempt)

        names = word("saving.joint").join(clean(name_of(conflict.record), 40) for conflict in gone[:5])
        answers = [("back", word("saving.back")), ("again", word("saving.again")), ("without", word("saving.without"))]
        self.app.push_screen(ConfirmDialog(word("saving.record_gone", names=names, n=len(gone)), answers), decided)

    def _not_written(self, attempt: Attempt, error: OSError) -> None:
        """Say what the disk refused, that the old version is whole, and ask what is to be done."""
        from kamtui.screens.shell.trouble import ask_about

        attempt.asked = True
        self.show()
        ask_about(self, attempt, error, lambda: self._try(attempt))
