"""How good a deal looks by the questions of an assessment: judging questions (C14), levels as in MEDDPICC (C15).

The same questions are asked of us and of each rival. What nobody answered is not guessed: it counts nothing and
lowers the known share that stands beside every score.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

import msgspec

from kamtui.store.method.judging import Assessment, Section
from kamtui.store.method.model import Method
from kamtui.store.records import Opportunity
from kamtui.store.records.judgement import US, Judgement

Answers = Mapping[str, Judgement]
"""By question id."""
Band = Literal["green", "yellow", "red"]
TOP_LEVEL = 3
"""The highest level: proven."""
UNPROVEN = 1
"""What a higher level counts while it has no evidence with a date (C15)."""


class SectionScore(msgspec.Struct, frozen=True):
    """The score of one section."""

    section: str
    score: int
    """−100 … 100 for signs, 0 … 100 for levels; rounded half to even."""
    answered: int
    questions: int
    band: Band


class Score(msgspec.Struct, frozen=True):
    """What an assessment says of one vendor."""

    score: int
    """The sections' scores weighted by the sections' weights, in the unit of the sections."""
    band: Band
    known: int
    """Percent of the questions' weight that is answered."""
    answered: int
    questions: int
    sections: tuple[SectionScore, ...]
    unproven: tuple[str, ...] = ()
    """Ids of questions whose level counts less because it has no evidence with a date."""


class Lead(msgspec.Struct, frozen=True):
    """Our score beside the best rival's; `lead` None where no rival was judged."""

    ours: Score
    rivals: dict[str, Score]
    best: str
    """Id of the rival with the highest score, or ""."""
    lead: int | None


def score(template: Assessment, answers: Answers, method: Method) -> Score:
    """The score of one vendor.

    Signs (C14): a section is Σ weight·answer ÷ Σ weight × 100 with answers −1, 0 ("?") and +1. Levels (C15): Σ
    weight·level ÷ (3·Σ weight) × 100, where a level of 2 or 3 without evidence and its date counts as 1. A weight of
    0 everywhere gives 0. Bands are `score_green` and `score_red` of the method; for levels, thirds of the scale.
    """
    sections = tuple(_section(template, section, answers, method) for section in template.sections)
    weights = [section.weight for section in template.sections]
    raw = [_raw(template, section, answers) for section in template.sections]
    whole = _mean(raw, weights)
    asked = template.questions()
    said = [question for question in asked if _value(answers, question.id) is not None]
    known = Fraction(100 * sum(question.weight for question in said), sum(question.weight for question in asked) or 1)
    return Score(
        score=round(whole),
        band=band(template, whole, method),
        known=round(known),
        answered=len(said),
        questions=len(asked),
        sections=sections,
        unproven=tuple(question.id for question in asked if _is_unproven(template, answers.get(question.id))),
    )


def high_risks(template: Assessment, answers: Answers, deal: Opportunity, method: Method) -> list[str]:
    """Ids of the questions that are a high risk: still poor in the buyer's step from which they must not be (C15).

    Poor is what counts in the lowest third of the scale. A template that nobody has begun for the deal says nothing.
    """
    place = method.stage_index(deal.stage)
    begun = any(_value(answers, question.id) is not None for question in template.questions())
    if place is None or not begun or deal.status != "open":
        return []
    low = UNPROVEN if template.scale == "level" else -1
    return [
        each.id
        for each in template.questions()
        if each.risk_from and place + 1 >= each.risk_from and _counted(template, answers.get(each.id)) <= low
    ]


def lead(template: Assessment, judged: Mapping[str, Answers], method: Method) -> Lead:
    """Our score, those of the rivals that were judged, and by how much we lead the best of them (C14).

    `judged` holds the answers by vendor, ours under `us`. Of rivals with the same score the first id counts.
    """
    ours = score(template, judged.get(US, {}), method)
    rivals = {rival: score(template, said, method) for rival, said in sorted(judged.items()) if rival != US and said}
    rivals = {rival: scored for rival, scored in rivals.items() if scored.answered}
    best = max(rivals, key=lambda rival: rivals[rival].score, default="")
    return Lead(ours, rivals, best, ours.score - rivals[best].score if best else None)


def band(template: Assessment, value: Fraction | int, method: Method) -> Band:
    """The band of a score: green from `score_green` on, red down from `score_red`, else yellow (C14)."""
    green, red = Fraction(method.thresholds["score_green"]), Fraction(method.thresholds["score_red"])
    if template.scale == "level":
        green, red = Fraction(200, 3), Fraction(100, 3)
    return "green" if value >= green else "red" if value <= red else "yellow"


def _section(template: Assessment, section: Section, answers: Answers, method: Method) -> SectionScore:
    raw = _raw(template, section, answers)
    said = sum(_value(answers, question.id) is not None for question in section.questions)
    return SectionScore(section.id, round(raw), said, len(section.questions), band(template, raw, method))


def _raw(template: Assessment, section: Section, answers: Answers) -> Fraction:
    """The exact score of a section."""
    top = TOP_LEVEL if template.scale == "level" else 1
    counted = [Fraction(100 * _counted(template, answers.get(question.id)), top) for question in section.questions]
    return _mean(counted, [question.weight for question in section.questions])


def _mean(values: list[Fraction], weights: list[int]) -> Fraction:
    whole = sum(weights)
    return sum((value * weight for value, weight in zip(values, weights, strict=True)), Fraction()) / (whole or 1)


def _value(answers: Answers, question: str) -> int | None:
    answer = answers.get(question)
    return answer.value if answer else None


def _counted(template: Assessment, answer: Judgement | None) -> int:
    """What an answer counts: its value within the scale, less where a level is not proven."""
    if answer is None or answer.value is None:
        return 0
    if template.scale == "sign":
        return max(-1, min(1, answer.value))
    return UNPROVEN if _is_unproven(template, answer) else max(0, min(TOP_LEVEL, answer.value))


def _is_unproven(template: Assessment, answer: Judgement | None) -> bool:
    if template.scale != "level" or answer is None or answer.value is None:
        return False
    return answer.value > UNPROVEN and not (answer.evidence.strip() and answer.date)
