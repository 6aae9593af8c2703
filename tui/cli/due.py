"""`kamtui due`: what is late, for today and for the next days, for people, for mail and for calendars."""

from __future__ import annotations

import argparse

from kamtui.cli.common import opened, print_utf8, to_json
from kamtui.cli.errors import FINDINGS, OK
from kamtui.cli.looking import add_exit_code, scope_of, today
from kamtui.cli.tables import print_table
from kamtui.cli.usage import Parser
from kamtui.store.figures.agenda import BUCKETS, Due, bucket
from kamtui.store.review.dues import due_json, due_text, dues, ics
from kamtui.store.review.told import account_name, person
from kamtui.store.text import dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

FORMATS = ("table", "md", "json", "ics")
_DAYS = 7


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--days", metavar="N", type=_whole, default=_DAYS, help=word("reviewing.arg.days"))
    parser.add_argument("--owner", metavar="NAME", default="", help=word("reviewing.arg.owner"))
    parser.add_argument("--format", choices=FORMATS, default="table", help=word("reviewing.arg.format"))
    parser.add_json()
    add_exit_code(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what is due; with --exit-code 1 where something is late."""
    with opened(arguments) as workspace:
        day = today()
        scope = scope_of(workspace, arguments.owner)
        found = dues(workspace, day, arguments.days, scope)
        form = "json" if arguments.json else arguments.format
        if form != "table":
            print_utf8()
        match form:
            case "json":
                print(to_json([due_json(workspace, each, day) for each in found], indent=2))
            case "ics":
                print(ics(workspace, found), end="")
            case "md":
                print(_markdown(workspace, found), end="")
            case _:
                _print(workspace, found)
        late = any(bucket(each, day) == "overdue" for each in found)
    return FINDINGS if arguments.exit_code and late else OK


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(word("cli.usage.number", name="--days", found=text))
    return int(text)


def _markdown(workspace: Workspace, found: list[Due]) -> str:
    day = today()
    lines = [f"# {word('reviewing.due.title', day=day.isoformat())}", ""]
    for name in BUCKETS:
        group = [each for each in found if bucket(each, day) == name]
        if group:
            lines += [f"## {word(f'reviewing.due.{name}')} ({len(group)})", ""]
            for each in group:
                text = clean(f"{each.day} {account_name(workspace, each.account)}: {due_text(each)}", 300)
                mark = f" <!-- {each.record} -->" if each.kind == "task" else ""
                box = "[ ] " if each.kind == "task" else ""
                lines.append(f"- {box}@{clean(person(workspace, each.owner))} {text.replace('<', '&lt;')}{mark}")
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _print(workspace: Workspace, found: list[Due]) -> None:
    day = today()
    head = [word(f"reviewing.due.{name}") for name in ("day", "when", "kind", "account", "what", "owner")]
    rows = (
        [each.day.isoformat(), dates.relative(each.day, day), word(f"review.due.{each.kind}"),
         clean(account_name(workspace, each.account), 30), clean(due_text(each), 60),
         clean(person(workspace, each.owner), 20)]
        for each in found
    )  # fmt: skip
    print_table(head, rows, [False] * len(head))
