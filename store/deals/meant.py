"""What a line of a deal's page means: a number by its formula, a field by what it is for and how it changed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kamtui.store import fields
from kamtui.store.deals import bargaining
from kamtui.store.deals.explained import element, explain
from kamtui.store.deals.needing import best_of, grades_of
from kamtui.store.deals.saying import name_of
from kamtui.store.deals.sheet import Sheet
from kamtui.store.fields.history import labels
from kamtui.store.fields.structured import verdict_text
from kamtui.store.figures.gate import unanswered
from kamtui.store.figures.needs import HIGH
from kamtui.store.figures.offers import gifts_beyond
from kamtui.store.figures.qualified import ELEMENTS
from kamtui.store.records import KINDS, Gift, Opportunity, Record
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_LATEST = 8
"""Changes of a field that are told."""
_LISTED = {"quotes": "quote", "criteria": "influence", "needs": "needs", "concessions": "negotiation", "gifts": "gifts",
           "competitors": "rival"}  # fmt: skip
"""By table the topic of the number that its records go into."""
_SECTIONS = {"process": "gap", "qualification": "known", "needs": "needs", "criteria": "influence",
             "money": "negotiation"}  # fmt: skip
"""By section the topic that its heading is explained by."""


def explain_row(sheet: Sheet, key: str, section: str = "") -> list[str]:
    """The lines that explain the row of this key in this section of the page."""
    what, _, rest = key.partition(":")
    topic, _, about = rest.partition(":")
    match what:
        case "sum":
            return _topic(sheet, topic, about.partition(":")[0])
        case "field" if rest == "odds":
            return explain(sheet, "odds")
        case "field":
            return [clean(line, 300) for line in _field(sheet, rest)]
        case "evidence":
            return explain(sheet, "gap")
        case "bid":
            return _topic(sheet, "negotiation")
        case "go":
            return [word("meaning.go"), "", verdict_text(sheet.deal.go) or word("fields.verdict.undecided")]
        case "hint":
            return _hint(sheet, rest, section)
        case "-section":
            return _topic(sheet, _SECTIONS.get(rest, "health"))
    if what in _LISTED:
        return _topic(sheet, _LISTED[what], rest)
    if what in KINDS:
        return [clean(line, 300) for line in _record(sheet, what, rest)]
    return explain(sheet, "health")


def _topic(sheet: Sheet, topic: str, about: str = "") -> list[str]:
    """A number of `explain`, or one of those that have more to say than a formula."""
    told = {"needs": _needs, "negotiation": _negotiation, "gifts": _gifts}
    if topic == "rival":
        return [clean(line, 300) for line in _rival(sheet, about)]
    if topic in told:
        return [clean(line, 300) for line in told[topic](sheet)]
    return explain(sheet, topic, about)


def _hint(sheet: Sheet, name: str, section: str) -> list[str]:
    """The lines that are not there to be edited: periods, what the stage wants known, groups and their warnings."""
    if name == "periods":
        return [word("meaning.periods")]
    if name == "gate":
        return [clean(line, 300) for line in _gate(sheet)]
    if name.startswith("gift"):
        return _topic(sheet, "gifts")
    return _topic(sheet, _SECTIONS.get(section, "health"))


def _field(sheet: Sheet, name: str) -> Iterator[str]:
    """What a field says, what it is asked for, and its latest changes."""
    deal = sheet.deal
    field = fields.field_of(Opportunity, name)
    yield f"{fields.label(Opportunity, name)}: {fields.show(sheet.workspace, deal, field)}"
    yield ""
    for stage in sheet.method.stages:
        for question in stage.must_know:
            if question.field == name:
                yield word("meaning.wanted", stage=stage.label.text, question=question.label.text)
    if name in ELEMENTS:
        yield word("meaning.element", name=element(name))
    if name == "amount":
        yield word("meaning.amount")
    if name == "category":
        yield word("meaning.category")
    if name in ("target_price", "walk_away"):
        yield word("dealing.formula.negotiation")
    changes = [event for event in sheet.events if event.field == name][-_LATEST:]
    if changes:
        yield word("meaning.changed")
    for event in reversed(changes):
        _, old, new = labels(sheet.workspace, event)
        why = f" ({event.reason})" if event.reason else ""
        yield f"  {event.at:%Y-%m-%d}  {old} > {new}  {event.by}{why}"
    if name not in Opportunity.tracked:
        yield word("meaning.untracked")
    yield from _written(deal)


def _record(sheet: Sheet, table: str, record_id: str) -> Iterator[str]:
    """What a record around the deal is, and who wrote it last."""
    found = sheet.workspace.get(KINDS[table], record_id)
    if found is None:
        return
    yield fields.title_of(sheet.workspace, found)
    yield ""
    for field in fields.fields_of(type(found)):
        if (said := fields.show(sheet.workspace, found, field)) != fields.UNKNOWN:
            yield f"  {fields.label(type(found), field.name)}: {' / '.join(said.splitlines())}"
    yield from _written(found)


def _written(record: Record) -> Iterator[str]:
    if record.updated:
        yield word("meaning.written", day=f"{record.updated:%Y-%m-%d}", who=record.updated_by or "?")


def _gate(sheet: Sheet) -> Iterator[str]:
    """Each thing that the method wants known before the stage is left."""
    at = sheet.method.stage_index(sheet.deal.stage)
    yield word("meaning.gate")
    yield ""
    if at is not None and at + 1 < len(sheet.method.stages):
        for _, question in unanswered(sheet.deal, sheet.method, sheet.method.stages[at + 1].id):
            yield f"  {question.label.text}"


def _needs(sheet: Sheet) -> Iterator[str]:
    yield word("dealing.formula.needs", high=HIGH)
    yield ""
    for number, each in enumerate(sheet.needs, 1):
        yield f"  {number} {each.need.name}  {grades_of(each)}  {best_of(sheet, each)}"
    unread = [f"{each.need.name}: {', '.join(each.unread)}" for each in sheet.needs if each.unread]
    if unread:
        yield ""
        yield word("needing.unread")
        yield from (f"  {said}" for said in unread)


def _negotiation(sheet: Sheet) -> Iterator[str]:
    yield word("dealing.formula.negotiation")
    yield ""
    yield word("dealing.inputs")
    for vendor in sheet.vendors:
        if said := bargaining.bid_of(sheet, vendor):
            yield f"  {name_of(sheet.workspace, vendor)}: {said}"
    for name in ("target_price", "walk_away"):
        said = fields.show(sheet.workspace, sheet.deal, fields.field_of(Opportunity, name))
        yield f"  {fields.label(Opportunity, name)}: {said}"
    if said := bargaining.standing(sheet):
        yield f"  = {said}"
    yield from (f"! {said}" for said in bargaining.warnings(sheet))


def _gifts(sheet: Sheet) -> Iterator[str]:
    """What each person got this year, beside the limit."""
    every = sheet.workspace.of_account(Gift, sheet.deal.account)
    year, limit = sheet.today.year, Decimal(sheet.method.thresholds["gift_limit"])
    yield word("meaning.gifts", year=year, limit=f"{limit:,} {sheet.currency}")
    yield ""
    for person in sheet.people:
        sums = gifts_beyond((each for each in every if each.contact == person.id), year, -1).get(person.id, {})
        for currency, worth in sums.items():
            yield f"  {person.name}  {amounts.show(worth, currency or sheet.currency)}"


def _rival(sheet: Sheet, vendor: str) -> Iterator[str]:
    """A rival's score by each assessment beside ours, and both fits."""
    yield name_of(sheet.workspace, vendor)
    yield ""
    for template in sheet.method.assessments:
        found = sheet.leads[template.id]
        theirs = found.rivals.get(vendor)
        said = word("meaning.score", ours=found.ours.score, theirs=theirs.score if theirs else "?")
        yield f"  {template.label.text}: {said}"
    yield ""
    yield from explain(sheet, "fit", vendor)
