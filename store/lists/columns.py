"""The columns that a list of records can have: the records' fields, and what is computed of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import msgspec

from kamtui.store.fields import UNKNOWN, Field, fields_of, label, show
from kamtui.store.fields.model import ENUMS, FieldKind
from kamtui.store.fields.options import label_of
from kamtui.store.lists.computed import COMPUTED, Computed
from kamtui.store.records import Account, Opportunity, Record
from kamtui.store.text.pinyin import sort_key
from kamtui.store.text.words import word
from kamtui.store.text.words.lists import WORDS
from kamtui.store.workspace import Workspace

DEFAULTS: dict[str, tuple[str, ...]] = {
    "accounts": (
        "name", "tier", "region", "industry", "owner", "pipeline", "weighted", "won", "last", "next", "relation",
    ),
    "opportunities": ("name", "account", "stage", "amount", "weighted", "close_date", "days", "next_step", "owner"),
    "contacts": ("name", "account", "title", "level", "attitude", "influence", "closeness", "mobile"),
    "tasks": ("title", "account", "due", "done", "opportunity", "owner"),
    "competitors": ("name", "origin", "website", "tags"),
    "needs": ("name", "account", "kind", "type", "importance", "urgency", "status", "owner"),
    "projects": ("name", "account", "year", "fund_source", "budget"),
    "contracts": ("name", "account", "number", "starts", "ends", "amount"),
}  # fmt: skip
"""The columns that a list shows until someone chooses others, by table."""
NUMBERS = ("money", "int", "percent", "quantity")
"""Kinds of columns that stand flush right, and whose largest value comes first."""
_SOONEST = ("next", "next_date", "due", "close_date", "ends", "next_purchase")
"""Days to come, of which the first one comes first."""
_TEXTS = ("text", "long", "ref", "refs", "list", "map", "years")


class ListColumn(msgspec.Struct, frozen=True):
    """One column of the list of a kind of record."""

    of: type[Record]
    key: str
    """Names it in views and commands, in every language."""
    kind: FieldKind
    """What it holds; sums by currency are money."""
    field: Field | None = None
    """The field that it shows; None for what is computed."""
    computed: Computed | None = None

    @property
    def label(self) -> str:
        """Its heading: short where the field's own label is long for one."""
        own = next((key for key in (f"{self.of.table}.{self.key}", self.key) if f"lists.column.{key}" in WORDS), "")
        return word(f"lists.column.{own}") if own else label(self.of, self.key)

    @property
    def why_fixed(self) -> str:
        """Why it cannot be edited, for people; "" where it can."""
        if self.field is None:
            return word("lists.computed", label=self.label, how=word(f"lists.how.{self.key}"))
        return word("fields.error.fixed", label=self.label) if self.field.hidden else ""

    def value(self, workspace: Workspace, record: Record, today: dt.date) -> Any:
        """What it holds of a record: None where nothing is known; sums are minor units by currency."""
        if self.computed:
            return self.computed.read(workspace, record, today)
        value = getattr(record, self.field.name) if self.field else None
        if self.kind == "rating":
            return value.value if value is not None else None
        return None if value in ("", (), {}) else value

    def text(self, workspace: Workspace, record: Record, today: dt.date) -> str:
        """What the cell shows: one line, in the language in use, safe on a terminal; "-" for the unknown."""
        if self.field:
            return " ".join(show(workspace, record, self.field).split("\n"))
        if self.computed and self.computed.show:
            return self.computed.show(workspace, record, today) or UNKNOWN
        value = self.value(workspace, record, today)
        if value is None:
            return UNKNOWN
        return value.isoformat() if isinstance(value, dt.date) else str(value)


@cache
def columns_of(kind: type[Record]) -> tuple[ListColumn, ...]:
    """Every column that the list of a kind can have, those shown first in front."""
    own = [ListColumn(kind, field.key, field.kind, field) for field in fields_of(kind) if _is_shown(field)]
    made = [ListColumn(kind, one.key, one.kind, computed=one) for one in COMPUTED.get(kind, ())]
    first = DEFAULTS.get(kind.table, ())
    among = {column.key: column for column in (*own, *made)}
    return tuple(among[key] for key in (*first, *(key for key in among if key not in first)))


def _is_shown(field: Field) -> bool:
    return not field.hidden or field.name == "account"


def chosen(kind: type[Record], keys: Iterable[str]) -> list[ListColumn]:
    """The columns of these keys that still exist, or those shown until someone chooses."""
    among = {column.key: column for column in columns_of(kind)}
    found = [among[key] for key in dict.fromkeys(keys) if key in among]
    return found or [among[key] for key in DEFAULTS.get(kind.table, tuple(among)[:6])]


def ordered(
    workspace: Workspace, records: Iterable[Any], kind: type[Record], sort: str, today: dt.date, reverse: bool = False
) -> list[Any]:
    """The records in the order of a column; "" is the order in which people look through such a list.

    Numbers go from the largest, days from the latest or, where they are to come, from the soonest, texts by pinyin,
    choices in the order of the method; `reverse` turns that round. What is not known comes last either way, after sums
    in another currency than the workspace's, which cannot be compared. Equals are in the usual order.
    """
    found = sorted(records, key=usual_order(workspace, kind))
    column = next((one for one in columns_of(kind) if one.key == sort), None)
    if column is None:
        return found[::-1] if reverse else found
    rank = _ranking(workspace, column)
    known: list[tuple[Any, Any]] = []
    unknown: list[Any] = []
    foreign: list[tuple[tuple[str, int], Any]] = []
    for record in found:
        value = column.value(workspace, record, today)
        if value is None:
            unknown.append(record)
        elif column.kind == "money" and isinstance(place := rank(value, record), tuple):
            foreign.append((place, record))
        else:
            known.append((rank(value, record), record))
    down = (column.kind in (*NUMBERS, "date", "rating", "bool") and column.key not in _SOONEST) is not reverse
    known.sort(key=lambda pair: pair[0], reverse=down)
    foreign.sort(key=lambda pair: (pair[0][0], -pair[0][1] if down else pair[0][1]))
    return [record for _, record in (*known, *foreign)] + unknown


def _ranking(workspace: Workspace, column: ListColumn) -> Callable[[Any, Record], Any]:
    """A function from a value and its record to what can be compared; a tuple is a sum in another currency."""
    usual = workspace.config.currency
    field = column.field
    if column.kind == "money":

        def money(value: Any, record: Record) -> Any:
            sums = value if isinstance(value, dict) else {getattr(record, "currency", "") or usual: value}
            if usual in sums:
                return sums[usual]
            return next(iter(sums.items()))

        return money
    if field and field.group and column.kind == "choice":
        entries = ENUMS.get(field.group) or [entry.id for entry in workspace.method.entries(field.group)]
        places = {entry: place for place, entry in enumerate(entries)}
        return lambda value, _: places.get(value, len(places))
    if column.kind in _TEXTS or column.kind == "choices":
        spelled = cache(sort_key)
        return lambda value, _: spelled(_text(workspace, field, value))
    return lambda value, _: value


def _text(workspace: Workspace, field: Field | None, value: Any) -> str:
    """The text by which names and lists are sorted."""
    if field and field.table:
        return " ".join(label_of(workspace, field, one) for one in ((value,) if isinstance(value, str) else value))
    return value if isinstance(value, str) else " ".join(value)


def usual_order(workspace: Workspace, kind: type[Record]) -> Callable[[Any], Any]:
    """The order in which people look through the list of a kind: key accounts by tier, tasks by their day."""
    if kind is Account:
        tiers = {tier.id: place for place, tier in enumerate(workspace.method.tiers)}
        currency = workspace.config.currency

        def account(record: Account) -> tuple[object, ...]:
            sums = workspace.open_pipeline(record.id).amounts
            return (not record.key, tiers.get(record.tier, len(tiers)), -sums.get(currency, 0), record.name)

        return account
    if kind is Opportunity:
        return lambda deal: (deal.status != "open", deal.close_date or dt.date.max, deal.name)
    if "due" in kind.__struct_fields__:
        return lambda task: (task.done is not None, task.due or dt.date.max, task.title)
    return lambda record: record.name if hasattr(record, "name") else record.id
