"""One value of a YAML file, with its place, and the error that tells a person what to put right there.

The getters say what is expected, so a reader needs no checks of its own: `node.need("odds").whole(0, 100)`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import msgspec

from kamtui.store.text.words import word

Value: TypeAlias = "str | int | float | bool | list[Node] | dict[str, Node] | None"

_SHOWN = 40
"""How many characters of a wrong text an error repeats."""


class SourceError(Exception):
    """A file is not as it should be: where, what was found, what was expected, and perhaps a hint.

    The texts are in the language that was in use when the error was made. `line` counts from 1; 0 means
    that the file as a whole is meant.
    """

    def __init__(self, file: str, line: int, found: str, expected: str, hint: str = "", name: str = "") -> None:
        """Remember the parts; `name` is the key that the value stands under."""
        super().__init__(file, line, found, expected, hint, name)
        self.file = file
        self.line = line
        self.found = found
        self.expected = expected
        self.hint = hint
        self.name = name

    @property
    def where(self) -> str:
        """The place as `file:line`, or the file alone."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        """The whole message in one line."""
        places = {"where": self.where, "found": self.found, "expected": self.expected}
        text = word("method.error-under", name=self.name, **places) if self.name else word("method.error", **places)
        return word("method.error-hint", text=text, hint=self.hint) if self.hint else text


class Node(msgspec.Struct, frozen=True):
    """A value of a YAML file and the place it was read at."""

    value: Value
    """What was read: a scalar, a list of nodes, or nodes by key."""
    file: str
    """The file's name as errors show it."""
    line: int
    """The line, from 1; for a value under a key that of the key."""
    name: str = ""
    """The key that the value, or the list it is in, stands under."""
    written: str = ""
    """A scalar exactly as written, so that `2026` or `1.10` can serve as text."""

    def text(self) -> str:
        """The scalar as written. Raises SourceError for a list, keys with values, or nothing."""
        if self.value is None or isinstance(self.value, list | dict):
            raise self.error(word("method.want-text"))
        return self.written

    def whole(self, low: int | None = None, high: int | None = None) -> int:
        """The whole number, which must lie within the limits given. Raises SourceError."""
        value = self.value
        if isinstance(value, int) and not isinstance(value, bool) and _within(value, low, high):
            return value
        raise self.error(_limits(word("method.want-whole"), low, high))

    def number(self, low: float | None = None, high: float | None = None) -> float:
        """The number, whole or decimal, which must lie within the limits given. Raises SourceError."""
        value = self.value
        if isinstance(value, int | float) and not isinstance(value, bool) and _within(value, low, high):
            return float(value)
        raise self.error(_limits(word("method.want-number"), low, high))

    def truth(self) -> bool:
        """True for `true`, False for `false`. Raises SourceError for anything else, `yes` and `NO` included."""
        if isinstance(self.value, bool):
            return self.value
        raise self.error(word("method.want-truth"))

    def one_of(self, names: Iterable[str]) -> str:
        """The text, which must be one of `names`. Raises SourceError, with a hint when one of them is close."""
        known = list(names)
        text = self.text()
        if text in known:
            return text
        raise self.error(word("method.want-one-of", names=", ".join(known)), close_hint(text, known))

    def items(self) -> list[Node]:
        """The nodes of a list. Raises SourceError."""
        if isinstance(self.value, list):
            return self.value
        raise self.error(word("method.want-list"))

    def mapping(self) -> dict[str, Node]:
        """The nodes by key. Raises SourceError, with a hint where a full-width colon kept a key from being one."""
        if isinstance(self.value, dict):
            return self.value
        slipped = isinstance(self.value, str) and "：" in self.value
        raise self.error(word("method.want-mapping"), word("method.hint-colon") if slipped else "")

    def get(self, key: str) -> Node | None:
        """The node under `key`, or None where the key is absent. Raises SourceError when there are no keys at all."""
        return self.mapping().get(key)

    def need(self, key: str) -> Node:
        """The node under `key`. Raises SourceError where the key is absent."""
        node = self.get(key)
        if node is None:
            raise SourceError(
                self.file, self.line, word("method.found-missing", name=key), word("method.want-key", name=key)
            )
        return node

    def unknown_keys(self, allowed: Iterable[str]) -> None:
        """Refuse a key that is not `allowed`. Raises SourceError at the first, with a hint when one is close."""
        known = list(allowed)
        for key, node in self.mapping().items():
            if key not in known:
                hint = word("method.hint-colon") if "：" in key else close_hint(key, known)
                found = word("method.found-key", name=shortened(key))
                raise SourceError(node.file, node.line, found, word("method.want-one-of", names=", ".join(known)), hint)

    def found(self) -> str:
        """The value in words, for an error."""
        match self.value:
            case None:
                return word("method.found-nothing")
            case list():
                return word("method.found-list")
            case dict():
                return word("method.found-mapping")
        text = self.written or str(self.value)
        return word("method.found-text", text=shortened(text))

    def error(self, expected: str, hint: str = "") -> SourceError:
        """The error that says that something else was `expected` here."""
        return SourceError(self.file, self.line, self.found(), expected, hint, self.name)


def shortened(text: str) -> str:
    """The text as an error repeats it: cut where it is long, since a file can hold any amount of it."""
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def close_hint(name: str, known: Iterable[str]) -> str:
    """“Did you mean …?” with the closest of the `known` names, or no text when none is close."""
    from difflib import get_close_matches

    close = get_close_matches(shortened(name), list(known), 1)
    return word("method.hint-close", name=close[0]) if close else ""


def _within(value: float, low: float | None, high: float | None) -> bool:
    """Whether the limits that are given hold."""
    return (low is None or value >= low) and (high is None or value <= high)


def _limits(kind: str, low: float | None, high: float | None) -> str:
    """The kind of number with its limits, in words."""
    if low is not None and high is not None:
        return word("method.want-between", kind=kind, low=low, high=high)
    if low is not None:
        return word("method.want-at-least", kind=kind, low=low)
    return kind if high is None else word("method.want-at-most", kind=kind, high=high)
