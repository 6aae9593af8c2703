"""`kamtui undo`: take back this person's latest step."""

from __future__ import annotations

import argparse

from kamtui.cli.common import opened, talk
from kamtui.cli.errors import OK
from kamtui.cli.usage import Parser
from kamtui.store.fields import name_of
from kamtui.store.records import KINDS, Activity, OrderLine
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Reverted, Workspace


def add_arguments(_parser: Parser) -> None:
    """Declare what the command takes: nothing of its own."""


def run(arguments: argparse.Namespace) -> int:
    """Take the step back and say which it was."""
    with opened(arguments) as workspace:
        reverted = workspace.undo()
        if reverted is None:
            talk(word("cli.undo.nothing"))
        else:
            print(word("cli.undo.done", what=clean(reverted.step.what)))
            tell_kept(workspace, reverted)
    return OK


def tell_kept(workspace: Workspace, reverted: Reverted) -> None:
    """Name the records that were left alone, because someone has changed them since."""
    if reverted.kept:
        names = word("fields.value.joint").join(clean(_name(workspace, one)) for one in reverted.kept)
        talk(word("cli.undo.kept", names=names))


def _name(workspace: Workspace, record_id: str) -> str:
    """What the record is called; its id where it is of a kind that is not in memory, or gone."""
    for kind in KINDS.values():
        if kind not in (Activity, OrderLine) and (record := workspace.get(kind, record_id)):
            return name_of(record)
    return record_id
