"""`kamtui init`: make a workspace in a folder."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from kamtui.cli.common import talk
from kamtui.cli.errors import OK, USAGE, CommandError
from kamtui.cli.usage import Parser
from kamtui.store.files.layout import CONFIG
from kamtui.store.text.cells import fit, width
from kamtui.store.text.currencies import CODES
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    from kamtui.store.method.loader import templates

    methods = templates()
    parser.add_argument("folder", metavar="DIR", nargs="?", help=word("cli.arg.dir"))
    parser.add_argument("--name", metavar="NAME", default="", help=word("cli.arg.name"))
    parser.add_argument("--currency", metavar="CODE", type=currency, default="CNY", help=word("cli.arg.currency"))
    parser.add_argument("--git", action="store_true", help=word("sync.help.git"))
    parser.add_argument(
        "--method", choices=methods, default="default", help=word("cli.arg.method", methods=", ".join(methods))
    )


def currency(text: str) -> str:
    """The ISO code of a currency; raises argparse's error for what is none."""
    if text.upper() not in CODES:
        raise argparse.ArgumentTypeError(word("fields.error.currency", text=clean(text, 40)))
    return text.upper()


def run(arguments: argparse.Namespace) -> int:
    """Make the workspace, or find it there already, and print what can be done next."""
    named = arguments.folder or arguments.data
    if not named:
        raise CommandError(USAGE, word("cli.usage.required", found="DIR"))
    folder = Path(named).expanduser()
    if folder.exists() and not folder.is_dir():
        raise CommandError(USAGE, word("cli.init.file", folder=folder))
    there = (folder / CONFIG).is_file()
    Workspace.create(folder, arguments.name, arguments.currency, arguments.method).close()
    talk(word("cli.init.there" if there else "cli.init.made", folder=folder))
    if arguments.git:
        _make_repository(folder)
    _print_next(folder)
    return OK


def _make_repository(folder: Path) -> None:
    """Put the workspace under git, ready for `kamtui sync`."""
    from kamtui.cli.sync import command_error
    from kamtui.store.sync import SyncError, make_repository

    try:
        make_repository(folder.resolve())
    except SyncError as error:
        raise command_error(error) from error


def _print_next(folder: Path) -> None:
    """Print three commands that make sense in a new workspace."""
    prefix = "kamtui" if folder.resolve() == Path.cwd() else f"kamtui --data {shlex.quote(str(folder))}"
    commands = {
        f"{prefix} import FILE.xlsx": "cli.init.next_import",
        f"{prefix} add accounts name={word('cli.init.example')}": "cli.init.next_add",
        prefix: "cli.init.next_open",
    }
    cells = max(map(width, commands))
    print(word("cli.init.next"))
    for command, key in commands.items():
        print(f"  {fit(command, cells)}  # {word(key)}")
