"""Changes as people read them: names for ids, labels for fields and values.

`kamtui log` and the history page read the past through this.
"""

from __future__ import annotations

from typing import Any

import msgspec

from kamtui.store.fields.model import field_of, label, name_of
from kamtui.store.fields.shown import UNKNOWN, shown_plain
from kamtui.store.records import KINDS, Account, Activity, Event, OrderLine, Record
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def labels(workspace: Workspace, event: Event) -> tuple[str, str, str]:
    """What people call the field, its old and its new value; as they stand in the file where nothing is known."""
    if not event.field:
        return word("tools.log.whole"), UNKNOWN, word("tools.log.added" if event.old is None else "tools.log.removed")
    kind = KINDS.get(event.kind)
    try:
        field = field_of(kind, event.field) if kind else None
    except ValueError:  # a field of another version
        field = None
    if kind is None or field is None:
        old, new = (UNKNOWN if value is None else str(value) for value in (event.old, event.new))
        return event.field, old, new
    record = _known(workspace, kind, event.record) or _blank(kind)
    old, new = (shown_plain(workspace, record, field, value) for value in (event.old, event.new))
    return label(kind, field.name), old, new


def _known(workspace: Workspace, kind: type[Record], record_id: str) -> Record | None:
    """The record, where it is of a kind that is in memory."""
    return None if kind in (Activity, OrderLine) else workspace.get(kind, record_id)


def _blank(kind: type[Record]) -> Record:
    """What stands for a record that is gone, so that its values can still be shown."""
    required = {info.name: "" for info in msgspec.structs.fields(kind) if info.required}
    return msgspec.convert(required, kind)


def account_name(workspace: Workspace, event: Event) -> str:
    """The name of the account in whose card the event stands; its id where the account is gone."""
    account = workspace.get(Account, event.account)
    return account.name if account else event.account


def record_name(workspace: Workspace, event: Event) -> str:
    """What the changed record is called; its id where it is gone."""
    kind = KINDS.get(event.kind)
    record = _known(workspace, kind, event.record) if kind else None
    return name_of(record) if record else _name_in(event.new or event.old) or event.record


def _name_in(document: Any) -> str:
    """The name that a whole record had, where the event carries one."""
    said = (
        document.get("name") or document.get("subject") or document.get("title") if isinstance(document, dict) else ""
    )
    return said if isinstance(said, str) else ""
