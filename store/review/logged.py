"""Keeping a quick log: the activity, and the next step with it, in one change."""

from __future__ import annotations

import datetime as dt

import msgspec

from kamtui.store.change import Change
from kamtui.store.records import Account, Activity, Contact, Opportunity, Task
from kamtui.store.text import quicklog
from kamtui.store.text.quicklog import QuickLog
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


class Place(msgspec.Struct, frozen=True):
    """What a line is about: an account, and a deal of it if one is meant."""

    account: str = ""
    deal: Opportunity | None = None
    person: str = ""
    """Id of the person under the cursor, who took part unless the line names others."""


def read(workspace: Workspace, text: str, place: Place, today: dt.date) -> tuple[QuickLog, Place]:
    """What a line says, and what it is about: the person who is named tells the account where none is given.

    Raises ValueError, worded for the person who typed it.
    """
    if place.account:
        people = list(workspace.of_account(Contact, place.account))
    else:
        people = list(workspace.records(Contact).values())
    labels = {entry.label.text: entry.id for entry in workspace.method.activity_kinds}
    named = [(person.id, person.name) for person in people if not person.archived]
    found = quicklog.parse(text, today, named, labels)
    account = place.account
    if not account and found.people:
        account = next(person.account for person in people if person.id == found.people[0])
    if not account and place.deal is None:
        raise ValueError(word("review.log.where"))
    if place.person and not found.people:
        found = found._replace(people=(place.person,))
    return found, Place(account, place.deal or _only_deal(workspace, account), place.person)


def keep(workspace: Workspace, change: Change, found: QuickLog, place: Place, today: dt.date) -> Activity:
    """Add the activity; the next step goes into the deal, or without one becomes a task."""
    account = workspace.get(Account, place.account)
    owner = (place.deal.owner if place.deal else "") or (account.owner if account else "")
    kind = found.kind if any(entry.id == found.kind for entry in workspace.method.activity_kinds) else ""
    subject = found.subject or workspace.method.label_of("activity_kinds", found.kind)
    made = change.add(
        Activity(subject=subject, account=place.account, kind=kind, date=today, contacts=found.people, owner=owner,
                 opportunity=place.deal.id if place.deal else "")
    )  # fmt: skip
    if found.next_step or found.next_date:
        if place.deal is not None:
            change.set(place.deal, next_step=found.next_step or place.deal.next_step, next_date=found.next_date)
        else:
            change.add(Task(title=found.next_step or subject, account=place.account, due=found.next_date, owner=owner))
    return made


def told(workspace: Workspace, found: QuickLog, place: Place) -> str:
    """What was understood, in one line."""
    names = [person.name for key in found.people if (person := workspace.get(Contact, key))]
    account = workspace.get(Account, place.account)
    parts = [
        account.name if account else "",
        place.deal.name if place.deal else "",
        workspace.method.label_of("activity_kinds", found.kind) if found.kind else "",
        word("fields.value.joint").join(names),
        found.subject,
    ]
    said = " / ".join(part for part in parts if part)
    if found.next_step or found.next_date:
        said += " > " + " ".join(part for part in (str(found.next_date or ""), found.next_step) if part)
    return said


def _only_deal(workspace: Workspace, account: str) -> Opportunity | None:
    """The account's open deal, where it has just one."""
    deals = [deal for deal in workspace.of_account(Opportunity, account) if deal.status == "open" and not deal.archived]
    return deals[0] if len(deals) == 1 else None
