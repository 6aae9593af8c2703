"""`kamtui drafts`: the drafts that wait, and taking in those that were saved elsewhere."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from kamtui.cli.common import opened, print_utf8, talk, to_json
from kamtui.cli.errors import OK, UNREADABLE, CommandError, read_only
from kamtui.cli.tables import print_table
from kamtui.cli.usage import Parser
from kamtui.store.draft_files import read
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", metavar="FILE", nargs="?", help=word("drafts.help.file"))
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Take in the drafts of a file, or list those that the next start offers."""
    with opened(arguments) as workspace:
        if arguments.file:
            drafts = read(Path(arguments.file).expanduser())
            if not drafts:
                raise CommandError(UNREADABLE, word("drafts.not_drafts", file=clean(arguments.file)))
            if workspace.read_only:
                raise read_only(workspace.read_only, workspace.root)
            workspace.drafts.take_in(drafts)
            talk(word("drafts.taken", n=len(drafts)))
            return OK
        waiting = workspace.drafts.waiting()
        found = [draft for each in waiting for draft in each.drafts]
        for each in waiting:
            each.release()
        if arguments.json:
            print_utf8()
            print(to_json(msgspec.to_builtins(found), indent=2))
        elif found:
            head = [word("drafts.what"), word("drafts.at"), word("drafts.fields")]
            rows = ([clean(each.title), clean(each.at), clean(", ".join(each.texts))] for each in found)
            print_table(head, rows, [False] * len(head))
        else:
            talk(word("drafts.none"))
    return OK
