"""`kamtui schema`: what `--json` of each command prints, as JSON Schema."""

from __future__ import annotations

import argparse

from kamtui.cli.common import print_utf8, to_json
from kamtui.cli.errors import OK
from kamtui.cli.shapes import SHAPES, schema, whole
from kamtui.cli.usage import Parser
from kamtui.store.text.words import word


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("command", metavar="COMMAND", nargs="?", choices=list(SHAPES), help=word("cli.arg.command"))


def run(arguments: argparse.Namespace) -> int:
    """Print the schema of one command, or of all in one document."""
    print_utf8()
    print(to_json(schema(arguments.command) if arguments.command else whole(), indent=2))
    return OK
