"""Twelve deals worked out by hand: gap, score of the judging questions, spec influence, fit and health.

The hand: a section of the judging questions is Σ weight·answer ÷ 100, the score the mean of the four sections;
health is 100 less the penalties that the method gives the rules named beside it (stage-age 20, no-activity 15,
overdue 15, no-next-step 10, few-contacts 15, no-decider 15, no-rivals 5, little-known 10).
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kamtui.store.deals.sheet import Sheet
from kamtui.store.records import Account, Competitor, Criterion, Judgement, Opportunity, Rating
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)
FRESH = TODAY - dt.timedelta(days=3)
RIVAL = "01K9ZZZZZZ0000000000000041"
NEXT: dict[str, Any] = {"next_step": "call", "next_date": TODAY, "stage_since": FRESH, "competitors": (RIVAL,)}
KNOWN: dict[str, Any] = {"problem": "losses", "source": "fair"}
"""What the first stage wants known and has a field for."""


def said(**answers: int) -> dict[str, Judgement]:
    """Answers by question."""
    return {name.replace("_", "-"): Judgement(value=value) for name, value in answers.items()}


def criterion(weight: int | None, favours: str, us: int | None, rival: int | None) -> Criterion:
    """A criterion with both scores."""
    scores = {name: Rating(value=value) for name, value in (("us", us), (RIVAL, rival)) if value is not None}
    return Criterion(name=f"{weight}{favours}", weight=weight, favours=favours, scores=scores)


NOBODY = 30
"""few-contacts and no-decider: nobody is known in the account."""

# The deal, its criteria; gap; our score and the lead; influence; fit of us and of the rival; health.
DEALS: dict[str, tuple[dict[str, Any], list[Criterion], tuple[Any, ...]]] = {
    "bare": ({}, [], (None, 0, None, None, None, None, 100 - NOBODY - 10 - 5)),
    "in step": (
        {"stage": "need", "selling_step": "need", **KNOWN, **NEXT}, [],
        (0, 0, None, None, None, None, 100 - NOBODY),
    ),
    "ahead by three": (
        {"stage": "need", "selling_step": "evaluation", **KNOWN, **NEXT}, [],
        (3, 0, None, None, None, None, 100 - NOBODY),
    ),
    "behind": (
        {"stage": "implementation", "selling_step": "need", **NEXT}, [],
        (-5, 0, None, None, None, None, 100 - NOBODY - 10),
    ),
    "all yes in one section": (
        {"stage": "need", **KNOWN, **NEXT,
         "answers": {"us": said(problem=1, deadline=1, funds=1, health=1, no_way_round=1)}}, [],
        (None, 25, None, None, None, None, 100 - NOBODY),
    ),
    "mixed": (  # (30 − 20 + 0 − 10 + 0) ÷ 4 = 0; (30 + 25) ÷ 4 = 13.75
        {"stage": "need", **KNOWN, **NEXT,
         "answers": {"us": said(problem=1, deadline=-1, funds=0, health=-1, fit=1, spec_influence=1)}}, [],
        (None, 14, None, None, None, None, 100 - NOBODY),
    ),
    "lead": (  # (25 + 25) ÷ 4 = 12.5 rounds to the even 12; the rival has −25 ÷ 4 = −6.25
        {"stage": "need", **KNOWN, **NEXT,
         "answers": {"us": said(decider_access=1, support=1), RIVAL: said(support=-1)}}, [],
        (None, 12, 18, None, None, None, 100 - NOBODY),
    ),
    "all no": (  # −(30 + 25 + 25 + 25) ÷ 4 = −26.25
        {"stage": "need", **KNOWN, **NEXT,
         "answers": {"us": said(problem=-1, spec_influence=-1, support=-1, revenue=-1)}}, [],
        (None, -26, None, None, None, None, 100 - NOBODY),
    ),
    "ours": (  # influence (60 − 40) ÷ 100; we (60·4 + 40·3) ÷ 500, they (60·3 + 40·5) ÷ 500
        {"stage": "need", **KNOWN, **NEXT}, [criterion(60, "us", 4, 3), criterion(40, RIVAL, 3, 5)],
        (None, 0, None, Fraction(1, 5), Fraction(360, 500), Fraction(380, 500), 100 - NOBODY),
    ),
    "price war": (  # (0 − 3) ÷ 4; our one score of 2 in 5; late in evaluation with little known: −10
        {"stage": "evaluation", "selling_step": "design", **NEXT},
        [criterion(3, RIVAL, None, 5), criterion(1, "none", 2, 5)],
        (-1, 0, None, Fraction(-3, 4), Fraction(2, 5), Fraction(1), 100 - NOBODY - 10),
    ),
    "unweighted": (  # 1 + 1 + 0: a criterion without a weight counts 1, one that weighs 0 nothing
        {"stage": "need", **KNOWN, **NEXT},
        [criterion(None, "us", 5, 0), criterion(None, "", 0, 5), criterion(0, RIVAL, 0, 5)],
        (None, 0, None, Fraction(1, 2), Fraction(1, 2), Fraction(1, 2), 100 - NOBODY),
    ),
    "neglected": (  # overdue −15, stalled in its stage −20, no activity −15, no next step −10, no rivals −5
        {"stage": "need", **KNOWN, "stage_since": dt.date(2026, 1, 1), "close_date": dt.date(2026, 11, 1)}, [],
        (None, 0, None, None, None, None, 100 - NOBODY - 15 - 20 - 15 - 10 - 5),
    ),
}  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An account without people, and a rival."""
    made = Workspace.create(tmp_path / "w")
    with made.change("fill") as change:
        change.add(Account(name="Grid"))
        change.add(Competitor(id=RIVAL, name="East"))
    return made


@pytest.mark.parametrize("name", DEALS)
def test_a_deal_yields_what_was_worked_out_by_hand(workspace: Workspace, name: str) -> None:
    fields, criteria, expected = DEALS[name]
    (account,) = workspace.records(Account)
    with workspace.change("fill") as change:
        deal = change.add(Opportunity(name=name, account=account, **fields))
        for each in criteria:
            change.add(msgspec.structs.replace(each, account=account, opportunity=deal.id))
    sheet = Sheet(workspace, deal, TODAY)
    fits = {fit.vendor: fit.value for fit in sheet.fits}
    judged = sheet.leads["judging"]
    found = (sheet.gap.gap, judged.ours.score, judged.lead, sheet.influence.value, fits["us"], fits.get(RIVAL))
    assert (*found, sheet.health) == expected, [each.rule.id for each in sheet.fired]
    assert sheet.influence.price_war == (name == "price war")


def test_a_closed_deal_has_no_health(workspace: Workspace) -> None:
    assert Sheet(workspace, Opportunity(name="won", status="won"), TODAY).health is None
