"""Documents to bytes and back: one spelling for equal data, so that a diff shows only what changed.

Cards and the catalog are indented, one field a line; order files hold one record a line, comma first, so
that adding a line changes one line. Keys are sorted, text is UTF-8, the last byte is a newline.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

Document = dict[str, dict[str, dict[str, Any]]]
"""A TinyDB document: table name → record id → record."""


class FloatText(float):
    """A number with a fraction, as it was written: `1.10` stays `1.10` through a rewrite."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> FloatText:
        """Read `text`, and keep it."""
        number = super().__new__(cls, text)
        number.text = text
        return number


def _written(number: object) -> msgspec.Raw:
    if isinstance(number, FloatText):
        return msgspec.Raw(number.text.encode())
    raise TypeError(f"{type(number).__name__} cannot be kept in a file")


_encoder = msgspec.json.Encoder(enc_hook=_written, order="sorted")


def canonical(value: Any) -> bytes:
    """The one spelling of a JSON value: equal bytes are equal values, also where Python's == is laxer."""
    return _encoder.encode(value)


def with_patch(fields: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """A record with a patch applied; a patched value of None takes the field away."""
    merged = {**fields, **patch}
    return {name: value for name, value in merged.items() if value is not None or name not in patch}


def encode_card(document: Mapping[str, Any]) -> bytes:
    """The bytes of a card or the catalog: indented by two, sorted, one field a line."""
    return msgspec.json.format(_encoder.encode(document), indent=2) + b"\n"


def encode_lines(document: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The bytes of an order file: one record a line, sorted, the comma in front."""
    parts: list[bytes] = []
    for table in sorted(document):
        records = document[table]
        # Encoded all at once, which is several times faster. A list, since msgspec 0.22 never frees the items of
        # another iterable.
        lines = _encoder.encode_lines(list(records.values())).splitlines(keepends=True)
        body = _encoder.encode(dict(zip(records, map(msgspec.Raw, lines), strict=True)))
        parts.append(b"%s%s:{\n%s}" % (b"," if parts else b"{", _encoder.encode(table), body[1:-1]))
    return b"\n".join(parts or [b"{"]) + b"\n}\n"
