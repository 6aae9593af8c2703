"""The first run, where no workspace is yet, and the menu for those who read a screen by ear.

Both are plain questions on the terminal in both languages: nothing has to be known, nothing has to be loaded.
"""

from __future__ import annotations

import json
import os
import sys
import termios
import tty
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from kamtui.cli.errors import OK, explain, said
from kamtui.cli.usage import Parser
from kamtui.settings import remember
from kamtui.store.files.layout import CONFIG
from kamtui.store.text import words
from kamtui.store.text.words import LANGUAGES, word
from kamtui.store.text.words.welcome import WORDS

_LEAVE = ("q", "Q", "0", "\x1b", "\x04", "")
_USUAL = "~/kamtui"
"""The folder that is offered for a new workspace."""

Open = Callable[[Path], int]


def first_run(demo: Callable[[], int], open_screens: Open) -> int:
    """Ask what to begin with and do it, until the screens have been open or the person leaves; the exit code.

    Args:
        demo: Opens the demo.
        open_screens: Opens a workspace.
    """
    while True:
        _menu("title", ("demo", "new", "import", "language"))
        key = _key()
        if key == "1":
            return demo()
        if key in ("2", "3"):
            root = _make(importing=key == "3")
            if root:
                return open_screens(root)
        elif key == "4":
            _switch_language()
        elif key in _LEAVE:
            return OK


def by_ear(data: str | None) -> int:
    """Print what the screens show as a numbered menu, and run what is chosen, until the person leaves."""
    around = ["--data", data] if data else []
    while True:
        _menu("ear", ("accounts", "pipeline", "record", "review", "due", "keys"), _spoken)
        if not sys.stdin.isatty():
            return OK
        match input(f"{_spoken('number')} ").strip():
            case "1":
                _run("listing", "list", ["accounts", "--plain", *around])
            case "2":
                _run("pipeline", "pipeline", ["--plain", *around])
            case "3":
                if name := input(f"{_spoken('which')} ").strip():
                    _run("show", "show", ["--plain", *around, "--", name])
            case "4":
                _run("review", "review", around)
            case "5":
                _run("due", "due", around)
            case "6":
                _run("keys", "keys", [])
            case text if text in _LEAVE:
                return OK


def _menu(title: str, choices: Iterable[str], say: Callable[[str], str] | None = None) -> None:
    """Print a heading and numbered choices."""
    say = say or _both
    print(f"\n{say(title)}\n")
    for number, name in enumerate(choices, 1):
        print(f"  {number}  {say(name)}")
    print(f"  q  {say('leave')}\n", flush=True)


def _both(name: str) -> str:
    """A text in both languages, that of the person first."""
    return f"{_spoken(name)}  /  {WORDS[f'welcome.{name}'][1 - LANGUAGES.index(words.language())]}"


def _spoken(name: str) -> str:
    """A text in the language in use: two languages in turn are hard to listen to."""
    return word(f"welcome.{name}")


def _key() -> str:
    """One key, without Enter; "" when there is no more input. Raises KeyboardInterrupt on Ctrl+C."""
    before = termios.tcgetattr(0)
    try:
        tty.setcbreak(0, termios.TCSADRAIN)
        data = os.read(0, 16)
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)
    text = data.decode("utf-8", "replace")
    return text if text in _LEAVE else text[:1]


def _make(importing: bool) -> Path | None:
    """Ask for a folder, and for a file to import; make the workspace and remember it. None where nothing came of it."""
    try:
        source = input(f"{_both('file')} ").strip().strip("'\"") if importing else ""
        if importing and not source:
            return None
        root = Path(input(f"{_both('folder')} [{_USUAL}] ").strip() or _USUAL).expanduser().absolute()
    except EOFError:
        return None
    if importing:
        _run("importing", "import", [str(Path(source).expanduser()), "--data", str(root)])
    else:
        _run("init", "init", [str(root)])
    if not (root / CONFIG).is_file():
        return None
    if not remember("data", json.dumps(str(root), ensure_ascii=False)):
        print(word("shell.not_kept"))
    return root


def _switch_language() -> None:
    other = next(each for each in LANGUAGES if each != words.language())
    words.use(other)
    print(word("shell.language.now") if remember("lang", other) else word("shell.not_kept"))


def _run(module: str, name: str, arguments: list[str]) -> None:
    """Run a command as if it had been typed; what goes wrong is said and ends nothing."""
    command = import_module(f"kamtui.cli.{module}")
    parser = Parser(name)
    command.add_arguments(parser)
    try:
        command.run(parser.parse_args(arguments))
    except SystemExit:
        return
    except Exception as error:
        explained = explain(error)
        if explained is None:
            raise
        print(said(explained), file=sys.stderr)
