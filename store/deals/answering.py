"""The sheet on which vendors are judged: the questions of an assessment, or the criteria, for us and each rival."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import msgspec

from kamtui.store.deals.sheet import Sheet
from kamtui.store.figures.assessment import TOP_LEVEL, Score, score
from kamtui.store.figures.criteria import FULL_SCORE
from kamtui.store.method.judging import Assessment
from kamtui.store.records import Criterion, Judgement, Opportunity, Rating
from kamtui.store.workspace import Change

CRITERIA = "criteria"
"""Stands for the purchase criteria where an assessment's id could stand."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered, whatever it answers."""

    value: int | None = None
    evidence: str = ""
    source: str = ""
    date: dt.date | None = None


class Asked(msgspec.Struct, frozen=True):
    """One question, or one criterion."""

    id: str
    label: str
    weight: int | None
    hint: str = ""


class Group(msgspec.Struct, frozen=True):
    """Questions under one heading; all criteria are one group without one."""

    id: str
    label: str
    asked: tuple[Asked, ...]


class AnswerSheet:
    """One assessment, or the criteria, of one deal."""

    def __init__(self, sheet: Sheet, template: str) -> None:
        """Judge the vendors of a deal by the assessment of this id, or by its criteria."""
        self.sheet, self.template = sheet, template
        self._assessment = next((each for each in sheet.method.assessments if each.id == template), None)

    @property
    def range(self) -> tuple[int, int]:
        """The lowest and the highest answer: −1 … 1 for signs, 0 … 3 for levels, 0 … 5 for criteria."""
        if self._assessment is None:
            return 0, FULL_SCORE
        return (-1, 1) if self._assessment.scale == "sign" else (0, TOP_LEVEL)

    @property
    def has_signs(self) -> bool:
        """Whether it is answered by + ? −."""
        return self._assessment is not None and self._assessment.scale == "sign"

    @property
    def assessment(self) -> Assessment | None:
        """The assessment; None for the criteria."""
        return self._assessment

    def groups(self) -> list[Group]:
        """Everything that is asked, in order."""
        if self._assessment is None:
            criteria = tuple(Asked(each.id, each.name, each.weight, each.note) for each in self.sheet.criteria)
            return [Group("", "", criteria)]
        return [
            Group(
                section.id, section.label.text,
                tuple(Asked(each.id, each.label.text, each.weight, each.hint.text) for each in section.questions),
            )
            for section in self._assessment.sections
        ]  # fmt: skip

    def asked(self, question: str) -> Asked | None:
        """The question of this id; None where it is not asked here."""
        return next((each for group in self.groups() for each in group.asked if each.id == question), None)

    def said(self, vendor: str, question: str) -> Said:
        """What was answered about a vendor; nothing where nobody did."""
        if self._assessment is None:
            rating = self._criterion(question).scores.get(vendor, Rating())
            return Said(value=rating.value, source=rating.source, date=rating.date)
        found = self.sheet.deal.answers.get(vendor, {}).get(question, Judgement())
        return Said(value=found.value, evidence=found.evidence, source=found.source, date=found.date)

    def score(self, vendor: str) -> Score | None:
        """What an assessment says of a vendor; None where nothing is answered, and for criteria."""
        answers = self.sheet.deal.answers.get(vendor, {})
        if self._assessment is None:
            return None
        found = score(self._assessment, answers, self.sheet.method)
        return found if found.answered else None

    def fit(self, vendor: str) -> Fraction | None:
        """How well a vendor meets the criteria (C41)."""
        return next((fit.value for fit in self.sheet.fits if fit.vendor == vendor), None)

    def stepped(self, vendor: str, question: str, step: int) -> int:
        """The answer that + and − lead to: a sign at once, a level or score one higher or lower."""
        low, high = self.range
        if self.has_signs:
            return step
        value = self.said(vendor, question).value
        return max(low, min(high, (value or 0) + step))

    def keep(self, change: Change, vendor: str, question: str, said: Said, by: str) -> None:
        """Write an answer; one that says nothing at all is taken out."""
        if self._assessment is None:
            self._keep_score(change, vendor, question, said)
            return
        deal = self.sheet.deal
        own = dict(deal.answers.get(vendor, {}))
        own.pop(question, None)
        if said != Said():
            own[question] = Judgement(
                value=said.value, evidence=said.evidence, source=said.source, date=said.date, by=by
            )
        answers = {name: each for name, each in deal.answers.items() if name != vendor} | ({vendor: own} if own else {})
        change.set(deal, answers=answers)

    def _keep_score(self, change: Change, vendor: str, question: str, said: Said) -> None:
        criterion = self._criterion(question)
        scores = {name: each for name, each in criterion.scores.items() if name != vendor}
        if said != Said():
            before = criterion.scores.get(vendor, Rating())
            scores[vendor] = msgspec.structs.replace(before, value=said.value, source=said.source, date=said.date)
        change.set(criterion, scores=scores)

    def _criterion(self, question: str) -> Criterion:
        return next(each for each in self.sheet.criteria if each.id == question)


def templates(deal: Opportunity, sheet: Sheet) -> list[str]:
    """What can be answered about a deal: every assessment, and the criteria where there are any."""
    found = [each.id for each in sheet.method.assessments]
    return [*found, CRITERIA] if sheet.criteria and deal.id else found
