"""What our offer comes to: sums, discount, margin, prices below the floor, gifts over the limit (A6.05-A6.09, C42)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import msgspec

from kamtui.store.records.offer import Gift, Quote
from kamtui.store.records.opportunity import Opportunity


class QuoteSum(msgspec.Struct, frozen=True):
    """A quote in figures; amounts in the smallest unit of its currency."""

    listed: int
    """Σ price × quantity before the discount."""
    offered: int
    """What the customer is to pay: the discount taken off and rounded half to even."""
    cost: int | None
    """Σ cost × quantity; None while a priced line has no cost."""
    margin: Fraction | None
    """(offered − cost) ÷ offered (C42); None without a cost, or where nothing is to be paid."""
    unpriced: tuple[str, ...]
    """Keys of lines without a price."""
    uncosted: tuple[str, ...]
    """Keys of lines without a cost."""
    below_floor: tuple[str, ...]
    """Keys of lines whose price after the discount is below their floor (A6.09)."""


def quote_sum(quote: Quote) -> QuoteSum:
    """What a quote comes to. A line without a price is left out of the sums and listed."""
    left = Fraction(100 - (quote.discount or 0), 100)
    priced = {key: line for key, line in sorted(quote.lines.items()) if line.price is not None}
    listed = sum((line.price or 0) * line.quantity for line in priced.values())
    uncosted = tuple(key for key, line in priced.items() if line.cost is None)
    offered = round(listed * left)
    cost = None if uncosted or not priced else sum((line.cost or 0) * line.quantity for line in priced.values())
    return QuoteSum(
        listed,
        offered,
        cost,
        Fraction(offered - cost, offered) if cost is not None and offered else None,
        tuple(key for key in sorted(quote.lines) if key not in priced),
        uncosted,
        tuple(key for key, line in priced.items() if line.floor is not None and (line.price or 0) * left < line.floor),
    )


def needs_approval(quote: Quote) -> bool:
    """Whether someone has to approve a quote and nobody has: a price below its floor (A6.06, A6.09)."""
    return bool(quote_sum(quote).below_floor) and not quote.approved_by.strip()


def gifts_beyond(gifts: Iterable[Gift], year: int, limit: int) -> dict[str, dict[str, int]]:
    """By contact and currency the worth of the gifts of a year, where it is above `limit` (A6.07); in smallest units.

    Currencies are not added up; a gift without a contact, a day or a worth is left out.
    """
    sums: dict[str, dict[str, int]] = {}
    for gift in gifts:
        if gift.contact and gift.value is not None and gift.date and gift.date.year == year and not gift.archived:
            known = sums.setdefault(gift.contact, {})
            known[gift.currency] = known.get(gift.currency, 0) + gift.value
    beyond = {contact: {cur: worth for cur, worth in known.items() if worth > limit} for contact, known in sums.items()}
    return {contact: known for contact, known in beyond.items() if known}


class MeanDiscount(msgspec.Struct, frozen=True):
    """Mean discount of our last quote in some deals (C39)."""

    percent: Fraction | None
    n: int
    """Deals with a quote that states a discount."""


def last_quotes(quotes: Iterable[Quote]) -> dict[str, Quote]:
    """By deal our last quote."""
    last: dict[str, Quote] = {}
    for quote in quotes:
        known = last.get(quote.opportunity)
        if not quote.archived and (known is None or (known.version, known.id) < (quote.version, quote.id)):
            last[quote.opportunity] = quote
    return last


def mean_discount(deals: Iterable[Opportunity], last: Mapping[str, Quote]) -> MeanDiscount:
    """By how much we went down in these deals, by the last quote of each."""
    quotes = (last.get(deal.id) for deal in deals)
    given = [quote.discount for quote in quotes if quote is not None and quote.discount is not None]
    return MeanDiscount(Fraction(sum(given), len(given)) if given else None, len(given))
