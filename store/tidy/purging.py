"""Taking archived records out for good: which of them can go, what keeps the others, and one step that does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from kamtui.store.records import CARD, CATALOG, TARGETS, Account, Contact, Profile, Record, document
from kamtui.store.text.words import word
from kamtui.store.workspace import Change, Workspace


class Purge(msgspec.Struct, frozen=True):
    """What a purge would do."""

    going: tuple[Record, ...] = ()
    """The archived records that nothing living names: by kind, then by age."""
    kept: tuple[tuple[Record, int], ...] = ()
    """The archived records that stay, each with how many records that are not archived name or belong to it."""


def to_purge(workspace: Workspace, kind: type[Record] | None = None) -> Purge:
    """Find the archived records, of one kind or of all, that can go.

    A record stays while another that stays names it anywhere, an account also while a record that stays or an order
    line belongs to it. People who were erased stay: their tombstones keep others from bringing them back. So do order
    lines, which the next import would bring again.
    """
    kinds = (CARD | CATALOG | TARGETS).values()
    everything = [record for each in kinds for record in workspace.records(each).values()]
    archived = {
        record.id: record for record in everything
        if record.archived and (kind is None or isinstance(record, kind)) and not _is_tombstone(record)
    }  # fmt: skip
    named = {record.id: _named_in(record) & archived.keys() for record in everything} if archived else {}
    going, stays = set(archived), Counter[str](_of_orders(workspace, archived))
    pending = [key for key in named if key not in going]
    while True:
        stays.update(each for key in pending for each in named[key] if each != key)
        pending = [key for key in going if stays[key]]
        if not pending:
            break
        going.difference_update(pending)
    return Purge(
        tuple(record for key, record in archived.items() if key in going),
        tuple((record, stays[key]) for key, record in archived.items() if key not in going),
    )


def purge(workspace: Workspace, found: Purge) -> None:
    """Take out what can go, with its history and the personal cards of people, as one step; see `Workspace.change`."""
    profiles = workspace.profiles()
    with workspace.change(word("tidy.purged", n=len(found.going))) as change:
        for record in found.going:
            _take_out(change, record, profiles)


def _take_out(change: Change, record: Record, profiles: dict[str, Profile]) -> None:
    change.purge(record)
    if isinstance(record, Contact) and record.id in profiles:
        change.remove(profiles[record.id])


def _is_tombstone(record: Record) -> bool:
    return isinstance(record, Contact) and record.erased is not None


def _named_in(record: Record) -> set[str]:
    """Every text in a record, and the account that it belongs to: ids are among them wherever a field keeps them."""
    own = getattr(record, "account", "") if record.table in CARD and not isinstance(record, Account) else ""
    return {own, *_texts(document(record))}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _of_orders(workspace: Workspace, archived: dict[str, Record]) -> Iterator[str]:
    """The archived records that order lines name, once for each line."""
    if archived:
        for month in workspace.order_months():
            for line in workspace.order_spellings(month).values():
                yield from (text for text in _texts(msgspec.json.decode(line)) if text in archived)
