"""What a person decides about the spellings of rivals at an import: by options, or asked one by one on a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kamtui.cli.common import talk
from kamtui.cli.errors import USAGE, CommandError
from kamtui.cli.usage import Parser
from kamtui.store.records import Competitor
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

if TYPE_CHECKING:
    from kamtui.store.exchange.deciding import Decided
    from kamtui.store.text.spellings import Proposal, Spellings


def add_arguments(parser: Parser) -> None:
    """Declare the options that decide."""
    parser.add_argument(
        "--rival", metavar="A=B", action="append", default=[], type=_pair, help=word("spelling.arg.rival")
    )
    parser.add_argument(
        "--apart", metavar="A=B", action="append", default=[], type=_pair, help=word("spelling.arg.apart")
    )
    parser.add_argument("--fold", action="store_true", help=word("spelling.arg.fold"))


def _pair(text: str) -> tuple[str, str]:
    one, equals, other = (part.strip() for part in text.partition("="))
    if not (one and equals and other):
        raise argparse.ArgumentTypeError(word("spelling.pair", text=clean(text, 60)))
    return one, other


class Decider:
    """Decides what the options say, and asks about the rest where there is somebody to ask."""

    def __init__(self, workspace: Workspace, arguments: argparse.Namespace, pause: Callable[[], None]) -> None:
        """`pause` is called before anything is asked, so that a bar of progress is out of the way."""
        self._workspace, self._arguments, self._pause = workspace, arguments, pause

    def __call__(self, found: Spellings) -> Decided:
        """What was decided; rivals that the catalog has twice are merged. CommandError for names that nobody knows."""
        from kamtui.store.exchange.deciding import Decided

        same: dict[str, str] = dict(self._arguments.rival)
        apart: list[tuple[str, str]] = list(self._arguments.apart)
        self._check([name for pair in (*same.items(), *apart) for name in pair], found)
        left = [each for each in found.proposals if not Decided(same, apart).about(each)]
        if self._arguments.fold:
            same |= _sure(left)
            left = [each for each in left if each.spelling not in same]
        if left and not (self._arguments.json or self._arguments.dry_run) and _somebody():
            self._pause()
            _ask(left, same, apart)
        if not self._arguments.dry_run:
            self._merge(same)
        return Decided(same, apart)

    def _check(self, names: list[str], found: Spellings) -> None:
        """CommandError for a name that neither the files nor the catalog have."""
        from kamtui.store.text.spellings import tight

        rivals = self._workspace.records(Competitor).values()
        known = {tight(name) for each in rivals for name in (each.name, *each.aliases)} | found.known
        for name in names:
            if tight(name) not in known:
                raise CommandError(USAGE, word("spelling.unknown", name=clean(name, 60)))

    def _merge(self, same: Mapping[str, str]) -> None:
        """Make one rival of two that an earlier import has kept as two."""
        from kamtui.store.text.spellings import tight
        from kamtui.store.tidy import merge_rivals

        for spelling, name in same.items():
            rivals = {tight(each.name): each for each in self._workspace.records(Competitor).values()}
            loser, winner = rivals.get(tight(spelling)), rivals.get(tight(name))
            if loser and winner and loser.id != winner.id:
                merge_rivals(self._workspace, winner, loser)


def _sure(proposals: list[Proposal]) -> dict[str, str]:
    from kamtui.store.text.spellings import SURE

    return {each.spelling: each.name for each in proposals if each.why in SURE}


def _somebody() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _words(answer: str) -> set[str]:
    """How people say yes or no, in either language."""
    from kamtui.store.text.words.fields import WORDS

    return {answer, answer[0], *(text.casefold() for text in WORDS[f"fields.value.{answer}"])}


def _ask(left: list[Proposal], same: dict[str, str], apart: list[tuple[str, str]]) -> None:
    """Ask about each proposal; what is neither yes nor no stays open."""
    talk(word("spelling.answers"))
    for at, each in enumerate(left, 1):
        why = word(f"exchange.why.{each.why}")
        spelling, name = clean(each.spelling, 60), clean(each.name, 60)
        talk(word("spelling.ask", at=at, n=len(left), spelling=spelling, rows=each.rows, name=name, why=why))
        try:
            answer = input("> ").strip().casefold()
        except EOFError:
            return
        if answer in _words("yes"):
            same[each.spelling] = each.name
        elif answer in _words("no"):
            apart.append((each.spelling, each.name))
        elif answer == "a":
            same |= _sure(left[at - 1 :])
            return
        elif answer == "q":
            return
