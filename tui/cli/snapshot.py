"""`kamtui snapshot`: keep the pipeline as it stands, for the next review to compare with."""

from __future__ import annotations

import argparse

from kamtui.cli.common import opened, print_utf8, talk, to_json
from kamtui.cli.errors import OK, USAGE, CommandError
from kamtui.cli.looking import add_day, day_of
from kamtui.cli.usage import Parser
from kamtui.store.review.library import Library, SnapshotExistsError, is_name
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--name", metavar="NAME", default="", help=word("reviewing.arg.name"))
    add_day(parser)
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Write the snapshot and print its name; the same one again is no error."""
    if arguments.name and not is_name(arguments.name):
        raise CommandError(USAGE, word("reviewing.snapshot.name", name=clean(arguments.name, 60)))
    with opened(arguments) as workspace:
        library = Library(workspace)
        taken = library.take(day_of(arguments.as_of), arguments.name)
        try:
            fresh = library.write(taken)
        except SnapshotExistsError as error:
            raise CommandError(USAGE, word("reviewing.snapshot.there", name=error)) from error
        counts = [sum((deal.status == "open") is is_open for deal in taken.deals.values()) for is_open in (True, False)]
        if arguments.json:
            print_utf8()
            told = {
                "name": taken.name,
                "taken": taken.taken,
                "base": taken.base,
                "open": counts[0],
                "closed": counts[1],
            }
            print(to_json({**told, "new": fresh}, indent=2))
        else:
            print(taken.name)
        key = "new" if fresh else "same"
        talk(word(f"reviewing.snapshot.{key}", name=taken.name, n=counts[0], closed=counts[1]))
    return OK
