"""The segments that an account belongs to: those whose names it carries as tags (A8.06)."""

from __future__ import annotations

from kamtui.store.records import Account, Segment
from kamtui.store.workspace import Workspace


def segments_of(workspace: Workspace, account: Account) -> list[Segment]:
    """The segments whose tag an account carries, in the order of its tags."""
    known = {each.name: each for each in workspace.records(Segment).values() if not each.archived}
    return [known[tag] for tag in account.tags if tag in known]
