"""`kamtui minutes`: the minutes of a review again, and ticked boxes read back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kamtui.cli.common import opened, print_utf8, talk, to_json
from kamtui.cli.errors import FINDINGS, OK, UNREADABLE, CommandError
from kamtui.cli.looking import snapshot_named, today
from kamtui.cli.usage import Parser
from kamtui.store.figures.spans import span_of
from kamtui.store.review import closing
from kamtui.store.review.facts import Facts
from kamtui.store.review.library import Library
from kamtui.store.review.meeting import Meeting
from kamtui.store.review.paper import Paper
from kamtui.store.review.scope import EVERYTHING, scope_named
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("name", metavar="REVIEW", nargs="?", default="", help=word("reviewing.arg.review"))
    parser.add_argument("--apply", metavar="FILE", default="", help=word("reviewing.arg.apply"))
    parser.add_argument("--html", action="store_true", help=word("reviewing.arg.html"))
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Print minutes, or with --apply mark the ticked actions done; exit code 1 where an id is none of ours."""
    with opened(arguments) as workspace:
        if arguments.apply:
            return _apply(workspace, arguments)
        text = _minutes(workspace, arguments.name)
        print_utf8()
        print(text.html() if arguments.html else text.markdown(), end="")
    return OK


def _minutes(workspace: Workspace, name: str) -> Paper:
    """The draft of the review that is under way, or the minutes of a snapshot as they follow from it."""
    library = Library(workspace)
    meeting = Meeting(workspace)
    if meeting.state and name in ("", meeting.state.name):
        base = library.read(meeting.state.base) if meeting.state.base else None
        scope = scope_named(workspace, meeting.state.scope)
        return closing.draft(Facts(workspace, today(), scope, meeting.state.span, base), meeting)
    if not (name or library.heads):
        raise CommandError(UNREADABLE, word("review.none"))
    taken = snapshot_named(library, name or library.heads[-1].name)
    base = library.read(taken.base) if taken.base else None
    span = span_of(taken.taken, "quarter", workspace.config.fiscal_year_start)
    facts = Facts(workspace, taken.taken, EVERYTHING, span, base)
    facts.now = taken
    return closing.sealed_minutes(facts, taken)


def _apply(workspace: Workspace, arguments: argparse.Namespace) -> int:
    file = str(arguments.apply)
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(UNREADABLE, word("reviewing.minutes.not_utf8", file=clean(file))) from error
    applied = closing.apply(workspace, text, Path(file).name, today())
    if arguments.json:
        print_utf8()
        done = [{"id": task.id, "title": task.title} for task in applied.done]
        print(to_json({"done": done, "already": applied.already, "unknown": list(applied.unknown)}, indent=2))
    else:
        for task in applied.done:
            print(clean(f"[x] {task.title}"))
    for sentence in applied.unknown:
        talk(sentence)
    talk(word("reviewing.minutes.count", n=len(applied.done), already=applied.already))
    return FINDINGS if applied.unknown else OK
