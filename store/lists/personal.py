"""How one person looks at the lists of a workspace: columns, order, preview and own views.

It is one of the person's preferences: never synced, and of no use to anyone else.
"""

from __future__ import annotations

import msgspec

from kamtui.store.records import ListView
from kamtui.store.workspace import Workspace

TOPIC = "lists"


class Shown(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one list was looked at last."""

    columns: tuple[str, ...] = ()
    sort: str = ""
    reverse: bool = False
    preview: bool | None = None
    """Whether the preview is open; None leaves it to the room there is."""


class Personal(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person's own way of looking at a workspace."""

    lists: dict[str, Shown] = {}
    """By table."""
    views: tuple[ListView, ...] = ()


def read(workspace: Workspace) -> Personal:
    """What this person has set; nothing where there is no such file, or one that cannot be read."""
    return workspace.preference(TOPIC, Personal) or Personal()
