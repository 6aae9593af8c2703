"""The preparation of a visit from everything that is known of a deal (A5.06, A6.10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kamtui.store import fields
from kamtui.store.deals import bargaining
from kamtui.store.deals.explained import element
from kamtui.store.deals.needing import best_of
from kamtui.store.deals.paper import Paper, Part, named
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.deals.saying import name_of
from kamtui.store.deals.sheet import Sheet
from kamtui.store.figures.gate import unanswered
from kamtui.store.figures.needs import SETTLED
from kamtui.store.figures.negotiation import CUSTOMER
from kamtui.store.figures.personal import Ask, ask_list
from kamtui.store.people.asking import ask_text
from kamtui.store.people.cards import profile_of, sensitive_on
from kamtui.store.records import US, Account, Competitor, Contact, Opportunity, Record
from kamtui.store.text.words import word

_SHEET = ("our_interests", "their_interests", "trade_options", "target_price", "walk_away", "our_fallback",
          "their_fallback")  # fmt: skip


def visit(sheet: Sheet) -> Paper:
    """What to know before a visit: whom we meet, what is touchy, what we owe, what to ask, what comes next."""
    account = sheet.workspace.get(Account, sheet.deal.account)
    parts: list[tuple[str, Iterable[str]]] = [
        ("goal", _goal(sheet)),
        ("people", (_person(sheet, person) for person in sheet.people)),
        ("hot", (named(each.name, each.hot_button) for each in sheet.people if each.hot_button)),
        *([("sensitive", _sensitive(sheet))] if sensitive_on(sheet.workspace) else []),
        ("rumours", _rumours(sheet)),
        ("promises", _promises(sheet)),
        ("ask", _ask(sheet)),
        ("needs", (named(each.need.name, best_of(sheet, each)) for each in sheet.needs
                   if each.need.status not in SETTLED)),
        ("negotiation", _negotiation(sheet)),
        ("rivals", _rivals(sheet)),
    ]  # fmt: skip
    return Paper(
        word("printed.visit", name=sheet.deal.name, day=sheet.today),
        account.name if account else "",
        tuple(Part(word(f"printed.part.{name}"), tuple(said)) for name, said in parts),
    )


def _goal(sheet: Sheet) -> Iterator[str]:
    """The next step, and what we aim at in this stage."""
    if sheet.deal.next_step or sheet.deal.next_date:
        yield f"{sheet.deal.next_step or '-'} ({sheet.deal.next_date or '-'})"
    stage = sheet.method.stage(sheet.deal.stage)
    if stage:
        yield stage.aim.text


def _person(sheet: Sheet, person: Contact) -> str:
    """Name, title, roles, what they think of us, how they like to be met."""
    names = ("roles", "attitude", "style")
    known = [person.title, *(_shown(sheet, person, name) for name in names)]
    said = [text for text in known if text and text != fields.UNKNOWN]
    return f"{person.name} ({', '.join(said)})" if said else person.name


def _sensitive(sheet: Sheet) -> Iterator[str]:
    """Of whom the private card holds sensitive topics, such as subjects never to raise: they are read there.

    The page is a file that can be sent on, so it says neither which topics nor what was answered (A4.25).
    """
    topics = [topic for topic in sheet.method.topics if topic.kind == "sensitive"]
    for person in sheet.people:
        answers = profile_of(sheet.workspace, person).answers
        said = [one for topic in topics if (one := answers.get(topic.id)) and one.applies and one.answer]
        if said:
            yield named(person.name, word("printed.sensitive", n=len(said)))


def _rumours(sheet: Sheet) -> Iterator[str]:
    """What is said against us, with the steps that answer such a thing; and who is against us."""
    for each in sheet.objections:
        kind = next((entry for entry in sheet.method.objection_kinds if entry.id == each.kind), None)
        steps = " → ".join(step.text for step in kind.steps) if kind else ""
        label = f" ({kind.label.text})" if kind else ""
        yield named(f"{each.subject}{label}", " / ".join(filter(None, (each.answer, steps))) or "-")
    for person in sheet.people:
        if person.attitude.value is not None and person.attitude.value < 0:
            yield word("printed.against", name=person.name)


def _promises(sheet: Sheet) -> Iterator[str]:
    """What we owe the account, the most urgent first, and what the customer conceded for nothing yet."""
    still = [each for each in sheet.promises if each.done is None]
    for each in sorted(still, key=lambda each: (each.due is None, each.due)):
        late = f" {word('printed.late')}" if each.due and each.due < sheet.today else ""
        yield f"{each.title} ({each.due or '-'}){late}"


def _ask(sheet: Sheet) -> Iterator[str]:
    """What the stage wants known, what is not quantified, what to learn of each person, unanswered questions."""
    at = sheet.method.stage_index(sheet.deal.stage)
    if at is not None and at + 1 < len(sheet.method.stages):
        for _, question in unanswered(sheet.deal, sheet.method, sheet.method.stages[at + 1].id):
            yield question.label.text
    yield from (element(name) for name in sheet.completeness.missing)
    for person in sheet.people:
        if said := word("fields.value.joint").join(_of_person(sheet, person)):
            yield named(person.name, said)
    first = sheet.method.assessments[:1]
    known = sheet.deal.answers.get(US, {})
    for asked in (each for template in first for each in template.questions()):
        if asked.id not in known or known[asked.id].value is None:
            yield word("printed.question", text=asked.label.text)


def _of_person(sheet: Sheet, person: Contact) -> Iterator[str]:
    """The three things that are worth most to learn of a person now; the deal's own questions stand above."""
    workspace, deal = sheet.workspace, sheet.deal
    found: list[Ask] = ask_list(person, profile_of(workspace, person), deal, sheet.method, False, 20)
    yield from (ask_text(workspace, deal, ask) for ask in [each for each in found if each.what != "question"][:3])


def _negotiation(sheet: Sheet) -> Iterator[str]:
    """Prices and promises, warnings, interests, options and limits, and the concessions on both sides."""
    if said := bargaining.standing(sheet):
        yield said
    yield from (f"! {said}" for said in bargaining.warnings(sheet))
    for vendor in sheet.vendors:
        if said := bargaining.bid_of(sheet, vendor):
            yield named(name_of(sheet.workspace, vendor), said)
    for name in _SHEET:
        if (said := _shown(sheet, sheet.deal, name)) != fields.UNKNOWN:
            yield named(fields.label(Opportunity, name), said)
    for each in sheet.concessions:
        side = {US: "given", CUSTOMER: "got"}.get(each.by, "rivals")
        traded = f" ({each.for_what})" if each.for_what else ""
        yield named(word(f"bargaining.conceded.{side}"), f"{each.name}{traded}")


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
            yield f"{item.subject} ({_shown(sheet, item, 'date')})"


def _shown(sheet: Sheet, record: Record, name: str) -> str:
    return fields.show(sheet.workspace, record, fields.field_of(type(record), name))
