"""The judging questions and MEDDPICC, against deals that were worked out by hand (C14, C15)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import msgspec
import pytest

from kamtui.store.figures.assessment import Score, band, high_risks, lead, score
from kamtui.store.method import loader
from kamtui.store.method.judging import Assessment
from kamtui.store.method.model import Method
from kamtui.store.records import Opportunity
from kamtui.store.records.judgement import US, Judgement

DAY = dt.date(2026, 11, 2)


@pytest.fixture(scope="module")
def method() -> Method:
    """The shipped method."""
    return loader.load()[0]


def template(method: Method, name: str) -> Assessment:
    """One of the shipped assessments."""
    return next(each for each in method.assessments if each.id == name)


def signs(**answers: int | None) -> dict[str, Judgement]:
    """Answers by question, with - for _."""
    return {name.replace("_", "-"): Judgement(value=value) for name, value in answers.items()}


def everything(template: Assessment, value: int, **more: object) -> dict[str, Judgement]:
    """The same answer to every question."""
    answer = msgspec.structs.replace(Judgement(value=value), **more)
    return {question.id: answer for question in template.questions()}


def sections(scored: Score) -> dict[str, int]:
    """The score of each section."""
    return {section.section: section.score for section in scored.sections}


def test_a_deal_of_which_nothing_is_known_scores_nothing_and_says_so(method: Method) -> None:
    scored = score(template(method, "judging"), {}, method)
    assert (scored.score, scored.known, scored.answered, scored.questions, scored.band) == (0, 0, 0, 20, "yellow")


@pytest.mark.parametrize(("value", "expected", "band"), [(1, 100, "green"), (0, 0, "yellow"), (-1, -100, "red")])
def test_the_same_answer_everywhere_is_the_score(method: Method, value: int, expected: int, band: str) -> None:
    judging = template(method, "judging")
    scored = score(judging, everything(judging, value), method)
    assert (scored.score, scored.band, scored.known) == (expected, band, 100)
    assert set(sections(scored).values()) == {expected}


def test_a_question_mark_is_an_answer_and_no_answer_is_none(method: Method) -> None:
    judging = template(method, "judging")
    asked = score(judging, signs(problem=0), method)
    silent = score(judging, signs(problem=None), method)
    assert asked.score == silent.score == 0
    assert (asked.answered, asked.known) == (1, 8)  # 30 of 400
    assert (silent.answered, silent.known) == (0, 0)


def test_a_section_weighs_its_questions_and_the_whole_its_sections(method: Method) -> None:
    # real 30+20-20 = 30, solution 30, win 25+20-25 = 20, worth -25; (30+30+20-25)/4 = 13.75
    answers = signs(
        problem=1, deadline=1, funds=-1, health=0, fit=1, decider_access=1, coach=1, support=-1, margin=-1
    )  # fmt: skip
    scored = score(template(method, "judging"), answers, method)
    assert sections(scored) == {"real": 30, "solution": 30, "win": 20, "worth": -25}
    assert (scored.score, scored.band) == (14, "yellow")
    assert scored.known == 51  # 80 + 30 + 70 + 25 = 205 of 400


def test_the_bands_begin_at_34_and_minus_34(method: Method) -> None:
    judging = template(method, "judging")
    fair = signs(problem=1, no_way_round=1, health=-1, deadline=-1)  # 30+20-10-20 = 20
    assert score(judging, fair, method).sections[0].band == "yellow"
    good = signs(problem=1, no_way_round=1, health=-1)  # 40
    bad = signs(problem=-1, no_way_round=-1, health=1)  # -40
    assert score(judging, good, method).sections[0].band == "green"
    assert score(judging, bad, method).sections[0].band == "red"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("judging", Fraction(34), "green"),
        ("judging", Fraction(339, 10), "yellow"),
        ("judging", Fraction(-339, 10), "yellow"),
        ("judging", Fraction(-34), "red"),
        ("meddpicc", Fraction(200, 3), "green"),
        ("meddpicc", Fraction(66), "yellow"),
        ("meddpicc", Fraction(34), "yellow"),
        ("meddpicc", Fraction(100, 3), "red"),
    ],
)
def test_a_score_on_the_edge_of_a_band_is_in_it(method: Method, name: str, value: Fraction, expected: str) -> None:
    assert band(template(method, name), value, method) == expected


def test_a_section_that_weighs_more_counts_more(method: Method) -> None:
    judging = template(method, "judging")
    first, *others = judging.sections
    heavy = msgspec.structs.replace(
        judging, sections=(msgspec.structs.replace(first, weight=3 * first.weight), *others)
    )
    # of the deal above: (3×30 + 30 + 20 − 25) ÷ 6 = 19.17
    answers = signs(
        problem=1, deadline=1, funds=-1, health=0, fit=1, decider_access=1, coach=1, support=-1, margin=-1
    )  # fmt: skip
    assert score(heavy, answers, method).score == 19


def test_the_lead_is_ours_less_the_best_rivals(method: Method) -> None:
    judging = template(method, "judging")
    judged = {
        US: everything(judging, 1),
        "R1": signs(problem=1),  # 30/4 = 7.5 -> 8
        "R2": signs(problem=1, fit=1),  # 60/4 = 15
        "R3": {},
    }
    led = lead(judging, judged, method)
    assert {rival: scored.score for rival, scored in led.rivals.items()} == {"R1": 8, "R2": 15}
    assert (led.best, led.lead) == ("R2", 85)


def test_without_a_judged_rival_there_is_no_lead(method: Method) -> None:
    judging = template(method, "judging")
    led = lead(judging, {US: everything(judging, 1), "R1": {}}, method)
    assert (led.best, led.lead, led.rivals) == ("", None, {})


def test_a_level_without_evidence_and_its_date_counts_as_one(method: Method) -> None:
    meddpicc = template(method, "meddpicc")
    proven = score(meddpicc, everything(meddpicc, 3, evidence="minutes", date=DAY), method)
    assert (proven.score, proven.band, proven.unproven) == (100, "green", ())
    undated = score(meddpicc, everything(meddpicc, 3, evidence="minutes"), method)
    assert (undated.score, undated.band) == (33, "red")
    assert len(undated.unproven) == 8
    assert score(meddpicc, everything(meddpicc, 2, date=DAY), method).score == 33
    assert score(meddpicc, everything(meddpicc, 1), method).unproven == ()


def test_meddpicc_weighs_its_elements(method: Method) -> None:
    # M 3 proven 15, E 2 validated 10, champion 2 without evidence 5, competition 1 3.33: 33.33
    answers = {
        "metrics": Judgement(value=3, evidence="audit", date=DAY),
        "economic-buyer": Judgement(value=2, evidence="met", date=DAY),
        "champion": Judgement(value=2),
        "competition": Judgement(value=1),
    }
    scored = score(template(method, "meddpicc"), answers, method)
    assert (scored.score, scored.unproven, scored.known) == (33, ("champion",), 55)


def test_a_value_beyond_the_scale_counts_as_its_end(method: Method) -> None:
    judging, meddpicc = template(method, "judging"), template(method, "meddpicc")
    assert score(judging, everything(judging, 7), method).score == 100
    assert score(meddpicc, everything(meddpicc, -5), method).score == 0


@pytest.mark.parametrize(
    ("stage", "level", "proven", "risky"),
    [
        ("design", 0, False, False), ("evaluation", 0, False, True), ("evaluation", 1, True, True),
        ("evaluation", 3, False, True), ("evaluation", 2, True, False), ("implementation", None, False, True),
        ("", 0, False, False),
    ],
)  # fmt: skip
def test_metrics_that_are_poor_when_offers_are_compared_are_a_high_risk(
    method: Method, stage: str, level: int | None, proven: bool, risky: bool
) -> None:
    metrics = Judgement(value=level, evidence="their own figures" if proven else "", date=DAY)
    answers = {"metrics": metrics, "champion": Judgement(value=1)}
    deal = Opportunity(name="x", stage=stage)
    found = high_risks(template(method, "meddpicc"), answers, deal, method)
    assert found == (["metrics"] if risky else [])


def test_a_template_that_nobody_has_begun_is_no_risk(method: Method) -> None:
    late = Opportunity(name="x", stage="evaluation")
    assert high_risks(template(method, "meddpicc"), {}, late, method) == []
    lost = Opportunity(name="x", stage="evaluation", status="lost")
    assert high_risks(template(method, "meddpicc"), {"champion": Judgement(value=1)}, lost, method) == []
