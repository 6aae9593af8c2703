"""`kamtui export stakeholders`: the people of an account or a deal as CSV, or as a copy that may leave the house."""

from __future__ import annotations

import argparse

from kamtui.cli.common import find, opened, print_utf8, to_json
from kamtui.cli.errors import OK
from kamtui.cli.people import people_of
from kamtui.cli.tables import print_csv
from kamtui.cli.usage import Parser
from kamtui.store.people.exports import exported
from kamtui.store.text.words import word


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("what", metavar="WHAT", choices=("stakeholders",), help=word("people.arg.what"))
    parser.add_argument("record", metavar="ID", help=word("people.arg.account"))
    parser.add_argument("--redacted", action="store_true", help=word("people.arg.redacted"))
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Print the people; what is sensitive or in the private folder is never in it."""
    with opened(arguments) as workspace:
        record = find(workspace, arguments.record)
        head, rows = exported(workspace, people_of(workspace, record), redacted=arguments.redacted)
    print_utf8()
    if arguments.json:
        print(to_json([dict(zip(head, row, strict=True)) for row in rows], indent=2))
    else:
        print_csv(head, rows, [False] * len(head))
    return OK
