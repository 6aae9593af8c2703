"""What every record has, and how a record's fields describe themselves.

A record is a frozen, typed view of one TinyDB document. The document stays the truth: a view drops keys it
does not know, a change patches only the fields it names. `id` and, in an account's card, `account` are not
written into the document: the document's key and the card's own account say them.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, Literal, TypeVar

import msgspec

UNWRITTEN = ("id", "account")
"""Fields of a view that a card says by where the document stands."""


class Choice(msgspec.Struct, frozen=True):
    """Marks a field that holds the id of an entry in this group of the method (`stages`, `tiers`, …)."""

    group: str


class Ref(msgspec.Struct, frozen=True):
    """Marks a field that holds the id of a record in this table, or several of them."""

    table: str


class Money(msgspec.Struct, frozen=True):
    """Marks an amount in the smallest unit of the record's currency; `scale` counts further decimals."""

    scale: int = 0


class Yearly(msgspec.Struct, frozen=True):
    """Marks whole numbers by year ("2025"): money in the smallest unit of the record's currency, percent or a count."""

    unit: Literal["money", "percent", "count"]


class Long(msgspec.Struct, frozen=True):
    """Marks a text that may have several lines."""


class Hidden(msgspec.Struct, frozen=True):
    """Marks a field that people do not edit in a form."""


class Rating(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A judgement about someone: what, by whom, when and how sure. `value` None is "unknown", never 0."""

    value: int | None = None
    source: str = ""
    date: dt.date | None = None
    confidence: int | None = None
    """Percent."""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Common ground of all kinds: identity, who wrote it last, and where it came from."""

    table: ClassVar[str]
    """The TinyDB table that holds records of this kind."""
    tracked: ClassVar[tuple[str, ...]] = ()
    """Fields whose every change is kept as an event."""

    id: str = ""
    created: dt.datetime | None = None
    updated: dt.datetime | None = None
    updated_by: str = ""
    external_ids: dict[str, str] = {}
    """Ids in other systems, by the name of the system."""
    archived: bool = False


R = TypeVar("R", bound=Record)


def view(kind: type[R], record_id: str, document: Mapping[str, Any], account: str = "") -> R:
    """The typed view of one document.

    Raises msgspec.ValidationError, whose text ends in the path of the field that is wrong.
    """
    filled = dict(document)
    filled["id"] = record_id
    if account:
        filled["account"] = account
    return msgspec.convert(filled, kind)


def document(record: Record, keep_account: bool = False) -> dict[str, Any]:
    """What a new record looks like as a TinyDB document: defaults and unwritten fields left out."""
    plain: dict[str, Any] = msgspec.to_builtins(record)
    for name in UNWRITTEN:
        if not (name == "account" and keep_account):
            plain.pop(name, None)
    return plain


def plain(value: Any) -> Any:
    """A field's value as it stands in a file: ISO text for dates, objects for ratings, lists for several."""
    built = msgspec.to_builtins(value)
    return list(built) if isinstance(built, tuple) else built


@cache
def blank_of(kind: type[Record]) -> dict[str, Any]:
    """What each field of a kind is when the file does not say."""
    blank = {}
    for field in msgspec.structs.fields(kind):
        made = field.default_factory is not msgspec.NODEFAULT
        blank[field.name] = field.default_factory() if made else None if field.required else field.default
    return blank
