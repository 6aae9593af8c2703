"""Who decides in a deal: a person's roles are those of the deal, and only then those of the contact (A4.08, A4.10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kamtui.store.method.model import Method
from kamtui.store.records import Contact, Opportunity


def roles_in(deals: Collection[Opportunity], person: Contact) -> tuple[str, ...]:
    """The roles of a person in these deals together; those of the contact where no deal names the person."""
    named = [deal.roles[person.id] for deal in deals if person.id in deal.roles]
    if not named:
        return person.roles
    return tuple(dict.fromkeys(role for roles in named for role in roles))


def deciding_roles(method: Method) -> frozenset[str]:
    """Ids of the roles that decide."""
    return frozenset(role.id for role in method.roles if role.decides)


def is_key(influence: int | None, roles: Iterable[str], method: Method) -> bool:
    """Whether a person of this influence and these roles is key: of great influence, or one who decides (C16)."""
    great = influence is not None and influence >= method.thresholds["key_influence"]
    return great or not deciding_roles(method).isdisjoint(roles)


def is_there(person: Contact) -> bool:
    """Whether the person is still at the customer and not archived."""
    return not person.archived and person.left is None


def deciders(deal: Opportunity, people: Iterable[Contact], method: Method) -> list[Contact]:
    """Those who decide in a deal, by role."""
    deciding = deciding_roles(method)
    return [one for one in people if is_there(one) and not deciding.isdisjoint(roles_in((deal,), one))]


def has_power(deal: Opportunity, people: Iterable[Contact], method: Method) -> bool:
    """Whether someone is known at the customer who decides, by role in the deal or by level (A4.01, A4.08)."""
    deciding = deciding_roles(method)
    levels = {level.id for level in method.levels if "decide" in level.powers}
    return any(
        is_there(one) and (one.level in levels or not deciding.isdisjoint(roles_in((deal,), one))) for one in people
    )


def must_have_decider(deal: Opportunity, method: Method) -> bool:
    """Whether an open deal is past the stage in which the method sets out to find the decider (A4.10).

    That is the first stage whose `focus` names a role that decides. A method without one, and a deal in a stage that
    the method does not know, ask for nothing.
    """
    if deal.status != "open" or deal.archived:
        return False
    deciding = deciding_roles(method)
    wanted = next((at for at, stage in enumerate(method.stages) if not deciding.isdisjoint(stage.focus)), None)
    here = next((at for at, stage in enumerate(method.stages) if stage.id == deal.stage), None)
    return wanted is not None and here is not None and here > wanted
