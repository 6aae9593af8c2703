"""`kamtui keys`: every key of the screens, and whether any two of them clash."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from kamtui.cli.common import print_utf8, talk, to_json
from kamtui.cli.errors import FINDINGS, OK
from kamtui.cli.tables import print_table
from kamtui.cli.usage import Parser
from kamtui.screens.keycheck import faults, scope_label
from kamtui.screens.keymap import SCOPES, Command, in_force
from kamtui.screens.keyset import adopt
from kamtui.settings import settings
from kamtui.store.text.words import word


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--md", action="store_true", help=word("tools.arg.md"))
    form.add_argument("--json", action="store_true", help=word("cli.arg.json"))
    form.add_argument("--check", action="store_true", help=word("tools.arg.keys_check"))


def run(arguments: argparse.Namespace) -> int:
    """Print the keys by the kind of screen where they work, or what is wrong with them."""
    kept = settings()
    wrong = adopt(kept.keymap, kept.keys)
    if arguments.check:
        found = [*kept.faults, *wrong, *faults(in_force(), SCOPES)]
        print(*found, sep="\n", end="\n" if found else "")
        if not found:
            talk(word("tools.keys.sound"))
        return FINDINGS if found else OK
    if arguments.json:
        print_utf8()
        print(to_json([_plain(command) for command in in_force()], indent=2))
    elif arguments.md:
        print_utf8()
        print(markdown(), end="")
    else:
        _print_tables()
    return OK


def scopes() -> list[str]:
    """Every scope, the common ones first."""
    common = dict.fromkeys(command.scope for command in in_force() if command.scope not in SCOPES)
    return [*common, *SCOPES]


def markdown() -> str:
    """The page of all keys, in the language in use."""
    lines = [f"# {word('tools.keys.title')}", "", word("tools.keys.intro"), ""]
    for scope in scopes():
        head = [word(f"tools.keys.{name}") for name in ("key", "command", "about")]
        lines += [f"## {scope_label(scope)}", "", _row(head), _row(["---"] * 3)]
        for command in of_scope(scope):
            keys = " ".join(f"`{key}`" for key in command.shown_keys.split("  "))
            lines.append(_row([keys, command.label, command.about]))
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def of_scope(scope: str) -> list[Command]:
    """The commands of a scope, with the keys in force."""
    return [command for command in in_force() if command.scope == scope]


def _row(cells: Iterable[str]) -> str:
    """A row of a Markdown table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _plain(command: Command) -> dict[str, object]:
    return {
        "id": command.id,
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
        rows = ([command.shown_keys, command.label, command.about] for command in of_scope(scope))
        print_table(head, rows, [False] * len(head))
