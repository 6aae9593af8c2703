"""Pages about a deal to print: the preparation of a visit (A5.06), and the case of a deal that was won."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kamtui.store import fields
from kamtui.store.deals.paper import Paper, Part, markdown, named
from kamtui.store.deals.saying import name_of, percent
from kamtui.store.deals.sheet import Sheet
from kamtui.store.deals.visiting import visit
from kamtui.store.fields.structured import evidence_text, stance_text
from kamtui.store.files import atomic
from kamtui.store.records import US, Account, Contact, Opportunity
from kamtui.store.text.slugs import slug
from kamtui.store.text.words import word

FOLDER = "reports"
"""Where pages are written."""
_FACTS = ("problem", "alternative", "decision_mode", "criteria", "products", "amount", "close_date", "opened",
          "our_gain", "their_gain")  # fmt: skip


def case(sheet: Sheet) -> Paper:
    """A won deal as a story: problem, how it was bought, against whom, what we offered, what we learned."""
    deal = sheet.deal
    account = sheet.workspace.get(Account, deal.account)
    shown = {name: fields.show(sheet.workspace, deal, fields.field_of(Opportunity, name)) for name in _FACTS}
    evidence = (
        named(sheet.method.label_of("stages", stage.id), evidence_text(deal.evidence[stage.id]))
        for stage in sheet.method.stages
        if stage.id in deal.evidence
    )
    parts: list[tuple[str, Iterable[str]]] = [
        ("facts", (named(fields.label(Opportunity, name), said) for name, said in shown.items()
                   if said != fields.UNKNOWN)),
        ("process", evidence),
        ("deciders", (_person(sheet, person) for person in sheet.people)),
        ("why", _why_us(sheet)),
        ("against", (_opponent(sheet, vendor) for vendor in sheet.vendors if vendor != US)),
        ("lesson", [deal.lesson]),
    ]  # fmt: skip
    return Paper(
        word("printed.case", name=deal.name),
        account.name if account else "",
        tuple(Part(word(f"printed.part.{name}"), tuple(said)) for name, said in parts),
    )


def _person(sheet: Sheet, person: Contact) -> str:
    """Name, title, and the parts that a person played."""
    roles = [sheet.method.label_of("roles", role) for role in sheet.deal.roles.get(person.id, person.roles)]
    return named(person.name, ", ".join(filter(None, (person.title, *roles))))


def _why_us(sheet: Sheet) -> Iterator[str]:
    """Why the deal was won, how well each vendor met the criteria, and what we offered last."""
    if sheet.deal.won_reason:
        yield sheet.method.label_of("won_reasons", sheet.deal.won_reason)
    yield from (named(name_of(sheet.workspace, fit.vendor), percent(fit.value)) for fit in sheet.fits
                if fit.value is not None)  # fmt: skip
    for quote, _ in sheet.quotes[:1]:
        discount = f"  {fields.label(type(quote), 'discount')} {quote.discount}%" if quote.discount is not None else ""
        yield f"v{quote.version} {quote.name}{discount}"
    if sheet.deal.price_gap is not None:
        yield named(fields.label(Opportunity, "price_gap"), f"{sheet.deal.price_gap}%")


def _opponent(sheet: Sheet, vendor: str) -> str:
    """A rival, and how we met them in this deal."""
    stance = sheet.deal.strategies.get(vendor)
    told = stance_text(sheet.workspace, stance) if stance else ""
    return named(name_of(sheet.workspace, vendor), told) if told else name_of(sheet.workspace, vendor)


PAGES: dict[str, Callable[[Sheet], Paper]] = {"visit": visit, "case": case}
"""The pages by name."""


def write(sheet: Sheet, which: str) -> str:
    """Write a page as Markdown into the folder `reports`; the file's name from the workspace. Raises OSError."""
    name = f"{FOLDER}/{which}-{slug(sheet.deal.name, sheet.deal.id)}.md"
    atomic.make_folder(sheet.workspace.root / FOLDER)
    atomic.write(sheet.workspace.root / name, markdown(PAGES[which](sheet)).encode("utf-8"))
    return name
