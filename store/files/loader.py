"""The strict loader: bytes on disk to a TinyDB document, or one clear finding and nothing touched.

A file that equals its own re-encoding is accepted at once: it has no duplicate keys, no odd numbers, no
broken text. Any other file is read again with the slower standard parser, which can say what is wrong and
keeps the written form of numbers.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, TypeGuard

import msgspec

from kamtui.store.files.codec import Document, FloatText, encode_card
from kamtui.store.files.findings import DamagedFileError, Finding
from kamtui.store.files.formats import brought_up

LARGEST = 512 * 1024 * 1024
"""Bytes. A larger file is refused rather than read."""

_TOKEN = r'("(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s"{}\[\],:]+)(\s*:)?'
"""A string, a bracket or a bare word, and whether a colon follows."""
_MARKERS = rb"(?m)^(<{7} |={7}$|>{7} )"


def read_bytes(path: Path, name: str) -> bytes | None:
    """The file's bytes, None where there is no such file; raises as `open_file` does."""
    descriptor = open_file(path, name)
    if descriptor is None:
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def open_file(path: Path, name: str) -> int | None:
    """A descriptor of the file, open for reading, None where there is no such file.

    Raises DamagedFileError for a link, a folder or a file over the size limit; OSError for the rest.
    """
    try:  # not blocking: a named pipe would wait for someone to write into it
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise DamagedFileError(Finding("link", name)) from error
        raise
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise DamagedFileError(Finding("link", name))
    if status.st_size > LARGEST:
        os.close(descriptor)
        found, expected = str(status.st_size), str(LARGEST)
        raise DamagedFileError(Finding("too_large", name, found=found, expected=expected))
    return descriptor


def parse(data: bytes, name: str, encode: Callable[[Document], bytes] = encode_card) -> Document:
    """The TinyDB document in `data`, in today's format; `name` is the file's path from the root.

    Raises DamagedFileError with the line, what was found and what was expected.
    """
    try:
        document = msgspec.json.decode(data)
        if _is_document(document) and encode(document) == data:
            return brought_up(document, name)
    except (msgspec.MsgspecError, RecursionError, UnicodeError, TypeError):
        pass
    return brought_up(_parse_slowly(data, name), name)


def parse_json(data: bytes, name: str) -> Any:
    """Any JSON value, as strictly as a file of ours is read; raises DamagedFileError."""
    import json

    if not data.strip():
        raise DamagedFileError(Finding("empty", name))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DamagedFileError(Finding("not_utf8", name, line, found=f"0x{data[error.start]:02x}")) from error
    if marker := re.search(_MARKERS, data):
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
            Finding(error.code, name, _line_of_refused(text, error), found=_showable(error.found))
        ) from error
    except RecursionError as error:
        raise DamagedFileError(Finding("too_deep", name)) from error
    except ValueError as error:
        raise DamagedFileError(Finding("number", name, found=str(error))) from error


def line_of(data: bytes, keys: Sequence[str]) -> int:
    """The line on which the value under these nested keys stands; the deepest key that is found counts."""
    import json

    position = 0
    for depth, key in enumerate(keys, 1):
        name = re.escape(json.dumps(key, ensure_ascii=False).encode("utf-8", "surrogatepass")) + rb"\s*:"
        nested = rb"\s*\{" if depth < len(keys) else b""
        for pattern in (rb"\n {%d}%s" % (2 * depth, name + nested), name + nested):
            if at := re.compile(pattern).search(data, position):
                position = at.end() - 1
                break
        else:
            break
    return data.count(b"\n", 0, position) + 1


class _RefusedError(Exception):
    """Raised inside the parser's hooks for something that is JSON to some readers but not safe to keep."""

    def __init__(self, code: str, found: str) -> None:
        super().__init__(code)
        self.code, self.found = code, found


def _parse_slowly(data: bytes, name: str) -> Document:
    value = parse_json(data, name)
    try:
        encode_card(value)
    except UnicodeError as error:
        raise DamagedFileError(Finding("surrogate", name)) from error
    except RecursionError as error:
        raise DamagedFileError(Finding("too_deep", name)) from error
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
    return value


def _is_document(value: object) -> TypeGuard[Document]:
    return isinstance(value, dict) and all(
        isinstance(records, dict) and all(isinstance(record, dict) for record in records.values())
        for records in value.values()
    )


def _kind(value: object) -> str:
    import json

    if isinstance(value, list | str):
        return "[…]" if isinstance(value, list) else '"…"'
    return value.text if isinstance(value, FloatText) else json.dumps(value)


def _showable(text: str) -> str:
    """Text that can be written anywhere: half a character becomes its escape."""
    return text.encode("utf-8", "backslashreplace").decode()


def _line_of_refused(text: str, refused: _RefusedError) -> int:
    """The line of the second of two equal keys, or of the number: the parser's hooks do not say it."""
    import json

    objects: list[set[str]] = []
    for token in re.finditer(_TOKEN, text):
        word = token[1]
        if word in "{[":
            objects.append(set())
        elif word in "}]":
            objects.pop()
        elif refused.code != "duplicate_key":
            if word == refused.found:
                return text.count("\n", 0, token.start()) + 1
        elif token[2] and json.loads(word) == refused.found:
            if refused.found in objects[-1]:
                return text.count("\n", 0, token.start()) + 1
            objects[-1].add(refused.found)
    return 0


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
