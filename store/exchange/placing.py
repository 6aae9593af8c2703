"""Order lines whose date was corrected: where they stood, so that they move instead of being counted twice.

A line that names its order is the same line whatever its day. The day is part of its id, which says where it
was first written; the rest of the id tells it apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from kamtui.store.exchange.order_ids import IDENTITY
from kamtui.store.exchange.orders import Lines, OrderSource
from kamtui.store.workspace import Workspace

_BUYER = ("account", "customer")


class Place(msgspec.Struct, frozen=True):
    """Where a line stands, and what it says there."""

    month: str
    id: str
    line: msgspec.Raw


def lines_of(orders: Sequence[OrderSource], month: str) -> Lines:
    """The lines of a month in all sources; the last source that has a line wins."""
    lines: Lines = {}
    for source in orders:
        lines |= source.lines(month)
    return lines


def former_places(workspace: Workspace, orders: Sequence[OrderSource]) -> dict[str, dict[str, Place]]:
    """By month, and id in the files, where lines stand that the workspace has on another day.

    An order number that comes again for another customer, or that the files have on both days, is another order.
    """
    held = set(workspace.order_months())
    missing: dict[str, tuple[str, str]] = {}
    for month in {month for source in orders for month in source.months} if held else ():
        known = workspace.order_spellings(month) if month in held else {}
        for source in orders:
            for key, numbered in zip(source.ids(month), source.numbered(month), strict=True):
                if numbered and key not in known:
                    missing[key[IDENTITY]] = month, key
    found: dict[str, dict[str, Place]] = {}
    for month in sorted(held) if missing else ():
        known = workspace.order_spellings(month)
        candidates = [key for key in known if key[IDENTITY] in missing]
        said = {key for source in orders for key in source.ids(month)} if candidates else set()
        for key in candidates:
            if key not in said:
                target, new = missing[key[IDENTITY]]
                found.setdefault(target, {}).setdefault(new, Place(month, key, known[key]))
    return {month: _of_same_buyers(lines_of(orders, month), places) for month, places in found.items()}


def _of_same_buyers(lines: Lines, places: Mapping[str, Place]) -> dict[str, Place]:
    """The places of lines that name no other customer there."""
    return {key: place for key, place in places.items() if _is_same_buyer(lines[key], place.line)}


def _is_same_buyer(new: msgspec.Raw, old: msgspec.Raw) -> bool:
    said: dict[str, Any] = msgspec.json.decode(new)
    was: dict[str, Any] = msgspec.json.decode(old)
    return all(said[name] == was[name] for name in _BUYER if name in said and name in was)
