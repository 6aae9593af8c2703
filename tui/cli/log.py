"""`kamtui log`: who changed what, when, from what to what and why."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from typing import Any

import msgspec

from kamtui.cli.common import find, opened, print_utf8, talk, to_json
from kamtui.cli.errors import OK
from kamtui.cli.listing import whole
from kamtui.cli.set import today
from kamtui.cli.tables import print_table
from kamtui.cli.usage import Parser
from kamtui.store.fields import UNKNOWN
from kamtui.store.fields.history import account_name, labels, record_name
from kamtui.store.records import Event
from kamtui.store.text import dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

_COLUMNS = ("at", "by", "via", "account", "record", "field", "change", "reason")
_LONGEST = 600
_WEEK, _YEAR = 6, 365
"""Days to go back for a weekday, and for a day of the year, that is still to come."""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("record", metavar="ID", nargs="?", help=word("tools.arg.log_record"))
    parser.add_argument("--since", metavar="DATE", type=day, help=word("tools.arg.since"))
    parser.add_argument("--limit", metavar="N", type=whole, help=word("cli.arg.limit"))
    parser.add_json()


def day(text: str) -> dt.date:
    """A day as people write it, where `8/1` and `friday` are the latest ones; raises argparse's error for no day."""
    now = today()
    try:
        found = (dates.parse(text, now - dt.timedelta(days=back)) for back in (0, _WEEK, _YEAR))
        return next((one for one in found if one <= now), now)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run(arguments: argparse.Namespace) -> int:
    """Print the events that fit, the latest first."""
    with opened(arguments) as workspace:
        record = find(workspace, arguments.record) if arguments.record else None
        since: dt.date | None = arguments.since
        events = workspace.history(record, since)[: arguments.limit]
        if arguments.json:
            print_utf8()
            print(to_json([_plain(workspace, event) for event in events], indent=2))
        elif events:
            head = [word(f"tools.log.{name}") for name in _COLUMNS]
            print_table(head, (_row(workspace, event) for event in events), [False] * len(head))
        if not events:
            talk(word("tools.log.none"))
        elif sys.stdout.isatty() and len(events) == arguments.limit:
            talk(word("cli.list.cut", n=f"{len(events):,}"))
    return OK


def _local(event: Event) -> dt.datetime:
    """When it happened, in the person's own time zone."""
    return event.at.astimezone()


def _row(workspace: Workspace, event: Event) -> list[str]:
    """One line of the table."""
    field, old, new = labels(workspace, event)
    texts = (
        f"{_local(event):%Y-%m-%d %H:%M}",
        event.by,
        word(f"tools.log.via.{event.via}"),
        account_name(workspace, event),
        record_name(workspace, event),
        field,
        f"{old} → {new}",
        event.reason,
    )
    return [clean(text, _LONGEST) or UNKNOWN for text in texts]


def _plain(workspace: Workspace, event: Event) -> dict[str, Any]:
    """One event for programs: as it is kept, with the names and labels beside the ids."""
    field, old, new = labels(workspace, event)
    return {
        **{name: msgspec.to_builtins(getattr(event, name)) for name in ("id", "at", "by", "via", "account")},
        "account_name": account_name(workspace, event),
        "kind": event.kind,
        "record": event.record,
        "record_name": record_name(workspace, event),
        "field": event.field,
        "field_label": field,
        **{name: msgspec.to_builtins(getattr(event, name)) for name in ("old", "new")},
        "old_label": old,
        "new_label": new,
        "reason": event.reason,
    }
