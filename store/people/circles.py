"""The circle of people around an account or a deal, read from the workspace: now, or as of an earlier day."""

from __future__ import annotations

import datetime as dt

import msgspec

from kamtui.store.figures.circle import Circle, circle
from kamtui.store.figures.people_past import deals_as_of, people_as_of
from kamtui.store.records import Account, Contact, Event, Opportunity, Rating, Record
from kamtui.store.records.contest import Rival
from kamtui.store.workspace import DamagedFileError, Workspace

CLOSE = 1
"""From this relation on a person counts as close to a rival (A5.03)."""


class Scope(msgspec.Struct, frozen=True):
    """Whose people are looked at: an account's, or those around one of its deals; on an earlier day if one is said."""

    account: str = ""
    deal: str = ""
    day: dt.date | None = None


class Mapped(msgspec.Struct, frozen=True):
    """Everything that a map of people shows."""

    scope: Scope
    circle: Circle
    rivals: tuple[Rival, ...]
    events: tuple[Event, ...]
    everyone: tuple[Contact, ...]
    """Those who have left, or were archived, too."""

    def close_to(self, person: Contact) -> list[tuple[Rival, int]]:
        """The rivals whose representative the person is close to, with the relation."""
        found = [(rival, rival.relations.get(person.id, Rating()).value or 0) for rival in self.rivals]
        return [(rival, relation) for rival, relation in found if relation >= CLOSE]

    def person(self, person_id: str) -> Contact | None:
        """The person of this id, if they are on the map."""
        return next((each for each in self.circle.people if each.id == person_id), None)


def scope_of(workspace: Workspace, record: Record | None) -> Scope:
    """The scope that a record belongs to: a deal's own circle, else that of its account."""
    if isinstance(record, Opportunity):
        return Scope(record.account, record.id)
    if isinstance(record, Account):
        return Scope(record.id)
    account = getattr(record, "account", "")
    deal = workspace.get(Opportunity, getattr(record, "opportunity", "") or "")
    return Scope(account, deal.id) if deal else Scope(account)


def first_scope(workspace: Workspace) -> Scope:
    """The account with the most people whom we know: what is shown before anything was chosen."""
    counts = [(len(workspace.of_account(Contact, each.id)), each.key, each.id) for each in accounts(workspace)]
    best = max(counts, default=(0, False, ""))
    return Scope(best[2])


def accounts(workspace: Workspace) -> list[Account]:
    """The accounts that are not archived, by name."""
    found = [each for each in workspace.records(Account).values() if not each.archived]
    return sorted(found, key=lambda each: (each.name, each.id))


def deals_of(workspace: Workspace, account: str) -> list[Opportunity]:
    """The deals of an account that are not archived, open ones first."""
    found = [deal for deal in workspace.of_account(Opportunity, account) if not deal.archived]
    return sorted(found, key=lambda deal: (deal.status != "open", deal.name, deal.id))


def mapped(workspace: Workspace, scope: Scope, today: dt.date) -> Mapped:
    """The people of a scope with everything around them; a card that cannot be read has no past."""
    people = workspace.of_account(Contact, scope.account)
    deals = deals_of(workspace, scope.account)
    if scope.deal:
        deals = [deal for deal in deals if deal.id == scope.deal]
    else:
        deals = [deal for deal in deals if deal.status == "open"]
    try:
        activities, events = workspace.activities(scope.account), workspace.events(scope.account)
    except (DamagedFileError, LookupError, OSError):
        activities, events = [], []
    day = scope.day or today
    if scope.day is not None:
        people = tuple(people_as_of(people, events, day))
        deals = deals_as_of(deals, events, day)
    found = circle(people, deals, activities, workspace.method, day)
    rivals = tuple(each for each in workspace.of_account(Rival, scope.account) if not each.archived)
    return Mapped(scope, found, rivals, tuple(events), tuple(people))
