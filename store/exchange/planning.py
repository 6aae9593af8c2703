"""Rows of lists (accounts, contacts, deals …) placed: which record each of them is about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import Any

import msgspec

from kamtui.store.exchange.columns import Money
from kamtui.store.exchange.fields import fields
from kamtui.store.exchange.ledger import Ledger
from kamtui.store.exchange.links import Links
from kamtui.store.exchange.report import Doubt
from kamtui.store.exchange.same_person import KnownPeople
from kamtui.store.exchange.sources import Reader, Source
from kamtui.store.exchange.target_rows import TargetRows
from kamtui.store.exchange.values import Row, RowReader
from kamtui.store.fields.sound import is_ourselves
from kamtui.store.records import (
    TARGETS,
    Activity,
    Competitor,
    Contact,
    Contract,
    Need,
    Opportunity,
    Project,
    Promise,
    Record,
    Service,
    Task,
)
from kamtui.store.text.person_keys import exact
from kamtui.store.workspace import Workspace

IN_CARDS: dict[str, type[Record]] = {
    kind.table: kind for kind in (Contact, Opportunity, Activity, Task, Need, Project, Contract, Service, Promise)
}
_OWN_NAME = {
    "opportunities": "name", "contacts": "name", "activities": "subject", "tasks": "title", "needs": "name",
    "projects": "name", "contracts": "name", "services": "subject", "promises": "title",
}  # fmt: skip
_INSTEAD = {"contracts": "number", "services": "kind"}
"""What a record is called that its row gives no name."""
_AT_FAULT = {"odds-range": "odds", "bad-period": "period", "two-currencies": "amount"}
"""By what is wrong with a row as a whole the field that is."""
_PERSON = ("title", "department", "mobile", "email", "wechat")
_SAMPLES = 5


class _Later(msgspec.Struct, frozen=True):
    """Names in a row that are looked up when every row has been placed."""

    source: Source
    row: int
    record: str
    account: str
    attribute: str
    names: tuple[str, ...]


class Planner:
    """Places rows: in the ledgers of `links`, and in its own for what lives in cards."""

    def __init__(self, workspace: Workspace, links: Links, reader: Reader, rows: RowReader) -> None:
        """Place rows that `rows` reads among the records of `workspace`."""
        self.samples: dict[str, list[dict[str, str]]] = defaultdict(list)
        self.rows = rows
        self._workspace = workspace
        self._links = links
        self._reader = reader
        self._notes = reader.notes
        self._cards: dict[str, Ledger] = {}
        self._targets = TargetRows(workspace, reader)
        self._times: Counter[str] = Counter()
        self._later: list[_Later] = []

    @property
    def ledgers(self) -> dict[str, Ledger]:
        """All ledgers in the order in which they are to be written."""
        return {**self._links.ledgers, **self._cards, **self._targets.ledgers}

    def plan(self, source: Source, watch: Callable[[int], None]) -> None:
        """Place every row of a source."""
        self._times.clear()
        place = {
            "accounts": self._account_row,
            **dict.fromkeys(IN_CARDS, self._card_row),
            **dict.fromkeys(TARGETS, self._targets.place),
        }.get(source.kind, self._catalog_row)
        for row in range(source.rows):
            if row in source.rejected:
                continue
            said = self.rows.read(source, row)
            fault = said.fault or ("" if 0 <= (said.fields.get("odds") or 0) <= 100 else "odds-range")
            reason = fault or place(source, row, said)
            if reason == "stray":
                source.rejected.add(row)
                self._notes.add("rows-stray", source.title, 1, [source.table.lines[row]])
            elif reason:
                self._reader.reject(source, row, *source.said(_AT_FAULT.get(reason, ""), row), reason)
            elif len(self.samples[source.kind]) < _SAMPLES:
                self.samples[source.kind].append(_sample(source, row))
            if row & 1023 == 0:
                watch(row)

    def finish(self) -> None:
        """Look up what could only be found when every row was placed: parents, contacts and deals by name."""
        for later in self._later:
            kind, attribute = later.source.kind, later.attribute
            field = fields()[f"{kind}.{attribute}"]
            ids = []
            for name in later.names:
                if field.group == "accounts":
                    found = self._links.find("accounts", name, later.source.title)
                else:
                    found = next(iter(self._ledger(field.group).found(_natural(later.account, name))), None)
                if found and found != later.record:
                    ids.append(found)
                else:
                    line = later.source.table.lines[later.row]
                    self._notes.add("unknown-name", later.source.title, 1, [f"{line}: {name}"], field=field.target)
            if ids:
                self.ledgers[kind].put(later.record, {attribute: tuple(ids) if field.several else ids[0]})

    def _ledger(self, kind: str) -> Ledger:
        """The ledger of a kind that lives in cards, opened when it is first needed."""
        if kind not in self._cards:
            record = IN_CARDS[kind]
            known = self._workspace.records(record)
            self._cards[kind] = ledger = Ledger(record, known, self._reader.mapping.source)
            for key, item in known.items():
                account, name = getattr(item, "account", ""), getattr(item, _OWN_NAME[kind])
                ledger.index(_natural(account, name, getattr(item, "date", None)), key)
        return self._cards[kind]

    @cached_property
    def _people(self) -> KnownPeople:
        """Everyone whom the workspace knows, by telephone and mail."""
        return KnownPeople(self._workspace.records(Contact).values(), self._reader.mapping.people)

    def _account_of(self, source: Source, row: int) -> str:
        """The account of the row, "" when it names none or one that cannot be told."""
        outside, name = source.value("accounts.id", row) or "", source.value("accounts.name", row) or ""
        if outside or name:
            return self._links.account(outside, name, source.title, {}) or ""
        self._notes.add(f"no-account-{source.kind}", source.title, 1, [source.table.lines[row]])
        return ""

    def _account_row(self, source: Source, row: int, said: Row) -> str:
        """Place an account, and the person that its row names too."""
        outside, name = source.value("accounts.id", row) or "", said.fields.get("name", "")
        if not outside and not name:
            return "no-name"
        found = self._links.account(outside, name, source.title, {}) if outside else self._own("accounts", source, name)
        if not found:
            return "ambiguous"
        self._links.ledgers["accounts"].put(found, said.fields, outside)
        self._remember(source, row, found, "", said)
        if person := source.value("contacts.name", row):
            about = {name: value for name in _PERSON if (value := source.value(f"contacts.{name}", row))}
            if not self._people.is_erased({"name": person, **about}, found):
                self._place("contacts", found, Row({"name": person, **about}, {}), "")
        return ""

    def _catalog_row(self, source: Source, row: int, said: Row) -> str:
        """Place a product by its code or its name, a salesperson or a competitor by the name."""
        kind, name, code = source.kind, said.fields.get("name", ""), said.fields.get("code", "")
        if not name and not code:
            return "no-name"
        if kind == Competitor.table and is_ourselves(self._workspace, name):
            return "ourselves"
        outside = source.value(f"{kind}.id", row) or ""
        found = self._links.ledgers[kind].external.get(outside, "")
        if not found and code:
            found = self._links.product(code, name, source.title, {})
        elif not found:
            found = self._own(kind, source, name)
            self._called(kind, found, said)
        if not found:
            return "ambiguous"
        self._links.ledgers[kind].put(found, said.fields, outside)
        return ""

    def _own(self, kind: str, source: Source, name: str) -> str:
        """The record of a list's own row: the one of exactly this name, or a new one; "" when several have it.

        Names that are alike are told but not joined: the list has both.
        """
        ledger, name = self._links.ledgers[kind], self._links.meant(kind, name)
        if kind == "competitors" and ledger.alike(name):
            return self._links.find(kind, name, source.title) or ""
        if found := ledger.found(exact(name)):
            return found[0] if len(found) == 1 else ""
        if ledger.alike(name):
            self._notes.add("similar", source.title, 1, [name], kind=kind)
        return self._links.made(kind, name)

    def _called(self, kind: str, record: str, said: Row) -> None:
        """Leave a record the name that it has where the row spells it in another way that is known to be the same."""
        name = self._links.ledgers[kind].value(record, "name")
        if name and "name" in said.fields and exact(said.fields["name"]) != exact(name):
            del said.fields["name"]

    def _card_row(self, source: Source, row: int, said: Row) -> str:
        """Place a record that lives in an account's card."""
        kind, own = source.kind, _OWN_NAME[source.kind]
        outside = source.value(f"{kind}.id", row) or ""
        if kind == "contacts" and "name" not in said.fields:
            said.fields["name"] = _full_name(source, row) or said.fields.get("email", "")
        if not said.fields.get(own) and said.fields.get(_INSTEAD.get(kind, "")):
            said.fields[own] = said.fields[_INSTEAD[kind]]
        if not outside and not said.fields.get(own):
            if sum(cells.values[cells.codes[row]] is not None for cells in source.cells.values()) < 2:
                return "stray"
            if kind != "opportunities":
                return "no-name"
        account = self._account_of(source, row)
        if kind == "contacts":
            found = self._person(source, row, said, account, outside)
            if found in ("doubtful", "erased"):
                return found
        else:
            found = self._place(kind, account, said, outside)
        if kind == Opportunity.table:
            self._check_days(source, row, found)
        if not said.fields.get(own) and found not in self._cards[kind].known:
            self._cards[kind].put(found, {own: self._title(said, account) or outside})
        self._remember(source, row, found, account, said)
        return ""

    def _check_days(self, source: Source, row: int, deal: str) -> None:
        """Tell of a deal that closes before it was opened; what the file says is kept all the same."""
        opened, close = (self._ledger(Opportunity.table).value(deal, name) for name in ("opened", "close_date"))
        if opened and close and close < opened:
            self._notes.add("close-before-opened", source.title, 1, [source.table.lines[row]])

    def _person(self, source: Source, row: int, said: Row, account: str, outside: str) -> str:
        """The contact of a row, found by number, mail, name and account; why it is none: "doubtful", "erased"."""
        found = self._people.match(said.fields, account, outside)
        if found.erased:
            return "erased"
        if found.doubt and not outside:
            line, name = source.table.lines[row], said.fields.get("name", "")
            people = tuple((one.name, self._links.ledgers["accounts"].value(one.account, "name") or "")
                           for one in found.doubt)  # fmt: skip
            self._reader.doubts.append(Doubt(source.title, line, name, people))
            return "doubtful"
        person = "" if outside else found.person
        if not person:
            person = self._place("contacts", account, said, outside)
        else:
            self._fill(person, account, said, found.decided)
        self._people.learn(person, account, said.fields)
        return person

    def _fill(self, person: str, account: str, said: Row, decided: bool) -> None:
        """Fill in someone whom we know; a name that a person has decided to be another spelling becomes an alias."""
        ledger, fields = self._ledger("contacts"), dict(said.fields)
        name, aliases = fields.get("name", ""), tuple(ledger.value(person, "aliases") or ())
        known = ledger.value(person, "name") or ""
        if decided and name and exact(name) != exact(known):
            del fields["name"]
            if name not in aliases:
                fields["aliases"] = (*aliases, name)
        elif exact(name) in map(exact, aliases):
            fields.pop("name", None)
        ledger.put(person, {**fields, **({"account": account} if account else {})})

    def _place(self, kind: str, account: str, said: Row, outside: str) -> str:
        """The record of a row in an account: by its id, else by its name; the n-th of a name is always the n-th."""
        ledger = self._ledger(kind)
        name = said.fields.get(_OWN_NAME[kind], "")
        key = _natural(account, name, said.fields.get("date")) if name else ""
        if outside:
            free = [record for record in ledger.found(key) if not ledger.is_foreign(record)]
            found = ledger.external.get(outside) or next(iter(free), ledger.new_id(ledger.source, outside))
        else:
            parts = (key,) if key else ("unnamed", account, *said.fields.get("products", ()))
            count = self._count("\x1f".join((kind, *parts))) if kind != "contacts" else 0
            same = ledger.found(key)
            found = ledger.new_id(*parts, str(count))
            if found not in ledger.known and count < len(same):
                found = same[count]
        ledger.put(found, {**said.fields, **({"account": account} if account else {})}, outside)
        if key:
            ledger.index(key, found)
        return found

    def _count(self, key: str) -> int:
        """How often this key has come before."""
        self._times[key] += 1
        return self._times[key] - 1

    def _title(self, said: Row, account: str) -> str:
        """What a deal without a name is called: its products and its account."""
        products = [self._links.ledgers["products"].value(key, "name") for key in said.fields.get("products", ())]
        return " · ".join(filter(None, (*products, self._links.ledgers["accounts"].value(account, "name"))))

    def _remember(self, source: Source, row: int, record: str, account: str, said: Row) -> None:
        """Keep the names that can only be looked up at the end."""
        for attribute, names in said.later.items():
            self._later.append(_Later(source, row, record, account, attribute, names))


def _natural(account: str, name: str, day: object = None) -> str:
    """What a record in a card is recognised by when it has no id: account, name, and the day of an activity."""
    return f"{account}\x1f{exact(name)}\x1f{day or ''}"


def _full_name(source: Source, row: int) -> str:
    """A person's name from its two parts; a Chinese surname comes first."""
    first, last = source.value("contacts.first", row) or "", source.value("contacts.last", row) or ""
    if (last or first).isascii():
        return f"{first} {last}".strip()
    return last + first


def _sample(source: Source, row: int) -> dict[str, str]:
    """A row as it is understood, by column title."""
    shown = {}
    for cells in source.cells.values():
        value: Any = cells.values[cells.codes[row]]
        if value is not None:
            several = "; ".join(value) if isinstance(value, tuple) else value
            shown[cells.title] = str(value.amount if isinstance(value, Money) else several)
    return shown
