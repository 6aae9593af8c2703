"""`kamtui erase`: everything about a person is gone, but for the id that keeps anything from bringing it back."""

from __future__ import annotations

import argparse
import datetime as dt

from kamtui.cli.common import find, opened, print_utf8, talk, to_json
from kamtui.cli.errors import FINDINGS, OK, USAGE, CommandError
from kamtui.cli.usage import Parser
from kamtui.store.people.erasing import erase
from kamtui.store.records import Contact
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("person", metavar="PERSON", help=word("people.arg.person"))
    parser.add_argument("--yes", action="store_true", help=word("people.arg.yes"))
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Erase a person; 1 where the name still stands somewhere or something could not be removed."""
    with opened(arguments, writes=True) as workspace:
        person = find(workspace, arguments.person)
        if not isinstance(person, Contact):
            raise CommandError(USAGE, word("people.cli.no_person", name=clean(arguments.person, 60)))
        name = clean(person.name, 60)
        if not arguments.yes:
            raise CommandError(USAGE, word("people.cli.sure", name=name))
        done = erase(workspace, person, dt.datetime.now().astimezone().date())
    if arguments.json:
        print_utf8()
        still = [{"file": file, "line": line} for file, line in done.still]
        print(to_json({"id": person.id, "still": still, "left": list(done.left), "git": done.has_git}, indent=2))
    else:
        print(word("people.cli.erased", name=name, id=person.id))
    for file, line in done.still:
        talk(word("people.cli.still", file=file, line=line))
    if done.left:
        talk(word("people.cli.left_files", files=", ".join(done.left)))
    if done.has_git:
        talk(word("people.cli.git"))
    return FINDINGS if done.still or done.left else OK
