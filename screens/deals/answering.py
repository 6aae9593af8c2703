"""Answering one question about one vendor of a deal, with what shows it: from the sheet of answers, or a draft."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from kamtui.screens.deals.forms import OpenerAbout
from kamtui.screens.deals.said import SaidOfDeal, Texts, iso
from kamtui.store.deals.answering import AnswerSheet, Asked, Said
from kamtui.store.deals.saying import name_of
from kamtui.store.deals.sheet import Sheet
from kamtui.store.fields import mark
from kamtui.store.files.locks import user
from kamtui.store.records import Opportunity
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Change


class AnswersOfDeal(SaidOfDeal):
    """Asks for an answer with its evidence, source and day, and keeps it as one step."""

    def forms_about(self) -> dict[str, OpenerAbout]:
        """The form of an answer, about `TEMPLATE:VENDOR:QUESTION`, with those that lie below."""

        def again(deal: Opportunity, about: str, typed: Texts, key: str) -> None:
            template, vendor, question = [*about.split(":", 2), "", ""][:3]
            answers = AnswerSheet(Sheet(self.workspace, deal, self.today()), template)
            asked = answers.asked(question)
            if asked:
                self.ask_answer(answers, vendor, asked, typed=typed, key=key)

        return super().forms_about() | {"answer": again}

    def ask_answer(
        self,
        answers: AnswerSheet,
        vendor: str,
        asked: Asked,
        then: Callable[[], object] = bool,
        *,
        typed: Texts = None,
        key: str = "",
    ) -> None:
        """Ask for an answer about a vendor; `then` is called when it is kept."""
        deal, now = answers.sheet.deal, answers.said(vendor, asked.id)
        was = {"answer": _number(now.value), "evidence": now.evidence, "source": now.source, "date": iso(now.date)}

        def keep(_: object, texts: dict[str, str]) -> None:
            said = was | texts
            given = Said(value=value_of(said["answer"], answers), evidence=said["evidence"].strip(),
                         source=said["source"].strip(), date=self.day_of(said["date"]))  # fmt: skip
            empty = given.value is None and not given.evidence and not given.source
            if self.keep_answer(answers, vendor, asked, Said() if empty else given):
                then()

        low, high = answers.range
        hint = word("answers.hint.sign") if answers.has_signs else word("answers.hint.level", low=low, high=high)
        fields = [
            self.line_field("answer", was["answer"], hint, lambda text: value_of(text, answers)),
            *([self.line_field("evidence", now.evidence, asked.hint)] if answers.assessment else []),
            self.line_field("source", now.source),
            self.day_field(now.date),
        ]
        preset = {} if now.date else {"date": self.today().isoformat()}
        title = f"{clean(asked.label, 60)}: {name_of(self.workspace, vendor)}"
        named = f"answer:{answers.template}:{vendor}:{asked.id}"
        self.ask(deal, title, (), keep, extra=fields, preset=preset, typed=typed, key=key, named=named)

    def keep_answer(self, answers: AnswerSheet, vendor: str, asked: Asked, said: Said) -> bool:
        """Write an answer down as one step, unless it says what was said before; whether it stands."""
        if said == answers.said(vendor, asked.id):
            return True

        def act(change: Change) -> None:
            answers.keep(change, vendor, asked.id, said, user())

        name = clean(asked.label, 40)
        return self.save(word("answers.kept", name=name, vendor=name_of(self.workspace, vendor)), act)

    def step_answer(self, answers: AnswerSheet, vendor: str, asked: Asked, step: int) -> bool:
        """Answer by one key, today; what shows it stays."""
        value = answers.stepped(vendor, asked.id, step) if step else 0
        said = msgspec.structs.replace(answers.said(vendor, asked.id), value=value, date=self.today())
        return self.keep_answer(answers, vendor, asked, said)


def value_of(text: str, answers: AnswerSheet) -> int | None:
    """The answer that a text means; ValueError where there is no such answer."""
    return mark(text, *answers.range, signs=answers.has_signs)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
