"""What is said about a deal beyond its fields: evidence of a step, go or no-go, answers, and why a number is so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kamtui.screens.deals import DealActions
from kamtui.screens.dialogs.form_field import FormField
from kamtui.store import fields
from kamtui.store.files.locks import user
from kamtui.store.records import Evidence, Opportunity, Verdict
from kamtui.store.text import dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


class SaidOfDeal(DealActions):
    """Asks, and keeps each answer as one step."""

    def ask_evidence(self, deal: Opportunity, stage: str) -> None:
        """Ask what the buyer did that shows a step; an empty answer takes the evidence back."""
        known = deal.evidence.get(stage) or Evidence(what="")
        label = clean(self.workspace.method.label_of("stages", stage), 60)

        def keep(_: dict[str, Any], texts: dict[str, str]) -> None:
            said = {"what": known.what, "date": _iso(known.date), "source": known.source} | texts
            evidence = {name: one for name, one in deal.evidence.items() if name != stage}
            if said["what"].strip():
                day = self._day(said["date"])
                evidence[stage] = Evidence(what=said["what"].strip(), date=day, source=said["source"].strip())
            what = word("dealing.evidence.kept", name=clean(deal.name, 40), stage=label)
            if evidence != deal.evidence and self.keep_deal(deal, {"evidence": evidence}, what):
                self.tell(what)

        asked = [
            self._line("what", known.what, word("dealing.evidence.hint")),
            self.day_field(known.date, new=not known.what),
            self._line("source", known.source),
        ]
        preset = {} if known.what else {"date": self.today().isoformat()}
        self.ask(deal, word("dealing.evidence.title", stage=label), (), keep, extra=asked, preset=preset)

    def ask_verdict(self, deal: Opportunity) -> None:
        """Ask whether we go for the deal, and why; who says so and when is written down with it."""
        now = {None: "", True: "go", False: "stop"}[deal.go.go]
        said = word(f"fields.verdict.{now}") if now else ""

        def keep(_: dict[str, Any], texts: dict[str, str]) -> None:
            go = _go(texts.get("go", said))
            reason = texts.get("reason", deal.go.reason).strip()
            verdict = Verdict(go=go, reason=reason, by=user(), date=self.today())
            what = word("dealing.go.kept", name=clean(deal.name, 40))
            if (go, reason) != (deal.go.go, deal.go.reason) and self.keep_deal(deal, {"go": verdict}, what):
                self.tell(what)

        def lacking(_: Opportunity, texts: Mapping[str, str]) -> dict[str, str]:
            decided = _go(texts.get("go", said)) is not None
            unexplained = decided and not texts.get("reason", deal.go.reason).strip()
            return {"reason": word("dealing.go.why")} if unexplained else {}

        choices = FormField(
            "go", fields.label(Opportunity, "go"), said, _go, lambda go: "" if go is None else _said(go),
            hint=f"{_said(True)} · {_said(False)}",
        )  # fmt: skip
        title = word("dealing.go.title", name=clean(deal.name, 60))
        self.ask(deal, title, (), keep, extra=[choices, self._line("reason", deal.go.reason)], lacking=lacking)

    def open_answers(self, deal: Opportunity, template: str, section: str) -> None:
        """Open the sheet on which an assessment, or the criteria, are answered."""
        from kamtui.screens.answers import AnswersScreen

        self.app.push_screen(AnswersScreen(self.workspace, self.notice, deal.id, template, section))

    def show_text(self, lines: Sequence[str]) -> None:
        """Show a few lines until they are closed."""
        from kamtui.screens.dialogs.text import TextDialog

        self.app.push_screen(TextDialog("\n".join(lines)))

    def day_field(self, day: dt.date | None, *, new: bool = False) -> FormField:
        """A field for the day of something; a new one is of today."""
        return FormField("date", word("dealing.date"), "" if new else _iso(day), self._day, _iso)

    def _line(self, name: str, text: str, hint: str = "", read: Callable[[str], Any] = str.strip) -> FormField:
        return FormField(name, word(f"dealing.asked.{name}"), text, read, str, hint=hint)

    def _day(self, text: str) -> dt.date | None:
        return dates.parse(text, self.today()) if text.strip() else None


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _said(go: bool) -> str:
    return word("fields.verdict.go" if go else "fields.verdict.stop")


def _go(text: str) -> bool | None:
    """Whether a text says go or no-go in either language; ValueError where it says something else."""
    from kamtui.store.text.words.fields import WORDS

    typed = text.strip().casefold()
    if not typed:
        return None
    for go, key in ((True, "fields.verdict.go"), (False, "fields.verdict.stop")):
        if typed in [each.casefold() for each in WORDS[key]] or typed in (("y", "yes") if go else ("n", "no")):
            return go
    raise ValueError(word("fields.error.choice", text=clean(text, 40), known=f"{_said(True)} · {_said(False)}"))
