"""`kamtui set`: change fields of one record, as people write them."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

import msgspec

from kamtui.cli.common import find, opened, pairs, print_utf8, talk, to_json
from kamtui.cli.errors import OK, USAGE, CommandError
from kamtui.cli.set_where import set_where
from kamtui.cli.usage import Parser
from kamtui.store.fields import as_json, field_of, fields_of, keep, label, missing, name_of, patch_of, show, unsaid
from kamtui.store.method.deals import Question
from kamtui.store.records import OrderLine, Record
from kamtui.store.text import dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("record", metavar="ID", help=word("cli.arg.record_or_kind"))
    parser.add_argument("fields", metavar="FIELD=VALUE", nargs="+", help=word("cli.arg.fields"))
    parser.add_argument("--reason", metavar="TEXT", default="", help=word("cli.arg.reason"))
    parser.add_argument("--where", metavar="FILTER", help=word("cli.arg.where"))
    parser.add_argument("--dry-run", action="store_true", help=word("cli.arg.dry_set"))
    parser.add_json()


def run(arguments: argparse.Namespace) -> int:
    """Change the fields in one step, and print what each was and is."""
    with opened(arguments, writes=True) as workspace:
        if arguments.where is not None:
            return set_where(workspace, arguments)
        record = find(workspace, arguments.record)
        if isinstance(record, OrderLine):
            raise CommandError(USAGE, word("cli.set.orders"))
        patch = patch_from(workspace, record, arguments.fields)
        _ask_why(workspace, record, patch, arguments.fields)
        reason = arguments.reason.strip() or _reason_of(workspace, patch)
        if not reason:
            _ask_at_gate(workspace, record, patch)
        if arguments.dry_run:
            _print(workspace, record, patch, msgspec.structs.replace(record, **patch), arguments.json)
            return OK
        if patch:
            names = word("fields.value.joint").join(label(type(record), name) for name in patch)
            with workspace.change(word("cli.set.what", name=clean(name_of(record)), fields=names)) as change:
                keep(change, record, patch, reason)
        else:
            talk(word("cli.set.same", name=name_of(record)))
        after = workspace.get(type(record), record.id) or record
        _print(workspace, record, patch, after, arguments.json)
    return OK


def patch_from(workspace: Workspace, record: Record, texts: list[str]) -> dict[str, Any]:
    """The fields that `field=value` texts change; CommandError with every text that is wrong."""
    patch, wrong = patch_of(workspace, record, pairs(texts), today())
    if wrong:
        faults = [word("cli.set.fault", name=name, text=text) for name, text in wrong.items()]
        raise CommandError(USAGE, word("cli.set.faults").join(faults))
    return patch


def _ask_at_gate(workspace: Workspace, record: Record, patch: dict[str, Any]) -> None:
    """CommandError for a deal that would leave its stage while something is not known, with what that is."""
    asked = missing(workspace, record, patch)
    if asked:
        known = [word("cli.set.unknown", question=clean(one.label.text), said=_said(one)) for _, one in asked]
        listed = word("cli.set.faults").join(known)
        raise CommandError(USAGE, word("cli.set.gate", n=len(asked), listed=listed))


def _ask_why(workspace: Workspace, record: Record, patch: dict[str, Any], texts: list[str]) -> None:
    """CommandError for a deal that is called won or lost while it is not said why, to whom, with what lesson."""
    said = {field_of(type(record), name.partition(".")[0]).name for name in pairs(texts)}
    asked = unsaid(record, patch, said)
    if asked:
        reasons = getattr(workspace.method, f"{patch['status']}_reasons")
        known = ", ".join(each.id for each in reasons)
        lines = [word(f"cli.set.{name}", **({"known": known} if name.endswith("_reason") else {})) for name in asked]
        raise CommandError(USAGE, word(f"cli.set.{patch['status']}", listed=word("cli.set.faults").join(lines)))


def _reason_of(workspace: Workspace, patch: dict[str, Any]) -> str:
    """Why a deal is won or lost, in the method's words: its history keeps that where nothing else is said."""
    status = patch.get("status")
    if status not in ("won", "lost"):
        return ""
    return workspace.method.label_of(f"{status}_reasons", patch.get(f"{status}_reason", ""))


def _said(question: Question) -> str:
    """How a question is answered on the command line."""
    return f"{question.field}=…" if question.field else f"known={question.id}=…"


def today() -> dt.date:
    """The day in the person's own time zone."""
    return dates.today()


def _print(workspace: Workspace, before: Record, patch: dict[str, Any], after: Record, whole: bool) -> None:
    """Print the whole record as it is then, for programs, or each field that changes."""
    if whole:
        print_utf8()
        print(to_json(as_json(workspace, after), indent=2))
        return
    for field in fields_of(type(before)):
        if field.name in patch:
            old, new = show(workspace, before, field), show(workspace, after, field)
            print(word("cli.set.changed", label=label(type(before), field.name), old=clean(old), new=clean(new)))
