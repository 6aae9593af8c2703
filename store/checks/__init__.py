"""Named checks: each looks for one class of faults in a workspace and says where they are.

A check is a function from the inventory of a workspace to findings. It reads and never writes; what can be
mended without a decision is mended by `kamtui.store.checks.repair`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from kamtui.store.checks.choices import choices
from kamtui.store.checks.dates import dates
from kamtui.store.checks.duplicates import duplicates
from kamtui.store.checks.files import conflicts, method_file, newer_format, parse, schema
from kamtui.store.checks.ids import ids
from kamtui.store.checks.inventory import Fault, Inventory
from kamtui.store.checks.leftovers import leftovers
from kamtui.store.checks.money import money
from kamtui.store.checks.orders import orders
from kamtui.store.checks.people import people
from kamtui.store.checks.permissions import permissions
from kamtui.store.checks.private import private
from kamtui.store.checks.references import references
from kamtui.store.checks.snapshots import snapshots
from kamtui.store.workspace import Finding, Workspace

__all__ = ["CHECKS", "Fault", "Inventory", "check"]

CHECKS: dict[str, Callable[[Inventory], Iterator[Finding]]] = {
    "format": newer_format,
    "method": method_file,
    "parse": parse,
    "schema": schema,
    "orders": orders,
    "ids": ids,
    "references": references,
    "duplicates": duplicates,
    "dates": dates,
    "money": money,
    "choices": choices,
    "conflicts": conflicts,
    "leftovers": leftovers,
    "permissions": permissions,
    "snapshots": snapshots,
    "private": private,
    "people": people,
}
"""Every check by the name that people give, in the order in which they run."""


def check(workspace: Workspace, names: Iterable[str] = CHECKS, now: dt.datetime | None = None) -> list[Finding]:
    """What these checks find, one check after the other; `now` is the moment from which the future begins.

    Raises KeyError for a name that is no check.
    """
    inventory = Inventory(workspace, now or dt.datetime.now().astimezone())
    return [finding for name in names for finding in CHECKS[name](inventory)]
