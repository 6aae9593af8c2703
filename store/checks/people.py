"""The check of people: lines upwards that never end, roles and ratings that cannot be, no decider or more than one."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kamtui.store.checks.inventory import Inventory
from kamtui.store.fields import RANGES
from kamtui.store.figures.deciders import deciders, must_have_decider, roles_in
from kamtui.store.figures.organisation import line_problems
from kamtui.store.records import Contact, Opportunity, Rating
from kamtui.store.records.people import TIES
from kamtui.store.workspace import Finding

_RATINGS = ("attitude", "influence", "closeness", "product_awareness")


def people(inventory: Inventory) -> Iterator[Finding]:
    """Who reports to himself or in a circle, ratings without a source, wrong roles, no decider of a deal or two."""
    by_file: dict[str, list[Contact]] = {}
    for file, record in inventory.records():
        if isinstance(record, Contact) and not record.archived:
            by_file.setdefault(file, []).append(record)
            yield from _ratings(inventory, file, record)
            yield from _ties(inventory, file, record)
    for file, there in by_file.items():
        problems, by_id = line_problems(there), {person.id: person for person in there}
        for person, problem in problems.items():
            if problem != "gone_boss":
                yield inventory.fault(f"line_{problem}", file, by_id[person], "reports_to", "warning")
    for file, record in inventory.records():
        if isinstance(record, Opportunity) and not record.archived:
            yield from _roles(inventory, file, record, by_file.get(file, []))


def _ratings(inventory: Inventory, file: str, person: Contact) -> Iterator[Finding]:
    """Ratings that nobody can trace."""
    for name in _RATINGS:
        rating: Rating = getattr(person, name)
        low, high = RANGES[name]
        if rating.value is not None and low <= rating.value <= high and not rating.source:
            yield inventory.fault("no_source", file, person, name, "warning")


def _ties(inventory: Inventory, file: str, person: Contact) -> Iterator[Finding]:
    """Lines to oneself, of a kind that is none, or of a strength beyond 1 … 3."""
    for other, tie in person.ties.items():
        if other == person.id or tie.kind not in TIES or not 1 <= tie.strength <= 3:
            yield inventory.fault("wrong_tie", file, person, "ties", "warning", f"{' | '.join(TIES)}, 1 … 3")
            return


def _roles(inventory: Inventory, file: str, deal: Opportunity, there: list[Contact]) -> Iterator[Finding]:
    """Roles of a deal that the method does not know, of people who are not there, no decider, and more than one."""
    method = inventory.workspace.method
    known = {role.id for role in method.roles}
    if any(not known.issuperset(roles) for roles in deal.roles.values()):
        yield inventory.fault("unknown_choice", file, deal, "roles", "warning", "roles")
    if lost := sorted(set(deal.roles) - inventory.known[Contact.table]):
        yield inventory.fault("dangling", file, deal, "roles", "error", f"contacts {lost[0]}")
    found = deciders(deal, there, method)
    if len(found) > 1 and deal.status == "open":
        shown = msgspec.structs.replace(deal, roles={one.id: roles_in((deal,), one) for one in found})
        yield inventory.fault("two_deciders", file, shown, "roles", "warning", "1")
    elif not found and must_have_decider(deal, method):
        yield inventory.fault("no_decider", file, deal, "stage", "warning", "1")
