"""What the method wants known before a stage is left: fill it in, tick it off, go back, or move on for a reason."""

from __future__ import annotations

from typing import ClassVar

from kamtui.screens.dialogs.form import FormDialog


class GateDialog(FormDialog):
    """A form of questions, each on a line of its own above its field; the last field is the reason to move anyway."""

    LEAVE: ClassVar[tuple[str, ...]] = ("stay", "keep", "drop")

    moving = True
    """Whether the deal is to be moved; False when what was typed is only to be kept."""

    DEFAULT_CLASSES = "-stacked"

    def action_save(self) -> None:
        """Move the deal, if every question is answered or there is a reason."""
        self.moving = True
        super().action_save()

    def leave(self, answer: str | None) -> None:
        """Keep the answers without moving, or drop them."""
        if answer == "keep":
            self.moving = False
            super().action_save()
        else:
            super().leave(answer)
