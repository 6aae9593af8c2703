"""`kamtui log`: who changed what, when, from what to what and why."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from typing import Any

import msgspec

from kamtui.cli.common import find, opened, print_utf8, talk, to_json
from kamtui.cli.errors import OK
from kamtui.cli.listing import whole
from kamtui.cli.set import today
from kamtui.cli.show import shown_plain
from kamtui.cli.tables import print_table
from kamtui.cli.usage import Parser
from kamtui.store.fields import UNKNOWN, field_of, label, name_of
from kamtui.store.records import KINDS, Account, Event, Record
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
        events = [one for one in _events(workspace, record) if since is None or _local(one).date() >= since]
        events.sort(key=lambda event: (event.at, event.id), reverse=True)
        events = events[: arguments.limit]
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


def _events(workspace: Workspace, record: Record | None) -> Iterator[Event]:
    """The events of all records, of an account with everything in its card, or of one record."""
    if record is None:
        for account in (*workspace.records(Account), ""):
            yield from workspace.events(account)
    elif isinstance(record, Account):
        yield from workspace.events(record.id)
    elif hasattr(record, "account"):
        yield from (event for event in workspace.events(record.account) if event.record == record.id)


def _local(event: Event) -> dt.datetime:
    """When it happened, in the person's own time zone."""
    return event.at.astimezone()


def _row(workspace: Workspace, event: Event) -> list[str]:
    """One line of the table."""
    field, old, new = _labels(workspace, event)
    texts = (
        f"{_local(event):%Y-%m-%d %H:%M}",
        event.by,
        word(f"tools.log.via.{event.via}"),
        _account_name(workspace, event),
        _record_name(workspace, event),
        field,
        f"{old} → {new}",
        event.reason,
    )
    return [clean(text, _LONGEST) or UNKNOWN for text in texts]


def _plain(workspace: Workspace, event: Event) -> dict[str, Any]:
    """One event for programs: as it is kept, with the names and labels beside the ids."""
    field, old, new = _labels(workspace, event)
    return {
        **{name: msgspec.to_builtins(getattr(event, name)) for name in ("id", "at", "by", "via", "account")},
        "account_name": _account_name(workspace, event),
        "kind": event.kind,
        "record": event.record,
        "record_name": _record_name(workspace, event),
        "field": event.field,
        "field_label": field,
        **{name: msgspec.to_builtins(getattr(event, name)) for name in ("old", "new")},
        "old_label": old,
        "new_label": new,
        "reason": event.reason,
    }


def _labels(workspace: Workspace, event: Event) -> tuple[str, str, str]:
    """What people call the field, its old and its new value; as they stand in the file where nothing is known."""
    kind = KINDS.get(event.kind)
    try:
        field = field_of(kind, event.field) if kind else None
    except ValueError:  # a field of another version
        field = None
    if kind is None or field is None:
        old, new = (UNKNOWN if value is None else str(value) for value in (event.old, event.new))
        return event.field, old, new
    record = workspace.get(kind, event.record) or _blank(kind)
    old, new = (shown_plain(workspace, record, field, value) for value in (event.old, event.new))
    return label(kind, field.name), old, new


def _blank(kind: type[Record]) -> Record:
    """What stands for a record that is gone, so that its values can still be shown."""
    required = {info.name: "" for info in msgspec.structs.fields(kind) if info.required}
    return msgspec.convert(required, kind)


def _account_name(workspace: Workspace, event: Event) -> str:
    account = workspace.get(Account, event.account)
    return account.name if account else event.account


def _record_name(workspace: Workspace, event: Event) -> str:
    kind = KINDS.get(event.kind)
    record = workspace.get(kind, event.record) if kind else None
    return name_of(record) if record else event.record
