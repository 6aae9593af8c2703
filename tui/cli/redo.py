"""`kamtui redo`: do again what was taken back."""

from __future__ import annotations

import argparse

from kamtui.cli.common import opened, talk
from kamtui.cli.errors import OK
from kamtui.cli.undo import add_arguments, tell_kept
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

__all__ = ["add_arguments", "run"]


def run(arguments: argparse.Namespace) -> int:
    """Do the step again and say which it was."""
    with opened(arguments) as workspace:
        reverted = workspace.redo()
        if reverted is None:
            talk(word("cli.redo.nothing"))
        else:
            print(word("cli.redo.done", what=clean(reverted.step.what)))
            tell_kept(workspace, reverted)
    return OK
