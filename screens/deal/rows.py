"""The rows of a deal's page: headline, process, qualification, and the sections of `deal_parts`."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from kamtui.screens.deal.lines import deal_field, said_row
from kamtui.screens.deal.money import NEGOTIATED, money_rows
from kamtui.screens.deal.needs import need_rows
from kamtui.screens.deal.parts import criteria_rows, people_rows, plan_rows, rival_rows
from kamtui.screens.pages.rows import clash_rows, field_row, heading, history_rows, owner_row
from kamtui.screens.widgets.list_columns import Row
from kamtui.store import fields
from kamtui.store.deals.explained import element
from kamtui.store.deals.qualifying import level_told
from kamtui.store.deals.saying import name_of, percent, sign
from kamtui.store.deals.sheet import Sheet
from kamtui.store.fields.structured import evidence_text, verdict_text
from kamtui.store.figures.assessment import Band, Lead
from kamtui.store.figures.gate import unanswered
from kamtui.store.method.deals import Stage
from kamtui.store.method.judging import Assessment
from kamtui.store.records import Opportunity
from kamtui.store.text.words import word

HEADLINE = ("name", "status", "amount", "close_date", "category", "next_step", "next_date", "owner")
QUANTIFIED = (
    "problem", "alternative", "budget", "funding", "purchase_date", "purchase_form", "purchase_owner",
    "approval_chain", "decision_mode",
)  # fmt: skip
OUTCOME = ("won_reason", "lost_reason", "lost_to", "price_gap", "lesson")
_ELSEWHERE = ("stage", "selling_step", "competitors", "currency", "odds", "criteria")
LOOKS: dict[Band, str] = {"green": "good", "yellow": "warning", "red": "bad"}


def deal_rows(sheet: Sheet, folded: Container[str]) -> list[Row]:
    """Every row of the page. Besides the keys of `page_rows` there are these.

    `sum:TOPIC:ABOUT` is a number that can be explained, `evidence:STAGE` a step of the buyer, `go:` the decision
    whether we go for it, `hint:…` says what a key does.
    """
    workspace, deal = sheet.workspace, sheet.deal
    rows = [*clash_rows(workspace, deal), *owner_row(workspace, deal), *_headline(sheet)]
    sections: tuple[tuple[str, str, Iterable[Row]], ...] = (
        ("process", _process_said(sheet), _process(sheet)),
        ("qualification", f"{sheet.completeness.percent}%", _qualification(sheet)),
        ("needs", str(len(sheet.needs)), need_rows(sheet)),
        ("people", str(len(sheet.people)), people_rows(sheet)),
        ("criteria", str(len(sheet.criteria)), criteria_rows(sheet)),
        ("rivals", str(len(sheet.vendors) - 1), rival_rows(sheet)),
        ("money", str(len(sheet.quotes)), money_rows(sheet)),
        ("plan", "", plan_rows(sheet)),
        ("further", "", _further(sheet)),
    )
    for name, said, inside in sections:
        rows.append(heading(name, " ".join(filter(None, (word(f"dealing.section.{name}"), said))), name in folded))
        if name not in folded:
            rows += inside
    return [*rows, *history_rows(workspace, deal, folded)]


def _headline(sheet: Sheet) -> Iterator[Row]:
    """What the deal is, how it stands, and why."""
    for name in HEADLINE[:3]:
        yield deal_field(sheet, name)
    pinned = sheet.deal.odds is not None
    said = word("dealing.odds.pinned" if pinned else "dealing.odds.follows", odds=_known(sheet.odds))
    yield said_row("field:odds", fields.label(Opportunity, "odds"), said)
    yield deal_field(sheet, "close_date")
    category = sheet.method.label_of("forecast_categories", sheet.category) or fields.UNKNOWN
    said = category if sheet.deal.category else word("dealing.category.follows", category=category)
    yield said_row("field:category", fields.label(Opportunity, "category"), said)
    for name in HEADLINE[5:]:
        yield deal_field(sheet, name)
    stage = sheet.method.stage(sheet.deal.stage)
    age = word("dealing.age", stage=stage.head if stage else word("screens.no_stage"), days=_known(sheet.stage_days))
    yield said_row("field:stage", fields.label(Opportunity, "stage"), age)
    if sheet.health is not None:
        look = "good" if sheet.health >= 70 else "warning" if sheet.health >= 40 else "bad"
        yield said_row("sum:health", word("dealing.health"), f"{sheet.health}/100", look)
        for each in sheet.fired:
            yield said_row(f"sum:health:{each.rule.id}", f"  −{each.rule.penalty}", each.reason)
    if sheet.deal.status != "open":
        not_asked = ("lost_reason", "lost_to") if sheet.deal.status == "won" else ("won_reason",)
        yield from (deal_field(sheet, name) for name in OUTCOME if name not in not_asked)


def _known(number: int | None) -> str:
    return "?" if number is None else str(number)


def _process_said(sheet: Sheet) -> str:
    return word("dealing.process", gap=sign(sheet.gap.gap), mode=word(f"dealing.mode.{sheet.course.mode}"))


def _process(sheet: Sheet) -> Iterator[Row]:
    """Both tracks, step by step; a step of the buyer without evidence is hollow."""
    ran = sheet.course
    shares = word("dealing.in_step", share=percent(ran.resonance), n=ran.known, days=ran.days)
    yield said_row("sum:gap", word("dealing.gap_title"), f"{sign(sheet.gap.gap)}  {shares}")
    periods = [sheet.method.label_of("periods", sheet.periods[side]) or "-" for side in ("buyer", "seller")]
    yield said_row(
        "hint:periods", word("dealing.periods"), word("dealing.period_of", buyer=periods[0], seller=periods[1])
    )
    yield said_row("hint:tracks", word("dealing.steps"), word("dealing.tracks"), "strong")
    for place, stage in enumerate(sheet.method.stages):
        yield _step(sheet, place, stage)
    yield deal_field(sheet, "selling_step")
    here = sheet.method.stage_index(sheet.deal.stage)
    if here is not None and here + 1 < len(sheet.method.stages):
        lacking = unanswered(sheet.deal, sheet.method, sheet.method.stages[here + 1].id)
        asked = word("fields.value.joint").join(question.label.text for _, question in lacking)
        if asked:
            yield said_row("hint:gate", word("dealing.gate", n=len(lacking)), asked, "warning")


def _step(sheet: Sheet, place: int, stage: Stage) -> Row:
    """One step: whether the buyer has reached it and shown so, whether we have, and what was seen."""
    evidence = sheet.deal.evidence.get(stage.id)
    reached = sheet.gap.buyer is not None and place <= sheet.gap.buyer
    buyer = "[x]" if evidence else "[ ]" if reached else " - "
    seller = "[x]" if sheet.gap.seller is not None and place <= sheet.gap.seller else " - "
    here = "<" if place == sheet.gap.buyer else " "
    ours = "<" if place == sheet.gap.seller else " "
    said = evidence_text(evidence) if evidence else word("dealing.hollow") if reached else ""
    look = "warning" if reached and not evidence else "" if reached or evidence else "muted"
    return said_row(
        f"evidence:{stage.id}", f"{place + 1} {stage.head}", f"{buyer}{here} {seller}{ours} {said}".rstrip(), look
    )


def _qualification(sheet: Sheet) -> Iterator[Row]:
    """The assessments with their sections, the decision, what is quantified, and who should decide."""
    for template in sheet.method.assessments:
        yield _assessment(sheet, template, sheet.leads[template.id])
        if risks := word("fields.value.joint").join(sheet.high_risks[template.id]):
            yield said_row(f"sum:score:{template.id}:", "!", word("dealing.high_risk", names=risks), "bad")
        if template.id == sheet.method.assessments[0].id:
            for section, scored in zip(template.sections, sheet.leads[template.id].ours.sections, strict=True):
                score = sign(scored.score) if scored.answered else fields.UNKNOWN
                said = word("dealing.section_score", score=score, said=scored.answered, n=scored.questions)
                look = LOOKS[scored.band] if scored.answered else "muted"
                yield said_row(f"sum:score:{template.id}:{section.id}", f"  {section.label.text}", said, look)
    verdict = verdict_text(sheet.deal.go) or word("fields.verdict.undecided")
    yield said_row("go:", fields.label(Opportunity, "go"), verdict)
    missing = word("fields.value.joint").join(element(name) for name in sheet.completeness.missing)
    said = f"{sheet.completeness.percent}%" + (f"  {word('dealing.missing', names=missing)}" if missing else "")
    yield said_row("sum:known", word("dealing.quantified"), said)
    yield said_row("sum:level", word("dealing.level"), level_told(sheet))
    yield from (deal_field(sheet, name) for name in QUANTIFIED)


def _assessment(sheet: Sheet, template: Assessment, found: Lead) -> Row:
    """Score, band and known share, and the lead over the best rival."""
    key = f"sum:score:{template.id}"
    if not found.ours.answered:
        return said_row(key, template.label.text, word("dealing.unanswered", n=found.ours.questions), "muted")
    score = f"{found.ours.score}" if template.scale == "level" else sign(found.ours.score)
    said = word("dealing.score", score=score, band=word(f"dealing.band.{found.ours.band}"), known=found.ours.known)
    if found.lead is not None:
        said += "  " + word("dealing.lead", rival=name_of(sheet.workspace, found.best), lead=sign(found.lead))
    return said_row(key, template.label.text, said, LOOKS[found.ours.band])


def _further(sheet: Sheet) -> Iterator[Row]:
    """The fields that no other section shows."""
    shown = {*HEADLINE, *QUANTIFIED, *OUTCOME, *NEGOTIATED, *_ELSEWHERE} - {"currency"}
    for field in fields.fields_of(Opportunity):
        if not field.hidden and field.name not in shown:
            yield field_row(sheet.workspace, sheet.deal, field)
