"""One row's cells as the fields of its record: amounts in their currency, choices as ids, references found."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec

from kamtui.store.exchange.choices import Choices
from kamtui.store.exchange.columns import Money
from kamtui.store.exchange.fields import Field, fields
from kamtui.store.exchange.links import NAMED, Links
from kamtui.store.exchange.mapping import Patch
from kamtui.store.exchange.report import Notes
from kamtui.store.exchange.signatures import PLAIN
from kamtui.store.exchange.sources import Source
from kamtui.store.method.model import Method
from kamtui.store.text import currencies
from kamtui.store.text.amounts import to_minor


class Row(msgspec.Struct):
    """What one row says about its own record."""

    fields: dict[str, Any]
    """By attribute of the record."""
    later: dict[str, tuple[str, ...]]
    """Names of records that may only be known when every row has been seen, by attribute."""
    fault: str = ""
    """Why the row as a whole cannot be meant: a key of the word area."""


class RowReader:
    """Reads rows of lists. What cannot be understood is left out of the row, and noted."""

    def __init__(self, method: Method, links: Links, notes: Notes, home: str, currency: str) -> None:
        """`home` is the workspace's currency, `currency` that of amounts which name none."""
        self.used: dict[str, dict[str, Patch]] = defaultdict(dict)
        """By target and text what each choice was taken for."""
        self._choices = Choices(method)
        self._links = links
        self._notes = notes
        self._home = home
        self._currency = currency or home

    def read(self, source: Source, row: int) -> Row:
        """The row's fields; references to the row's account and, in order lines, product are not among them."""
        said = Row({}, {})
        money: list[tuple[str, Money]] = []
        for target, cells in source.cells.items():
            value = cells.values[cells.codes[row]]
            field = fields()[target]
            if value is None or field.kind != source.kind or not field.attribute:
                continue
            if isinstance(value, Money):
                money.append((field.attribute, value))
            elif field.how in ("choice", "rating"):
                said.fields.update(self._chosen(source, field, value))
            elif field.how == "ref":
                self._refer(source, field, value, said)
            else:
                if field.target in PLAIN and (value := self._plain(source, field, value)) is None:
                    continue
                said.fields[field.attribute] = self._code(value) if field.attribute == "currency" else value
        if money:
            said.fault = self._price(said.fields, money)
        return said

    def _plain(self, source: Source, field: Field, text: str) -> str | None:
        """What kamtui calls a word of a field that has a few; None, and a note, for one that nobody knows."""
        for name, spellings in PLAIN[field.target].items():
            if text.casefold() in (name, *map(str.strip, spellings.split(","))):
                return name
        self._notes.add("unknown-choice", source.title, 1, [text], field=field.target)
        return None

    def _code(self, text: str) -> str:
        """The code of a currency that a cell names."""
        return currencies.named(text.casefold(), self._currency)

    def _price(self, values: dict[str, Any], money: list[tuple[str, Money]]) -> str:
        """Put amounts in the smallest unit; the currency is said only where it is not the workspace's own.

        A record is kept in one currency: "two-currencies" where the amounts and the row name more than one.
        """
        told = values.get("currency", "")
        named = [currency for currency in (told, *(amount.currency for _, amount in money)) if currency]
        if len(set(named)) > 1:
            return "two-currencies"
        currency = next(iter(named), self._currency)
        for name, amount in money:
            values[name] = to_minor(amount.amount, currency)
        values["currency"] = "" if currency == self._home and not told else currency
        return ""

    def _chosen(self, source: Source, field: Field, value: Any) -> dict[str, Any]:
        """The fields that a choice gives."""
        said = source.entry.values.get(field.target, {})
        found: dict[str, Any] = {}
        for text in value if field.several else (value,):
            if field.how == "rating":
                rating = self._choices.rating(field, text, said)
                patch = None if rating is None else {field.attribute: rating}
            else:
                patch = self._choices.patch(field, text, said)
                self.used[field.target].update({text: dict(patch)} if patch else {})
            if patch is None:
                self._notes.add("unknown-choice", source.title, 1, [text], field=field.target)
            elif field.several:
                found[field.attribute] = (*found.get(field.attribute, ()), patch[field.attribute])
            else:
                found.update(patch)
        return found

    def _refer(self, source: Source, field: Field, value: Any, said: Row) -> None:
        """The ids of the records that a cell names; one whose name fits several is left out."""
        names: tuple[str, ...] = value if field.several else (value,)
        if field.group not in NAMED or field.name == "parent":
            said.later[field.attribute] = names
            return
        ids = tuple(filter(None, (self._links.named(field.group, name, source.title) for name in names)))
        if ids:
            said.fields[field.attribute] = ids if field.several else ids[0]
