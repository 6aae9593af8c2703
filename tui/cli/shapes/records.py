"""What a record looks like in `--json`: derived from the fields of each kind, as `store.fields.as_json` writes them."""

from __future__ import annotations

from functools import cache
from types import GenericAlias
from typing import Any, TypedDict, get_type_hints

import msgspec

from kamtui.cli.shapes.deals import DealEvent, DealFigures
from kamtui.cli.shapes.rivals import RivalFigures
from kamtui.store.fields.model import STAMPS, Field, fields_of
from kamtui.store.records import KINDS, Account, Competitor, Contact, Contract, Need, Opportunity, Project, Record

Shape = Any
"""A type that msgspec can describe."""

PARTS: tuple[type[Record], ...] = (Contact, Opportunity, Need, Project, Contract)
"""What is shown of an account besides its fields."""


class Money(TypedDict):
    """An amount in the main unit, as decimal text, with its ISO currency."""

    amount: str
    currency: str


class SegmentKept(TypedDict):
    """A segment: its name is a tag of accounts, its strategy what is done with them."""

    name: str
    strategy: str


class Rated(TypedDict):
    """A judgement: value null is "unknown", confidence is percent."""

    value: int | None
    source: str
    date: str | None
    confidence: int | None


@cache
def shape_of(kind: type[Record]) -> Shape:
    """A record of this kind for programs: every key is always there."""
    return msgspec.defstruct(kind.__name__, _keys(kind), namespace={"__doc__": kind.__doc__}, module=__name__)


@cache
def shown(kind: type[Record]) -> Shape:
    """A record as `kamtui show` prints it: with what belongs to it, where something does."""
    more: list[tuple[str, Shape]] = []
    if kind is Account:
        more = [(part.table, several(shape_of(part))) for part in PARTS]
        more.append(("segments", list[SegmentKept]))
    elif kind is Opportunity:
        more = [("figures", DealFigures), ("events", list[DealEvent])]
    elif kind is Competitor:
        more = [("figures", RivalFigures)]
    if not more:
        return shape_of(kind)
    about = {"__doc__": f"{kind.__doc__} With what belongs to it."}
    return msgspec.defstruct(f"{kind.__name__}Shown", [*_keys(kind), *more], namespace=about, module=__name__)


def any_record() -> tuple[Shape, ...]:
    """A record of any kind that a command names."""
    return tuple(shape_of(kind) for kind in KINDS.values())


def stage_of_board() -> Shape:
    """One buying stage of the board with its open deals; amounts by currency, in the smallest unit."""
    amounts = dict[str, int]
    keys: list[tuple[str, Shape]] = [
        ("stage", str), ("count", int), ("amounts", amounts), ("unknown", int), ("weighted", amounts),
        ("opportunities", several(shape_of(Opportunity))),
    ]  # fmt: skip
    return msgspec.defstruct("BoardStage", keys, namespace={"__doc__": stage_of_board.__doc__}, module=__name__)


def several(shape: Shape) -> Shape:
    """A list of these."""
    return GenericAlias(list, (shape,))


def _keys(kind: type[Record]) -> list[tuple[str, Shape]]:
    """Every key with its type, in the order in which they are written."""
    hints = get_type_hints(kind)
    keys: list[tuple[str, Shape]] = [("id", str)]
    for field in fields_of(kind):
        keys.append((field.key, _told(field, hints[field.name])))
        if field.name in ("account", "owner"):
            keys.append((f"{field.key}_name", str))
    return keys + [(name, hints[name]) for name in STAMPS[1:]]


def _told(field: Field, hint: Shape) -> Shape:
    """The type that a field's value has for programs."""
    match field.kind:
        case "money":
            return Money | None
        case "percent" | "quantity" if field.scale:
            return str | None
        case "rating":
            return Rated
        case "years" if field.unit == "money":
            return dict[str, Money]
    return hint
