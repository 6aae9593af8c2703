"""`kamtui segments`: accounts in groups by how they buy, looked at, named, and kept as tags with a strategy."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

import msgspec

from kamtui.cli.common import opened, print_utf8, talk, to_json
from kamtui.cli.errors import OK, USAGE, CommandError
from kamtui.cli.figures import asked_days, read_day
from kamtui.cli.listing import whole
from kamtui.cli.set import today
from kamtui.cli.tables import print_table
from kamtui.cli.usage import Parser
from kamtui.store.answers import Question, QuestionError
from kamtui.store.answers.grouping import Grouping, Wish, grouping, keep, most_are, treated
from kamtui.store.answers.segmenting import CHOICES, NUMBERS, features_of
from kamtui.store.charts.tree import tree_lines
from kamtui.store.figures.segments import Segments, SegmentsMissingError, TooManyGroupsError, merges, principal
from kamtui.store.records import Account, Segment
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

WAYS = ("kmeans", "ward", "average")
SCALES = ("z-score", "min-max")
VIEWS = ("profiles", "accounts", "tree")


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    usual = Wish()
    parser.add_argument("--features", metavar="NAME[,NAME]", default=",".join(usual.features),
                        help=word("segments.arg.features", known=", ".join((*NUMBERS, *CHOICES))))  # fmt: skip
    parser.add_argument("--way", choices=WAYS, default=usual.way, help=word("segments.arg.way"))
    parser.add_argument("--scale", choices=SCALES, default=usual.scale, help=word("segments.arg.scale"))
    parser.add_argument("--groups", metavar="K", type=whole, help=word("segments.arg.groups"))
    parser.add_argument("--view", choices=VIEWS, default=VIEWS[0], help=word("segments.arg.view"))
    parser.add_argument("--period", metavar="PERIOD", default="", help=word("figures.arg.period"))
    parser.add_argument("--where", metavar="FILTER", default="", help=word("figures.arg.where"))
    parser.add_argument("--as-of", metavar="DATE", default="", help=word("figures.arg.as_of"))
    parser.add_argument("--name", metavar="N=NAME", action="append", default=[], help=word("segments.arg.name"))
    parser.add_argument("--strategy", metavar="N=TEXT", action="append", default=[], help=word("segments.arg.strategy"))
    parser.add_argument("--keep", action="store_true", help=word("segments.arg.keep"))
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Print the groups, or one view of them; with --keep tag the accounts."""
    with opened(arguments, writes=arguments.keep) as workspace:
        made, wish = _made(workspace, arguments)
        found = made.found
        names = _by_number(arguments.name, found)
        strategies = _by_number(arguments.strategy, found)
        if arguments.keep and found is not None:
            names = {n: names.get(n) or word("segments.group", n=n) for n in range(1, found.k + 1)}
            with workspace.change(word("segments.saved", n=len(made.data.accounts), k=found.k)) as change:
                keep(workspace, change, made.data, found.labels, names, strategies)
        if arguments.json:
            print_utf8()
            print(to_json(_told(workspace, made, wish, names, strategies), indent=2))
        elif found is not None:
            _print(workspace, made, found, arguments.view, names)
        _talk(made)
        if arguments.keep and found is not None:
            talk(word("segments.saved", n=len(made.data.accounts), k=found.k))
    return OK


def _made(workspace: Workspace, arguments: argparse.Namespace) -> tuple[Grouping, Wish]:
    features = tuple(dict.fromkeys(part.strip() for part in arguments.features.split(",") if part.strip()))
    for name in features or ("",):
        if name not in (*NUMBERS, *CHOICES):
            known = ", ".join((*NUMBERS, *CHOICES))
            raise CommandError(USAGE, word("segments.no_feature", name=clean(name, 40), known=known))
    wish = Wish(features, arguments.way, arguments.groups, arguments.scale)
    try:
        as_of = read_day(arguments.as_of) if arguments.as_of else None
        first, last = asked_days(workspace, arguments.period, as_of or today())
        question = Question("sales", (), first, last, arguments.where, as_of or today())
        data = features_of(workspace, question)
    except QuestionError as error:
        raise CommandError(USAGE, str(error)) from error
    try:
        return grouping(data, wish), wish
    except SegmentsMissingError:
        command = 'pip install "kamtui[segments]"'
        raise CommandError(USAGE, word("figures.problem.segments", command=command)) from None
    except TooManyGroupsError as error:
        raise CommandError(USAGE, word("segments.too_many", k=arguments.groups, largest=error.largest)) from None
    except ValueError:
        raise CommandError(USAGE, word("segments.too_many_rows", n=len(data.accounts))) from None


def _by_number(texts: Sequence[str], found: Segments | None) -> dict[int, str]:
    """Texts by the number of the group that stands before their sign of equality."""
    told = {}
    for text in texts:
        number, sign, said = text.partition("=")
        if not sign or not number.strip().isdecimal() or not said.strip():
            raise CommandError(USAGE, word("segments.no_number", text=clean(text, 60)))
        if found is not None and not 1 <= int(number) <= found.k:
            raise CommandError(USAGE, word("segments.no_such_group", n=int(number), k=found.k))
        told[int(number)] = said.strip()
    return told


def _told(
    workspace: Workspace, made: Grouping, wish: Wish, names: dict[int, str], strategies: dict[int, str]
) -> dict[str, Any]:
    found, data = made.found, made.data
    points = principal(made.rows.rows) if found else []
    accounts = workspace.records(Account)
    return {
        "features": wish.features, "way": wish.way, "scale": wish.scale, "currency": data.currency,
        "k": found.k if found else None, "silhouette": found.silhouette if found else None,
        "clear": found.clear if found else None, "proposed": made.proposed,
        "silhouettes": {str(k): score for k, score in sorted(made.scores.items())},
        "dropped": made.rows.dropped, "filled": made.rows.filled,
        "groups": [
            {"group": each.number, "name": names.get(each.number, ""), "strategy": strategies.get(each.number, ""),
             "n": each.size, "means": each.means, "apart": each.apart,
             "usual": {name: msgspec.structs.asdict(said) for name, said in each.usual.items()}}
            for each in (found.groups if found else ())
        ],
        "accounts": [
            {"account": accounts[key].name, "account_id": key, "group": label, "components": point}
            for key, label, point in zip(data.accounts, found.labels, points, strict=True)
        ] if found else [],
        "kept": [
            {"name": each.name, "strategy": each.strategy}
            for each in workspace.records(Segment).values() if not each.archived
        ],
    }  # fmt: skip


def _print(workspace: Workspace, made: Grouping, found: Segments, view: str, names: dict[int, str]) -> None:
    accounts = workspace.records(Account)
    called = [clean(accounts[key].name, 60) for key in made.data.accounts]
    if view == "tree":
        way = "average" if found.way == "average" else "ward"
        for text, at in tree_lines(called, merges(made.rows.rows, "average" if way == "average" else "ward")):
            print(text if at is None else f"{text}  ({found.labels[at]})")
        return
    if view == "accounts":
        order = sorted(range(len(called)), key=lambda at: (found.labels[at], called[at]))
        rows = [[called[at], str(found.labels[at]), names.get(found.labels[at], "")] for at in order]
        head = [word("figuring.dim.account"), word("figuring.dim.group"), word("segments.name_column")]
        print_table(head, rows, [False, True, False])
        return
    features = list(dict.fromkeys(name for group in found.groups for name in group.means))
    head = [word("segments.name_column"), "", word("segments.accounts")]
    choices = [name for name in CHOICES if name in found.groups[0].usual]
    head += [word(f"segments.feature.{name}") for name in (*features, *choices)]
    rows = [
        [str(each.number), names.get(each.number, ""), str(each.size),
         *(f"{each.means[name]:,.2f} ({each.apart[name]:+.1f})" if name in each.means else "-" for name in features),
         *(most_are(made.data, name, each.usual[name]) for name in choices)]
        for each in found.groups
    ]  # fmt: skip
    print_table(head, rows, [True, False, True, *(True for _ in features), *(False for _ in choices)])


def _talk(made: Grouping) -> None:
    """Say how clear the groups are, and what was done to the features."""
    found = made.found
    if found is None:
        talk(word("segments.none"))
        return
    score = "-" if found.silhouette is None else f"{found.silhouette:.3f}"
    said = word("segments.clear" if found.clear else "segments.unclear")
    talk(f"{word('segments.silhouette')}: {score}, {said}")
    scores = "  ".join(f"{k}: {score:.2f}" for k, score in sorted(made.scores.items()))
    talk(f"{word('segments.proposed', k=made.proposed)}  {scores}")
    for said in treated(made.rows):
        talk(said)
