"""A field of a short form that holds an amount in one currency, which something inside a record has to share."""

from __future__ import annotations

from kamtui.screens.dialogs.form_field import FormField
from kamtui.store import fields
from kamtui.store.records import Record
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


def price_field(name: str, title: str, value: int | None, currency: str, owner: type[Record]) -> FormField:
    """Ask for an amount in the smallest unit of `currency`, which `owner` keeps in its own field."""
    return FormField(name, title, price_text(value, currency), lambda text: price(text, currency, owner),
                     lambda amount: price_shown(amount, currency))  # fmt: skip


def price(text: str, currency: str, owner: type[Record]) -> int | None:
    """The amount that a text means; ValueError for a negative one, and for one in another currency."""
    if not text.strip():
        return None
    amount, found = amounts.parse_money(text, currency)
    if found != currency:
        raise ValueError(
            word("fields.error.other_currency", text=clean(text, 40), found=found, expected=currency,
                 label=fields.label(owner, "currency"))
        )  # fmt: skip
    if amount < 0:
        raise ValueError(word("fields.error.range", text=clean(text, 40), low=0, high="∞"))
    return amounts.to_minor(amount, currency)


def price_text(value: int | None, currency: str) -> str:
    """The amount as it is typed."""
    return "" if value is None else f"{amounts.to_decimal(value, currency):,f}"


def price_shown(value: int | None, currency: str) -> str:
    """The amount as it is read."""
    return "" if value is None else amounts.show(value, currency)
