"""Taking back and doing again."""

from __future__ import annotations

from collections.abc import Callable

from kamtui.screens.saving import SavingScreen
from kamtui.store.text.words import word
from kamtui.store.workspace import Reverted


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
            self.tell(word("screens.kept", n=len(reverted.kept)))
