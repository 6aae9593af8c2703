"""Pages about a deal to print: the preparation of a visit (A5.06), and the case of a deal that was won."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kamtui.store import fields
from kamtui.store.deals.paper import Paper, Part, markdown, named
from kamtui.store.deals.saying import name_of, percent
from kamtui.store.deals.sheet import Sheet
from kamtui.store.deals.visiting import visit
from kamtui.store.fields.structured import evidence_text
from kamtui.store.files import atomic
from kamtui.store.records import US, Account, Opportunity
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
        ("why", (named(name_of(sheet.workspace, fit.vendor), percent(fit.value)) for fit in sheet.fits
                 if fit.value is not None)),
        ("against", (name_of(sheet.workspace, vendor) for vendor in sheet.vendors if vendor != US)),
        ("lesson", [deal.lesson]),
    ]  # fmt: skip
    return Paper(
        word("printed.case", name=deal.name),
        account.name if account else "",
        tuple(Part(word(f"printed.part.{name}"), tuple(said)) for name, said in parts),
    )


PAGES: dict[str, Callable[[Sheet], Paper]] = {"visit": visit, "case": case}
"""The pages by name."""


def write(sheet: Sheet, which: str) -> str:
    """Write a page as Markdown into the folder `reports`; the file's name from the workspace. Raises OSError."""
    name = f"{FOLDER}/{which}-{slug(sheet.deal.name, sheet.deal.id)}.md"
    atomic.make_folder(sheet.workspace.root / FOLDER)
    atomic.write(sheet.workspace.root / name, markdown(PAGES[which](sheet)).encode("utf-8"))
    return name
