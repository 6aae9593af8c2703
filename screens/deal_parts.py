"""The rows of a deal's people, criteria, rivals, money and plan."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kamtui.screens.page_members import members_of
from kamtui.screens.page_rows import field_row
from kamtui.screens.page_texts import said_of
from kamtui.screens.rival_rows import stance_rows
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store import fields
from kamtui.store.deals.saying import name_of, percent
from kamtui.store.deals.sheet import Sheet
from kamtui.store.figures.offers import gifts_beyond, needs_approval
from kamtui.store.records import US, Criterion, Gift, Opportunity, Record
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


def people_rows(sheet: Sheet) -> Iterator[Row]:
    """The people of the account."""
    for person in sheet.people:
        yield _member(sheet, person)
    if not sheet.people:
        yield _hint("people")


def criteria_rows(sheet: Sheet) -> Iterator[Row]:
    """Whose mark the criteria carry, each of them with its scores, and how well each vendor meets them."""
    found = sheet.influence
    said = word(
        "dealing.influence", value=percent(found.value), ours=found.ours, rivals=found.rivals, neutral=found.neutral,
        unknown=found.unknown,
    )  # fmt: skip
    yield _row("sum:influence", word("dealing.influence_title"), said, "bad" if found.price_war else "")
    if found.price_war:
        yield _row("hint:war", "!", word("dealing.price_war"), "bad")
    yield field_row(sheet.workspace, sheet.deal, fields.field_of(Opportunity, "criteria"))
    if not sheet.criteria:
        yield _hint("criteria")
        return
    for each in sheet.criteria:
        yield _row(f"criteria:{each.id}", each.name, _criterion(sheet, each))
    for fit in sheet.fits:
        missing = word("dealing.fit.missing", n=len(fit.missing)) if fit.missing else ""
        label = word("dealing.fit.of", vendor=name_of(sheet.workspace, fit.vendor))
        yield _row(f"sum:fit:{fit.vendor}", label, f"{percent(fit.value)}  {missing}".rstrip())


def _criterion(sheet: Sheet, each: Criterion) -> str:
    """Weight, whom it favours, who set it, and every vendor's score."""
    workspace = sheet.workspace
    weight = word("dealing.weight", n="?" if each.weight is None else each.weight)
    favours = word("dealing.favours", who=name_of(workspace, each.favours)) if each.favours else ""
    designer = fields.show(workspace, each, fields.field_of(Criterion, "designer")) if each.designer else ""
    scores = []
    for vendor in sheet.vendors:
        rating = each.scores.get(vendor)
        value = "?" if rating is None or rating.value is None else str(rating.value)
        scores.append(f"{name_of(workspace, vendor)} {value}")
    return "  ".join(part for part in (weight, favours, designer, " ".join(scores)) if part)


def rival_rows(sheet: Sheet) -> Iterator[Row]:
    """Who else is in the deal and in the account, what we heard, what is said of us."""
    workspace = sheet.workspace
    yield field_row(workspace, sheet.deal, fields.field_of(Opportunity, "competitors"))
    first = sheet.method.assessments[0].id if sheet.method.assessments else ""
    for fit in sheet.fits:
        if fit.vendor == US:
            continue
        scored = sheet.leads[first].rivals.get(fit.vendor) if first else None
        said = word(
            "dealing.rival", score=scored.score if scored else "?", known=scored.known if scored else 0,
            fit=percent(fit.value),
        )  # fmt: skip
        yield _row(f"competitors:{fit.vendor}", name_of(workspace, fit.vendor), said)
        yield from stance_rows(sheet, fit.vendor)
    for member in (*sheet.rivals, *sheet.intelligence, *sheet.objections):
        yield _member(sheet, member)
    if not (sheet.rivals or sheet.intelligence or sheet.objections):
        yield _hint("rivals")


def money_rows(sheet: Sheet) -> Iterator[Row]:
    """Our quotes with what they come to, what was conceded, and gifts."""
    for quote, total in sheet.quotes:
        currency = quote.currency or sheet.currency
        said = word(
            "dealing.quote", offered=amounts.show(total.offered, currency) if quote.lines else "-",
            discount=quote.discount or 0, margin=percent(total.margin), n=len(quote.lines),
        )  # fmt: skip
        warned = [word("dealing.below_floor", n=len(total.below_floor))] if needs_approval(quote) else []
        text = "  ".join([said, *warned, quote.why]).rstrip()
        yield _row(f"quotes:{quote.id}", f"v{quote.version} {quote.name}", text, "bad" if warned else "")
    for member in (*sheet.concessions, *sheet.gifts):
        yield _member(sheet, member)
    if gone := _beyond(sheet):
        yield _row("hint:gifts", "!", gone, "bad")
    if not (sheet.quotes or sheet.concessions or sheet.gifts):
        yield _hint("money")


def _beyond(sheet: Sheet) -> str:
    """The people of the account to whom more was given this year than is allowed."""
    every = sheet.workspace.of_account(Gift, sheet.deal.account)
    limit = amounts.to_minor(Decimal(sheet.method.thresholds["gift_limit"]), sheet.currency)
    beyond = gifts_beyond(every, sheet.today.year, limit)
    names = [person.name for person in sheet.people if person.id in beyond]
    return word("dealing.gifts_beyond", names=word("fields.value.joint").join(names)) if names else ""


def plan_rows(sheet: Sheet) -> Iterator[Row]:
    """What is to be done, what the customer needs, what was done."""
    for kind, members in members_of(sheet.workspace, sheet.deal):
        yield Row(f"hint:{kind.table}", (Cell(word(f"screens.kinds.{kind.table}"), "strong"), str(len(members))))
        for member in members:
            yield _member(sheet, member)


def _member(sheet: Sheet, record: Record) -> Row:
    return Row(f"{record.table}:{record.id}", said_of(sheet.workspace, record, sheet.today))


def _row(key: str, label: str, text: str, look: str = "") -> Row:
    return Row(key, (Cell(clean(label, 60), "muted"), Cell(clean(text, 400), look)))


def _hint(section: str) -> Row:
    return Row(f"hint:{section}", (Cell("", "muted"), Cell(word(f"dealing.hint.{section}"), "muted")))
