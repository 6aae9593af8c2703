"""The signs of a filter: where one condition ends and the next begins.

Conditions stand side by side; `|` joins alternatives, `-` or `!` denies. Operators, colons and quotes may be
full-width. Nothing is wrong here: whatever cannot be a sign is a word to look for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

WORD, OWNER, TAG = "", "@", "#"
"""What stands in `Atom.field` where no field was written."""

_QUOTE = '"“”„＂'
_BARE = rf"[^\s|｜{_QUOTE}「]+"
_QUOTED = rf"[{_QUOTE}][^{_QUOTE}]*[{_QUOTE}]?|「[^」]*」?"
_FIELD = rf"[^\s|｜{_QUOTE}「:：=＝<＜>＞!！≥≤≠]+"
_OPERATOR = "[:：]?(?:[>＞][=＝]|[<＜][=＝]|[!！][=＝]|[=＝<＜>＞≥≤≠])|[:：]"
_VALUE = rf"(?:{_QUOTED}|{_BARE})?"
_ATOM = re.compile(
    rf"(?P<sign>[-－−!！])?+"
    rf"(?:(?P<mark>[@＠#＃])(?P<marked>{_VALUE})"
    rf"|(?P<field>{_FIELD})\s*(?P<operator>{_OPERATOR})\s*(?P<value>{_VALUE})"
    rf"|(?P<word>{_QUOTED}|{_BARE}))"
)
_PIPE = re.compile(r"\s*[|｜]\s*")
_PLAIN = str.maketrans("：＝＜＞！＠＃", ":=<>!@#") | {ord("≥"): ">=", ord("≤"): "<=", ord("≠"): "!="}


class Atom(msgspec.Struct, frozen=True):
    """One alternative of a condition, as it was written."""

    field: str
    """The name of a field, or WORD, OWNER or TAG."""
    operator: str
    """One of `: = != < <= > >=`; ":" where none was written."""
    text: str
    quoted: bool = False
    denied: bool = False
    value_at: int = 0
    """Where in the filter the value begins, behind a quote."""
    end: int = 0


class Clause(msgspec.Struct, frozen=True):
    """One condition: any of its alternatives, or with `denied` none of them."""

    atoms: tuple[Atom, ...]
    denied: bool = False


def scan(text: str) -> list[Clause]:
    """The conditions in `text`, in order.

    A bare alternative belongs to the field before it: `stage:need|design`. A sign before the first alternative
    denies them all.
    """
    clauses: list[Clause] = []
    place = 0
    while found := _next(text, place):
        atoms = [_atom(found)]
        while (pipe := _PIPE.match(text, atoms[-1].end)) and (more := _ATOM.match(text, pipe.end())):
            atoms.append(_atom(more, after=atoms[-1]))
        first = msgspec.structs.replace(atoms[0], denied=False)
        clauses.append(Clause((first, *atoms[1:]), denied=atoms[0].denied))
        place = max(atoms[-1].end, place + 1)
    return clauses


def _next(text: str, place: int) -> re.Match[str] | None:
    """The next alternative at or behind `place`; blanks, lone signs and lone pipes are passed over."""
    while place < len(text):
        if found := _ATOM.match(text, place):
            return found
        place += 1
    return None


def _atom(found: re.Match[str], after: Atom | None = None) -> Atom:
    group = next(name for name in ("value", "marked", "word") if found[name] is not None)
    written = found[group]
    quoted = written[:1] in (*_QUOTE, "「") if written else False
    field, operator = WORD, ":"
    if group == "value":
        field, operator = found["field"], found["operator"].translate(_PLAIN).lstrip(":") or ":"
    elif group == "marked":
        field = found["mark"].translate(_PLAIN)
    elif after is not None:
        field, operator = after.field, after.operator
    return Atom(
        field=field,
        operator=operator,
        text=written[1:].rstrip(_QUOTE + "」") if quoted else written,
        quoted=quoted,
        denied=found["sign"] is not None,
        value_at=found.start(group) + quoted,
        end=found.end(),
    )


def words(text: str) -> Iterator[int]:
    """Where each piece begins that a blank outside of quotes sets off; the last one is being typed."""
    yield 0
    for found in re.finditer(rf"(?:{_QUOTED})|\s+", text):
        if found[0].isspace():
            yield found.end()
