"""Strict YAML: each value knows its file and line, and nothing is what it does not look like.

Used for method files, for a workspace's `kamtui.yaml` and for import maps, all of which may come from
someone else. So anchors and aliases (a few lines of them grow to gigabytes), type tags, repeated keys, deep
nesting and big files are refused, and the odd types of YAML 1.1 are not made: `NO`, `12:30:45`, `0123`, `1e3`
and dates stay text, only `true` and `false` are truths. The tree is built from parser events, so a
file is refused at the first offending line and no constructor ever runs.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kamtui.store.method.node import Node, SourceError, Value, shortened
from kamtui.store.text.words import word

if TYPE_CHECKING:
    from yaml import Event, MarkedYAMLError, NodeEvent

MOST_BYTES = 256 * 1024
MOST_LEVELS = 20

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_CORE = "tag:yaml.org,2002:"
_CORE_TYPES = {"str": str, "int": int, "float": float, "bool": bool, "null": type(None), "map": dict, "seq": list}


def read(path: Path, shown: str = "") -> Node:
    """The tree in the file at `path`; errors call the file `shown`, or the path as it was given.

    Raises SourceError for whatever is wrong with the file, from not being there to a repeated key.
    """
    file = shown or str(path)
    try:
        # Reading a pipe would never end, so only an ordinary file is opened.
        if not stat.S_ISREG(path.stat().st_mode):
            raise SourceError(file, 0, word("method.found-not-file"), word("method.want-file"))
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        found = word("method.found-unreadable", problem=error.strerror)
        raise SourceError(file, 0, found, word("method.want-file")) from error
    if len(data) > MOST_BYTES:
        raise SourceError(file, 0, word("method.found-size"), word("method.want-size", most=MOST_BYTES))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(file, line, word("method.found-bytes"), word("method.want-utf8")) from error
    return read_text(text, file)


def read_text(text: str, file: str) -> Node:
    """The tree in `text`; `file` is what errors call it. An empty text is a node of None. Raises SourceError."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Composer(file, yaml.parse(text, Loader=loader)).document()
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(file, text, error) from error
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        problem = getattr(error, "reason", "")
        found = word("method.found-syntax", problem=problem)
        raise SourceError(file, line, found, word("method.want-yaml")) from error


def _syntax_error(file: str, text: str, error: MarkedYAMLError) -> SourceError:
    """The parser's complaint with the line a person has to look at.

    A key without its colon is noticed only on a later line; the parser's context then is the key itself.
    """
    mark = error.problem_mark or error.context_mark
    if error.context == "while scanning a simple key":
        mark = error.context_mark
    lines = text.splitlines() or [""]
    # What is missing at the end is reported behind the last line.
    line = min(mark.line if mark else 0, len(lines) - 1)
    hint = word("method.hint-colon") if "：" in lines[line] else ""
    found = word("method.found-syntax", problem=error.problem)
    return SourceError(file, line + 1, found, word("method.want-yaml"), hint)


def _plain(written: str) -> Value:
    """What a value written without quotes means: nothing, a truth, a plain number, else its text."""
    if written in ("", "~", "null"):
        return None
    if written in ("true", "false"):
        return written == "true"
    if _WHOLE.fullmatch(written):
        return int(written)
    if _DECIMAL.fullmatch(written):
        return float(written)
    return written


def _line(event: Event) -> int:
    """The line that an event starts on, from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1


class _Composer:
    """Builds the tree of one document from the parser's events, refusing what is not plain."""

    def __init__(self, file: str, events: Iterator[Event]) -> None:
        """Read `events` in order; `file` is what errors call their source."""
        self._file = file
        self._events = events

    def document(self) -> Node:
        """The tree of the only document; a node of None when there is none."""
        import yaml

        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, "", 1)
            elif isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise self._error(_line(event), word("method.found-documents"), word("method.want-one-document"))
        return root or Node(None, self._file, 1)

    def _node(self, event: NodeEvent, name: str, level: int, key_line: int = 0) -> Node:
        """The node that starts with `event` under the key `name`, whose line is the node's when it has a key."""
        import yaml

        line = key_line or _line(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            found = word("method.found-alias", name=shortened(event.anchor or ""))
            raise self._error(line, found, word("method.want-written-out"))
        if level > MOST_LEVELS:
            found = word("method.found-depth", most=MOST_LEVELS)
            raise self._error(line, found, word("method.want-depth", most=MOST_LEVELS))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event.value, event.tag, event.implicit[0], name, line)
        value: Value = (
            self._mapping(level) if isinstance(event, yaml.MappingStartEvent) else self._sequence(name, level)
        )
        if isinstance(event, yaml.CollectionStartEvent):
            self._check_tag(event.tag, value, line)
        return Node(value, self._file, line, name)

    def _child(self) -> NodeEvent | None:
        """The event that starts the next node of the list or mapping being read; None at its end."""
        import yaml

        event = next(self._events)
        return event if isinstance(event, yaml.NodeEvent) else None

    def _scalar(self, written: str, tag: str | None, plain: bool, name: str, line: int) -> Node:
        """A value in one piece: what is quoted is text, what is not is read by `_plain`."""
        if plain and _NOT_FINITE.fullmatch(written):
            found = word("method.found-text", text=written)
            raise self._error(line, found, word("method.want-finite"))
        as_text = not plain if tag is None else tag in ("!", _CORE + "str")
        value = written if as_text else _plain(written)
        self._check_tag(tag, value, line)
        return Node(value, self._file, line, name, written)

    def _sequence(self, name: str, level: int) -> list[Node]:
        """The items up to the end of a list; each carries the name of the list's key."""
        items: list[Node] = []
        while event := self._child():
            items.append(self._node(event, name, level + 1))
        return items

    def _mapping(self, level: int) -> dict[str, Node]:
        """The keys, always text as written, with their values up to the end of a mapping."""
        pairs: dict[str, Node] = {}
        while event := self._child():
            key = self._node(event, "", level + 1)
            if isinstance(key.value, list | dict):
                raise self._error(key.line, word("method.found-complex-key"), word("method.want-plain-key"))
            name = key.written
            if name in pairs:
                raise self._error(
                    key.line, word("method.found-double-key", name=shortened(name)), word("method.want-once")
                )
            if value := self._child():
                pairs[name] = self._node(value, name, level + 1, key.line)
        return pairs

    def _check_tag(self, tag: str | None, value: Value, line: int) -> None:
        """Refuse a tag that is not one of YAML's plain ones, or that the value does not fit."""
        if tag is None or tag == "!":
            return
        short = tag.removeprefix(_CORE)
        if short == tag or short not in _CORE_TYPES:
            raise self._error(line, word("method.found-tag", name=shortened(tag)), word("method.want-no-tag"))
        if type(value) is not _CORE_TYPES[short]:
            found = Node(value, self._file, line).found()
            raise self._error(line, found, word("method.want-this-tag", name=short))

    def _error(self, line: int, found: str, expected: str) -> SourceError:
        """An error at `line` of the file that is being read."""
        return SourceError(self._file, line, found, expected)
