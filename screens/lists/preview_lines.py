"""What the preview says of a record: its head, and what belongs to it, in few lines."""

from __future__ import annotations

import datetime as dt

from kamtui.screens.pages.members import members_of
from kamtui.screens.pages.sections import sections_of
from kamtui.screens.pages.texts import said_of
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.preview_pane import Line
from kamtui.store import fields
from kamtui.store.lists.columns import chosen
from kamtui.store.records import Account, Activity, Contact, Need, Opportunity, Record, Task
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

_FIGURES = ("pipeline", "weighted", "won", "last", "next", "relation")
_SHORT = ("tier", "kind", "industry", "region", "location", "owner")
"""The fields of an account that its profile line names."""
_MOST = {Opportunity: 8, Contact: 6, Activity: 5, Need: 4}
"""Records of a kind that are shown; of other kinds three."""
_ORDER = (Task, Opportunity, Contact, Activity, Need)
"""The kinds that come first; what is to be done before what was done."""


def preview_lines(workspace: Workspace, record: Record, today: dt.date) -> tuple[list[Line], list[Line]]:
    """The lines of the preview of a record, cleaned: what it is and how it stands; and what belongs to it."""
    head: list[Line] = [(Cell(clean(fields.name_of(record), 200), "strong"),), *_profile(workspace, record)]
    if isinstance(record, Account):
        for column in chosen(Account, _FIGURES):
            text = clean(column.text(workspace, record, today), 200)
            head.append((Cell(clean(column.label, 30), "muted"), text))
    rest: list[Line] = []
    groups = dict(members_of(workspace, record))
    for kind in sorted(groups, key=lambda kind: _ORDER.index(kind) if kind in _ORDER else len(_ORDER)):
        members = [one for one in groups[kind] if _counts(one)]
        if members:
            rest.append((Cell(f"{_title(kind)} ({len(members)})", "strong"),))
            rest += [said_of(workspace, one, today) for one in members[: _MOST.get(kind, 3)]]
    return head, rest


def _profile(workspace: Workspace, record: Record) -> list[Line]:
    """The filled fields of the first section but for the name: short ones in one line, an account's note below."""
    (_, among), *_ = sections_of(type(record))
    filled = [field for field in among[1:] if field.kind != "bool" and fields.text_of(workspace, record, field)]
    if not isinstance(record, Account):
        return [
            (Cell(clean(fields.label(type(record), one.name), 40), "muted"), _shown(workspace, record, one))
            for one in filled
        ]
    short = "  ".join(_shown(workspace, record, one) for one in filled if one.name in _SHORT)
    lines: list[Line] = [(short,)] if short else []
    return [*lines, (_shown(workspace, record, fields.field_of(Account, "note")),)] if record.note else lines


def _shown(workspace: Workspace, record: Record, field: fields.Field) -> str:
    return clean(fields.show(workspace, record, field).replace("\n", " / "), 400)


def _title(kind: type[Record]) -> str:
    return word("page.steps") if kind is Task else word(f"screens.kinds.{kind.table}")


def _counts(record: Record) -> bool:
    """Whether a record is shown: deals and tasks only while they are open."""
    if isinstance(record, Opportunity):
        return record.status == "open"
    return record.done is None if isinstance(record, Task) else True
