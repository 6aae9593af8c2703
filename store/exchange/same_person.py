"""Whether a row is about a person whom we know: by telephone, then by mail, then by name and account (ux 9.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from kamtui.store.records import Contact
from kamtui.store.text.person_keys import DESK, called, exact, marks, reached_by

NEW = "new"
"""What a decision says for a row that is about nobody whom we know."""


class Known(msgspec.Struct):
    """What a person is recognised by."""

    id: str
    name: str
    account: str
    names: set[str]
    """The name and the aliases, as names are compared."""
    fresh: bool = False
    """Whether a row of this import has told of the person: lists may give many people one number."""


class Found(msgspec.Struct, frozen=True):
    """Whom a row means."""

    person: str = ""
    """"" for nobody whom we know by number or mail."""
    doubt: tuple[Known, ...] = ()
    """Whom it could mean: a person has to decide."""
    decided: bool = False
    """Whether someone has decided it; a row that is decided to be new means nobody."""
    erased: bool = False
    """Whether it is someone who was erased: nothing may bring that person back."""


class KnownPeople:
    """The people of a workspace by telephone number and mail address, and those who were erased."""

    def __init__(self, people: Iterable[Contact], decisions: Mapping[str, str]) -> None:
        """Know these people; `decisions` say by a row's name, number or mail whom it means, or `NEW`."""
        self._by_key: dict[str, list[Known]] = {}
        self._by_id: dict[str, Known] = {}
        self._tombs: list[Contact] = []
        self._decisions = {key: said.strip() for row, said in decisions.items() for key in _decided_by(row)}
        for person in people:
            if person.erased:
                self._tombs.append(person)
            else:
                names = {exact(name) for name in (person.name, *person.aliases)}
                self._know(Known(person.id, person.name, person.account, names), _reached(person))

    def learn(self, person: str, account: str, said: Mapping[str, Any]) -> None:
        """Know someone whom a row has just told of."""
        known = self._by_id.get(person) or Known(person, str(said.get("name", "")), account, set(), fresh=True)
        known.names.add(exact(str(said.get("name", ""))))
        known.account = account or known.account
        self._know(known, said)

    def match(self, said: Mapping[str, Any], account: str, outside: str = "") -> Found:
        """Whom a row means; `outside` is its id in the other system.

        Doubtful is a number or an address of someone of another name or at another account, or of two people. A
        telephone on a desk is shared by many and raises no doubt.
        """
        if self.is_erased(said, account, outside):
            return Found(erased=True)
        keys = reached_by(said)
        there = {one.id: one for key in keys for one in self._by_key.get(key, ())}
        name = exact(str(said.get("name", "")))
        decision = next((found for key in (f"said:{name}", *keys) if (found := self._decisions.get(key))), "")
        if decision == NEW:
            return Found(decided=True)
        if decision and (chosen := self._called(decision, there.values())):
            return Found(chosen.id, decided=True)
        fitting = [
            one for one in there.values()
            if name in one.names and (not account or not one.account or one.account == account)
        ]  # fmt: skip
        if len(fitting) == 1:
            return Found(fitting[0].id)
        doubt = [
            one for key in keys if not key.startswith(DESK) for one in self._by_key.get(key, ()) if not one.fresh
        ]  # fmt: skip
        return Found(doubt=tuple({one.id: one for one in doubt}.values()))

    def is_erased(self, said: Mapping[str, Any], account: str, outside: str = "") -> bool:
        """Whether a row is about someone who was erased, by the sums that were left of the person."""
        if not self._tombs:
            return False
        keys = [called(str(said.get("name", "")), account), *(key for key in reached_by(said) if key[:5] != DESK)]
        if outside:
            keys.append(f"id:{outside}")
        return any(not set(marks(tomb.id, keys)).isdisjoint(tomb.erased_marks) for tomb in self._tombs)

    def _know(self, known: Known, said: Mapping[str, Any]) -> None:
        self._by_id[known.id] = known
        for key in reached_by(said):
            there = self._by_key.setdefault(key, [])
            if known not in there:
                there.append(known)

    def _called(self, decision: str, there: Iterable[Known]) -> Known | None:
        """The person whom a decision names by id or name: among those whom the row could mean, else among all."""
        if decision in self._by_id:
            return self._by_id[decision]
        near = [one for one in there if exact(decision) in one.names]
        far = near or [one for one in self._by_id.values() if exact(decision) in one.names]
        return far[0] if len(far) == 1 else None


def _reached(person: Contact) -> dict[str, str]:
    return {"mobile": person.mobile, "phone": person.phone, "email": person.email}


def _decided_by(row: str) -> list[str]:
    """The keys under which a decision is looked for: the row's name, or its number or mail."""
    return [f"said:{exact(row)}", *reached_by({"mobile": row, "email": row})]
