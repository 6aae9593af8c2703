"""Putting order lines right: one of two equal orders counts no more, a month's amounts get their usual unit (A9.03)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import msgspec

from kamtui.store.records import OrderLine
from kamtui.store.records.base import view
from kamtui.store.tidy.issue import Issue
from kamtui.store.tidy.order_lines import orders_of
from kamtui.store.workspace import Change, Workspace

_AMOUNTS = ("amount_e4", "price_e4", "profit_e4")


def merge_orders(workspace: Workspace, change: Change, heads: Iterable[str]) -> int:
    """Archive the lines of all orders but the earliest; how many lines these are.

    `heads` are the ids of the lines that stand for the orders, as in an issue. Archived lines are in no figure.
    """
    wanted = set(heads)
    found = []
    for month in workspace.order_months():
        if wanted.isdisjoint(workspace.order_spellings(month)):
            continue
        lines = (line for line in workspace.order_lines(month) if not line.archived)
        found += [(order.day, order.head, month, order) for order in orders_of(lines) if order.head in wanted]
    found.sort(key=lambda each: each[:2])
    gone: dict[str, dict[str, dict[str, Any]]] = {}
    for _, _, month, order in found[1:]:
        gone.setdefault(month, {}).update({line.id: {"archived": True} for line in order.lines})
    for month, patches in gone.items():
        change.merge_orders(month, patches)
    return sum(map(len, gone.values()))


def power_of(issue: Issue) -> int:
    """By which power of ten a suspect unit is off."""
    return round(math.log10(issue.times or 1))


def month_of(issue: Issue) -> str:
    """The month that an issue about a file of orders is about."""
    return issue.file.removeprefix("orders/").removesuffix(".json")


def order_line(workspace: Workspace, line_id: str) -> OrderLine | None:
    """The order line of this id; the other lines of its month are not decoded."""
    for month in workspace.order_months():
        spelled = workspace.order_spellings(month).get(line_id)
        if spelled is not None:
            return view(OrderLine, line_id, msgspec.json.decode(spelled))
    return None


def rescale_orders(workspace: Workspace, change: Change, issue: Issue) -> int:
    """Bring a month's amounts, prices and profits of the issue's currency into the usual unit; how many lines."""
    month = month_of(issue)
    power = power_of(issue)
    patches: dict[str, dict[str, Any]] = {}
    for key, spelled in workspace.order_spellings(month).items():
        try:
            line = view(OrderLine, key, msgspec.json.decode(spelled))
        except (msgspec.MsgspecError, TypeError):
            continue
        if line.archived or line.currency != issue.currency:
            continue
        patch = {name: _scaled(value, power) for name in _AMOUNTS if (value := getattr(line, name))}
        if patch:
            patches[key] = patch
    if power and patches:
        change.merge_orders(month, patches)
    return len(patches) if power else 0


def _scaled(amount: int, power: int) -> int:
    """An amount divided by so many powers of ten, half to even; multiplied where the power is below 0."""
    tens: int = 10 ** abs(power)
    if power < 0:
        return amount * tens
    whole, rest = divmod(amount, tens)
    return whole + (2 * rest > tens or (2 * rest == tens and whole % 2 == 1))
