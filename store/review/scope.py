"""Whose deals are looked at: all, an owner's, a team's, a manager's, or those of a product line."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from kamtui.store.figures.changes import Scope
from kamtui.store.records import Opportunity, Product, Salesperson, SnapshotDeal
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


class Scoped(msgspec.Struct, frozen=True):
    """A named selection of deals."""

    name: str
    """What people call it; empty for everything."""
    owners: frozenset[str] | None = None
    """Ids of salespeople; None for anybody."""
    products: frozenset[str] | None = None

    def holds(self, deal: SnapshotDeal | Opportunity) -> bool:
        """Whether a deal belongs to it."""
        if self.owners is not None and deal.owner not in self.owners:
            return False
        return self.products is None or not self.products.isdisjoint(deal.products)

    @property
    def test(self) -> Scope:
        """The same as a function."""
        return self.holds


EVERYTHING = Scoped("")


def scope_named(workspace: Workspace, text: str) -> Scoped:
    """What `text` names: a salesperson, a team, a manager or a product line; empty text names everything.

    Raises ValueError with a sentence that lists what there is.
    """
    sought = text.strip().casefold().removeprefix("@")
    if not sought:
        return EVERYTHING
    people = workspace.records(Salesperson)
    products = workspace.records(Product)
    named = {
        person.name: frozenset({person.id}) for person in people.values()
        if sought in (person.name.casefold(), person.id.casefold(), *(alias.casefold() for alias in person.aliases))
    }  # fmt: skip
    for attribute in ("team", "manager", "region"):
        named = named or _grouped(people, attribute, sought)
    if named:
        name, owners = next(iter(named.items()))
        return Scoped(name, owners)
    lines = {product.line for product in products.values() if product.line}
    for line in sorted(lines):
        if line.casefold() == sought:
            ids = frozenset(product.id for product in products.values() if product.line == line)
            return Scoped(line, None, ids)
    known = sorted(
        {*(person.name for person in people.values()), *(each.team for each in people.values()), *lines} - {""}
    )
    raise ValueError(word("review.scope.unknown", text=text, known=", ".join(known[:12]) or "-"))


def _grouped(people: Mapping[str, Salesperson], attribute: str, sought: str) -> dict[str, frozenset[str]]:
    ids = {person.id: getattr(person, attribute) for person in people.values()}
    found = {key: name for key, name in ids.items() if name.casefold() == sought}
    return {next(iter(found.values())): frozenset(found)} if found else {}
