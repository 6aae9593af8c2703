"""`kamtui purge`: archived records are taken out for good, after a look at them and a backup."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from kamtui.cli.backup import SUFFIX, pack
from kamtui.cli.common import kind_named, opened, print_utf8, talk, to_json
from kamtui.cli.errors import OK
from kamtui.cli.tables import print_table
from kamtui.cli.usage import Parser
from kamtui.store.fields import name_of
from kamtui.store.files.backups import BACKUPS
from kamtui.store.files.ids import new_id
from kamtui.store.files.locks import Locks
from kamtui.store.records import Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.tidy.purging import purge, to_purge
from kamtui.store.workspace import ReadOnlyError, Workspace


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("kind", metavar="KIND", nargs="?", type=kind_named, help=word("tidy.arg.purge_kind"))
    parser.add_argument("--yes", action="store_true", help=word("tidy.arg.purge_yes"))
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Print what would go and what stays; with --yes, back everything up and take it out, as one step of undo."""
    backup = ""
    with opened(arguments, writes=arguments.yes) as workspace:
        found = to_purge(workspace, arguments.kind)
        if arguments.yes and found.going:
            backup = str(_backed_up(workspace))
            purge(workspace, found)
    if arguments.json:
        print_utf8()
        going, kept = [_told(each) for each in found.going], [_told(each) | {"by": by} for each, by in found.kept]
        print(to_json({"going": going, "kept": kept, "backup": backup}, indent=2))
    elif found.going or found.kept:
        head = [word("tidy.purge.kind"), word("fields.id"), word("tidy.purge.name"), word("tidy.purge.why")]
        rows = [(*_texts(each), "") for each in found.going]
        rows += [(*_texts(each), word("tidy.purge.kept", n=by)) for each, by in found.kept]
        print_table(head, rows, [False] * 4)
    if not found.going:
        talk(word("tidy.purge.nothing"))
    elif backup:
        talk(word("tidy.purge.done", n=len(found.going), file=backup))
    else:
        talk(word("tidy.purge.sure", n=len(found.going)))
    return OK


def _backed_up(workspace: Workspace) -> Path:
    """Back everything up, private cards too, beside the data; where it lies."""
    if workspace.read_only:
        raise ReadOnlyError(workspace.read_only)
    root = workspace.root.resolve()
    path = root / BACKUPS / f"{new_id()}-purge{SUFFIX}"
    with Locks(root / BACKUPS.parts[0] / "locks").everything():
        pack(root, path, private=True)
    return path


def _told(record: Record) -> dict[str, Any]:
    return {"id": record.id, "kind": record.table, "name": name_of(record)}


def _texts(record: Record) -> tuple[str, str, str]:
    return clean(word(f"cli.kind.{record.table}"), 40), record.id, clean(name_of(record), 60)
