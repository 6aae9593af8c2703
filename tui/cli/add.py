"""`kamtui add`: a new record from fields as people write them."""

from __future__ import annotations

import argparse

import msgspec

from kamtui.cli.common import kind_named, kinds, opened, print_utf8, to_json
from kamtui.cli.errors import OK, USAGE, CommandError
from kamtui.cli.set import patch_from
from kamtui.cli.usage import Parser
from kamtui.store.fields import as_json, fields_of, label, name_of
from kamtui.store.records import OrderLine, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("kind", metavar="KIND", type=kind_named, help=word("cli.arg.kind", kinds=kinds()))
    parser.add_argument("fields", metavar="FIELD=VALUE", nargs="+", help=word("cli.arg.add_fields"))
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Add the record in one step, and print its id."""
    kind: type[Record] = arguments.kind
    if kind is OrderLine:
        raise CommandError(USAGE, word("cli.add.orders"))
    with opened(arguments, writes=True) as workspace:
        required = [field for field in fields_of(kind) if field.required]
        blank = msgspec.convert({field.name: "" for field in required}, kind)
        record = msgspec.structs.replace(blank, **patch_from(workspace, blank, arguments.fields))
        for field in required:
            if not getattr(record, field.name):
                raise CommandError(USAGE, word("fields.error.required", label=label(kind, field.name)))
        with workspace.change(word("cli.add.what", name=clean(name_of(record)))) as change:
            added = change.add(record)
        if arguments.json:
            print_utf8()
            print(to_json(as_json(workspace, added), indent=2))
        else:
            print(added.id)
    return OK
