"""`kamtui man`: the pages of the manual, made from the parsers, the keymap, the fields and the settings."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kamtui import __version__
from kamtui.cli import COMMANDS
from kamtui.cli.common import print_utf8
from kamtui.cli.errors import OK
from kamtui.cli.keys import of_scope, scopes
from kamtui.cli.usage import Parser
from kamtui.screens.keycheck import scope_label
from kamtui.settings import KNOWN
from kamtui.store.text.words import word

_CODES = ("0", "1", "2", "3", "4", "5", "6", "130")
_VARIABLES = ("KAMTUI_DATA", "KAMTUI_LANG", "KAMTUI_A11Y", "NO_COLOR", "TEXTUAL_THEME")
_SIGNS = {
    "hbdw": "word", '"key 2026"': "exact", "-word  !word": "not", "a|b": "or", "@wang": "owner", "#tag": "tag",
    "stage:evaluation": "field", "stage:3..5  amount:1m..": "range", "amount>1m  close<+30d  stage>=3": "compare",
    "is:stalled": "is", "has:competitor  no:next": "has",
}  # fmt: skip


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    pages = ", ".join(PAGES)
    parser.add_argument(
        "page",
        metavar="PAGE",
        nargs="?",
        choices=tuple(PAGES),
        default="kamtui.1",
        help=word("manual.arg.page", pages=pages),
    )
    parser.add_argument("--dir", metavar="DIR", help=word("manual.arg.dir"))


def run(arguments: argparse.Namespace) -> int:
    """Print one page, or write all of them."""
    if arguments.dir:
        folder = Path(arguments.dir).expanduser()
        folder.mkdir(parents=True, exist_ok=True)
        for name in PAGES:
            (folder / name).write_text(page(name), "utf-8")
        return OK
    print_utf8()
    print(page(arguments.page), end="")
    return OK


def page(name: str) -> str:
    """A page of the manual as troff, in the language in use."""
    title, _, section = name.partition(".")
    head = f'.TH {title.upper()} {section} "" "kamtui {__version__}" "kamtui"'
    return "\n".join([head, *PAGES[name]()]) + "\n"


def _main() -> Iterator[str]:
    """kamtui(1): options, commands, keys, exit codes."""
    from kamtui.cli.completion import tree

    whole = tree()
    yield from _opening(
        "kamtui", word("manual.short"), word("manual.usage"), " ".join((whole.description or "").split())
    )
    yield from _section("options")
    yield from _arguments(whole)
    yield from _section("commands")
    branches = next(each for each in whole._actions if isinstance(each, argparse._SubParsersAction))
    for name in COMMANDS:
        yield f".SS kamtui {_plain(name)}"
        yield _plain(f"{word(f'cli.help.{name}')}.")
        yield from _arguments(branches.choices[name])
    yield from _section("keys")
    for scope in scopes():
        yield f".SS {_plain(scope_label(scope))}"
        for command in of_scope(scope):
            yield from _entry(command.shown_keys, f"{command.label}: {command.about}")
    yield from _section("exit")
    for code in _CODES:
        yield from _entry(code, word(f"manual.code.{code}"))
    yield from _see("kamtui-filter(5), kamtui-config(5)")


def _filter() -> Iterator[str]:
    """kamtui-filter(5): signs, and the fields of every kind of record."""
    from kamtui.store.filters.subjects import subject_keys, subject_names
    from kamtui.store.records import KINDS

    yield from _opening(
        "kamtui-filter", word("manual.filter"), word("manual.filter.usage"), word("manual.filter.about")
    )
    yield from _section("signs")
    for sign, name in _SIGNS.items():
        yield from _entry(sign, word(f"manual.sign.{name}"))
    yield from _section("fields")
    for table, kind in KINDS.items():
        yield from _entry(
            word(f"cli.kind.{table}"), ", ".join(dict.fromkeys([*subject_names(kind), *subject_keys(kind)]))
        )
    yield from _see("kamtui(1)")


def _config() -> Iterator[str]:
    """kamtui-config(5): the settings, the commands' ids for keys, the environment."""
    from kamtui.screens.keymap import COMMANDS as KEYS

    where = "$XDG_CONFIG_HOME/kamtui/settings.yaml"
    yield from _opening("kamtui-config", word("manual.config"), where, word("manual.config.about"))
    yield from _section("settings")
    for name in KNOWN:
        yield from _entry(name, word(f"manual.set.{name}"))
    yield from _section("ids")
    for command in KEYS:
        yield from _entry(command.id, ", ".join(command.keys))
    yield from _section("environment")
    for name in _VARIABLES:
        yield from _entry(name, word(f"manual.env.{name.lower()}"))
    yield from _see("kamtui(1)")


PAGES: dict[str, Callable[[], Iterable[str]]] = {
    "kamtui.1": _main,
    "kamtui-filter.5": _filter,
    "kamtui-config.5": _config,
}
"""By the name of its file what a page holds."""


def _opening(name: str, short: str, usage: str, about: str = "") -> Iterator[str]:
    """The first sections of a page."""
    yield from _section("name")
    yield f"{name} \\- {_plain(' '.join(short.split()))}"
    yield from _section("synopsis")
    yield f".B {_plain(usage if usage.startswith('$') else name)}"
    if not usage.startswith("$"):
        yield _plain(usage)
    if about:
        yield from _section("description")
        yield _plain(about)


def _section(name: str) -> Iterator[str]:
    yield f".SH {word(f'manual.{name}')}"


def _entry(head: str, text: str) -> Iterator[str]:
    """A term and what it means."""
    yield ".TP"
    yield f"\\fB{_plain(head)}\\fR"
    yield _plain(text)


def _see(pages: str) -> Iterator[str]:
    yield from _section("see")
    yield pages


def _arguments(parser: argparse.ArgumentParser) -> Iterator[str]:
    """What a parser takes, each with its help."""
    for action in parser._actions:
        if action.help and not isinstance(action, argparse._SubParsersAction):
            value = f" {action.metavar}" if isinstance(action.metavar, str) and action.nargs != 0 else ""
            name = ", ".join(action.option_strings) + value if action.option_strings else value.strip() or action.dest
            yield from _entry(name, action.help)


def _plain(text: str) -> str:
    """A text that troff takes as it is: its own signs are told apart, and no line begins with one."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ")
    return f"\\&{safe}" if safe[:1] in (".", "'") else safe
