"""`kamtui redo`: do again what was taken back."""

from __future__ import annotations

import argparse

from kamtui.cli.common import opened
from kamtui.cli.errors import OK
from kamtui.cli.undo import add_arguments, repeat

__all__ = ["add_arguments", "run"]


def run(arguments: argparse.Namespace) -> int:
    """Do the steps again, and say which they were and what others had changed since."""
    with opened(arguments, writes=True) as workspace:
        repeat(workspace, lambda: workspace.redo(arguments.mine), arguments.steps, "redo")
    return OK
