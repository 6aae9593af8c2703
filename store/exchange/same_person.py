"""Whether a row is about a person whom we know: by telephone, then by mail, then by name and account (ux 9.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kamtui.store.exchange.ledger import exact
from kamtui.store.records import Contact

_DIGITS = re.compile(r"\D")
_LEAST = 7
"""Digits from which a number tells a person; shorter ones are extensions."""
_TAIL = 11
"""Digits at the end of a number that are compared: a country code or a zero before them tells nothing."""


class KnownPeople:
    """The people of a workspace by telephone number and mail address."""

    def __init__(self, people: Iterable[Contact]) -> None:
        """Know these people."""
        self._by_key: dict[str, list[Contact]] = {}
        for person in people:
            for key in _keys({name: getattr(person, name) for name in ("mobile", "phone", "email")}):
                self._by_key.setdefault(key, []).append(person)

    def match(self, said: Mapping[str, Any], account: str) -> tuple[str, bool]:
        """The id of the person whom a row means, "" for nobody known; and whether that is doubtful.

        Doubtful is a number or an address of someone of another name or at another account, or of two people: a person
        has to decide that. A telephone on a desk is shared by many and raises no doubt.
        """
        keys = _keys(said)
        found = {person.id: person for key in keys for person in self._by_key.get(key, ())}
        name = exact(str(said.get("name", "")))
        fitting = [
            person for person in found.values()
            if exact(person.name) == name and (not account or not person.account or person.account == account)
        ]  # fmt: skip
        if len(fitting) == 1:
            return fitting[0].id, False
        return "", any(self._by_key.get(key) for key in keys if not key.startswith("desk:"))


def _keys(said: Mapping[str, Any]) -> list[str]:
    """What a person is recognised by."""
    numbers = [
        (kind, _DIGITS.sub("", str(said.get(name) or ""))) for kind, name in (("tel", "mobile"), ("desk", "phone"))
    ]
    keys = [f"{kind}:{number[-_TAIL:]}" for kind, number in numbers if len(number) >= _LEAST]
    mail = str(said.get("email") or "").strip().casefold()
    return [*keys, f"mail:{mail}"] if "@" in mail else keys
