"""References in rows: the customer, product or colleague that a text names, found or made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kamtui.store.exchange.ledger import named_ledger
from kamtui.store.exchange.mapping import ImportMap
from kamtui.store.exchange.report import Notes
from kamtui.store.fields.sound import is_ourselves
from kamtui.store.records import Account, Competitor, Product, Record, Salesperson
from kamtui.store.text.person_keys import exact
from kamtui.store.workspace import Workspace

NAMED: dict[str, type[Record]] = {kind.table: kind for kind in (Salesperson, Competitor, Product, Account)}
"""Kinds that rows refer to by name."""

_STEPS = 2
"""A spelling folded into another that a person has decided about takes two steps to its name."""


class Links:
    """Finds the records that rows name, and makes those that nobody knows yet."""

    def __init__(self, workspace: Workspace, mapping: ImportMap, notes: Notes) -> None:
        """Start from the named records of the workspace and the aliases of the map."""
        self.ledgers = {
            table: named_ledger(kind, workspace.records(kind), mapping.source) for table, kind in NAMED.items()
        }
        self.notes = notes
        self._workspace = workspace
        self._aliases = {
            kind: {exact(alias): name for alias, name in names.items()} for kind, names in mapping.aliases.items()
        }
        self._source = mapping.source

    def keep_aliases(self, mapping: ImportMap) -> None:
        """Write the map's aliases into the records that they name, once all of these are known."""
        for kind, names in mapping.aliases.items():
            ledger = self.ledgers[kind]
            for alias, name in names.items():
                for record_id in ledger.found(exact(name)):
                    aliases = tuple(ledger.value(record_id, "aliases") or ())
                    if alias not in aliases:
                        ledger.put(record_id, {"aliases": (*aliases, alias)})

    def fold(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Let spellings of rivals find the name that they stand for."""
        known = self._aliases.setdefault("competitors", {})
        for spelling, name in pairs:
            known.setdefault(exact(spelling), name)

    def keep_apart(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Write into both rivals of each pair that the other is another one."""
        ledger = self.ledgers["competitors"]
        for pair in pairs:
            for name, other in (pair, pair[::-1]):
                for record_id in ledger.found(exact(name)):
                    distinct = tuple(ledger.value(record_id, "distinct") or ())
                    if other not in distinct:
                        ledger.put(record_id, {"distinct": (*distinct, other)})

    def meant(self, table: str, name: str) -> str:
        """The name that a spelling stands for, by the map, by what a person has decided, or but for case and spaces."""
        known = self._aliases.get(table, {})
        for _ in known and range(_STEPS):
            name = known.get(exact(name), name)
        return name

    def named(self, table: str, name: str, file: str) -> str:
        """The id of the record of this name; one of a new name is made, but "" for a rival that is ourselves."""
        if table == Competitor.table and is_ourselves(self._workspace, name):
            self.notes.add("ourselves-named", file, 1, [name])
            return ""
        found = self.find(table, name, file)
        return self.made(table, self.meant(table, name)) if found is None else found

    def made(self, table: str, name: str, **fields: Any) -> str:
        """The id of a new record of this name, or of the one that an import made of it and a person renamed."""
        ledger = self.ledgers[table]
        record_id = ledger.new_id("name", exact(name))
        if record_id not in ledger.known:
            ledger.put(record_id, {"name": name, **fields})
        ledger.index(exact(name), record_id, name)
        return record_id

    def find(self, table: str, name: str, file: str) -> str | None:
        """The id of the record that `name` refers to, "" when it could be several, None when there is none."""
        ledger = self.ledgers[table]
        name = self.meant(table, name)
        if found := ledger.found(exact(name)):
            if len(found) > 1:
                self.notes.add("ambiguous-name", file, 1, [name], kind=table)
            return found[0] if len(found) == 1 else ""
        alike = ledger.alike(name)
        if not alike:
            return None
        if len(alike) > 1:
            self.notes.add("ambiguous-name", file, 1, [name], kind=table)
            return ""
        record_id = next(iter(alike))
        if table != "competitors":  # what of their spellings is one is told once for all rows
            self.notes.add("alias", file, 1, (), kind=table, alias=name, name=ledger.value(record_id, "name"))
        return record_id

    def account(self, outside: str, name: str, file: str, fields: Mapping[str, Any], make: bool = True) -> str | None:
        """The account of a row, by its id in the other system or by its name.

        A new one gets `fields`. "" when the name fits several accounts, None when there is none and
        `make` is false. A known one is not renamed: its own list does that.
        """
        ledger = self.ledgers["accounts"]
        if not outside:
            found = self.find("accounts", name, file)
            return self.made("accounts", name, **fields) if found is None and make else found
        found = ledger.external.get(outside)
        if found is None:
            free = [key for key in ledger.found(exact(name)) if name and not ledger.is_foreign(key)]
            if len(free) == 1:
                found = free[0]
                ledger.put(found, {}, outside)
            elif make:
                found = ledger.new_id(self._source, outside)
                ledger.put(found, {"name": name or outside, **fields}, outside)
                ledger.index(exact(name or outside), found, name or outside)
        return found

    def product(self, code: str, name: str, file: str, fields: Mapping[str, Any]) -> str:
        """The product of a row by its code, else by its name; what the catalog lacks of it is filled in."""
        if not code:
            found = self.named("products", name, file)
            if found and fields:
                self.ledgers["products"].fill(found, fields)
            return found
        ledger = self.ledgers["products"]
        by_code = ledger.found(f"code:{code}")
        if by_code:
            record_id = by_code[0]
        else:
            free = [key for key in ledger.found(exact(name)) if name and not ledger.value(key, "code")]
            record_id = free[0] if len(free) == 1 else ledger.new_id("code", code)
            ledger.index(f"code:{code}", record_id)
            ledger.index(exact(name or code), record_id, name or code)
        ledger.fill(record_id, {"name": name or code, "code": code, **fields})
        return record_id
