"""`kamtui show`: one record with everything known about it, and what belongs to it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

import msgspec

from kamtui.cli.common import find, opened, print_utf8, to_json
from kamtui.cli.errors import OK, USAGE, CommandError
from kamtui.cli.listing import COLUMNS, NUMBERS
from kamtui.cli.people import show_people
from kamtui.cli.plain import print_records
from kamtui.cli.set import today
from kamtui.cli.shapes.records import PARTS
from kamtui.cli.tables import print_table
from kamtui.cli.usage import Parser
from kamtui.store.deals.paper import markdown, plain
from kamtui.store.deals.printed import PAGES
from kamtui.store.deals.rival_told import battle_card, figures_of_rival
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.deals.sheet import Sheet
from kamtui.store.deals.told import figure_lines, figures_of
from kamtui.store.fields import UNKNOWN, as_json, field_of, fields_of, label, show
from kamtui.store.fields.history import labels
from kamtui.store.fields.segments import segments_of
from kamtui.store.records import Account, Competitor, Event, Opportunity, Record
from kamtui.store.text.cells import fit, width
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("record", metavar="ID", help=word("cli.arg.record"))
    parser.add_argument("--stakeholders", action="store_true", help=word("people.arg.stakeholders"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--plain", action="store_true", help=word("shell.arg.plain"))
    form.add_argument("--visit", action="store_true", help=word("printed.arg.visit"))
    form.add_argument("--case", action="store_true", help=word("printed.arg.case"))
    parser.add_argument("--md", action="store_true", help=word("printed.arg.md"))
    form.add_argument("--json", action="store_true", help=word("cli.arg.json"))


def run(arguments: argparse.Namespace) -> int:
    """Print one record: an account with its people and deals, a deal with its history."""
    if arguments.md and not (arguments.visit or arguments.case):
        raise CommandError(USAGE, word("printed.md_of_page"))
    with opened(arguments) as workspace:
        record = find(workspace, arguments.record)
        if arguments.visit or arguments.case:
            return _print_page(workspace, record, "visit" if arguments.visit else "case", arguments.md)
        if arguments.stakeholders:
            return show_people(workspace, record, arguments)
        if arguments.json:
            print_utf8()
            print(to_json(_whole(workspace, record), indent=2))
            return OK
        _print_fields(workspace, record, arguments.plain)
        if isinstance(record, Account):
            for kind in PARTS:
                _print_parts(workspace, kind, workspace.of_account(kind, record.id), arguments.plain)
        _print_figures(workspace, record)
        if isinstance(record, Opportunity):
            _print_history(workspace, _history(workspace, record))
    return OK


def _whole(workspace: Workspace, record: Record) -> dict[str, Any]:
    """The record for programs, with what belongs to it."""
    whole = as_json(workspace, record)
    if isinstance(record, Account):
        for kind in PARTS:
            whole[kind.table] = [as_json(workspace, one) for one in workspace.of_account(kind, record.id)]
        whole["segments"] = [{"name": each.name, "strategy": each.strategy} for each in segments_of(workspace, record)]
    if isinstance(record, Competitor):
        whole["figures"] = figures_of_rival(RivalSheet(workspace, record, today()))
    if isinstance(record, Opportunity):
        whole["figures"] = figures_of(Sheet(workspace, record, today()))
        names = ("id", "field", "old", "new", "at", "by", "via", "reason")
        events = _history(workspace, record)
        whole["events"] = [{name: msgspec.to_builtins(getattr(one, name)) for name in names} for one in events]
    return whole


def _print_page(workspace: Workspace, record: Record, which: str, as_markdown: bool) -> int:
    """Print a page about a deal, for paper or as Markdown; CommandError for a record that has no such page."""
    if not isinstance(record, Opportunity):
        raise CommandError(USAGE, word("printed.only_deals"))
    if which == "case" and record.status != "won":
        raise CommandError(USAGE, word("printed.only_won"))
    print_utf8()
    paper = PAGES[which](Sheet(workspace, record, today()))
    print(markdown(paper) if as_markdown else plain(paper), end="")
    return OK


def _print_figures(workspace: Workspace, record: Record) -> None:
    """Print the figures that the page of a deal or of a rival shows, one a line."""
    lines: list[str] = []
    if isinstance(record, Opportunity):
        lines = figure_lines(Sheet(workspace, record, today()))
    elif isinstance(record, Competitor):
        lines = battle_card(RivalSheet(workspace, record, today()))[2:]
    if lines:
        print("", *lines, sep="\n")


def _history(workspace: Workspace, deal: Opportunity) -> list[Event]:
    return [event for event in workspace.events(deal.account) if event.record == deal.id]


def _print_fields(workspace: Workspace, record: Record, plain: bool) -> None:
    """Print every field that is known, one a line; in columns unless it is to be `plain`."""
    kind = type(record)
    known = [(label(kind, "id"), record.id)]
    for field in fields_of(kind):
        if (text := show(workspace, record, field)) != UNKNOWN:
            known.append((label(kind, field.name), text))
    for segment in segments_of(workspace, record) if isinstance(record, Account) else ():
        if segment.strategy:
            known.append((word("segments.on_account", name=segment.name), segment.strategy))
    if plain:
        print(*(f"{name}: {' '.join(text.split())}" for name, text in known), sep="\n")
        return
    cells = max(width(name) for name, _ in known)
    for name, text in known:
        first, *more = text.splitlines()
        print(fit(name, cells), first, sep="  ")
        for line in more:
            print(" " * cells, line, sep="  ")


def _print_parts(workspace: Workspace, kind: type[Record], parts: Sequence[Record], plain: bool) -> None:
    """Print what belongs to an account under a heading."""
    if not parts:
        return
    fields = [field_of(kind, name) for name in COLUMNS[kind.table] if name != "account"]
    print(f"\n{word(f'cli.kind.{kind.table}').capitalize()} ({len(parts)})")
    if plain:
        print_records(workspace, parts, fields)
        return
    rows = ([show(workspace, part, field) for field in fields] for part in parts)
    print_table([label(kind, field.name) for field in fields], rows, [field.kind in NUMBERS for field in fields])


def _print_history(workspace: Workspace, events: Sequence[Event]) -> None:
    """Print what has changed since the deal was found, the oldest first."""
    if not events:
        return
    print(f"\n{word('cli.events')} ({len(events)})")
    for event in events:
        field, old, new = labels(workspace, event)
        line = word("cli.set.changed", label=field, old=old, new=new)
        print(clean(f"{event.at:%Y-%m-%d}  {line}  {event.by}  {event.reason}".rstrip(), 600))
