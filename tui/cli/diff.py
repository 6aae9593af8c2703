"""`kamtui diff`: what changed in the pipeline between two snapshots, or since one of them."""

from __future__ import annotations

import argparse

from kamtui.cli.common import opened, print_utf8, talk, to_json
from kamtui.cli.errors import FINDINGS, OK
from kamtui.cli.looking import add_exit_code, add_look, scope_of, snapshot_named, span_named, tell, today
from kamtui.cli.tables import print_table
from kamtui.cli.usage import Parser
from kamtui.store.figures.changes import Diff, Look, diff
from kamtui.store.review import told
from kamtui.store.review.facts import Facts
from kamtui.store.review.library import Library
from kamtui.store.review.minutes import waterfall
from kamtui.store.review.paper import Grid, Heading, Lines, Paper, Part
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

_BAD = ("deleted", "lost", "pushed_out", "category_down", "stage_back", "decreased", "moved_out")


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("older", metavar="A", nargs="?", default="", help=word("reviewing.arg.older"))
    parser.add_argument("newer", metavar="B", nargs="?", default="", help=word("reviewing.arg.newer"))
    add_look(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=word("cli.arg.json"))
    form.add_argument("--md", action="store_true", help=word("reviewing.arg.md"))
    add_exit_code(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the waterfall and every change; with --exit-code 1 where deals were lost, pushed out or lowered."""
    with opened(arguments) as workspace:
        found = compared(workspace, arguments)
        if found is None:
            talk(word("reviewing.diff.first"))
            if arguments.json:
                print(to_json({"older": None, "newer": None, "changes": [], "waterfall": []}, indent=2))
            return OK
        print_utf8()
        if arguments.json:
            print(to_json(told.diff_json(workspace, found), indent=2))
        elif arguments.md:
            print(markdown(workspace, found), end="")
        else:
            _print(workspace, found)
        bad = any(change.cause in _BAD for change in found.changes)
    return FINDINGS if arguments.exit_code and bad else OK


def compared(workspace: Workspace, arguments: argparse.Namespace) -> Diff | None:
    """The comparison that is asked for: A with B, A with now, or the latest snapshot with now; None without any."""
    library = Library(workspace)
    day = today()
    span, scope = span_named(workspace, arguments.period, day), scope_of(workspace, arguments.scope)
    if arguments.newer:
        older, newer = snapshot_named(library, arguments.older), snapshot_named(library, arguments.newer)
        return diff(older, library.since(older, newer), Look(span, scope.test), workspace.method)
    base = snapshot_named(library, arguments.older) if arguments.older else library.latest()
    for finding in library.findings:
        tell(finding)
    return Facts(workspace, day, scope, span, base).diff


def heading(found: Diff) -> str:
    """Which days are compared, and how far apart they are."""
    first, last = found.taken
    days = (last - first).days
    newer = found.newer or word("reviewing.now")
    return word("reviewing.diff.title", older=found.older, newer=newer, first=first, last=last, days=days)


def markdown(workspace: Workspace, found: Diff) -> str:
    """The comparison in Markdown."""
    rows = tuple(
        (told.account_name(workspace, each.deal.account), each.deal.name, word(f"review.cause.{each.cause}"),
         amounts.show(each.deal.amount, each.deal.currency), told.change_text(workspace, each))
        for each in found.changes
    )  # fmt: skip
    parts: list[Part] = [Heading(heading(found), 1), Lines((str(found.span),))]
    for fall in found.waterfalls:
        parts += [Heading(word("review.minutes.waterfall", currency=fall.currency)), waterfall(fall)]
    if rows:
        parts += [Heading(word("review.minutes.all")), Grid(_head(), rows, (3,))]
    return Paper({"base": found.older, "review": found.newer}, tuple(parts)).markdown()


def _head() -> tuple[str, ...]:
    return tuple(word(f"review.minutes.{name}") for name in ("account", "deal", "cause", "amount", "fields"))


def _print(workspace: Workspace, found: Diff) -> None:
    print(clean(heading(found)))
    for fall in found.waterfalls:
        print()
        grid = waterfall(fall)
        print_table([*grid.head[:2], f"{grid.head[2]} ({fall.currency})"], grid.rows, [False, True, True])
    if found.changes:
        print()
    rows = (
        [word(f"review.cause.{each.cause}"), clean(told.account_name(workspace, each.deal.account), 30),
         clean(each.deal.name, 40), amounts.show(each.deal.amount, each.deal.currency),
         clean(told.change_text(workspace, each), 80)]
        for each in found.changes
    )  # fmt: skip
    head = [word(f"review.minutes.{name}") for name in ("cause", "account", "deal", "amount", "fields")]
    if found.changes:
        print_table(head, rows, [False, False, False, True, False])
    else:
        talk(word("reviewing.diff.none"))
