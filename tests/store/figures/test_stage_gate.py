"""What the method wants known before a stage is left: by field, or by what was ticked off."""

from __future__ import annotations

from kamtui.store.figures.gate import unanswered
from kamtui.store.method.loader import load
from kamtui.store.records import Answer, Opportunity

METHOD = load("default", [])[0]
NEED = ["problem", "alternative", "lead-source", "coach", "organisation", "worth-it"]
DELIBERATION = ["budget", "purchase-time", "purchase-form", "person-in-charge", "decider", "decision-mode"]


def asked(deal: Opportunity, to: str) -> list[str]:
    return [question.id for _, question in unanswered(deal, METHOD, to)]


def test_every_stage_that_is_left_is_asked_about_in_order() -> None:
    deal = Opportunity(name="x", stage="need")
    assert asked(deal, "deliberation") == NEED
    assert asked(deal, "design") == NEED + DELIBERATION


def test_a_filled_field_and_a_tick_answer_their_questions() -> None:
    deal = Opportunity(name="x", stage="need", problem="losses", known={"coach": Answer(), "problem": Answer()})
    assert asked(deal, "deliberation") == ["alternative", "lead-source", "organisation", "worth-it"]
    assert asked(Opportunity(name="x", stage="need", known={"problem": Answer()}), "deliberation") == NEED
    bought = Opportunity(name="x", stage="deliberation", budget=0)
    assert asked(bought, "design") == DELIBERATION[1:], "a budget of 0 is known"


def test_moving_back_or_out_of_a_stage_that_nobody_knows_asks_nothing() -> None:
    assert asked(Opportunity(name="x", stage="design"), "need") == []
    assert asked(Opportunity(name="x", stage="design"), "design") == []
    assert asked(Opportunity(name="x", stage="of-another-method"), "design") == []
    assert asked(Opportunity(name="x"), "design") == []
    assert asked(Opportunity(name="x", stage="need"), "of-another-method") == []
    assert asked(Opportunity(name="x", stage="need", status="won"), "design") == []
