"""Deciding what a merge has left open: what stands, what others wrote, what both had before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kamtui.screens.dialogs.clash import ClashDialog, Decision, Disputed, Side
from kamtui.screens.shell.clashes import by_whom
from kamtui.screens.shell.saving import SavingScreen
from kamtui.store.fields.history import labels, record_name
from kamtui.store.files.conflicts import Clash, Version
from kamtui.store.records import CATALOG, KINDS, Event, OrderLine, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

LONGEST = 2000
"""Cells of a value in the dialog."""


def clash_key(name: str, clash: Clash) -> str:
    """Names a decision among all of a workspace."""
    return f"clash:{name}:{clash.table}:{clash.id}:{clash.field}"


def clashes_of(workspace: Workspace, record: Record) -> list[tuple[str, Clash]]:
    """The decisions that wait in one record, each with its file."""
    if record.id not in workspace.undecided:
        return []
    return [(name, clash) for name, clash in workspace.clashes() if clash.id == record.id]


def label_of(workspace: Workspace, name: str, clash: Clash) -> str:
    """Whose decision it is: the record and the field."""
    event = _event(workspace, name, clash, clash.kept)
    field = labels(workspace, event)[0] if clash.field else word("clash.record")
    return clean(f"{record_name(workspace, event)} / {field}", 80)


def settle_one(screen: SavingScreen, name: str, clash: Clash) -> None:
    """Show every value of one field, with who and when, and write the one that is chosen."""
    workspace = screen.workspace
    record = _record(workspace, name, clash)
    if record is None or not screen.may_write():
        if record is None:
            screen.warn(word("attention.mend_first"))
        return
    versions = [clash.kept, *clash.lost]
    base = clash.lost[0].base if clash.lost else None
    if clash.field and base is not None and all(base != one.value for one in versions):
        versions.append(Version(base))
    sides = tuple(_sides(workspace, name, clash, versions))

    def decided(decision: Decision | None) -> None:
        if decision is None:
            return
        chosen = versions[decision.taken["field"]]
        label = label_of(workspace, name, clash)
        what = word("attention.settled", what=label)
        screen.save(what, lambda change: change.settle(record, clash, chosen, file=name), lambda: screen.tell(what))

    row = Disputed("field", label_of(workspace, name, clash), sides)
    screen.app.push_screen(ClashDialog(word("attention.question"), [row]), decided)


def _sides(workspace: Workspace, name: str, clash: Clash, versions: list[Version]) -> Iterable[Side]:
    for number, version in enumerate(versions):
        side = "stands" if not number else "other" if number <= len(clash.lost) else "before"
        if version.removed:
            text = word("clash.removed")
        elif not clash.field:
            text = word("clash.there")
        else:
            text = clean(labels(workspace, _event(workspace, name, clash, version))[2], LONGEST)
        yield Side(side, text, by_whom(version.updated_by, version.updated))


def _event(workspace: Workspace, name: str, clash: Clash, version: Version) -> Event:
    """The decision as a change, so that history's words for records and values serve here too."""
    value = version.value if clash.field else None
    account = next((each for each in workspace.undecided_accounts if workspace.undecided.get(each) == name), "")
    return Event(
        account=account, record=clash.id, kind=clash.table, field=clash.field or "", new=value,
        at=dt.datetime.now(dt.UTC),
    )  # fmt: skip


def _record(workspace: Workspace, name: str, clash: Clash) -> Record | None:
    """The record as it can be read; None where it cannot, or is of no kind that is known."""
    kind = KINDS.get(clash.table)
    if kind is None:
        return None
    if kind is OrderLine:
        month = name.rpartition("/")[2].removesuffix(".json")
        return next((line for line in workspace.order_lines(month) if line.id == clash.id), None)
    if kind.table in CATALOG or kind.table != "activities":
        return workspace.get(kind, clash.id)
    return workspace.records(kind).get(clash.id)
