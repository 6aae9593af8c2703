"""Text that attacks a terminal program: for every test that shows text from outside.

Tests import it as `hostile`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from kamtui.store.records import KINDS, Account, OrderLine, Record
from kamtui.store.records.base import document
from kamtui.store.workspace import Workspace

# Escape sequences, lone control characters, and characters that turn, hide or break a line.
CONTROL: list[str] = [
    "set the clipboard \x1b]52;c;cm0gLXJmIH4K\x07",
    "retitle the window \x1b]0;owned\x07",
    "a link \x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "clear the screen \x1b[2J\x1b[H",
    "red \x1b[31mtext",
    "a device string \x1bP$q\x22p\x1b\\",
    "ask where the cursor is \x1b[6n",
    "the other screen \x1b[?1049h",
    "C1 sequence \x9b2J and \x9d0;owned\x9c",
    "bell \x07",
    "back\b\b\b\bspace",
    "return\rover the start",
    "nul \x00",
    "shift out \x0e",
    "delete \x7f",
    "line\nfeed",
    "tab\tulator",
    "line\u2028separator",
    "next\x85line",
    "turned \u202egnp.exe\u202c",
    "isolated \u2066abc\u2069",
    "zero\u200bwidth\ufeffspaces",
    "a lone surrogate \ud800 here",
    "tags \U000e0068\U000e0069",
]

# What markup languages of terminal toolkits take for commands, and what only looks like it.
MARKUP: list[str] = [
    "[/x]",
    "[/]",
    "[link=http://e]",
    "[link='http://e.example']click[/link]",
    "[b='",
    "[@click=app.screenshot('owned.svg','/tmp')]click[/]",
    "[@click=app.simulate_key('d')]click[/]",
    "[@click=app.quit",
    "[red]text[/red]",
    "[bold on $error]text",
    "[red",
    "[",
    "[]",
    "[0]",
    "\\[b]text",
    "[大客户]张三",
    '{"a":[1]}',
    "$name ${name} {name} %s",
]


def naughty(real_data: Path) -> list[str]:
    """The Big List of Naughty Strings from the folder of real data."""
    strings: list[str] = json.loads((real_data / "hostile" / "blns.json").read_text(encoding="utf-8"))
    return strings


def whole_records(text: str, account: str, ids: Iterator[int]) -> Iterator[Record]:
    """A record of every kind but accounts and order lines, in which every field is filled, each text with `text`."""
    for kind in KINDS.values():
        if kind not in (Account, OrderLine):
            yield _whole(kind, text, account, _id(next(ids)))


def hostile_workspace(root: Path, texts: list[str]) -> Workspace:
    """A workspace in which every field of every kind holds each text, and numbers and days where no text can be."""
    workspace = Workspace.create(root, texts[0])
    ids = count(1)
    lines: dict[str, dict[str, Any]] = {}
    with workspace.change("fill") as change:
        for text in texts:
            account = change.add(_whole(Account, text, "", _id(next(ids))))
            for record in whole_records(text, account.id, ids):
                change.add(record)
            line_id = _id(next(ids))
            lines[line_id] = document(_whole(OrderLine, text, account.id, line_id), keep_account=True)
        change.merge_orders("2026-11", lines)
    return workspace


def _id(number: int) -> str:
    return f"01K9ZZZZZZ{number:016}"


def _whole(kind: type[Any], text: str, account: str = "", record: str = "") -> Any:
    """A struct of this kind with every field filled."""
    hints = get_type_hints(kind)
    own = {"id": record, "account": account, "slug": "", "archived": False, "account_name": "", "erased": None}
    values = {name: own[name] if name in own else _value(hints[name], text) for name in kind.__struct_fields__}
    return kind(**values)


def _value(hint: Any, text: str) -> Any:
    """A value of this type."""
    inside = get_args(hint)
    match get_origin(hint):
        case origin if origin is Annotated:
            return _value(inside[0], text)
        case origin if origin is Literal:
            return inside[-1]
        case origin if origin in (Union, UnionType):
            return _value(next(each for each in inside if each is not type(None)), text)
        case origin if origin is tuple:
            return (_value(inside[0], text),)
        case origin if origin is dict:
            return {text if inside[0] is str else _value(inside[0], text): _value(inside[1], text)}
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return _whole(hint, text)
    known: dict[Any, Any] = {
        str: text, int: 3, bool: True, float: 0.5, dt.date: dt.date(2026, 11, 20),
        dt.datetime: dt.datetime(2026, 11, 20, 8, tzinfo=dt.UTC),
    }  # fmt: skip
    return known[hint]
