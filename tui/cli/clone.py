"""`kamtui clone`: fetch a workspace that others share, ready to open."""

from __future__ import annotations

import argparse
from pathlib import Path

from kamtui.cli.common import talk, tell_damage
from kamtui.cli.errors import OK
from kamtui.cli.sync import command_error
from kamtui.cli.usage import Parser
from kamtui.store.sync import SyncError, clone
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("url", metavar="URL", help=word("sync.help.url"))
    parser.add_argument("folder", metavar="DIR", help=word("sync.help.dir"))


def run(arguments: argparse.Namespace) -> int:
    """Fetch the workspace, read it once, and say how to open it."""
    folder = Path(arguments.folder).expanduser()
    try:
        clone(arguments.url, folder)
    except SyncError as error:
        raise command_error(error) from error
    workspace = Workspace.open(folder)
    workspace.close()
    tell_damage(workspace)
    talk(word("sync.cloned", folder=folder))
    return OK
