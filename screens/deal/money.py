"""The rows of what a deal is about in money: quotes, the negotiation sheet, concessions, gifts (A3.16, A6.05-A6.12)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kamtui.screens.deal.lines import deal_field, hint_row, member_row, said_row, title_row
from kamtui.screens.widgets.list_columns import Row
from kamtui.store.deals.bargaining import bid_of, limits, prices, warnings
from kamtui.store.deals.saying import name_of, percent
from kamtui.store.deals.sheet import Sheet
from kamtui.store.figures.offers import gifts_beyond, needs_approval
from kamtui.store.records import Gift
from kamtui.store.text import amounts
from kamtui.store.text.words import word

LIMITS = ("target_price", "walk_away")
SHEET = (
    "our_interests", "their_interests", "trade_options", "our_fallback", "their_fallback", "our_gain", "their_gain",
)  # fmt: skip
NEGOTIATED = (*LIMITS, *SHEET)
"""Fields of a deal that make its negotiation sheet."""


def money_rows(sheet: Sheet) -> Iterator[Row]:
    """Our quotes with what they come to, the negotiation, and gifts."""
    yield from _quotes(sheet)
    yield from _negotiation(sheet)
    if sheet.gifts:
        yield title_row("gifts", word("bargaining.gifts"), str(len(sheet.gifts)))
        yield from (member_row(sheet, gift) for gift in sheet.gifts)
    if gone := _beyond(sheet):
        yield said_row("hint:gift-limit", "!", gone, "bad")


def _quotes(sheet: Sheet) -> Iterator[Row]:
    for quote, total in sheet.quotes:
        currency = quote.currency or sheet.currency
        said = word(
            "dealing.quote", offered=amounts.show(total.offered, currency) if quote.lines else "-",
            discount=quote.discount or 0, margin=percent(total.margin), n=len(quote.lines),
        )  # fmt: skip
        warned = [word("dealing.below_floor", n=len(total.below_floor))] if needs_approval(quote) else []
        text = "  ".join([*warned, said, quote.why]).rstrip()
        yield said_row(f"quotes:{quote.id}", f"v{quote.version} {quote.name}", text, "bad" if warned else "")
    if not sheet.quotes:
        yield hint_row("money")


def _negotiation(sheet: Sheet) -> Iterator[Row]:
    """Where it stands, what each vendor asks and promises, limits, interests, options, what was given and got."""
    found = sheet.negotiation
    yield said_row("sum:negotiation", word("bargaining.negotiation"), prices(sheet) or word("bargaining.no_prices"))
    if said := limits(sheet):
        yield said_row("sum:negotiation:limits", word("bargaining.limits"), said)
    for said in warnings(sheet):
        yield said_row("hint:negotiation", "!", said, "bad")
    for vendor in sheet.vendors:
        yield _bid(sheet, vendor)
    yield from (deal_field(sheet, name) for name in NEGOTIATED)
    for key, those in (("given", found.given), ("got", found.got), ("rivals", found.rivals)):
        yield title_row(f"conceded-{key}", word(f"bargaining.conceded.{key}"), str(len(those)) if those else "-")
        yield from (member_row(sheet, each) for each in those)


def _bid(sheet: Sheet, vendor: str) -> Row:
    """Price and promises of one vendor; our price stands in our latest quote where no bid says it."""
    label = word("bargaining.bid", vendor=name_of(sheet.workspace, vendor))
    said = bid_of(sheet, vendor)
    return said_row(f"bid:{vendor}", label, said or "-", "" if said else "muted")


def _beyond(sheet: Sheet) -> str:
    """The people of the account to whom more was given this year than is allowed."""
    every = sheet.workspace.of_account(Gift, sheet.deal.account)
    limit = amounts.to_minor(Decimal(sheet.method.thresholds["gift_limit"]), sheet.currency)
    beyond = gifts_beyond(every, sheet.today.year, limit)
    names = [person.name for person in sheet.people if person.id in beyond]
    return word("dealing.gifts_beyond", names=word("fields.value.joint").join(names)) if names else ""
