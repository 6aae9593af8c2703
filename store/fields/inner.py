"""Fields that hold several things of several parts: what their keys name, and what each part can be.

A part is named by the path that `kamtui show --json` gives it: `scores.us`, `evidence.need.source`, `lines.001.price`.
A key is an id, or what people call it; the main part of a thing needs no name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from kamtui.store.fields.model import Field
from kamtui.store.figures.assessment import TOP_LEVEL
from kamtui.store.figures.criteria import FULL_SCORE
from kamtui.store.method.model import Method
from kamtui.store.records import Bid, Evidence, Judgement, QuoteLine, Rating, Stance, Verdict
from kamtui.store.records.judgement import Slot
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

STANDING = (-2, 2)
"""How well a rival's salesperson stands with a contact (A5.03)."""
_VENDOR = Field("favours", "choice", group="vendors")
_PERSON = Field("contact", "ref", table="contacts")
_PRODUCT = Field("product", "ref", table="products")


class Inner(msgspec.Struct, frozen=True):
    """What a field holds inside."""

    keys: tuple[Field, ...]
    """What each step of the path names; a field without a group or table takes any word."""
    kind: type[msgspec.Struct] | None
    """What lies at the end of the path; None for a list of choices."""
    main: Field
    """The part that needs no name."""
    example: str
    """A path that means something in every workspace."""


INNER: dict[str, Inner] = {
    "scores": Inner((_VENDOR,), Rating, Field("value", "int"), "us"),
    "relations": Inner((_PERSON,), Rating, Field("value", "int"), "NAME"),
    "bids": Inner((_VENDOR,), Bid, Field("price", "money"), "us"),
    "evidence": Inner((Field("stage", "choice", group="stages"),), Evidence, Field("what", "text"), "need"),
    "messages": Inner((Field("layer", "choice", group="layers"),), Evidence, Field("what", "text"), "LAYER"),
    "answers": Inner((_VENDOR, Field("question", "text")), Judgement, Field("value", "int"), "us.QUESTION"),
    "strategies": Inner(
        (Field("competitor", "ref", table="competitors"),), Stance,
        Field("strategy", "choice", group="rival_strategies"), "NAME",
    ),
    "roles": Inner((_PERSON,), None, Field("roles", "choices", group="roles"), "NAME"),
    "decisions": Inner((Field("decision", "choice", group="decisions"),), Slot, Field("state", "text"), "DECISION"),
    "duties": Inner((Field("duty", "choice", group="duties"),), Slot, _PERSON, "DUTY"),
    "lines": Inner((Field("line", "text"),), QuoteLine, Field("name", "text"), "001"),
    "go": Inner((), Verdict, Field("go", "bool"), ""),
}  # fmt: skip
"""By the name of the field."""

_PARTS: Mapping[str, Field] = {
    "date": Field("date", "date"),
    "contact": _PERSON,
    "product": _PRODUCT,
    "value": Field("value", "int"),
    "confidence": Field("confidence", "percent"),
    "quantity": Field("quantity", "int"),
    "strategy": Field("strategy", "choice", group="rival_strategies"),
    "go": Field("go", "bool"),
} | {name: Field(name, "money") for name in ("price", "cost", "floor")}
"""The parts that are more than a text."""


def is_part(name: str) -> bool:
    """Whether `name` names a part of a field rather than a field."""
    inner = INNER.get(name.strip())
    return "." in name or (inner is not None and not inner.keys)


def part_of(inner: Inner, name: str) -> Field:
    """The part of this name; the main one for ""; ValueError with the names that there are."""
    if not name:
        return inner.main
    names = inner.kind.__struct_fields__ if inner.kind else ()
    if name not in names:
        known = ", ".join(names) or inner.main.name
        raise ValueError(word("fields.error.part", name=clean(name, 40), known=known))
    return _PARTS.get(name, Field(name, "text"))


def range_of(method: Method, field: str, path: tuple[str, ...]) -> tuple[int, int, bool]:
    """The lowest and the highest value at this path, and whether + ? − say it; ValueError for no question."""
    if field == "scores":
        return 0, FULL_SCORE, False
    if field == "relations":
        return (*STANDING, False)
    for assessment in method.assessments:
        if any(question.id == path[-1] for question in assessment.questions()):
            return (-1, 1, True) if assessment.scale == "sign" else (0, TOP_LEVEL, False)
    known = ", ".join(question.id for assessment in method.assessments for question in assessment.questions())
    raise ValueError(word("fields.error.question", text=clean(path[-1], 40), known=known))


def mark(text: str, low: int, high: int, signs: bool = False) -> int | None:
    """The whole number that `text` is, None for nothing; ValueError for one off the scale, with the scale.

    Of a scale of signs + ? − say it too.
    """
    typed = text.strip().replace("−", "-").replace("＋", "+").replace("－", "-").replace("？", "?")
    if not typed:
        return None
    typed = {"+": "1", "-": "-1", "?": "0"}.get(typed, typed) if signs else typed
    try:
        value = int(typed)
    except ValueError:
        raise ValueError(word("fields.error.not_whole", text=clean(text, 40))) from None
    if not low <= value <= high:
        top = f"+{high}" if low < 0 and not signs else high
        raise ValueError(word("fields.error.range", text=clean(text, 40), low=low, high=top))
    return value


def example_of(field: Field) -> str:
    """How a part of a field is named on the command line."""
    inner = INNER.get(field.name)
    return ".".join(filter(None, (field.key, inner.example))) if inner else field.key


def without(value: Any, path: tuple[str, ...]) -> Any:
    """A map without what lies at a path, and without what is empty then."""
    if not path:
        return {}
    kept = dict(value)
    below = without(kept.get(path[0], {}), path[1:]) if len(path) > 1 else None
    if below:
        kept[path[0]] = below
    else:
        kept.pop(path[0], None)
    return kept


def put(value: Any, path: tuple[str, ...], made: Any) -> Any:
    """A map with `made` at a path."""
    if not path:
        return made
    return {**value, path[0]: put(value.get(path[0], {}), path[1:], made)}


def at(value: Any, path: tuple[str, ...]) -> Any:
    """What lies at a path; None for nothing."""
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
