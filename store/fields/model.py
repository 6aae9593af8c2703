"""The fields of each kind of record, derived from the records' own annotations."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from kamtui.store.records import Answer, Choice, Hidden, Long, Money, Rating, Record, Ref, Yearly
from kamtui.store.text.words import word
from kamtui.store.text.words.fields import WORDS

FieldKind = Literal[
    "text", "long", "int", "percent", "money", "date", "choice", "choices", "ref", "refs", "bool", "list", "rating",
    "map", "quantity", "answers", "years", "struct",
]  # fmt: skip

STAMPS = ("id", "created", "updated", "updated_by")
"""What the store itself writes into every record; no field that a person fills."""
FIXED = ("slug",)
"""Fields that name a record's file: given when it is made and never changed."""

ENUMS: dict[str, tuple[str, ...]] = {
    "statuses": ("open", "won", "lost"),
    "positions": ("leader", "major", "follower", "niche"),
    "scopes": ("specialised", "related", "diversified"),
    "trends": ("up", "flat", "down"),
    "grades": ("1", "2", "3", "4", "5"),
    "chain_positions": ("upstream", "middle", "downstream", "integrated"),
    "purchase_modes": ("tender", "negotiated", "framework", "direct"),
    "traits": ("volume", "complex", "slow", "loyal", "influential"),
    "need_kinds": ("need", "pain", "concern"),
    "need_types": ("function", "price", "service", "delivery", "other"),
    "need_statuses": ("open", "answered", "met", "dropped"),
}
"""The choices that are the same in every method, by group, in order; their labels are `fields.GROUP.ID`."""

_PERCENTS = ("odds", "share", "discount", "price_gap")
_RATING_GROUPS = {"attitude": "attitudes", "closeness": "relationship_steps"}
_NAMES = ("name", "subject", "title", "order_no")


class Field(msgspec.Struct, frozen=True):
    """One field of a kind of record: how it is filled, shown and named."""

    name: str
    """The attribute of the record: `amount_e4`."""
    kind: FieldKind
    group: str = ""
    """Of a choice or a rating: the list of the method that holds the entries, or one of `ENUMS`."""
    table: str = ""
    """Of a reference: the table of the records that it names."""
    scale: int = 0
    """Decimals of the stored integer. Money: of the main unit, 0 for the currency's own; percent: of a percent."""
    required: bool = False
    hidden: bool = False
    """Whether forms leave it out."""
    unit: str = ""
    """Of numbers by year: money, percent or count."""

    @property
    def key(self) -> str:
        """The name that people and commands use: `amount` for `amount_e4`."""
        return self.name.removesuffix("_e3").removesuffix("_e4")


@cache
def fields_of(kind: type[Record]) -> tuple[Field, ...]:
    """Every field that a person can fill, in the order of the record; what is common to all kinds comes last."""
    hints = get_type_hints(kind, include_extras=True)
    common = Record.__struct_fields__
    own = [name for name in kind.__struct_fields__ if name not in common]
    required = {info.name for info in msgspec.structs.fields(kind) if info.required}
    names = own + [name for name in common if name not in STAMPS]
    return tuple(_field(name, hints[name], name in required, name in common) for name in names)


def field_of(kind: type[Record], name: str) -> Field:
    """The field with this name, or with this label in either language; ValueError with a suggestion otherwise."""
    sought = name.strip().casefold()
    fields = fields_of(kind)
    for field in fields:
        if sought in (field.key, field.name):
            return field
    for field in fields:
        if sought in map(str.casefold, _labels(kind, field.key)):
            return field
    from difflib import get_close_matches

    names = {text: field.key for field in fields for text in (*_labels(kind, field.key), field.key)}
    close = get_close_matches(sought, names, 1)
    if close:
        raise ValueError(word("fields.error.unknown_close", name=name, close=names[close[0]]))
    known = ", ".join(field.key for field in fields if not field.hidden)
    raise ValueError(word("fields.error.unknown", name=name, known=known))


def label(kind: type[Record], name: str) -> str:
    """What people call a field of this kind, in the language in use."""
    return word(f"fields.{_label_key(kind, name.removesuffix('_e3').removesuffix('_e4'))}")


def name_of(record: Record) -> str:
    """What a record is called: its name, subject, title or order number; its id where it has none of them."""
    for name in _NAMES:
        if name in record.__struct_fields__ and (text := getattr(record, name)):
            return str(text)
    return record.id


def name_field(kind: type[Record]) -> Field:
    """The field that `name_of` reads."""
    return next(field for name in _NAMES for field in fields_of(kind) if field.name == name)


@cache
def default_of(kind: type[Record], name: str) -> Any:
    """What a field holds while nobody has filled it."""
    info = next(info for info in msgspec.structs.fields(kind) if info.name == name)
    if info.default_factory is not msgspec.NODEFAULT:
        return info.default_factory()
    return "" if info.required else info.default


def _label_key(kind: type[Record], key: str) -> str:
    """What follows `fields.` in the key of a label: a kind of record can have one of its own."""
    own = f"{kind.table}.{key}"
    return own if f"fields.{own}" in WORDS else key


def _labels(kind: type[Record], key: str) -> tuple[str, str]:
    """The label in both languages."""
    return WORDS[f"fields.{_label_key(kind, key)}"]


def _field(name: str, hint: Any, required: bool, common: bool) -> Field:
    """The field that an annotation describes."""
    marks: tuple[Any, ...] = getattr(hint, "__metadata__", ())
    plain = get_args(hint)[0] if marks else hint
    kind, group, table, scale = _kind_of(name, plain, marks)
    hidden = common or any(isinstance(mark, Hidden) for mark in marks)
    unit = next((mark.unit for mark in marks if isinstance(mark, Yearly)), "")
    return Field(name, kind, group, table, scale, required, hidden, unit)


def _kind_of(name: str, plain: Any, marks: tuple[Any, ...]) -> tuple[FieldKind, str, str, int]:
    """Kind, group, table and scale: from the marks first, then from the name, then from the type."""
    several = get_origin(plain) is tuple
    for mark in marks:
        match mark:
            case Choice(group=group):
                return "choices" if several else "choice", group, "", 0
            case Ref(table=table):
                return "refs" if several else "ref", "", table, 0
            case Money(scale=scale):
                return "money", "", "", scale
            case Yearly():
                return "years", "", "", 0
            case Long():
                return "long", "", "", 0
    if Answer in get_args(plain):
        return "answers", "", "", 0
    if plain is Rating:
        return "rating", _RATING_GROUPS.get(name, ""), "", 0
    if _holds_struct(plain):
        return "struct", "", "", 0
    if name in _PERCENTS or name.endswith("_e4"):
        return "percent", "", "", 2 if name.endswith("_e4") else 0
    if name.endswith("_e3"):
        return "quantity", "", "", 3
    types: dict[Any, FieldKind] = {bool: "bool", int: "int", dt.date: "date"}
    found = next((types[one] for one in (plain, *get_args(plain)) if one in types), None)
    return "list" if several else "map" if get_origin(plain) is dict else found or "text", "", "", 0


def _holds_struct(plain: Any) -> bool:
    """Whether a field holds judgements, lines or lists by key, which no single text can say."""
    if isinstance(plain, type) and issubclass(plain, msgspec.Struct):
        return True
    if get_origin(plain) is dict and get_origin(get_args(plain)[1]) is tuple:
        return True
    return any(_holds_struct(one) for one in get_args(plain))
