"""What lies below the tables: judgements, criteria, rivals, offers, in `depth/*.yaml`, one file an account.

A file has a part for the account itself, one for its people and one for its deals, by key, and a list for every
other kind of record. A value is read as the record's annotation says: a day is counted from today, money is spelled
as a person would, and wherever a record is named, even as the key of a map, its key in the tables stands for its id.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
import yaml

from demo_source.reading import ident, money, on, rows
from demo_source.story import Story
from kamtui.store.records import CARD, TARGETS, Account, Contact, Money, Opportunity, Profile, QuoteLine, Record, Ref
from kamtui.store.records import Yearly as ByYear

FOLDER = Path(__file__).parent / "depth"
TEAM = "team.yaml"
"""Targets and the company's totals."""
OWN_PARTS = ("account", "contacts", "opportunities", "profiles")
DAYS = ("date", "first_seen", "made", "starts")
"""The field that says when a record was written."""
WRITTEN = -30
"""When it was written where none of them does."""


def tell_depth(story: Story, accounts: dict[str, Account], contacts: dict[str, Contact], login: dict[str, str]) -> None:
    """Fill in what the tables leave out, and add what they have no place for."""
    for path in sorted(FOLDER.glob("*.yaml")):
        told = yaml.safe_load(path.read_text("utf-8"))
        if path.name == TEAM:
            reading = _Reading("", "", contacts, accounts, "CNY")
            _add(story, reading, told, TARGETS, "admin")
            continue
        account = accounts[path.stem]
        reading = _Reading(path.stem, account.id, contacts, accounts, account.currency or "CNY")
        _complete(story, reading, told)
        for key, answers in told.get("profiles", {}).items():
            card = Profile(id=contacts[key].id, account=account.id, **reading.fields(Profile, {"answers": answers}))
            story.add(card, max(each.date for each in card.answers.values() if each.date), login[path.stem])
        lists = {name: part for name, part in told.items() if name not in OWN_PARTS}
        _add(story, reading, lists, CARD, login[path.stem])


def _complete(story: Story, reading: _Reading, told: dict[str, Any]) -> None:
    """Write into the account, its people and its deals what the file says of them."""
    story.complete(reading.account, reading.fields(Account, told.get("account", {})))
    for key, said in told.get("contacts", {}).items():
        story.complete(reading.contacts[key].id, reading.fields(Contact, said))
    for key, said in told.get("opportunities", {}).items():
        story.complete(ident("opportunities", reading.key, key), reading.fields(Opportunity, said))


def _add(
    story: Story, reading: _Reading, lists: dict[str, list[dict[str, Any]]], kinds: dict[str, type[Record]], by: str
) -> None:
    """Add the records of every list, by the person who looks after the account."""
    for table, told in lists.items():
        kind = kinds[table]
        for place, said in enumerate(told):
            fields = reading.fields(kind, said)
            if "account" in kind.__struct_fields__:
                fields["account"] = reading.account
            if "currency" in kind.__struct_fields__:
                fields.setdefault("currency", reading.currency)
            day = next((fields[name] for name in DAYS if fields.get(name)), on(WRITTEN))
            story.add(kind(id=ident(table, reading.key, str(place), day=day), **fields), min(day, on(0)), by)


class _Reading(msgspec.Struct, dict=True):
    """Reads the values of one file."""

    key: str
    """Of the account."""
    account: str
    contacts: dict[str, Contact]
    accounts: dict[str, Account]
    currency: str

    def fields(self, kind: type, said: dict[str, Any]) -> dict[str, Any]:
        """The fields of a record or of a part of one."""
        hints = get_type_hints(kind, include_extras=True)
        unit = kind is QuoteLine
        return {
            name: self._money(value) if unit and name in ("price", "cost", "floor") else self._value(hints[name], value)
            for name, value in said.items()
        }

    def _value(self, hint: Any, value: Any) -> Any:
        """One value as its annotation asks for it."""
        marks: tuple[Any, ...] = ()
        if get_origin(hint) is Annotated:
            hint, *rest = get_args(hint)
            marks = tuple(rest)
        if get_origin(hint) in (Union, types.UnionType):
            hint = next(part for part in get_args(hint) if part is not type(None))
        for mark in marks:
            if isinstance(mark, Money):
                return self._money(value)
            if isinstance(mark, ByYear):
                return {str(year): self._money(one) if mark.unit == "money" else one for year, one in value.items()}
            if isinstance(mark, Ref):
                found = tuple(self._id(mark.table, one) for one in str(value).split())
                return found if get_origin(hint) is tuple else found[0]
        return self._typed(hint, value)

    def _typed(self, hint: Any, value: Any) -> Any:
        """The same for an annotation without marks."""
        if hint is dt.date:
            return on(value)
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            return hint(**self.fields(hint, value))
        if get_origin(hint) is dict:
            inner = get_args(hint)[1]
            return {self._name(str(key)): self._typed(inner, one) for key, one in value.items()}
        if get_origin(hint) is tuple:
            return tuple(map(str, value))
        return self._name(str(value)) if hint is str else value

    def _money(self, value: Any) -> int | None:
        return money(str(value), self.currency)

    def _id(self, table: str, key: str) -> str:
        """The id of the record with this key."""
        if table == "opportunities":
            return ident(table, self.key, key)
        return self.accounts[key].id if table == "accounts" else ident(table, key)

    def _name(self, text: str) -> str:
        """A key of the tables turned into its id; every other text as it is."""
        return self._named.get(text, text)

    @cached_property
    def _named(self) -> dict[str, str]:
        found = {key: contact.id for key, contact in self.contacts.items()}
        return found | {key: ident(table, key) for table in ("competitors", "products") for key in _keys(table)}


def _keys(table: str) -> Iterator[str]:
    return (row["key"] for row in rows(table))
