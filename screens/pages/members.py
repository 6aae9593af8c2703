"""The records that belong to an account or a deal, group by group, in the order in which they count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from kamtui.store.figures.needs import need_order
from kamtui.store.records import (
    Account,
    Activity,
    Contact,
    Contract,
    Need,
    Opportunity,
    Project,
    Record,
    Task,
)
from kamtui.store.workspace import Workspace

MEMBERS: tuple[type[Record], ...] = (Opportunity, Contact, Task, Activity, Need, Project, Contract)
"""What can be added to an account, most common first."""
LATEST = 50
"""Activities that are listed; the latest count."""


def members_of(workspace: Workspace, record: Record) -> Iterator[tuple[type[Record], Sequence[Record]]]:
    """What belongs to an account or a deal, by kind; kinds of which there is none are left out."""
    if isinstance(record, Account):
        groups = _of_account(workspace, record)
    elif isinstance(record, Opportunity):
        groups = _of_deal(workspace, record)
    else:
        return
    for kind, members in groups:
        shown = [member for member in members if not member.archived]
        if shown:
            yield kind, shown


def _of_account(workspace: Workspace, account: Account) -> Iterator[tuple[type[Record], Sequence[Record]]]:
    own = account.id
    yield Opportunity, sorted(workspace.of_account(Opportunity, own), key=_deal_order)
    yield Contact, workspace.of_account(Contact, own)
    yield Task, sorted(workspace.of_account(Task, own), key=_task_order)
    yield Activity, workspace.activities(own)[:LATEST]
    yield Need, sorted(workspace.of_account(Need, own), key=_need_order)
    yield Project, sorted(workspace.of_account(Project, own), key=_project_order)
    yield Contract, sorted(workspace.of_account(Contract, own), key=_contract_order)


def _of_deal(workspace: Workspace, deal: Opportunity) -> Iterator[tuple[type[Record], Sequence[Record]]]:
    tasks = (task for task in workspace.of_account(Task, deal.account) if task.opportunity == deal.id)
    yield Task, sorted(tasks, key=_task_order)
    needs = (need for need in workspace.of_account(Need, deal.account) if need.opportunity == deal.id)
    yield Need, sorted(needs, key=_need_order)
    yield Activity, [each for each in workspace.activities(deal.account) if each.opportunity == deal.id][:LATEST]


def _need_order(need: Any) -> tuple[bool, int, str]:
    return need_order(need)


def _deal_order(deal: Any) -> tuple[bool, dt.date, str]:
    return deal.status != "open", deal.close_date or dt.date.max, deal.name


def _task_order(task: Any) -> tuple[bool, dt.date, str]:
    return task.done is not None, task.due or dt.date.max, task.title


def _project_order(project: Any) -> tuple[int, str]:
    return -(project.year or 0), project.name


def _contract_order(contract: Any) -> tuple[dt.date, str]:
    return contract.ends or dt.date.max, contract.name
