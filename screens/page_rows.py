"""The rows of a record's page: what is known of it, what is not, and the records around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from kamtui.screens.settling import clash_key, clashes_of, label_of
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store import fields
from kamtui.store.fields.history import labels
from kamtui.store.records import Account, Activity, Contact, Event, Opportunity, Record, Task
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

R = TypeVar("R", bound=Record)

NEW_KINDS = (Opportunity.table, Contact.table, Task.table, Activity.table)
"""What can be added to an account, by table."""

SHOWN = 50
"""Activities and events that a page lists; the latest count."""


def page_columns() -> list[Column]:
    """The two columns of a page."""
    return [
        Column("name", word("screens.page.field"), 20),
        Column("value", word("screens.page.value"), 40, flexible=True),
    ]


def page_rows(workspace: Workspace, record: Record) -> list[Row]:
    """The rows of a page. A row's key says what it is: `field:NAME`, `TABLE:ID`, or `-…` for a heading."""
    rows = [*_clash_rows(workspace, record), *_field_rows(workspace, record)]
    if isinstance(record, Account):
        rows += _account_rows(workspace, record)
    elif isinstance(record, Opportunity):
        rows += _deal_rows(workspace, record)
    return rows


def _clash_rows(workspace: Workspace, record: Record) -> list[Row]:
    """What a merge has left to decide in this record; the key is `clash:…`, as in the list of all of them."""
    return [
        Row(
            clash_key(name, clash),
            (Cell(word("screens.page.undecided"), "warning"), label_of(workspace, name, clash)),
            "&",
        )
        for name, clash in clashes_of(workspace, record)
    ]


def _field_rows(workspace: Workspace, record: Record) -> list[Row]:
    """The fields in the order of the form; those that nobody has filled stand behind the others."""
    filled, empty = [], []
    if isinstance(record, Opportunity | Contact | Task | Activity) and record.account:
        account = workspace.get(Account, record.account)
        if account:
            filled.append(
                Row(
                    f"accounts:{account.id}",
                    (Cell(fields.label(type(record), "account"), "muted"), clean(account.name)),
                )
            )
    for field in fields.fields_of(type(record)):
        if field.hidden:
            continue
        shown = clean(fields.show(workspace, record, field).replace("\n", " / "), 400)
        if field.kind == "money":
            shown = f"{shown}  ({text})" if (text := fields.text_of(workspace, record, field)) else shown
        label = fields.label(type(record), field.name)
        if fields.text_of(workspace, record, field):
            filled.append(Row(f"field:{field.name}", (Cell(label, "muted"), shown)))
        else:
            empty.append(Row(f"field:{field.name}", (Cell(label, "muted"), Cell("-", "muted"))))
    return [*filled, _heading("empty", word("screens.page.not_filled"), len(empty)), *empty] if empty else filled


def _account_rows(workspace: Workspace, account: Account) -> list[Row]:
    deals = [deal for deal in workspace.of_account(Opportunity, account.id) if not deal.archived]
    deals.sort(key=lambda deal: (deal.status != "open", deal.close_date is None, deal.close_date))
    contacts = [contact for contact in workspace.of_account(Contact, account.id) if not contact.archived]
    tasks = sorted(workspace.of_account(Task, account.id), key=lambda task: (task.done is not None, str(task.due)))
    activities = workspace.activities(account.id)[:SHOWN]
    return [
        *_section(Opportunity, deals, lambda deal: _deal_text(workspace, deal)),
        *_section(Contact, contacts, lambda contact: _contact_text(workspace, contact)),
        *_section(Task, [task for task in tasks if not task.archived], _task_text),
        *_section(Activity, activities, lambda activity: _activity_text(workspace, activity)),
    ]


def _deal_rows(workspace: Workspace, deal: Opportunity) -> list[Row]:
    events = [event for event in workspace.events(deal.account) if event.record == deal.id][-SHOWN:]
    tasks = [task for task in workspace.of_account(Task, deal.account) if task.opportunity == deal.id]
    activities = [each for each in workspace.activities(deal.account) if each.opportunity == deal.id][:SHOWN]
    rows = [
        *_section(Task, tasks, _task_text),
        *_section(Activity, activities, lambda activity: _activity_text(workspace, activity)),
    ]
    if events:
        rows.append(_heading("events", word("screens.page.history"), len(events)))
        rows += [
            Row(f"-event:{event.id}", (Cell(event.at.date().isoformat(), "muted"), _event_text(workspace, event)))
            for event in reversed(events)
        ]
    return rows


def _section(kind: type[R], records: Sequence[R], text: Callable[[R], tuple[str, str]]) -> list[Row]:
    """A heading with a count, and a row for each record; nothing where there is none."""
    if not records:
        return []
    rows = [Row(f"{kind.table}:{record.id}", _texts(*text(record))) for record in records]
    return [_heading(kind.table, word(f"screens.kinds.{kind.table}"), len(records)), *rows]


def _texts(first: str, second: str) -> tuple[str, str]:
    return clean(first, 60), clean(second, 400)


def _heading(name: str, text: str, count: int) -> Row:
    return Row(f"-{name}", (Cell(f"{text} ({count})", "strong"),))


def _deal_text(workspace: Workspace, deal: Opportunity) -> tuple[str, str]:
    state = word(f"fields.statuses.{deal.status}") if deal.status != "open" else _stage(workspace, deal.stage)
    amount = amounts.show(deal.amount, deal.currency or workspace.config.currency)
    return state, "  ".join((amount, str(deal.close_date or "-"), deal.name))


def _contact_text(workspace: Workspace, contact: Contact) -> tuple[str, str]:
    roles = [workspace.method.label_of("roles", role) for role in contact.roles]
    attitude = next(
        (f"{entry.symbol} {entry.label.text}" for entry in workspace.method.attitudes
         if entry.value == contact.attitude.value), "",
    )  # fmt: skip
    said = (contact.title, contact.department, ", ".join(roles), attitude, contact.mobile or contact.phone)
    return contact.name, "  ".join(part for part in said if part)


def _task_text(task: Task) -> tuple[str, str]:
    return str(task.due or "-"), ("[x] " if task.done else "[ ] ") + task.title


def _activity_text(workspace: Workspace, activity: Activity) -> tuple[str, str]:
    kind = workspace.method.label_of("activity_kinds", activity.kind)
    return str(activity.date or "-"), "  ".join(part for part in (kind, activity.subject, activity.outcome) if part)


def _event_text(workspace: Workspace, event: Event) -> str:
    """One change of the past: which field, from what to what, by whom, why."""
    label, old, new = labels(workspace, event)
    why = f" ({event.reason})" if event.reason else ""
    return clean(f"{label}: {old} > {new}  {event.by}{why}", 400)


def _stage(workspace: Workspace, stage: str) -> str:
    entry = workspace.method.stage(stage)
    return entry.head if entry else stage or word("screens.no_stage")
