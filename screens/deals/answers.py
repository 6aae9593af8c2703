"""Judging the vendors of a deal question by question: + and − answer, left and right choose the vendor."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from kamtui.screens.bindings import bindings_of
from kamtui.screens.deals.answering import AnswersOfDeal
from kamtui.screens.deals.answers_rows import answer_columns, answer_rows, vendor_of
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.widgets.cell_list import CellList
from kamtui.store.deals.answering import AnswerSheet, Asked, Said, templates
from kamtui.store.deals.explained import explain
from kamtui.store.deals.saying import percent, sign
from kamtui.store.deals.sheet import Sheet
from kamtui.store.records import US, Opportunity
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


class AnswersScreen(ListScreen, AnswersOfDeal):
    """The questions of an assessment, or the criteria, in rows; ourselves and the rivals in columns."""

    KIND = "answers"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str, deal: str, template: str, section: str = "") -> None:
        """Judge the vendors of a deal by an assessment or by `criteria`, beginning at a section."""
        super().__init__(workspace, notice)
        self._deal, self._template, self._section = deal, template, section
        self.list: CellList = CellList([], empty=word("answers.gone"))

    def show(self) -> None:
        """Read the deal anew."""
        answers = self._answers()
        if answers is None:
            self.list.set_rows([])
            return
        self.list.set_columns(answer_columns(answers))
        self.list.set_rows(answer_rows(answers, vendor_of(self.list.column_key)))
        if not self.list.column_key:
            self.list.go_to_column(f"v:{US}")
            self._start(answers)
        self.title_bar.show(crumbs=[self._title(answers), clean(answers.sheet.deal.name, 40), self._score(answers)])
        self._tell_asked()

    def cursor_deal(self) -> Opportunity | None:
        """The deal that is judged."""
        return self.workspace.get(Opportunity, self._deal)

    def subject(self) -> Opportunity | None:
        """The same."""
        return self.cursor_deal()

    def action_open(self) -> None:
        """Write down what shows the answer, who said so and when."""
        answers, asked = self._answers(), self._asked()
        if answers and asked:
            self.ask_answer(answers, self._vendor(), asked, self._go_on)

    def action_raise(self) -> None:
        """Answer yes, or raise the level or score by one."""
        self._answer(1)

    def action_lower(self) -> None:
        """Answer no, or lower the level or score by one."""
        self._answer(-1)

    def action_unclear(self) -> None:
        """Answer that it is not clear: asked, but neither yes nor no; 0 for a level or score."""
        self._answer(0)

    def action_clear(self) -> None:
        """Take an answer back: nobody has answered it."""
        answers, asked = self._answers(), self._asked()
        if answers and asked:
            self.keep_answer(answers, self._vendor(), asked, Said())

    def action_left(self) -> None:
        """Judge the vendor to the left."""
        self._to_vendor(-1)

    def action_right(self) -> None:
        """Judge the vendor to the right."""
        self._to_vendor(1)

    def action_group(self) -> None:
        """Go on to the next assessment, or to the criteria."""
        deal = self.cursor_deal()
        if deal:
            known = templates(deal, Sheet(self.workspace, deal, self.today()))
            at = known.index(self._template) if self._template in known else -1
            self._template = known[(at + 1) % len(known)]
            self.show()
            self.action_first()
            self.action_down()

    def action_explain(self) -> None:
        """Say how the score or the fit of the vendor comes about."""
        answers = self._answers()
        if answers:
            topic, about = ("score", self._template) if answers.assessment else ("fit", self._vendor())
            self.show_text(explain(answers.sheet, topic, about))

    def action_up(self) -> None:
        """Go up and say what the question means."""
        super().action_up()
        self._tell_asked()

    def action_down(self) -> None:
        """Go down and say what the question means."""
        super().action_down()
        self._tell_asked()

    def _answer(self, step: int) -> None:
        """Answer the question under the cursor today; after a sign go on to the next one."""
        answers, asked = self._answers(), self._asked()
        if answers is None or asked is None:
            return
        if self.step_answer(answers, self._vendor(), asked, step):
            self._go_on()

    def _go_on(self) -> None:
        """After a sign go on to the next question; a level or score may be raised once more."""
        answers = self._answers()
        if answers and answers.has_signs:
            self.action_down()
            if self._asked() is None:
                self.action_down()

    def _answers(self) -> AnswerSheet | None:
        deal = self.cursor_deal()
        return AnswerSheet(Sheet(self.workspace, deal, self.today()), self._template) if deal else None

    def _asked(self) -> Asked | None:
        """The question under the cursor; None on a heading."""
        answers, key = self._answers(), self.list.cursor_key or ""
        return answers.asked(key.removeprefix("q:")) if answers and key.startswith("q:") else None

    def _start(self, answers: AnswerSheet) -> None:
        groups = answers.groups()
        group = next((each for each in groups if each.id == self._section), groups[0])
        if group.asked:
            self.list.move_to(f"q:{group.asked[0].id}")

    def _vendor(self) -> str:
        return vendor_of(self.list.column_key) or US

    def _to_vendor(self, step: int) -> None:
        shown = [key for key in self.list.columns_shown if vendor_of(key)]
        at = shown.index(self.list.column_key) if self.list.column_key in shown else 0
        if shown:
            self.list.go_to_column(shown[max(min(at + step, len(shown) - 1), 0)])
            self.show()

    def _title(self, answers: AnswerSheet) -> str:
        return answers.assessment.label.text if answers.assessment else word("dealing.section.criteria")

    def _score(self, answers: AnswerSheet) -> str:
        if answers.assessment is None:
            return word("answers.fit", fit=percent(answers.fit(US)))
        found = answers.score(US)
        return word("answers.score", score=sign(found.score), known=found.known) if found else word("answers.nothing")

    def _tell_asked(self) -> None:
        asked = self._asked()
        answers = self._answers()
        if asked and answers:
            said = answers.said(self._vendor(), asked.id)
            shown = "  ".join(part for part in (said.evidence, said.source, str(said.date or "")) if part)
            self.hint(clean(" | ".join(part for part in (asked.label, asked.hint, shown) if part), 300))
