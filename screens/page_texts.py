"""One line for each record that belongs to another: what the page of an account and its preview say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from kamtui.store import fields
from kamtui.store.records import Activity, Contact, Contract, Need, Opportunity, Project, Record, Task
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

Said = tuple[str, str]
"""What stands before, and the rest; cleaned."""


def said_of(workspace: Workspace, record: Record, today: dt.date) -> Said:
    """The line of a deal, person, task, activity, need, project or contract."""
    first, second = _TEXTS[type(record)](workspace, record, today)
    return clean(first, 60), clean(second, 400)


def _joined(*parts: str) -> str:
    return "  ".join(part for part in parts if part and part != fields.UNKNOWN)


def _shown(workspace: Workspace, record: Record, name: str) -> str:
    return fields.show(workspace, record, fields.field_of(type(record), name))


def _deal(workspace: Workspace, deal: Opportunity, _: dt.date) -> Said:
    state = word(f"fields.statuses.{deal.status}") if deal.status != "open" else _stage(workspace, deal.stage)
    amount = amounts.show(deal.amount, deal.currency or workspace.config.currency)
    return state, "  ".join((amount, str(deal.close_date or "-"), deal.name))


def _contact(workspace: Workspace, contact: Contact, _: dt.date) -> Said:
    roles = [workspace.method.label_of("roles", role) for role in contact.roles]
    attitude = next(
        (f"{entry.symbol} {entry.label.text}" for entry in workspace.method.attitudes
         if entry.value == contact.attitude.value), "",
    )  # fmt: skip
    return contact.name, _joined(
        contact.title, contact.department, ", ".join(roles), attitude, contact.mobile or contact.phone
    )


def _task(workspace: Workspace, task: Task, _: dt.date) -> Said:  # noqa: ARG001
    return str(task.due or "-"), ("[x] " if task.done else "[ ] ") + task.title


def _activity(workspace: Workspace, activity: Activity, _: dt.date) -> Said:
    kind = workspace.method.label_of("activity_kinds", activity.kind)
    return str(activity.date or "-"), _joined(kind, activity.subject, activity.outcome)


def _need(workspace: Workspace, need: Need, _: dt.date) -> Said:
    grades = [
        f"{fields.label(Need, name)} {getattr(need, name)}" for name in ("importance", "urgency") if getattr(need, name)
    ]
    kind = _shown(workspace, need, "kind")
    rest = (_shown(workspace, need, name) for name in ("type", "trend", "status", "owner"))
    return "" if kind == fields.UNKNOWN else kind, _joined(need.name, *grades, *rest)


def _project(workspace: Workspace, project: Project, _: dt.date) -> Said:
    return str(project.year or "-"), _joined(project.name, _shown(workspace, project, "budget"), project.fund_source)


def _contract(workspace: Workspace, contract: Contract, today: dt.date) -> Said:
    left = ""
    if contract.ends:
        days = (contract.ends - today).days
        left = word("page.contract_over") if days < 0 else ""
        if 0 <= days <= (contract.notice_days or 0):
            left = "! " + word("page.contract_ends", n=days)
    span = f"{contract.starts or '-'} .. {contract.ends or '-'}" if contract.starts or contract.ends else ""
    return contract.number or "-", _joined(contract.name, span, _shown(workspace, contract, "amount"), left)


def _stage(workspace: Workspace, stage: str) -> str:
    entry = workspace.method.stage(stage)
    return entry.head if entry else stage or word("screens.no_stage")


_TEXTS: dict[type[Record], Callable[[Workspace, Any, dt.date], Said]] = {
    Opportunity: _deal,
    Contact: _contact,
    Task: _task,
    Activity: _activity,
    Need: _need,
    Project: _project,
    Contract: _contract,
}
