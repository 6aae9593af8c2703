"""`kamtui merge`: two accounts, two people or two rivals made one."""

from __future__ import annotations

import argparse

from kamtui.cli.common import find, opened, print_utf8, talk, to_json
from kamtui.cli.errors import OK, USAGE, CommandError
from kamtui.cli.usage import Parser
from kamtui.store.fields import as_json
from kamtui.store.records import Account, Competitor, Contact
from kamtui.store.text.words import word
from kamtui.store.tidy import merge_accounts, merge_people, merge_rivals


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("winner", metavar="ID", help=word("tidy.arg.winner"))
    parser.add_argument("loser", metavar="ID", help=word("tidy.arg.loser"))
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Merge the second record into the first, as one step."""
    with opened(arguments) as workspace:
        winner, loser = find(workspace, arguments.winner), find(workspace, arguments.loser)
        try:
            if isinstance(winner, Account) and isinstance(loser, Account):
                merge_accounts(workspace, winner, loser)
            elif isinstance(winner, Contact) and isinstance(loser, Contact):
                merge_people(workspace, winner, loser)
            elif isinstance(winner, Competitor) and isinstance(loser, Competitor):
                merge_rivals(workspace, winner, loser)
            else:
                raise CommandError(USAGE, word("tidy.kinds"))
        except ValueError as error:
            raise CommandError(USAGE, str(error)) from error
        if arguments.json:
            print_utf8()
            print(to_json(as_json(workspace, workspace.get(type(winner), winner.id) or winner), indent=2))
        else:
            talk(word("tidy.done", winner=winner.name, loser=loser.name))
    return OK
