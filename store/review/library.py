"""The snapshots of a workspace: taking them, finding the one to compare with, putting weeks together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from kamtui.store.figures.past import as_of
from kamtui.store.figures.snapshots import joined, snapshot
from kamtui.store.figures.trail import trail
from kamtui.store.files import reviews
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.layout import review_name
from kamtui.store.files.reviews import Head, SnapshotExistsError, is_name, week_name
from kamtui.store.records import Account, Event, Opportunity, Snapshot
from kamtui.store.text import dates
from kamtui.store.text.words import word
from kamtui.store.workspace import ReadOnlyError, Workspace

__all__ = ["Head", "Library", "SnapshotExistsError", "events_of_deals", "is_name", "week_name"]


class Library:
    """All snapshots of a workspace, the oldest first."""

    def __init__(self, workspace: Workspace) -> None:
        """Look through the folder `reviews/` of `workspace`."""
        self.workspace = workspace
        self.heads, self.findings = reviews.heads(workspace.root)

    def read(self, name: str) -> Snapshot:
        """The snapshot of this name; LookupError with what there is, DamagedFileError for one edited by hand."""
        found = reviews.read(self.workspace.root, name)
        if found is None:
            known = ", ".join(head.name for head in self.heads[-8:]) or "-"
            raise LookupError(word("review.no_snapshot", name=name, known=known))
        return found

    def latest(self, before: dt.date | None = None) -> Snapshot | None:
        """The youngest snapshot, or the youngest that was not taken after `before`.

        A damaged one is passed over and stays in `findings`.
        """
        for head in reversed(self.heads):
            if before is not None and head.taken > before:
                continue
            try:
                return self.read(head.name)
            except DamagedFileError as error:
                if error.finding not in self.findings:
                    self.findings.append(error.finding)
        return None

    def since(self, older: Snapshot, newer: Snapshot) -> Snapshot:
        """`newer` with the deals that snapshots between the two saw closed."""
        between = [head for head in self.heads if older.taken <= head.taken <= newer.taken]
        names = [head.name for head in reversed(between) if head.name not in (older.name, newer.name)]
        return joined(newer, [self.read(name) for name in names])

    def take(self, today: dt.date, name: str = "", base: Snapshot | None = None) -> Snapshot:
        """What a snapshot of now, or of an earlier day, would hold; nothing is written.

        Without a name it is called after its week, with -2, -3 … behind it where that holds other data.
        """
        if name:
            return self._made(today, name, base)
        number, wanted = 1, week_name(today)
        made = self._made(today, wanted, base)
        while self._is_another(made):
            number += 1
            made = self._made(today, f"{wanted}-{number}", base)
        return made

    def write(self, taken: Snapshot) -> bool:
        """Write a snapshot; False where the same one is there. Raises SnapshotExistsError, ReadOnlyError, OSError."""
        if self.workspace.read_only:
            raise ReadOnlyError(self.workspace.read_only)
        fresh = reviews.write(self.workspace.root, taken)
        self.heads, self.findings = reviews.heads(self.workspace.root)
        return fresh

    def named_freely(self, made: Snapshot) -> Snapshot:
        """A snapshot under its own name, or with -2, -3 … behind it where that holds other data."""
        number, found = 1, made
        while self._is_another(found):
            number += 1
            found = _renamed(made, f"{made.name}-{number}")
        return found

    def _made(self, today: dt.date, name: str, base: Snapshot | None) -> Snapshot:
        older = base or self._base(today, name)
        deals, pushes = deals_on(self.workspace, today)
        made = snapshot(deals, self.workspace.method, self.workspace.config.currency, today, older, pushes)
        return _renamed(made, name)

    def _base(self, today: dt.date, name: str) -> Snapshot | None:
        """The snapshot before; of one that is there already its own, so that taking it again gives the same bytes."""
        there = next((head for head in self.heads if head.name == name), None)
        if there is None:
            return self.latest(today)
        return self.read(there.base) if there.base else None

    def _is_another(self, made: Snapshot) -> bool:
        """Whether the name of a snapshot holds other data."""
        path = self.workspace.root / review_name(made.name)
        return path.exists() and path.read_bytes() != reviews.encoded(made)


def _renamed(made: Snapshot, name: str) -> Snapshot:
    return Snapshot(
        name=name, taken=made.taken, base=made.base, deals=made.deals, calls=made.calls, decisions=made.decisions
    )


def deals_on(workspace: Workspace, day: dt.date) -> tuple[list[Opportunity], Callable[[Opportunity], int]]:
    """All deals as they stood at the end of `day`, or as they stand now, and how often each had been pushed by then."""
    deals = list(workspace.records(Opportunity).values())
    if day >= dates.today():
        return deals, lambda deal: workspace.trail(deal.account).of(deal.id).pushes
    events = list(events_of_deals(workspace))
    then = trail((), (event for event in events if event.at.date() <= day))
    return as_of(deals, events, day), lambda deal: then.of(deal.id).pushes


def events_of_deals(workspace: Workspace) -> Iterable[Event]:
    """The events of all deals; every card is read for it."""
    for account in (*workspace.records(Account), ""):
        for event in workspace.events(account):
            if event.kind == Opportunity.table:
                yield event
