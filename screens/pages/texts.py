"""One line for each record that belongs to another: what the page of an account and its preview say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from kamtui.store import fields
from kamtui.store.figures.qualified import worth
from kamtui.store.records import (
    Activity,
    Concession,
    Contact,
    Contract,
    Criterion,
    Gift,
    Intelligence,
    Need,
    Objection,
    Opportunity,
    Project,
    Quote,
    Record,
    Rival,
    Task,
)
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

Said = tuple[str, str]
"""What stands before, and the rest; cleaned."""


def said_of(workspace: Workspace, record: Record, today: dt.date) -> Said:
    """The line of a record that belongs to an account or a deal."""
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


def _rival(workspace: Workspace, rival: Rival, _: dt.date) -> Said:
    names = ("product", "quantity", "share", "satisfaction", "expires", "rep", "strategy")
    labels = {"share": "share", "satisfaction": "satisfaction", "expires": "expires"}
    said = []
    for name in names:
        text = _shown(workspace, rival, name)
        if text != fields.UNKNOWN:
            said.append(f"{fields.label(Rival, name)} {text}" if name in labels else text)
    return fields.title_of(workspace, rival), _joined(*said, rival.issues)


def _intelligence(workspace: Workspace, item: Intelligence, today: dt.date) -> Said:
    left = worth(item, workspace.method, today)
    said = word("page.worth", n=left) if left is not None else word("page.worth_unknown")
    names = ("competitor", "source", "reliability")
    return str(item.date or "-"), _joined(item.subject, *(_shown(workspace, item, name) for name in names), said)


def _objection(workspace: Workspace, said: Objection, _: dt.date) -> Said:
    kind = _shown(workspace, said, "kind")
    return "" if kind == fields.UNKNOWN else kind, _joined(
        said.subject, _shown(workspace, said, "competitor"), said.answer
    )


def _concession(workspace: Workspace, given: Concession, _: dt.date) -> Said:
    names = ("kind", "by", "amount", "for_what")
    return str(given.date or "-"), _joined(given.name, *(_shown(workspace, given, name) for name in names))


def _gift(workspace: Workspace, gift: Gift, _: dt.date) -> Said:
    names = ("value", "contact", "owner", "approved_by")
    return str(gift.date or "-"), _joined(gift.name, *(_shown(workspace, gift, name) for name in names))


def _criterion(workspace: Workspace, each: Criterion, _: dt.date) -> Said:
    names = ("weight", "favours", "designer", "scores")
    return each.name, _joined(*(_shown(workspace, each, name) for name in names))


def _quote(workspace: Workspace, quote: Quote, _: dt.date) -> Said:
    return f"v{quote.version}", _joined(quote.name, *(_shown(workspace, quote, name) for name in ("date", "lines")))


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
    Rival: _rival,
    Intelligence: _intelligence,
    Objection: _objection,
    Concession: _concession,
    Gift: _gift,
    Criterion: _criterion,
    Quote: _quote,
}
