"""The check of choices: ids that the method does not know, and ratings off their scale."""

from __future__ import annotations

from collections.abc import Iterator

from kamtui.store.checks.inventory import Inventory
from kamtui.store.fields import RANGES
from kamtui.store.fields.model import ENUMS
from kamtui.store.fields.options import PARTIES
from kamtui.store.method.model import GROUPS
from kamtui.store.records import Competitor
from kamtui.store.workspace import Finding


def choices(inventory: Inventory) -> Iterator[Finding]:
    """Stages, tiers, roles and the like that the method in use does not have, and ratings outside their range."""
    method = inventory.workspace.method
    known = {group: {entry.id for entry in method.entries(group)} for group in GROUPS}
    known |= {group: set(ids) for group, ids in ENUMS.items()}
    rivals = set(inventory.workspace.records(Competitor))
    known |= {group: {*named, *rivals} for group, named in PARTIES.items()}
    for file, record, field in inventory.filled("choice", "choices", "rating"):
        value = getattr(record, field.name)
        if field.kind == "rating":
            low, high = RANGES[field.name]
            if value.value is not None and not low <= value.value <= high:
                yield inventory.fault("rating", file, record, field.name, "warning", f"{low} … {high}")
        elif not known[field.group].issuperset(value if field.kind == "choices" else (value,)):
            yield inventory.fault("unknown_choice", file, record, field.name, "warning", field.group)
