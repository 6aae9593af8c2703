"""The way in: `kamtui` opens the screens, `kamtui COMMAND` runs a command and draws nothing."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from kamtui.cli import COMMANDS
from kamtui.cli.errors import CRASHED, INTERRUPTED, PIPE_CLOSED, explain, said
from kamtui.store.text import words
from kamtui.store.text.words import word

_MAKE_WORKSPACES = ("init", "clone", "restore")
"""Commands that write a whole workspace, so that there is none to be opened read-only."""
_WITH_VALUE = ("--data", "--lang", "--keep")


def main(argv: Sequence[str] | None = None) -> int:
    """Run kamtui with these arguments, the process's own by default; the exit code."""
    given = list(sys.argv[1:] if argv is None else argv)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    try:
        code = _run(given)
        sys.stdout.flush()
        return code
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except BrokenPipeError:
        # Python flushes stdout once more at exit, and would complain about the closed pipe there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        print(word("cli.interrupted"), file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        explained = explain(error)
        if explained is None:
            return _crashed(error)
        sys.stdout.flush()
        print(said(explained), file=sys.stderr)
        return explained.code


def _run(given: list[str]) -> int:
    """Find the command among the arguments and run it; only its own module is loaded."""
    place = _place_of_command(given)
    if place is None:
        gc.disable()  # until the app is painted, which enables it again: nothing made before that is garbage
    _speak(given)
    _heed_settings(given)
    if any("\ud800" <= char <= "\udfff" for text in given for char in text):
        _complain(word("cli.usage.not_utf8"))
    if place is None:
        from kamtui.cli import screens

        return screens.run(given, _open_app)
    name = given[place]
    if name not in COMMANDS:
        _complain(_unknown(name))
    if name in _MAKE_WORKSPACES and asks_read_only(given):
        _complain(word("cli.usage.read_only", name=name))
    module = import_module(f"kamtui.cli.{COMMANDS[name]}")
    from kamtui.cli.usage import Parser

    parser = Parser(name, word(f"cli.help.{name}"))
    module.add_arguments(parser)
    arguments = parser.parse_args(given[:place] + given[place + 1 :])
    if screen := getattr(module, "screen", _no_screen)(arguments):
        from kamtui.cli import screens

        return screens.show(arguments.data, partial(_open_app, screen=screen))
    code: int = module.run(arguments)
    return code


def _complain(text: str) -> NoReturn:
    from kamtui.cli.usage import complain

    complain(text)


def _no_screen(_: object) -> str:
    """The screen on which most commands are done: none."""
    return ""


def _speak(given: list[str]) -> None:
    """Use the language asked for, $KAMTUI_LANG, the one in the settings, or the locale's, in this order."""
    from kamtui.settings import settings

    asked = _asked_language(given) or os.environ.get("KAMTUI_LANG")
    words.use(words.choose(asked))
    kept = settings()
    words.use(words.choose(asked or kept.lang))
    for fault in kept.faults:
        print(said(ValueError(fault)), file=sys.stderr)


def asks_read_only(given: Sequence[str]) -> bool:
    """Whether the arguments or the settings ask for a session that changes nothing."""
    from kamtui.settings import settings

    return "--read-only" in given or settings().read_only


def _heed_settings(given: list[str]) -> None:
    """Tell the store who the person is, and whether nothing may be changed."""
    from kamtui.settings import settings
    from kamtui.store.files.place import refuse_all

    refuse_all(asks_read_only(given))
    if me := settings().me:
        from kamtui.store.filters.mine import known_as

        known_as(me)


def _open_app(root: Path, demo: bool, screen: str = "") -> int:
    gc.disable()  # until the first paint, when the app enables it again
    from kamtui.session import run

    return run(root, demo=demo, screen=screen)


def _crashed(error: Exception) -> int:
    """Say where the report of a bug lies. Python's own would show the error's text, and with it customers' data."""
    from kamtui.crash import write_report

    number, path = write_report(error)
    print(word("screens.crashed", number=number, path=path or "-"), file=sys.stderr)
    return CRASHED


def _place_of_command(given: list[str]) -> int | None:
    """Where the command stands: the first argument that is neither an option nor the value of one."""
    skip = False
    for place, text in enumerate(given):
        if skip:
            skip = False
        elif text in _WITH_VALUE:
            skip = True
        elif not text.startswith("-"):
            return place
    return None


def _asked_language(given: list[str]) -> str | None:
    """The language that the arguments ask for."""
    for place, text in enumerate(given):
        if text == "--lang" and place + 1 < len(given):
            return given[place + 1]
        if text.startswith("--lang="):
            return text.partition("=")[2]
    return None


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, COMMANDS, 1)
    if close:
        return word("cli.usage.command_close", found=name, close=close[0])
    return word("cli.usage.command", found=name, known=", ".join(COMMANDS))


if __name__ == "__main__":
    sys.exit(main())
