"""Where a number about a deal comes from: its formula, what went into it, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kamtui.store.deals.saying import name_of, percent, sign
from kamtui.store.deals.sheet import Sheet
from kamtui.store.figures.criteria import FULL_SCORE, weight_of
from kamtui.store.method.judging import Assessment
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


def explain(sheet: Sheet, topic: str, about: str = "") -> list[str]:
    """The lines that explain a number; `about` is the assessment, the vendor or the quote that it is about."""
    told: dict[str, Callable[[Sheet], Iterator[str]]] = {
        "health": _health,
        "gap": _gap,
        "odds": _odds,
        "score": lambda each: _score(each, about),
        "influence": _influence,
        "fit": lambda each: _fit(each, about),
        "known": _known,
        "level": _level,
        "quote": lambda each: _quote(each, about),
    }
    return [clean(line, 300) for line in (word(f"dealing.formula.{topic}"), "", *told[topic](sheet))]


def _inputs() -> str:
    return word("dealing.inputs")


def _left_out(names: list[str]) -> Iterator[str]:
    """The heading and the names of what did not go into a number; nothing where all did."""
    if names:
        yield ""
        yield word("dealing.left_out", n=len(names))
        yield from (f"  {name}" for name in names)


def _health(sheet: Sheet) -> Iterator[str]:
    yield _inputs()
    yield "  100"
    for each in sheet.fired:
        yield f"  −{each.rule.penalty}  {each.reason}"
    yield f"  = {sheet.health if sheet.health is not None else word('dealing.closed')}"
    yield from _left_out([rule.label.text for rule in sheet.method.risk_rules if not rule.on])


def _gap(sheet: Sheet) -> Iterator[str]:
    found, ran = sheet.gap, sheet.course
    yield _inputs()
    for side, place in (("buyer", found.buyer), ("seller", found.seller)):
        yield "  " + word(f"dealing.track.{side}", n=place + 1 if place is not None else "?")
    yield "  " + word("dealing.gap", gap=sign(found.gap))
    yield "  " + word(
        "dealing.days", days=ran.days, known=ran.known, together=ran.in_step, ahead=ran.ahead, behind=ran.behind
    )
    if ran.days > ran.known:
        yield ""
        yield word("dealing.days_unknown", n=ran.days - ran.known)


def _odds(sheet: Sheet) -> Iterator[str]:
    stage = sheet.method.stage(sheet.deal.stage)
    pinned = sheet.deal.odds is not None and sheet.deal.status == "open"
    yield _inputs()
    yield "  " + word("dealing.stage_odds", stage=stage.label.text if stage else "-", odds=stage.odds if stage else "-")
    yield "  " + (word("dealing.pinned", odds=sheet.deal.odds) if pinned else word("dealing.not_pinned"))


def _score(sheet: Sheet, about: str) -> Iterator[str]:
    template = next(each for each in sheet.method.assessments if each.id == about)
    found = sheet.leads[about]
    yield _inputs()
    for section, scored in zip(template.sections, found.ours.sections, strict=True):
        yield f"  {section.label.text}  {scored.score}  × {section.weight}  ({scored.answered}/{scored.questions})"
    yield f"  = {found.ours.score}  {word(f'dealing.band.{found.ours.band}')}"
    for rival, scored_rival in found.rivals.items():
        yield f"  {name_of(sheet.workspace, rival)}  {scored_rival.score}  ({scored_rival.known}%)"
    yield from _left_out(_not_counted(sheet, template))
    if risks := sheet.high_risks[about]:
        yield ""
        yield word("dealing.high_risk", names=word("fields.value.joint").join(risks))
    if found.ours.unproven:
        labels = {question.id: question.label.text for question in template.questions()}
        yield ""
        yield word("dealing.unproven", n=len(found.ours.unproven))
        yield from (f"  {labels[question]}" for question in found.ours.unproven)


def _not_counted(sheet: Sheet, template: Assessment) -> list[str]:
    said = sheet.deal.answers.get("us", {})
    return [each.label.text for each in template.questions() if each.id not in said or said[each.id].value is None]


def _influence(sheet: Sheet) -> Iterator[str]:
    yield _inputs()
    for each in sheet.criteria:
        side = name_of(sheet.workspace, each.favours) if each.favours else word("fields.verdict.undecided")
        yield f"  {each.name}  {weight_of(each)}  {side}"
    found = sheet.influence
    yield f"  = {percent(found.value)}"
    if found.unweighted:
        yield "  " + word("dealing.unweighted", n=found.unweighted)
    if found.price_war:
        yield word("dealing.price_war")
    elif found.war_ahead:
        yield word("dealing.war_ahead")


def _fit(sheet: Sheet, vendor: str) -> Iterator[str]:
    found = next(fit for fit in sheet.fits if fit.vendor == vendor)
    yield _inputs()
    for each in sheet.criteria:
        if each.id not in found.missing:
            yield f"  {each.name}  {weight_of(each)} × {each.scores[vendor].value}/{FULL_SCORE}"
    yield f"  = {percent(found.value)}"
    yield from _left_out([each.name for each in sheet.criteria if each.id in found.missing])


def _known(sheet: Sheet) -> Iterator[str]:
    found = sheet.completeness
    yield f"  {found.known} / {found.asked} = {found.percent}%"
    yield from _left_out([element(name) for name in found.missing])


def _level(sheet: Sheet) -> Iterator[str]:
    limit = sheet.method.thresholds["management_decides_up_to"]
    yield _inputs()
    yield f"  {amounts.show(sheet.deal.amount, sheet.currency)}  /  {limit:,} {sheet.currency}"


def _quote(sheet: Sheet, about: str) -> Iterator[str]:
    quote, found = next((quote, found) for quote, found in sheet.quotes if quote.id == about)
    currency = quote.currency or sheet.currency
    yield _inputs()
    for key, line in sorted(quote.lines.items()):
        if key not in found.unpriced:
            yield f"  {line.name}  {amounts.show(line.price, currency)} × {line.quantity}"
    listed, offered = (amounts.show(amount, currency) for amount in (found.listed, found.offered))
    yield f"  = {listed}  −{quote.discount or 0}%  = {offered}"
    yield "  " + word("dealing.margin", margin=percent(found.margin))
    yield from _left_out([quote.lines[key].name for key in (*found.unpriced, *found.uncosted)])


def element(name: str) -> str:
    """What people call an element of a quantified opportunity."""
    from kamtui.store.fields import label
    from kamtui.store.records import Opportunity

    if name in Opportunity.__struct_fields__:
        return label(Opportunity, name)
    return word(f"dealing.element.{name}")
