"""Pages about a deal to print: the preparation of a visit (A5.06), and the case of a deal that was won; Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kamtui.store import fields
from kamtui.store.deals.explained import element
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.deals.saying import name_of, percent
from kamtui.store.deals.sheet import Sheet
from kamtui.store.fields.structured import evidence_text, stance_text
from kamtui.store.figures.gate import unanswered
from kamtui.store.files import atomic
from kamtui.store.records import US, Account, Competitor, Contact, Intelligence, Opportunity, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.slugs import slug
from kamtui.store.text.words import word

FOLDER = "reports"
"""Where pages are written."""
_MOST = 8
"""Lines of a part, so that a visit fits on one page."""
_MARKS = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|"})


def visit(sheet: Sheet) -> str:
    """What to know before a visit: whom we meet, what is touchy, what we owe, what to ask, what comes next."""
    deal = sheet.deal
    parts: list[tuple[str, Iterable[str]]] = [
        ("goal", [deal.next_step and f"{deal.next_step} ({deal.next_date or '-'})", _stage_aim(sheet)]),
        ("people", (_person(sheet, person) for person in sheet.people)),
        ("sensitive", _sensitive(sheet)),
        ("promises", (f"{each.title} ({each.due or '-'})" for each in sheet.promises if each.done is None)),
        ("ask", _ask(sheet)),
        ("needs", (each.name for each in sheet.needs if each.status not in ("met", "dropped"))),
        ("rivals", _rivals(sheet)),
    ]
    return _page(word("printed.visit", name=_safe(deal.name), day=sheet.today), sheet, parts)


def case(sheet: Sheet) -> str:
    """A won deal as a story: problem, how it was bought, against whom, what we offered, what we learned."""
    deal = sheet.deal
    shown = ("problem", "alternative", "decision_mode", "criteria", "products", "amount", "opened", "close_date")
    evidence = (
        f"{sheet.method.label_of('stages', stage.id)}: {evidence_text(deal.evidence[stage.id])}"
        for stage in sheet.method.stages
        if stage.id in deal.evidence
    )
    parts: list[tuple[str, Iterable[str]]] = [
        ("facts", (f"{fields.label(Opportunity, name)}: {_shown(sheet, deal, name)}" for name in shown
                   if _shown(sheet, deal, name) != fields.UNKNOWN)),
        ("process", evidence),
        ("deciders", (_person(sheet, person) for person in sheet.people)),
        ("why", _why_us(sheet)),
        ("against", (_opponent(sheet, vendor) for vendor in sheet.vendors if vendor != US)),
        ("lesson", [deal.lesson]),
    ]  # fmt: skip
    return _page(word("printed.case", name=_safe(deal.name)), sheet, parts)


def _why_us(sheet: Sheet) -> Iterator[str]:
    """Why the deal was won, how well each vendor met the criteria, and what we offered last."""
    if sheet.deal.won_reason:
        yield _shown(sheet, sheet.deal, "won_reason")
    yield from (f"{name_of(sheet.workspace, fit.vendor)}: {percent(fit.value)}" for fit in sheet.fits
                if fit.value is not None)  # fmt: skip
    for quote, _ in sheet.quotes[:1]:
        discount = f"  {fields.label(type(quote), 'discount')} {quote.discount}%" if quote.discount is not None else ""
        yield f"v{quote.version} {quote.name}{discount}"
    if sheet.deal.price_gap is not None:
        yield f"{fields.label(Opportunity, 'price_gap')}: {sheet.deal.price_gap}%"


def _opponent(sheet: Sheet, vendor: str) -> str:
    """A rival, and how we met them in this deal."""
    stance = sheet.deal.strategies.get(vendor)
    told = stance_text(sheet.workspace, stance) if stance else ""
    return ": ".join(filter(None, (name_of(sheet.workspace, vendor), told)))


PAGES: dict[str, Callable[[Sheet], str]] = {"visit": visit, "case": case}
"""The pages by name."""


def write(sheet: Sheet, which: str) -> str:
    """Write a page into the folder `reports`; the file's name from the workspace. Raises OSError."""
    name = f"{FOLDER}/{which}-{slug(sheet.deal.name, sheet.deal.id)}.md"
    atomic.make_folder(sheet.workspace.root / FOLDER)
    atomic.write(sheet.workspace.root / name, PAGES[which](sheet).encode("utf-8"))
    return name


def _page(title: str, sheet: Sheet, parts: Iterable[tuple[str, Iterable[str]]]) -> str:
    """A page of Markdown; a part of which nothing is known says so, so that the hole is seen."""
    account = sheet.workspace.get(Account, sheet.deal.account)
    lines = [f"# {title}", ""]
    if account:
        lines += [f"{word('fields.account')}: {_safe(account.name)}", ""]
    for name, said in parts:
        told = [_safe(text) for text in said if text][:_MOST]
        lines += [
            f"## {word(f'printed.part.{name}')}",
            "",
            *(f"- {text}" for text in told or [word("printed.none")]),
            "",
        ]
    return "\n".join(lines)


def _safe(text: str) -> str:
    """A text in one line whose marks Markdown does not read."""
    return clean(" ".join(text.split()), 300).translate(_MARKS)


def _stage_aim(sheet: Sheet) -> str:
    stage = sheet.method.stage(sheet.deal.stage)
    return stage.aim.text if stage else ""


def _person(sheet: Sheet, person: Contact) -> str:
    """Name, title, what they think of us, and what moves them."""
    attitude = _shown(sheet, person, "attitude")
    roles = _shown(sheet, person, "roles")
    hot = word("printed.hot", text=person.hot_button) if person.hot_button else ""
    known = [part for part in (person.title, roles, attitude) if part and part != fields.UNKNOWN]
    return " ".join(filter(None, [person.name, f"({', '.join(known)})" if known else "", hot]))


def _sensitive(sheet: Sheet) -> Iterator[str]:
    """What is said against us, with the steps that answer such a thing; and who is against us."""
    for each in sheet.objections:
        kind = next((entry for entry in sheet.method.objection_kinds if entry.id == each.kind), None)
        steps = " → ".join(step.text for step in kind.steps) if kind else ""
        label = f" ({kind.label.text})" if kind else ""
        yield f"{each.subject}{label}: {' / '.join(filter(None, (each.answer, steps)))}"
    for person in sheet.people:
        if person.attitude.value is not None and person.attitude.value < 0:
            yield word("printed.against", name=person.name)


def _ask(sheet: Sheet) -> Iterator[str]:
    """What the method wants known before the stage is left, then what is not quantified, then unanswered questions."""
    at = sheet.method.stage_index(sheet.deal.stage)
    if at is not None and at + 1 < len(sheet.method.stages):
        for _, question in unanswered(sheet.deal, sheet.method, sheet.method.stages[at + 1].id):
            yield question.label.text
    yield from (element(name) for name in sheet.completeness.missing)
    first = sheet.method.assessments[:1]
    known = sheet.deal.answers.get(US, {})
    for asked in (each for template in first for each in template.questions()):
        if asked.id not in known or known[asked.id].value is None:
            yield f"{asked.label.text}?"


def _rivals(sheet: Sheet) -> Iterator[str]:
    """Who else is there, and what we heard that is still worth something."""
    for vendor in sheet.vendors:
        competitor = sheet.workspace.get(Competitor, vendor)
        if competitor:
            rival = RivalSheet(sheet.workspace, competitor, sheet.today)
            heard = next((item.subject for item, left in rival.intelligence if left), "")
            weak = competitor.weaknesses.splitlines()[0] if competitor.weaknesses else ""
            yield " / ".join(filter(None, (competitor.name, weak, heard)))
    for item in sheet.intelligence:
        if not item.competitor:
            yield f"{item.subject} ({fields.show(sheet.workspace, item, fields.field_of(Intelligence, 'date'))})"


def _shown(sheet: Sheet, record: Record, name: str) -> str:
    return fields.show(sheet.workspace, record, fields.field_of(type(record), name))
