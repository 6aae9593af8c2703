"""`kamtui quality`: what looks wrong with the data, and what of it is right after all."""

from __future__ import annotations

import argparse
from collections import Counter

import msgspec

from kamtui.cli.common import opened, print_utf8, talk, to_json
from kamtui.cli.errors import FINDINGS, OK, USAGE, CommandError
from kamtui.cli.set import today
from kamtui.cli.tables import print_table
from kamtui.cli.usage import Parser
from kamtui.store.answers import FIGURES
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.tidy import Issue, Source, ignore, open_issues, sources

_SHOWN = 3


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--ignore", metavar="KEY", default="", help=word("tidy.arg.ignore"))
    parser.add_argument("--sources", action="store_true", help=word("tidy.arg.sources"))
    parser.add_argument("--note", metavar="TEXT", default="", help=word("tidy.arg.note"))
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Print the issues, or ignore one; exit code 1 where there are any."""
    with opened(arguments, writes=bool(arguments.ignore)) as workspace:
        if arguments.sources:
            _print_sources(
                sources(workspace, ((each.name, each.about) for each in FIGURES.values()), today()), arguments
            )
            return OK
        found, ignored = open_issues(workspace)
        if arguments.ignore:
            chosen = next((issue for issue in found if issue.key == arguments.ignore.casefold()), None)
            if chosen is None:
                raise CommandError(USAGE, word("tidy.no-issue", key=clean(arguments.ignore, 40)))
            ignore(workspace, chosen, arguments.note)
            talk(word("tidy.ignored", key=chosen.key))
            return OK
    counts = Counter(issue.kind for issue in found)
    if arguments.json:
        print_utf8()
        told = [
            {"key": each.key, "kind": each.kind, "table": each.table, "about": each.about, "file": each.file,
             "records": each.records, "n": max(1, len(each.records)), "times": each.times}
            for each in found
        ]  # fmt: skip
        print(to_json({"counts": counts, "ignored": ignored, "issues": told}, indent=2))
    else:
        head = [word(f"tidy.column.{name}") for name in ("key", "kind", "about", "n", "records")]
        print_table(head, [_row(issue) for issue in found], [False, False, False, True, False])
        told_counts = ", ".join(f"{word(f'tidy.kind.{kind}')} {n:,}" for kind, n in counts.items())
        talk(word("tidy.counts", counts=told_counts or "0", ignored=ignored))
    return FINDINGS if found else OK


def _print_sources(found: list[Source], arguments: argparse.Namespace) -> None:
    """Where the numbers of every figure come from."""
    if arguments.json:
        print_utf8()
        print(to_json([msgspec.to_builtins(each) for each in found], indent=2))
        return
    names = ("figure", "about", "how", "n", "outside", "newest")
    rows = [
        [each.figure, each.about, word(f"quality.gathered.{each.gathered}"), f"{each.n:,}",
         "-" if each.outside is None else f"{each.outside:,}", str(each.newest or "-")]
        for each in found
    ]  # fmt: skip
    print_table([word(f"quality.source.{name}") for name in names], rows, [False, False, False, True, True, False])


def _row(issue: Issue) -> list[str]:
    about = " ".join(filter(None, (issue.table, issue.about, issue.file)))
    if issue.times is not None:
        about += f" ×{issue.times:,.4g}"
    more = " …" if len(issue.records) > _SHOWN else ""
    records = " ".join(issue.records[:_SHOWN]) + more
    return [issue.key, word(f"tidy.kind.{issue.kind}"), clean(about), f"{max(1, len(issue.records)):,}", records]
