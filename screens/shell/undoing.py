"""Taking back and doing again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kamtui.screens.shell.saving import SavingScreen
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Reverted

if TYPE_CHECKING:
    from kamtui.screens.dialogs.clash import Decision


class UndoScreen(SavingScreen):
    """A screen on which the person's own steps can be taken back."""

    def action_undo(self) -> None:
        """Take back the latest change."""
        self._revert(self.workspace.undo, "undone")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._revert(self.workspace.redo, "redone")

    def _revert(self, act: Callable[[], Reverted | None], said: str) -> None:
        if not self.may_write():
            return
        try:
            reverted = act()
        except Exception as error:
            self.refuse(error)
            return
        if reverted is None:
            self.tell(word(f"screens.nothing_{said}"))
            return
        self.show()
        self.tell(word(f"screens.{said}", what=reverted.step.what))
        if reverted.kept:
            self._ask_kept(reverted, said)

    def _ask_kept(self, reverted: Reverted, said: str) -> None:
        """Show what someone has changed since, with both values; theirs stay unless the person takes the own ones."""
        from kamtui.screens.dialogs.clash import ClashDialog
        from kamtui.screens.shell.clashes import left_alone

        def decided(decision: Decision | None) -> None:
            if decision and any(decision.taken.values()):
                act = self.workspace.undo if said == "undone" else self.workspace.redo
                self._revert(lambda: act(mine=True), said)

        rows = left_alone(self.workspace, reverted.kept)
        question = word("saving.kept", what=clean(reverted.step.what, 80), n=len(rows))
        self.app.push_screen(ClashDialog(question, rows, together=True), decided)
