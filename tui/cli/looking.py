"""What the commands of the review share: whose deals, which period, which day."""

from __future__ import annotations

import argparse
import datetime as dt

from kamtui.cli.errors import USAGE, CommandError
from kamtui.cli.usage import Parser
from kamtui.store.figures.spans import Span, span_of
from kamtui.store.records import Snapshot
from kamtui.store.review.facts import Facts
from kamtui.store.review.library import Library
from kamtui.store.review.scope import Scoped, scope_named
from kamtui.store.text import dates
from kamtui.store.text.words import word
from kamtui.store.workspace import Finding, Workspace


def add_look(parser: Parser) -> None:
    """Take --scope and --period."""
    parser.add_argument("--scope", metavar="NAME", default="", help=word("reviewing.arg.scope"))
    parser.add_argument("--period", metavar="PERIOD", default="", help=word("reviewing.arg.period"))


def add_day(parser: Parser) -> None:
    """Take --as-of."""
    parser.add_argument("--as-of", metavar="DAY", default="", help=word("reviewing.arg.as_of"))


def add_exit_code(parser: Parser) -> None:
    """Take --exit-code."""
    parser.add_argument("--exit-code", action="store_true", help=word("reviewing.arg.exit_code"))


def today() -> dt.date:
    """The day in the person's own time zone."""
    return dates.today()


def day_of(text: str) -> dt.date:
    """The day to look at, today where nobody names one; CommandError for a day to come."""
    if not text:
        return today()
    try:
        day = dates.parse(text, today())
    except ValueError as error:
        raise CommandError(USAGE, str(error)) from error
    if day > today():
        raise CommandError(USAGE, word("reviewing.future", day=day.isoformat()))
    return day


def scope_of(workspace: Workspace, text: str) -> Scoped:
    """Whose deals are meant; CommandError with what there is."""
    try:
        return scope_named(workspace, text)
    except ValueError as error:
        raise CommandError(USAGE, str(error)) from error


def span_named(workspace: Workspace, text: str, day: dt.date) -> Span:
    """The period that is meant, the fiscal quarter of `day` where nobody names one; CommandError for what is none."""
    from kamtui.store.filters.periods import period

    start = workspace.config.fiscal_year_start
    if not text:
        return span_of(day, "quarter", start)
    try:
        return Span(*period(text, day, start))
    except ValueError as error:
        raise CommandError(USAGE, str(error)) from error


def snapshot_named(library: Library, name: str) -> Snapshot:
    """The snapshot of this name; CommandError with what there is."""
    try:
        return library.read(name)
    except LookupError as error:
        raise CommandError(USAGE, str(error)) from error


def facts_of(workspace: Workspace, arguments: argparse.Namespace) -> Facts:
    """What the arguments ask to look at, against the latest snapshot before that day."""
    day = day_of(arguments.as_of)
    scope = scope_of(workspace, arguments.scope)
    span = span_named(workspace, arguments.period, day)
    library = Library(workspace)
    older = library.latest(day - dt.timedelta(days=1))
    for finding in library.findings:
        tell(finding)
    return Facts(workspace, day, scope, span, older)


def tell(finding: Finding) -> None:
    """Say that a file among the reviews is not used."""
    from kamtui.cli.common import talk

    talk(finding.text())
