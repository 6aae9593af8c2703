"""`kamtui figures`: what the orders and deals say, worked out and explained."""

from __future__ import annotations

import argparse
import datetime as dt

from kamtui.cli.common import find, opened, print_utf8, talk, to_json
from kamtui.cli.errors import OK, USAGE, CommandError
from kamtui.cli.listing import whole
from kamtui.cli.set import today
from kamtui.cli.tables import print_csv, print_table
from kamtui.cli.usage import Parser
from kamtui.store.answers import FIGURES, Answer, Question, QuestionError, ask, figure_named, telling
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("name", metavar="NAME", nargs="?", help=word("figures.arg.name"))
    parser.add_argument("--by", metavar="DIM[,DIM]", default="", help=word("figures.arg.by"))
    parser.add_argument("--period", metavar="PERIOD", default="", help=word("figures.arg.period"))
    parser.add_argument("--where", metavar="FILTER", default="", help=word("figures.arg.where"))
    parser.add_argument("--as-of", metavar="DATE", default="", help=word("figures.arg.as_of"))
    parser.add_argument("--top", metavar="N", type=whole, help=word("figures.arg.top"))
    parser.add_argument("--without", metavar="ACCOUNT", default="", help=word("figures.arg.without"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=word("cli.arg.json"))
    form.add_argument("--csv", action="store_true", help=word("cli.arg.csv"))
    form.add_argument("--md", action="store_true", help=word("figures.arg.md"))
    form.add_argument("--plain", action="store_true", help=word("shell.arg.plain"))


def run(arguments: argparse.Namespace) -> int:
    """Print one figure, or the list of all."""
    if arguments.name is None:
        _print_list(arguments)
        return OK
    try:
        figure = figure_named(arguments.name)
        with opened(arguments) as workspace:
            found = ask(workspace, _question(workspace, figure.name, arguments))
            _print(found, arguments)
    except QuestionError as error:
        raise CommandError(USAGE, str(error)) from error
    return OK


def _question(workspace: Workspace, name: str, arguments: argparse.Namespace) -> Question:
    as_of = read_day(arguments.as_of) if arguments.as_of else None
    first, last = asked_days(workspace, arguments.period, as_of or today())
    by = tuple(part.strip().casefold().replace("_", "-") for part in arguments.by.split(",") if part.strip())
    without = find(workspace, arguments.without).id if arguments.without else ""
    return Question(name, tuple(dict.fromkeys(by)), first, last, arguments.where, as_of, arguments.top, without)


def read_day(text: str) -> dt.date:
    """The day that a person has typed; QuestionError for what is none."""
    from kamtui.store.text import dates

    try:
        return dates.parse(text, today())
    except ValueError as error:
        raise QuestionError(str(error)) from error


def asked_days(workspace: Workspace, text: str, now: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day of a period as people write it, None for an open end."""
    from kamtui.store.figures.periods import bounds
    from kamtui.store.filters.periods import period

    def ends(part: str) -> tuple[dt.date, dt.date]:
        if part[:2].upper() == "FY":
            try:
                return bounds(part.upper(), workspace.config.fiscal_year_start)
            except ValueError:
                raise ValueError(word("figures.problem.fiscal", text=clean(part, 40))) from None
        return period(part, now, workspace.config.fiscal_year_start)

    low, separator, high = (part.strip() for part in text.partition(".."))
    try:
        first = ends(low) if low else None
        last = (ends(high) if high else None) if separator else first
    except ValueError as error:
        raise QuestionError(str(error)) from error
    if first and last and first > last:
        first, last = last, first
    return first and first[0], last and last[1]


def _print_list(arguments: argparse.Namespace) -> None:
    head = [word(f"figures.{name}") for name in ("name", "meaning", "unit", "by", "source")]
    rows = [
        [each.name, each.label, word(f"figuring.unit.{each.unit}"), " ".join(each.dimensions), each.source]
        for each in FIGURES.values()
    ]
    if arguments.json:
        print_utf8()
        told = [
            {"figure": each.name, "label": each.label, "formula": each.formula, "unit": each.unit,
             "about": each.about, "by": each.dimensions, "source": each.source}
            for each in FIGURES.values()
        ]  # fmt: skip
        print(to_json(told, indent=2))
    elif arguments.csv:
        print_utf8()
        print_csv(head, rows, [False] * len(head))
    elif arguments.md:
        _print_md(head, rows)
    elif arguments.plain:
        _print_lines(head, rows)
    else:
        print_table(head, rows, [False] * len(head))


def _print(found: Answer, arguments: argparse.Namespace) -> None:
    if arguments.json:
        print_utf8()
        print(to_json(telling.as_json(found), indent=2))
        return
    if arguments.csv:
        print_utf8()
        rows = telling.plain(found)
        texts = telling.texts(found)
        print_csv(telling.plain_head(found), rows, [place >= texts for place in range(len(telling.plain_head(found)))])
    elif arguments.plain:
        _print_lines(telling.head(found), telling.lines(found))
    elif arguments.md:
        _print_md(telling.head(found), telling.lines(found))
    else:
        head, texts = telling.head(found), telling.texts(found)
        print_table(head, telling.lines(found), [place >= texts for place in range(len(head))])
    _tell(found)


def _print_md(head: list[str], rows: list[list[str]]) -> None:
    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    print(line(head))
    print("|" + "---|" * len(head))
    for row in rows:
        print(line(row))


def _print_lines(head: list[str], rows: list[list[str]]) -> None:
    """A line of text for each row, nothing in columns."""
    for count, row in enumerate(rows, 1):
        told = [f"{title}: {cell}" for title, cell in zip(head, row, strict=True) if cell]
        print(f"{count}. {'; '.join(told)}")


def _tell(found: Answer) -> None:
    """Say on stderr what the numbers rest on."""
    if not found.rows:
        talk(word("figures.empty"))
    for text in telling.total(found):
        talk(word("figures.total", value=text))
    talk(word("figures.formula", formula=found.figure.formula))
    if found.first and found.last:
        talk(word("figures.period", first=found.first, last=found.last))
    for reason, n in sorted(found.excluded.items()):
        talk(word("figures.excluded", reason=word(f"figuring.reason.{reason}"), n=f"{n:,}"))
