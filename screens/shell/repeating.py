"""The last change of a field, so that one key can make it again on another record."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec

from kamtui.store.records import Record
from kamtui.store.workspace import Workspace

if TYPE_CHECKING:
    from kamtui.store.fields import Field


class LastChange(msgspec.Struct, frozen=True):
    """What was typed into which field."""

    kind: type[Record]
    field: Field
    text: str
    bulk: bool = False
    """Whether it was typed in the language of bulk changes, where `+7d` counts from the record's own day."""


_LAST: WeakKeyDictionary[Workspace, dict[type[Record], LastChange]] = WeakKeyDictionary()
"""By workspace, since its screens share what was done last; by kind, since a field belongs to one."""


def remember_change(workspace: Workspace, change: LastChange) -> None:
    """Keep a change as the one to be made again."""
    _LAST.setdefault(workspace, {})[change.kind] = change


def last_change(workspace: Workspace, kind: type[Record]) -> LastChange | None:
    """The last change of a record of this kind, if there was one since the start."""
    return _LAST.get(workspace, {}).get(kind)
