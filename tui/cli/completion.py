"""`kamtui completion`: a script that lets the shell complete commands, options and names."""

from __future__ import annotations

import argparse
from importlib import import_module

from kamtui.cli import COMMANDS
from kamtui.cli.common import print_utf8
from kamtui.cli.errors import OK
from kamtui.cli.screens import add_look
from kamtui.cli.usage import Parser
from kamtui.store.text.words import word

SHELLS = ("bash", "zsh", "fish")
_FOLDERS = ("DIR",)
_FILES = ("FILE", "FILE.tar.gz", "MAP.yaml")
_RECORDS = ("ID", "PERSON", "ACCOUNT")


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("shell", metavar="SHELL", nargs="?", choices=SHELLS, help=word("tools.arg.shell"))
    what.add_argument("--names", metavar="LINE", help=word("tools.arg.names"))
    parser.add_argument("--bash", action="store_true", help=word("tools.arg.bash"))


def run(arguments: argparse.Namespace) -> int:
    """Print the script for one shell; or, as that script asks for, what can stand at the end of a command line."""
    print_utf8()
    if arguments.names is not None:
        from kamtui.cli.record_names import offered, offered_to_bash

        for name in (offered_to_bash if arguments.bash else offered)(arguments.names):
            print(name)
        return OK
    import shtab

    print(shtab.complete(tree(), arguments.shell))
    return OK


def tree() -> Parser:
    """The whole command line in one parser, with what can stand in the place of each argument."""
    whole = Parser(about=word("cli.about"))
    whole.add_argument("--version", action="store_true", help=word("cli.arg.version"))
    whole.add_argument("--demo", action="store_true", help=word("cli.arg.demo"))
    whole.add_argument("--keep", metavar="DIR", help=word("cli.arg.keep"))
    add_look(whole)
    _tell_values(whole)
    commands = whole.add_subparsers(metavar=word("cli.metavar.command"), parser_class=_Branch)
    for name, module in COMMANDS.items():
        branch = commands.add_parser(name, help=word(f"cli.help.{name}"))
        import_module(f"kamtui.cli.{module}").add_arguments(branch)
        _tell_values(branch)
    return whole


class _Branch(Parser):
    """The parser of one command, as argparse makes those of subcommands."""

    def __init__(self, prog: str, **_options: object) -> None:
        """Parse the command whose full name is `prog`."""
        name = prog.rpartition(" ")[2]
        super().__init__(name, word(f"cli.help.{name}"))


def _tell_values(parser: argparse.ArgumentParser) -> None:
    """Say which arguments are files, folders, kinds of records, fields or checks."""
    import shtab

    from kamtui.cli.record_names import ACTION
    from kamtui.store.checks import CHECKS
    from kamtui.store.fields import fields_of
    from kamtui.store.records import KINDS

    for action in parser._actions:
        if action.metavar in _FILES or action.metavar in _FOLDERS:
            vars(action)["complete"] = shtab.FILE if action.metavar in _FILES else shtab.DIRECTORY
        elif action.metavar in _RECORDS:
            vars(action)["complete"] = ACTION
        elif action.metavar == "KIND":
            action.choices = list(KINDS)
        elif action.metavar == "FIELD=VALUE":
            fields = (field.key for kind in KINDS.values() for field in fields_of(kind) if not field.hidden)
            action.choices = [f"{name}=" for name in dict.fromkeys(fields)]
        elif action.dest == "names" and parser.prog == "kamtui check":
            action.choices = list(CHECKS)
