"""Where a negotiation stands: the prices on the table, our limits, what was given and got (A3.16, A6.10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from kamtui.store.figures.offers import quote_sum
from kamtui.store.records import US, Concession, Opportunity, Quote

CUSTOMER = "customer"
"""What `by` says of something that the customer gave."""


class Negotiation(msgspec.Struct, frozen=True):
    """Where a negotiation stands; amounts in the smallest unit of the deal's currency, None is not known."""

    prices: dict[str, int]
    """What each vendor asks, by `us` or a rival's id, ours first; ours from the latest quote where no bid says it."""
    quoted: int
    """The version of the quote that our price comes from; 0 where it comes from a bid, or is not known."""
    lowest: str
    """Id of the rival that asks least; "" where no price of a rival is known."""
    ahead: int | None
    """Our price − the lowest of the rivals: above 0 we are dearer."""
    to_target: int | None
    """Our price − our target: below 0 we are below what we want."""
    room: int | None
    """Our price − the price at which we walk away: how much we can still give."""
    crossed: bool
    """Whether the target is below the price at which we walk away, which cannot be meant."""
    given: tuple[Concession, ...]
    """What we gave."""
    got: tuple[Concession, ...]
    """What the customer gave us."""
    rivals: tuple[Concession, ...]
    """What rivals gave or promised, or nobody said who."""
    for_nothing: tuple[Concession, ...]
    """Of what we gave, that for which nothing was had in return."""


def negotiation(
    deal: Opportunity, quotes: Sequence[Quote], concessions: Iterable[Concession], currency: str
) -> Negotiation:
    """Where the negotiation about a deal stands.

    `quotes` are in order, the latest first. A quote counts where it has the deal's own currency, `currency` where the
    deal names none, and a line with a price; amounts of two currencies are never compared.
    """
    own = deal.currency or currency
    prices = {vendor: bid.price for vendor, bid in deal.bids.items() if bid.price is not None}
    quoted = next((each for each in quotes if (each.currency or currency) == own and _is_priced(each)), None)
    from_quote = US not in prices and quoted is not None
    if from_quote and quoted is not None:
        prices[US] = quote_sum(quoted).offered
    ours = prices.get(US)
    rivals = {vendor: price for vendor, price in sorted(prices.items()) if vendor != US}
    lowest = min(rivals, key=lambda vendor: rivals[vendor], default="")
    every = list(concessions)
    given = tuple(each for each in every if each.by == US)
    return Negotiation(
        prices=({US: ours} if ours is not None else {}) | rivals,
        quoted=quoted.version if from_quote and quoted is not None else 0,
        lowest=lowest,
        ahead=_less(ours, rivals.get(lowest)),
        to_target=_less(ours, deal.target_price),
        room=_less(ours, deal.walk_away),
        crossed=(_less(deal.target_price, deal.walk_away) or 0) < 0,
        given=given,
        got=tuple(each for each in every if each.by == CUSTOMER),
        rivals=tuple(each for each in every if each.by not in (US, CUSTOMER)),
        for_nothing=tuple(each for each in given if not each.for_what.strip()),
    )


def _is_priced(quote: Quote) -> bool:
    return any(line.price is not None for line in quote.lines.values())


def _less(price: int | None, other: int | None) -> int | None:
    return None if price is None or other is None else price - other
