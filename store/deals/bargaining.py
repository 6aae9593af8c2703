"""Where the negotiation about a deal stands, in a few words: page, command and printed pages say the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kamtui.store.deals.saying import name_of
from kamtui.store.deals.sheet import Sheet
from kamtui.store.fields.structured import bid_text
from kamtui.store.records import US
from kamtui.store.text import amounts
from kamtui.store.text.words import word


def standing(sheet: Sheet) -> str:
    """The prices, and how far ours is from our limits; "" where nothing is known."""
    return "  ".join(filter(None, (prices(sheet), limits(sheet))))


def prices(sheet: Sheet) -> str:
    """Our price beside the cheapest rival's."""
    found = sheet.negotiation
    said = []
    if US in found.prices:
        said.append(word("bargaining.price.ours", price=_show(sheet, found.prices[US])))
    if found.lowest:
        rival = name_of(sheet.workspace, found.lowest)
        said.append(word("bargaining.price.rival", rival=rival, price=_show(sheet, found.prices[found.lowest])))
    return "  ".join(said)


def limits(sheet: Sheet) -> str:
    """How far our price is from our target, and from the price at which we walk away."""
    found = sheet.negotiation
    both = (("target", found.to_target), ("room", found.room))
    return "  ".join(
        word(f"bargaining.price.{name}", difference=signed(sheet, difference))
        for name, difference in both
        if difference is not None
    )


def warnings(sheet: Sheet) -> Iterator[str]:
    """What cannot be meant, or gives something away."""
    found = sheet.negotiation
    if found.crossed:
        yield word("bargaining.warn.crossed")
    if found.room is not None and found.room < 0:
        yield word("bargaining.warn.below")
    if found.for_nothing:
        names = word("fields.value.joint").join(each.name for each in found.for_nothing)
        yield word("bargaining.warn.for_nothing", names=names)


def bid_of(sheet: Sheet, vendor: str) -> str:
    """Price and promises of a vendor, our price from the quote where no bid says it; "" where nothing is known."""
    bid = sheet.deal.bids.get(vendor)
    said = [bid_text(bid, sheet.currency)] if bid else []
    price = sheet.negotiation.prices.get(vendor)
    if price is not None and (bid is None or bid.price is None):
        said.insert(0, word("bargaining.bid.quoted", price=_show(sheet, price), n=sheet.negotiation.quoted))
    return "  ".join(said)


def told(sheet: Sheet) -> dict[str, Any]:
    """The negotiation for programs: amounts in the smallest unit of `currency`, None is not known."""
    found, deal = sheet.negotiation, sheet.deal
    return {
        "currency": sheet.currency,
        "prices": found.prices,
        "from_quote": found.quoted or None,
        "lowest_rival": found.lowest,
        "over_lowest_rival": found.ahead,
        "to_target": found.to_target,
        "room": found.room,
        "target": deal.target_price,
        "walk_away": deal.walk_away,
        "given": [each.id for each in found.given],
        "got": [each.id for each in found.got],
        "rivals_gave": [each.id for each in found.rivals],
        "for_nothing": [each.id for each in found.for_nothing],
    }


def signed(sheet: Sheet, minor: int) -> str:
    """An amount with its sign."""
    return ("+" if minor > 0 else "−" if minor < 0 else "") + _show(sheet, abs(minor))


def _show(sheet: Sheet, minor: int) -> str:
    return amounts.show(minor, sheet.currency)
