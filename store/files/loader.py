"""The strict loader: bytes on disk to a TinyDB document, or one clear finding and nothing touched.

A file that equals its own re-encoding is accepted at once: it has no duplicate keys, no odd numbers, no
broken text. Any other file is read again with the slower standard parser, which can say what is wrong and
keeps the written form of numbers.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeGuard

import msgspec

from kamtui.store.files.codec import Document, FloatText, encode_card
from kamtui.store.files.findings import DamagedFileError, Finding

LARGEST = 512 * 1024 * 1024
"""Bytes. A larger file is refused rather than read."""

_MARKERS = re.compile(rb"^(<{7} |={7}$|>{7} )", re.MULTILINE)


def read_bytes(path: Path, name: str) -> bytes | None:
    """The file's bytes, None where there is no such file.

    Raises DamagedFileError for a link, a folder or a file over the size limit; OSError for the rest.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise DamagedFileError(Finding("link", name)) from error
        raise
    with os.fdopen(descriptor, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > LARGEST:
            raise DamagedFileError(Finding("too_large", name, found=str(size), expected=str(LARGEST)))
        return file.read()


def parse(data: bytes, name: str, encode: Callable[[Document], bytes] = encode_card) -> Document:
    """The TinyDB document in `data`; `name` is what findings call the file.

    Raises DamagedFileError with the line, what was found and what was expected.
    """
    try:
        document = msgspec.json.decode(data)
        if _is_document(document) and encode(document) == data:
            return document
    except (msgspec.MsgspecError, RecursionError, UnicodeError, TypeError):
        pass
    return _parse_slowly(data, name)


def parse_json(data: bytes, name: str) -> Any:
    """Any JSON value, as strictly as a file of ours is read; raises DamagedFileError."""
    if not data.strip():
        raise DamagedFileError(Finding("empty", name))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DamagedFileError(Finding("not_utf8", name, line, found=f"0x{data[error.start]:02x}")) from error
    if marker := _MARKERS.search(data):
        line = data.count(b"\n", 0, marker.start()) + 1
        raise DamagedFileError(Finding("conflict_marker", name, line, found=marker[0].decode().strip()))
    try:
        return json.loads(
            text,
            object_pairs_hook=_no_duplicates,
            parse_constant=_no_constants,
            parse_float=_finite,
            parse_int=lambda digits: FloatText(digits) if digits == "-0" else int(digits),
        )
    except json.JSONDecodeError as error:
        found = text[error.pos : error.pos + 20].split("\n")[0] or "∎"
        raise DamagedFileError(Finding("not_json", name, error.lineno, found=found, expected=error.msg)) from error
    except _RefusedError as error:
        raise DamagedFileError(
            Finding(error.code, name, _last_line_with(text, error.found), found=error.found)
        ) from error
    except RecursionError as error:
        raise DamagedFileError(Finding("too_deep", name)) from error
    except ValueError as error:
        raise DamagedFileError(Finding("number", name, found=str(error))) from error


def line_of(data: bytes, keys: Sequence[str]) -> int:
    """The line on which the value under these nested keys stands; the deepest key that is found counts."""
    position = 0
    for key in keys:
        at = data.find(msgspec.json.encode(key), position)
        if at < 0:
            break
        position = at
    return data.count(b"\n", 0, position) + 1


class _RefusedError(Exception):
    """Raised inside the parser's hooks for something that is JSON to some readers but not safe to keep."""

    def __init__(self, code: str, found: str) -> None:
        super().__init__(code)
        self.code, self.found = code, found


def _parse_slowly(data: bytes, name: str) -> Document:
    value = parse_json(data, name)
    if not isinstance(value, dict):
        raise DamagedFileError(Finding("not_a_document", name, 1, found=_kind(value)))
    for table, records in value.items():
        if not isinstance(records, dict):
            raise DamagedFileError(
                Finding("not_a_table", name, line_of(data, [table]), found=f"{table}: {_kind(records)}")
            )
        for key, record in records.items():
            if not isinstance(record, dict):
                line = line_of(data, [table, key])
                raise DamagedFileError(Finding("not_a_record", name, line, found=f"{table} {key}: {_kind(record)}"))
    try:
        encode_card(value)
    except (UnicodeError, RecursionError) as error:
        raise DamagedFileError(Finding("surrogate", name)) from error
    return value


def _is_document(value: object) -> TypeGuard[Document]:
    return isinstance(value, dict) and all(
        isinstance(records, dict) and all(isinstance(record, dict) for record in records.values())
        for records in value.values()
    )


def _kind(value: object) -> str:
    names = {list: "[…]", str: '"…"', type(None): "null", bool: "true/false"}
    return names.get(type(value), type(value).__name__)


def _last_line_with(text: str, found: str) -> int:
    at = text.rfind(json.dumps(found, ensure_ascii=False)[1:-1])
    return text.count("\n", 0, at) + 1 if at >= 0 else 0


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _RefusedError("duplicate_key", key)
            seen.add(key)
    return table


def _no_constants(name: str) -> NoReturn:
    raise _RefusedError("not_finite", name)


def _finite(text: str) -> FloatText:
    number = FloatText(text)
    if number in (float("inf"), float("-inf")):
        raise _RefusedError("not_finite", text)
    return number
