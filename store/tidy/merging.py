"""Making one record of two (A9.04): everything of the loser moves, its name stays as an alias, one step undoes it."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from kamtui.store.fields import default_of, fields_of
from kamtui.store.records import KINDS, Account, Contact, OrderLine, Record
from kamtui.store.text.words import word
from kamtui.store.workspace import Change, Workspace

R = TypeVar("R", bound=Record)

_PLACED = ("account", "slug")
"""Fields that say where a record lies."""
_JOINED = ("aliases", "tags", "roles")


def merge_accounts(workspace: Workspace, winner: Account, loser: Account) -> None:
    """Make one account of two, as one step.

    The winner keeps what it says; what it does not say is taken from the loser. Its card takes in every record of the
    loser's, order lines and references follow. Raises ValueError for one and the same, and as `Workspace.change` does.
    """
    fields = filled(winner, loser)
    if loser.name != winner.name:
        fields["aliases"] = tuple(dict.fromkeys((*fields.get("aliases", winner.aliases), loser.name)))
    fields["key"] = winner.key or loser.key
    if winner.parent == loser.id or fields.get("parent") == winner.id:
        fields["parent"] = ""
    with workspace.change(word("tidy.merged", winner=winner.name, loser=loser.name)) as change:
        change.set(winner, **fields)
        _repoint(workspace, change, Account, winner.id, loser.id)
        for month in workspace.order_months():
            spelled = workspace.order_spellings(month)
            own = {key: {"account": winner.id} for key, line in spelled.items() if _is_of(line, loser.id)}
            if own:
                change.merge_orders(month, own)
        change.absorb(loser, winner)


def merge_people(workspace: Workspace, winner: Contact, loser: Contact) -> None:
    """Make one person of two, as one step; what points to the loser points to the winner. Raises as above."""
    fields = filled(winner, loser)
    if winner.reports_to == loser.id or fields.get("reports_to") == winner.id:
        fields["reports_to"] = ""
    with workspace.change(word("tidy.merged", winner=winner.name, loser=loser.name)) as change:
        change.set(winner, **fields)
        _repoint(workspace, change, Contact, winner.id, loser.id)
        change.remove(loser)


def filled(winner: R, loser: R) -> dict[str, Any]:
    """What the winner does not say and the loser does; lists are joined."""
    if winner.id == loser.id:
        raise ValueError(word("tidy.same"))
    fields: dict[str, Any] = {"external_ids": {**loser.external_ids, **winner.external_ids}}
    for field in fields_of(type(winner)):
        if field.name in (*_PLACED, "external_ids", "archived", "name"):
            continue
        own, other = getattr(winner, field.name), getattr(loser, field.name)
        if field.name in _JOINED:
            fields[field.name] = tuple(dict.fromkeys((*own, *other)))
        elif own == default_of(type(winner), field.name):
            fields[field.name] = other
    return fields


def _repoint(workspace: Workspace, change: Change, of: type[Record], winner: str, loser: str) -> None:
    """Let every reference to the loser be one to the winner."""
    for kind in KINDS.values():
        fields = [field for field in fields_of(kind) if field.table == of.table and field.name not in _PLACED]
        if kind is OrderLine or not fields:
            continue
        for record in workspace.records(kind).values():
            patch: dict[str, Any] = {}
            for field in fields:
                value = getattr(record, field.name)
                if field.kind == "refs" and loser in value:
                    patch[field.name] = tuple(dict.fromkeys(winner if each == loser else each for each in value))
                elif value == loser:
                    patch[field.name] = "" if record.id == winner else winner
            if patch and record.id not in (winner, loser):
                change.set(record, **patch)


def _is_of(line: msgspec.Raw, account: str) -> bool:
    return account.encode() in bytes(line) and msgspec.json.decode(line).get("account") == account
