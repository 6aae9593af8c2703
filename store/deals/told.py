"""A deal in figures, for programs and in lines: the same numbers as on its page."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import msgspec

from kamtui.store.deals import bargaining
from kamtui.store.deals.needing import best_of, grades_of
from kamtui.store.deals.qualifying import level_told
from kamtui.store.deals.rival_told import stance_said, told_stance
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.deals.saying import name_of, percent, sign
from kamtui.store.deals.sheet import Sheet
from kamtui.store.figures.assessment import Lead, Score
from kamtui.store.figures.needs import grade
from kamtui.store.records import US, Competitor
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


def figures_of(sheet: Sheet) -> dict[str, Any]:
    """Every figure of a deal by name; shares are 0 … 1, scores −100 … 100, None is not known or n/a."""
    gap, course, influence = sheet.gap, sheet.course, sheet.influence
    return {
        "health": sheet.health,
        "reasons": [{"rule": each.rule.id, "penalty": each.rule.penalty, "says": each.reason} for each in sheet.fired],
        "odds": sheet.odds,
        "category": sheet.category,
        "days_in_stage": sheet.stage_days,
        "tracks": {
            "buyer": gap.buyer, "seller": gap.seller, "gap": gap.gap, "mode": course.mode,
            "resonance": _share(course.resonance), "days": course.days, "known_days": course.known,
            "ahead": course.ahead, "behind": course.behind, "periods": sheet.periods,
        },
        "scores": {
            name: _lead(sheet, found) | {"high_risks": sheet.high_risks[name]} for name, found in sheet.leads.items()
        },
        "spec_influence": {
            "value": _share(influence.value), "ours": influence.ours, "rivals": influence.rivals,
            "neutral": influence.neutral, "unknown": influence.unknown, "price_war": influence.price_war,
        },
        "fit": [
            {"vendor": fit.vendor, "name": name_of(sheet.workspace, fit.vendor), "value": _share(fit.value),
             "missing": list(fit.missing)}
            for fit in sheet.fits
        ],
        "quantified": {"percent": sheet.completeness.percent, "missing": list(sheet.completeness.missing)},
        "rivals": [
            {"id": vendor, "name": name_of(sheet.workspace, vendor), **told_stance(*against.stance(sheet.deal))}
            for vendor, against in _against(sheet)
        ],
        "decider_level": sheet.expected_level,
        "deciders_known": [person.id for person in sheet.deciders],
        "quotes": [
            {"id": quote.id, "version": quote.version, "listed": total.listed, "offered": total.offered,
             "margin": _share(total.margin), "below_floor": list(total.below_floor),
             "currency": quote.currency or sheet.currency}
            for quote, total in sheet.quotes
        ],
        "negotiation": bargaining.told(sheet),
        "needs": [
            {"id": each.need.id, "name": each.need.name, "importance": grade(each.need.importance) or None,
             "urgency": grade(each.need.urgency) or None, "quadrant": each.quadrant, "trend": each.need.trend,
             "fit": each.fit, "best": list(each.best)}
            for each in sheet.needs
        ],
    }  # fmt: skip


def figure_lines(sheet: Sheet) -> list[str]:
    """The figures that the head of each section of the page shows, one a line for people."""
    health = word("dealing.none") if sheet.health is None else f"{sheet.health}/100"
    lines = [f"{word('dealing.health')}: {health}"]
    lines += [f"  -{each.rule.penalty}  {each.reason}" for each in sheet.fired]
    process = word("dealing.process", gap=sign(sheet.gap.gap), mode=word(f"dealing.mode.{sheet.course.mode}"))
    lines.append(f"{word('dealing.section.process')}: {process}")
    for template in sheet.method.assessments:
        found = sheet.leads[template.id]
        if found.ours.answered:
            band = word(f"dealing.band.{found.ours.band}")
            said = word("dealing.score", score=sign(found.ours.score), band=band, known=found.ours.known)
            if found.lead is not None:
                said += "  " + word("dealing.lead", rival=name_of(sheet.workspace, found.best), lead=sign(found.lead))
            lines.append(f"{template.label.text}: {said}")
        if risks := word("fields.value.joint").join(sheet.high_risks[template.id]):
            lines.append(f"! {word('dealing.high_risk', names=risks)}")
    lines.append(f"{word('dealing.quantified')}: {sheet.completeness.percent}%")
    lines.append(f"{word('dealing.level')}: {level_told(sheet)}")
    if sheet.criteria:
        lines.append(f"{word('dealing.influence_title')}: {percent(sheet.influence.value)}")
        lines += [
            f"{word('dealing.fit.of', vendor=name_of(sheet.workspace, fit.vendor))}: {percent(fit.value)}"
            for fit in sheet.fits
        ]
    lines += list(_needs(sheet))
    if said := bargaining.standing(sheet):
        lines.append(f"{word('bargaining.negotiation')}: {said}")
    lines += [f"! {said}" for said in bargaining.warnings(sheet)]
    lines += [
        f"{name_of(sheet.workspace, vendor)}: {stance_said(against, sheet.deal)}"
        for vendor, against in _against(sheet)
        if stance_said(against, sheet.deal)
    ]
    return [clean(line, 300) for line in lines]


def _against(sheet: Sheet) -> list[tuple[str, RivalSheet]]:
    """The rivals of the deal that the catalog knows."""
    known = ((vendor, sheet.workspace.get(Competitor, vendor)) for vendor in sheet.vendors if vendor != US)
    return [(vendor, RivalSheet(sheet.workspace, found, sheet.today)) for vendor, found in known if found]


def _needs(sheet: Sheet) -> Iterator[str]:
    """Every need with its grades and who meets it best."""
    for each in sheet.needs:
        yield f"{word('dealing.section.needs')}: {each.need.name}  {grades_of(each)}  {best_of(sheet, each)}"


def _lead(sheet: Sheet, found: Lead) -> dict[str, Any]:
    return {
        "ours": _score(found.ours),
        "rivals": [
            {"vendor": rival, "name": name_of(sheet.workspace, rival), **_score(scored)}
            for rival, scored in found.rivals.items()
        ],
        "lead": found.lead,
    }


def _score(scored: Score) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(scored)
    return told


def _share(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 4)
