"""`kamtui set KIND FIELD=VALUE… --where FILTER`: change the same fields of many records in one step."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from kamtui.cli.common import kind_named, pairs, print_utf8, talk, to_json
from kamtui.cli.errors import FINDINGS, OK, USAGE, CommandError
from kamtui.cli.tables import print_table
from kamtui.store.fields import FIXED, field_of, name_of
from kamtui.store.filters import parse
from kamtui.store.lists.bulk import CellEdit, Plan, joined, planned
from kamtui.store.records import Activity, OrderLine, Record
from kamtui.store.text import dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def set_where(workspace: Workspace, arguments: argparse.Namespace) -> int:
    """Plan the change of every record that the filter lets through, print it, and make it unless it is a dry run.

    1 where it does not apply to some of them. A filter that is not understood as a whole changes nothing.
    """
    today = dates.today()
    kind = _kind(arguments.record)
    asked = parse(arguments.where, kind, workspace, today)
    if asked.problems:
        raise CommandError(USAGE, "  ".join(asked.problems))
    found = [
        record for record in workspace.records(kind).values()
        if (asked.asks_for_archived or not record.archived) and asked.matches(record)
    ]  # fmt: skip
    plan = joined(
        [
            _planned(workspace, kind, found, *pair, today, arguments.reason.strip())
            for pair in pairs(arguments.fields).items()
        ]
    )
    _print(plan, arguments.json)
    talk(word("cli.set.where", filter=asked.explain(), n=len(found)))
    talk(plan.summary)
    if plan.changing and not arguments.dry_run:
        with workspace.change(word("cli.set.many", n=len(plan.changing)), via="command") as change:
            plan.apply(change, arguments.reason.strip())
    return FINDINGS if plan.wrong else OK


def _kind(text: str) -> type[Record]:
    try:
        kind = kind_named(text)
    except argparse.ArgumentTypeError as error:
        raise CommandError(USAGE, str(error)) from None
    if kind in (OrderLine, Activity):
        raise CommandError(USAGE, word("cli.set.where_kind", kind=clean(text, 40)))
    return kind


def _planned(
    workspace: Workspace, kind: type[Record], records: list[Any], name: str, text: str, today: dt.date, reason: str
) -> Plan:
    try:
        field = field_of(kind, name)
    except ValueError as error:
        raise CommandError(USAGE, str(error)) from None
    if field.name in FIXED:
        raise CommandError(USAGE, word("fields.error.fixed", label=field.key))
    return planned(workspace, records, field, text, today, reason)


def _print(plan: Plan, as_json: bool) -> None:
    """Print each cell that changes or to which the value does not apply."""
    edits = [*plan.changing, *plan.wrong]
    if as_json:
        print_utf8()
        print(to_json([_plain(edit) for edit in edits], indent=2))
    elif edits:
        head = [word(f"lists.plan.{name}") for name in ("record", "field", "old", "new")]
        rows = ([*_texts(edit), edit.record.id[-8:]] for edit in edits)
        print_table([*head, word("fields.id")], rows, [False] * 5)


def _texts(edit: CellEdit) -> list[str]:
    new = f"! {edit.problem}" if edit.problem else edit.new
    return [clean(text, 200) for text in (name_of(edit.record), edit.label, edit.old, new)]


def _plain(edit: CellEdit) -> dict[str, Any]:
    return {
        "id": edit.record.id, "name": name_of(edit.record), "field": edit.label, "old": edit.old, "new": edit.new,
        "problem": edit.problem,
    }  # fmt: skip
