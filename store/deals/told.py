"""A deal in figures for programs: the same numbers as on its page."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import msgspec

from kamtui.store.deals.saying import name_of
from kamtui.store.deals.sheet import Sheet
from kamtui.store.figures.assessment import Lead, Score


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
        "scores": {name: _lead(sheet, found) for name, found in sheet.leads.items()},
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
        "decider_level": sheet.expected_level,
        "quotes": [
            {"id": quote.id, "version": quote.version, "listed": total.listed, "offered": total.offered,
             "margin": _share(total.margin), "below_floor": list(total.below_floor),
             "currency": quote.currency or sheet.currency}
            for quote, total in sheet.quotes
        ],
    }  # fmt: skip


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
