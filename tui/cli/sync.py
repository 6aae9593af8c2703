"""`kamtui sync`: bring this copy of the workspace and the shared one together."""

from __future__ import annotations

import argparse
import sys

from kamtui.cli.common import print_utf8, root_of, talk, to_json
from kamtui.cli.errors import DISK, FINDINGS, LOCKED, NEWER, OK, UNREADABLE, USAGE, CommandError, read_only
from kamtui.cli.usage import Parser
from kamtui.store.files.layout import CONFIG
from kamtui.store.files.place import refusal
from kamtui.store.sync import SyncError, SyncReport, sync
from kamtui.store.sync.told import lines
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import NotAWorkspaceError

_USAGE = ("no_git", "no_folder", "no_repository", "config", "remote_name", "detached", "not_empty", "unrelated")
_LOCKED = ("busy", "moved", "overwritten")


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--remote", metavar="NAME", default="", help=word("sync.help.remote"))
    parser.add_argument("--message", metavar="TEXT", default="", help=word("sync.help.message"))
    parser.add_argument("--no-push", action="store_true", help=word("sync.help.no_push"))
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Sync and say what came in, what went out and what waits; the exit code says whether something does."""
    root = root_of(arguments)
    if not (root / CONFIG).is_file():
        raise NotAWorkspaceError(str(root))
    if reason := refusal(root):
        raise read_only(reason, root)
    try:
        say = _say if sys.stderr.isatty() else None
        report = sync(root, arguments.remote, arguments.message, say, push=not arguments.no_push)
    except SyncError as error:
        raise command_error(error) from error
    if arguments.json:
        print_utf8()
        print(to_json(_plain(report), indent=2))
    else:
        for line in lines(report):
            print(clean(line, 600))
    if report.unresolved:
        return LOCKED
    return FINDINGS if report.waiting or report.left else OK


def command_error(error: SyncError) -> CommandError:
    """The exit code for a sync that could not go on, with its sentence."""
    codes = {"newer": NEWER, "read_only": DISK, **dict.fromkeys(_USAGE, USAGE), **dict.fromkeys(_LOCKED, LOCKED)}
    return CommandError(codes.get(error.reason, UNREADABLE), str(error))


def _say(step: str) -> None:
    talk(word(f"sync.step.{step}"))


def _plain(report: SyncReport) -> dict[str, object]:
    import msgspec

    plain: dict[str, object] = msgspec.to_builtins(report)
    return plain
