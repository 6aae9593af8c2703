"""What Esc does with a dialog that takes input: it asks only if something would be lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import ModalScreen

from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.store.text.words import word


def leave(screen: ModalScreen[Any], *, changed: bool, save: Callable[[], object]) -> None:
    """Close a dialog without an answer, or ask first whether to stay, to save or to drop what was changed."""

    def answered(answer: str | None) -> None:
        if answer == "save":
            save()
        elif answer == "drop":
            screen.dismiss(None)

    if not changed:
        screen.dismiss(None)
        return
    answers = [(name, word(f"form.{name}")) for name in ("stay", "save", "drop")]
    screen.app.push_screen(ConfirmDialog(word("form.unsaved"), answers), answered)
