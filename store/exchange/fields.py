"""What a column can be imported into: every field of every kind, with how its text is to be read.

The fields and their types come from the records themselves. A target is written `kind.field`, with `id` for
what the source calls the record; order lines use the plain names (`amount` for `amount_e4`).
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from kamtui.store.records import KINDS, Choice, Money, Rating, Record, Ref

How = Literal[
    "text", "date", "money", "e4", "e3", "whole", "percent", "share", "flag", "choice", "ref", "rating", "time"
]

_KEPT = frozenset(get_type_hints(Record)) | {"slug"}
_PERCENT = {"opportunities.odds", "opportunities.price_gap"}
_CLOCKS = {"orders.time"}


class Field(msgspec.Struct, frozen=True):
    """One target of an import."""

    kind: str
    name: str
    """The name in a target: `amount`."""
    attribute: str
    """The name in the record: `amount_e4`."""
    how: How = "text"
    group: str = ""
    """Group of the method for a choice or a rating, table for a reference."""
    several: bool = False

    @property
    def target(self) -> str:
        """The field as a mapping names it."""
        return f"{self.kind}.{self.name}"


@cache
def fields() -> dict[str, Field]:
    """Every target by its name."""
    found = {}
    for kind, record in KINDS.items():
        found[f"{kind}.id"] = Field(kind, "id", "")
        for name, hint in get_type_hints(record, include_extras=True).items():
            if name not in _KEPT and not _is_left_out(hint):
                field = _field(kind, name, hint)
                found[field.target] = field
    for name in ("first", "last"):
        found[f"contacts.{name}"] = Field("contacts", name, "")
    found["orders.line"] = Field("orders", "line", "")
    found["orders.ordinal"] = Field("orders", "ordinal", "", "whole")
    return found


def _is_left_out(hint: Any) -> bool:
    """Whether a column cannot fill this: what is no field, and maps such as numbers by year."""
    plain = get_args(hint)[0] if hasattr(hint, "__metadata__") else hint
    return str(hint).startswith("typing.ClassVar") or get_origin(plain) is dict


def _field(kind: str, name: str, hint: Any) -> Field:
    """The target for one field of a record, from its annotation."""
    marks: tuple[Any, ...] = getattr(hint, "__metadata__", ())
    plain = get_args(hint)[0] if marks else hint
    several = get_origin(plain) is tuple
    types = {plain, *get_args(plain)}
    for mark in marks:
        if isinstance(mark, Choice):
            return Field(kind, name, name, "choice", mark.group, several)
        if isinstance(mark, Ref):
            return Field(kind, name, name, "ref", mark.table, several)
        if isinstance(mark, Money):
            return Field(kind, name.removesuffix("_e4"), name, "e4" if mark.scale == 4 else "money")
    if name.endswith("_e3"):
        return Field(kind, name.removesuffix("_e3"), name, "e3")
    if name.endswith("_e4"):
        return Field(kind, name.removesuffix("_e4"), name, "share")
    if Rating in types:
        return Field(
            kind, name, name, "rating", {"attitude": "attitudes", "closeness": "relationship_steps"}.get(name, "")
        )
    if f"{kind}.{name}" in _PERCENT:
        return Field(kind, name, name, "percent")
    if f"{kind}.{name}" in _CLOCKS:
        return Field(kind, name, name, "time")
    how: How = "date" if dt.date in types else "flag" if bool in types else "whole" if int in types else "text"
    return Field(kind, name, name, how, several=several)
