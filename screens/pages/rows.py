"""The rows of a record's page: its sections, what of them is not known, and the records around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator

from kamtui.screens.pages.members import LATEST, members_of
from kamtui.screens.pages.sections import sections_of
from kamtui.screens.pages.texts import said_of
from kamtui.screens.shell.settling import clash_key, clashes_of, label_of
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store import fields
from kamtui.store.fields.history import labels
from kamtui.store.fields.segments import segments_of
from kamtui.store.records import Account, Event, Opportunity, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def page_columns(width: int = 20) -> list[Column]:
    """The two columns of a page, the first of them so wide."""
    return [
        Column("name", word("screens.page.field"), width),
        Column("value", word("screens.page.value"), 40, flexible=True),
    ]


def page_rows(workspace: Workspace, record: Record, folded: Container[str], today: dt.date) -> list[Row]:
    """The rows of a page. A row's key says what it is.

    That is `field:NAME`, `TABLE:ID`, `-section:NAME`, `-event:ID` or `clash:…`. What is `folded` has a heading only.
    """
    rows = [*clash_rows(workspace, record), *owner_row(workspace, record)]
    for name, among in sections_of(type(record)):
        filled = sum(bool(fields.text_of(workspace, record, field)) for field in among)
        title = word("page.filled", title=word(f"page.section.{name}"), filled=filled, n=len(among))
        rows.append(heading(name, title, name in folded))
        if name not in folded:
            rows += [field_row(workspace, record, field) for field in among]
            rows += segment_rows(workspace, record) if name == "head" else []
    for kind, members in members_of(workspace, record):
        title = f"{word(f'screens.kinds.{kind.table}')} ({len(members)})"
        rows.append(heading(kind.table, title, kind.table in folded))
        if kind.table not in folded:
            rows += [Row(f"{kind.table}:{one.id}", said_of(workspace, one, today)) for one in members]
    if isinstance(record, Opportunity):
        rows += history_rows(workspace, record, folded)
    return rows


def empty_sections(workspace: Workspace, record: Record) -> set[str]:
    """The sections in which nothing is filled: a page begins with them folded."""
    return {
        name
        for name, among in sections_of(type(record))
        if name != "head" and not any(fields.text_of(workspace, record, field) for field in among)
    }


def clash_rows(workspace: Workspace, record: Record) -> list[Row]:
    """What a merge has left to decide in this record; the key is `clash:…`, as in the list of all of them."""
    return [
        Row(
            clash_key(name, clash),
            (Cell(word("screens.page.undecided"), "warning"), label_of(workspace, name, clash)),
            "&",
        )
        for name, clash in clashes_of(workspace, record)
    ]


def section_of(key: str) -> str:
    """The section that a heading's key names; "" for any other row."""
    return key.removeprefix("-section:") if key.startswith("-section:") else ""


def owner_row(workspace: Workspace, record: Record) -> Iterator[Row]:
    """The account that the record belongs to."""
    owner = "" if isinstance(record, Account) else getattr(record, "account", "")
    account = workspace.get(Account, owner) if owner else None
    if account:
        yield Row(f"accounts:{account.id}", (Cell(word("page.account"), "muted"), clean(account.name)))


def field_row(workspace: Workspace, record: Record, field: fields.Field) -> Row:
    """A field with its value; an amount in both spellings, what is not known muted."""
    label = Cell(clean(fields.label(type(record), field.name), 40), "muted")
    text = fields.text_of(workspace, record, field)
    if not text:
        return Row(f"field:{field.name}", (label, Cell(fields.UNKNOWN, "muted")))
    shown = clean(fields.show(workspace, record, field).replace("\n", " / "), 400)
    return Row(f"field:{field.name}", (label, f"{shown}  ({text})" if field.kind == "money" else shown))


def segment_rows(workspace: Workspace, record: Record) -> Iterator[Row]:
    """What is to be done with the segments that an account belongs to (A8.06)."""
    for segment in segments_of(workspace, record) if isinstance(record, Account) else ():
        if segment.strategy:
            label = Cell(word("segments.on_account", name=clean(segment.name, 30)), "muted")
            yield Row(f"-segment:{segment.id}", (label, clean(segment.strategy.replace("\n", " / "), 400)))


def heading(name: str, title: str, folded: bool) -> Row:
    """The line that opens a section, with + where it is folded."""
    return Row(f"-section:{name}", (Cell(f"{'+' if folded else '-'} {title}", "strong"),))


def history_rows(workspace: Workspace, deal: Opportunity, folded: Container[str]) -> list[Row]:
    """What has changed since the deal was found, the latest first."""
    events = [event for event in workspace.events(deal.account) if event.record == deal.id][-LATEST:]
    if not events:
        return []
    rows = [heading("events", f"{word('screens.page.history')} ({len(events)})", "events" in folded)]
    if "events" not in folded:
        rows += [
            Row(f"-event:{event.id}", (Cell(event.at.date().isoformat(), "muted"), _event_text(workspace, event)))
            for event in reversed(events)
        ]
    return rows


def _event_text(workspace: Workspace, event: Event) -> str:
    """One change of the past: which field, from what to what, by whom, why."""
    label, old, new = labels(workspace, event)
    why = f" ({event.reason})" if event.reason else ""
    return clean(f"{label}: {old} > {new}  {event.by}{why}", 400)
