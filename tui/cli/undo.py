"""`kamtui undo`: take back this person's latest steps."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable

from kamtui.cli.common import opened, talk
from kamtui.cli.errors import OK
from kamtui.cli.listing import whole
from kamtui.cli.usage import Parser
from kamtui.store.fields.history import labels, record_name
from kamtui.store.records import Event
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Kept, Reverted, Workspace


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("steps", metavar="N", nargs="?", type=whole, default=1, help=word("cli.arg.steps"))
    parser.add_argument("--mine", action="store_true", help=word("cli.arg.mine"))


def run(arguments: argparse.Namespace) -> int:
    """Take the steps back, and say which they were and what others had changed since."""
    with opened(arguments, writes=True) as workspace:
        repeat(workspace, lambda: workspace.undo(arguments.mine), arguments.steps, "undo")
    return OK


def repeat(workspace: Workspace, act: Callable[[], Reverted | None], steps: int, what: str) -> None:
    """Undo or redo so many steps, as far as there are any; `what` is "undo" or "redo"."""
    for number in range(steps):
        reverted = act()
        if reverted is None:
            if not number:
                talk(word(f"cli.{what}.nothing"))
            return
        print(word(f"cli.{what}.done", what=clean(reverted.step.what)))
        _tell_kept(workspace, reverted, what)


def _tell_kept(workspace: Workspace, reverted: Reverted, what: str) -> None:
    """Name the fields that were left alone because someone has changed them since, with both values."""
    for one in reverted.kept:
        talk(_told(workspace, one))
    if reverted.kept:
        talk(word("cli.undo.mine", what=what))


def _told(workspace: Workspace, one: Kept) -> str:
    """One field that was left alone: whose value stands, and which one would have been put there."""
    event = Event(
        record=one.record, kind=one.table, field=one.field, old=one.theirs, new=one.ours, at=dt.datetime.now(dt.UTC)
    )
    name = record_name(workspace, event)
    if not one.field:
        return word("cli.undo.kept_record", name=name)
    field, theirs, ours = labels(workspace, event)
    who = one.updated_by or word("cli.someone")
    return word("cli.undo.kept", name=name, field=field, theirs=theirs, ours=ours, who=who, when=one.updated)
