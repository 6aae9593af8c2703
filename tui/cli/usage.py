"""The parser of one command, in the person's language.

argparse speaks English only, so its headings and the complaints that people meet are replaced here.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterable
from typing import NoReturn

from kamtui.cli.errors import USAGE, said
from kamtui.store.text.cells import wrap
from kamtui.store.text.words import LANGUAGES, word

_COMPLAINTS = (
    (r"unrecognized arguments: (?P<found>.*)", "cli.usage.unrecognized"),
    (r"the following arguments are required: (?P<found>.*)", "cli.usage.required"),
    (r"argument (?P<name>.*): expected (one|at least one) argument", "cli.usage.one_value"),
    (r"argument (?P<name>.*): ignored explicit argument .*", "cli.usage.no_value"),
    (
        r"argument (?P<name>.*): invalid choice: '?(?P<found>.*?)'? \(choose from (?P<known>.*)\)",
        "cli.usage.choice",
    ),
    (r"argument (?P<name>.*): invalid int value: '(?P<found>.*)'", "cli.usage.number"),
    (r"argument (?P<name>.*): not allowed with argument (?P<other>.*)", "cli.usage.together"),
)


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with our word for "usage", wrapped by cells, so that Chinese text keeps to the width."""

    def __init__(self, prog: str) -> None:
        """Leave room for the cells by which the headings are wider than argparse thinks."""
        super().__init__(prog, width=min(shutil.get_terminal_size().columns, 100) - 6)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Put our word before the usage."""
        super().add_usage(usage, actions, groups, word("cli.usage") if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrap(text, width)


class Parser(argparse.ArgumentParser):
    """A parser whose help and complaints are in the language in use."""

    def __init__(self, name: str = "", about: str = "") -> None:
        """Parse the command `name`, or what stands before any command."""
        super().__init__(
            prog=f"kamtui {name}".strip(),
            description="\n".join(wrap(about, 78)),
            formatter_class=Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = word("cli.arguments")
        self._optionals.title = word("cli.options")
        self.add_argument("-h", "--help", action="help", help=word("cli.arg.help"))
        self.add_argument("--data", metavar="DIR", help=word("cli.arg.data"))
        self.add_argument("--lang", choices=LANGUAGES, help=word("cli.arg.lang"))
        self.add_argument("--read-only", action="store_true", help=word("cli.arg.read_only"))

    def add_json(self) -> None:
        """Take --json."""
        self.add_argument("--json", action="store_true", help=word("cli.arg.json"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and leave with the code for it."""
        complain(translated(message), self.prog)


def complain(text: str, command: str = "kamtui") -> NoReturn:
    """Say what is wrong with the command line and where to read more; leaves with the code for it."""
    print(said(ValueError(text)), word("cli.see_help", command=command), sep="\n", file=sys.stderr)
    raise SystemExit(USAGE)


def translated(message: str) -> str:
    """One of argparse's complaints in our words; a complaint that we made ourselves as it is."""
    for pattern, key in _COMPLAINTS:
        if found := re.fullmatch(pattern, message):
            return word(key, **found.groupdict())
    return re.sub(r"^argument \S+: ", "", message)
