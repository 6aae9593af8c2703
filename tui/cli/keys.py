"""`kamtui keys`: every key of the screens, and whether any two of them clash."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kamtui.cli.common import print_utf8, talk, to_json
from kamtui.cli.errors import FINDINGS, OK
from kamtui.cli.tables import print_table
from kamtui.cli.usage import Parser
from kamtui.screens.keymap import COMMANDS, SCOPES, Command, spelled
from kamtui.store.text.words import word
from kamtui.store.text.words.keys import WORDS as KEYS_WORDS
from kamtui.store.text.words.tools import WORDS

_TAKEN = {
    **dict.fromkeys(("ctrl+a", "ctrl+b"), "multiplexer"),
    **dict.fromkeys(("ctrl+space", "ctrl+@", "ctrl+full_stop", "shift+space"), "input_method"),
    **dict.fromkeys(("ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+left_square_bracket"), "same_bytes"),
    **dict.fromkeys(
        ("ctrl+backslash", "ctrl+right_square_bracket", "ctrl+circumflex_accent", "ctrl+underscore"), "terminal"
    ),
}
"""Keys that never arrive, or arrive as another one, and who takes them."""
_PREFIXES = {"alt+": "alone", "ctrl+shift+": "input_method", "shift+f": "terminal"}
_FLOW = {"ctrl+s", "ctrl+q"}
"""Keys with which some lines stop and go on: they may only be a second way."""
_SECOND_WAY = {"quit": "leave"}
"""Commands that another one does as well."""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--md", action="store_true", help=word("tools.arg.md"))
    form.add_argument("--json", action="store_true", help=word("cli.arg.json"))
    form.add_argument("--check", action="store_true", help=word("tools.arg.keys_check"))


def run(arguments: argparse.Namespace) -> int:
    """Print the keys by the kind of screen where they work, or what is wrong with them."""
    if arguments.check:
        found = list(faults(COMMANDS, SCOPES))
        print(*found, sep="\n", end="\n" if found else "")
        if not found:
            talk(word("tools.keys.sound"))
        return FINDINGS if found else OK
    if arguments.json:
        print_utf8()
        print(to_json([_plain(command) for command in COMMANDS], indent=2))
    elif arguments.md:
        print_utf8()
        print(markdown(), end="")
    else:
        _print_tables()
    return OK


def scopes() -> list[str]:
    """Every scope, the common ones first."""
    common = dict.fromkeys(command.scope for command in COMMANDS if command.scope not in SCOPES)
    return [*common, *SCOPES]


def scope_label(scope: str) -> str:
    """What people call the kind of screen; a screen is called what the command that opens it is called."""
    if f"tools.scope.{scope}" in WORDS:
        return word(f"tools.scope.{scope}")
    return word(f"keys.{scope}") if f"keys.{scope}" in KEYS_WORDS else scope


def markdown() -> str:
    """The page of all keys, in the language in use."""
    lines = [f"# {word('tools.keys.title')}", "", word("tools.keys.intro"), ""]
    for scope in scopes():
        head = [word(f"tools.keys.{name}") for name in ("key", "command", "about")]
        lines += [f"## {scope_label(scope)}", "", _row(head), _row(["---"] * 3)]
        for command in _of(scope):
            keys = " ".join(f"`{key}`" for key in command.shown_keys.split("  "))
            lines.append(_row([keys, command.label, command.about]))
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def faults(commands: Iterable[Command], screens: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """One sentence for each key that cannot do its work: called twice on a screen, taken by others, or lonely."""
    commands = list(commands)
    for screen, counted in screens.items():
        owners: dict[str, list[str]] = {}
        for command in (one for scope in counted for one in commands if one.scope == scope):
            for key in command.keys:
                owners.setdefault(key, []).append(command.name)
        for key, names in owners.items():
            if len(names) > 1:
                yield word("tools.keys.clash", key=spelled(key), screen=scope_label(screen), names=", ".join(names))
    known = {command.name for command in commands}
    for command in commands:
        for key in command.keys:
            if taken := _taken(key):
                yield word(f"tools.keys.{taken}", key=spelled(key), name=command.name)
        if set(command.keys) <= _FLOW and _SECOND_WAY.get(command.name) not in known:
            yield word("tools.keys.flow", key=spelled(command.keys[0]), name=command.name)


def _taken(key: str) -> str:
    """Who takes this key before it reaches us; "" for nobody."""
    if key in _TAKEN:
        return _TAKEN[key]
    return next((who for prefix, who in _PREFIXES.items() if key.startswith(prefix)), "")


def _of(scope: str) -> list[Command]:
    return [command for command in COMMANDS if command.scope == scope]


def _row(cells: Iterable[str]) -> str:
    """A row of a Markdown table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _plain(command: Command) -> dict[str, object]:
    return {
        "scope": command.scope,
        "command": command.name,
        "keys": list(command.keys),
        "shown": command.shown_keys.split("  "),
        "label": command.label,
        "about": command.about,
    }


def _print_tables() -> None:
    """Print one table for each kind of screen."""
    head = [word(f"tools.keys.{name}") for name in ("key", "command", "about")]
    for number, scope in enumerate(scopes()):
        print("\n" * bool(number) + scope_label(scope))
        rows = ([command.shown_keys, command.label, command.about] for command in _of(scope))
        print_table(head, rows, [False] * len(head))
