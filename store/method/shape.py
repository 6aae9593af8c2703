"""Reads a node as one of the method's records, led by the record's own annotations.

The annotations are the only description of the format: the keys that are allowed, which are required, the
limits of a number. So a field that is added to the model can be written in a file at once.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec

from kamtui.store.method.base import Label
from kamtui.store.method.node import Node
from kamtui.store.text.words import word

S = TypeVar("S", bound=msgspec.Struct)


@cache
def fields(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """The fields of a record by name; a record has always the same ones."""
    return {field.name: field for field in msgspec.structs.fields(kind)}


def shape(node: Node, kind: type[S]) -> S:
    """The record of this kind that `node` describes. Raises SourceError at the first thing that is wrong."""
    node.unknown_keys(fields(kind))
    found = node.mapping()
    values: dict[str, Any] = {}
    for name, field in fields(kind).items():
        if name in found:
            values[name] = value_of(found[name], field.type)
        elif field.required:
            node.need(name)
    return kind(**values)


def value_of(node: Node, hint: Any) -> Any:
    """What `node` says, as the type in `hint`: text, number, truth, choice, label, list, dictionary or record."""
    if hint is Label:
        return _label(node)
    if hint is str:
        return node.text()
    if hint is int:
        return node.whole()
    if hint is bool:
        return node.truth()
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _limited(node, arguments[0], arguments[1])
    if origin is Literal:
        return node.one_of(arguments)
    if origin is tuple:
        return tuple(value_of(item, arguments[0]) for item in node.items())
    if origin is dict:
        return {key: value_of(item, arguments[1]) for key, item in node.mapping().items()}
    return shape(node, hint)


def _limited(node: Node, base: Any, limits: msgspec.Meta) -> Any:
    """A number within its limits, or an id."""
    if base is int:
        low = None if limits.ge is None else int(limits.ge)
        high = None if limits.le is None else int(limits.le)
        return node.whole(low, high)
    text = node.text()
    if limits.pattern and not re.fullmatch(limits.pattern, text):
        raise node.error(word("method.want-id"))
    return text


def _label(node: Node) -> Label:
    """A label: both languages, or one text that serves for both."""
    if not isinstance(node.value, dict):
        if node.value in (None, "") or isinstance(node.value, list):
            raise node.error(word("method.want-label"))
        text = node.text()
        return Label(text, text)
    node.unknown_keys(("zh", "en"))
    pair = [node.need(tongue) for tongue in ("zh", "en")]
    for part in pair:
        if not part.text().strip():
            raise part.error(word("method.want-text"))
    return Label(pair[0].text(), pair[1].text())
