"""`kamtui erase`: everything about a person is gone, but for the id that keeps anything from bringing it back."""

from __future__ import annotations

import argparse
from pathlib import Path
from shlex import quote

from kamtui.cli.common import find, opened, print_utf8, talk, to_json
from kamtui.cli.errors import FINDINGS, OK, USAGE, CommandError
from kamtui.cli.usage import Parser
from kamtui.store.people.erasing import Erased, erase
from kamtui.store.records import Contact
from kamtui.store.text import dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("person", metavar="PERSON", help=word("people.arg.person"))
    parser.add_argument("--yes", action="store_true", help=word("people.arg.yes"))
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Erase a person; 1 where the name still stands somewhere or something is out of reach here."""
    with opened(arguments, writes=True) as workspace:
        person = find(workspace, arguments.person)
        if not isinstance(person, Contact):
            raise CommandError(USAGE, word("people.cli.no_person", name=clean(arguments.person, 60)))
        name = clean(person.name, 60)
        if not arguments.yes:
            raise CommandError(USAGE, word("people.cli.sure", name=name))
        done = erase(workspace, person, dates.today())
        root = workspace.root
    advice = [] if person.erased else _advice(done, root, person.name)
    if arguments.json:
        print_utf8()
        still = [{"file": file, "line": line} for file, line in done.still]
        told = {"id": person.id, "still": still, "left": list(done.left), "backups": list(done.backups)}
        print(to_json({**told, "git": done.has_git, "advice": advice}, indent=2))
    else:
        print(word("people.cli.erased", name=name, id=person.id))
    for file, line in done.still:
        talk(word("people.cli.still", file=clean(file, 200), line=line))
    if done.left:
        talk(word("people.cli.left_files", files=clean(", ".join(done.left), 600)))
    for line_of_advice in advice:
        talk(line_of_advice)
    talk(word("people.cli.elsewhere", id=person.id))
    return FINDINGS if done.still or done.left or done.backups else OK


def _advice(done: Erased, root: Path, name: str) -> list[str]:
    """What is beyond reach here, each with the command that deals with it."""
    lines = [word("people.cli.backup", command=f"rm {quote(str(root / each))}") for each in done.backups]
    if done.has_git:
        git = f"git -C {quote(str(root))}"
        lines.append(word("people.cli.git", command=f"{git} log --all --oneline -S {quote(name)}"))
        rules = f"printf '%s\\n' {quote(f'{name}==>***')} > /tmp/names.txt"
        rewrite = f"{git} filter-repo --replace-text /tmp/names.txt --force && {git} push --force --all"
        lines.append(word("people.cli.git_rewrite", command=f"{rules} && {rewrite}"))
    return [clean(line, 1000) for line in lines]
