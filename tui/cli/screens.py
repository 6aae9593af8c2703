"""`kamtui` without a command: help and version, and everything that must be right before the screens open."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kamtui import __version__
from kamtui.cli import COMMANDS
from kamtui.cli.errors import UNREADABLE, USAGE, CommandError
from kamtui.settings import ask_for, find_data
from kamtui.store.files.layout import CONFIG
from kamtui.store.text import dates
from kamtui.store.text.words import word
from kamtui.terminal import check_terminal

if TYPE_CHECKING:
    import argparse

OpenApp = Callable[[Path, bool], int]


def run(given: Sequence[str], open_app: OpenApp) -> int:
    """Open the screens on the workspace or on the demo; raises CommandError where that cannot be."""
    arguments = _asked(given)
    if arguments.keep and not arguments.demo:
        raise CommandError(USAGE, word("cli.usage.keep_without_demo"))
    if arguments.ascii:
        ask_for(glyphs="ascii")
    if arguments.no_mouse:
        ask_for(mouse=False)
    if os.environ.get("KAMTUI_A11Y"):
        from kamtui.cli.welcome import by_ear

        gc.enable()
        return by_ear(arguments.data)
    if arguments.demo:
        _check_terminal()
        return _open_demo(arguments.keep, open_app)
    return show(arguments.data, open_app)


class Asked(NamedTuple):
    """What stands on the command line before any command."""

    data: str | None = None
    demo: bool = False
    keep: str | None = None
    ascii: bool = False
    no_mouse: bool = False


def _asked(given: Sequence[str]) -> Asked:
    """What the arguments ask for; of the usual ones, none or a folder, without argparse, which takes long to load."""
    if not given:
        return Asked()
    if len(given) == 2 and given[0] == "--data" and not given[1].startswith("-"):
        return Asked(data=given[1])
    found = vars(_parser(told="-h" in given or "--help" in given).parse_args(given))
    return Asked(**{name: found[name] for name in Asked._fields})


def show(data: str | None, open_app: OpenApp) -> int:
    """Open the screens on the workspace that `data` or the surroundings name; raises CommandError."""
    _check_terminal()
    root = find_data(data, os.environ, Path.cwd())
    if root is None:
        from kamtui.cli.welcome import first_run

        gc.enable()
        return first_run(lambda: _open_demo(None, open_app), lambda made: open_app(made, False))
    if not (root / CONFIG).is_file():
        raise CommandError(USAGE, word("cli.not_one", folder=root))
    return open_app(root, False)


def _check_terminal() -> None:
    refusal = check_terminal(sys.__stdin__, sys.__stderr__, os.environ)
    if refusal:
        places = {"term": os.environ.get("TERM", "")} if refusal == "term_dumb" else {}
        raise CommandError(USAGE, word(f"cli.terminal.{refusal}", **places))


def _parser(*, told: bool) -> argparse.ArgumentParser:
    """The parser of what stands before any command; with `told` its help tells of the commands too."""
    import argparse

    from kamtui.cli.usage import Parser

    parser = Parser(about=word("cli.about"))
    parser.epilog = word("cli.epilog")
    parser.add_argument("--version", action="version", version=f"kamtui {__version__}", help=word("cli.arg.version"))
    parser.add_argument("--demo", action="store_true", help=word("cli.arg.demo"))
    parser.add_argument("--keep", metavar="DIR", help=word("cli.arg.keep"))
    add_look(parser)
    if not told:
        return parser
    commands = parser.add_subparsers(
        title=word("cli.commands"), metavar=word("cli.metavar.command"), parser_class=argparse.ArgumentParser
    )
    for name in COMMANDS:
        commands.add_parser(name, help=word(f"cli.help.{name}"), add_help=False)
    return parser


def add_look(parser: argparse.ArgumentParser) -> None:
    """Take what this run is to look like, whatever the settings say."""
    parser.add_argument("--ascii", action="store_true", help=word("shell.arg.ascii"))
    parser.add_argument("--no-mouse", action="store_true", help=word("shell.arg.no_mouse"))


def _open_demo(keep: str | None, open_app: OpenApp) -> int:
    with _demo(keep) as folder:
        return open_app(folder, True)


@contextmanager
def _demo(keep: str | None) -> Iterator[Path]:
    """A demo workspace: in the folder `keep`, or in a private one that is gone afterwards."""
    from kamtui.store.exchange.demo import DemoError, make_demo

    # The dates of the demo are those of the person's own calendar.
    today = dates.today()
    if keep:
        folder = Path(keep).expanduser()
        if not (folder / CONFIG).is_file():
            try:
                make_demo(folder, today)
            except DemoError as error:
                raise CommandError(USAGE, str(error)) from error
        yield folder
        print(word("cli.demo.kept", folder=folder), file=sys.stderr)
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="kamtui-demo-", ignore_cleanup_errors=True) as scratch:
        try:
            made = make_demo(Path(scratch) / "demo", today)
        except DemoError as error:
            raise CommandError(UNREADABLE, str(error)) from error
        yield made
